"""Conditions and calculations laid out for reading line by line, in the words of `wording`: what must hold together, and case by case."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from lawbook.evaluate.telling_values import Glossary
from lawbook.evaluate.wording import tell
from lawbook.model import core
from lawbook.model.core import Expression

LONG = 60
"""How many letters an enumeration may have to stand on one line; Chinese characters count twice."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said in one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Several statements: *all* must hold, or *any* of them, or *none* may."""

    kind: Literal["all", "any", "none"]
    parts: "tuple[Statement, ...]"


@dataclass(frozen=True, slots=True)
class Cases:
    """What comes out case by case, the first that holds; *otherwise* where none does."""

    cases: "tuple[tuple[Statement, Statement], ...]"
    otherwise: "Statement"


Statement: TypeAlias = Claim | Joined | Cases


def lay_out(expression: Expression, words: Glossary) -> Statement:
    """Lay *expression* out: short ones on one line, others by what they are joined of."""
    match expression:
        case core.All(items=items):
            return _joined("all", items, expression, words)
        case core.AnyOf(items=items):
            return _joined("any", items, expression, words)
        case core.Not(of=core.AnyOf(items=items)):
            return Joined("none", tuple(lay_out(item, words) for item in items))
        case core.If() | core.Rescale(of=core.If()):
            return _cases(expression, words)
        case _:
            return Claim(tell(expression, words))


def _joined(kind: Literal["all", "any"], items: tuple[Expression, ...], whole: Expression, words: Glossary) -> Statement:
    told = tell(whole, words)
    nested = any(isinstance(item, core.All | core.AnyOf) for item in items)
    if len(items) == 1 or (not nested and _width(told) <= LONG):
        return Claim(told)
    return Joined(kind, tuple(lay_out(item, words) for item in items))


def _cases(expression: Expression, words: Glossary) -> Cases:
    cases: list[tuple[Statement, Statement]] = []
    rest = _unscaled(expression)
    while isinstance(rest, core.If):
        cases.append((lay_out(rest.condition, words), lay_out(rest.then, words)))
        rest = _unscaled(rest.otherwise)
    return Cases(tuple(cases), lay_out(rest, words))


def _unscaled(expression: Expression) -> Expression:
    return _unscaled(expression.of) if isinstance(expression, core.Rescale) else expression


def _width(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)


def tell_cell(cell: Expression, words: Glossary) -> str:
    """Say what a cell asks of the input of its column, without naming the input where the column does."""
    claim = cell.of if isinstance(cell, core.Not) else cell
    if _is_input(claim) or (isinstance(claim, core.Within | core.Contains) and _is_input(claim.of)):
        told = tell(cell, replace(words, titles={**words.titles, "?": ""})).strip()
        return told.removeprefix("is ") if words.lang == "en" else told.removeprefix("为")
    return tell(cell, replace(words, titles={**words.titles, "?": words.both("it", "该项")}))


def _is_input(expression: Expression) -> bool:
    return isinstance(expression, core.Variable) and expression.name == "?"
