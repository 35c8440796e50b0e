"""Values in words, in Chinese and English, from the titles that the policy gives them, and what prevented knowing one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import assert_never

from lawbook.model.core import RANKED_FIELDS, STATUSES
from lawbook.model.policy import Decision, Fact, FieldWords, Policy, Words
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Cause, Unknown, Value
from lawbook.operators.currencies import EXPONENTS
from lawbook.problems import EngineFault


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the names and labels of one policy are called in one language."""

    lang: str
    titles: Mapping[str, str]
    units: Mapping[str, str]
    labels: Mapping[tuple[str, ...], Mapping[str, str]]
    fields: Mapping[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict)
    """What the fields of records are called, by the names of all fields of the record."""

    def both(self, en: str, zh: str) -> str:
        """Take the text in the glossary's language."""
        return zh if self.lang == "zh" else en

    def field(self, kind: RecordType, name: str) -> str:
        """Give what a field of a record is called; that of a table with several outputs has the title of a decision."""
        titles = self.fields.get(kind.names, self.titles)
        return titles.get(name, name)


def glossary(policy: Policy, lang: str) -> Glossary:
    """Gather the titles, units and label titles of *policy* in *lang*, `zh` or `en`."""
    titles = {parameter.name: parameter.title.told(lang) for parameter in (*policy.parameters, *policy.told_parameters)}
    titles |= {calendar.name: calendar.title.told(lang) for calendar in policy.calendars}
    units: dict[str, str] = {}
    labels: dict[tuple[str, ...], dict[str, str]] = {}
    units.update((parameter.name, parameter.unit.told(lang)) for parameter in policy.parameters if parameter.unit is not None)
    declarations: list[Fact | Decision] = [*policy.facts, *policy.decisions]
    others = {used.policy: used.title.told(lang) for used in policy.others}
    for declared in declarations:
        titles[declared.name] = declared.title.told(lang)
        if isinstance(declared, Decision) and declared.origin is not None:
            titles[declared.name] += f"（{others[declared.origin]}）" if lang == "zh" else f" ({others[declared.origin]})"
        if declared.unit is not None:
            units[declared.name] = declared.unit.told(lang)
        _add_labels(labels, declared.type, declared.titles, lang)
    fields: dict[tuple[str, ...], Mapping[str, str]] = {RANKED_FIELDS: {name: words.told(lang) for name, words in RANKED_WORDS.items()}}
    labels[STATUSES] = {name: words.told(lang) for name, words in STATUS_WORDS.items()}
    for fact in policy.facts:
        if isinstance(fact.type, ListType) and isinstance(fact.type.of, RecordType):
            fields[fact.type.of.names] = {each.name: each.title.told(lang) for each in fact.fields}
            for each, kind in zip(fact.fields, fact.type.of.types, strict=True):
                _add_labels(labels, kind, each.titles, lang)
                titles[f"{fact.name}.{each.name}"] = _of_list(fact, each, lang)
    return Glossary(lang, titles, units, labels, fields)


def _add_labels(labels: dict[tuple[str, ...], dict[str, str]], kind: Type, titles: Iterable[tuple[str, Words]], lang: str) -> None:
    one_of = kind.of if isinstance(kind, SetType) else kind
    if isinstance(one_of, OneOfType):
        labels.setdefault(one_of.labels, {}).update((label, words.told(lang)) for label, words in titles)


def _of_list(fact: Fact, part: FieldWords, lang: str) -> str:
    listed, title = fact.title.told(lang), part.title.told(lang)
    return f"{listed}的{title}" if lang == "zh" else f"{title} of {listed}"


RANKED_WORDS: dict[str, Words] = {
    "candidate": Words("candidate", "候选"),
    "status": Words("standing", "排序状态"),
    "excluded_by": Words("excluded by", "排除依据"),
    "comparable": Words("comparable", "可以比较"),
}
"""What the fields of a ranking are called."""
STATUS_WORDS: dict[str, Words] = {
    "ranked": Words("ranked", "已排序"), "unknown": Words("cannot be compared", "无法比较"), "excluded": Words("excluded", "被排除"),
}  # fmt: skip
"""What may have become of a candidate."""


def tell_value(kind: Type, value: Value, words: Glossary, unit: str | None = None) -> str:  # noqa: C901 - one match over the types
    """Say a value of type *kind* as a person would write it."""
    if isinstance(value, Unknown):
        causes = tell_causes(value.causes, words)
        return words.both(f"unknown ({causes})", f"未知（{causes}）")
    match kind:
        case NumberType() if isinstance(value, int):
            return _number(kind, value, words, unit)
        case BooleanType():
            return words.both("yes", "是") if value else words.both("no", "否")
        case DateType() if isinstance(value, int):
            day = date.fromordinal(value)
            return words.both(day.isoformat(), f"{day.year}年{day.month}月{day.day}日")
        case TimeType() if isinstance(value, int):
            clock = f"{value // 3600:02}:{value // 60 % 60:02}"
            return clock + (f":{value % 60:02}" if value % 60 else "")
        case MomentType() if isinstance(value, int):
            return _moment(datetime.fromtimestamp(value, UTC), words)
        case OneOfType():
            return words.labels.get(kind.labels, {}).get(str(value), str(value))
        case SetType() if isinstance(value, frozenset):
            chosen = [tell_value(kind.of, label, words) for label in kind.of.labels if label in value]
            return words.both(", ", "、").join(chosen) or words.both("none", "无")
        case TextType():
            return words.both(f"“{value}”", f"“{value}”")
        case ListType() | RecordType() if isinstance(value, tuple):
            return _elements(kind, value, words)
        case _:
            return str(value)


