"""The vocabulary of one document, and the vocabularies it uses joined with its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

from lawbook.check.declared.catalogues import read_obligations, read_reasons
from lawbook.check.declared.facts import read_facts
from lawbook.check.declared.label_types import TypeRead
from lawbook.check.declared.macros import read_macros
from lawbook.check.declared.parameters import read_parameters
from lawbook.check.declared.types import read_named_types
from lawbook.check.law.citations import Law
from lawbook.check.words.scope import Macro
from lawbook.check.words.shapes import as_mapping
from lawbook.model.policy import Calendar, Fact, Obligation, Parameter, Reason
from lawbook.problems import Problems, Where
from lawbook.read import document
from lawbook.read.document import Scalar

SECTIONS = ("types", "facts", "parameters", "macros", "reasons", "obligations")
"""The keys of a document that declare a vocabulary."""
_Space: TypeAlias = Literal["type", "name", "reason", "obligation"]
_Noun = TypeVar("_Noun")
_SPACES: dict[str, _Space] = {
    "types": "type",
    "facts": "name",
    "parameters": "name",
    "macros": "name",
    "reasons": "reason",
    "obligations": "obligation",
}


@dataclass(frozen=True, slots=True)
class Declarations:
    """What one document or several declare; None stands for what is declared but cannot be used.

    *places* says where each stands; facts, parameters, macros and calendars share one space of names.
    """

    types: Mapping[str, TypeRead | None] = field(default_factory=dict)
    facts: Mapping[str, Fact | None] = field(default_factory=dict)
    parameters: Mapping[str, Parameter | None] = field(default_factory=dict)
    macros: Mapping[str, Macro | None] = field(default_factory=dict)
    reasons: Mapping[str, Reason | None] = field(default_factory=dict)
    obligations: Mapping[str, Obligation | None] = field(default_factory=dict)
    calendars: Mapping[str, Calendar | None] = field(default_factory=dict)
    places: Mapping[tuple[_Space, str], Where] = field(default_factory=dict)

    def broken_names(self) -> frozenset[str]:
        """Give the facts, parameters, macros and calendars that are declared but cannot be used."""
        named = (self.facts, self.parameters, self.macros, self.calendars)
        return frozenset(name for names in named for name, noun in names.items() if noun is None)


def read_declarations(mapping: document.Mapping, inherited: Declarations, law: Law, problems: Problems, *, owned: bool) -> Declarations:
    """Take what *mapping* declares by itself, given what it inherits from the vocabularies it uses.

    *owned*: the document has an owner, who answers for its internal defaults.
    """
    sections = {name: section for name in SECTIONS if (section := _section(mapping, name, problems)) is not None}
    nothing = document.Mapping((), mapping.where)
    types = read_named_types(sections.get("types", nothing), inherited.types, problems)
    known_types = {**inherited.types, **types}
    facts = read_facts(sections.get("facts", nothing), known_types, problems)
    return Declarations(
        types=types,
        facts=facts,
        parameters=read_parameters(
            sections.get("parameters", nothing), known_types, {**inherited.facts, **facts}, law, problems, owned=owned
        ),
        macros=read_macros(sections.get("macros", nothing), problems),
        reasons=read_reasons(sections.get("reasons", nothing), problems),
        obligations=read_obligations(sections.get("obligations", nothing), problems),
        places=_places(sections, problems),
    )


def _section(mapping: document.Mapping, name: str, problems: Problems) -> document.Mapping | None:
    node = mapping.get(name)
    if node is None or (isinstance(node, Scalar) and not node.text and node.style == "plain"):
        return None
    return as_mapping(node, f"`{name}`", problems)


def _places(sections: Mapping[str, document.Mapping], problems: Problems) -> dict[tuple[_Space, str], Where]:
    places: dict[tuple[_Space, str], Where] = {}
    for section, mapping in sections.items():
        for key, _ in mapping.entries:
            place = places.setdefault((_SPACES[section], key.text), key.where)
            if place != key.where:
                problems.add("duplicate-name", f"`{key.text}` is declared twice", key.where, f"the other one is at {place}")
    return places


def joined(parts: Iterable[Declarations], problems: Problems) -> Declarations:
    """Put the declarations of several documents together, those that others use first; note names declared in two of them."""
    all_ = tuple(parts)
    places: dict[tuple[_Space, str], Where] = {}
    for part in all_:
        for (space, name), where in part.places.items():
            other = places.setdefault((space, name), where)
            if other != where:
                problems.add("duplicate-name", f"`{name}` is declared already, in {other.file}", where, f"the other one is at {other}")
    return Declarations(
        types=_first(part.types for part in all_),
        facts=_first(part.facts for part in all_),
        parameters=_first(part.parameters for part in all_),
        macros=_first(part.macros for part in all_),
        reasons=_first(part.reasons for part in all_),
        obligations=_first(part.obligations for part in all_),
        calendars=_first(part.calendars for part in all_),
        places=places,
    )


def _first(parts: Iterable[Mapping[str, _Noun]]) -> dict[str, _Noun]:
    names: dict[str, _Noun] = {}
    for part in parts:
        for name, noun in part.items():
            names.setdefault(name, noun)
    return names
