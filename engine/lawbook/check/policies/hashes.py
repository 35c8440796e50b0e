"""The two names of a policy version: what it decides (the meaning hash) and all that it says (the content hash).

A hash is the SHA-256 of a canonical text of the elaborated policy, so comments, the order of keys, places and the spread over files
never change it. The order of rows is part of the meaning only where it decides something.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any

import msgspec

from lawbook.model.core import Expression, Row, Table, is_expression
from lawbook.model.policy import Decision, Fact, Parameter, Policy
from lawbook.model.types import OneOfType, Type
from lawbook.model.values import Unknown
from lawbook.model.working_days import WorkingDays
from lawbook.problems import EngineFault

REMEMBERED = 20_000
"""How many expressions are kept as they were said."""
_NO_ORDER = frozenset({"unique", "any", "collect"})
_SILENT = frozenset({
    "order", "title", "titles", "unit", "cites", "covers", "owner", "review_by", "bound", "changes", "personal", "subject", "used",
    "origin", "way", "notice", "fields",
})  # fmt: skip
"""What facts, parameters, decisions and rows say that is no part of what is decided."""
_NEVER = frozenset({"order", "used", "content_hash", "meaning_hash", "until", "uses", "origin", "others", "stretch", "later"})
"""What is no part of any hash: numbers of places, what follows from the rest or from another version, and in which file things stand."""


def hashed(policy: Policy) -> Policy:
    """Give *policy* with its hashes filled in."""
    used = replace(policy, facts=tuple(fact for fact in policy.facts if fact.used))
    # Expressions have no fields that either hash leaves out: what one said of them serves the other.
    met: dict[int, str] = {}
    return replace(policy, content_hash=_digest(_content(used, met)), meaning_hash=_digest(_meaning(used, met)))


def _digest(pieces: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece.encode())
    return digest.hexdigest()


def _content(policy: Policy, met: dict[int, str]) -> Iterator[str]:
    """Say everything, facts, parameters and decisions in order of declaration, in which causes are listed."""
    ordered = replace(policy, decisions=tuple(sorted(policy.decisions, key=lambda decision: decision.order)))
    yield from _Telling(_NEVER, _as_it_stands, met).pieces(ordered)
    for used in policy.others:
        yield f"{used.policy} {used.version} {used.content_hash}"


def _meaning(policy: Policy, met: dict[int, str]) -> Iterator[str]:
    """Say what is decided, and from what."""
    return _Telling(_SILENT, _normal, met).pieces(
        {
            "policy": policy.name,
            "facts": _by_name(policy.facts),
            "parameters": _by_name(policy.parameters),
            "calendars": {each.name: [each.working.first, each.working.last, *each.working.days] for each in policy.calendars},
            "decisions": _by_name(policy.decisions),
            "outputs": sorted(policy.outputs),
            "ranks": {reason.code: reason.rank for reason in policy.reasons},
            "obligations": [obligation.code for obligation in policy.obligations],
            "score_reasons": {each.decision: each for each in policy.score_reasons},
        }
    )


def type_said(type_: Type) -> str:
    """Say a type so that two are said alike when their values are the same."""
    return "".join(_Telling(_NEVER, _as_it_stands).pieces(type_))


def _by_name(nouns: tuple[Fact, ...] | tuple[Parameter, ...] | tuple[Decision, ...]) -> dict[str, object]:
    return {noun.name: noun for noun in nouns}


def _as_it_stands(table: Table) -> Table:
    return table


def _normal(table: Table) -> Table:
    """Put the rows of a table whose order decides nothing in order of their ids."""
    free = table.hit in _NO_ORDER or table.kind == "rules" or (table.hit == "collect" and table.aggregation is not None)
    return replace(table, rows=tuple(sorted(table.rows, key=_id))) if free else table


def _id(row: Row) -> str:
    return row.id


def reading_of(part: object) -> str:
    """Name how *part* of a policy reads: twelve digits that differ as soon as it says anything else."""
    return _digest(_Telling(_NEVER, _as_it_stands).pieces(part))[:12]


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a policy is said: without the fields *left_out*, and with tables in the form *normal* gives them.

    What is said is JSON with the keys of every object in order, without spaces. *met* has what was said of expressions, by identity:
    the rows of a large table share theirs.
    """

    left_out: frozenset[str]
    normal: Callable[[Table], Table]
    met: dict[int, str] = field(default_factory=dict)

    def pieces(self, part: object) -> Iterator[str]:
        """Say a part of a policy, piece by piece: a table may be far larger than any of its rows."""
        match part:
            case Policy() | Decision() | Table():
                yield from self._members(_fields(self.normal(part) if isinstance(part, Table) else part, self.left_out))
            case dict():
                yield from self._members(part)
            case tuple() | list():
                yield "["
                for place, item in enumerate(part):
                    if not isinstance(item, _LARGE):
                        yield f",{self.text(item)}" if place else self.text(item)
                        continue
                    if place:
                        yield ","
                    yield from self.pieces(item)
                yield "]"
            case _:
                yield self.text(part)

    def _members(self, members: Mapping[str, object]) -> Iterator[str]:
        yield "{"
        for place, name in enumerate(sorted(members)):
            before = f"{',' if place else ''}{_quoted(name)}:"
            if isinstance(part := members[name], _LARGE):
                yield before
                yield from self.pieces(part)
            else:
                yield before + self.text(part)
        yield "}"

    def text(self, part: object) -> str:
        """Say a part of a policy: its kind and its fields."""
        if isinstance(part, str):
            return _quoted(part)
        if isinstance(part, tuple | list):
            return f"[{','.join([self.text(item) for item in part])}]"
        if part is None or isinstance(part, bool):
            return _CONSTANTS[part]
        if isinstance(part, int):
            return str(part)
        return self._expression(part) if is_expression(part) else self._noun(part)

    def _expression(self, part: Expression) -> str:
        said = self.met.get(id(part))
        if said is None:
            said = self._fields(part)
            if len(self.met) < REMEMBERED:
                self.met[id(part)] = said
        return said

    def _noun(self, part: object) -> str:
        match part:
            case frozenset():
                return self._object({"set": sorted(str(item) for item in part)})
            case Fact():
                return self._fields(part, _unsaid(part))
            case Unknown():
                return self._object({"unknown": part.causes})
            case msgspec.Struct():
                return self._object({name: getattr(part, name) for name in part.__struct_fields__ if name not in self.left_out})
            case WorkingDays():
                # Which days these are follows from what the calendar says, and is said with it.
                return self._object({"calendar": part.calendar, "first": part.first, "last": part.last})
            case OneOfType():
                # The name of a shared type says nothing: two one-of types are the same when their labels are.
                return self._object({"labels": part.labels, "ordered": part.ordered, "severity": part.severity})
            case _ if is_dataclass(part) and not isinstance(part, type):
                return self._fields(part)
            case _:
                raise EngineFault(f"{type(part).__name__} is no part of a policy")

    def _object(self, members: Mapping[str, object]) -> str:
        return f"{{{','.join([f'{_quoted(name)}:{self.text(members[name])}' for name in sorted(members)])}}}"

    def _fields(self, part: object, besides: frozenset[str] = frozenset()) -> str:
        said, text = _said(type(part), self.left_out | besides), self.text  # type: ignore[arg-type]  # classes are hashable
        return f"{{{','.join([before if name is None else before + text(getattr(part, name)) for before, name in said])}}}"


