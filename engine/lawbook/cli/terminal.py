"""Writing for people: tables and colour on a terminal, plain aligned text elsewhere."""

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.problems import Problem

Colour: TypeAlias = Literal["red", "yellow", "green", "cyan", "bold", "dim"]


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and rows of text; *columns* names the columns where that helps."""

    heading: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()


def show(*tables: Table) -> None:
    """Write each table that has rows."""
    filled = [table for table in tables if table.rows]
    if sys.stdout.isatty():
        _show_in_colour(filled)
    else:
        sys.stdout.write("\n".join(_plain(table) for table in filled))


def say(text: str, *, colour: Colour | None = None, to_error: bool = False) -> None:
    """Write a line, in colour where a terminal shows it."""
    stream = sys.stderr if to_error else sys.stdout
    if colour is not None and stream.isatty():
        codes = {"red": "31", "yellow": "33", "green": "32", "cyan": "36", "bold": "1", "dim": "2"}
        text = f"\x1b[{codes[colour]}m{text}\x1b[0m"
    stream.write(text + "\n")
    stream.flush()


def say_problems(problems: Iterable[Problem], *, to_error: bool = False) -> None:
    """Write problems, each with its place and help."""
    for problem in problems:
        head, _, rest = str(problem).partition("\n")
        say(head, colour="red" if problem.severity == "error" else "yellow", to_error=to_error)
        if rest:
            say(rest, colour="dim", to_error=to_error)


def _plain(table: Table) -> str:
    rows = [*([table.columns] if table.columns else []), *table.rows]
    widths = [max(_width(row[index]) for row in rows if index < len(row)) for index in range(max(map(len, rows)))]
    lines = ["  " + "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]
    return "\n".join([table.heading, *lines]) + "\n"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Count the columns that *text* takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _show_in_colour(tables: Sequence[Table]) -> None:
    from rich import box  # noqa: PLC0415 - slow to import, and of use on a terminal only
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table as Rich  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    for table in tables:
        rich = Rich(title=table.heading, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, show_header=bool(table.columns))
        for index in range(max(map(len, table.rows))):
            rich.add_column(table.columns[index] if table.columns else "", style="cyan" if index == 0 else None, overflow="fold")
        for row in table.rows:
            rich.add_row(*(Text(cell) for cell in row))
        console.print(rich)
