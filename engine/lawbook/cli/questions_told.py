"""What came of the questions that `lawbook prove` asks, for people."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, get_args

import typer

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.checking import Format
from lawbook.cli.terminal import Colour, Table, say, say_problems, show
from lawbook.cli.words_of_questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawbook.operations.findings import Asked, Reply

OneTable: TypeAlias = Annotated[
    Path | None,
    typer.Option("--table", metavar="FILE", exists=True, dir_okay=False, help="Look at one table of its own, in CSV or YAML, instead."),
]
COLOURS: dict[str, Colour] = {"finding": "red", "note": "dim", "unknown": "yellow"}


def tell_answers(all_asked: "Sequence[Asked]", lang: str) -> None:
    """Say what did not come out as it should, each with its place and facts, and how many questions there were."""
    from lawbook.operations.findings import Grade  # noqa: PLC0415

    grades = get_args(Grade)
    for asked in all_asked:
        for grade in grades:
            for reply in asked.graded(grade):
                _tell(asked, reply, lang)
    said = QUESTIONS[lang]
    rows = [
        (
            asked.policy,
            str(asked.version),
            asked.until.isoformat(),
            str(asked.count),
            str(asked.count - len(asked.replies)),
            *(str(len(asked.graded(grade))) for grade in grades),
        )
        for asked in all_asked
    ]
    show(Table(said.heading, tuple(rows), said.heads))


def _tell(asked: "Asked", reply: "Reply", lang: str) -> None:
    _tell_reply(f"{reply.place}: {asked.policy} {asked.version}", reply, lang)


def _tell_reply(place: str, reply: "Reply", lang: str) -> None:
    said = QUESTIONS[lang]
    say(f"{place}: {said.grades[reply.grade]}{reply.message[lang]} [{reply.kind}]", colour=COLOURS[reply.grade])
    for row in reply.rows:
        say(said.row.format(place=row.place, id=row.id))
    if reply.example is not None:
        say("  " + json.dumps(reply.example, ensure_ascii=False))


def tell_table(file: Path, form: Format, lang: str, seconds: float, *, strict: bool) -> int:
    """Say what is wrong with a table of its own and what is not known of it, and give the exit code."""
    from lawbook.operations import findings, proof_reports  # noqa: PLC0415
    from lawbook.operations.lone_tables import check_table  # noqa: PLC0415
    from lawbook.operations.telling import problems_to_json  # noqa: PLC0415

    found = check_table(file, seconds)
    match form:
        case Format.json:
            told = [*problems_to_json(found.problems), *map(findings.reply_to_json, found.replies)]
            sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        case Format.sarif:
            sarif = proof_reports.table_to_sarif(found.problems, found.replies, __version__)
            sys.stdout.write(json.dumps(sarif, ensure_ascii=False, indent=2) + "\n")
        case Format.text:
            say_problems(found.problems)
            for reply in found.replies:
                _tell_reply(reply.place, reply, lang)
            if not found.problems and not found.replies:
                said = QUESTIONS[lang]
                say((said.every_row if found.needs_rows else said.every_input).format(file=file), colour="green")
    return exits.PROBLEMS if found.fails(strict=strict) else exits.OK
