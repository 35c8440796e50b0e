"""Why a policy decided as it did: every decision, every rule and row, what held, what did not, and what was not known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Literal, TypeAlias, assert_never

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.filling import filling
from lawbook.evaluate.policies import Judged, evaluate_policy
from lawbook.evaluate.tables import JudgedRow, JudgedTable
from lawbook.evaluate.telling_values import Glossary, tell_cause, tell_value
from lawbook.evaluate.wording import tell
from lawbook.model import core
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Policy
from lawbook.model.types import RecordType
from lawbook.model.values import Unknown, Value
from lawbook.model.walking import children, decisions_read, with_input

Fate: TypeAlias = Literal["fired", "outweighed", "not fired", "unknown"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in words, whether it held (None: not known), and the values it looked at, by title."""

    text: str
    holds: bool | None
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """One rule or row: what became of it and which conditions decided that. *missing* names what would have to be known."""

    id: str
    fate: Fate
    concludes: str
    conditions: tuple[Condition, ...]
    missing: tuple[str, ...]
    reason: str | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedDecision:
    """One decision: its value in words, and the rows (of a table or rules) or the calculation (of a formula) behind it.

    *published* is what the caller got in place of an unknown, where that is so. A decision taken *from_policy*, a version of another
    policy, has the decisions of that policy that led to it in *behind*.
    """

    name: str
    title: str
    value: str
    known: bool
    published: str | None
    formula: str | None
    values: tuple[tuple[str, str], ...]
    rows: tuple[ExplainedRow, ...]
    from_policy: str | None = None
    behind: "tuple[ExplainedDecision, ...]" = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A whole decision explained in one language, decision by decision in the order they were made."""

    policy: str
    version: int
    title: str
    lang: str
    as_of: str
    outcome: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str, str], ...]
    decisions: tuple[ExplainedDecision, ...]

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return asdict(self)


def explain_policy(policy: Policy, facts: dict[str, Value], as_of: int, lang: str) -> Explanation:
    """Decide and say why, in *lang* (`zh` or `en`)."""
    judged = evaluate_policy(policy, facts, as_of)
    filled = filling(policy, judged, lang)
    words = filled.words
    setting = Setting(facts, judged.values, {parameter.name: parameter for parameter in policy.parameters}, as_of)
    taken = _Taken(policy)
    flat = {declared.name: _decision(declared, judged, setting, words) for declared in policy.decisions}
    explained = tuple(taken.nested(declared, flat) for declared in policy.decisions if declared.origin is None)
    published = {each.name: each.published or each.value for each in explained}
    return Explanation(
        policy=policy.name,
        version=policy.version,
        title=policy.title.told(lang),
        lang=lang,
        as_of=date.fromordinal(as_of).isoformat(),
        outcome=tuple((words.titles[name], published[name]) for name in policy.outputs),
        reasons=tuple((given.code, filled.text(given.text), given.rule) for given in judged.decision.reasons),
        decisions=explained,
    )


class _Taken:
    """Which decisions of a policy are taken from others, and what is behind them."""

    def __init__(self, policy: Policy) -> None:
        self._declared = {declared.name: declared for declared in policy.decisions}
        self._others = {used.policy: f"{used.policy} v{used.version}" for used in policy.others}

    def nested(self, declared: Declared, flat: Mapping[str, ExplainedDecision]) -> ExplainedDecision:
        """Give a decision as explained, with what is behind it where another policy made it."""
        told, body = flat[declared.name], declared.body
        origin = self._declared[body.name].origin if isinstance(body, core.DecisionValue) else None
        if origin is None or origin == declared.origin or not isinstance(body, core.DecisionValue):
            return told
        behind = self._behind(body.name, origin)
        return replace(
            told,
            formula=None,
            values=(),
            from_policy=self._others[origin],
            behind=tuple(self.nested(each, flat) for name, each in self._declared.items() if name in behind),
        )

    def _behind(self, name: str, origin: str) -> set[str]:
        """Name the decisions of the policy *origin* that lead to its decision *name*, itself included."""
        met: set[str] = set()
        waiting = [name]
        while waiting:
            name = waiting.pop()
            if name not in met and self._declared[name].origin == origin:
                met.add(name)
                waiting.extend(decisions_read(self._declared[name].body))
        return met


def _decision(declared: Declared, judged: Judged, setting: Setting, words: Glossary) -> ExplainedDecision:
    value = judged.values[declared.name]
    fallback = declared.fallback if declared.published and isinstance(value, Unknown) else None
    told = None if fallback is None or isinstance(fallback, Unknown) else tell_value(declared.type, fallback, words)
    unit = words.units.get(declared.name)
    body = declared.body
    table = judged.tables.get(declared.name)
    return ExplainedDecision(
        name=declared.name,
        title=words.titles[declared.name],
        value=tell_value(declared.type, value, words, unit),
        known=not isinstance(value, Unknown),
        published=told,
        formula=None if isinstance(body, Table) else tell(body, words),
        values=() if isinstance(body, Table) else tuple(values_behind([body], setting, words)),
        rows=() if table is None or not isinstance(body, Table) else _rows(body, declared, table, setting, words),
    )


def _rows(body: Table, declared: Declared, table: JudgedTable, setting: Setting, words: Glossary) -> tuple[ExplainedRow, ...]:
    fired = {judged.row.id for judged in table.fired}
    return tuple(_row(body, declared, judged, judged.row.id in fired, setting, words) for judged in table.rows)


def _row(body: Table, declared: Declared, judged: JudgedRow, fired: bool, setting: Setting, words: Glossary) -> ExplainedRow:  # noqa: FBT001 - the verdict
    row = judged.row
    otherwise = row is body.otherwise
    conditions = tuple(dict.fromkeys(_conditions(body, row, setting, words)))
    fate: Fate = "fired" if fired else _unfired(judged, otherwise=otherwise)
    missing = judged.doubt.causes if judged.verdict == "maybe" else ()
    return ExplainedRow(
        id=row.id,
        fate=fate,
        concludes=_outputs(declared, row, setting, words),
        conditions=conditions,
        missing=tuple(tell_cause(cause, words) for cause in missing),
        reason=row.reason,
        cites=row.cites,
    )


def _unfired(judged: JudgedRow, *, otherwise: bool) -> Fate:
    match judged.verdict:
        case "hit":
            return "not fired" if otherwise else "outweighed"
        case "not":
            return "not fired"
        case "maybe":
            return "unknown"
        case _:
            assert_never(judged.verdict)


def _outputs(declared: Declared, row: Row, setting: Setting, words: Glossary) -> str:
    kinds = declared.type.types if isinstance(declared.type, RecordType) else tuple(output.type for output in row.outputs)
    told = [tell_value(kind, evaluate(output, setting), words) for kind, output in zip(kinds, row.outputs, strict=True)]
    return words.both(", ", "，").join(told)


def _conditions(body: Table, row: Row, setting: Setting, words: Glossary) -> Iterator[Condition]:
    for cell, of in zip(row.cells, body.inputs, strict=False):
        if cell is not None:
            yield from _responsible(with_input(cell, of), setting, words)
    if row.when is not None and row.condition is not None:
        yield from _responsible(row.when, setting, words)
        for exception in row.exceptions:
            yield from _responsible(core.Not(exception.condition, where=row.where, type=row.condition.type), setting, words)
    elif row.condition is not None:
        yield from _responsible(row.condition, setting, words)


def _responsible(condition: Expression, setting: Setting, words: Glossary) -> Iterator[Condition]:
    """Give the parts of *condition* that made it what it is: of a false `and`, those that are false, and so on."""
    value = evaluate(condition, setting)
    items: tuple[Expression, ...] = condition.items if isinstance(condition, core.All | core.AnyOf) else ()
    alike = [item for item in items if _alike(evaluate(item, setting), value)]
    if alike:
        for item in alike:
            yield from _responsible(item, setting, words)
    else:
        holds = None if isinstance(value, Unknown) else bool(value)
        yield Condition(tell(condition, words), holds, tuple(values_behind([condition], setting, words)))


def _alike(one: Value, other: Value) -> bool:
    return one is other or (isinstance(one, Unknown) and isinstance(other, Unknown))


def values_behind(expressions: Iterable[Expression], setting: Setting, words: Glossary) -> Iterator[tuple[str, str]]:
    """Give the facts, decisions and parameters that *expressions* look at, by title, each with its value in words."""
    seen: set[str] = set()
    for part in _parts(expressions):
        match part:
            case core.FactValue(name=name) | core.DecisionValue(name=name) | core.ParameterAt(name=name) if name not in seen:
                seen.add(name)
                yield words.titles.get(name, name), tell_value(part.type, evaluate(part, setting), words, words.units.get(name))
            case _:
                continue


def _parts(expressions: Iterable[Expression]) -> Iterator[Expression]:
    """Walk *expressions* and all they are made of, but not what stands below a bound variable."""
    for expression in expressions:
        yield expression
        if not isinstance(expression, core.Quantified | core.Aggregate | core.Ranked):
            yield from _parts(children(expression))
