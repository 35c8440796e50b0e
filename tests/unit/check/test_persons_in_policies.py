"""Whom a policy decides about, and the consents that its facts need."""

import pytest

from lawbook.model.policy import Consent
from support.fragments import checked_fragment

DECISIONS = "decisions:\n  rich: {type: boolean, formula: income > 5}\n"


def checked(*facts: str) -> tuple[tuple[str, ...], dict[str, object]]:
    """Check a policy with *facts* beside an income; give the problems, or what became of the facts."""
    text = "facts:\n  income: {type: money CNY, min: 0, max: 9}\n" + "".join(f"  {fact}\n" for fact in facts) + DECISIONS
    made = checked_fragment(text, "persons", {})
    codes = tuple(error.rpartition(" ")[2] for error in made.errors)
    return codes, {fact.name: fact for policy in made.policies for fact in policy.facts}


@pytest.mark.parametrize("type_", ["text, most: 20", "integer, min: 0, max: 99"])
def test_a_subject_is_personal(type_: str) -> None:
    codes, facts = checked(f"who: {{type: {type_}, subject: true, optional: true}}")
    assert codes == ()
    assert getattr(facts["who"], "personal", None) is True


@pytest.mark.parametrize("type_", ["boolean", "date", "[A, B]", "days, min: 0, max: 9", "money CNY, min: 0, max: 9"])
def test_nobody_is_named_by_what_is_no_name(type_: str) -> None:
    codes, _ = checked(f"who: {{type: {type_}, subject: true, optional: true}}")
    assert codes == ("bad-value",)


def test_a_decision_is_about_one_person() -> None:
    both = [f"{name}: {{type: text, most: 9, subject: true, optional: true}}" for name in ("payer", "borrower")]
    assert checked(*both)[0] == ("bad-value",)


GIVEN = "given: {type: {set of: [SCORE, PLACE]}, optional: true}"
AGREED = "agreed: {type: boolean, optional: true}"


@pytest.mark.parametrize(
    ("consent", "read"), [("{fact: given, purpose: SCORE}", Consent("given", "SCORE")), ("{fact: agreed}", Consent("agreed", None))]
)
def test_a_fact_says_which_consent_it_needs(consent: str, read: Consent) -> None:
    codes, facts = checked(GIVEN, AGREED, f"points: {{type: integer, min: 0, max: 9, optional: true, consent: {consent}}}")
    assert codes == ()
    assert getattr(facts["points"], "consent", None) == read


@pytest.mark.parametrize(
    ("consent", "code"),
    [
        ("agreed", "wrong-shape"),
        ("{purpose: SCORE}", "missing-key"),
        ("{fact: agreed, when: now}", "unknown-key"),
        ("{fact: agred}", "unknown-name"),
        ("{fact: given}", "bad-value"),
        ("{fact: agreed, purpose: SCORE}", "bad-value"),
        ("{fact: given, purpose: SCOR}", "unknown-label"),
        ("{fact: points}", "bad-value"),
    ],
)
def test_a_consent_that_nothing_can_give_is_told(consent: str, code: str) -> None:
    codes, _ = checked(GIVEN, AGREED, f"points: {{type: integer, min: 0, max: 9, optional: true, consent: {consent}}}")
    assert codes == (code,)
