"""What values a type has, in HTML and both languages."""

from collections.abc import Mapping
from typing import assert_never

from lawbook.contract.written import date_text, fixed_scale
from lawbook.model.policy import Words
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
from lawbook_api.markup import code, say

KINDS: dict[str, tuple[str, str]] = {
    "integer": ("whole number", "整数"),
    "decimal": ("number", "数值"),
    "money": ("money", "金额"),
    "ratio": ("ratio", "比率"),
    "days": ("days", "天数"),
    "months": ("months", "月数"),
}


def tell_type(type_: Type, titles: Mapping[str, Words]) -> str:  # noqa: C901 - one match over the types
    """Say which values *type_* has; *titles* names its labels."""
    match type_:
        case BooleanType():
            return "<code>true</code> <code>false</code>"
        case NumberType():
            return _number(type_)
        case DateType(low=low, high=high):
            return say("date", "日期") + f" {date_text(low)} – {date_text(high)}"
        case TimeType():
            return say("time of day", "时刻") + " <code>22:00</code>"
        case MomentType():
            return say("instant", "时间点") + " <code>2026-11-21T09:00:00+08:00</code>"
        case TextType(most=most):
            return say(f"text, at most {most} characters", f"文本，最多 {most} 字")
        case OneOfType(labels=labels):
            return "<br>".join(_label(label, titles) for label in labels)
        case SetType(of=of):
            return say("any of", "任选") + "<br>" + tell_type(of, titles)
        case RecordType(names=names, types=types):
            return "<br>".join(f"{code(name)} {tell_type(kind, {})}" for name, kind in zip(names, types, strict=True))
        case ListType(of=of, most=most):
            return say(f"list, at most {most} of", f"列表，最多 {most} 项") + "<br>" + tell_type(of, {})
        case _:
            assert_never(type_)


def _number(type_: NumberType) -> str:
    en, zh = KINDS[type_.kind]
    currency = f" {type_.currency}" if type_.currency else ""
    return f"{say(en, zh)}{currency} {fixed_scale(type_.low, type_.scale)} – {fixed_scale(type_.high, type_.scale)}"


def _label(label: str, titles: Mapping[str, Words]) -> str:
    title = titles.get(label)
    return code(label) if title is None else f"{code(label)} {say('' if title.en == label else title.en, title.zh)}"
