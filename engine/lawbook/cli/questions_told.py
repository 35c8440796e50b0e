"""What came of the questions that `lawbook prove` asks, for people."""

import json
from typing import TYPE_CHECKING, get_args

from lawbook.cli.terminal import Colour, Table, say, show
from lawbook.cli.words_of_questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawbook.operations.findings import Asked, Reply

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
            str(asked.count),
            str(asked.count - len(asked.replies)),
            *(str(len(asked.graded(grade))) for grade in grades),
        )
        for asked in all_asked
    ]
    show(Table(said.heading, tuple(rows), said.heads))


def _tell(asked: "Asked", reply: "Reply", lang: str) -> None:
    said = QUESTIONS[lang]
    place = f"{reply.place}: {asked.policy} {asked.version}"
    say(f"{place}: {said.grades[reply.grade]}{reply.message[lang]} [{reply.kind}]", colour=COLOURS[reply.grade])
    for row in reply.rows:
        say(said.row.format(place=row.place, id=row.id))
    if reply.example is not None:
        say("  " + json.dumps(reply.example, ensure_ascii=False))