def _moment(moment: datetime, words: Glossary) -> str:
    """Say a moment in the time of no place, with its name, so that nobody takes it for local time."""
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    return words.both(f"{moment:%Y-%m-%d} {clock} UTC", f"{moment.year}年{moment.month}月{moment.day}日{clock}（UTC）")


def _elements(kind: ListType | RecordType, value: tuple[Value, ...], words: Glossary) -> str:
    if isinstance(kind, ListType) and isinstance(kind.of, RecordType) and kind.of.names == RANKED_FIELDS:
        return _ranking(kind.of, value, words)
    if isinstance(kind, RecordType):
        titles = [words.field(kind, name) for name in kind.names]
        parts = (
            words.both(f"{title}: {tell_value(each, part, words)}", f"{title}：{tell_value(each, part, words)}")
            for title, each, part in zip(titles, kind.types, value, strict=True)
        )
        return words.both(", ", "，").join(parts)
    told = [tell_value(kind.of, element, words) for element in value]
    return "[" + words.both("; ", "；").join(told) + "]"


def _ranking(kind: RecordType, candidates: tuple[Value, ...], words: Glossary) -> str:
    told = [_candidate(place, kind, of, words) for place, of in enumerate(candidates, 1) if isinstance(of, tuple)]
    return words.both("; ", "；").join(told) or words.both("no candidate", "没有候选")


def _candidate(place: int, kind: RecordType, of: tuple[Value, ...], words: Glossary) -> str:
    called, gates = tell_value(kind.types[0], of[0], words), tell_value(kind.types[2], of[2], words)
    match of:
        case (_, "ranked", _, _):
            return f"{place}. {called}"
        case (_, "excluded", _, _):
            return words.both(f"{called} is excluded by {gates}", f"{called}因{gates}被排除")
        case (_, _, _, Unknown(causes=causes)):
            return words.both(
                f"{called} cannot be compared: {tell_causes(causes, words)}", f"{called}无法比较：{tell_causes(causes, words)}"
            )
        case _:
            raise EngineFault(f"{of!r} is no candidate")


UNITS: dict[str, Words] = {"days": Words("days", "天"), "months": Words("months", "个月")}
CURRENCIES: dict[str, str] = {"CNY": "元", "USD": "美元", "EUR": "欧元", "DEM": "马克", "JPY": "日元", "GBP": "英镑", "HKD": "港元"}


def counted(unit: str, number: Decimal | int) -> str:
    """Give an English unit as it stands after *number*: units are declared in the plural."""
    return singular(unit) if number == 1 else unit


def singular(unit: str) -> str:
    """Give the singular of an English unit that is declared in the plural."""
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit if unit.endswith("ss") else unit.removesuffix("s")


def _number(kind: NumberType, value: int, words: Glossary, unit: str | None) -> str:
    exact = Decimal(value).scaleb(-kind.scale)
    match kind.kind:
        case "money":
            amount = _without_zeros(f"{exact:,f}", least=EXPONENTS.get(kind.currency or "", 0))
            currency = kind.currency or ""
            return words.both(f"{currency} {amount}", amount + CURRENCIES.get(currency, " " + currency))
        case "ratio":
            return _without_zeros(f"{exact * 100:,f}", least=0) + "%"
        case "days" | "months":
            told = UNITS[kind.kind]
            return words.both(f"{value} {counted(told.en, exact)}", f"{value}{told.zh}")
        case "integer" | "decimal":
            return _without_zeros(f"{exact:,f}", least=0) + (words.both(f" {counted(unit, exact)}", unit) if unit else "")
        case _:
            assert_never(kind.kind)


def _without_zeros(written: str, *, least: int) -> str:
    """Leave out the zeros that only a scale puts at the end, and write at *least* so many places."""
    whole, _, places = written.partition(".")
    kept = places.rstrip("0").ljust(least, "0")
    return f"{whole}.{kept}" if kept else whole


def tell_causes(causes: tuple[Cause, ...], words: Glossary) -> str:
    """Say what prevented knowing."""
    return words.both("; ", "；").join(tell_cause(cause, words) for cause in causes)


def tell_cause(cause: Cause, words: Glossary) -> str:
    """Say one cause of an unknown."""
    name = words.titles.get(cause.name, cause.name)
    rows = words.both(", ", "、").join(cause.rows)
    match cause.kind:
        case "missing-fact":
            return words.both(f"{name} is missing", f"缺少{name}")
        case "no-row-matched":
            return words.both(f"no row of {name} fits", f"{name}没有适用的行")
        case "two-rows-matched":
            return words.both(f"several rows of {name} fit: {rows}", f"{name}有多行同时适用：{rows}")
        case "rows-disagree":
            return words.both(f"rows of {name} disagree: {rows}", f"{name}的适用行结果不一致：{rows}")
        case "division-by-zero":
            return words.both(f"{name} divides by zero", f"{name}的计算除以零")
        case "no-parameter-value":
            return words.both(f"{name} has no value on that day", f"{name}在该日没有取值")
        case "empty-list":
            return words.both(f"a list in {name} is empty", f"{name}所用列表为空")
        case "beyond-calendar":
            return words.both(f"{name}: the calendar has no data for that day", f"{name}：日历没有该日的数据")
        case _:
            assert_never(cause.kind)
