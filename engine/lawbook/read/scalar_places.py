"""Where each character of a scalar stands in the file, through quotes, escapes, folded lines and indentation."""

import re
from typing import TypeAlias

from lawbook.read.document import Style
from lawbook.read.text import BREAK

Places: TypeAlias = tuple[tuple[int, int], ...]

_LONGEST = 20_000
_BLANKS = re.compile(r"(?=[ \t\r\n])[ \t]*(?P<breaks>(?:\r\n|\r|\n)[ \t\r\n]*)?")
_ESCAPED_BREAK = re.compile(r"\\(?:\r\n|\r|\n)[ \t\r\n]*")
_ESCAPE_LENGTHS = {"x": 2, "u": 4, "U": 8}


def places_of(raw: str, text: str, style: Style, line: int, column: int) -> Places | None:
    """Give the place of each character of *text*, and of its end; *raw* is how the scalar was written, from *line* and *column* on.

    Only the first characters of a very long text are followed; None when every character simply follows the other.
    """
    if len(text) > _LONGEST:
        raw, text = raw[: _LONGEST * 2], text[:_LONGEST]
    match style:
        case "literal" | "folded":
            places = _in_block(raw, text, line)
        case _:
            places = _in_flow(raw, text, style, line, column)
    return places


def _in_flow(raw: str, text: str, style: Style, line: int, column: int) -> Places:
    """Follow a plain or quoted scalar."""
    walk = _Walk(raw, line, column)
    places: list[tuple[int, int]] = []
    if style != "plain":
        walk.skip(1)
    end = len(raw) - (0 if style == "plain" else 1)
    while walk.at < end and len(places) < len(text):
        blanks = _BLANKS.match(raw, walk.at, end)
        if blanks and blanks["breaks"]:
            places.extend([walk.place()] * _folded(blanks["breaks"]))
            walk.skip(blanks.end() - walk.at)
        elif blanks:
            places.extend((walk.line, walk.column + offset) for offset in range(blanks.end() - walk.at))
            walk.skip(blanks.end() - walk.at)
        elif style == "double" and raw[walk.at] == "\\":
            places.extend(walk.escape())
        else:
            places.append(walk.place())
            walk.skip(2 if style == "single" and raw[walk.at] == "'" else 1)
    places = places[: len(text)]
    places.extend([walk.place()] * (len(text) + 1 - len(places)))
    return tuple(places)


def _folded(breaks: str) -> int:
    """Count the characters that a run of line breaks is folded into: one break is a space, each further one a line break."""
    return max(1, len(BREAK.findall(breaks)) - 1)


class _Walk:
    """A place in the writing of a scalar, and in the file."""

    def __init__(self, raw: str, line: int, column: int) -> None:
        self.raw = raw
        self.at = 0
        self.line = line
        self.column = column

    def place(self) -> tuple[int, int]:
        return self.line, self.column

    def skip(self, count: int) -> None:
        """Go on by *count* characters."""
        passed = self.raw[self.at : self.at + count]
        breaks = list(BREAK.finditer(passed))
        self.at += count
        if breaks:
            self.line += len(breaks)
            self.column = 1 + len(passed) - breaks[-1].end()
        else:
            self.column += len(passed)

    def escape(self) -> list[tuple[int, int]]:
        """Go past an escape, giving the places of the character it stands for, if any: an escaped line break stands for none."""
        here = self.place()
        if found := _ESCAPED_BREAK.match(self.raw, self.at):
            breaks = len(BREAK.findall(found[0])) - 1
            self.skip(len(found[0]))
            return [here] * breaks
        self.skip(2 + _ESCAPE_LENGTHS.get(self.raw[self.at + 1 : self.at + 2], 0))
        return [here]


def _in_block(raw: str, text: str, line: int) -> Places:
    """Follow a `|` or `>` block: each line that says something stands in the text whole, after the indentation."""
    lines = BREAK.split(raw)[1:]
    indentation = _indentation(lines, text)
    places: list[tuple[int, int]] = []
    end = (line + 1, indentation + 1)
    for number, written in enumerate(lines, line + 1):
        content = written[indentation:]
        if not content:
            continue
        begin = _line_begin(text, len(places), content)
        if begin is None:
            break
        places.extend([end] * (begin - len(places)))
        places.extend((number, indentation + 1 + offset) for offset in range(len(content)))
        end = (number, len(written) + 1)
    places = places[: len(text)]
    places.extend([end] * (len(text) + 1 - len(places)))
    return tuple(places)


def _line_begin(text: str, at: int, content: str) -> int | None:
    """Find where in *text*, from *at* on, the line *content* begins: after one space, or after line breaks."""
    if text.startswith(" ", at) and content[0] not in " \t" and text.startswith(content, at + 1):
        return at + 1
    begin = at
    while text.startswith("\n", begin):
        begin += 1
    return begin if text.startswith(content[: len(text) - begin], begin) else None


def _indentation(lines: list[str], text: str) -> int:
    """Find how far a block is indented: its first line that says something, as written and as read."""
    written = next((line for line in lines if line.strip(" ")), "")
    read = next((line for line in text.split("\n") if line.strip(" ")), "")
    return (len(written) - len(written.lstrip(" "))) - (len(read) - len(read.lstrip(" ")))
