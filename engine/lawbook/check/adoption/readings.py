"""What a confirmation confirms: the text of one thing as its author wrote it, so that any later change of it needs another look."""

import hashlib
from collections.abc import Iterator, Sequence

from lawbook.check.adoption.differences import GONE
from lawbook.read.document import Mapping, Node, Scalar
from lawbook.read.document import Sequence as Listed

_DIGITS = 12


def reading_of_text(of: str, documents: Sequence[Node]) -> str | None:
    """Name how *of* (a rule, row, decision, invariant or parameter) and every macro read in the first of *documents* that has it.

    None where none has it: it is gone, or a row of a CSV file.
    """
    for document in documents:
        found = next(_found(of, document), None) if isinstance(document, Mapping) else None
        if found is not None:
            macros = [node for each in documents if isinstance(each, Mapping) and (node := each.get("macros")) is not None]
            text = repr([[_told(node) for node in found], sorted(repr(_told(node)) for node in macros)])
            return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return None


def reading(of: str, fallback: str, documents: Sequence[Node]) -> str:
    """Name how *of* reads; *fallback* is what it means, for what stands in no document."""
    return GONE if fallback == GONE else reading_of_text(of, documents) or fallback


def _found(of: str, document: Mapping) -> Iterator[tuple[Node, ...]]:
    parameters, decisions, invariants = (document.get(key) for key in ("parameters", "decisions", "invariants"))
    if isinstance(parameters, Mapping) and (parameter := parameters.get(of)) is not None:
        yield (parameter,)
    for key, decision in decisions.entries if isinstance(decisions, Mapping) else ():
        if key.text == of:
            yield (decision,)
        if isinstance(decision, Mapping):
            yield from _in_decision(of, key.text, decision)
    yield from _by_id(of, invariants)


def _in_decision(of: str, name: str, decision: Mapping) -> Iterator[tuple[Node, ...]]:
    yield from _by_id(of, decision.get("rules"))
    table = decision.get("table")
    places = (decision, table) if isinstance(table, Mapping) else (decision,)
    for place in places:
        if of == f"{name}:otherwise" and (otherwise := place.get("otherwise")) is not None:
            yield (otherwise,)
    rows = table.get("rows") if isinstance(table, Mapping) else None
    if isinstance(table, Mapping) and isinstance(rows, Mapping) and (row := rows.get(of)) is not None:
        yield (row, *(node for key, node in table.entries if key.text != "rows"))


def _by_id(of: str, listed: Node | None) -> Iterator[tuple[Node, ...]]:
    for item in listed.items if isinstance(listed, Listed) else ():
        if isinstance(item, Mapping) and isinstance(id_ := item.get("id"), Scalar) and id_.text == of:
            yield (item,)


def _told(node: Node) -> object:
    match node:
        case Scalar(text=text):
            return text
        case Listed(items=items):
            return [_told(item) for item in items]
        case Mapping(entries=entries):
            return sorted([key.text, _told(value)] for key, value in entries)
