"""`lawbook check`."""

import json
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.options import ROOT, day_of
from lawbook.cli.terminal import say, say_problems

PAUSE = 0.3
"""How many seconds pass between two looks for changes."""


class Format(StrEnum):
    """How problems are told."""

    text = "text"
    json = "json"
    sarif = "sarif"


def check(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", envvar="LAWBOOK_POLICIES", help="The folder of the policies.", show_default="policies")
    ] = ROOT,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until interrupted.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to tell the problems.")] = Format.text,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings count as problems.")] = False,
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help="The day against which reviews are due.", show_default="today")
    ] = None,
) -> None:
    """Check every policy of a folder and tell all problems, each with its place and help."""
    if watch:
        try:
            _check_on_change(folder, form, today, strict=strict)
        except KeyboardInterrupt:
            raise typer.Exit(exits.INTERRUPTED) from None
    passed = _check_once(folder, form, today, strict=strict)
    raise typer.Exit(exits.OK if passed else exits.PROBLEMS)


def _check_once(folder: Path, form: Format, today: str | None, *, strict: bool) -> bool:
    from lawbook.library.opening import inspect_library  # noqa: PLC0415 - heavy
    from lawbook.operations import checking  # noqa: PLC0415

    inspection = checking.with_retention(inspect_library(folder, today=day_of(today, "--today")))
    passed = checking.passes(inspection, strict=strict)
    match form:
        case Format.json:
            _write(checking.to_json(inspection, strict=strict))
        case Format.sarif:
            _write(checking.to_sarif(inspection.problems, __version__))
        case Format.text:
            say_problems(inspection.problems)
            say(checking.summary(inspection), colour="green" if passed else "red")
    return passed


def _write(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    sys.stdout.flush()


def _check_on_change(folder: Path, form: Format, today: str | None, *, strict: bool) -> NoReturn:
    from lawbook.library.files import fingerprint  # noqa: PLC0415

    seen = fingerprint(folder)  # before the check, so that a change made while it ran is met by another
    _check_once(folder, form, today, strict=strict)
    while True:
        time.sleep(PAUSE)
        now = fingerprint(folder)
        if now != seen:
            seen = now
            if sys.stdout.isatty():
                sys.stdout.write("\x1b[2J\x1b[H")
            _check_once(folder, form, today, strict=strict)
