"""Decisions as they are read: what each can come to, how it is made, what it looks at and what it is used in."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.evaluate.statements import Statement, lay_out
from lawbook.evaluate.telling_values import tell_value
from lawbook.evaluate.wording import tell
from lawbook.model import core
from lawbook.model.core import Expression, Table
from lawbook.model.policy import Decision, Fact, ScoreReasons
from lawbook.model.types import BooleanType, OneOfType, RecordType, labels_of
from lawbook.model.values import Unknown
from lawbook.model.walking import every_part
from lawbook.site.addresses import at, decision_anchor, fact_anchor, parameter_anchor
from lawbook.site.differences import Aspect
from lawbook.site.gathered import every_row
from lawbook.site.grounds import Cited, Link, cited, requirement_links
from lawbook.site.kinds import tell_type
from lawbook.site.rows import Coded, Pen, RuleView, named, rules_of

Form: TypeAlias = Literal["rules", "table", "formula", "score"]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One characteristic of a scorecard with its bins."""

    title: str
    anchor: str
    reason: Coded | None
    cites: tuple[Cited, ...]
    bins: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision."""

    name: str
    anchor: str
    title: str
    published: bool
    internal: bool
    kind: str
    fallback: str | None
    told: tuple[tuple[str, str], ...]
    form: Form
    method: str
    columns: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[RuleView, ...]
    statement: Statement | None
    written: str | None
    score: tuple[ScoreLine, ...]
    score_reasons: str | None
    looks_at: tuple[Link, ...]
    used_in: tuple[Link, ...]
    basis: tuple[Cited, ...]
    serves: tuple[Link, ...]
    common: bool
    reason: Coded | None

    @property
    def telling(self) -> bool:
        """Whether any row gives a reason or asks for something."""
        return any(rule.reason is not None or rule.obliges for rule in self.rules)


def decisions_of(writer: Pen) -> tuple[DecisionView, ...]:
    """Tell every decision of the version in the order they are made; the lines of a scorecard with the score."""
    decisions = writer.policy.decisions
    lines = {decision.name for decision in decisions if _is_line(decision)}
    needed = {decision.name: tuple(_reads(decision)) for decision in decisions}
    users: dict[str, list[str]] = {}
    for name, reads in needed.items():
        for read in dict.fromkeys(name_of(part) for part in reads):
            users.setdefault(read, []).append(name)
    return tuple(_decision(writer, decision, needed[decision.name], users) for decision in decisions if decision.name not in lines)


def _is_line(decision: Decision) -> bool:
    return isinstance(decision.body, Table) and decision.body.kind == "bins"


def _decision(
    writer: Pen, decision: Decision, reads: Iterable[core.FactValue | core.DecisionValue | core.ParameterAt], users: Mapping[str, list[str]]
) -> DecisionView:
    body = decision.body
    lines = tuple(_score_lines(writer, decision))
    rules = rules_of(writer, decision, body) if isinstance(body, Table) else ()
    common = rules if isinstance(body, Table) and body.kind != "rules" and _alike(rules) else ()
    return DecisionView(
        name=decision.name,
        anchor=decision_anchor(decision.name),
        title=decision.title.told(writer.lang),
        published=decision.published,
        internal=decision.internal,
        kind="" if isinstance(decision.type, RecordType) else tell_type(decision.type, writer.words, writer.words.units.get(decision.name)),
        fallback=_fallback(writer, decision),
        told=tuple(_told_to_person(writer, decision)),
        form=_form(body, lines),
        method=_method(writer, decision, lines),
        columns=tuple(tell(of, writer.words) for of in body.inputs) if isinstance(body, Table) else (),
        outputs=_output_titles(writer, decision),
        rules=rules,
        statement=None if isinstance(body, Table) else lay_out(body, writer.words),
        written=decision.written,
        score=lines,
        score_reasons=_score_reasons(writer, decision),
        looks_at=tuple(_leads(writer, reads)),
        used_in=tuple(decision_link(writer, name) for name in users.get(decision.name, ()) if not name.startswith(f"{decision.name}.")),
        basis=common[0].cites if common else cited(writer.gathered, decision.cites, writer.lang),
        serves=common[0].covers if common else requirement_links(writer.gathered, decision.covers, writer.lang),
        common=bool(common),
        reason=None if decision.reason is None else writer.coded(decision.reason),
    )


def _told_to_person(writer: Pen, decision: Decision) -> Iterator[tuple[str, str]]:
    """Tell what is said to the person concerned of each outcome; of those without a sentence, that nothing is."""
    said = dict(decision.notice)
    if not decision.published or not said:
        return
    if "" in said:
        yield "", writer.with_titles(said[""])
        return
    for label in labels_of(decision.type):
        title = tell_value(decision.type, label == "true" if isinstance(decision.type, BooleanType) else label, writer.words)
        yield title, writer.with_titles(said[label]) if label in said else writer.say("untold")


def _alike(rules: tuple[RuleView, ...]) -> bool:
    """Tell whether all rows cite the same law and keep the same requirements, so that it need be said once only."""
    return len({(rule.cites, rule.covers) for rule in rules}) == 1


def _form(body: Expression | Table, lines: tuple[ScoreLine, ...]) -> Form:
    if isinstance(body, Table):
        return "rules" if body.kind == "rules" else "table"
    return "score" if lines else "formula"


def _method(writer: Pen, decision: Decision, lines: tuple[ScoreLine, ...]) -> str:
    body = decision.body
    if not isinstance(body, Table):
        return writer.say("kind_score" if lines else "kind_formula")
    order = next((labels for labels in body.priorities if labels is not None), ())
    one_of = decision.type if isinstance(decision.type, OneOfType) else None
    told = [label if one_of is None else tell_value(one_of, label, writer.words) for label in order]
    key = "kind_rules" if body.kind == "rules" else f"kind_{body.hit}"
    return writer.say(key, order=writer.words.both(" > ", " > ").join(told))


def _fallback(writer: Pen, decision: Decision) -> str | None:
    if decision.fallback is None or not decision.published:
        return None
    if isinstance(decision.fallback, Unknown):
        return writer.say("stays_unknown")
    return tell_value(decision.type, decision.fallback, writer.words, writer.words.units.get(decision.name))


def _output_titles(writer: Pen, decision: Decision) -> tuple[str, ...]:
    names = decision.type.names if isinstance(decision.type, RecordType) else (decision.name,)
    return tuple(writer.words.titles.get(name, name) for name in names)


def _score_lines(writer: Pen, decision: Decision) -> Iterator[ScoreLine]:
    reasons = {each.decision: each.reason for score in writer.policy.score_reasons for each in score.characteristics}
    for line in writer.policy.decisions:
        if isinstance(line.body, Table) and _is_line(line) and line.name.startswith(f"{decision.name}."):
            reason = reasons.get(line.name)
            coded = None if reason is None else writer.coded(reason)
            bins = rules_of(writer, line, line.body)
            grounds = tuple(dict.fromkeys(each for rule in bins for each in rule.cites))
            yield ScoreLine(line.title.told(writer.lang), decision_anchor(line.name), coded, grounds, bins)


def _score_reasons(writer: Pen, decision: Decision) -> str | None:
    found: ScoreReasons | None = next((each for each in writer.policy.score_reasons if each.decision == decision.name), None)
    return None if found is None else writer.say("score_reasons_text", n=found.at_most, when=tell(found.when, writer.words))


def _expressions(decision: Decision) -> Iterator[Expression]:
    if not isinstance(decision.body, Table):
        yield decision.body
        return
    yield from decision.body.inputs
    for row in every_row(decision.body):
        yield from (cell for cell in row.cells if cell is not None)
        if row.condition is not None:
            yield row.condition
        yield from row.outputs


def _reads(decision: Decision) -> Iterator[core.FactValue | core.DecisionValue | core.ParameterAt]:
    for expression in _expressions(decision):
        for part in every_part(expression):
            if isinstance(part, core.FactValue | core.DecisionValue | core.ParameterAt):
                yield part


def name_of(part: core.FactValue | core.DecisionValue | core.ParameterAt) -> str:
    """Give the name that *part* reads."""
    return part.name


def _leads(writer: Pen, reads: Iterable[core.FactValue | core.DecisionValue | core.ParameterAt]) -> Iterator[Link]:
    for part in {part.name: part for part in reads}.values():
        title = writer.words.titles.get(part.name, part.name)
        match part:
            case core.FactValue(name=name):
                yield Link(title, at(writer.page, fact_anchor(name)), "fact")
            case core.ParameterAt(name=name):
                yield Link(title, at(writer.page, parameter_anchor(name)), "parameter")
            case core.DecisionValue(name=name):
                yield decision_link(writer, name)


def decision_link(writer: Pen, name: str) -> Link:
    """Lead to a decision of the version."""
    return Link(writer.words.titles.get(name, name), at(writer.page, decision_anchor(name)), "decision")


def told_decision(writer: Pen, decision: Decision, aspects: Collection[Aspect]) -> tuple[str, ...]:
    """Say a decision in a few lines, as far as it differs from another version of it in *aspects*."""
    body, commas = decision.body, writer.say("list")
    formula = "" if isinstance(body, Table) else tell(body, writer.words)
    columns = commas.join(tell(of, writer.words) for of in body.inputs) if isinstance(body, Table) else ""
    lines: tuple[tuple[Aspect, str, str], ...] = (
        ("columns", "differs_columns", columns),
        ("outcome", "kind_formula", formula),
        ("unknown", "if_unknown", _fallback(writer, decision) or ""),
        ("reason", "reason", decision.reason or ""),
        ("basis", "basis", named(writer, decision.cites)),
        ("requirements", "serves", commas.join(decision.covers)),
    )
    return tuple(
        f"{writer.say(key)}{writer.say('colon')}{text or writer.say('none')}"
        for aspect, key, text in lines
        if aspect in aspects or (not aspects and text)
    )


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact that the policy reads."""

    name: str
    anchor: str
    title: str
    kind: str
    notes: tuple[str, ...]
    used_in: tuple[Link, ...]


def facts_of(writer: Pen) -> tuple[FactView, ...]:
    """Tell every fact that the version reads."""
    users: dict[str, list[str]] = {}
    for decision in writer.policy.decisions:
        for name in dict.fromkeys(name_of(part) for part in _reads(decision)):
            users.setdefault(name, []).append(decision.name)
    return tuple(_fact(writer, fact, users.get(fact.name, [])) for fact in writer.policy.facts if fact.used)


def _fact(writer: Pen, fact: Fact, users: list[str]) -> FactView:
    unit = None if fact.unit is None else fact.unit.told(writer.lang)
    notes = [writer.say("optional" if fact.optional else "required")]
    if fact.changes != "other":
        notes.append(writer.say(fact.changes))
    if fact.personal:
        notes.append(writer.say("personal"))
    return FactView(
        name=fact.name,
        anchor=fact_anchor(fact.name),
        title=fact.title.told(writer.lang),
        kind=tell_type(fact.type, writer.words, unit),
        notes=tuple(notes),
        used_in=tuple(decision_link(writer, name) for name in users),
    )
