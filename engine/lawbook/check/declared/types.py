"""Read a type: `type:` with the keys beside it that bound, order and title it."""

from collections.abc import Mapping as Names
from dataclasses import dataclass, replace
from typing import assert_never

from lawbook.check.declared.label_types import TypeRead, titled_labels
from lawbook.check.declared.literals import read_number
from lawbook.check.words.naming import read_label, read_name
from lawbook.check.words.shapes import (
    as_mapping,
    as_scalar,
    check_keys,
    found,
    needed,
    place_of,
    read_date,
    read_flag,
    read_scalars,
    read_words,
    take,
    take_needed,
    whole_number,
)
from lawbook.model import limits
from lawbook.model.policy import FieldWords
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberKind,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.operators.currencies import EXPONENTS
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar, Sequence

SIBLINGS = ("min", "max", "scale", "ordered", "severity", "titles", "most")
"""The keys that may stand beside `type:`."""
FIELD_KEYS = ("type", *SIBLINGS, "title", "unit", "optional")
UNBOUNDED = 10**limits.DIGITS - 1
"""The bound of a number whose author gave none; only decisions may leave them out."""
_FIRST_DAY, _LAST_DAY = 693_596, 803_168  # 1900-01-01 and 2199-12-31
_SAFE_INTEGER = 2**53
_MOST_SCALE = 18
_PLAIN: dict[str, Type] = {
    "boolean": BooleanType(),
    "time": TimeType(),
    "moment": MomentType(),
    "date": DateType(_FIRST_DAY, _LAST_DAY),
    "text": TextType(limits.TEXT_LENGTH),
}
_COUNTS: tuple[NumberKind, ...] = ("integer", "days", "months")


NamedTypes = Names[str, TypeRead | None]
"""The types declared under `types:`; None for one that is declared but cannot be used."""


def read_named_types(section: Mapping, inherited: NamedTypes, problems: Problems) -> dict[str, TypeRead | None]:
    """Take the types of a section, in whatever order they name one another."""
    waiting = dict(section.entries)
    read: dict[str, TypeRead | None] = {}
    while waiting:
        ready = [key for key, node in waiting.items() if not _names_one_of(node, {key.text for key in waiting})]
        for key in ready or list(waiting):
            node = waiting.pop(key)
            if ready:
                read[key.text] = _read_named_type(key, node, {**inherited, **read}, problems)
            else:
                read[key.text] = None
                problems.add("unknown-type", f"the type `{key.text}` is defined by itself, in a circle", key.where)
    return {key.text: read[key.text] for key, _ in section.entries}


def _names_one_of(node: Node, names: set[str]) -> bool:
    written = node.get("type") if isinstance(node, Mapping) else None
    if isinstance(written, Mapping):
        written = written.get("set of")
    return isinstance(written, Scalar) and written.text.removeprefix("set of ").strip() in names


def _read_named_type(key: Scalar, node: Node, named: NamedTypes, problems: Problems) -> TypeRead | None:
    what = f"the type `{key.text}`"
    name = read_name(key, "a type", problems)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, ("type", *SIBLINGS, "title", "description"), what, problems)
    for words in ("title", "description"):
        take(mapping, words, read_words, what, problems)
    read = read_type(mapping, named, what, problems, bounds=False)
    if name is None or read is None:
        return None
    return replace(read, type=replace(read.type, name=name)) if isinstance(read.type, OneOfType) else read


def read_type(mapping: Mapping, named: NamedTypes, what: str, problems: Problems, *, bounds: bool = True) -> TypeRead | None:
    """Take the type of *what* from `type:` and the keys beside it; with *bounds* a number needs `min` and `max`."""
    node = needed(mapping, "type", what, problems)
    if node is None:
        return None
    base = _read_base(node, mapping, named, what, problems)
    if base is None:
        return None
    read = _with_siblings(base, mapping, what, problems)
    if read is None or read.bounded or not bounds or not isinstance(read.type, NumberType):
        return read
    for key in ("min", "max"):
        needed(mapping, key, f"{what}, a number,", problems)
    return None


def _read_base(node: Node, mapping: Mapping, named: NamedTypes, what: str, problems: Problems) -> TypeRead | None:
    match node:
        case Sequence():
            return _read_labels(node, what, problems)
        case Mapping():
            return _read_compound(node, named, what, problems)
        case Scalar():
            return _read_named(node, mapping, named, what, problems)
        case _:
            assert_never(node)


def _read_labels(node: Sequence, what: str, problems: Problems) -> TypeRead | None:
    scalars = read_scalars(node, f"the labels of {what}", problems)
    if not scalars:
        if not node.items:
            problems.add("wrong-shape", f"the type of {what} is a list without labels", node.where)
        return None
    if len(scalars) > limits.LABELS:
        problems.add("too-many", f"{what} has {len(scalars)} labels, and {limits.LABELS} are the most", node.where)
        return None
    labels = [read_label(scalar, problems) for scalar in scalars]
    known = tuple(label for label in labels if label is not None)
    return TypeRead(OneOfType(known)) if len(known) == len(labels) == len(node.items) else None


