"""Read dated parameters."""

import datetime as dt
from collections.abc import Mapping as Names
from dataclasses import replace
from typing import Literal, TypeAlias

from lawbook.check.declared.label_types import TypeRead
from lawbook.check.declared.literals import read_value
from lawbook.check.declared.types import SIBLINGS, NamedTypes, read_type
from lawbook.check.law.citations import CITE, Law, read_cites
from lawbook.check.words.naming import read_name
from lawbook.check.words.shapes import (
    as_mapping,
    as_scalar,
    check_keys,
    choice,
    needed,
    read_date,
    read_text,
    read_words,
    take,
    take_needed,
)
from lawbook.check.words.told import told_type
from lawbook.model.law import INTERNAL
from lawbook.model.policy import Fact, Parameter, Words
from lawbook.model.types import BooleanType, DateType, OneOfType, SetType, TextType, Type
from lawbook.model.values import Known
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar

PARAMETER_KEYS = (
    "type", *SIBLINGS, "title", "unit", "description", "values", "by", "cites", "verified_through", "after", "bound", "owner", "review_by",
)  # fmt: skip
_After: TypeAlias = Literal["hold", "unknown"]
_AFTER: dict[str, _After] = {"hold": "hold", "unknown": "unknown"}
_Bound: TypeAlias = Literal["at_most", "at_least"]
_BOUNDS: dict[str, _Bound] = {"at_most": "at_most", "at_least": "at_least"}
_Dated: TypeAlias = tuple[tuple[int, Known | None], ...]
_Series: TypeAlias = tuple[tuple[str | None, _Dated], ...]


def read_parameters(
    section: Mapping,
    types: NamedTypes,
    facts: Names[str, Fact | None],
    law: Law,
    problems: Problems,
    *,
    owned: bool,
) -> dict[str, Parameter | None]:
    """Take the parameters of a section; None stands for one that is declared but cannot be used.

    *owned*: where they stand has an owner, who answers for those that are internal defaults.
    """
    read = {key.text: _read_parameter(key, node, types, facts, law, problems) for key, node in section.entries}
    for parameter in read.values():
        if parameter is not None and not owned and INTERNAL in parameter.cites and (parameter.owner is None or parameter.review_by is None):
            message = f"the parameter `{parameter.name}` is an internal default, and nobody answers for it"
            problems.add("internal-without-owner", message, parameter.where, "add `owner:` and `review_by:`")
    return read


def _read_parameter(
    key: Scalar,
    node: Node,
    types: NamedTypes,
    facts: Names[str, Fact | None],
    law: Law,
    problems: Problems,
) -> Parameter | None:
    what = f"the parameter `{key.text}`"
    name = read_name(key, "a parameter", problems)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, PARAMETER_KEYS, what, problems)
    read = read_type(mapping, types, what, problems)
    title = take_needed(mapping, "title", read_words, what, problems)
    unit = take(mapping, "unit", read_words, what, problems)
    take(mapping, "description", read_words, what, problems)
    sound, by = _read_by(mapping, facts, what, problems)
    series = None if read is None or not sound else _read_series(mapping, read, by, what, problems)
    grounds = _read_grounds(mapping, key, law, problems)
    if name is None or read is None or title is None or series is None or not sound:
        return None
    if grounds.bound is not None and isinstance(read.type, OneOfType | SetType | TextType):
        told = told_type(read.type)
        problems.add("wrong-type", f"`bound` of {what} needs values that are more or less, and it is {told}", key.where)
    keyed = by is not None and isinstance(by.type, OneOfType)
    return replace(
        grounds,
        name=name,
        type=read.type,
        title=title,
        series=series,
        unit=unit,
        by=by.name if by is not None and keyed else None,
        dated_by=by.name if by is not None and not keyed else None,
    )


