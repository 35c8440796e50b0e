from collections.abc import Mapping
from typing import cast

import pytest

from lawbook.contract.facts import may_be_absent, missing, read_facts
from lawbook.model.types import TextType
from lawbook.model.values import Cause, Unknown
from lawbook.problems import FactsRejected, Problem, Where
from support.contracts import AGE, DAY, MONEY, a_decision, a_fact, a_policy

POLICY = a_policy(
    a_fact("age", AGE),
    a_fact("monthly_income", MONEY),
    a_fact("since", DAY, optional=True),
    a_fact("weather", AGE, used=False),
    a_fact("full_name", TextType(5), optional=True, personal=True),
    decisions=(a_decision("tier", AGE),),
)


def problems(posted: Mapping[str, object]) -> tuple[Problem, ...]:
    with pytest.raises(FactsRejected) as rejection:
        read_facts(POLICY, posted)
    return rejection.value.problems


def test_every_declared_fact_has_a_value_or_is_unknown() -> None:
    assert read_facts(POLICY, {"monthly_income": "8000", "age": 30}) == {
        "age": 30,
        "monthly_income": 800_000,
        "since": Unknown((Cause(2, "missing-fact", "since"),)),
        "weather": Unknown((Cause(3, "missing-fact", "weather"),)),
        "full_name": Unknown((Cause(4, "missing-fact", "full_name"),)),
    }


def test_null_is_absent() -> None:
    assert read_facts(POLICY, {"monthly_income": "8000", "age": 30, "since": None})["since"] == missing(POLICY.facts[2])
    assert problems({"monthly_income": None, "age": 30})[0].code == "missing-fact"


def test_a_declared_fact_that_is_not_used_may_be_posted_and_must_then_be_right() -> None:
    assert may_be_absent(POLICY.facts[3])
    assert read_facts(POLICY, {"monthly_income": "8000", "age": 30, "weather": 5})["weather"] == 5
    assert problems({"monthly_income": "8000", "age": 30, "weather": 500})[0].code == "fact-out-of-range"


def test_everything_wrong_is_told_at_once() -> None:
    assert problems({"tier": 3, "age": "30", "montly_income": 8000, "since": "2024-02-30", "full_name": "Ada Lovelace", "zzz": 0}) == (
        Problem("wrong-fact-type", "`age` is the text `30`", Where("age", 0, 0), "expected a whole number between 0 and 120"),
        Problem(
            "missing-fact",
            "`monthly_income` is absent",
            Where("monthly_income", 0, 0),
            "expected money in CNY between 0.00 and 100000000.00, at most 2 decimals",
        ),
        Problem(
            "wrong-fact-type",
            "`since` is the text `2024-02-30`",
            Where("since", 0, 0),
            "expected a date as YYYY-MM-DD between 1900-01-01 and 2199-12-31",
        ),
        Problem(
            "fact-out-of-range", "`full_name` is text of 12 characters", Where("full_name", 0, 0), "expected text of at most 5 characters"
        ),
        Problem("derived-fact", "`tier` is decided by this policy and cannot be posted", Where("tier", 0, 0), "leave it out"),
        Problem(
            "unknown-fact", "`montly_income` is not a fact of this policy", Where("montly_income", 0, 0), "did you mean `monthly_income`?"
        ),
        Problem("unknown-fact", "`zzz` is not a fact of this policy", Where("zzz", 0, 0)),
    )


def test_names_that_are_no_text_are_not_facts() -> None:
    posted = cast("Mapping[str, object]", {"age": 30, "monthly_income": 1, 5: 5, "a\nb": 1})
    assert [(p.code, p.where.file) for p in problems(posted)] == [("unknown-fact", "5"), ("unknown-fact", "a\\u000ab")]


def test_facts_are_an_object() -> None:
    assert problems(cast("Mapping[str, object]", ["age"])) == (
        Problem("wrong-fact-type", "the facts are a list", Where("", 0, 0), "expected an object"),
    )