def _read_compound(node: Mapping, named: NamedTypes, what: str, problems: Problems) -> TypeRead | None:
    members = node.get("set of")
    if members is not None:
        check_keys(node, ("set of",), f"the type of {what}", problems)
        if isinstance(members, Mapping):
            problems.add(
                "wrong-shape", f"`set of` needs a list of labels or the name of a type, and {found(members)} stands here", members.where
            )
            return None
        return _set_of(_read_base(members, node, named, what, problems), members, what, problems)
    fields = node.get("list of")
    if fields is None:
        problems.add("unknown-type", f"the type of {what} is a mapping that says neither `set of` nor `list of`", node.where)
        return None
    check_keys(node, ("list of", "most"), f"the type of {what}", problems)
    length = take_needed(node, "most", whole_number(1, limits.LIST_LENGTH), f"the list type of {what}", problems)
    read = _read_record(fields, named, what, problems)
    return None if read is None or not length else TypeRead(ListType(read[0], length), fields=read[1])


def _set_of(read: TypeRead | None, node: Node, what: str, problems: Problems) -> TypeRead | None:
    if read is None:
        return None
    if isinstance(read.type, OneOfType):
        return TypeRead(SetType(read.type), read.titles)
    problems.add(
        "unknown-type", f"the type of {what} is a set of something that is not a one-of", node.where, "a set has labels: `set of: [A, B]`"
    )
    return None


def _read_record(node: Node, named: NamedTypes, what: str, problems: Problems) -> tuple[RecordType, tuple[FieldWords, ...]] | None:
    mapping = as_mapping(node, f"`list of` in the type of {what}", problems)
    if mapping is None:
        return None
    if not mapping.entries:
        problems.add("wrong-shape", f"the elements of {what} have no fields", mapping.where)
        return None
    fields = [_read_field(key, field, named, problems) for key, field in mapping.entries]
    known = [field for field in fields if field is not None]
    if len(known) < len(fields):
        return None
    _check_distinct(mapping, [field.words for field in known], problems)
    names, types, optional = zip(*((field.words.name, field.type, field.optional) for field in known), strict=True)
    return RecordType(names, types, optional), tuple(field.words for field in known)


@dataclass(frozen=True, slots=True)
class _Field:
    words: FieldWords
    type: Type
    optional: bool


def _read_field(key: Scalar, node: Node, named: NamedTypes, problems: Problems) -> _Field | None:
    name = read_name(key, "a field", problems)
    mapping = as_mapping(node, f"the field `{key.text}`", problems)
    if mapping is None:
        return None
    what = f"the field `{key.text}`"
    check_keys(mapping, FIELD_KEYS, what, problems)
    title = take(mapping, "title", read_words, what, problems)
    if mapping.get("title") is None:
        message = f"{what} has no title, so that people are shown its name"
        problems.warn("untitled-field", message, key.where, "write `title: {en: ..., zh: ...}`")
    unit = take(mapping, "unit", read_words, what, problems)
    optional = take(mapping, "optional", read_flag, what, problems)
    read = read_type(mapping, named, what, problems)
    if name is None or read is None:
        return None
    if isinstance(read.type, ListType):
        problems.add("unknown-type", f"{what} is a list inside a list", mapping.where)
        return None
    return _Field(FieldWords(name=name, given=title, unit=unit, titles=read.titles), read.type, bool(optional))


def _check_distinct(mapping: Mapping, fields: list[FieldWords], problems: Problems) -> None:
    for lang in ("en", "zh"):
        told: dict[str, str] = {}
        for field in fields:
            other = told.setdefault(field.title.told(lang), field.name)
            if other != field.name:
                message = f"the fields `{field.name}` and `{other}` have the same title `{field.title.told(lang)}`"
                problems.add("duplicate-title", message, place_of(mapping, field.name))


def _read_named(node: Scalar, mapping: Mapping, named: NamedTypes, what: str, problems: Problems) -> TypeRead | None:
    scalar = as_scalar(node, f"the type of {what}", problems)
    if scalar is None:
        return None
    word = " ".join(scalar.text.split())
    if word in _PLAIN:
        return TypeRead(_PLAIN[word])
    if word in {*_COUNTS, "decimal", "ratio"} or word.startswith("money"):
        return _read_number_kind(scalar, word, mapping, what, problems)
    if word.startswith("set of "):
        name = Scalar(word.removeprefix("set of "), scalar.style, scalar.where)
        return _set_of(_read_named(name, mapping, named, what, problems), scalar, what, problems)
    if word in named:
        return named[word]
    near = did_you_mean(word, (*_PLAIN, *_COUNTS, "decimal", "ratio", "money CNY", *named))
    problems.add("unknown-type", f"there is no type `{word}`", scalar.where, near or "labels are listed in brackets: `[YES, NO]`")
    return None


