"""Expressions and cells, from text to syntax tree."""

import re
from functools import lru_cache
from typing import Literal, cast

from lawbook.model.limits import NESTING
from lawbook.problems import Problems
from lawbook.read.ambiguity import note_if_ambiguous
from lawbook.read.document import Scalar
from lawbook.read.plain_cells import plain_cell
from lawbook.read.slips import SMALLER, Slip, note, slips_in
from lawbook.read.syntax import Cell, Syntax
from lawbook.read.trouble import explained

_REMEMBERED = 16_384
_NEGATION = re.compile(r"\s*(?P<not>not)\s*\((?P<tests>.*)\)\s*", re.DOTALL)


def parse_expression(scalar: Scalar, problems: Problems) -> Syntax | None:
    """Read an expression; None, after noting every problem, when it cannot be read."""
    if note_if_ambiguous(scalar, problems):
        return None
    tree, slips = _expression(scalar.text)
    note(slips, scalar, problems)
    return tree


def parse_cell(scalar: Scalar, problems: Problems) -> Cell | None:
    """Read a cell of a table; None, after noting every problem, when it cannot be read."""
    if note_if_ambiguous(scalar, problems):
        return None
    tree, slips = _cell(scalar.text)
    note(slips, scalar, problems)
    return tree


@lru_cache(maxsize=_REMEMBERED)
def _expression(text: str) -> tuple[Syntax | None, tuple[Slip, ...]]:
    if slips := slips_in(text, cell=False):
        return None, slips
    tree, slip = _parsed(text, "expression")
    return cast("Syntax | None", tree), (slip,) if slip else ()


@lru_cache(maxsize=_REMEMBERED)
def _cell(text: str) -> tuple[Cell | None, tuple[Slip, ...]]:
    plain = plain_cell(text)
    return (plain, ()) if plain else cell_by_grammar(text)


def cell_by_grammar(text: str) -> tuple[Cell | None, tuple[Slip, ...]]:
    """Read a cell the long way, with the grammar."""
    if text.strip() == "-":
        return Cell((), at=text.index("-")), ()
    if slips := slips_in(text, cell=True):
        return None, slips
    tree, slip = _parsed(text, "cell")
    if around := _NEGATION.fullmatch(text):
        # not(…) around the whole cell turns its tests round. Blanks in place of `not(` and `)` keep every offset.
        inside, other = _parsed(" " * around.start("tests") + around["tests"], "cell")
        if isinstance(inside, Cell):
            return Cell(inside.tests, negated=True, at=around.start("not")), ()
        if slip and other and other.at > slip.at:
            slip = other
    return cast("Cell | None", tree), (slip,) if slip else ()


def _parsed(text: str, start: Literal["expression", "cell"]) -> tuple[Syntax | Cell | None, Slip | None]:
    """Ask the grammar."""
    from lawbook.read import feel_tree, grammar  # noqa: PLC0415 - most tables need no grammar, and it is slow to load

    tree = grammar.read(text, start)
    if isinstance(tree, grammar.Surprise):
        return None, explained(text, tree.at, tree.expected, cell=start != "expression")
    if len(text) > NESTING and (at := feel_tree.too_deep(tree, NESTING)) is not None:
        return None, Slip("nesting-too-deep", f"the expression nests, or chains operators, deeper than {NESTING}", at, SMALLER)
    return tree, None
