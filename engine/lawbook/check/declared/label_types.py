"""What stands beside the labels of a type: their order, their severity and their titles."""

from collections.abc import Mapping as Names
from dataclasses import dataclass, replace

from lawbook.check.words.naming import NEUTRAL_CODE
from lawbook.check.words.shapes import as_mapping, place_of, read_flag, read_scalars, read_words, take
from lawbook.model.policy import FieldWords, Words
from lawbook.model.types import OneOfType, Type
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean, nearest
from lawbook.read.ambiguity import note_if_ambiguous
from lawbook.read.document import Mapping, Node


@dataclass(frozen=True, slots=True)
class TypeRead:
    """A type with the titles of its labels, or the words for its fields.

    *bounded* is False for a number without both its bounds, or a date without any.
    """

    type: Type
    titles: tuple[tuple[str, Words], ...] = ()
    bounded: bool = True
    fields: tuple[FieldWords, ...] = ()


def titled_labels(base: TypeRead, type_: OneOfType, mapping: Mapping, what: str, problems: Problems) -> TypeRead | None:
    """Give the one-of *type_* with the order, severity and titles that stand beside it."""
    ordered, severity = take(mapping, "ordered", read_flag, what, problems), mapping.get("severity")
    if ordered is not None:
        type_ = replace(type_, ordered=ordered)
    if severity is not None:
        worst_first = _read_severity(severity, type_, what, problems)
        type_ = replace(type_, severity=worst_first)
        if worst_first is None:
            _read_titles(mapping, type_, base, what, problems)
            return None
    return TypeRead(type_, _read_titles(mapping, type_, base, what, problems))


def _read_severity(node: Node, type_: OneOfType, what: str, problems: Problems) -> tuple[str, ...] | None:
    scalars = read_scalars(node, f"`severity` of {what}", problems)
    for scalar in scalars or ():
        if scalar.text not in type_.labels:
            near = did_you_mean(scalar.text, type_.labels)
            problems.add("unknown-label", f"`severity` of {what} has `{scalar.text}`, which is no label of its type", scalar.where, near)
    listed = tuple(scalar.text for scalar in scalars or () if scalar.text in type_.labels)
    absent = [f"`{label}`" for label in type_.labels if label not in listed]
    if absent and scalars is not None and len(scalars) == len(listed):
        message = f"`severity` of {what} leaves out {', '.join(absent)}"
        problems.add("severity-incomplete", message, node.where, "list every label once, worst first")
    return None if absent else listed


def _read_titles(mapping: Mapping, type_: OneOfType, base: TypeRead, what: str, problems: Problems) -> tuple[tuple[str, Words], ...]:
    titles = {**{label: Words(label, label) for label in type_.labels}, **dict(base.titles)}
    needing = [label for label in type_.labels if label not in dict(base.titles) and not NEUTRAL_CODE.fullmatch(label)]
    node = mapping.get("titles")
    given = as_mapping(node, f"`titles` of {what}", problems) if node is not None else None
    for key, words in given.entries if given is not None else ():
        if key.text not in type_.labels:
            near = did_you_mean(key.text, type_.labels)
            problems.add("unknown-label", f"`titles` of {what} has `{key.text}`, which is no label of its type", key.where, near)
        elif not note_if_ambiguous(key, problems):
            titles[key.text] = read_words(words, f"the title of `{key.text}`", problems) or titles[key.text]
    astray = [key.text for key, _ in given.entries if key.text not in type_.labels] if given is not None else []
    untitled = [label for label in needing if (given is None or given.get(label) is None) and nearest(label, astray) is None]
    if untitled and (node is None or given is not None):
        told = ", ".join(f"`{label}`" for label in untitled)
        where = place_of(mapping, "titles") if node is not None else place_of(mapping, "type")
        problems.add(
            "missing-key", f"{what} needs `titles` for {told}", where, "only codes in capitals, such as `M2`, are their own titles"
        )
    _check_distinct(titles, node, problems)
    return tuple((label, titles[label]) for label in type_.labels)


def _check_distinct(titles: Names[str, Words], node: Node | None, problems: Problems) -> None:
    for lang in ("en", "zh") if isinstance(node, Mapping) else ():
        told: dict[str, str] = {}
        for label, title in titles.items():
            other = told.setdefault(title.told(lang), label)
            where = place_of(node, label) if isinstance(node, Mapping) else None
            if other != label and where is not None:
                problems.add("duplicate-title", f"`{label}` and `{other}` have the same title `{title.told(lang)}`", where)
