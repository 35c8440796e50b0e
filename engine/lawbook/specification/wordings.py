"""Reading values as people write them in scenarios: titles of labels, units, thousands separators, percent, Chinese dates."""

import re
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import assert_never

from lawbook.evaluate.telling_values import singular
from lawbook.model.policy import Decision, Fact, FieldWords, Policy
from lawbook.model.types import BooleanType, DateType, ListType, MomentType, NumberType, OneOfType, RecordType, SetType, TimeType, Type

Declared = Fact | Decision


class Misunderstood(Exception):  # noqa: N818 - what happened to the sentence
    """A sentence, title or value of a scenario that means nothing for this policy."""


def by_title(policy: Policy, *, decided: bool) -> dict[str, Declared]:
    """Map the titles in both languages, and the names, of the facts (or of the decisions) to what they stand for."""
    found: dict[str, Declared] = {}
    declarations: list[Declared] = [*policy.decisions] if decided else [*policy.facts]
    for declared in declarations:
        for title in (declared.name, declared.title.en, declared.title.zh):
            found[title.casefold()] = declared
    return found


def named(titles: Mapping[str, Declared], title: str) -> Declared:
    """Find what *title* stands for; raises Misunderstood with the nearest titles."""
    called = title.strip().strip('"“”').casefold()
    declared = titles.get(called) or titles.get(called.removeprefix("the "))
    if declared is None:
        near = get_close_matches(title.casefold(), titles, n=3, cutoff=0.5)
        raise Misunderstood(
            f"nothing is called `{title.strip()}`" + (f"; did you mean {', '.join(f'`{n}`' for n in near)}?" if near else "")
        )
    return declared


def posted(declared: Declared, words: str) -> object:
    """Turn the *words* of a scenario into the value as it would be posted for a fact."""
    return _posted(declared, declared.type, _unquoted(words), _label_titles(declared, declared.type))


def posted_record(declared: Declared, fields: Mapping[str, str]) -> dict[str, object]:
    """Turn the words of one element of a list of records into the element as it would be posted."""
    if not isinstance(declared.type, ListType) or not isinstance(declared.type.of, RecordType):
        raise Misunderstood(f"`{declared.title.en}` is not a list of records")
    known = _fields(declared)
    strange = [title for title in fields if title.casefold() not in known]
    if strange:
        its = ", ".join(f"`{name}`" for name in declared.type.of.names)
        raise Misunderstood(f"an element of `{declared.title.en}` has no `{strange[0]}`; it has {its}")
    posted: dict[str, object] = {}
    for title, words in fields.items():
        words_for, kind = known[title.casefold()]
        posted[words_for.name] = _posted(words_for, kind, _unquoted(words), _label_titles(words_for, kind))
    return posted


def _fields(declared: Declared) -> dict[str, tuple[FieldWords, Type]]:
    """Map the titles in both languages, and the names, of the fields of a list of records to what they stand for."""
    record = declared.type.of if isinstance(declared.type, ListType) else declared.type
    told = declared.fields if isinstance(declared, Fact) else ()
    types = record.types if isinstance(record, RecordType) else ()
    return {
        title.casefold(): (each, kind)
        for each, kind in zip(told, types, strict=False)
        for title in (each.name, each.title.en, each.title.zh)
    }


def _labels_of(kind: Type) -> dict[str, str]:
    one_of = kind.of if isinstance(kind, SetType) else kind
    return {label.casefold(): label for label in one_of.labels} if isinstance(one_of, OneOfType) else {}


def _unquoted(words: str) -> str:
    words = words.strip()
    return words[1:-1] if len(words) > 1 and words[0] in '"“' and words[-1] in '"”' else words


def _label_titles(declared: Declared | FieldWords, kind: Type) -> dict[str, str]:
    titles: dict[str, str] = {}
    for label, title in declared.titles:
        titles[title.en.casefold()] = titles[title.zh.casefold()] = label
    return {**titles, **_labels_of(kind)}


YES = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
NOTHING = {"none", "nothing", "empty", "无", "空", "没有"}


def _posted(declared: Declared | FieldWords, kind: Type, words: str, labels: Mapping[str, str]) -> object:
    match kind:
        case BooleanType():
            return _chosen(YES, words)
        case NumberType():
            return _number(declared, kind, words)
        case OneOfType():
            return _chosen(labels, words)
        case SetType():
            # A set may have a label that is itself called `none`: it is that label which is meant then.
            if words.casefold() in NOTHING and words.casefold() not in labels:
                return []
            parts = [part for part in re.split(r"\s*[,，、]\s*|\s+and\s+|和", words) if part]
            return [_chosen(labels, _unquoted(part)) for part in parts]
        case DateType():
            chinese = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", words)
            return f"{chinese[1]}-{int(chinese[2]):02}-{int(chinese[3]):02}" if chinese else words
        case TimeType() | MomentType():
            return words.replace("：", ":")
        case ListType() if words.casefold() in NOTHING:
            return []
        case ListType() | RecordType():
            raise Misunderstood("lists of records are given in a table of their own")
        case _:
            return words


def _chosen(choices: Mapping[str, object], words: str) -> object:
    if words.casefold() not in choices:
        near = get_close_matches(words.casefold(), choices, n=3, cutoff=0.4) or sorted(choices)[:8]
        raise Misunderstood(f"`{words}` is not one of its values; did you mean {', '.join(f'`{n}`' for n in near)}?")
    return choices[words.casefold()]


NUMBER = re.compile(r"(?P<before>[^\d+-]*)(?P<sign>[+-]?)(?P<digits>\d[\d,，]*(?:\.\d+)?)\s*(?P<percent>[%％]?)(?P<after>.*)", re.DOTALL)


def _number(declared: Declared | FieldWords, kind: NumberType, words: str) -> object:
    found = NUMBER.fullmatch(words)
    if found is None:
        raise Misunderstood(f"`{words}` is not a number")
    units = {unit.strip().casefold() for unit in (found["before"], found["after"])} - {""}
    strange = sorted(units - _units(declared, kind))
    if strange or (found["percent"] and kind.kind != "ratio"):
        raise Misunderstood(f"`{strange[0] if strange else found['percent']}` is not the unit of `{declared.title.en}`")
    number = Decimal(found["sign"] + re.sub("[,，]", "", found["digits"]))
    if found["percent"]:
        number = number.scaleb(-2)
    if kind.scale == 0 and number == number.to_integral_value():
        return int(number)
    return number


CURRENCY_WORDS: dict[str, frozenset[str]] = {
    "CNY": frozenset({"元", "人民币", "yuan", "rmb", "¥"}),
    "USD": frozenset({"美元", "dollars", "dollar", "$"}),
    "EUR": frozenset({"欧元", "euros", "euro", "€"}),
    "DEM": frozenset({"马克", "marks", "mark", "dm"}),
}


def _units(declared: Declared | FieldWords, kind: NumberType) -> frozenset[str]:
    match kind.kind:
        case "money":
            code = kind.currency or ""
            return CURRENCY_WORDS.get(code, frozenset()) | {code.casefold()}
        case "days":
            return frozenset({"day", "days", "天", "日"})
        case "months":
            return frozenset({"month", "months", "个月", "月"})
        case "ratio":
            return frozenset()
        case "integer" | "decimal":
            unit = declared.unit
            # `1 time`, `2 times`: English units are declared in the plural.
            return frozenset({unit.en.casefold(), singular(unit.en.casefold()), unit.zh}) if unit else frozenset()
        case _:
            assert_never(kind.kind)
