"""Facts of a core policy as a caller posts them: in any of the accepted forms, and now and then badly."""

from decimal import Decimal
from random import Random

from lawbook.contract.values import to_json_value, to_public
from lawbook.model.policy import Policy
from lawbook.model.types import NumberType
from lawbook.model.values import Unknown, Value

ODD: tuple[object, ...] = (
    True, 1, 0, -1, 10**9, 10**60, "x", "A", "12.345", "1.50", "1e3", "-.5", "-", "22:00", "22:00:01", "25:00", "2021-07-29", "20210729",
    "2021-W30-4", [], ["A", "A"], ["A"], {}, [{"n": 1}], 1.5, "é:", "\ud800", None,
)  # fmt: skip
ODD_IN_PYTHON: tuple[object, ...] = (
    Decimal("1.500"), Decimal("NaN"), Decimal("1E+2"), Decimal("-0.00"), Decimal("0.000"), Decimal("Infinity"), ("A",), {"A"}, frozenset({"A", "B"}), b"A", object,
)  # fmt: skip


def posted(policy: Policy, facts: dict[str, Value], random: Random, *, as_json: bool) -> dict[str, object]:
    """Give *facts* as posted: with *as_json* only what JSON has, else in the forms that Python callers have as well."""
    given: dict[str, object] = {}
    for fact in policy.facts:
        value = facts[fact.name]
        if isinstance(value, Unknown):
            if random.random() < 0.5:
                given[fact.name] = None
            continue
        tell = to_json_value if as_json or random.random() < 0.5 else to_public
        given[fact.name] = _without_unknowns(tell(fact.type, value))
        if isinstance(fact.type, NumberType) and isinstance(value, int) and value % 10**fact.type.scale == 0 and random.random() < 0.4:
            given[fact.name] = value // 10**fact.type.scale
    _spoil(given, random, ODD if as_json else ODD + ODD_IN_PYTHON)
    return given


def _spoil(given: dict[str, object], random: Random, odd: tuple[object, ...]) -> None:
    if random.random() < 0.15 and given:
        given[random.choice(list(given))] = random.choice(odd)
    if random.random() < 0.05:
        given["nothing"] = 1
    if random.random() < 0.05 and given:
        del given[random.choice(list(given))]


def _without_unknowns(told: object) -> object:
    # A field of a record that is unknown was left out, and is so again.
    match told:
        case dict():
            return {name: _without_unknowns(part) for name, part in told.items() if not _is_unknown(part)}
        case list() | tuple():
            return [_without_unknowns(part) for part in told]
        case _:
            return told


def _is_unknown(told: object) -> bool:
    return isinstance(told, Unknown) or (isinstance(told, dict) and "unknown" in told)
