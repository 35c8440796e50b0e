"""`lawbook mutate`."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, language_of, open_policies, policy_names
from lawbook.cli.progress import counting
from lawbook.cli.suites import open_suite
from lawbook.cli.terminal import Table, say, say_problems, show
from lawbook.cli.words_of_mutation import MUTATION, MutationSaid

if TYPE_CHECKING:
    from lawbook.mutation.recorded import Recording
    from lawbook.operations.mutating import Survivor, Trial

MOST_TOLD = 20
"""How many survivors of one policy are told, unless all are asked for."""


def mutate(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[POLICY]...", help="The policies to change.", show_default="all", autocompletion=policy_names),
    ] = None,
    policies: Policies = ROOT,
    features: Annotated[
        list[Path] | None,
        typer.Option(
            "--features",
            metavar="PATH",
            help="Files and folders of scenarios and cases; may be repeated.",
            show_default="the folder features beside the policies",
        ),
    ] = None,
    threshold: Annotated[
        float, typer.Option("--threshold", metavar="LEAST", min=0, max=100, help="Fail below this share of changes noticed, in percent.")
    ] = 0,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help="How many processes work at it.", show_default="one for each processor")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write everything as JSON, with all kills of every scenario, for lawbook cover --idle.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Tell every change that would go unnoticed.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Change the policies in many small ways, and tell which of the changes no scenario would notice."""
    suite = open_suite(policies, features)
    from lawbook.mutation.recorded import record  # noqa: PLC0415 - heavy
    from lawbook.operations import mutating  # noqa: PLC0415

    library = open_policies(policies)
    changes = mutating.changes_by_policy(library, names or ())
    with counting("scenarios", len(suite.scenarios)) as advance:
        recording = record(suite, library, advance)
    processes = jobs or os.cpu_count() or 1
    with counting("mutants", sum(map(len, changes.values()))) as advance:
        every_killer = as_json or report is not None
        trials = mutating.try_changes(changes, recording, processes, advance, every_killer=every_killer)
    survivors = mutating.told_survivors(trials, recording, language_of(lang), processes, None if everything else MOST_TOLD)
    told = json.dumps(mutating.to_json(trials, recording, survivors, threshold), ensure_ascii=False, indent=2) + "\n"
    if report is not None:
        report.write_text(told, encoding="utf-8")
    if as_json:
        sys.stdout.write(told)
    else:
        say_problems(suite.problems)
        _tell(trials, recording, survivors, threshold, MUTATION[language_of(lang)], everything=everything)
    sound = not (mutating.missed(trials, threshold) or suite.problems or recording.not_passed)
    raise typer.Exit(exits.OK if sound else exits.PROBLEMS)


def _tell(
    trials: "tuple[Trial, ...]",
    recording: "Recording",
    survivors: "dict[str, tuple[Survivor, ...]]",
    threshold: float,
    said: MutationSaid,
    *,
    everything: bool,
) -> None:
    for scenario in recording.not_passed:
        say(said.not_passed.format(place=scenario.place), colour="red")
    for each in survivors.values():
        _tell_survivors(each if everything else each[:MOST_TOLD], len(each), said)
    _tell_scores(trials, threshold, said)


def _tell_survivors(survivors: "tuple[Survivor, ...]", total: int, said: MutationSaid) -> None:
    for survivor in survivors:
        say(said.unnoticed.format(place=survivor.place, before=survivor.before, after=survivor.after), colour="red")
        say(f"  {survivor.operator} · {survivor.id}", colour="dim")
        if survivor.unclaimed:
            say(f"  {said.unclaimed.format(places=said.comma.join(survivor.unclaimed[:3]))}")
        if survivor.skeleton is None:
            say(f"  {said.not_found}")
        else:
            say(f"  {said.would_notice}")
            say("".join(f"    {line}\n" for line in survivor.skeleton.splitlines()).rstrip())
    if total > len(survivors):
        say(said.more.format(count=total - len(survivors)), colour="dim")


def _tell_scores(trials: "tuple[Trial, ...]", threshold: float, said: MutationSaid) -> None:
    from lawbook.operations.mutating import missed  # noqa: PLC0415

    rows = tuple(
        (trial.name, f"{len(trial.changes)}", f"{trial.killed}", f"{len(trial.survivors)}", f"{trial.equivalent}", f"{trial.score:g}%")
        for trial in trials
    )
    show(Table(said.noticed, rows, said.heads))
    for trial in missed(trials, threshold):
        say(said.missed.format(policy=trial.name, score=trial.score, least=threshold), colour="red")
