"""Why YAML cannot be read, in its author's words: what its reader stumbled over, and the usual cause of that."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from lawbook.problems import Problem, Problems, Where
from lawbook.read.full_width import HALF_WIDTH, full_width_message
from lawbook.read.text import BREAK

_FAR = 40
_LONGEST_KEY = 1_024
_LONGEST_LINE = 4_000


@dataclass(frozen=True, slots=True)
class _Stumble:
    """Where the reader of YAML gave up, and what it was reading (lines and columns count from 0)."""

    file: str
    lines: tuple[str, ...]
    line: int
    column: int
    began_line: int
    began_column: int
    said: str
    during: str

    @property
    def here(self) -> str:
        """The line it gave up on."""
        return self.lines[self.line]

    @property
    def found(self) -> str:
        """The character it gave up on; empty at the end of a line."""
        return self.here[self.column : self.column + 1]

    def near(self) -> range:
        """Give the lines from where the thing it was reading began to where it gave up, and the one before that says something."""
        first = min(self.line, self.began_line)
        before = next((number for number in range(first - 1, max(-1, first - _FAR), -1) if self.lines[number].strip()), first)
        return range(before, min(self.line, before + 2 * _FAR) + 1)

    def trouble(
        self, message: str, rule: str | None, line: int | None = None, column: int | None = None, code: str = "yaml-syntax"
    ) -> Problem:
        """Make the problem, here or at another place."""
        at = Where(self.file, (self.line if line is None else line) + 1, (self.column if column is None else column) + 1)
        return Problem(code, message, at, rule)


def explain(error: yaml.YAMLError, text: str, file: str, problems: Problems) -> None:
    """Note what the YAML reader stumbled over."""
    stumble = _stumble(error, text, file)
    if full_width := list(_full_width(stumble)):
        problems.extend(problem for problem in full_width if problem not in problems.found)
    else:
        causes = (*_CAUSES, _plainly) if max(stumble.column, stumble.began_column) < _LONGEST_LINE else (_plainly,)
        problems.extend([next(trouble for cause in causes if (trouble := cause(stumble)))])


def _stumble(error: yaml.YAMLError, text: str, file: str) -> _Stumble:
    lines = (*(line[:_LONGEST_LINE] for line in BREAK.split(text)), "")
    mark = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None) or mark
    line = min(mark.line, len(lines) - 1) if mark else 0
    return _Stumble(
        file=file,
        lines=lines,
        line=line,
        column=mark.column if mark else 0,
        began_line=min(began.line, line) if began else line,
        began_column=began.column if began else 0,
        said=str(getattr(error, "problem", "")),
        during=str(getattr(error, "context", "")),
    )


_QUOTED = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'|(?:^|(?<=\s))#.*""")


