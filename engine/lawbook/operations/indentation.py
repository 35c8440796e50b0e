"""Indent the block structure of YAML by two spaces a level; what goes on over several lines moves together."""

import re
from dataclasses import dataclass

import yaml

from lawbook.read.yaml import Loader

STEP = 2
_DASH = re.compile(r" *-(?= |$)")
_INDICATED = re.compile(r"[|>][+-]?[1-9]")


@dataclass(slots=True)
class _Line:
    """What is known about one line: the column *to* which its first character moves, or by how much it moves (*shift*)."""

    text: str
    to: int | None = None
    shift: int | None = None
    verbatim: bool = False

    @property
    def column(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def known(self) -> bool:
        return self.to is not None or self.shift is not None

    def delta(self) -> int:
        return self.to - self.column if self.to is not None else self.shift or 0

    def moved(self) -> str:
        bare = self.text[self.column :]
        if not bare.strip():
            return ""
        return " " * max(0, self.column + self.delta()) + (bare if self.verbatim else bare.rstrip())


def reindented(text: str) -> str:
    """Give *text* with its blocks indented by two spaces a level, and without blanks at the ends of lines."""
    lines = [_Line(line) for line in text.split("\n")]
    root = yaml.compose(text, Loader=Loader)
    if root is not None:
        _place(root, 0, lines)
    _place_rest(lines)
    return "\n".join(line.moved() for line in lines)


def _place(node: yaml.Node, level: int, lines: list[_Line]) -> None:
    """Place the lines of *node*, whose block begins at column *level*."""
    match node:
        case yaml.MappingNode() if not node.flow_style:
            for key, value in node.value:
                _begin(key, level, lines)
                _place_value(value, level, lines)
        case yaml.SequenceNode() if not node.flow_style:
            for item in node.value:
                _place_item(item, level, lines)
        case _:
            _go_on(node, level, lines)


def _place_value(value: yaml.Node, level: int, lines: list[_Line]) -> None:
    if isinstance(value, yaml.CollectionNode) and not value.flow_style:
        _place(value, level + STEP, lines)
    else:
        _begin(value, level + STEP, lines)
        _go_on(value, level, lines)


def _place_item(item: yaml.Node, level: int, lines: list[_Line]) -> None:
    first = item.start_mark.line
    while first > 0 and not _DASH.match(lines[first].text):
        first -= 1
    dash = lines[first]
    if not dash.known:
        dash.to = level
    gap = item.start_mark.column - dash.column if item.start_mark.line == first else STEP
    if gap > 0:
        _place(item, level + gap, lines)
    _begin(item, level + STEP, lines)


def _begin(node: yaml.Node, level: int, lines: list[_Line]) -> None:
    """Let the line of *node* begin at *level*, where it is the node that begins it."""
    line = lines[node.start_mark.line]
    if not line.known and line.column == node.start_mark.column and line.text.strip():
        line.to = level


def _go_on(node: yaml.Node, level: int, lines: list[_Line]) -> None:
    """Move the further lines of a text or a flow collection."""
    start, end = node.start_mark.line, node.end_mark.line
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        _move_block_text(lines, range(start + 1, end), start, level)
        return
    delta = lines[start].delta()
    for line in lines[start + 1 : end + 1]:
        if not line.known and line.text.strip():
            line.shift = max(delta, level + 1 - line.column)


def _move_block_text(lines: list[_Line], inside: range, start: int, level: int) -> None:
    columns = [lines[number].column for number in inside if lines[number].text.strip()]
    if not columns:
        return
    delta = lines[start].delta() if _INDICATED.search(lines[start].text) else level + STEP - min(columns)
    for number in inside:
        lines[number].shift, lines[number].verbatim = delta, True


def _place_rest(lines: list[_Line]) -> None:
    """Move each comment with the line below it, or with the nearest line above that began at the same column."""
    below: _Line | None = None
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.known:
            below = line
        elif line.text.strip():
            above = next((other for other in reversed(lines[:number]) if other.known and other.column == line.column), None)
            beside = below if below is not None and (below.column == line.column or above is None) else above
            line.to = max(0, line.column + beside.delta()) if beside is not None else line.column
