"""A policy compiled: generated Python that decides as `evaluate` does."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from types import FunctionType
from typing import cast

import msgspec

from lawbook.compile.bodies import body, ending
from lawbook.compile.constants import stretch
from lawbook.compile.given import told_causes
from lawbook.compile.reading import REJECT, REJECT_JSON, decoding, reading
from lawbook.compile.resolving import joiner
from lawbook.compile.runtime import RUNTIME, choose, divide_unknown, rank
from lawbook.compile.source import Source, function, indented
from lawbook.contract.decision import Decision
from lawbook.contract.facts import read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.contract.phrases import phrases
from lawbook.contract.struct import decode_facts, facts_struct
from lawbook.contract.written import date_text
from lawbook.model.policy import Policy
from lawbook.model.types import ListType, RecordType
from lawbook.model.values import Value
from lawbook.problems import EngineFault


class Compiled:
    """A policy as generated Python, for the days of *span*, on which every parameter has the value it was compiled with."""

    def __init__(self, policy: Policy, day: int) -> None:
        self.policy = policy
        self.span = stretch(policy, day)
        self._source = Source(RUNTIME)
        join = joiner()
        self._source.constants |= {
            "JOIN": join,
            "CHOOSE": partial(choose, join),
            "RANK": partial(rank, join),
            "DIVIDE_UNKNOWN": partial(divide_unknown, join),
            "SLOW": self._slow,
            "SLOW_JSON": self._slow_json,
            "ENCODE": msgspec.json.Encoder().encode,
            "CAUSES": told_causes(),
        }
        self._body = body(policy, day, self._source, join)
        self._day = day
        _execute("\n".join(self._body.functions), self._source.constants)

    def decide(self, facts: Mapping[str, object], day: int) -> Decision:
        """Decide on posted facts for a day of the span; raises FactsRejected with every bad fact when there are any."""
        return cast("Decision", self._decide(facts, self._checked(day)))

    def decide_values(self, values: Mapping[str, Value], day: int) -> Decision:
        """Decide on facts that are read: every declared one has its value, or is unknown."""
        return cast("Decision", self._decide_values(values, self._checked(day)))

    def decide_json(self, body: bytes, day: int) -> bytes:
        """Decide on the facts of one JSON object, and give the canonical bytes of the decision."""
        return cast("bytes", self._decide_json(body, self._checked(day)))

    def deciding(self, day: int) -> Callable[[Mapping[str, object]], Decision]:
        """Give what decides on posted facts for *day*; nothing is looked at twice, so that it is the quickest way to decide."""
        return cast("Callable[[Mapping[str, object]], Decision]", _bound(self._decide, self._checked(day)))

    def deciding_json(self, day: int) -> Callable[[bytes], bytes]:
        """Give what decides on the facts of one JSON object for *day*, from bytes to canonical bytes."""
        return cast("Callable[[bytes], bytes]", _bound(self._decide_json, self._checked(day)))

    @cached_property
    def phrases(self) -> bytes:
        """What its decisions say again and again, as JSON that tells of no case."""
        return phrases(self.policy)

    @cached_property
    def _decide(self) -> Callable[..., object]:
        return self._function("decide", self._posted)

    @cached_property
    def _decide_values(self) -> Callable[..., object]:
        return self._function("decide_values", self._values)

    @cached_property
    def _decide_json(self) -> Callable[..., object]:
        return self._function("decide_json", self._json)

    @cached_property
    def source(self) -> str:
        """The generated module as text, to be looked at."""
        made = [self._body.functions, self._posted, self._values, self._json]
        return "\n".join(line for lines in made for line in lines) + "\n"

    def _checked(self, day: int) -> int:
        low, high = self.span
        if not low <= day <= high:
            first, last = date_text(low), date_text(high)
            raise EngineFault(f"the policy {self.policy.name} was compiled for {first} to {last}, not for {date_text(day)}")
        return day

    def _function(self, name: str, lines: list[str]) -> Callable[..., object]:
        _execute("\n".join(lines), self._source.constants)
        return cast("Callable[..., object]", self._source.constants[name])

    @cached_property
    def _posted(self) -> list[str]:
        made = self._body
        read = reading(made.policy.facts, made.names, self._source)
        lines = [
            f"if type(posted) is not dict: {REJECT}",
            *_attempt(read, REJECT),
            *made.lines,
            *ending(made, self._day, "public"),
        ]
        return function("decide", ("posted", "as_of"), lines)

    @cached_property
    def _values(self) -> list[str]:
        made = self._body
        return function("decide_values", ("values", "as_of"), [*self._taken(), *made.lines, *ending(made, self._day, "public")])

    def _taken(self) -> list[str]:
        made = self._body
        return [f"{name} = values[{self._source.constant(fact.name)}]" for fact, name in zip(made.policy.facts, made.names, strict=True)]

    @cached_property
    def _json(self) -> list[str]:
        made = self._body
        facts, constants = made.policy.facts, self._source.constants
        if not facts or any(isinstance(fact.type, ListType | RecordType) for fact in facts):
            constants["DECODE"] = decode_facts(made.policy)
            read = ["values = DECODE(body)", *self._taken()]
        else:
            constants["DECODE"] = msgspec.json.Decoder(facts_struct(made.policy), float_hook=str).decode
            read = _attempt(decoding(facts, made.names, self._source), REJECT_JSON)
        return function("decide_json", ("body", "as_of"), [*read, *made.lines, *ending(made, self._day, "json")])

    def _slow(self, posted: Mapping[str, object], as_of: int) -> Decision:
        return self.decide_values(read_facts(self.policy, posted), as_of)

    def _slow_json(self, body: bytes, as_of: int) -> bytes:
        return self._slow(parse_facts(body), as_of).to_json()


def _bound(made: Callable[..., object], day: int) -> FunctionType:
    # A default costs nothing when the function is called; a partial costs a call.
    if not isinstance(made, FunctionType):
        raise TypeError(made)
    return FunctionType(made.__code__, made.__globals__, made.__name__, (day,))


def _attempt(lines: list[str], otherwise: str) -> list[str]:
    # Whatever goes wrong while facts are read is told by the reader that tells all of it.
    return ["try:", *indented(lines), "except Exception:", f"    {otherwise}"]


def _execute(text: str, constants: dict[str, object]) -> None:
    exec(compile(text, "<compiled policy>", "exec"), constants)  # noqa: S102 - the text is our own: see source.py