def _unsaid(fact: Fact) -> frozenset[str]:
    """Name what *fact* does not say, so that versions from before it could be said keep their names: a consent, titles of fields."""
    untitled = all(each.given is None and each.unit is None for each in fact.fields)
    return frozenset([*(["consent"] if fact.consent is None else []), *(["fields"] if untitled else [])])


_LARGE = (Policy, Decision, Table, dict, tuple, list)
"""What is said in pieces."""
_CONSTANTS = {None: "null", True: "true", False: "false"}
_quoted = json.encoder.encode_basestring


def _fields(part: Any, left_out: frozenset[str]) -> dict[str, object]:
    said = (name for name in _compared(type(part)) if name not in left_out)  # type: ignore[arg-type]  # classes are hashable
    return {"is": type(part).__name__} | {name: getattr(part, name) for name in said}


@cache
def _said(kind: Any, left_out: frozenset[str]) -> tuple[tuple[str, str | None], ...]:
    """Give the members of an object that says a noun of *kind*, in order: what stands before the value, and the field that has it."""
    names = ("is", *(name for name in _compared(kind) if name not in left_out))
    return tuple((f'"is":{_quoted(kind.__name__)}', None) if name == "is" else (f"{_quoted(name)}:", name) for name in sorted(names))


@cache
def _compared(kind: Any) -> tuple[str, ...]:
    """Name the fields by which nouns of *kind* are compared."""
    return tuple(each.name for each in fields(kind) if each.compare)
