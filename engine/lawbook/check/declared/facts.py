"""Read the facts that a policy or vocabulary declares."""

from typing import TypeAlias

from lawbook.check.declared.types import SIBLINGS, NamedTypes, read_type
from lawbook.check.words.naming import read_name
from lawbook.check.words.shapes import as_mapping, check_keys, choice, place_of, read_flag, read_text, read_words, take, take_needed
from lawbook.model.policy import Consent, Fact, Mutability, Way
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TextType, TimeType, Type
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Node, Scalar

FACT_KEYS = ("type", *SIBLINGS, "title", "unit", "optional", "changes", "personal", "subject", "consent", "description")
CONSENT_KEYS = ("fact", "purpose")
_Change: TypeAlias = tuple[Mutability, Way | None]
CHANGES: dict[str, _Change] = {
    "customer": ("customer", None),
    "customer up": ("customer", "up"),
    "customer down": ("customer", "down"),
    "never": ("never", None),
}


def read_facts(section: Mapping, types: NamedTypes, problems: Problems) -> dict[str, Fact | None]:
    """Take the facts of a section; None stands for one that is declared but cannot be used."""
    return {key.text: _read_fact(key, node, types, problems) for key, node in section.entries}


def _read_fact(key: Scalar, node: Node, types: NamedTypes, problems: Problems) -> Fact | None:
    what = f"the fact `{key.text}`"
    name = read_name(key, "a fact", problems)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, FACT_KEYS, what, problems)
    read = read_type(mapping, types, what, problems)
    title = take_needed(mapping, "title", read_words, what, problems)
    unit = take(mapping, "unit", read_words, what, problems)
    take(mapping, "description", read_words, what, problems)
    optional, personal, subject = (take(mapping, flag, read_flag, what, problems) for flag in ("optional", "personal", "subject"))
    consent = take(mapping, "consent", _read_consent, what, problems)
    changes: _Change = take(mapping, "changes", choice(CHANGES), what, problems) or ("other", None)
    if name is None or read is None or title is None:
        return None
    if subject and not (isinstance(read.type, TextType) or (isinstance(read.type, NumberType) and read.type.kind == "integer")):
        message = f"{what} is marked `subject`, and only a text or an integer names a person"
        problems.add("bad-value", message, place_of(mapping, "subject"), "mark the fact that has the number of the person")
    if changes[1] is not None and not _has_ways(read.type):
        message = f"{what} has no up or down, so `changes` cannot say which way"
        problems.add("bad-value", message, place_of(mapping, "changes"), "write `changes: customer`")
    return Fact(
        name=name,
        type=read.type,
        optional=bool(optional),
        title=title,
        order=0,
        unit=unit,
        titles=read.titles if isinstance(read.type, OneOfType | SetType) else (),
        fields=read.fields,
        changes=changes[0],
        way=changes[1],
        personal=bool(personal or subject),
        subject=bool(subject),
        consent=consent,
        where=key.where,
    )


def _read_consent(node: Node, what: str, problems: Problems) -> Consent | None:
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, CONSENT_KEYS, what, problems)
    fact, purpose = take_needed(mapping, "fact", read_text, what, problems), take(mapping, "purpose", read_text, what, problems)
    return None if fact is None else Consent(fact, purpose)


def _has_ways(type_: Type) -> bool:
    """Tell whether values of the type can grow: numbers, times, from no to yes, along an order of labels, by more labels."""
    match type_:
        case OneOfType(ordered=ordered):
            return ordered
        case BooleanType() | NumberType() | DateType() | TimeType() | MomentType() | SetType():
            return True
        case _:
            return False
