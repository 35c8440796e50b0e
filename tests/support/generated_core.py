"""Random policies of the core, with every node, hit policy and kind of parameter, and random facts for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from lawbook.contract.facts import missing
from lawbook.model import core
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Characteristic, Decision, Fact, FieldWords, Obligation, Parameter, Policy, Reason, ScoreReasons, Words
from lawbook.model.types import ListType, OneOfType, RecordType, SetType, Type
from lawbook.model.values import Cause, Known, Unknown, Value
from lawbook.model.walking import every_part
from lawbook.problems.problem import NOWHERE
from support.generated_expressions import (
    AMOUNT,
    COUNT,
    DATE,
    DAY,
    LABEL,
    LABELS,
    LIST,
    MONEY,
    NUMBER,
    RECORD,
    SMALL,
    TRUTH,
    TYPES,
    Expressions,
    Kind,
    Names,
    constant,
    node,
    value,
)

WORDS = Words("it", "它")
HITS: tuple[core.HitPolicy, ...] = ("unique", "first", "any", "priority", "rule order", "output order", "collect")
AGGREGATIONS: tuple[core.Aggregation | None, ...] = (None, None, "sum", "min", "max", "count")
REASONS = tuple(Reason(code=f"R{n}", text=Words(f"reason {n}", f"理由{n}"), rank=(100, 5, 100)[n], where=NOWHERE) for n in range(3))
OBLIGATIONS = tuple(Obligation(code=f"O{n}", text=Words(f"duty {n}", f"义务{n}"), where=NOWHERE) for n in range(3))


@dataclass
class _Draft:
    random: Random
    names: Names = field(default_factory=Names)
    facts: list[Fact] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    scores: list[ScoreReasons] = field(default_factory=list)

    @property
    def order(self) -> int:
        return len(self.facts) + len(self.parameters) + len(self.decisions)

    def expressions(self) -> Expressions:
        return Expressions(self.random, self.names)


def seeded(seed: int) -> Random:
    """Give the source of everything that is drawn."""
    return Random(seed)  # noqa: S311 - the same draws each time are wanted


def generated_policy(random: Random, *, decisions: int = 4, rows: int = 6) -> Policy:
    """Draw a policy of up to so many decisions, with tables of up to so many rows."""
    draft = _Draft(random)
    _declare_facts(draft)
    for number in range(random.randrange(4)):
        _declare_parameter(draft, f"p{number}")
    for number in range(random.randint(1, decisions)):
        if draft.names.lists and random.random() < 0.15:
            ranked = draft.expressions().ranked(2)
            _decide(draft, f"d{number}", ranked.type, ranked, None)
        elif random.random() < 0.3:
            _formula(draft, f"d{number}")
        elif random.random() < 0.15:
            _scorecard(draft, f"d{number}")
        else:
            _table(draft, f"d{number}", rows)
    return Policy(
        name="generated", version=1, title=WORDS, summary=None, effective=DAY - 1000, until=None, owner="tests", review_by=DAY + 1000,
        facts=tuple(draft.facts), parameters=tuple(draft.parameters), reasons=REASONS, obligations=OBLIGATIONS,
        decisions=tuple(draft.decisions), outputs=tuple(made.name for made in draft.decisions if made.published),
        score_reasons=tuple(draft.scores), invariants=(), uses=(), content_hash="c", meaning_hash="m", where=NOWHERE,
    )  # fmt: skip


def _declare_facts(draft: _Draft) -> None:
    random = draft.random
    for kind, types in TYPES.items():
        for number in range(random.randrange(3)):
            of, name = random.choice((SMALL, MONEY, COUNT)) if kind == "number" else types[0], f"{kind}_{number}"
            optional, used = random.random() < 0.4, random.random() < 0.95
            order, personal = len(draft.facts), random.random() < 0.2
            draft.facts.append(
                Fact(name=name, type=of, optional=optional, title=WORDS, order=order, used=used, personal=personal, where=NOWHERE)
            )
            draft.names.facts.setdefault(kind, []).append((name, of))
    if random.random() < 0.4:
        fields = tuple(FieldWords(name=name, given=Words(f"{name} of it", f"其{name}")) for name in RECORD.names)
        optional = random.random() < 0.4
        draft.facts.append(
            Fact(name="list", type=LIST, optional=optional, title=WORDS, fields=fields, order=len(draft.facts), where=NOWHERE)
        )
        draft.names.lists.append("list")


def _declare_parameter(draft: _Draft, name: str) -> None:
    random = draft.random
    kind: Kind = random.choice(("number", "time", "label", "truth"))
    keys: list[str | None] = [*random.sample(LABELS, random.randint(2, 4))] if random.random() < 0.3 else [None]
    series = tuple((key, tuple(_dated(kind, random))) for key in keys)
    parameter = Parameter(
        name=name, type=TYPES[kind][0], title=WORDS, series=series, order=draft.order, by=None if keys == [None] else "label_0",
        dated_by="date_0" if random.random() < 0.2 else None, verified_through=DAY + random.choice((-40, 0, 40)) if random.random() < 0.5 else None,
        after=random.choice(("hold", "unknown")), where=NOWHERE,
    )  # fmt: skip
    draft.parameters.append(parameter)
    draft.names.parameters.setdefault(kind, []).append((name, parameter.order, keys != [None]))


def _dated(kind: Kind, random: Random) -> Iterator[tuple[int, Known | None]]:
    for day in sorted(random.sample((-500, -31, -1, 0, 1, 31), random.randrange(4))):
        yield DAY + day, None if random.random() < 0.15 else value(kind, random)


def _fallback(of: Type, kind: Kind | None, random: Random) -> Known | Unknown:
    if kind is None or random.random() < 0.5:
        return Unknown(())
    return frozenset({"A"}) if isinstance(of, SetType) else value(kind, random)


def _decide(draft: _Draft, name: str, of: Type, body: Expression | Table, kind: Kind | None, *, hidden: bool = False) -> None:
    published = not hidden and draft.random.random() < 0.7
    draft.decisions.append(
        Decision(
            name=name, type=of, title=WORDS, body=body, order=draft.order, published=published, nullable=True,
            fallback=_fallback(of, kind, draft.random), internal=hidden, where=NOWHERE,
        )
    )  # fmt: skip
    if kind is not None:
        draft.names.decisions.setdefault(kind, []).append(core.DecisionValue(name, **node(of)))


def _formula(draft: _Draft, name: str) -> None:
    kind: Kind = draft.random.choice(("truth", "truth", "number", "number", "date", "label", "set", "time", "text"))
    of = TYPES[kind][0]
    _decide(draft, name, of, draft.expressions().of(kind, draft.random.randint(1, 5)), kind)


def _scorecard(draft: _Draft, name: str) -> None:
    random, total = draft.random, constant(480, NUMBER)
    lines: list[Characteristic] = []
    summed: Expression = total
    for number in range(random.randint(1, 3)):
        key = f"{name}.c{number}"
        of = draft.expressions().of("number", 1)
        rows = [_bin(key, place, test, random) for place, test in enumerate(((None, 2), (2, 10), (10, None)), start=1)]
        absent = core.Not(core.IsKnown(of, **node(TRUTH)), **node(TRUTH))
        rows.append(Row(id=f"{key}:unknown", cells=(None,), condition=absent, outputs=(constant(-5, NUMBER),), where=NOWHERE))
        points = core.DecisionValue(key, **node(NUMBER))
        _decide(draft, key, NUMBER, Table(hit="unique", inputs=(of,), rows=tuple(rows), kind="bins", where=NOWHERE), None, hidden=True)
        summed = core.Add(summed, points, **node(NUMBER))
        lines.append(Characteristic(decision=key, reason=random.choice(REASONS).code, best=random.choice((10, 20)), cites=("L-1",)))
    _decide(draft, name, NUMBER, summed, "number")
    when = draft.expressions().of("truth", 2) if random.random() < 0.5 else constant(True, TRUTH)
    draft.scores.append(ScoreReasons(decision=name, characteristics=tuple(lines), when=when, at_most=random.randint(1, 3)))


def _bin(key: str, place: int, test: tuple[int | None, int | None], random: Random) -> Row:
    low, high = (None if end is None else constant(end, NUMBER) for end in test)
    cell = core.Within(core.Variable("?", **node(NUMBER)), (core.Interval(low, True, high, False),), **node(TRUTH))
    return Row(id=f"{key}:{place}", cells=(cell,), outputs=(constant(random.choice((-5, 0, 10, 20)), NUMBER),), where=NOWHERE)


def _table(draft: _Draft, name: str, most_rows: int) -> None:
    random = draft.random
    hit = random.choice(HITS)
    aggregation = random.choice(AGGREGATIONS) if hit == "collect" else None
    kinds = _output_kinds(hit, aggregation, random)
    of_inputs: list[Kind] = [random.choice(tuple(TYPES)) for _ in range(random.choice((0, 1, 1, 2, 2, 3)))]
    inputs = tuple(draft.expressions().of(kind, random.randrange(2)) for kind in of_inputs)
    # Rows that are collected must have outputs that can be put in order: several of them are never unknown.
    constant_outputs = random.random() < 0.5 or (hit == "collect" and len(kinds) > 1)
    count = random.randint(70, 90) if random.random() < 0.05 else random.randint(0 if hit != "priority" else 1, most_rows)
    rows = tuple(_row(draft, f"{name}-{number}", inputs, of_inputs, kinds, hit, constant_outputs) for number in range(count))
    otherwise = _row(draft, f"{name}:otherwise", (), [], kinds, hit, constant_outputs) if random.random() < 0.5 else None
    ordered = hit in {"priority", "output order"} or random.random() < 0.2
    priorities = tuple(LABEL.severity if kind == "label" and ordered else None for kind in kinds)
    table = Table(
        hit=hit, aggregation=aggregation, inputs=inputs, rows=rows, otherwise=otherwise, priorities=priorities,
        kind="table" if inputs else "rules", where=NOWHERE,
    )  # fmt: skip
    _declare_table(draft, name, table, kinds)


def _output_kinds(hit: core.HitPolicy, aggregation: core.Aggregation | None, random: Random) -> list[Kind]:
    if aggregation is not None:
        return ["number"]
    first: Kind = "label" if hit in {"priority", "output order"} else random.choice(("label", "number", "label", "text", "truth"))
    return [first, *random.choices(("number", "label", "truth"), k=random.choice((0, 0, 0, 1, 2)))]


def _declare_table(draft: _Draft, name: str, table: Table, kinds: list[Kind]) -> None:
    types = [AMOUNT if kind == "number" and draft.random.random() < 0.5 else TYPES[kind][0] for kind in kinds]
    if table.aggregation is not None:
        _decide(draft, name, NUMBER, table, "number")
        return
    record = RecordType(tuple(f"o{place}" for place in range(len(kinds))), tuple(types), (False,) * len(kinds))
    single = table.hit in {"unique", "first", "any", "priority"}
    if not single:
        of = types[0] if len(kinds) == 1 else record
        as_set = table.hit == "collect" and isinstance(of, OneOfType) and draft.random.random() < 0.5
        gathered: Type = SetType(LABEL) if as_set else ListType(of, 200)
        _decide(draft, name, gathered, _gathering(table, kinds, gathered, draft.random), "set" if as_set else None)
    elif len(kinds) == 1:
        _decide(draft, name, types[0], table, kinds[0])
    else:
        _decide(draft, name, record, table, None, hidden=True)
        for place, (kind, of) in enumerate(zip(kinds, types, strict=True)):
            whole = core.DecisionValue(name, **node(record))
            _decide(draft, f"{name}_{place}", of, core.FieldOf(whole, place, **node(of)), kind)


def _gathering(table: Table, kinds: list[Kind], of: Type, random: Random) -> Table:
    # What a table that gathers its hits comes to otherwise is the whole of it.
    if table.otherwise is None:
        return table
    values = [value(kind, random) for kind in kinds]
    whole: Known = frozenset({"A", "C"}) if isinstance(of, SetType) else (values[0] if len(values) == 1 else tuple(values),)
    return replace(table, otherwise=replace(table.otherwise, outputs=(constant(whole, of),)))


def _row(
    draft: _Draft,
    name: str,
    inputs: tuple[Expression, ...],
    kinds: list[Kind],
    outputs: list[Kind],
    hit: core.HitPolicy,
    fixed: bool,  # noqa: FBT001
) -> Row:
    random, make = draft.random, draft.expressions()
    is_rule = not inputs and not name.endswith("otherwise")
    condition = make.of("truth", random.randint(1, 3)) if (is_rule or random.random() < 0.1) and not name.endswith("otherwise") else None
    made: list[Expression] = []
    for place, kind in enumerate(outputs):
        always = fixed or random.random() < 0.5 or (place == 0 and hit in {"priority", "output order"})
        made.append(constant(value(kind, random), TYPES[kind][0]) if always else make.of(kind, 2))
    return Row(
        id=name, cells=tuple(_cell(draft, kind) for kind in kinds), condition=condition, outputs=tuple(made),
        reason=random.choice((None, "R0", "R1", "R2")), obliges=tuple(random.sample(("O0", "O1", "O2"), random.choice((0, 0, 1, 2)))),
        cites=("L-2",) if random.random() < 0.3 else (), where=NOWHERE,
    )  # fmt: skip


def _cell(draft: _Draft, kind: Kind) -> Expression | None:
    random, of = draft.random, TYPES[kind][0]
    variable = core.Variable("?", **node(of))
    plain = Expressions(random, Names())
    match random.randrange(8):
        case 0 | 1:
            return None
        case 2 | 3 if kind == "set":
            return core.Contains(variable, random.choice(LABELS), **node(TRUTH))
        case 2 | 3 if kind == "label":
            made = random.choice((core.Less, core.AtMost))
            return made(core.Position(variable, LABELS, **node(NUMBER)), constant(random.randrange(4), NUMBER), **node(TRUTH))
        case 2 | 3 | 4 if kind != "set":
            return plain.within(variable, kind, 0)
        case 5:
            return core.Not(core.Equal(variable, constant(value(kind, random), of), **node(TRUTH)), **node(TRUTH))
        case 6:
            names = Names(facts={kind: draft.names.facts.get(kind, [])}, parameters=draft.names.parameters, input=kind)
            return Expressions(random, names).of("truth", 2)
        case _:
            return core.Equal(variable, constant(value(kind, random), of), **node(TRUTH))


def generated_facts(random: Random, policy: Policy) -> dict[str, Value]:
    """Draw facts for a policy: some that may be absent are."""
    return {fact.name: _fact(fact, random) for fact in policy.facts}


def _fact(fact: Fact, random: Random) -> Value:
    if (fact.optional or not fact.used) and random.random() < 0.4:
        return missing(fact)
    if fact.name == "list":
        return tuple(_record(fact, random) for _ in range(random.randrange(5)))
    kind: Kind = fact.name.rpartition("_")[0]  # type: ignore[assignment]  # the kind is the name
    drawn = value(kind, random)
    return abs(_bounded(drawn)) if fact.type == COUNT else _bounded(drawn) if fact.type == SMALL else drawn


def _record(fact: Fact, random: Random) -> tuple[Value, ...]:
    def absent(name: str) -> Unknown:
        return Unknown((Cause(fact.order, "missing-fact", f"list.{name}"),))

    second: Value = absent("m") if random.random() < 0.3 else value("number", random)
    third: Value = absent("t") if random.random() < 0.3 else value("truth", random)
    first = value("number", random)
    return (_bounded(first), second if isinstance(second, Unknown) else _bounded(second), third, value("label", random))


def _bounded(number: Known) -> int:
    return min(number, SMALL.high) if isinstance(number, int) else 0


def generated_day(random: Random) -> int:
    """Draw a day to decide for."""
    return DAY + random.choice((-501, -500, -40, -31, -1, 0, 1, 31, 39, 41))


def parts_of(policy: Policy) -> Iterator[Expression]:
    """Give every node of a policy."""
    for made in policy.decisions:
        if isinstance(made.body, Table):
            yield from (part for of in made.body.inputs for part in every_part(of))
            rows = [*made.body.rows, *([made.body.otherwise] if made.body.otherwise else [])]
            for row in rows:
                stated = [*row.cells, row.condition, *row.outputs]
                yield from (part for of in stated if of is not None for part in every_part(of))
        else:
            yield from every_part(made.body)


__all__ = ["DATE", "generated_day", "generated_facts", "generated_policy", "parts_of"]
