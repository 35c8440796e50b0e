"""From the words of the grammar to syntax trees: what each rule of `feel.lark` builds, from the leaves upwards."""

import re
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias, cast

from lark import Token, Transformer, v_args

from lawbook.read.syntax import (
    AtLiteral,
    Between,
    Binary,
    BinaryOperator,
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

Comparison: TypeAlias = Literal["<", "<=", ">", ">=", "=", "!="]

_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)")
_BEYOND_AT = re.compile(r'["\\\n]')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class _Tests:
    """A finished cell, while it is still an item of the parser's stack."""

    items: tuple[CellTest, ...]


def place(token: Token) -> int:
    """Give the offset at which *token* begins."""
    return token.start_pos or 0


def unquoted(written: str) -> str:
    """Read a text with its quotes and escapes."""
    inner = written[1:-1]
    if "\\" not in inner:
        return inner
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1]) or chr(int(found[1][1:], 16)), inner)


def speaks_of_input(tree: Syntax | CellTest) -> bool:
    """Tell whether `?` stands anywhere in *tree*."""
    waiting: list[object] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Input):
            return True
        waiting.extend(below(node))
    return False


def below(node: object) -> list[object]:
    """Give the nodes directly under *node*."""
    found: list[object] = []
    for part in fields(node):  # type: ignore[arg-type]  # every node is a dataclass
        value = getattr(node, part.name)
        if isinstance(value, tuple):
            found.extend(value)
        elif hasattr(value, "at"):
            found.append(value)
    return found


def too_deep(tree: Syntax | Cell, most: int) -> int | None:
    """Give the offset of the first place in *tree* that is more than *most* nodes deep."""
    level: list[object] = [tree]
    for _ in range(most):
        level = [node for above in level for node in below(above)]
        if not level:
            return None
    return min((getattr(node, "at", 0) for node in level), default=None)


@v_args(inline=True)
class _TreeBuilder(Transformer[Token, Syntax]):
    """One method for each rule, or alternative, of the grammar."""

    def number(self, token: Token) -> Syntax:
        return Number(token.value, at=place(token))

    def text(self, token: Token) -> Syntax:
        return Text(unquoted(token.value), at=place(token))

    def truth(self, token: Token) -> Syntax:
        return Truth(token.value == "true", at=place(token))

    def at_text(self, token: Token) -> Syntax:
        return AtLiteral(token.value[token.value.index('"') + 1 : -1], at=place(token))

    def name(self, token: Token) -> Syntax:
        return Name(token.value, at=place(token))

    def input(self, token: Token) -> Syntax:
        return Input(at=place(token))

    def grouped(self, _open: Token, inner: Syntax, _close: Token) -> Syntax:
        return inner

    def negative(self, sign: Token, of: Syntax) -> Syntax:
        return Negative(of, at=place(sign))

    def binary(self, left: Syntax, operator: Token, right: Syntax) -> Syntax:
        return Binary(cast("BinaryOperator", operator.value), left, right, at=left.at, operator_at=place(operator))

    def between(self, of: Syntax, _between: Token, low: Syntax, _and: Token, high: Syntax) -> Syntax:
        return Between(of, low, high, at=of.at)

    def is_known(self, of: Syntax, _is: Token, which: Token) -> Syntax:
        return IsKnown(of, which.value == "known", at=of.at)

    def in_tests(self, of: Syntax, _in: Token, *found: "Token | CellTest") -> Syntax:
        tests = [test for test in found if not isinstance(test, Token)]
        match tests:
            case [ValueTest(value=Listed(items=items))] if len(found) == 1:
                return In(of, tuple(ValueTest(item, at=item.at) for item in items), at=of.at)
            case _:
                return In(of, tuple(tests), at=of.at)

    def in_target(self, test: CellTest) -> CellTest:
        return test

    def in_test(self, test: CellTest) -> CellTest:
        return test

    def cell_test(self, test: CellTest) -> CellTest:
        return test

    def value(self, value: Syntax) -> CellTest:
        return ValueTest(value, at=value.at)

    def label(self, token: Token) -> CellTest:
        return ValueTest(Name(token.value, at=place(token)), at=place(token))

    def compare(self, operator: Token, value: Syntax) -> CellTest:
        return CompareTest(cast("Comparison", operator.value), value, at=place(operator))

    def range(self, opening: Token, low: Syntax, high: Syntax, closing: Token) -> CellTest:
        return RangeTest(low, opening.value == "[", high, closing.value == "]", at=place(opening))

    def choice(self, word: Token, condition: Syntax, _then: Token, then: Syntax, _else: Token, otherwise: Syntax) -> Syntax:
        return Choose(condition, then, otherwise, at=place(word))

    def quantified(self, kind: Token, variable: Token, _in: Token, of: Syntax, _satisfies: Token, condition: Syntax) -> Syntax:
        return ForSome(cast('Literal["some", "every"]', kind.value), variable.value, of, condition, at=place(kind))

    def dated(self, name: Token, _at: Token, date: Syntax) -> Syntax:
        return Dated(Name(name.value, at=place(name)), date, at=place(name))

    def field(self, of: Syntax, name: Token) -> Syntax:
        return Field(of, name.value, at=of.at, name_at=place(name))

    def filter(self, of: Syntax, _open: Token, condition: Syntax, _close: Token) -> Syntax:
        return Filter(of, condition, at=of.at)

    def listed(self, opening: Token, *items: "Token | Syntax") -> Syntax:
        return Listed(tuple(item for item in items if not isinstance(item, Token)), at=place(opening))

    def call(self, function: Token, _open: Token, *items: "Token | Syntax") -> Syntax:
        name = " ".join(function.value.split())
        arguments = tuple(item for item in items if not isinstance(item, Token))
        match name, arguments:
            case "date" | "time", (Text(value=value),) if not _BEYOND_AT.search(value):
                return AtLiteral(value, at=place(function))
            case _:
                return Call(name, arguments, at=place(function))

    def cell(self, *tests: CellTest) -> Cell:
        return Cell(tuple(_condition(test) for test in tests), at=tests[0].at)


def _condition(test: CellTest) -> CellTest:
    match test:
        case ValueTest(value=value) if speaks_of_input(value):
            return ConditionTest(value, at=value.at)
        case _:
            return test


TREE_BUILDER = _TreeBuilder()
"""What the parser asks, rule by rule, for the tree of what it has read."""
