"""Random calculations as text: with their units, their scales, and a rounding around every division."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from lawbook.model.types import DateType, ListType, MomentType, NumberKind, NumberType, RecordType, SetType
from support.surface_formulas import (
    ANY_DAY,
    ATOM,
    POWER,
    PRODUCT,
    SIGNED,
    SUM,
    Formula,
    Pen,
    choose,
    either,
    group_of,
    joined_bounds,
    number,
    wider,
    written_number,
)

INTEGER = number("integer", 0, 0, 100)
DECIMAL = number("decimal", 2, 0, 100)
DAYS, MONTHS = number("days", 0, 0, 100), number("months", 0, 0, 100)
ROUNDINGS = ("round half up", "round down", "round up", "round half even", "floor", "ceiling", "round half down")
MOST_DIGITS = 20
PLACES = (0, 2, 1, 4, -1, -2)
_Option: TypeAlias = Callable[[Pen, NumberType, int], Formula | None]


def digits(type_: NumberType) -> int:
    """Count the digits that a number of the type can need."""
    return len(str(max(abs(type_.low), abs(type_.high))))


def write_number(pen: Pen, type_: object, depth: int) -> Formula:
    """Write a calculation in the unit of *type_*; of a plain number, the kind may be another."""
    unit = as_number(type_)
    if depth > 0:
        options = _OPTIONS[_kind(unit)]
        if pen.names.lists and pen.chance(1, 4):
            options = (_aggregate, _aggregate, _counted) if _kind(unit) == "plain" else (_aggregate,)
        formula = choose(pen, unit, depth) or pen.random.choice(options)(pen, unit, depth)
        if formula is not None and isinstance(formula.type, NumberType) and digits(formula.type) <= MOST_DIGITS and formula.type.scale <= 8:
            return formula
    return leaf(pen, unit)


def as_number(type_: object) -> NumberType:
    """Take the type of a number as one."""
    assert isinstance(type_, NumberType)
    return type_


def _kind(unit: NumberType) -> str:
    return unit.kind if unit.kind in {"money", "days", "months"} else "plain"


def leaf(pen: Pen, unit: NumberType) -> Formula:
    """Give a name, or something written out."""
    named = pen.named(group_of(unit))
    if named and not pen.chance(1, 5):
        return pen.among(named)
    literal = _literal(pen)
    if unit.kind in {"days", "months"}:
        return Formula(f"{unit.kind}({pen.random.choice((0, 1, 30, 7))})", number(unit.kind, 0, 0, 30))
    if unit.kind == "money":
        # A bare literal is money only beside money.
        return pen.among(named) if named else Formula(f"0 * {literal.at(PRODUCT)}", literal.type, PRODUCT, literal=True)
    return literal


def _literal(pen: Pen) -> Formula:
    scale = pen.random.choice((0, 0, 1, 2))
    count = pen.random.choice((0, 1, 2, 3, 7, 12, 50, 100, 1000)) * (10**scale if pen.chance(1, 2) else 1)
    kind: NumberKind = "decimal" if count % 10**scale else "integer"
    negative = pen.chance(1, 8)
    count = -count if negative else count
    return Formula(written_number(count, scale), number(kind, scale, count, count), SIGNED if negative else ATOM, literal=True)


def integer_leaf(pen: Pen) -> Formula:
    """Give an integer: a name or a literal."""
    named = [formula for formula in pen.named("plain") if isinstance(formula.type, NumberType) and formula.type.kind == "integer"]
    if named and not pen.chance(1, 4):
        return pen.among(named)
    count = pen.random.choice((1, 0, 2, 5, 30))
    return Formula(str(count), number("integer", 0, count, count), literal=True)


def write_integer(pen: Pen, depth: int) -> Formula:
    """Write an integer."""
    if depth <= 0 or pen.chance(1, 3):
        return integer_leaf(pen)
    made = pen.random.choice((_counted, _date_part, _whole, _counted, _date_part, _working_days))(pen, INTEGER, depth)
    return made if made is not None else integer_leaf(pen)


def _whole(pen: Pen, _: NumberType, depth: int) -> Formula | None:
    return rounded(pen, INTEGER, depth, places=0)


def summed(left: Formula, right: Formula, sign: str) -> Formula:
    """Write a sum or a difference."""
    one, other = as_number(left.type), as_number(right.type)
    scale = max(one.scale, other.scale)
    ends = [end * 10 ** (scale - type_.scale) for type_ in (one, other) for end in (type_.low, type_.high)]
    low, high = (ends[0] + ends[2], ends[1] + ends[3]) if sign == "+" else (ends[0] - ends[3], ends[1] - ends[2])
    type_ = replace(wider(one, other), scale=scale, low=low, high=high)
    return Formula(f"{left.at(SUM)} {sign} {right.at(PRODUCT)}", type_, SUM, left.literal and right.literal)


def _sum(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    left = write_number(pen, unit, depth - 1)
    right = _literal(pen) if pen.chance(1, 4) and unit.kind == "money" else write_number(pen, unit, depth - 1)
    return summed(left, right, pen.random.choice("+-"))


def _product(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    left = write_number(pen, unit, depth - 1)
    right = integer_leaf(pen) if unit.kind in {"days", "months"} else write_number(pen, DECIMAL, depth - 1)
    if pen.chance(1, 3):
        left, right = right, left
    one, other = as_number(left.type), as_number(right.type)
    corners = [mine * its for mine in (one.low, one.high) for its in (other.low, other.high)]
    type_ = replace(wider(one, other), scale=one.scale + other.scale, low=min(corners), high=max(corners))
    return Formula(f"{left.at(PRODUCT)} * {right.at(POWER)}", type_, PRODUCT, left.literal and right.literal)


def _negative(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    of = write_number(pen, unit, depth - 1)
    type_ = as_number(of.type)
    return Formula(f"-{of.at(SIGNED)}", replace(type_, low=-type_.high, high=-type_.low), SIGNED, of.literal)


def _distance(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    of = write_number(pen, unit, depth - 1)
    type_ = as_number(of.type)
    return Formula(f"abs({of.text})", replace(type_, low=0, high=max(abs(type_.low), abs(type_.high))), literal=of.literal)


def _extreme(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    function = pen.random.choice(("min", "max", "min", "max", "sum"))
    items = [write_number(pen, unit, depth - 1) for _ in range(pen.random.choice((2, 2, 3)))]
    type_ = as_number(items[0].type)
    for item in items[1:]:
        low, high, scale = joined_bounds(type_, as_number(item.type))
        many = len(items) if function == "sum" else 1
        type_ = replace(wider(type_, as_number(item.type)), scale=scale, low=low * many, high=high * many)
    texts = ", ".join(item.text for item in items)
    return Formula(f"{function}([{texts}])" if pen.chance(1, 3) else f"{function}({texts})", type_, literal=all(i.literal for i in items))


def _remainder(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    of = write_number(pen, unit, depth - 1)
    type_ = as_number(of.type)
    if of.literal:
        return None
    by = pen.random.choice((7, 12, 2, 100))
    return Formula(f"modulo({of.text}, {by})", replace(type_, low=0, high=by * 10**type_.scale))


def _power(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    base = write_number(pen, unit, depth - 2)
    most = pen.random.choice((2, 3, 0, 1))
    exponent = f"{most}"
    if pen.chance(1, 3):
        exponent = f"modulo({integer_leaf(pen).text}, {most + 1})"
    type_ = as_number(base.type)
    reach = max(abs(type_.low), abs(type_.high), 10**type_.scale) ** max(most, 1)
    return Formula(f"{base.at(POWER)} ** {exponent}", replace(type_, scale=type_.scale * most, low=-reach, high=reach), POWER)


def _counted(pen: Pen, _: NumberType, depth: int) -> Formula | None:
    sets = [formula for group, formulas in pen.names.formulas.items() if group.startswith("set ") for formula in formulas]
    if sets and not (pen.names.lists and pen.chance(1, 2)):
        of = pen.among(sets)
        assert isinstance(of.type, SetType)
        return Formula(f"count({of.text})", number("integer", 0, 0, len(of.type.of.labels)))
    if not pen.names.lists:
        return None
    text, type_ = elements(pen, depth)
    return Formula(f"count({text})", number("integer", 0, 0, type_.most))


def elements(pen: Pen, depth: int) -> tuple[str, ListType]:
    """Write the elements of a list, filtered or not."""
    name, type_ = pen.random.choice(pen.names.lists)
    if depth <= 0 or pen.chance(1, 2):
        return name, type_
    named = [Formula("item", type_.of)]
    if isinstance(type_.of, RecordType):
        prefix = "item." if pen.chance(1, 3) and pen.element == 0 else ""
        named = [Formula(f"{prefix}{field}", of) for field, of in zip(type_.of.names, type_.of.types, strict=True)]
    condition = pen.inside(named).truth(min(depth - 1, 2))
    return f"{name}[{condition.text}]", type_


def _aggregate(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    group = group_of(unit)
    functions = ("sum", "max", "min", "first")
    if not pen.names.lists:
        return None
    text, type_ = elements(pen, depth)
    every = zip(type_.of.names, type_.of.types, strict=True) if isinstance(type_.of, RecordType) else [("", type_.of)]
    fields = [(name, of) for name, of in every if group_of(of) == group]
    if not fields:
        return None
    name, of = pen.random.choice(fields)
    function, counted = pen.random.choice(functions), as_number(of)
    many = type_.most if function == "sum" else 1
    low, high = min(0, counted.low * many), max(0, counted.high * many)
    return Formula(f"{function}({text}.{name})" if name else f"{function}({text})", replace(counted, low=low, high=high))


def dated(pen: Pen, depth: int) -> tuple[Formula, str, DateType] | None:
    """Write a date that a calendar may have data for, and give the calendar and the days it covers."""
    if not pen.names.calendars:
        return None
    calendar, covered = pen.random.choice(pen.names.calendars)
    date = pen.write(DateType(ANY_DAY.low, ANY_DAY.high), depth - 1)
    assert isinstance(date.type, DateType)
    return (date, calendar, covered) if date.type.low <= covered.high and date.type.high >= covered.low else None


def _working_days(pen: Pen, _: NumberType, depth: int) -> Formula | None:
    start, end = dated(pen, depth), dated(pen, depth)
    if start is None or end is None:
        return None
    return Formula(f"working days between({start[0].text}, {end[0].text}, {start[1]})", number("integer", 0, -3000, 3000))


def _date_part(pen: Pen, _: NumberType, depth: int) -> Formula | None:
    date = pen.write(DateType(ANY_DAY.low, ANY_DAY.high), depth - 1)
    part = pen.random.choice(("year", "month", "day", "weekday", "weekday", "years between"))
    if part == "years between":
        other = pen.write(DateType(ANY_DAY.low, ANY_DAY.high), depth - 1)
        return Formula(f"years between({date.text}, {other.text})", number("integer", 0, -9999, 9999))
    return Formula(f"{part}({date.text})", number("integer", 0, 1, 9999 if part == "year" else 31))


def _seconds(pen: Pen, _: NumberType, depth: int) -> Formula | None:
    if not pen.named("moment"):
        return Formula(f"{pen.random.choice(('hours', 'minutes'))}({pen.random.choice((1, 24))})", number("integer", 0, 60, 86_400))
    later, earlier = pen.write(MomentType(), depth - 1), pen.write(MomentType(), depth - 1)
    return Formula(f"{later.at(SUM)} - {earlier.at(PRODUCT)}", number("integer", 0, -(10**11), 10**11), SUM)


def _days_between(pen: Pen, _: NumberType, depth: int) -> Formula | None:
    later, earlier = (pen.write(DateType(ANY_DAY.low, ANY_DAY.high), depth - 1) for _ in range(2))
    return Formula(f"{later.at(SUM)} - {earlier.at(PRODUCT)}", number("days", 0, -(10**7), 10**7), SUM)


def _months_between(pen: Pen, _: NumberType, depth: int) -> Formula | None:
    start, end = (pen.write(DateType(ANY_DAY.low, ANY_DAY.high), depth - 1) for _ in range(2))
    return Formula(f"months between({start.text}, {end.text})", number("months", 0, -(10**6), 10**6))


def _made_days(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    of = write_integer(pen, depth - 1)
    if pen.chance(1, 4):
        length, many = pen.random.choice((("P30D", 30), ("P0D", 0)) if unit.kind == "days" else (("P18M", 18), ("P1Y", 12), ("P1Y6M", 18)))
        return Formula(f'@"{length}"', number(unit.kind, 0, many, many))
    function = pen.random.choice(("months", "years")) if unit.kind == "months" else "days"
    type_ = as_number(of.type)
    return Formula(f"{function}({of.text})", number(unit.kind, 0, min(12 * type_.low, 0), max(12 * type_.high, 0)))


def _macro(pen: Pen, unit: NumberType, depth: int) -> Formula | None:
    return call(pen, group_of(unit), depth, quotient=False)


def call(pen: Pen, group: str, depth: int, *, quotient: bool) -> Formula | None:
    """Write the use of a macro of that group."""
    fitting = [macro for macro in pen.names.macros if group_of(macro.result) == group and macro.quotient is quotient]
    if not fitting:
        return None
    macro = pen.random.choice(fitting)
    given = [pen.write(_ANY_OF[group], depth - 1).text for group in macro.given]
    return Formula(f"{macro.name}({', '.join(given)})" if given else macro.name, macro.result)


_ANY_OF: dict[str, NumberType] = {"plain": DECIMAL, "days": DAYS, "months": MONTHS}


@dataclass(frozen=True, slots=True)
class Quotient:
    """A division, not rounded yet: its text, how tightly it binds, its unit, the digits it takes, and how far it can go."""

    text: str
    level: int
    unit: NumberType
    digits: int
    reach: int

    def at(self, level: int) -> str:
        """Give the text where something that binds at *level* is needed."""
        return self.text if self.level >= level else f"({self.text})"


def _reach(type_: NumberType) -> int:
    unit: int = 10**type_.scale
    return max(abs(type_.low), abs(type_.high)) // unit + 1


def _divided(pen: Pen, unit: NumberType, depth: int) -> Quotient:
    of = pen.random.choice(("plain", "same", "plain"))
    if unit.kind == "money" or of == "plain":
        above, below = write_number(pen, unit, depth - 1), write_number(pen, DECIMAL, depth - 1)
    else:
        kinds = [each for each in pen.names.formulas if each.startswith("money") or each in {"days", "months"}]
        kind = as_number(pen.named(pen.random.choice(kinds))[0].type) if kinds else DECIMAL
        above, below = write_number(pen, kind, depth - 1), write_number(pen, kind, depth - 1)
    one, other = as_number(above.type), as_number(below.type)
    kind_of: NumberKind = "ratio" if "ratio" in {one.kind, other.kind} or _kind(other) != "plain" else "decimal"
    made = unit if unit.kind == "money" else replace(DECIMAL, kind=kind_of)
    reach = _reach(one) * 10**other.scale
    return Quotient(f"{above.at(PRODUCT)} / {below.at(POWER)}", PRODUCT, made, digits(one) + digits(other), reach)


def _mean(pen: Pen, unit: NumberType, depth: int) -> Quotient | None:
    if pen.names.lists and not pen.chance(1, 3):
        total = _aggregate(pen, unit, depth)
        if total is None:
            return None
        of = as_number(total.type)
        return Quotient(f"mean({total.text.partition('(')[2]}", ATOM, of if of.kind != "integer" else DECIMAL, digits(of) + 3, _reach(of))
    items = [write_number(pen, unit, depth - 1) for _ in range(2)]
    joined = as_number(either(items[0].type, items[1].type))
    made = joined if joined.kind != "integer" else DECIMAL
    return Quotient(f"mean({', '.join(item.text for item in items)})", ATOM, made, digits(joined) + 2, _reach(joined))


def _raised(pen: Pen, unit: NumberType, depth: int) -> Quotient | None:
    if unit.kind in {"money", "ratio"}:
        return None
    base = write_number(pen, DECIMAL, depth - 1)
    type_ = as_number(base.type)
    made = replace(DECIMAL, kind="ratio" if type_.kind == "ratio" else "decimal")
    return Quotient(f"{base.at(POWER)} ** -{pen.random.choice((1, 2))}", POWER, made, 2 * digits(type_) + 2, 10 ** (2 * type_.scale))


def quotient(pen: Pen, unit: NumberType, depth: int) -> Quotient | None:
    """Write a division, or a calculation with divisions."""
    if depth > 1 and pen.chance(1, 3):
        one, other = quotient(pen, unit, depth - 1), quotient(pen, unit, depth - 1)
        if one is None or other is None:
            return None
        made = replace(unit, kind="ratio") if "ratio" in {one.unit.kind, other.unit.kind} else one.unit
        sign = pen.random.choice("+-")
        return Quotient(f"{one.at(SUM)} {sign} {other.at(PRODUCT)}", SUM, made, one.digits + other.digits, one.reach + other.reach)
    if pen.chance(1, 6):
        macro = call(pen, group_of(unit), depth, quotient=True)
        if macro is not None:
            return Quotient(macro.text, ATOM, as_number(macro.type), 12, _reach(as_number(macro.type)))
    choice = pen.random.randrange(5)
    if choice == 3:
        return _mean(pen, unit, depth)
    return _raised(pen, unit, depth) if choice == 4 else _divided(pen, unit, depth)


def rounded(pen: Pen, unit: NumberType, depth: int, places: int | None = None) -> Formula | None:
    """Write a rounding of a division or of a product."""
    function = pen.random.choice(ROUNDINGS)
    at = pen.random.choice(PLACES) if places is None else places
    if pen.chance(1, 3):
        of = write_number(pen, unit, depth - 1)
        type_ = as_number(of.type)
        inner = Quotient(of.text, of.level, type_, digits(type_), _reach(type_))
        exact = type_.scale <= at
    else:
        made = quotient(pen, unit, depth - 1)
        if made is None:
            return None
        inner, exact = made, False
    if inner.digits + max(at, 0) > MOST_DIGITS + 10:
        return None
    kind = "integer" if inner.unit.kind == "decimal" and at <= 0 and not exact else inner.unit.kind
    scale = max(at, 0)
    within = (inner.reach + 10 ** max(-at, 0)) * 10**scale
    short = function in {"floor", "ceiling"} and at == 0 and pen.chance(1, 2)
    kind = "decimal" if kind == "integer" and scale else kind
    return Formula(
        f"{function}({inner.text})" if short else f"{function}({inner.text}, {at})",
        replace(inner.unit, kind=kind, scale=scale, low=-within, high=within),
    )


_COMMON: tuple[_Option, ...] = (_sum, _extreme, _product, _negative, _distance, _aggregate, rounded, _macro)
_OPTIONS: dict[str, tuple[_Option, ...]] = {
    "plain": (*_COMMON, rounded, rounded, rounded, _power, _remainder, _power, _counted, _date_part, _date_part, _seconds, _working_days),
    "money": (*_COMMON, rounded),
    "days": (_sum, _extreme, _negative, _product, _distance, _days_between, _made_days, _remainder, _aggregate),
    "months": (_sum, _extreme, _negative, _product, _months_between, _made_days, _aggregate),
}
