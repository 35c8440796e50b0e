"""`lawbook prove`."""

import json
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, language_of, open_policies, policy_names
from lawbook.cli.progress import counting
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_proof import PROOF, ProofSaid

if TYPE_CHECKING:
    from lawbook.operations.proving import Settled


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
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Prove the invariants of the policies, for every input and every day they are in force, or show facts that break them.

    A version without an end is looked at for its first year. Whatever breaks a promise has been put to the interpreter before it is
    shown. Needs the solver: pip install 'lawbook[prove]'.
    """
    library = open_policies(policies)
    try:
        from lawbook.operations import proving  # noqa: PLC0415 - heavy, and not everyone has the solver
    except ModuleNotFoundError as missing:
        if missing.name != "z3":
            raise
        say("the solver is not installed; install it with: pip install 'lawbook[prove]'", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND) from None
    questions = proving.questions_of(library, names or ())
    with counting("invariants", len(questions)) as advance:
        settled = proving.prove(questions, seconds, jobs or os.cpu_count() or 1, advance)
    if as_json:
        sys.stdout.write(json.dumps(proving.to_json(settled), ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(settled, PROOF[language_of(lang)])
    bad = {"broken", "unknown", "vacuous"} if strict else {"broken"}
    raise typer.Exit(exits.PROBLEMS if any(each.outcome in bad for each in settled) else exits.OK)


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