def _read_number_kind(scalar: Scalar, word: str, mapping: Mapping, what: str, problems: Problems) -> TypeRead | None:
    kind = next(kind for kind in (*_COUNTS, "decimal", "ratio", "money") if word.startswith(kind))
    currency = word.removeprefix("money").strip() if kind == "money" else None
    if currency is not None and currency not in EXPONENTS:
        shown = f"there is no currency `{currency}`" if currency else "`money` needs its currency"
        problems.add("unknown-type", shown, scalar.where, did_you_mean(currency, EXPONENTS) or "such as `money CNY`")
        return None
    scale = {"ratio": 4, "money": EXPONENTS.get(currency or "", 2)}.get(kind, 0)
    if mapping.get("scale") is not None and kind not in _COUNTS:
        given = take(mapping, "scale", whole_number(0, _MOST_SCALE), what, problems)
        if given is None:
            return None
        scale = given
    elif kind == "decimal":
        needed(mapping, "scale", f"{what}, a decimal,", problems)
        return None
    return TypeRead(NumberType(kind, scale, -UNBOUNDED, UNBOUNDED, currency), bounded=False)


def _with_siblings(base: TypeRead, mapping: Mapping, what: str, problems: Problems) -> TypeRead | None:
    meaningful, told = _siblings_of(base.type)
    if isinstance(base.type, NumberType) and mapping.get("scale") is not None and not _scale_given(mapping):
        meaningful = ("min", "max")
    for key, _ in mapping.entries:
        if key.text in SIBLINGS and key.text not in meaningful:
            problems.add("unknown-key", f"`{key.text}` of {what} has no meaning for {told}", key.where)
    match base.type:
        case NumberType():
            return _bounded_number(base, base.type, mapping, what, problems)
        case DateType():
            return _bounded_date(base.type, mapping, what, problems)
        case TextType():
            most = take(mapping, "most", whole_number(1, limits.TEXT_LENGTH), what, problems)
            return base if most is None else TypeRead(TextType(most))
        case OneOfType():
            return titled_labels(base, base.type, mapping, what, problems)
        case SetType(of=labels):
            read = titled_labels(TypeRead(labels, base.titles), labels, mapping, what, problems)
            return None if read is None else TypeRead(base.type, read.titles)
        case BooleanType() | TimeType() | MomentType() | ListType() | RecordType():
            return base
        case _:
            assert_never(base.type)


def _scale_given(mapping: Mapping) -> bool:
    node = mapping.get("type")
    return isinstance(node, Scalar) and node.text.split()[0] in {"decimal", "ratio", "money"}


def _siblings_of(type_: Type) -> tuple[tuple[str, ...], str]:
    match type_:
        case NumberType(kind="decimal" | "ratio" | "money" as kind):
            return ("min", "max", "scale"), f"the type {kind}"
        case NumberType(kind=kind):
            return ("min", "max"), f"the type {kind}"
        case DateType():
            return ("min", "max"), "a date"
        case TextType():
            return ("most",), "a text"
        case OneOfType():
            return ("ordered", "severity", "titles"), "labels"
        case SetType():
            return ("titles",), "a set"
        case BooleanType():
            return (), "a truth"
        case TimeType() | MomentType():
            return (), "a time"
        case ListType() | RecordType():
            return (), "a list"
        case _:
            assert_never(type_)


def _bounded_number(base: TypeRead, type_: NumberType, mapping: Mapping, what: str, problems: Problems) -> TypeRead | None:
    least, greatest = mapping.get("min"), mapping.get("max")
    low = type_.low if least is None else _read_bound(least, type_, f"`min` of {what}", problems)
    high = type_.high if greatest is None else _read_bound(greatest, type_, f"`max` of {what}", problems)
    if low is None or high is None:
        return None
    if low > high:
        problems.add("empty-range", f"`min` of {what} is above its `max`", place_of(mapping, "min"))
        return None
    if type_.kind in _COUNTS and (least or greatest) and max(abs(low), abs(high)) > _SAFE_INTEGER and abs(low) < UNBOUNDED > abs(high):
        problems.add("number-too-large", f"whole numbers in JSON are exact up to 2 ** 53 only, and {what} goes beyond", mapping.where)
        return None
    bounded = base.bounded or (least is not None and greatest is not None)
    return TypeRead(replace(type_, low=low, high=high), bounded=bounded)


def _read_bound(node: Node, type_: NumberType, what: str, problems: Problems) -> int | None:
    scalar = as_scalar(node, what, problems)
    bound = None if scalar is None else read_number(scalar, type_.scale, what, problems)
    if bound is None or abs(bound) <= UNBOUNDED:
        return bound
    problems.add("number-too-large", f"{what} has more than {limits.DIGITS} digits", node.where)
    return None


def _bounded_date(type_: DateType, mapping: Mapping, what: str, problems: Problems) -> TypeRead | None:
    least, greatest = mapping.get("min"), mapping.get("max")
    low = type_.low if least is None else read_date(least, f"`min` of {what}", problems)
    high = type_.high if greatest is None else read_date(greatest, f"`max` of {what}", problems)
    if low is None or high is None:
        return None
    if low > high:
        problems.add("empty-range", f"`min` of {what} is after its `max`", place_of(mapping, "min"))
        return None
    return TypeRead(DateType(low, high), bounded=least is not None or greatest is not None)
