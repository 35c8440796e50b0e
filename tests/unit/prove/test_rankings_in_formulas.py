"""Promises about rankings: proved where they hold, and broken by facts that the interpreter confirms where they do not."""

import pytest

from lawbook.evaluate.promises import Request, published
from lawbook.model.policy import Policy
from lawbook.prove.answers import Counterexample, NotKnown, Proved, Verdict
from lawbook.prove.invariants import Promises, span_of
from support.fragments import checked_fragment

TEXT = """
facts:
  rivals:
    type:
      list of:
        code: {{type: text, most: 10}}
        fee: {{type: integer, min: 0, max: 9}}
        score: {{type: integer, min: 0, max: 9, optional: true}}
        listed: {{type: boolean, optional: true}}
      most: {most}
  strict: {{type: boolean}}
  colour: {{type: [red, blue]}}
decisions:
  order:
    rank:
      of: rivals
      as: rival
      key: rival.code
      exclude:
        - {{id: G1, when: strict and not(rival.listed), cites: [internal]}}
        - {{id: G2, when: rival.fee > 7, cites: [internal]}}
      by: [{{descending: rival.score}}, {{ascending: rival.fee}}]
    unknown: unknown
  chosen: {{type: text, most: 10, formula: 'first(order[status = "ranked"].candidate)', unknown: nobody}}
outputs: [order, chosen]
invariants:
  - {invariant}
"""


def settled(invariant: str, most: int = 3) -> tuple[Policy, Verdict]:
    checked = checked_fragment(TEXT.format(invariant=invariant, most=most), "ranks", {})
    assert checked.errors == ()
    (policy,) = checked.policies
    return policy, Promises(policy, span_of(policy), 30).settle(policy.invariants[0])


@pytest.mark.parametrize(
    "promise",
    [
        "always: 'count(order[status = \"ranked\"]) <= count(rivals[fee <= 7])'",
        "always: 'chosen = \"nobody\" or (some each in rivals satisfies each.code = chosen and each.fee <= 7)'",
        "always: 'count(order) = count(rivals)'",
        'never: \'some each in order satisfies each.status = "ranked" and contains(each.excluded_by, "G2")\'',
        "never_changes: {outcome: order, with: colour}",
        "implies: {when: 'every each in rivals satisfies each.fee > 7', then: 'chosen = \"nobody\"'}",
        # The best of those that can be compared is called first.
        (
            "implies: {when: 'not(strict) and chosen != \"nobody\" and (every each in rivals satisfies each.score is known)',"
            " then: 'some each in rivals satisfies each.code = chosen and each.score >= max(rivals[fee <= 7].score)'}"
        ),
    ],
)
def test_what_holds_of_a_ranking_is_proved(promise: str) -> None:
    assert settled(f"{{id: A, {promise}}}")[1] == Proved()


@pytest.mark.parametrize(
    "promise",
    [
        "always: 'count(order[status = \"ranked\"]) = count(rivals[fee <= 7])'",
        "never_changes: {outcome: order, with: strict}",
        "never_changes: {outcome: chosen, with: rivals}",
        "always: 'chosen = \"nobody\" or chosen = first(rivals.code)'",
        'never: \'some each in order satisfies contains(each.excluded_by, "G1") and contains(each.excluded_by, "G2")\'',
        "never: 'some each in order satisfies each.comparable is missing'",
    ],
)
@pytest.mark.parametrize("most", [3, 50])
def test_what_does_not_hold_of_a_ranking_is_broken_by_facts_that_the_interpreter_confirms(promise: str, most: int) -> None:
    policy, verdict = settled(f"{{id: A, {promise}}}", most)
    assert isinstance(verdict, Counterexample)
    assert isinstance(published(policy, verdict.one)["order"], tuple)


def test_what_would_take_more_elements_than_formulas_bear_is_not_settled() -> None:
    promise = "never: 'count(order[status = \"ranked\"]) > 40'"
    assert settled(f"{{id: A, {promise}}}", 50)[1] == NotKnown("not-expressible", "a list of up to 50 elements")
    assert settled(f"{{id: A, {promise}}}", 8)[1] == Proved()


def test_a_ranking_of_any_length_turns_on_nothing_that_it_does_not_look_at() -> None:
    assert settled("{id: A, never_changes: {outcome: chosen, with: colour}}", 50)[1] == Proved()


def test_the_order_of_a_counterexample_is_that_of_the_interpreter() -> None:
    policy, verdict = settled('{id: A, always: \'count(order) < 3 or first(order.candidate) != "c" or first(rivals.code) = "c"\'}')
    assert isinstance(verdict, Counterexample)
    values = published(policy, Request(verdict.one.facts, verdict.one.day))
    assert isinstance(values["order"], tuple)
    first = values["order"][0]
    assert isinstance(first, tuple)
    assert first[0] == "c"
