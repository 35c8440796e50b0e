"""Pieces of generated Python, and what they may refer to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lawbook.compile.constants import Constants
from lawbook.compile.sharing import Sharing
from lawbook.compile.source import Source
from lawbook.model.values import Known

DEEPEST = 40
"""How many brackets a term may nest before it is given a name; CPython refuses 200."""


@dataclass(frozen=True, slots=True)
class Term:
    """An expression in generated Python.

    *nullable*: its value can be an Unknown. *depth*: how many brackets it nests. *simple*: it is a name or a literal, and may be
    repeated at no cost. *parts*: for a record, whether each of its fields can be an Unknown.
    """

    text: str
    nullable: bool = False
    depth: int = 0
    simple: bool = False
    parts: tuple[bool, ...] = ()


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
    return replace(term, text=name, depth=0, simple=True)


def shallow(term: Term, scope: Scope) -> Term:
    """Name *term* when it nests too deep to be put into another."""
    return named(term, scope) if term.depth > DEEPEST else term


def strict(operands: Sequence[Term], scope: Scope, make: Make, *, nullable: bool = False) -> Term:
    """Give the term that *make* makes of known operands; it is unknown when any of *operands* is, with all their causes.

    *nullable*: what is made of known operands can be unknown itself.
    """
    doubtful = [operand for operand in operands if operand.nullable]
    if not doubtful:
        return joined(make([operand.text for operand in operands]), operands, nullable=nullable)
    texts: list[str] = []
    tests: list[str] = []
    named_here = 0
    for operand in operands:
        if not operand.nullable:
            texts.append(operand.text)
            continue
        text = operand.text
        test = f"type({text}) is U"
        if not operand.simple:
            text = scope.source.fresh("t")
            test = f"type({text} := {operand.text}) is U"
            named_here += 1
        texts.append(text)
        tests.insert(0 if not operand.simple else len(tests), test)
    names = [text for text, operand in zip(texts, operands, strict=True) if operand.nullable]
    # Every operand must have its name before their causes are joined: `|` does not stop at the first, as `or` does.
    test = " or ".join(tests) if named_here < 2 else " | ".join(f"({test})" for test in tests)
    doubt = names[0] if len(names) == 1 else f"JOIN({', '.join(names)})"
    return joined(f"({doubt} if {test} else {make(texts)})", operands, nullable=True, brackets=3)
