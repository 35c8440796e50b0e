"""`lawbook test`."""

import json
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsJson, open_policies
from lawbook.cli.progress import counting
from lawbook.cli.suites import Features, PolicyFolder, Tags, open_suite
from lawbook.cli.terminal import say, say_problems

if TYPE_CHECKING:
    from lawbook.specification.scenarios import Result


class BackEnd(StrEnum):
    """Who decides."""

    both = "both"
    interpreter = "interpreter"
    python = "python"


RUN_ON = {
    BackEnd.both: ("interpreter", "generated Python"),
    BackEnd.interpreter: ("interpreter",),
    BackEnd.python: ("generated Python",),
}


def run_scenarios(
    policies: PolicyFolder = ROOT,
    features: Features = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="FILE", help="Write the results as JUnit XML, too.", show_default=False)
    ] = None,
    back_end: Annotated[BackEnd, typer.Option("--back-end", help="Who decides.")] = BackEnd.both,
    tag: Tags = None,
    as_json: AsJson = False,
) -> None:
    """Run scenarios and tables of cases on policies, and tell which promises are not kept."""
    suite = open_suite(policies, features)
    from lawbook.operations import testing  # noqa: PLC0415 - heavy

    suite = testing.chosen(suite, tag or ())
    library = open_policies(policies)
    back_ends = RUN_ON[back_end]
    ran: list[testing.Ran] = []
    with counting("scenarios", len(suite.scenarios) * len(back_ends)) as advance:
        for each in testing.run_suite(suite, library, back_ends, time.perf_counter):
            ran.append(each)
            advance()
    if junit is not None:
        from lawbook.operations.junit import to_junit  # noqa: PLC0415 - only where asked for

        junit.write_bytes(to_junit(ran, suite.problems))
    if as_json:
        sys.stdout.write(json.dumps(testing.to_json(suite, ran), ensure_ascii=False, indent=2) + "\n")
    else:
        say_problems(suite.problems)
        for result, by in testing.not_passed(ran):
            _tell(result, by)
        say(testing.summary(suite, ran), colour="green" if testing.passes(suite, ran) else "red")
    raise typer.Exit(exits.OK if testing.passes(suite, ran) else exits.PROBLEMS)


def _tell(result: "Result", by: str) -> None:
    from lawbook.operations.testing import sentence  # noqa: PLC0415

    say(f"{result.place}: {result.scenario.title}", colour="red")
    say(f"  {result.verdict} on {by}", colour="dim")
    if result.step is not None:
        say(f"  {sentence(result.step)}")
    for line in result.message.splitlines():
        say(f"  {line}")
