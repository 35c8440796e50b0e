"""Writing a scenario down: the policy, the day, the facts, that it is decided, and what is claimed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lawbook.contract.written import date_text, fixed_scale, moment_text
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Fact, FieldWords, Policy, Words
from lawbook.model.types import BooleanType, DateType, ListType, MomentType, NumberType, OneOfType, RecordType, SetType, TimeType, Type
from lawbook.model.values import Unknown, Value


@dataclass(frozen=True, slots=True)
class Frame:
    """The sentences of one language that stand around the claims of a scenario."""

    head: str
    scenario: str
    policy: str
    version: str
    facts: str
    columns: tuple[str, str]
    record: str
    decide: str
    then: str
    also: str


FRAMES: Mapping[str, Frame] = {
    "en": Frame(
        head="Feature: {feature}\n",
        scenario="\n  Scenario: {name}",
        policy='Given the policy "{policy}"{version} on {day}',
        version=" version {number}",
        facts="And these facts:",
        columns=("fact", "value"),
        record="And {title} includes:",
        decide="When it is decided",
        then="Then ",
        also="And ",
    ),
    "zh": Frame(
        head="# language: zh-CN\n功能: {feature}\n",
        scenario="\n  场景: {name}",
        policy='假如{day} 适用政策"{policy}"{version}',
        version="第{number}版",
        facts="而且以下事实:",
        columns=("事实", "值"),
        record="而且{title}包括:",
        decide="当作出决定",
        then="那么",
        also="而且",
    ),
}


def head(feature: str, lang: str) -> str:
    """Begin a file of scenarios."""
    return FRAMES[lang].head.format(feature=feature)


def scenario(
    policy: Policy, facts: Mapping[str, Value], day: int, name: str, claims: Iterable[str], lang: str, *, version: int | None = None
) -> str:
    """Write one scenario: *claims* of what *policy*, or a certain *version* of it, decides on *facts*."""
    says = FRAMES[lang]
    numbered = "" if version is None else says.version.format(number=version)
    body = [says.policy.format(policy=policy.title.told(lang), version=numbered, day=date_text(day))]
    rows = list(_facts(policy, facts, lang))
    body += [says.facts, *_table([says.columns, *rows])] if rows else []
    body += _lists(policy, facts, says, lang)
    body += [says.decide, *((says.also if number else says.then) + claim for number, claim in enumerate(claims))]
    return says.scenario.format(name=name) + "".join(f"\n    {line}" for line in body) + "\n"


def _facts(policy: Policy, facts: Mapping[str, Value], lang: str) -> Iterator[tuple[str, str]]:
    for fact in policy.facts:
        value = facts[fact.name]
        if not isinstance(value, Unknown) and (not isinstance(fact.type, ListType) or value == ()):
            yield fact.title.told(lang), written(fact, fact.type, value, lang)


def _lists(policy: Policy, facts: Mapping[str, Value], says: Frame, lang: str) -> Iterator[str]:
    for fact in policy.facts:
        listed = facts[fact.name]
        if isinstance(fact.type, ListType) and isinstance(fact.type.of, RecordType) and isinstance(listed, tuple):
            record = fact.type.of
            for element in listed:
                fields = zip(fact.fields, record.types, element, strict=True) if isinstance(element, tuple) else ()
                rows = [
                    (of.title.told(lang), written(of, kind, value, lang)) for of, kind, value in fields if not isinstance(value, Unknown)
                ]
                yield says.record.format(title=fact.title.told(lang))
                yield from _table([says.columns, *rows])


def _table(rows: list[tuple[str, str]]) -> Iterator[str]:
    escaped = [tuple(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) for row in rows]
    yield from (f"  | {left} | {right} |" for left, right in escaped)


def written(declared: Fact | Declared | FieldWords, kind: Type, value: Value, lang: str | None) -> str:
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
        case ListType() if value == ():
            return "none"
        case _:
            return str(value)
