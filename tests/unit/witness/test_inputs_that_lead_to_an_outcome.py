"""Inputs that lead to a wanted outcome: plain, unlike one another, confirmed by the interpreter; or proved not to be."""

from collections.abc import Mapping

import pytest

from lawbook.model.policy import Policy
from lawbook.model.values import Unknown, Value
from lawbook.operations.wanting import UnknownWant, given_facts, want_of
from lawbook.problems import FactsRejected
from lawbook.prove.answers import NotKnown
from lawbook.witness.wanted import Sought, is_met, seek, unusual_of
from support.versions import versions


def loan() -> Policy:
    return versions()[0]


def sought(
    *wants: str, given: Mapping[str, Value] | None = None, count: int = 3, policy: Policy | None = None, seconds: float = 10
) -> Sought:
    asked = policy or loan()
    return seek(asked, [want_of(asked, each) for each in wants], given or {}, asked.effective, count, seconds)


def test_other_rows_decide_on_each_example_as_long_as_there_are_some() -> None:
    found = sought("outcome=decline", count=2)
    assert {each.rows for each in found.examples} == {("LATE",), ("GRADE",)}
    assert found.ended is None


def test_an_example_is_as_plain_as_it_can_be() -> None:
    (found,) = sought("outcome=refer", "limit=0", "outcome!=unknown", count=1).examples
    assert {name: value for name, value in found.facts.items() if not isinstance(value, Unknown)} == {
        "amount": 3_000_000,
        "days_late": 0,
        "grade": "A",
    }


def test_what_no_input_leads_to_is_proved() -> None:
    assert sought("outcome=approve", "stage=M2") == Sought((), "none")


def test_facts_that_are_given_stay_as_they_are() -> None:
    given = given_facts(loan(), {"amount": "30000.00", "days_late": 3})
    assert given == {"amount": 3_000_000, "days_late": 3}
    assert sought("outcome=approve", given=given) == Sought((), "none")
    (found,) = sought("outcome=refer", given=given, count=1).examples
    assert (found.facts["amount"], found.facts["days_late"]) == (3_000_000, 3)


def test_when_all_examples_are_found_that_is_said() -> None:
    found = sought("stage=M0", count=9)
    assert (len(found.examples), found.ended) == (1, "none")


EITHER = """
facts:
  a: {type: boolean}
  b: {type: boolean}
decisions:
  k: {type: [G, H], formula: 'if a or b then "G" else "H"'}
"""


def test_when_no_more_are_found_every_other_shares_what_is_unusual_about_one() -> None:
    policy = versions(text=EITHER)[0]
    found = sought("k=G", count=9, policy=policy)
    assert found.ended == "none"
    unusual = [{fact.name: each.facts[fact.name] for fact in unusual_of(policy, each, policy.effective)} for each in found.examples]
    assert unusual in ([{"a": True}, {"b": True}], [{"b": True}, {"a": True}])
    assert {"a": True, "b": True} not in [each.facts for each in found.examples]


OUTWEIGHED = """
facts:
  x: {type: integer, min: 0, max: 100}
  z: {type: integer, min: 0, max: 100}
decisions:
  k:
    type: [G, H]
    table:
      hit: first
      inputs: [x, z]
      rows:
        R1: ["> 90", "> 90", G]
        R2: ["> 20", "-", G]
        R3: ["-", "-", H]
"""


def test_rows_that_are_outweighed_do_not_hide_those_that_decide() -> None:
    found = sought("k=G", count=2, policy=versions(text=OUTWEIGHED)[0])
    assert {each.rows for each in found.examples} == {("R1",), ("R2",)}


@pytest.mark.parametrize(
    ("wanted", "met"),
    [
        ("limit>=5000", True),
        ("limit>=20000.01", False),
        ("limit<=0", True),
        ("outcome!=approve", True),
        ("outcome=unknown", True),
        ("stage=unknown", False),
    ],
)
def test_more_can_be_wanted_than_a_value(wanted: str, *, met: bool) -> None:
    found = sought(wanted, count=1)
    assert bool(found.examples) is met
    assert all(is_met(loan(), want_of(loan(), wanted), each.judged) for each in found.examples)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("outcome", "is not written like"),
        ("outcme=approve", "did you mean `outcome`"),
        ("outcome=aprove", "aprove"),
        ("outcome>=approve", "is no number"),
        ("limit>=lots", "lots"),
    ],
)
def test_what_cannot_be_wanted_is_said(wanted: str, said: str) -> None:
    with pytest.raises(UnknownWant, match=said):
        want_of(loan(), wanted)


def test_bad_facts_are_all_told() -> None:
    with pytest.raises(FactsRejected) as caught:
        given_facts(loan(), {"amount": "much", "days": 3})
    assert len(caught.value.problems) == 2


def test_running_out_of_time_is_no_proof() -> None:
    text = """
facts:
  a: {type: integer, min: 1, max: 100000}
  b: {type: integer, min: 1, max: 100000}
  c: {type: integer, min: 1, max: 100000}
decisions:
  cubes: {type: boolean, formula: a ** 3 + b ** 3 = c ** 3}
"""
    found = sought("cubes=true", policy=versions(text=text)[0], seconds=0.2)
    assert found.examples == ()
    assert isinstance(found.ended, NotKnown)
    assert found.ended.why == "time"
