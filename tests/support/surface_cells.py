"""Random cells of decision tables: cells that share the values of an input among them, and cells of any kind."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, SetType, TextType, TimeType, Type
from support.surface_formulas import COMPARISON, SUM, Formula, Pen, group_of, written_number
from support.surface_truths import LITERAL_DAYS, LITERAL_MOMENTS, LITERAL_TIMES, TEXTS, quoted

ANY = "-"


def cuts(pen: Pen, type_: Type, most: int) -> list[str]:
    """Choose where to cut the values of an ordered type, in ascending order."""
    random = pen.random
    many = random.randint(1, most)
    match type_:
        case NumberType(low=low, high=high, scale=scale):
            if high - low < 1:
                return []
            near = {low + 1, (low + high) // 2, high, *(random.randint(low + 1, high) for _ in range(many))}
            chosen = sorted(random.sample(sorted(near), min(many, len(near))))
            return [written_number(cut, scale) for cut in chosen]
        case DateType(low=low, high=high):
            days = sorted({dt.date.fromisoformat(day).toordinal() for day in LITERAL_DAYS})
            within = [day for day in days if low < day <= high]
            chosen = sorted(random.sample(within, min(many, len(within))))
            return [f'@"{dt.date.fromordinal(day).isoformat()}"' for day in chosen]
        case TimeType():
            return [f'@"{time}"' for time in sorted(random.sample(LITERAL_TIMES[:1] + LITERAL_TIMES[2:], min(many, 3)))]
        case MomentType():
            return [f'@"{random.choice(LITERAL_MOMENTS)}"']
        case _:
            return []


def shares(pen: Pen, input_: Formula) -> list[str]:
    """Write cells of which every value of the input passes exactly one; a single `-` where that is not possible."""
    match input_.type:
        case NumberType() | DateType() | TimeType() | MomentType():
            ends = cuts(pen, input_.type, 3)
            opaque = _other_end(pen, input_)
            if opaque is not None and pen.chance(1, 8):
                return [f"< {opaque}", f">= {opaque}"]
            return _between(ends, pen.chance(1, 3) and not isinstance(input_.type, TimeType)) if ends else [ANY]
        case BooleanType():
            return ["true", "false"]
        case OneOfType(labels=labels):
            return _label_shares(pen, labels)
        case SetType(of=of):
            label = quoted(pen.random.choice(of.labels))
            return [f"contains(?, {label})", f"not(contains(?, {label}))"]
        case TextType():
            text = pen.random.choice(TEXTS)
            return [f'"{text}"', f'not("{text}")']
        case _:
            return [ANY]


def _other_end(pen: Pen, input_: Formula) -> str | None:
    others = [formula for formula in pen.named(group_of(input_.type)) if formula.text != input_.text]
    return pen.among(others).at(SUM) if others else None


def looking_elsewhere(pen: Pen, input_: Formula) -> str:
    """Write a cell that compares the input with another fact, or looks at others only."""
    other = _other_end(pen, input_)
    if other is not None and not isinstance(input_.type, SetType) and pen.chance(2, 3):
        ordered = isinstance(input_.type, NumberType | DateType | TimeType | MomentType)
        return f"{pen.random.choice(('<', '>=') if ordered else ('=', '!='))} {other}"
    return _condition(pen, input_.type)


def _between(ends: list[str], above: bool) -> list[str]:  # noqa: FBT001 - whether an end belongs to what is above or below it
    low, high = ("(", "]") if above else ("[", ")")
    middle = [f"{low}{one}..{other}{high}" for one, other in pairwise(ends)]
    return [f"<= {ends[0]}" if above else f"< {ends[0]}", *middle, f"> {ends[-1]}" if above else f">= {ends[-1]}"]


def _label_shares(pen: Pen, labels: tuple[str, ...]) -> list[str]:
    cut = pen.random.randint(1, len(labels)) if len(labels) > 1 else 1
    first, rest = labels[:cut], labels[cut:]
    if not rest:
        return [*labels]
    return [", ".join(first), f"not({', '.join(quoted(label) for label in first)})" if pen.chance(1, 2) else ", ".join(rest)]


def any_cell(pen: Pen, type_: Type) -> str:
    """Write a cell of any kind for an input of a type."""
    if pen.chance(1, 5):
        return ANY
    if pen.chance(1, 6):
        return _condition(pen, type_)
    tests = [_test(pen, type_) for _ in range(pen.random.choice((1, 1, 2)))]
    joined = ", ".join(tests)
    return f"not({joined})" if pen.chance(1, 8) else joined


def _test(pen: Pen, type_: Type) -> str:
    random = pen.random
    match type_:
        case NumberType() | DateType() | TimeType() | MomentType():
            return _of_order(pen, type_)
        case BooleanType():
            return random.choice(("true", "false"))
        case OneOfType(labels=labels, ordered=ordered):
            if ordered and pen.chance(1, 3):
                return f"{random.choice(('<=', '>='))} {quoted(random.choice(labels))}"
            return quoted(random.choice(labels))
        case SetType(of=of):
            return f"{random.choice(('any of', 'all of'))}(?, [{quoted(random.choice(of.labels))}])"
        case TextType():
            return f'{random.choice(("", "= ", "!= "))}"{random.choice(TEXTS)}"'
        case _:
            return ANY


def _of_order(pen: Pen, type_: Type) -> str:
    ends = cuts(pen, type_, 2)
    if not ends:
        return pen.write(type_, 0).at(SUM)
    operators = ("<", ">=", "= ", "!=") if isinstance(type_, TimeType) else ("<", ">=", "<=", ">", "= ", "!=", "")
    if len(ends) > 1:
        opening, closing = pen.random.choice("[(]"), ")" if isinstance(type_, TimeType) else pen.random.choice("])[")
        return f"{'[' if isinstance(type_, TimeType) else opening}{ends[0]}..{ends[-1]}{closing}"
    return f"{pen.random.choice(operators)} {ends[0]}".strip()


def _condition(pen: Pen, type_: Type) -> str:
    inner = pen.inside([Formula("?", type_)])
    condition = inner.truth(2)
    return condition.text if "?" in condition.text else f"? is known and {condition.at(COMPARISON)}"


def rows_of_shares(pen: Pen, inputs: list[Formula]) -> Iterator[list[str]]:
    """Share the values of several inputs among rows, one input within another."""
    if not inputs:
        yield []
        return
    first, rest = inputs[0], inputs[1:]
    for cell in shares(pen, first):
        if rest and pen.chance(1, 2):
            for others in rows_of_shares(pen, rest):
                yield [cell, *others]
        else:
            yield [cell, *(ANY for _ in rest)]
