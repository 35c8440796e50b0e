"""The arguments and options that several commands share."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from lawbook.cli.surroundings import own_language, today

if TYPE_CHECKING:
    from lawbook.library import Library, PolicyVersion


class Language(StrEnum):
    """The languages that everything is told in."""

    en = "en"
    zh = "zh"


def policy_names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Give the names that begin with *incomplete*, for completion in a shell."""
    root = Path(ctx.params.get("policies") or "policies")
    return sorted(file.parent.name for file in root.glob("*/v1.yaml") if file.parent.name.startswith(incomplete))


PolicyName: TypeAlias = Annotated[str, typer.Argument(metavar="POLICY", help="The name of the policy.", autocompletion=policy_names)]
FactsFile: TypeAlias = Annotated[str, typer.Argument(metavar="FACTS", help="A file with one JSON object of facts; - reads standard input.")]
Policies: TypeAlias = Annotated[
    Path, typer.Option("--policies", envvar="LAWBOOK_POLICIES", help="The folder of the policies.", show_default="policies")
]
AsOf: TypeAlias = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day to decide for.", show_default="today")]
Version: TypeAlias = Annotated[
    int | None, typer.Option("--version", metavar="N", help="The number of a version, in place of the one in force.", show_default=False)
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Give JSON, for programs.")]
Lang: TypeAlias = Annotated[
    Language | None,
    typer.Option("--lang", envvar="LAWBOOK_LANG", help="The language to tell things in.", show_default="that of the environment"),
]
ROOT = Path("policies")


def day_of(text: str | None, option: str = "--as-of") -> date:
    """Read the day that *option* names, or take today."""
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"`{text}` is not a calendar date such as 2026-11-21", param_hint=option) from None


def language_of(lang: Language | None) -> str:
    """Give the language that --lang names, or that of the environment."""
    return own_language() if lang is None else lang.value


def open_version(name: str, policies: Path, as_of: str | None, version: int | None) -> "PolicyVersion":
    """Open the policy *name* alone, in the version asked for."""
    from lawbook.library import opening  # noqa: PLC0415 - heavy, and not every command needs it

    return opening.open_version(policies, name, as_of=day_of(as_of), version=version)


def open_policies(policies: Path, as_of: str | None = None) -> "Library":
    """Open the folder of policies for a day."""
    from lawbook.library import opening  # noqa: PLC0415 - heavy, and not every command needs it

    return opening.open_library(policies, today=day_of(as_of))
