"""Column mappings: how the columns of somebody's file become the facts of a policy."""

import re
from collections.abc import Mapping as Meanings
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lawbook.check.words.shapes import as_mapping, as_scalar, check_keys, needed, read_text, take
from lawbook.contract.json_text import parse_facts
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType, ListType, NumberType, RecordType, SetType, Type
from lawbook.problems import FactsRejected, Problem, Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar
from lawbook.read.yaml import read_document

_KEYS = ("columns", "language", "facts", "compare")
_FACT_KEYS = ("column", "values", "constant")
_WHOLE = re.compile(r"-?\d{1,18}")


@dataclass(frozen=True, slots=True)
class FromColumn:
    """A fact that stands in *column*; *values* translates what stands there, where it is given."""

    column: str
    values: Meanings[str, str] | None


@dataclass(frozen=True, slots=True)
class Constant:
    """A fact that is the same for every row."""

    value: str


Origin: TypeAlias = FromColumn | Constant


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Where each fact of *policy* comes from. *compare* names columns by which outcomes are counted."""

    policy: str
    facts: Meanings[str, Origin]
    compare: tuple[str, ...]

    def columns(self) -> frozenset[str]:
        """Give every column that is looked at."""
        return frozenset(self.compare) | {origin.column for origin in self.facts.values() if isinstance(origin, FromColumn)}


def read_columns(text: bytes, file: str, policy: Policy, problems: Problems) -> ColumnMapping | None:
    """Read a column mapping for *policy*, or note everything that is wrong with it."""
    document = read_document(text, file, problems)
    mapping = None if document is None else as_mapping(document, "a column mapping", problems)
    if mapping is None:
        return None
    check_keys(mapping, _KEYS, "a column mapping", problems)
    _check_policy(mapping, policy, problems)
    facts = needed(mapping, "facts", "a column mapping", problems)
    origins = None if facts is None else _read_origins(facts, policy, problems)
    compare = take(mapping, "compare", _read_compared, "the column mapping", problems) or ()
    return None if origins is None else ColumnMapping(policy.name, origins, compare)


def _check_policy(mapping: Mapping, policy: Policy, problems: Problems) -> None:
    named = needed(mapping, "columns", "a column mapping", problems)
    if isinstance(named, Scalar) and named.text != policy.name:
        problems.add("bad-value", f"these columns are for the policy `{named.text}`, not for `{policy.name}`", named.where)


def _read_compared(node: Node, what: str, problems: Problems) -> tuple[str, ...] | None:
    mapping = node.items if not isinstance(node, Scalar | Mapping) else (node,)
    return tuple(name for item in mapping if (name := read_text(item, what, problems)) is not None)


def _read_origins(node: Node, policy: Policy, problems: Problems) -> dict[str, Origin] | None:
    facts = as_mapping(node, "`facts`", problems)
    known = [fact.name for fact in policy.facts]
    origins: dict[str, Origin] = {}
    for key, value in facts.entries if facts is not None else ():
        if key.text not in known:
            problems.add("unknown-fact", f"the policy `{policy.name}` has no fact `{key.text}`", key.where, did_you_mean(key.text, known))
        origin = _read_origin(value, f"the fact `{key.text}`", problems)
        if origin is not None:
            origins[key.text] = origin
    return None if facts is None else origins


def _read_origin(node: Node, what: str, problems: Problems) -> Origin | None:
    if isinstance(node, Scalar):
        named = read_text(node, what, problems)
        return None if named is None else FromColumn(named, None)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, _FACT_KEYS, what, problems)
    constant = mapping.get("constant")
    if constant is not None:
        scalar = as_scalar(constant, f"`constant` of {what}", problems)
        return None if scalar is None else Constant(scalar.text)
    column = needed(mapping, "column", what, problems)
    name = None if column is None else read_text(column, what, problems)
    values = take(mapping, "values", _read_values, what, problems)
    return None if name is None else FromColumn(name, values)


def _read_values(node: Node, what: str, problems: Problems) -> dict[str, str] | None:
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    return {key.text: scalar.text for key, value in mapping.entries if (scalar := as_scalar(value, what, problems)) is not None}


def same_names(policy: Policy, columns: frozenset[str]) -> ColumnMapping:
    """Map each column to the fact of the same name."""
    return ColumnMapping(policy.name, {fact.name: FromColumn(fact.name, None) for fact in policy.facts if fact.name in columns}, ())


def facts_of(row: Meanings[str, object], mapping: ColumnMapping, types: Meanings[str, Type]) -> dict[str, object]:
    """Take the facts out of a row; raises FactsRejected where a value has no translation. An empty cell is an absent fact."""
    facts: dict[str, object] = {}
    troubles: list[Problem] = []
    for name, origin in mapping.facts.items():
        given = origin.value if isinstance(origin, Constant) else row.get(origin.column)
        if isinstance(origin, FromColumn) and origin.values is not None and isinstance(given, str):
            if given not in origin.values:
                troubles.append(_untranslated(name, origin, given))
                continue
            given = origin.values[given]
        if given is not None and given != "":
            facts[name] = posted(types[name], given) if isinstance(given, str) else given
    if troubles:
        raise FactsRejected(troubles)
    return facts


def _untranslated(name: str, origin: FromColumn, given: str) -> Problem:
    message = f"the column `{origin.column}` has `{given}`, which `values` does not translate"
    return Problem("bad-value", message, Where(name, 0, 0), did_you_mean(given, origin.values or ()))


def posted(kind: Type, text: str) -> object:
    """Give the JSON-like value that *text* stands for, where a fact of type *kind* is meant; what it cannot be stays text."""
    match kind:
        case BooleanType() if text in {"true", "false"}:
            return text == "true"
        case NumberType(kind="integer" | "days" | "months") if _WHOLE.fullmatch(text):
            return int(text)
        case SetType():
            return text.split()
        case RecordType() | ListType():
            return _decoded(text)
        case _:
            return text


def _decoded(text: str) -> object:
    # One JSON object is what the reader of facts reads, so that numbers here are as exact as anywhere.
    try:
        return parse_facts(f'{{"value": {text}}}')["value"]
    except FactsRejected:
        return text


def find_columns(policy: Policy, root: Path, rows: Path) -> Path | None:
    """Find the column mapping for the file *rows*: `<stem>.columns.yaml` beside it, or in the `data` folder of the policy."""
    name = f"{rows.stem}.columns.yaml"
    candidates = (rows.with_name(name), root / policy.name / "data" / name)
    return next((candidate for candidate in candidates if candidate.is_file()), None)
