"""A scenario that would notice a change, to be finished by a person: facts on which the policy and its mutant differ, and what to claim.

A skeleton is handed out only after it was read back and run: it passes on the policy as it is, and fails on what the mutant decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawbook.contract.decision import Decision
from lawbook.contract.written import date_text, fixed_scale, moment_text
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Fact, Policy, Words
from lawbook.model.types import BooleanType, DateType, ListType, MomentType, NumberType, OneOfType, RecordType, SetType, TimeType, Type
from lawbook.model.values import Unknown, Value
from lawbook.mutation.recorded import Recording
from lawbook.mutation.searching import Example
from lawbook.problems import Problems
from lawbook.specification.features import read_feature


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of one language that a skeleton is made of."""

    head: str
    policy: str
    facts: str
    columns: tuple[str, str]
    record: str
    decide: str
    then: str
    also: str
    value: str
    unknown: str
    known: str
    reasons: str
    no_reason: str
    owes: str
    owes_not: str
    fires: str
    fires_not: str
    between: str


PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        head="Feature: {feature}\n\n  Scenario: {name}",
        policy='Given the policy "{policy}" on {day}',
        facts="And these facts:",
        columns=("fact", "value"),
        record="And {title} includes:",
        decide="When it is decided",
        then="Then ",
        also="And ",
        value="{title} is {value}",
        unknown="{title} could not be known",
        known="{title} is known",
        reasons="the reasons are {listed}",
        no_reason="no reason is given",
        owes="the obligations include {listed}",
        owes_not="the obligations do not include {listed}",
        fires="the rules {listed} apply",
        fires_not="the rules {listed} do not apply",
        between=", ",
    ),
    "zh": Phrases(
        head="# language: zh-CN\n功能: {feature}\n\n  场景: {name}",
        policy='假如{day} 适用政策"{policy}"',
        facts="而且以下事实:",
        columns=("事实", "值"),
        record="而且{title}包括:",
        decide="当作出决定",
        then="那么",
        also="而且",
        value="{title}为{value}",
        unknown="{title}无法确定",
        known="{title}可以确定",
        reasons="全部原因为{listed}",
        no_reason="没有原因",
        owes="义务包括{listed}",
        owes_not="义务不包括{listed}",
        fires="规则{listed}适用",
        fires_not="规则{listed}不适用",
        between="、",
    ),
}


def skeleton(recording: Recording, policy: Policy, example: Example, name: str, lang: str) -> str | None:
    """Write a scenario that tells *policy* from a mutant by *example*; None where sentences cannot say what differs."""
    says = PHRASES[lang]
    claims = list(_claims(policy, example, says, lang))
    if not claims:
        return None
    body = [says.policy.format(policy=policy.title.told(lang), day=date_text(example.before.as_of))]
    body += [says.facts, *_table([says.columns, *_facts(policy, example.before.facts, lang)]), *_lists(policy, example.before.facts, says)]
    body += [says.decide, *((says.also if number else says.then) + claim for number, claim in enumerate(claims))]
    text = says.head.format(feature=policy.title.told(lang), name=name) + "".join(f"\n    {line}" for line in body) + "\n"
    return text if _tells_apart(recording, text, example) else None


def _tells_apart(recording: Recording, text: str, example: Example) -> bool:
    """Run a skeleton on the policy as it is, and on what the mutant decides."""
    problems = Problems()
    scenarios = read_feature(text, "skeleton.feature", problems)
    if problems.found or len(scenarios) != 1:
        return False
    recorded = recording.run(scenarios[0])
    return recorded is not None and not recording.passes(recorded, {0: example.after})


def _facts(policy: Policy, facts: Mapping[str, Value], lang: str) -> Iterator[tuple[str, str]]:
    for fact in policy.facts:
        value = facts[fact.name]
        if not isinstance(value, Unknown) and not isinstance(fact.type, ListType):
            yield fact.title.told(lang), _written(fact, fact.type, value, lang)


