"""The same policy said otherwise: with other titles, its rows or its declarations in another order."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import TypeAlias, cast

from lawbook.contract.decision import Decision
from lawbook.model.values import Cause, Unknown
from support.generated_policies import Library
from support.surface_writing import Entries, Tree

Record: TypeAlias = Mapping[str, Tree]
_FREE = frozenset({"unique", "any", "collect", "collect sum", "collect min", "collect max", "collect count"})
_DECLARING = ("types", "facts", "parameters", "macros", "decisions")
_TITLES = frozenset({"title", "titles", "unit", "summary"})


def _each_document(library: Library, change: Callable[[Record], dict[str, Tree]]) -> Library:
    return replace(library, documents={path: change(document) for path, document in library.documents.items()})


def retitled(library: Library) -> Library:
    """Say every title and unit in other words."""
    return _each_document(library, lambda document: cast("dict[str, Tree]", _retitled(document)))


def _retitled(tree: Tree) -> Tree:
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return [_retitled(item) for item in tree]
    entries = {key: _reworded(value) if key in _TITLES else _retitled(value) for key, value in tree.items()}
    return Entries(entries) if isinstance(tree, Entries) else entries


def _reworded(words: Tree) -> Tree:
    if isinstance(words, str):
        return f"{words} 另称"
    assert not isinstance(words, list)
    return {key: _reworded(value) for key, value in words.items()}


def reordered_rows(library: Library, random: Random) -> Library:
    """Put rules, and the rows of tables in which the order of rows means nothing, in another order."""
    return _each_document(library, lambda document: _with_decisions(document, random))


def _with_decisions(document: Record, random: Random) -> dict[str, Tree]:
    decisions = document.get("decisions")
    if not isinstance(decisions, Entries):
        return dict(document)
    shuffled = Entries({name: _with_rows(cast("Record", decision), random) for name, decision in decisions.items()})
    return {**document, "decisions": shuffled}


def _with_rows(decision: Record, random: Random) -> Tree:
    table, rules = decision.get("table"), decision.get("rules")
    if isinstance(rules, list):
        return {**decision, "rules": random.sample(rules, len(rules))}
    if not isinstance(table, Mapping) or table["hit"] not in _FREE or not isinstance(table["rows"], Entries):
        return decision
    return {**decision, "table": {**table, "rows": _shuffled(table["rows"], random)}}


def _shuffled(entries: Entries, random: Random) -> Entries:
    return Entries(random.sample([*entries.items()], len(entries)))


def reordered_declarations(library: Library, random: Random) -> Library:
    """Declare everything in another order, and publish in another."""

    def change(document: Record) -> dict[str, Tree]:
        declared = {
            name: _shuffled(section, random) for name, section in document.items() if name in _DECLARING and isinstance(section, Entries)
        }
        outputs = document.get("outputs")
        published: dict[str, Tree] = {"outputs": random.sample(outputs, len(outputs))} if isinstance(outputs, list) else {}
        return {**document, **declared, **published}

    return _each_document(library, change)


def in_no_order(decision: Decision) -> dict[str, object]:
    """Give what was decided, without the order in which causes, fired rows and notes are listed."""
    return {
        "outcome": {name: _causes_in_no_order(value) for name, value in decision.outcome.items()},
        "unknowns": {name: _in_no_order(causes) for name, causes in decision.unknowns.items()},
        "fired": sorted(decision.fired),
        "reasons": decision.reasons,
        "obligations": decision.obligations,
        "notes": sorted(note.name for note in decision.notes),
        "as_of": decision.as_of,
    }


def _causes_in_no_order(value: object) -> object:
    match value:
        case Unknown(causes=causes):
            return _in_no_order(causes)
        case dict():
            return {name: _causes_in_no_order(part) for name, part in value.items()}
        case tuple():
            return tuple(_causes_in_no_order(part) for part in value)
        case _:
            return value


def _in_no_order(causes: tuple[Cause, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    return sorted((cause.kind, cause.name, tuple(sorted(cause.rows))) for cause in causes)
