"""`lawbook prove`."""

import json
import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.checking import Format
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, language_of, open_policies, policy_names
from lawbook.cli.progress import counting
from lawbook.cli.questions_told import OneTable, tell_answers, tell_table
from lawbook.cli.surroundings import cache_folder
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_proof import PROOF
from lawbook.prove import silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawbook.library import Library
    from lawbook.operations.findings import Asked, Finding, Report
    from lawbook.operations.kept import Kept


class Part(StrEnum):
    """What is proved."""

    invariants = "invariants"
    questions = "questions"


Chosen = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[POLICY]...", help="The policies to look at, or one folder of policies.", show_default="all", autocompletion=policy_names
    ),
]


def prove(
    names: Chosen = None,
    policies: Policies = ROOT,
    strict: Annotated[bool, typer.Option("--strict", help="Fail also where nothing can be said, or a promise says nothing.")] = False,
    seconds: Annotated[float, typer.Option("--seconds", metavar="N", min=0.01, help="How long each question may take, about.")] = 30,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help="How many processes work at it.", show_default="one for each processor")
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(
            "--cache",
            metavar="DIR",
            envvar="LAWBOOK_CACHE",
            help="Where answers are kept.",
            show_default="lawbook in the user's cache folder",
        ),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Prove everything anew, and keep nothing.")] = False,
    as_scenario: Annotated[
        Path | None,
        typer.Option(
            "--as-scenario", metavar="FILE", help="Write each counterexample as a scenario that fails until the policy is mended."
        ),
    ] = None,
    only: Annotated[
        Part | None, typer.Option("--only", help="Prove the invariants only, or ask the questions only.", show_default="both")
    ] = None,
    table: OneTable = None,
    form: Annotated[Format, typer.Option("--format", help="How to tell what was found.")] = Format.text,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Prove the invariants of the policies and ask what goes without saying, for every input and every day they are in force.

    Invariants hold, or facts that break them are shown. Asked is whether every table has a row for whatever may come, whether rows
    clash, whether every row, label and fact makes a difference, and whether a division by zero and its like can happen.
    A version without an end is looked at for its first year, and on to the last day on which a parameter changes. Whatever is shown has been put to the interpreter before. Answers are
    kept by a hash of all they follow from, and not looked for again. Needs the solver: pip install 'lawbook[prove]'.
    """
    if table is not None:
        raise typer.Exit(tell_table(table, Format.json if as_json else form, language_of(lang), seconds, strict=strict))
    from lawbook.operations.kept import Kept, proved_with  # noqa: PLC0415 - not every command needs it

    policies, chosen = _folder_or_names(policies, tuple(names or ()))
    means = proved_with(seconds)
    if means is None:
        say("the solver is not installed; install it with: pip install 'lawbook[prove]'", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND)
    kept = Kept(None if no_cache else cache or cache_folder() / "proofs", means)
    parts = frozenset(Part) if only is None else frozenset({only})
    report = _report(_Work(policies, chosen, parts, seconds, jobs or os.cpu_count() or 1), kept)
    for trouble in kept.trouble:
        say(PROOF[language_of(lang)].kept.format(trouble=trouble), colour="yellow", to_error=True)
    _tell_report(report, Format.json if as_json else form, language_of(lang))
    if as_scenario is not None:
        _write_scenarios(as_scenario, policies, report, language_of(lang))
    raise typer.Exit(exits.PROBLEMS if report.fails(strict=strict) else exits.OK)


def _folder_or_names(policies: Path, names: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """Take a name alone for the folder of the policies where it is a folder, and no policy."""
    if len(names) == 1 and Path(names[0]).is_dir() and not (policies / names[0]).is_dir():
        return Path(names[0]), ()
    return policies, names


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be proved, and how long and on how many processes."""

    policies: Path
    names: tuple[str, ...]
    parts: frozenset[Part]
    seconds: float
    jobs: int


