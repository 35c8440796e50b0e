"""Candidates stand best first, then those that could not be compared, then those that are excluded."""

from lawbook.model.values import Cause, Unknown, unknown_because
from lawbook.operators.ranking import Candidate, ranking

MISSING = Unknown((Cause(1, "missing-fact", "agencies.listed"),))
NO_SCORE = Unknown((Cause(2, "missing-fact", "agencies.score"),))


def test_ranked_ones_stand_by_what_they_are_ordered_by_and_else_as_they_came() -> None:
    candidates = [("A", (), (1, 5)), ("B", (), (2, 5)), ("C", (), (2, 4)), ("D", (), (2, 5))]
    given = ranking(candidates, (), (True, False), unknown_because)
    assert given == (
        ("C", "ranked", frozenset(), True),
        ("B", "ranked", frozenset(), True),
        ("D", "ranked", frozenset(), True),
        ("A", "ranked", frozenset(), True),
    )


def test_a_gate_that_is_true_excludes_whatever_else_is_unknown() -> None:
    given = ranking([("A", (MISSING, True), (NO_SCORE,))], ("G1", "G2"), (False,), unknown_because)
    assert given == (("A", "excluded", frozenset({"G2"}), False),)


def test_one_that_cannot_be_compared_has_every_cause_and_stands_before_the_excluded() -> None:
    candidates: list[Candidate] = [
        ("A", (True,), (1,)),
        ("B", (MISSING,), (NO_SCORE,)),
        ("C", (False,), (NO_SCORE,)),
        ("D", (False,), (9,)),
    ]
    given = ranking(candidates, ("G1",), (False,), unknown_because)
    assert given == (
        ("D", "ranked", frozenset(), True),
        ("B", "unknown", frozenset(), Unknown((*MISSING.causes, *NO_SCORE.causes))),
        ("C", "unknown", frozenset(), NO_SCORE),
        ("A", "excluded", frozenset({"G1"}), False),
    )
