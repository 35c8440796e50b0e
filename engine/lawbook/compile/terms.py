"""Pieces of generated Python, and what they may refer to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lawbook.compile.constants import Constants
from lawbook.compile.sharing import Sharing
from lawbook.compile.source import Source
from lawbook.model.values import Known

DEEPEST = 40
"""How many brackets a term may nest before it is given a name; CPython refuses 200."""

GUARDED = 3
"""How many brackets more a guarded term nests than what is known of it."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Something that may be unknown: its *name*, and what is to be said where it is looked at first."""

    name: str
    first: str


@dataclass(frozen=True, slots=True)
class Term:
    """An expression in generated Python.

    *nullable*: its value can be an Unknown. *depth*: how many brackets it nests. *simple*: it is a name or a literal, and may be
    repeated at no cost. *parts*: for a record, whether each of its fields can be an Unknown. A strict term is unknown exactly when
    one of *guards* is, and otherwise *known*, which is said after the guards were looked at.
    """

    text: str
    nullable: bool = False
    depth: int = 0
    simple: bool = False
    parts: tuple[bool, ...] = ()
    guards: tuple[Guard, ...] = ()
    known: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What terms may refer to, and the block in which whatever they need beforehand is worked out.

    *root* is the block of the function, *block* that of the innermost loop. *outputs* has the fields of decisions that are records.
    *read* collects the names that were referred to.
    """

    source: Source
    constants: Constants
    sharing: Sharing
    facts: Mapping[str, Term]
    decisions: dict[str, Term] = field(default_factory=dict)
    outputs: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    shared: dict[int, Term] = field(default_factory=dict)
    root: list[str] = field(default_factory=list)
    block: list[str] = field(default_factory=list)
    loops: int = 0
    variables: Mapping[str, Term] = field(default_factory=dict)
    read: dict[str, None] = field(default_factory=dict)

    def at_root(self) -> "Scope":
        """Give the scope outside every loop."""
        return self if self.block is self.root else replace(self, block=self.root, loops=0, variables={}, read={})

    def refer(self, term: Term) -> Term:
        """Give *term*, noting the name that it is when that is a name of the function."""
        if term.text.isidentifier() and term.text not in {"True", "False"} and term.text not in self.source.constants:
            self.read[term.text] = None
        return term

    def in_loop(self, variable: str, element: Term, block: list[str]) -> "Scope":
        """Give the scope within a loop over elements."""
        return replace(self, block=block, loops=self.loops + 1, variables={**self.variables, variable: element})


Make = Callable[[Sequence[str]], str]
"""How the text of an operation is made of the texts of its operands."""


def literal(value: Known, scope: Scope) -> Term:
    """Give a known value as a term."""
    return Term(scope.source.literal(value), simple=True)


def joined(text: str, operands: Sequence[Term], *, nullable: bool = False, brackets: int = 1) -> Term:
    """Give a term made of *operands*, bracketed as *text* is."""
    return Term(text, nullable, brackets + max((operand.depth for operand in operands), default=0))


def named(term: Term, scope: Scope) -> Term:
    """Work *term* out beforehand and give the name it then has."""
    if term.simple:
        return term
    name = scope.source.fresh("t")
    scope.block.append(f"{name} = {term.text}")
    return Term(name, term.nullable, simple=True, parts=term.parts)


def shallow(term: Term, scope: Scope) -> Term:
    """Name *term* when it nests too deep to be put into another."""
    return named(term, scope) if term.depth > DEEPEST else term


def doubted(guards: Sequence[Guard]) -> str:
    """Give the test for whether any of *guards* is unknown."""
    tests = [f"type({guard.first}) is U" for guard in sorted(guards, key=lambda guard: guard.first == guard.name)]
    # Each must have its name afterwards: `|` does not stop at the first, as `or` does.
    if sum(guard.first != guard.name for guard in guards) > 1:
        return " | ".join(f"({test})" for test in tests)
    return " or ".join(tests)


def guarded(guards: Sequence[Guard], known: str, depth: int) -> Term:
    """Give the term that is *known*, or the unknown that joins all unknown ones of *guards*."""
    names = [guard.name for guard in guards]
    doubt = names[0] if len(names) == 1 else f"JOIN({', '.join(names)})"
    return Term(f"({doubt} if {doubted(guards)} else {known})", True, depth + GUARDED, guards=tuple(guards), known=known)


def strict(operands: Sequence[Term], scope: Scope, make: Make, *, nullable: bool = False) -> Term:
    """Give the term that *make* makes of known operands; it is unknown when any of *operands* is, with all their causes.

    *nullable*: what is made of known operands can be unknown itself.
    """
    guards: dict[str, Guard] = {}
    texts: list[str] = []
    for operand in operands:
        if operand.nullable and not operand.guards:
            own = _guard(operand, scope)
            guards[own.name] = own
            texts.append(own.name)
        else:
            guards.update((guard.name, guard) for guard in operand.guards)
            texts.append(operand.known or operand.text)
    if not guards:
        return joined(make(texts), operands, nullable=nullable)
    depth = 1 + max(operand.depth - (GUARDED if operand.guards else 0) for operand in operands)
    term = guarded(tuple(guards.values()), make(texts), depth)
    return replace(term, guards=(), known="") if nullable else term


def _guard(of: Term, scope: Scope) -> Guard:
    if of.simple:
        return Guard(of.text, of.text)
    name = scope.source.fresh("t")
    return Guard(name, f"({name} := {of.text})")
