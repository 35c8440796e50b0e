"""Random facts for a policy, drawn to the values at which it changes its mind, in every form in which they can be posted."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import assert_never

from lawbook.model import core
from lawbook.model.policy import Policy
from lawbook.model.types import (
    MOMENT_HIGH,
    MOMENT_LOW,
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Known
from lawbook.model.walking import every_part
from support.contracts import ODD
from support.policy_parts import expressions_of

CHINA = dt.timezone(dt.timedelta(hours=8))
LAST_DAY = 803_168


class _Whole(int):
    pass


class _Words(str):
    __slots__ = ()


ODD_OBJECTS: tuple[object, ...] = (
    None, True, 1.5, 0, -1, 10**30, 2**53 + 1, float("nan"), Decimal("NaN"), Decimal("1e400"), Decimal("1E+2"), Decimal("-0.0"), Decimal("0.123456789"),
    "", "x", " 1", "+1", "1_0", "1e2", "１", "-0", "0" * 200, "9" * 5000, "2026-02-30", "24:00", "23:59:60", "\ud800", "true", [], {}, ["A", "A"], ("A",),
    b"x", object, _Whole(3), _Words("A"), _Words("12"), dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 1, tzinfo=CHINA), dt.date(2026, 1, 1),  # noqa: DTZ001
    dt.datetime(2026, 1, 1, 0, 0, 0, 5, tzinfo=dt.UTC), dt.time(12, tzinfo=CHINA), dt.time(12, 0, 0, 5), frozenset({"A"}), {"A": 1}, range(3), [None], [{}],
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Posting:
    """Facts as a Python caller posts them, and the same facts as JSON bytes."""

    facts: dict[str, object]
    body: bytes


class Facts:
    """Draws facts for one policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._numbers: dict[tuple[str, int], set[int]] = {}
        self._texts: set[str] = {"", "x"}
        for value, type_ in _constants(policy):
            self._note(value, type_)

    def _note(self, value: Known | None, type_: Type) -> None:
        if isinstance(value, str):
            self._texts.add(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            self._numbers.setdefault(_scale_of(type_), set()).add(value)

    def posting(self, random: Random) -> Posting:
        """Draw facts that are sound; those that are optional may be absent, or null."""
        facts: dict[str, object] = {}
        members: list[str] = []
        for fact in random.sample(self.policy.facts, len(self.policy.facts)):
            absent = random.randrange(5) if fact.optional or not fact.used else 0
            if absent == 4:
                continue
            value = None if absent == 3 else self.value(random, fact.type)
            facts[fact.name] = _posted(random, fact.type, value)
            members.append(f"{_name(random, fact.name)}: {_token(random, fact.type, value)}")
        return Posting(facts, ("{" + ", ".join(members) + "}").encode())

    def spoiled(self, random: Random) -> Posting:
        """Draw facts of which something is wrong, most of the time."""
        facts = self.posting(random).facts
        members = {name: _plain_token(value) for name, value in facts.items()}
        names = [fact.name for fact in self.policy.facts]
        for _ in range(random.randint(1, 3)):
            name = random.choice([*names, *(decision.name for decision in self.policy.decisions), "nowhere", names[0] + "x"])
            if random.randrange(3) == 2:
                facts.pop(name, None)
                members.pop(name, None)
            else:
                facts[name] = random.choice(ODD_OBJECTS) if random.randrange(2) else self._beyond(random, name)
                members[name] = random.choice(ODD) if random.randrange(2) else _plain_token(facts[name])
        body = ", ".join(f"{json.dumps(name, ensure_ascii=False)}: {token}" for name, token in members.items())
        return Posting(facts, _spoiled_body("{" + body + "}", random).encode("utf-8", "surrogatepass"))

    def _beyond(self, random: Random, name: str) -> object:
        type_ = next((fact.type for fact in self.policy.facts if fact.name == name), BooleanType())
        match type_:
            case NumberType(low=low, high=high, scale=scale):
                return Decimal(random.choice((low - 1, high + 1, high))).scaleb(-scale - random.randrange(2))
            case DateType(low=low, high=high):
                return dt.date.fromordinal(random.choice((low - 1, high + 1))).isoformat()
            case TextType(most=most):
                return "长" * (most + random.randrange(2))
            case SetType(of=of):
                return [*of.labels, of.labels[0]]
            case ListType(most=most):
                return [{}] * (most + 1)
            case _:
                return "24:00"

    def value(self, random: Random, type_: Type) -> Known | None:
        """Draw a value of a type, most often one at which something changes."""
        match type_:
            case BooleanType():
                return random.choice((False, True))
            case NumberType() | DateType():
                return self._near(random, type_, type_.low, type_.high)
            case TimeType():
                return self._near(random, type_, 0, 86_399)
            case MomentType():
                return self._near(random, type_, MOMENT_LOW, MOMENT_HIGH)
            case TextType(most=most):
                return random.choice([*sorted(text for text in self._texts if len(text) <= most), "长" * most])
            case OneOfType(labels=labels):
                return random.choice(labels)
            case SetType(of=of):
                return frozenset(random.sample(of.labels, random.randint(0, len(of.labels))))
            case ListType(of=of, most=most):
                return tuple(self._element(random, of) for _ in range(random.choice((0, 1, 2, most))) if most)[:most]
            case RecordType():
                return self._element(random, type_)
            case _:
                assert_never(type_)

    def _element(self, random: Random, of: Type) -> tuple[Known, ...]:
        assert isinstance(of, RecordType)
        # An absent field is written here as the empty tuple.
        return tuple(
            () if may and random.randrange(3) == 2 else self._some(random, type_) for type_, may in zip(of.types, of.optional, strict=True)
        )

    def _some(self, random: Random, type_: Type) -> Known:
        value = self.value(random, type_)
        assert value is not None
        return value

    def _near(self, random: Random, type_: Type, low: int, high: int) -> int:
        if random.randrange(4) == 3:
            return random.randint(low, high)
        cuts = {low, high, min(max(low, 0), high)}
        for cut in self._numbers.get(_scale_of(type_), ()):
            cuts.update(near for near in (cut - 1, cut, cut + 1) if low <= near <= high)
        return random.choice(sorted(cuts))

    def day(self, random: Random) -> int:
        """Draw a day on which the policy is in force, most often one on which a parameter changes."""
        changes = {day for parameter in self.policy.parameters for _, dated in parameter.series for day, _ in dated}
        changes |= {parameter.verified_through for parameter in self.policy.parameters if parameter.verified_through is not None}
        first, last = self.policy.effective, LAST_DAY if self.policy.until is None else self.policy.until - 1
        near = {first, last, first + 150, *(day + step for day in changes for step in (-1, 0, 1))}
        return random.choice(sorted(day for day in near if first <= day <= last))


def _spoiled_body(body: str, random: Random) -> str:
    """Spoil the text of a body itself, now and then."""
    match random.randrange(16):
        case 15:
            return body + random.choice((" x", "}", "\x00", "{}"))
        case 14:
            return body[: random.randrange(len(body))]
        case 13:
            return f"{{{body[1:-1]}, {body[1:]}" if len(body) > 2 else "[]"
        case 12:
            return random.choice(("\ufeff" + body, f"[{body}]", "null", "", body.replace(":", "：", 1), body.replace('"', "'", 2)))
        case _:
            return body


def _constants(policy: Policy) -> Iterator[tuple[Known | None, Type]]:
    for parameter in policy.parameters:
        yield from ((value, parameter.type) for _, dated in parameter.series for _, value in dated)
    for expression in expressions_of(policy):
        for part in every_part(expression):
            if isinstance(part, core.Constant):
                yield part.value, part.type


def _scale_of(type_: Type) -> tuple[str, int]:
    return ("number", type_.scale) if isinstance(type_, NumberType) else (type(type_).__name__, 0)


def _posted(random: Random, type_: Type, value: Known | None) -> object:
    """Give a value in one of the forms in which a Python caller may post it."""
    match type_:
        case _ if value is None:
            return None
        case NumberType(kind="decimal" | "money" | "ratio", scale=scale) if isinstance(value, int):
            return _as_number(random, value, scale)
        case DateType() if isinstance(value, int):
            day = dt.date.fromordinal(value)
            return random.choice((day.isoformat(), day))
        case TimeType() if isinstance(value, int):
            time = dt.time(value // 3600, value // 60 % 60, value % 60)
            return random.choice((time.isoformat(), time, time.isoformat("minutes") if value % 60 == 0 else time))
        case MomentType() if isinstance(value, int):
            instant = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=value)
            forms = (instant, instant.astimezone(CHINA), instant.isoformat(), instant.astimezone(CHINA).isoformat(), f"{instant:%FT%TZ}")
            return random.choice(forms)
        case SetType() if isinstance(value, frozenset):
            labels = random.sample(sorted(value), len(value))
            return random.choice((labels, tuple(labels), value))
        case ListType(of=of) if isinstance(value, tuple):
            elements = [_posted_record(random, of, element) for element in value]
            return random.choice((elements, tuple(elements)))
        case _:
            return value


def _posted_record(random: Random, of: Type, element: object) -> dict[str, object]:
    assert isinstance(of, RecordType)
    assert isinstance(element, tuple)
    fields = [(name, type_, part) for name, type_, part in zip(of.names, of.types, element, strict=True)]
    kept = [field for field in random.sample(fields, len(fields)) if field[2] != () or random.randrange(2)]
    return {name: None if part == () and not isinstance(type_, ListType) else _posted(random, type_, part) for name, type_, part in kept}


def _as_number(random: Random, count: int, scale: int) -> object:
    number = Decimal(count).scaleb(-scale)
    forms: list[object] = [number, str(number), number.normalize() if count else Decimal(0)]
    if count % 10**scale == 0:
        forms.append(count // 10**scale)
    return random.choice(forms)


def _name(random: Random, name: str) -> str:
    return json.dumps(name, ensure_ascii=random.randrange(8) == 7)


def _token(random: Random, type_: Type, value: Known | None) -> str:
    """Write a value in one of the forms in which it may stand in JSON."""
    return _plain_token(_posted(random, type_, value), escaped=random.randrange(12) == 11)


def _plain_token(value: object, *, escaped: bool = False) -> str:
    match value:
        case None | bool() | int() | float() | str():
            return json.dumps(value, ensure_ascii=escaped)
        case Decimal():
            return str(value)
        case dt.datetime() | dt.date() | dt.time():
            return json.dumps(value.isoformat())
        case dict():
            return "{" + ", ".join(f"{json.dumps(name, ensure_ascii=escaped)}: {_plain_token(part)}" for name, part in value.items()) + "}"
        case list() | tuple() | frozenset() | range():
            return "[" + ", ".join(_plain_token(part) for part in value) + "]"
        case _:
            return "null"