def _read_grounds(mapping: Mapping, key: Scalar, law: Law, problems: Problems) -> Parameter:
    """Read all but the values: what the parameter rests on, and how long it holds."""
    what = f"the parameter `{key.text}`"
    cites = take(mapping, "cites", read_cites(law), what, problems)
    if mapping.get("cites") is None:
        problems.add("no-citation", f"{what} cites nothing", key.where, CITE)
    after: _After | None = take(mapping, "after", choice(_AFTER), what, problems)
    bound: _Bound | None = take(mapping, "bound", choice(_BOUNDS), what, problems)
    return Parameter(
        name=key.text,
        type=BooleanType(),
        title=Words(key.text, key.text),
        series=(),
        order=0,
        verified_through=take(mapping, "verified_through", read_date, what, problems),
        after=after or "hold",
        bound=bound,
        cites=cites or (),
        owner=take(mapping, "owner", read_text, what, problems),
        review_by=take(mapping, "review_by", read_date, what, problems),
        where=key.where,
    )


def _read_by(mapping: Mapping, facts: Names[str, Fact | None], what: str, problems: Problems) -> tuple[bool, Fact | None]:
    """Tell whether `by` is sound, and give the one-of fact that keys the parameter, or the date fact that dates it."""
    node = mapping.get("by")
    if node is None:
        return True, None
    scalar = as_scalar(node, f"`by` of {what}", problems)
    if scalar is None:
        return False, None
    if scalar.text not in facts:
        near = did_you_mean(scalar.text, facts)
        problems.add("unknown-name", f"`by` of {what} names `{scalar.text}`, which is no fact", scalar.where, near)
        return False, None
    fact = facts[scalar.text]
    if fact is None or isinstance(fact.type, OneOfType | DateType):
        return fact is not None, fact
    problems.add("wrong-type", f"`by` of {what} names `{fact.name}`, which is {told_type(fact.type)}", scalar.where, "a one-of or a date")
    return False, None


def _read_series(mapping: Mapping, read: TypeRead, by: Fact | None, what: str, problems: Problems) -> _Series | None:
    node = needed(mapping, "values", what, problems)
    values = None if node is None else as_mapping(node, f"`values` of {what}", problems)
    if values is None:
        return None
    if by is None or not isinstance(by.type, OneOfType):
        dated = _read_dated(values, read.type, what, problems)
        return None if dated is None else ((None, dated),)
    return _read_keyed(values, read.type, by.type.labels, what, problems)


def _read_keyed(values: Mapping, type_: Type, labels: tuple[str, ...], what: str, problems: Problems) -> _Series | None:
    sound = True
    for key, _ in values.entries:
        if key.text not in labels:
            sound = False
            problems.add(
                "parameter-key",
                f"{what} has `{key.text}`, which is no label of what it is keyed by",
                key.where,
                did_you_mean(key.text, labels),
            )
    series: list[tuple[str | None, _Dated]] = []
    for label in labels:
        node = values.get(label)
        if node is None:
            sound = False
            problems.add("parameter-key", f"{what} has no values for `{label}`", values.where)
            continue
        variant = as_mapping(node, f"`{label}` of {what}", problems)
        dated = None if variant is None else _read_dated(variant, type_, f"`{label}` of {what}", problems)
        if dated is not None:
            series.append((label, dated))
    return tuple(series) if sound and len(series) == len(labels) else None


def _read_dated(values: Mapping, type_: Type, what: str, problems: Problems) -> _Dated | None:
    if not values.entries:
        problems.add("wrong-shape", f"{what} has no values", values.where, "values are dated: `2026-01-01: 0.24`")
        return None
    dated: list[tuple[int, Known | None]] = []
    sound = True
    for key, node in values.entries:
        day = read_date(key, f"a date of {what}", problems)
        ended = isinstance(node, Scalar) and node.style == "plain" and node.text == "none"
        value = None if ended else read_value(node, type_, f"the value of {what}", problems)
        if day is None or (value is None and not ended):
            sound = False
            continue
        if dated and day <= dated[-1][0]:
            last = dt.date.fromordinal(dated[-1][0]).isoformat()
            problems.add("parameter-order", f"{what} has a value from {key.text} after one from {last}", key.where, "oldest first")
            sound = False
        dated.append((day, value))
    return tuple(dated) if sound else None
