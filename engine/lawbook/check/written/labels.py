"""Bare labels: as a whole cell, an item of one, or an output, whatever characters they have."""

from lawbook.model.types import OneOfType, Type
from lawbook.problems import Problems
from lawbook.read.ambiguity import note_if_ambiguous
from lawbook.read.document import Scalar
from lawbook.read.feel import parse_cell, parse_expression
from lawbook.read.syntax import Cell, Syntax, Text, ValueTest


def parse_labelled_cell(scalar: Scalar, type_: Type | None, problems: Problems) -> Cell | None:
    """Read a cell of a column of *type_*, labels such as `M2-firm` bare."""
    if isinstance(type_, OneOfType):
        tests = _labels(scalar.text, type_)
        if tests:
            return None if note_if_ambiguous(scalar, problems) else Cell(tests, at=0)
    return parse_cell(scalar, problems)


def _labels(text: str, type_: OneOfType) -> tuple[ValueTest, ...]:
    tests: list[ValueTest] = []
    at = 0
    for part in text.split(","):
        label = part.strip()
        if label not in type_.labels:
            return ()
        tests.append(ValueTest(Text(label, at=at + part.index(label)), at=at + part.index(label)))
        at += len(part) + 1
    return tuple(tests)


def parse_output(scalar: Scalar, type_: Type | None, problems: Problems) -> Syntax | None:
    """Read an output of *type_*, a label bare."""
    if isinstance(type_, OneOfType) and scalar.text.strip() in type_.labels:
        return None if note_if_ambiguous(scalar, problems) else Text(scalar.text.strip(), at=0)
    return parse_expression(scalar, problems)
