"""Truths in generated Python: Kleene logic where something can be unknown, plain Python where nothing can."""

from collections.abc import Sequence
from dataclasses import dataclass

from lawbook.compile.terms import Scope, Term, doubted, guarded, joined, named, strict
from lawbook.model.core import Interval

TRUE = Term("True", simple=True)
FALSE = Term("False", simple=True)


def conjunction(items: Sequence[Term], scope: Scope) -> Term:
    """Give Kleene and."""
    return _kleene(items, scope, "and", TRUE, FALSE)


def disjunction(items: Sequence[Term], scope: Scope) -> Term:
    """Give Kleene or."""
    return _kleene(items, scope, "or", FALSE, TRUE)


def _kleene(items: Sequence[Term], scope: Scope, word: str, otherwise: Term, decisive: Term) -> Term:
    # *decisive* is the truth that settles the matter wherever it stands, *otherwise* what comes of nothing but its opposite.
    if any(item.text == decisive.text for item in items):
        return decisive
    items = list({item.text: item for item in items if item.text != otherwise.text}.values())
    known = [item for item in items if not item.nullable]
    doubtful = [item for item in items if item.nullable]
    if len(items) < 2:
        return items[0] if items else otherwise
    if len(doubtful) < 2:
        # A doubtful item stands last: Python gives back what it came to, which is the answer then.
        text = f" {word} ".join(item.text for item in (*known, *doubtful))
        return joined(f"({text})", items, nullable=bool(doubtful))
    names = [item.text if item.simple else scope.source.fresh("t") for item in doubtful]
    settled = [f"not {item.text}" if decisive is FALSE else item.text for item in known]
    for name, item in zip(names, doubtful, strict=True):
        settled.append(f"{name if item.simple else f'({name} := {item.text})'} is {decisive.text}")
    agreed = " and ".join(f"{name} is {otherwise.text}" for name in names)
    text = f"({decisive.text} if {' or '.join(settled)} else {otherwise.text} if {agreed} else JOIN({', '.join(names)}))"
    return joined(text, items, nullable=True, brackets=2)


def opposite(of: Term, scope: Scope) -> Term:
    """Give not."""
    if not of.nullable:
        return joined(f"(not {of.text})", [of])
    if of.guards:
        return guarded(of.guards, f"(not {of.known})", of.depth + 1)
    name, first = _once(of, scope)
    return joined(f"(False if {first} is True else True if {name} is False else {name})", [of], nullable=True, brackets=2)


def known(of: Term) -> Term:
    """Give whether *of* is known."""
    if of.guards:
        return joined(f"(not ({doubted(of.guards)}))", [of])
    return joined(f"(type({of.text}) is not U)", [of], brackets=2) if of.nullable else TRUE


def choice(condition: Term, then: Term, otherwise: Term, scope: Scope) -> Term:
    """Give one of two terms by a condition."""
    parts = tuple(left or right for left, right in zip(then.parts, otherwise.parts, strict=False))
    operands = [condition, then, otherwise]
    if not condition.nullable:
        nullable = then.nullable or otherwise.nullable
        term = joined(f"({then.text} if {condition.text} else {otherwise.text})", operands, nullable=nullable)
        return Term(term.text, nullable, term.depth, parts=parts)
    # Both branches are looked at when the condition is unknown: they are named, lest their text doubles at every level.
    then, otherwise = named(then, scope), named(otherwise, scope)
    name, first = _once(condition, scope)
    unsure = f"CHOOSE({name}, {then.text}, {otherwise.text})"
    text = f"({then.text} if {first} is True else {otherwise.text} if {name} is False else {unsure})"
    return Term(text, True, condition.depth + 2, parts=parts)


def _once(of: Term, scope: Scope) -> tuple[str, str]:
    # The name of a term, and the text to say in the first place where it stands.
    if of.simple:
        return of.text, of.text
    name = scope.source.fresh("t")
    return name, f"({name} := {of.text})"


@dataclass(frozen=True, slots=True)
class Ends:
    """An interval test with its ends as terms."""

    low: Term | None
    high: Term | None
    interval: Interval


@dataclass(frozen=True, slots=True)
class OneOf:
    """A test: a member of a constant set."""

    members: Term


def within(of: Term, tests: Sequence[Ends | OneOf | Term], scope: Scope) -> Term:
    """Give whether *of* passes any of *tests* (a term: equal to it)."""
    if len(tests) > 1:
        of = named(of, scope)
    operands = [of, *(operand for test in tests for operand in _operands(test))]

    def make(texts: Sequence[str]) -> str:
        left = iter(texts[1:])
        return "(" + (" or ".join(_passes(texts[0], test, [next(left) for _ in _operands(test)]) for test in tests) or "False") + ")"

    return strict(operands, scope, make)


def _operands(test: Ends | OneOf | Term) -> list[Term]:
    match test:
        case Ends(low=low, high=high):
            return [end for end in (low, high) if end is not None]
        case OneOf(members=members):
            return [members]
        case Term():
            return [test]


def _passes(of: str, test: Ends | OneOf | Term, operands: list[str]) -> str:
    match test:
        case OneOf():
            return f"{of} in {operands[0]}"
        case Term():
            return f"{of} == {operands[0]}"
        case Ends(low=low, high=high, interval=interval):
            below = "" if low is None else f"{operands[0]} {'<=' if interval.low_closed else '<'} "
            above = "" if high is None else f" {'<=' if interval.high_closed else '<'} {operands[-1]}"
            return f"{below}{of}{above}" if below or above else "True"
