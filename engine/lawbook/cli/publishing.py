"""`lawbook docs`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsOf, day_of, open_policies
from lawbook.cli.progress import counting
from lawbook.cli.suites import Features, PolicyFolder, open_suite, scenario_paths
from lawbook.cli.terminal import say, say_problems


def docs(
    policies: PolicyFolder = ROOT,
    features: Features = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder to write: a new one, an empty one, or one that was written before.")
    ] = Path("site"),
    results: Annotated[
        Path | None,
        typer.Option(
            "--results",
            metavar="REPORT",
            help="Tell the results of a report of lawbook test (its JSON or JUnit XML), in place of those of running the scenarios now.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Write the policies as a site of pages in Chinese and English: rules, law, scenarios with results, parameters over time.

    Open index.html in a browser: the pages need neither a network nor scripts, and they print. The same policies, scenarios
    and day give the same bytes. Only a folder that is new, empty or written before is written to.

    For example: lawbook docs policies features --out site --as-of 2026-11-21
    """
    suite = open_suite(policies, features)
    try:
        from lawbook.operations import publishing  # noqa: PLC0415 - heavy, and an extra
    except ImportError as error:
        say(f"a site needs the extra `docs` ({error.name} is missing): pip install 'lawbook[docs]'", colour="red", to_error=True)
        raise typer.Exit(exits.USAGE) from None
    day = day_of(as_of)
    try:
        publishing.check_ours(out)
    except publishing.NotOurs:
        say(f"{out} holds something that is no site of ours: name a new folder, or an empty one", colour="red", to_error=True)
        raise typer.Exit(exits.USAGE) from None
    say_problems(suite.problems, to_error=True)
    library = open_policies(policies, day.isoformat())
    reported = None if results is None else (results.name, publishing.read_results(results.read_bytes(), str(results)))
    gathered = publishing.gather(library, suite, scenario_paths(policies, features), day, counting, reported)
    count = publishing.write_site(gathered, out, counting, os.cpu_count() or 1)
    say(f"{count} files written; open {out / 'index.html'}", colour="green")
    raise typer.Exit(exits.PROBLEMS if gathered.problems else exits.OK)
