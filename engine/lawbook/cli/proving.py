"""`lawbook prove`."""

import json
import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.checking import Format
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, language_of, open_policies, policy_names
from lawbook.cli.progress import counting
from lawbook.cli.questions_told import tell_answers
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_proof import PROOF, ProofSaid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawbook.library import Library
    from lawbook.operations.proving import Settled
    from lawbook.operations.questioning import Answered


class Part(StrEnum):
    """What is proved."""

    invariants = "invariants"
    questions = "questions"


def prove(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[POLICY]...", help="The policies to look at.", show_default="all", autocompletion=policy_names),
    ] = None,
    policies: Policies = ROOT,
    strict: Annotated[bool, typer.Option("--strict", help="Fail also where nothing can be said, or a promise says nothing.")] = False,
    seconds: Annotated[float, typer.Option("--seconds", metavar="N", min=0.01, help="How long each question may take, about.")] = 30,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help="How many processes work at it.", show_default="one for each processor")
    ] = None,
    only: Annotated[
        Part | None, typer.Option("--only", help="Prove the invariants only, or ask the questions only.", show_default="both")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to tell what was found.")] = Format.text,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Prove the invariants of the policies and ask what goes without saying, for every input and every day they are in force.

    Invariants hold, or facts that break them are shown. Asked is whether every table has a row for whatever may come, whether rows
    clash, whether every row, label and fact makes a difference, and whether a division by zero and its like can happen.
    A version without an end is looked at for its first year. Whatever is shown has been put to the interpreter before.
    Needs the solver: pip install 'lawbook[prove]'.
    """
    library = open_policies(policies)
    try:
        from lawbook.operations import proving  # noqa: PLC0415 - heavy, and not everyone has the solver
    except ModuleNotFoundError as missing:
        if missing.name != "z3":
            raise
        say("the solver is not installed; install it with: pip install 'lawbook[prove]'", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND) from None
    work = jobs or os.cpu_count() or 1
    settled: tuple[Settled, ...] = ()
    answered: tuple[Answered, ...] = ()
    if only is not Part.questions:
        questions = proving.questions_of(library, names or ())
        with counting("invariants", len(questions)) as advance:
            settled = proving.prove(questions, seconds, work, advance)
    if only is not Part.invariants:
        answered = _answered(library, names or (), seconds, work)
    _report(settled, answered, Format.json if as_json else form, language_of(lang))
    bad = {"broken", "unknown", "vacuous"} if strict else {"broken"}
    grades = {"finding", "unknown"} if strict else {"finding"}
    failed = any(each.outcome in bad for each in settled) or any(answer.grade in grades for each in answered for answer in each.answers)
    raise typer.Exit(exits.PROBLEMS if failed else exits.OK)


def _answered(library: "Library", names: "Sequence[str]", seconds: float, jobs: int) -> "tuple[Answered, ...]":
    from lawbook.operations import questioning  # noqa: PLC0415 - heavy

    versions = questioning.versions_of(library, names)
    with counting("questions", len(versions)) as advance:
        return questioning.answered(versions, seconds, jobs, advance)


def _report(settled: "tuple[Settled, ...]", answered: "tuple[Answered, ...]", form: Format, lang: str) -> None:
    from lawbook.operations import proof_reports, proving, questioning  # noqa: PLC0415 - heavy

    match form:
        case Format.json:
            _write([*proving.to_json(settled), *questioning.to_json(answered)])
        case Format.sarif:
            _write(proof_reports.to_sarif(settled, answered, __version__))
        case Format.text:
            if settled:
                _tell(settled, PROOF[lang])
            if answered:
                tell_answers(answered, lang)


def _write(told: object) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _tell(settled: "tuple[Settled, ...]", said: ProofSaid) -> None:
    from lawbook.operations.proving import request_to_json  # noqa: PLC0415
    from lawbook.operations.proving import said as promise  # noqa: PLC0415
    from lawbook.prove.answers import Counterexample, NotKnown, Proved  # noqa: PLC0415

    for each in settled:
        policy, invariant = each.question.policy, each.question.invariant
        place = f"{each.question.place}: {policy.name} {policy.version} {invariant.id}"
        match each.verdict:
            case Counterexample(one=one, other=other):
                say(said.broken.format(place=place, promise=promise(invariant)), colour="red")
                for request in (one, other):
                    if request is not None:
                        say("  " + json.dumps(request_to_json(policy, request), ensure_ascii=False))
            case NotKnown(why=why, what=what):
                say(said.unknown.format(place=place, why=said.whys[why], what=what), colour="yellow")
            case Proved(vacuous=str() as vacuous):
                say(said.vacuous.format(place=place, why=vacuous), colour="yellow")
            case _:
                continue
    names = sorted({each.question.policy.name for each in settled})
    rows = tuple(_row(name, [each for each in settled if each.question.policy.name == name]) for name in names)
    show(Table(said.heading, rows, said.heads))


def _row(name: str, settled: "list[Settled]") -> tuple[str, ...]:
    counts = [sum(each.outcome == outcome for each in settled) for outcome in ("proved", "vacuous", "broken", "unknown")]
    return (name, str(len(settled)), *map(str, counts))