def _unquoted(line: str) -> str:
    """Blank out what stands in quotes, and comments."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), line)


# ── full-width marks that took the place of structure

_WIDE_KEY = re.compile(r"^\s*(?:- +)*[\w-]+(?P<mark>：)")
_WIDE_FLOW = re.compile(r"(?P<mark>[，：［］｛｝])")


def _full_width(stumble: _Stumble) -> Iterator[Problem]:
    for number in stumble.near():
        line = _unquoted(stumble.lines[number])
        in_flow = "flow" in stumble.during and number >= stumble.began_line
        for found in (_WIDE_FLOW if in_flow else _WIDE_KEY).finditer(line):
            mark = found["mark"]
            rule = f"write `{HALF_WIDTH[mark]}` for `{mark}`"
            yield stumble.trouble(full_width_message(mark), rule, number, found.start("mark"), "full-width")


# ── the causes, the surest first


def _tab(stumble: _Stumble) -> Problem | None:
    for number in (stumble.line, *stumble.near()):
        indentation = re.match(r" *\t", stumble.lines[number])
        if indentation:
            return stumble.trouble("this line is indented with a tab", "indent with spaces", number, indentation.end() - 1)
    if stumble.found == "\t":
        return stumble.trouble("a tab stands here", "write a space")
    return None


_INTERVAL = re.compile(r"""[\[,]\s*(?P<all>[\[(\]][^\[\](),"'{}]*\.\.[^\[\](),"'{}]*[\])\[])""")


def _interval(stumble: _Stumble) -> Problem | None:
    for number in range(stumble.began_line, stumble.line + 1)[:_FAR]:
        if found := _INTERVAL.search(_unquoted(stumble.lines[number])):
            told = f"the range `{found['all']}` stands without quotes"
            return stumble.trouble(told, f'write `"{found["all"]}"`, in quotes', number, found.start("all"))
    return None


def _cannot_begin(stumble: _Stumble) -> Problem | None:
    if "cannot start any token" not in stumble.said and "mapping keys are not allowed" not in stumble.said:
        return None
    before = stumble.here[: stumble.column].rstrip()
    column = len(before) - 1 if before.endswith("?") else stumble.column
    value = _value_at(stumble.here, column)
    return stumble.trouble(f"a text without quotes cannot begin with `{value[:1]}`", _in_quotes(value), column=column)


def _value_at(line: str, column: int) -> str:
    """Give the value that begins in *line* at *column*, up to what ends a value."""
    flow = "[" in line[:column] or "{" in line[:column]
    return re.split(r"[,\]}]" if flow else r" #", line[column:])[0].strip()


def _in_quotes(value: str) -> str:
    return f"write `'{value}'`, in quotes" if '"' in value or "\\" in value else f'write `"{value}"`, in quotes'


def _block_header(stumble: _Stumble) -> Problem | None:
    if "block scalar" not in stumble.during:
        return None
    line = stumble.lines[stumble.began_line]
    mark = line[stumble.began_column : stumble.began_column + 1]
    told = f"YAML reads `{mark}` as the mark of a text of several lines"
    return stumble.trouble(told, _in_quotes(_value_at(line, stumble.began_column)), stumble.began_line, stumble.began_column)


def _open_quote(stumble: _Stumble) -> Problem | None:
    if "quoted scalar" not in stumble.during and "double-quoted" not in stumble.during:
        return None
    if "escape" in stumble.said:
        column = max(0, stumble.column if stumble.found == "\\" else stumble.column - 1)
        escape = stumble.here[column : column + 2]
        return stumble.trouble(
            f"`{escape}` means nothing in double quotes", r"a backslash itself is written `\\`, or stands in single quotes", column=column
        )
    line = stumble.lines[stumble.began_line]
    mark = line[stumble.began_column : stumble.began_column + 1]
    return stumble.trouble(
        "a text in quotes begins here and is not closed", f"close it with `{mark}`", stumble.began_line, stumble.began_column
    )


_GLUED = re.compile(r"""^(?P<before>\s*(?:- +)*)(?P<key>[\w-]+):(?P<value>[^\s:/].*)$""")


def _missing_space(stumble: _Stumble) -> Problem | None:
    if "expected ':'" not in stumble.said and "mapping values" not in stumble.said:
        return None
    for number in stumble.near():
        if found := _GLUED.match(stumble.lines[number]):
            rule = f"write `{found['key']}: {found['value'].strip()}`"
            return stumble.trouble("a space is missing after this colon", rule, number, found.end("key"))
    return None


def _no_key(stumble: _Stumble) -> Problem | None:
    if "expected ':'" not in stumble.said:
        return None
    line = stumble.lines[stumble.began_line]
    rule = "write a space after `-`" if re.match(r"\s*-\S", line) else None
    return stumble.trouble("this line is neither `key: value` nor an item of a list", rule, stumble.began_line, stumble.began_column)


def _second_colon(stumble: _Stumble) -> Problem | None:
    if "mapping values" not in stumble.said:
        return None
    line = _unquoted(stumble.here)
    if found := re.search(r": +", line[: stumble.column]):
        return stumble.trouble("a colon and a space stand inside a text without quotes", _in_quotes(stumble.here[found.end() :].strip()))
    if stumble.column > _LONGEST_KEY:
        return stumble.trouble(f"a key has more than {_LONGEST_KEY:,} characters", None, column=0)
    indentation = len(line) - len(line.lstrip())
    return stumble.trouble("this line is indented deeper than the line above, which already has its value", None, column=indentation)


def _after_quotes(stumble: _Stumble) -> Problem | None:
    before = stumble.here[: stumble.column].rstrip()
    if not before.endswith(('"', "'")) or not stumble.found or stumble.found in "]},":
        return None
    if "flow" in stumble.during and stumble.found in "\"'":
        return stumble.trouble("a comma is missing before this", "write a comma between two values")
    return stumble.trouble("more text stands after the closing quote", "let one pair of quotes hold the whole value")


def _open_bracket(stumble: _Stumble) -> Problem | None:
    if "flow sequence" not in stumble.during and "flow mapping" not in stumble.during:
        return None
    if stumble.line == stumble.began_line and stumble.found == ":":
        begin = max(stumble.here.rfind(mark, 0, stumble.column) for mark in ("[", "{", ",", ": ")) + 1
        value = _value_at(stumble.here, begin)
        return stumble.trouble("a colon and a space stand inside a text without quotes", _in_quotes(value))
    if stumble.line == stumble.began_line and stumble.found and stumble.found != "#":
        return stumble.trouble(f"found `{stumble.found}` where a comma or the closing bracket is expected", None)
    line = stumble.lines[stumble.began_line]
    bracket = line[stumble.began_column]
    comment = re.search(r"\s#", line[stumble.began_column :])
    rule = "` #` begins a comment: put a text that has it in quotes" if comment else f"close it with `{'}' if bracket == '{' else ']'}`"
    return stumble.trouble(f"a `{bracket}` stands here and is not closed", rule, stumble.began_line, stumble.began_column)


def _stray_mark(stumble: _Stumble) -> Problem | None:
    if stumble.found in {"]", "}"}:
        return stumble.trouble(f"found `{stumble.found}`, and no bracket is open", None)
    if stumble.found == ",":
        return stumble.trouble(
            "found `,` where a value is expected", "put a text that has a comma in quotes" if "flow" not in stumble.during else None
        )
    if stumble.found == "-" and "sequence entries" in stumble.said:
        return stumble.trouble("a list with `-` begins on a line of its own", 'if `-` is a cell, write `[-]` or `"-"`')
    return None


def _special_mark(stumble: _Stumble) -> Problem | None:
    if not any(thing in stumble.during for thing in ("alias", "anchor", "tag", "directive")):
        return None
    line = stumble.lines[stumble.began_line]
    value = _value_at(line, stumble.began_column)
    told = f"a text without quotes cannot begin with `{value[:1]}`"
    return stumble.trouble(told, _in_quotes(value), stumble.began_line, stumble.began_column)


def _indentation(stumble: _Stumble) -> Problem | None:
    if stumble.here[: stumble.column].strip() or not stumble.found:
        return None
    if "block collection" in stumble.during:
        return stumble.trouble("an item of the list is expected here", "begin it with `- `, or check the indentation")
    if "block mapping" in stumble.during or "document start" in stumble.said:
        return stumble.trouble("the indentation of this line fits no line above", "align it with the keys it belongs to")
    return None


def _plainly(stumble: _Stumble) -> Problem:
    near = stumble.here[stumble.column :].split()
    return stumble.trouble(f"the YAML cannot be read here, near `{near[0]}`" if near else "the YAML cannot be read here", None)


_Cause: TypeAlias = Callable[[_Stumble], Problem | None]
_CAUSES: tuple[_Cause, ...] = (
    _tab,
    _open_quote,
    _interval,
    _block_header,
    _cannot_begin,
    _missing_space,
    _no_key,
    _second_colon,
    _after_quotes,
    _open_bracket,
    _stray_mark,
    _special_mark,
    _indentation,
)