def _lists(policy: Policy, facts: Mapping[str, Value], says: Phrases) -> Iterator[str]:
    for fact in policy.facts:
        listed = facts[fact.name]
        if isinstance(fact.type, ListType) and isinstance(fact.type.of, RecordType) and isinstance(listed, tuple):
            record = fact.type.of
            for element in listed:
                fields = zip(record.names, record.types, element, strict=True) if isinstance(element, tuple) else ()
                rows = [(name, _written(fact, kind, value, None)) for name, kind, value in fields if not isinstance(value, Unknown)]
                yield says.record.format(title=fact.name)
                yield from _table([says.columns, *rows])


def _table(rows: list[tuple[str, str]]) -> Iterator[str]:
    escaped = [tuple(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) for row in rows]
    yield from (f"  | {left} | {right} |" for left, right in escaped)


def _written(declared: Fact | Declared, kind: Type, value: Value, lang: str | None) -> str:
    """Write a value as scenarios do; labels by their titles in *lang*, or as they are where it is None."""
    titles: Mapping[str, Words] = dict(declared.titles)
    match kind:
        case BooleanType():
            return {("zh", True): "是", ("zh", False): "否"}.get((str(lang), bool(value)), "yes" if value else "no")
        case NumberType() if isinstance(value, int):
            return fixed_scale(value, kind.scale)
        case DateType() if isinstance(value, int):
            return date_text(value)
        case TimeType() if isinstance(value, int):
            return f"{value // 3600:02}:{value // 60 % 60:02}:{value % 60:02}"
        case MomentType() if isinstance(value, int):
            return moment_text(value)
        case OneOfType() if lang is not None and str(value) in titles:
            return titles[str(value)].told(lang)
        case SetType(of=of) if isinstance(value, frozenset):
            return ", ".join(label for label in of.labels if label in value) or "none"
        case _:
            return str(value)


def _claims(policy: Policy, example: Example, says: Phrases, lang: str) -> Iterator[str]:
    """Say what the policy decides and the mutant does not: what is published, given as reasons or owed, else which rules decided."""
    found = [*_outcomes(policy, example, says, lang), *_grounds(example.before.decision, example.after, says)]
    yield from found or _fired(example.before.decision, example.after, says)


def _outcomes(policy: Policy, example: Example, says: Phrases, lang: str) -> Iterator[str]:
    before, after = example.before.decision, example.after
    for declared in policy.decisions:
        name = declared.name
        if not declared.published or (before.outcome[name], before.unknowns.get(name)) == (after.outcome[name], after.unknowns.get(name)):
            continue
        title, value = declared.title.told(lang), example.before.values[name]
        if isinstance(value, Unknown):
            yield says.unknown.format(title=title)
        elif before.outcome[name] == after.outcome[name]:
            yield says.known.format(title=title)
        shown = declared.fallback if isinstance(value, Unknown) else value
        if shown is None or isinstance(shown, Unknown) or isinstance(declared.type, ListType | RecordType):
            continue
        if before.outcome[name] != after.outcome[name]:
            yield says.value.format(title=title, value=_written(declared, declared.type, shown, lang))


def _grounds(before: Decision, after: Decision, says: Phrases) -> Iterator[str]:
    codes = [given.code for given in before.reasons]
    if codes != [given.code for given in after.reasons]:
        yield says.reasons.format(listed=_listed(codes, says)) if codes else says.no_reason
    owed = [code for code in before.obligations if code not in after.obligations]
    free = [code for code in after.obligations if code not in before.obligations]
    if owed:
        yield says.owes.format(listed=_listed(owed, says))
    if free:
        yield says.owes_not.format(listed=_listed(free, says))


def _fired(before: Decision, after: Decision, says: Phrases) -> Iterator[str]:
    fires = [id_ for id_ in before.fired if id_ not in after.fired]
    silent = [id_ for id_ in dict.fromkeys(after.fired) if id_ not in before.fired]
    if fires:
        yield says.fires.format(listed=_listed(fires, says))
    if silent:
        yield says.fires_not.format(listed=_listed(silent, says))


def _listed(codes: list[str], says: Phrases) -> str:
    return says.between.join(f'"{code}"' for code in codes)
