"""A value for a fact that nothing depends on: the plainest there is."""

from lawbook.contract.facts import may_be_absent, missing
from lawbook.model.policy import Fact
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
from lawbook.model.values import Known, Unknown, Value


def usual_fact(fact: Fact) -> Value:
    """Give a value for *fact*: none, where it may be absent."""
    return missing(fact) if may_be_absent(fact) else usual(fact.type, missing(fact))


def usual(type_: Type, absent: Unknown) -> Known:
    """Give the plainest value of a type; fields that may be left out are."""
    match type_:
        case BooleanType():
            return False
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return min(max(0, low), high)
        case TimeType() | MomentType():
            return 0
        case TextType():
            return ""
        case OneOfType(labels=labels):
            return labels[0]
        case SetType():
            return frozenset()
        case ListType():
            return ()
        case RecordType(types=types, optional=optional):
            return tuple(absent if skipped else usual(of, absent) for of, skipped in zip(types, optional, strict=True))
