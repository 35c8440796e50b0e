"""The arguments of commands that run scenarios, and reading the scenarios they name."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from lawbook.cli import exits
from lawbook.cli.terminal import say

if TYPE_CHECKING:
    from lawbook.specification.scenarios import Suite

PolicyFolder: TypeAlias = Annotated[
    Path, typer.Argument(metavar="[POLICIES]", envvar="LAWBOOK_POLICIES", help="The folder of the policies.", show_default="policies")
]
Features: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[FEATURES]...", help="Files and folders of scenarios and cases.", show_default="the folder features beside the policies"
    ),
]
Tags: TypeAlias = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help="Only scenarios with this tag; may be repeated.", show_default=False)
]


def open_suite(policies: Path, features: list[Path] | None) -> "Suite":
    """Read the scenarios of *features*, or of the folder beside *policies*."""
    try:
        from lawbook.specification.suites import read_suite  # noqa: PLC0415 - heavy, and an extra
    except ImportError as error:
        say(f"scenarios need the extra `spec` ({error.name} is missing): pip install 'lawbook[spec]'", colour="red", to_error=True)
        raise typer.Exit(exits.USAGE) from None
    return read_suite(scenario_paths(policies, features))


def scenario_paths(policies: Path, features: list[Path] | None) -> list[Path]:
    """Give the files and folders of scenarios that are meant."""
    # The parent of `.` is the folder that it stands in, not the empty path.
    return features or [(policies if policies.name else policies.resolve()).parent / "features"]
