"""Short ways to read one expression, cell or document in a test."""

from lawbook.problems import Problem, Problems, Where
from lawbook.read.document import Mapping, Node, Scalar, Sequence, Style
from lawbook.read.feel import parse_cell, parse_expression
from lawbook.read.syntax import Cell, Syntax
from lawbook.read.yaml import read_document

FILE = "policy.yaml"


def at(line: int, column: int) -> Where:
    """A place in the file that the tests read."""
    return Where(FILE, line, column)


def scalar(text: str, style: Style = "literal") -> Scalar:
    """A text whose first character stands at line 1, column 1."""
    return Scalar(text, style, at(1, 1), tuple((1, column) for column in range(1, len(text) + 2)))


def expression(text: str) -> Syntax:
    """Read an expression that has nothing wrong."""
    problems = Problems()
    tree = parse_expression(scalar(text), problems)
    problems.refuse_if_any()
    assert tree is not None
    return tree


def cell(text: str) -> Cell:
    """Read a cell that has nothing wrong."""
    problems = Problems()
    tree = parse_cell(scalar(text), problems)
    problems.refuse_if_any()
    assert tree is not None
    return tree


def document(text: str | bytes) -> Node:
    """Read a document that has nothing wrong."""
    problems = Problems()
    node = read_document(text, FILE, problems)
    problems.refuse_if_any()
    assert node is not None
    return node


def told_of_expression(text: str) -> list[Problem]:
    """Everything that is wrong with an expression."""
    problems = Problems()
    tree = parse_expression(scalar(text), problems)
    assert (tree is None) == bool(problems)
    return list(problems)


def told_of_cell(text: str) -> list[Problem]:
    """Everything that is wrong with a cell."""
    problems = Problems()
    tree = parse_cell(scalar(text), problems)
    assert (tree is None) == bool(problems)
    return list(problems)


def told_of_document(text: str | bytes) -> list[Problem]:
    """Everything that is wrong with a document."""
    problems = Problems()
    node = read_document(text, FILE, problems)
    assert node is not None or problems
    return list(problems)


def the_scalar(text: str) -> Scalar:
    """The only value of a document with one key, or with one list of one item under it."""
    node = document(text)
    while not isinstance(node, Scalar):
        match node:
            case Sequence(items=(only,)) | Mapping(entries=((_, only),)):
                node = only
            case _:
                raise AssertionError(node)
    return node
