"""Bins take known values; the unknown has points of its own, whatever the cells of the bins would say of it."""

import pytest

from support.back_ends import BACK_ENDS, BackEnd
from support.fragments import checked_fragment

POLICY = """\
facts:
  enquiries: {type: integer, min: 0, max: 9, optional: true}
decisions:
  score: {scorecard: {base: 100, characteristics: {enquiries: {bins: BINS, unknown: -7}}}}
"""


@pytest.mark.parametrize("back_end", BACK_ENDS, ids=lambda back_end: back_end.name)
@pytest.mark.parametrize("bins", ['{"-": 10}', '{"? is missing": 20, "? is known": 10}', '{"< 5 , >= 5": 10}'])
def test_the_unknown_has_its_own_points(back_end: BackEnd, bins: str) -> None:
    checked = checked_fragment(POLICY.replace("BINS", bins), "bins", {})
    assert checked.errors == ()
    (policy,) = checked.policies
    assert not any(decision.nullable for decision in policy.decisions)
    assert back_end.decide(policy, {"enquiries": 3}, policy.effective).outcome == {"score": 110}
    unknown = back_end.decide(policy, {}, policy.effective)
    assert (unknown.outcome, unknown.fired) == ({"score": 93}, ("score.enquiries:unknown",))
