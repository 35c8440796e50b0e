"""Types in words: what kind of value something takes, and in which range."""

from typing import assert_never

from lawbook.evaluate.telling_values import Glossary, tell_value
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
from lawbook.site.said import say


def tell_type(kind: Type, words: Glossary, unit: str | None = None) -> str:
    """Say what values *kind* has."""
    match kind:
        case BooleanType():
            return say(words.lang, "type_boolean")
        case NumberType() | DateType():
            low, high = (tell_value(kind, end, words, unit) for end in (kind.low, kind.high))
            return say(words.lang, "type_range", low=low, high=high)
        case TimeType():
            return say(words.lang, "type_time")
        case MomentType():
            return say(words.lang, "type_moment")
        case TextType(most=most):
            return say(words.lang, "type_text", n=most)
        case OneOfType():
            return say(words.lang, "type_one", labels=_labels(kind, words))
        case SetType(of=of):
            return say(words.lang, "type_set", labels=_labels(of, words))
        case RecordType():
            return say(words.lang, "list").join(words.field(kind, name) for name in kind.names)
        case ListType(of=of, most=most):
            return say(words.lang, "type_list", n=most, of=tell_type(of, words))
        case _:
            assert_never(kind)


def _labels(kind: OneOfType, words: Glossary) -> str:
    return say(words.lang, "list").join(tell_value(kind, label, words) for label in kind.labels)
