"""From syntax trees back to text: the one way an expression is written, with no bracket more than it needs."""

import re
from typing import TypeAlias, assert_never

from lawbook.read.syntax import (
    AtLiteral,
    Between,
    Binary,
    Call,
    Cell,
    CellTest,
    Choose,
    CompareTest,
    ConditionTest,
    Dated,
    Field,
    Filter,
    ForSome,
    In,
    Input,
    IsKnown,
    Listed,
    Name,
    Negative,
    Number,
    RangeTest,
    Syntax,
    Text,
    Truth,
    ValueTest,
)

_Leaf: TypeAlias = Number | Text | Truth | AtLiteral | Name | Input
_Reached: TypeAlias = Call | Dated | Field | Filter | Listed
_Operation: TypeAlias = Binary | Negative | Between | In | IsKnown | Choose | ForSome

_ANYTHING, _OR, _AND, _COMPARED, _SUM, _PRODUCT, _POWER, _SIGNED, _DATED, _REACHED, _ATOM = range(11)
_LEVELS = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}

_SPECIAL = re.compile(r'["\\\x00-\x1f]')
_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


def to_text(tree: Syntax | CellTest | Cell) -> str:
    """Write *tree* so that reading it gives the same tree again."""
    match tree:
        case Cell(tests=()):
            return "-"
        case Cell(tests=tests, negated=negated):
            written = ", ".join(to_text(test) for test in tests)
            return f"not({written})" if negated else written
        case ValueTest(value=value) | ConditionTest(condition=value):
            return _written(value, _ANYTHING)
        case CompareTest() | RangeTest():
            return _test(tree)
        case _:
            return _written(tree, _ANYTHING)


def _test(test: CellTest) -> str:
    """Write what stands in a list of tests after `in`, or an interval or comparison of a cell."""
    match test:
        case RangeTest(low=low, low_closed=low_closed, high=high, high_closed=high_closed):
            opening, closing = "[" if low_closed else "(", "]" if high_closed else ")"
            return f"{opening}{_written(low, _SUM)}..{_high(high)}{closing}"
        case CompareTest(operator=operator, value=value):
            return f"{operator} {_written(value, _SUM)}"
        case ValueTest(value=value) | ConditionTest(condition=value):
            return _written(value, _SUM)
        case _:
            assert_never(test)


def _high(high: Syntax) -> str:
    """Write the high end of a range, in which a filter stands in brackets: `[` may close a range."""
    return _written(high, _SUM) if not _ends_in_filter(high) else f"({_written(high, _ANYTHING)})"


def _ends_in_filter(tree: Syntax) -> bool:
    """Tell whether a filter of *tree* would stand outside all brackets."""
    match tree:
        case Filter():
            return True
        case Binary(left=left, right=right):
            return _ends_in_filter(left) or _ends_in_filter(right)
        case Negative(of=of) | Field(of=of) | Dated(date=of):
            return _ends_in_filter(of)
        case _:
            return False


def _written(tree: Syntax, needed: int) -> str:
    """Write *tree*, in brackets when it binds less tightly than is *needed* where it stands."""
    match tree:
        case Number() | Text() | Truth() | AtLiteral() | Name() | Input():
            return _leaf(tree)
        case Call() | Dated() | Field() | Filter() | Listed():
            level, text = _reached(tree)
        case _:
            level, text = _operation(tree)
    return text if level >= needed else f"({text})"


def _leaf(tree: _Leaf) -> str:
    match tree:
        case Number(text=text):
            return text
        case Text(value=value):
            return quoted(value)
        case Truth(value=truth):
            return "true" if truth else "false"
        case AtLiteral(text=text):
            return f'@"{text}"'
        case Name(name=name):
            return name
        case Input():
            return "?"
        case _:
            assert_never(tree)


def quoted(value: str) -> str:
    """Write a text with its quotes and escapes."""
    return '"' + _SPECIAL.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}", value) + '"'


def _operation(tree: _Operation) -> tuple[int, str]:
    match tree:
        case Binary(operator=operator, left=left, right=right):
            level = _LEVELS.get(operator, _COMPARED)
            beside = level + 1 if level == _COMPARED else level
            return level, f"{_written(left, beside)} {operator} {_written(right, level + 1)}"
        case Negative(of=of):
            return _SIGNED, f"-{_written(of, _SIGNED)}"
        case Between(of=of, low=low, high=high):
            return _COMPARED, f"{_written(of, _SUM)} between {_written(low, _SUM)} and {_written(high, _SUM)}"
        case In(of=of, tests=tests):
            return _COMPARED, f"{_written(of, _SUM)} in {_tests(tests)}"
        case IsKnown(of=of, known=known):
            return _COMPARED, f"{_written(of, _SUM)} is {'known' if known else 'missing'}"
        case Choose(condition=condition, then=then, otherwise=otherwise):
            return _ANYTHING, f"if {to_text(condition)} then {to_text(then)} else {to_text(otherwise)}"
        case ForSome(kind=kind, variable=variable, of=of, condition=condition):
            return _ANYTHING, f"{kind} {variable} in {_written(of, _REACHED)} satisfies {to_text(condition)}"
        case _:
            assert_never(tree)


def _tests(tests: tuple[CellTest, ...]) -> str:
    match tests:
        case ():
            return "[]"
        case (RangeTest() as only,):
            return _test(only)
        case _:
            return f"({', '.join(_test(test) for test in tests)})"


def _reached(tree: _Reached) -> tuple[int, str]:
    match tree:
        case Call(function=function, arguments=arguments):
            return _ATOM, f"{function}({', '.join(to_text(argument) for argument in arguments)})"
        case Dated(name=name, date=date):
            return _DATED, f"{name.name} at {_written(date, _REACHED)}"
        case Field(of=Number(text=text), name=name):
            return _REACHED, f"({text}).{name}"
        case Field(of=of, name=name):
            return _REACHED, f"{_written(of, _REACHED)}.{name}"
        case Filter(of=of, condition=condition):
            return _REACHED, f"{_written(of, _REACHED)}[{to_text(condition)}]"
        case Listed(items=items):
            return _ATOM, f"[{', '.join(to_text(item) for item in items)}]"
        case _:
            assert_never(tree)
