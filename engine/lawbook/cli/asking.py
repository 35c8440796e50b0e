"""`lawbook try`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli.deciding import show_decision
from lawbook.cli.options import ROOT, AsOf, Lang, Policies, PolicyName, Version, language_of, open_version
from lawbook.cli.terminal import say
from lawbook.cli.words import WORDS, Said
from lawbook.problems import FactsRejected

if TYPE_CHECKING:
    from lawbook.operations.asking import Question


def try_(
    policy: PolicyName,
    as_of: AsOf = None,
    version: Version = None,
    lang: Lang = None,
    save: Annotated[Path | None, typer.Option("--save", help="Write the facts that were given to this file.")] = None,
    policies: Policies = ROOT,
) -> None:
    """Ask for the facts one by one, with their titles, units and ranges, and decide."""
    from lawbook.operations.asking import questions  # noqa: PLC0415 - heavy
    from lawbook.operations.telling import tell_decision  # noqa: PLC0415

    opened = open_version(policy, policies, as_of, version)
    said = WORDS[language_of(lang)]
    facts: dict[str, object] = {}
    for question in questions(opened.policy, language_of(lang)):
        answer = _ask(question, said)
        if answer is not None:
            facts[question.fact.name] = answer
    if save is not None:
        save.write_text(json.dumps(facts, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8")
    show_decision(tell_decision(opened, facts, language_of(lang)), said.headings)


def _ask(question: "Question", said: Said) -> object | None:
    from lawbook.operations.asking import answered  # noqa: PLC0415

    unit = f" ({question.unit})" if question.unit else ""
    need = said.optional if question.fact.optional else said.required
    say(f"{question.title}{unit} · {question.fact.name} · {need}", colour="cyan")
    for number, (label, title) in enumerate(question.labels, 1):
        say(f"  {number} {label}" + (f"  {title}" if title != label else ""))
    if not question.labels:
        say(f"  {question.expected}", colour="dim")
    while True:
        try:
            answer = answered(question, _line())
        except FactsRejected as rejection:
            say(f"  {rejection.problems[0].message}{said.stop}{said.again}", colour="red")
            continue
        if answer is not None or question.fact.optional:
            return answer
        say(f"  {said.required}", colour="red")


def _line() -> str:
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise typer.Abort
    return line