def _report(work: _Work, kept: "Kept") -> "Report":
    """Give what is kept about the library as a whole, or open it and settle what is not kept about its versions."""
    from lawbook.operations.findings import Report  # noqa: PLC0415
    from lawbook.operations.kept import library_hash  # noqa: PLC0415

    # The places told are those of the folder as it was named.
    about = ("report", str(work.policies), library_hash(work.policies), " and ".join(sorted(work.parts)), *work.names)
    known = kept.read(Report, about)
    if known is not None:
        return known
    library = open_policies(work.policies)
    invariants = _proved(library, work, kept) if Part.invariants in work.parts else ()
    questions = _asked(library, work, kept) if Part.questions in work.parts else ()
    report = Report(invariants, questions)
    if report.is_settled:
        kept.keep(report, about)
    return report


def _proved(library: "Library", work: _Work, kept: "Kept") -> "tuple[Finding, ...]":
    from lawbook.operations import proving  # noqa: PLC0415 - the solver is slow to load, and what is kept needs none

    questions = proving.questions_of(library, work.names)
    with counting("invariants", len(questions)) as advance:
        return proving.prove(questions, work.seconds, work.jobs, kept, advance)


def _asked(library: "Library", work: _Work, kept: "Kept") -> "tuple[Asked, ...]":
    from lawbook.operations import questioning  # noqa: PLC0415 - heavy

    versions = questioning.versions_of(library, work.names)
    with counting("questions", len(versions)) as advance:
        return questioning.answered(library, versions, work.seconds, work.jobs, kept, advance)


def _tell_report(report: "Report", form: Format, lang: str) -> None:
    from lawbook.operations import findings, proof_reports  # noqa: PLC0415 - not every command needs them

    match form:
        case Format.json:
            _write(findings.to_json(report))
        case Format.sarif:
            _write(proof_reports.to_sarif(report, __version__))
        case Format.text:
            if report.invariants:
                _tell(report.invariants, lang)
            if report.questions:
                tell_answers(report.questions, lang)


def _write(told: object) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _write_scenarios(file: Path, policies: Path, report: "Report", lang: str) -> None:
    if not any(finding.told.counterexample for finding in report.invariants):
        return
    from lawbook.operations.broken_promises import as_scenarios  # noqa: PLC0415 - only where something is broken

    made, said = as_scenarios(open_policies(policies), report.invariants, lang), PROOF[lang]
    file.write_text(made.text, encoding="utf-8")
    say(said.scenarios.format(count=len(made.findings), file=file), to_error=True)
    for finding in made.left_out:
        say(said.no_scenario.format(invariant=finding.invariant, policy=finding.policy), colour="yellow", to_error=True)


def _tell(findings: "Sequence[Finding]", lang: str) -> None:
    said = PROOF[lang]
    for each in findings:
        place = f"{each.place}: {each.policy} {each.version} {each.invariant}" + (f" {each.title[lang]}" if each.title else "")
        match each.outcome:
            case "broken":
                kind, *of = each.promise
                say(said.broken.format(place=place, promise=said.promises[kind].format(*of)), colour="red")
                for request, outcome in zip(each.told.counterexample, each.told.outcomes, strict=True):
                    say("  " + json.dumps(request, ensure_ascii=False))
                    say("  " + said.outcome.format(outcome=json.dumps(outcome, ensure_ascii=False)))
                if each.told.rows:
                    say("  " + said.rows.format(rows=said.comma.join(f"{row.id} ({row.place})" for row in each.told.rows)))
                say("  " + said.cites.format(cites=said.comma.join(each.cites)))
            case "unknown":
                say(
                    said.unknown.format(place=place, why=said.whys[each.told.why].format(silence.told(each.told.what, lang))),
                    colour="yellow",
                )
            case "vacuous":
                say(
                    said.vacuous.format(place=place, why=said.whys[each.told.why].format(silence.told(each.told.what, lang))),
                    colour="yellow",
                )
            case _:
                continue
    names = sorted({each.policy for each in findings})
    rows = tuple(_row(name, [each for each in findings if each.policy == name]) for name in names)
    show(Table(said.heading, rows, said.heads))


def _row(name: str, findings: "Sequence[Finding]") -> tuple[str, ...]:
    counts = [sum(each.outcome == outcome for each in findings) for outcome in ("proved", "vacuous", "broken", "unknown")]
    return (name, max(each.until for each in findings).isoformat(), str(len(findings)), *map(str, counts))
