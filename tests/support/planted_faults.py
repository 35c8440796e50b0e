"""Faults that people make in policies, each a small function: what it makes of one node, row, table, decision or parameter."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lawbook.model import core
from lawbook.model.core import Constant, Expression, Interval, Row, Same, Table
from lawbook.model.policy import Fact, Parameter, Policy
from lawbook.model.types import BooleanType, NumberType, OneOfType
from lawbook.model.values import Unknown
from support.planting import (
    Kind,
    OfTable,
    constant,
    in_nodes,
    in_parameters,
    in_rows,
    in_tables,
    neighbour,
    plus,
    times,
    truth,
    with_decision,
)


def _fits(left: Expression, right: Expression) -> bool:
    return not isinstance(left, Constant) and isinstance(right, Constant | core.ParameterAt)


def comparison(make: Callable[["core.Less | core.AtMost"], Expression | None]) -> Kind:
    """Plant a fault in each comparison of order."""
    return in_nodes(lambda node, _: make(node) if isinstance(node, core.Less | core.AtMost) else None)


def bound(make: Callable[[Expression], Expression | None]) -> Kind:
    """Plant a fault in the written side of each comparison of order."""

    def fault(node: Expression, _: Policy) -> Expression | None:
        if not isinstance(node, core.Less | core.AtMost):
            return None
        if _fits(node.left, node.right):
            made = make(node.right)
            return None if made is None else replace(node, right=made)
        if _fits(node.right, node.left):
            made = make(node.left)
            return None if made is None else replace(node, left=made)
        return None

    return in_nodes(fault)


def interval(make: Callable[[Interval], Interval | None]) -> Kind:
    """Plant a fault in the first range of each cell or `in`."""

    def fault(node: Expression, _: Policy) -> Expression | None:
        if not isinstance(node, core.Within):
            return None
        for place, test in enumerate(node.tests):
            made = make(test) if isinstance(test, Interval) else None
            if made is not None and made != test:
                return replace(node, tests=(*node.tests[:place], made, *node.tests[place + 1 :]))
        return None

    return in_nodes(fault)


def of(kind: type[Expression] | tuple[type[Expression], ...], make: Callable[..., Expression | None]) -> Kind:
    """Plant a fault in each node of a kind."""
    return in_nodes(lambda node, _: make(node) if isinstance(node, kind) else None)


def _same_label(node: core.Within) -> Expression | None:
    for place, test in enumerate(node.tests):
        made = neighbour(test.value) if isinstance(test, Same) else None
        if made is not None:
            return replace(node, tests=(*node.tests[:place], Same(made), *node.tests[place + 1 :]))
    return None


def _opposite(node: Expression) -> Expression:
    return core.Not(node, where=node.where, type=BooleanType())


def _other_fact(node: Expression, policy: Policy) -> Expression | None:
    if not isinstance(node, core.FactValue):
        return None
    like = [fact.name for fact in policy.facts if fact.type == node.type and fact.used]
    return replace(node, name=like[(like.index(node.name) + 1) % len(like)]) if node.name in like and len(like) > 1 else None


def _other_parameter(node: Expression, policy: Policy) -> Expression | None:
    if not isinstance(node, core.ParameterAt) or node.key is not None:
        return None
    kinds = [(each.name, type(each.type)) for each in policy.parameters if each.by is None]
    own = next((kind for name, kind in kinds if name == node.name), None)
    like = [name for name, kind in kinds if kind is own]
    return replace(node, name=like[(like.index(node.name) + 1) % len(like)]) if len(like) > 1 else None


def _swapped_outcomes(table: Table) -> Iterator[Table]:
    for place in range(len(table.rows) - 1):
        one, other = table.rows[place : place + 2]
        if one.outputs != other.outputs:
            swapped = (replace(one, outputs=other.outputs), replace(other, outputs=one.outputs))
            yield replace(table, rows=(*table.rows[:place], *swapped, *table.rows[place + 2 :]))


def _swapped_rows(table: Table) -> Iterator[Table]:
    if table.hit in {"first", "rule order", "collect"}:
        for place in range(len(table.rows) - 1):
            one, other = table.rows[place : place + 2]
            yield replace(table, rows=(*table.rows[:place], other, one, *table.rows[place + 2 :]))


def _without_rows(table: Table) -> Iterator[Table]:
    for place in range(len(table.rows)):
        yield replace(table, rows=(*table.rows[:place], *table.rows[place + 1 :]))


def _overlapping(table: Table) -> Iterator[Table]:
    if table.hit == "unique":
        for place in range(len(table.rows) - 1):
            wide = replace(table.rows[place], cells=table.rows[place + 1].cells, condition=table.rows[place + 1].condition)
            yield replace(table, rows=(*table.rows[: place + 1], wide, *table.rows[place + 1 :]))


def _severities(table: Table) -> Iterator[Table]:
    labels = table.priorities[0]
    if table.hit == "priority" and labels is not None:
        for place in range(len(labels) - 1):
            turned = (*labels[:place], labels[place + 1], labels[place], *labels[place + 2 :])
            yield replace(table, priorities=(turned, *table.priorities[1:]))


def _hits(hit: core.HitPolicy, from_: core.HitPolicy) -> OfTable:
    def fault(table: Table) -> Iterator[Table]:
        if table.hit == from_:
            yield replace(table, hit=hit)

    return fault


def _otherwise(table: Table) -> Iterator[Table]:
    if table.otherwise is not None:
        made = neighbour(table.otherwise.outputs[0])
        if made is not None:
            yield replace(table, otherwise=replace(table.otherwise, outputs=(made, *table.otherwise.outputs[1:])))


def _without_otherwise(table: Table) -> Iterator[Table]:
    if table.otherwise is not None:
        yield replace(table, otherwise=None)


def _first_output(make: Callable[[Expression], Expression | None]) -> Callable[[Row], Row | None]:
    def fault(row: Row) -> Row | None:
        made = make(row.outputs[0])
        return None if made is None else replace(row, outputs=(made, *row.outputs[1:]))

    return fault


def _cell(place: int) -> Callable[[Row], Row | None]:
    def fault(row: Row) -> Row | None:
        if len(row.cells) <= place or row.cells[place] is None:
            return None
        return replace(row, cells=(*row.cells[:place], None, *row.cells[place + 1 :]))

    return fault


def _without_exception(row: Row) -> Row | None:
    return replace(row, condition=row.when) if row.exceptions and row.when is not None else None


def _exception_turned(row: Row) -> Row | None:
    if not row.exceptions or row.when is None:
        return None
    exception = row.exceptions[0].condition
    return replace(row, condition=core.All((row.when, exception), where=row.when.where, type=row.when.type))


def _never(row: Row) -> Row:
    return replace(row, condition=truth(row.outputs[0], value=False))


def _always(row: Row) -> Row | None:
    return None if row.condition is None else replace(row, condition=None)


def _matters(policy: Policy) -> Iterator[Policy]:
    """Let a fact that a decision does not look at decide whether a rule of it applies."""
    facts = [fact for fact in policy.facts if isinstance(fact.type, BooleanType | OneOfType) and not fact.optional and fact.used]
    for declared in policy.decisions:
        table = declared.body
        if declared.origin is None and isinstance(table, Table):
            for place, row in enumerate(table.rows):
                fact = facts[place % len(facts)] if facts else None
                if fact is not None and row.condition is not None:
                    both = core.All((row.condition, _asks(fact, row.condition)), where=row.condition.where, type=BooleanType())
                    rows = (*table.rows[:place], replace(row, condition=both), *table.rows[place + 1 :])
                    yield with_decision(policy, replace(declared, body=replace(table, rows=rows)))


def _asks(fact: Fact, like: Expression) -> Expression:
    value = core.FactValue(fact.name, where=like.where, type=fact.type)
    if not isinstance(fact.type, OneOfType):
        return value
    return core.Equal(value, constant(value, fact.type.labels[0]), where=like.where, type=BooleanType())


def _drops(policy: Policy) -> Iterator[Policy]:
    """Let a number fall to nothing where a fact that it looks at is great."""
    facts = [fact for fact in policy.facts if isinstance(fact.type, NumberType) and not fact.optional and fact.used]
    for declared in policy.decisions:
        if isinstance(declared.type, NumberType) and not isinstance(declared.body, Table) and declared.origin is None:
            for fact in facts:
                body, value = declared.body, core.FactValue(fact.name, where=declared.body.where, type=fact.type)
                middle = constant(value, (value.type.low + value.type.high) // 2 if isinstance(value.type, NumberType) else 0)
                high = core.Less(middle, value, where=body.where, type=BooleanType())
                yield with_decision(
                    policy, replace(declared, body=core.If(high, constant(body, 0), body, where=body.where, type=body.type))
                )


def _stuck(policy: Policy) -> Iterator[Policy]:
    for declared in policy.decisions:
        if isinstance(declared.type, OneOfType | BooleanType) and declared.origin is None:
            like = declared.body.rows[0].outputs[0] if isinstance(declared.body, Table) else declared.body
            value = declared.type.labels[0] if isinstance(declared.type, OneOfType) else True
            yield with_decision(policy, replace(declared, body=Constant(value, where=like.where, type=declared.type)))


def _fallbacks(policy: Policy) -> Iterator[Policy]:
    for declared in policy.decisions:
        if declared.published and isinstance(declared.fallback, str) and isinstance(declared.type, OneOfType):
            labels = declared.type.labels
            yield with_decision(policy, replace(declared, fallback=labels[(labels.index(declared.fallback) + 1) % len(labels)]))


def _no_fallback(policy: Policy) -> Iterator[Policy]:
    for declared in policy.decisions:
        if declared.published and declared.fallback is not None and not isinstance(declared.fallback, Unknown):
            yield with_decision(policy, replace(declared, fallback=Unknown(())))


def _values(make: Callable[[int], int]) -> Callable[[Parameter], Parameter | None]:
    def fault(parameter: Parameter) -> Parameter | None:
        series = tuple(
            (key, tuple((day, make(value) if type(value) is int else value) for day, value in dated)) for key, dated in parameter.series
        )
        return replace(parameter, series=series) if series != parameter.series else None

    return fault


def _days(by: int) -> Callable[[Parameter], Parameter | None]:
    def fault(parameter: Parameter) -> Parameter | None:
        if not any(len(dated) > 1 for _, dated in parameter.series):
            return None
        series = tuple(
            (key, tuple((day + (by if place else 0), value) for place, (day, value) in enumerate(dated))) for key, dated in parameter.series
        )
        return replace(parameter, series=series)

    return fault


def _forgotten(parameter: Parameter) -> Parameter | None:
    if not any(len(dated) > 1 for _, dated in parameter.series):
        return None
    return replace(parameter, series=tuple((key, dated[:-1] if len(dated) > 1 else dated) for key, dated in parameter.series))


def _with_gate(ranked: core.Ranked, place: int, gate: Expression) -> core.Ranked:
    gates = list(ranked.gates)
    gates[place] = gate
    return replace(ranked, gates=tuple(gates))


def _gate(ranked: core.Ranked, place: int, *, value: bool) -> core.Ranked | None:
    return _with_gate(ranked, place, truth(ranked.gates[place], value=value)) if ranked.gates else None


LESS, MOST = core.Less, core.AtMost

KINDS: Mapping[str, Kind] = {
    "a bound that no longer includes": of(MOST, lambda n: LESS(n.left, n.right, where=n.where, type=n.type)),
    "a bound that now includes": of(LESS, lambda n: MOST(n.left, n.right, where=n.where, type=n.type)),
    "a comparison the other way round": comparison(lambda n: replace(n, left=n.right, right=n.left)),
    "a comparison turned into its opposite": comparison(_opposite),
    "a comparison that always holds": comparison(lambda n: truth(n, value=True)),
    "a comparison that never holds": comparison(lambda n: truth(n, value=False)),
    "a bound one too high": bound(lambda n: plus(n, 1)),
    "a bound one too low": bound(lambda n: plus(n, -1)),
    "a bound ten times too high": bound(lambda n: times(n, 10)),
    "a bound in units a hundred times as fine": bound(lambda n: times(n, 100)),
    "a bound of the wrong sign": bound(lambda n: times(n, -1)),
    "an equality turned into its opposite": of(core.Equal, _opposite),
    "an equality that always holds": of(core.Equal, lambda n: truth(n, value=True)),
    "an equality that never holds": of(core.Equal, lambda n: truth(n, value=False)),
    "compared with the label beside": of(core.Equal, lambda n: None if (made := neighbour(n.right)) is None else replace(n, right=made)),
    "a range whose low end is closed or open": interval(lambda t: replace(t, low_closed=not t.low_closed) if t.low is not None else None),
    "a range whose high end is closed or open": interval(
        lambda t: replace(t, high_closed=not t.high_closed) if t.high is not None else None
    ),
    "a range that begins too late": interval(lambda t: replace(t, low=plus(t.low, 1))),
    "a range that begins too early": interval(lambda t: replace(t, low=plus(t.low, -1))),
    "a range that ends too late": interval(lambda t: replace(t, high=plus(t.high, 1))),
    "a range that ends too early": interval(lambda t: replace(t, high=plus(t.high, -1))),
    "a range without its low end": interval(lambda t: replace(t, low=None) if t.high is not None else None),
    "a range without its high end": interval(lambda t: replace(t, high=None) if t.low is not None else None),
    "a range turned into all the rest": of(core.Within, _opposite),
    "a list of values of which the first is missing": of(
        core.Within, lambda n: replace(n, tests=n.tests[1:]) if len(n.tests) > 1 else None
    ),
    "a list of values of which the last is missing": of(
        core.Within, lambda n: replace(n, tests=n.tests[:-1]) if len(n.tests) > 1 else None
    ),
    "a list of values with the label beside": of(core.Within, _same_label),
    "or in the place of and": of(core.All, lambda n: core.AnyOf(n.items, where=n.where, type=n.type)),
    "and in the place of or": of(core.AnyOf, lambda n: core.All(n.items, where=n.where, type=n.type)),
    "the first condition dropped": of(core.All, lambda n: replace(n, items=n.items[1:]) if len(n.items) > 1 else None),
    "the last condition dropped": of(core.All, lambda n: replace(n, items=n.items[:-1]) if len(n.items) > 1 else None),
    "the first alternative dropped": of(core.AnyOf, lambda n: replace(n, items=n.items[1:]) if len(n.items) > 1 else None),
    "the last alternative dropped": of(core.AnyOf, lambda n: replace(n, items=n.items[:-1]) if len(n.items) > 1 else None),
    "a not too few": of(core.Not, lambda n: n.of),
    "not asked whether it is known": of(core.IsKnown, lambda n: truth(n, value=True)),
    "asked whether it is missing": of(core.IsKnown, _opposite),
    "the branches of an if exchanged": of(core.If, lambda n: replace(n, then=n.otherwise, otherwise=n.then)),
    "only the first branch of an if": of(core.If, lambda n: n.then),
    "only the second branch of an if": of(core.If, lambda n: n.otherwise),
    "the condition of an if turned": of(core.If, lambda n: replace(n, condition=_opposite(n.condition))),
    "a member that must not be there": of(core.Contains, _opposite),
    "a member that is not asked for": of(core.Contains, lambda n: truth(n, value=True)),
    "plus in the place of minus": of(core.Subtract, lambda n: core.Add(n.left, n.right, where=n.where, type=n.type)),
    "minus in the place of plus": of(core.Add, lambda n: core.Subtract(n.left, n.right, where=n.where, type=n.type)),
    "a difference the wrong way round": of(core.Subtract, lambda n: replace(n, left=n.right, right=n.left)),
    "a summand left out": of(core.Add, lambda n: n.left),
    "the greatest in the place of the least": of(core.Least, lambda n: core.Greatest(n.items, where=n.where, type=n.type)),
    "the least in the place of the greatest": of(core.Greatest, lambda n: core.Least(n.items, where=n.where, type=n.type)),
    "a cap left out": of(core.Least, lambda n: replace(n, items=n.items[:-1]) if len(n.items) > 1 else None),
    "a floor left out": of(core.Greatest, lambda n: replace(n, items=n.items[:-1]) if len(n.items) > 1 else None),
    "rounded up": of(core.RoundedQuotient, lambda n: replace(n, rounding="up") if n.rounding != "up" else None),
    "rounded down": of(core.RoundedQuotient, lambda n: replace(n, rounding="down") if n.rounding != "down" else None),
    "a quotient of the wrong scale": of(core.RoundedQuotient, lambda n: replace(n, shift=n.shift - 1)),
    "a rescaling of the wrong scale": of(core.Rescale, lambda n: replace(n, by=n.by + 1)),
    "a factor one too high": of(core.Multiply, lambda n: None if (made := plus(n.right, 1)) is None else replace(n, right=made)),
    "a ranking the other way round": of(core.Ranked, lambda n: replace(n, descending=(not n.descending[0], *n.descending[1:]))),
    "a ranking the other way round among equals": of(
        core.Ranked, lambda n: replace(n, descending=(*n.descending[:-1], not n.descending[-1]))
    ),
    "a ranking by its first measure only": of(core.Ranked, lambda n: replace(n, by=n.by[:1], descending=n.descending[:1])),
    "a ranking by its measures in the wrong order": of(core.Ranked, lambda n: replace(n, by=n.by[::-1], descending=n.descending[::-1])),
    "the first gate of a ranking left out": of(core.Ranked, lambda n: _gate(n, 0, value=False)),
    "the last gate of a ranking left out": of(core.Ranked, lambda n: _gate(n, -1, value=False)),
    "a gate of a ranking that always holds": of(core.Ranked, lambda n: _gate(n, 0, value=True)),
    "a gate of a ranking turned into its opposite": of(core.Ranked, lambda n: _with_gate(n, 0, _opposite(n.gates[0])) if n.gates else None),
    "two gates of a ranking exchanged": of(core.Ranked, lambda n: replace(n, gates=n.gates[::-1]) if len(n.gates) > 1 else None),
    "the first of all in the place of the first that counts": of(
        core.Aggregate, lambda n: replace(n, condition=None) if n.kind == "first" and n.condition is not None else None
    ),
    "another fact of the same type": in_nodes(_other_fact),
    "another parameter of the same type": in_nodes(_other_parameter),
    "a day too late": of(core.AsOf, lambda n: core.Add(n, constant(n, 1), where=n.where, type=n.type)),
    "a day too early": of(core.AsOf, lambda n: core.Add(n, constant(n, -1), where=n.where, type=n.type)),
    "a rule or row left out": in_tables(_without_rows),
    "a rule or row that never applies": in_rows(_never),
    "a rule without its condition": in_rows(_always, kind="rules"),
    "an exception left out": in_rows(_without_exception),
    "an exception turned into a condition": in_rows(_exception_turned),
    "the outcomes of two rows exchanged": in_tables(_swapped_outcomes),
    "two rows exchanged": in_tables(_swapped_rows),
    "the outcome beside": in_rows(_first_output(neighbour)),
    "points one too high": in_rows(_first_output(lambda n: plus(n, 1) if isinstance(n, Constant) else None)),
    "the first cell of a row left empty": in_rows(_cell(0)),
    "the second cell of a row left empty": in_rows(_cell(1)),
    "a row that overlaps another": in_tables(_overlapping),
    "two severities exchanged": in_tables(_severities),
    "the first row in the place of the most severe": in_tables(_hits("first", "priority")),
    "what holds otherwise is another": in_tables(_otherwise),
    "nothing holds otherwise": in_tables(_without_otherwise),
    "a fact that must not matter does": _matters,
    "a number that falls where it must not": _drops,
    "an outcome that is always the same": _stuck,
    "another fallback": _fallbacks,
    "no fallback": _no_fallback,
    "a parameter one too high": in_parameters(_values(lambda value: value + 1)),
    "a parameter one too low": in_parameters(_values(lambda value: value - 1)),
    "a parameter ten times too high": in_parameters(_values(lambda value: value * 10)),
    "a parameter a day too late": in_parameters(_days(1)),
    "a parameter a day too early": in_parameters(_days(-1)),
    "a change of a parameter forgotten": in_parameters(_forgotten),
}
