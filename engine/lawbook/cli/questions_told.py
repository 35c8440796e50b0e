"""What came of the questions that `lawbook prove` asks, for people."""

import json
from typing import TYPE_CHECKING

from lawbook.cli.terminal import Colour, Table, say, show
from lawbook.cli.words_of_questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawbook.operations.questioning import Answered
    from lawbook.questions.asked import Answer

COLOURS: dict[str, Colour] = {"finding": "red", "note": "dim", "unknown": "yellow"}


def tell_answers(all_answered: "Sequence[Answered]", lang: str) -> None:
    """Say what did not come out as it should, each with its place and facts, and how many questions there were."""
    for each in all_answered:
        for grade in COLOURS:
            for answer in each.graded(grade):
                _tell(answer, lang)
    said = QUESTIONS[lang]
    rows = [
        (
            each.policy.name,
            str(each.policy.version),
            str(len(each.answers)),
            *(str(len(each.graded(grade))) for grade in ("settled", *COLOURS)),
        )
        for each in all_answered
    ]
    show(Table(said.heading, tuple(rows), said.heads))


def _tell(answer: "Answer", lang: str) -> None:
    from lawbook.operations.proving import request_to_json  # noqa: PLC0415 - heavy
    from lawbook.operations.questioning import example_of  # noqa: PLC0415
    from lawbook.questions.asked import Reached  # noqa: PLC0415
    from lawbook.questions.telling import told  # noqa: PLC0415

    said, question = QUESTIONS[lang], answer.question
    place = f"{question.where}: {answer.policy.name} {answer.policy.version}"
    say(f"{place}: {said.grades[answer.grade]}{told(answer, lang)} [{question.kind}]", colour=COLOURS[answer.grade])
    if isinstance(answer.verdict, Reached):
        for row in answer.verdict.rows:
            say(said.row.format(place=row.where, id=row.id))
    example = example_of(answer)
    if example is not None:
        say("  " + json.dumps(request_to_json(answer.policy, example), ensure_ascii=False))
