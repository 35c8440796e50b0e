"""The two names of a policy version: what it decides (the meaning hash) and all that it says (the content hash).

A hash is the SHA-256 of a canonical text of the elaborated policy, so comments, the order of keys, places and the spread over files
never change it. The order of rows is part of the meaning only where it decides something.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeAlias

import msgspec

from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Decision, Fact, Parameter, Policy
from lawbook.model.types import OneOfType
from lawbook.model.values import Unknown
from lawbook.problems import EngineFault

_Json: TypeAlias = bool | int | str | Sequence["_Json"] | Mapping[str, "_Json"] | None
_NO_ORDER = frozenset({"unique", "any", "collect"})
_SILENT = frozenset({
    "order", "title", "titles", "unit", "cites", "covers", "owner", "review_by", "changes", "personal", "subject", "used",
})  # fmt: skip
"""What facts, parameters, decisions and rows say that is no part of what is decided."""
_NEVER = frozenset({"order", "used", "content_hash", "meaning_hash", "until", "uses"})
"""What is no part of any hash: numbers of places, what follows from the rest or from another version, and in which file things stand."""


def hashed(policy: Policy) -> Policy:
    """Give *policy* with its hashes filled in."""
    used = replace(policy, facts=tuple(fact for fact in policy.facts if fact.used))
    return replace(policy, content_hash=_digest(_content(used)), meaning_hash=_digest(_meaning(used)))


def _digest(text: _Json) -> str:
    return hashlib.sha256(json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _content(policy: Policy) -> _Json:
    """Say everything, facts, parameters and decisions in order of declaration, in which causes are listed."""
    ordered = replace(policy, decisions=tuple(sorted(policy.decisions, key=lambda decision: decision.order)))
    return _Telling(_NEVER, _as_it_stands).told(ordered)


def _meaning(policy: Policy) -> _Json:
    """Say what is decided, and from what."""
    return {
        "policy": policy.name,
        "facts": _by_name(policy.facts),
        "parameters": _by_name(policy.parameters),
        "decisions": _by_name(policy.decisions),
        "outputs": sorted(policy.outputs),
        "ranks": {reason.code: reason.rank for reason in policy.reasons},
        "obligations": [obligation.code for obligation in policy.obligations],
        "score_reasons": {each.decision: _Telling(_SILENT, _normal).told(each) for each in policy.score_reasons},
    }


def _by_name(nouns: tuple[Fact, ...] | tuple[Parameter, ...] | tuple[Decision, ...]) -> _Json:
    telling = _Telling(_SILENT, _normal)
    return {noun.name: telling.told(noun) for noun in nouns}


def _as_it_stands(table: Table) -> Table:
    return table


def _normal(table: Table) -> Table:
    """Put the rows of a table whose order decides nothing in order of their ids."""
    free = table.hit in _NO_ORDER or table.kind == "rules" or (table.hit == "collect" and table.aggregation is not None)
    return replace(table, rows=tuple(sorted(table.rows, key=_id))) if free else table


def _id(row: Row) -> str:
    return row.id


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a policy is said: without the fields *left_out*, and with tables in the form *normal* gives them.

    *met* has what was said of expressions, by identity: the rows of a large table share theirs.
    """

    left_out: frozenset[str]
    normal: Callable[[Table], Table]
    met: dict[int, _Json] = field(default_factory=dict)

    def told(self, part: object) -> _Json:
        """Say a part of a policy as JSON: its kind and its fields."""
        match part:
            case None | bool() | int() | str():
                return part
            case frozenset():
                return {"set": sorted(str(item) for item in part)}
            case tuple():
                return [self.told(item) for item in part]
            case Unknown():
                return {"unknown": [self.told(cause) for cause in part.causes]}
            case msgspec.Struct():
                return {name: self.told(getattr(part, name)) for name in part.__struct_fields__ if name not in self.left_out}
            case OneOfType():
                # The name of a shared type says nothing: two one-of types are the same when their labels are.
                return {"labels": part.labels, "ordered": part.ordered, "severity": part.severity}
            case _ if isinstance(part, Expression):
                if id(part) not in self.met:
                    self.met[id(part)] = self._fields(part)
                return self.met[id(part)]
            case _ if is_dataclass(part) and not isinstance(part, type):
                return self._fields(self.normal(part) if isinstance(part, Table) else part)
            case _:
                raise EngineFault(f"{type(part).__name__} is no part of a policy")

    def _fields(self, part: Any) -> _Json:
        said = (name for name in _compared(type(part)) if name not in self.left_out)  # type: ignore[arg-type]  # classes are hashable
        return {"is": type(part).__name__} | {name: self.told(getattr(part, name)) for name in said}


@cache
def _compared(kind: Any) -> tuple[str, ...]:
    """Name the fields by which nouns of *kind* are compared."""
    return tuple(each.name for each in fields(kind) if each.compare)
