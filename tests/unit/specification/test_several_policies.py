"""Scenarios in which several policies decide on one set of facts."""

from datetime import date
from pathlib import Path

import pytest

from lawbook.library import Library, open_library
from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Result
from support.offers import write_offer
from support.using import delinquency, transfer, write_library

NAMED = 'Given the policies "small-offer", "delinquency" and "transfer" on 2026-11-21\n'
FACTS = "And amount asked for is 10 yuan\nAnd identity verified is yes\nAnd grade is A\nAnd days past due is 5 days\nAnd disputed is no\nAnd debt is 500\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("policies")
    write_offer(root)
    write_library(root, delinquency() | transfer())
    return open_library(root, today=date(2026, 11, 21))


def run(library: Library, sentences: str) -> Result:
    problems = Problems()
    (scenario,) = read_feature(f"Feature: A\n\nScenario: B\n{sentences}\n", "a.feature", problems)
    return run_scenario(scenario, library)


def test_each_policy_decides_on_the_facts_that_it_declares(library: Library) -> None:
    claims = 'Then in "small-offer" outcome is approve\nAnd in "delinquency", stage is M1\nAnd in "Transfer" transfer is MOVE'
    result = run(library, f"{NAMED}{FACTS}When it is decided\n{claims}")
    assert (result.verdict, result.message) == ("passed", "")
    assert [(made.version.name, sorted(made.facts)) for made in result.made] == [
        ("small-offer", ["amount", "grade", "verified"]),
        ("delinquency", ["days_past_due", "disputed"]),
        ("transfer", ["days_past_due", "debt", "disputed"]),
    ]


def test_any_claim_can_be_made_of_one_of_them(library: Library) -> None:
    claims = 'Then in "delinquency" the reasons are "LATE"\nAnd in "small-offer" no reason is given\nAnd in "transfer" the rule "transfer:otherwise" applies'
    assert run(library, f"{NAMED}{FACTS}When it is decided\n{claims}").verdict == "passed"


def test_a_claim_that_is_not_so_fails(library: Library) -> None:
    result = run(library, f'{NAMED}{FACTS}When it is decided\nThen in "delinquency" stage is M0')
    assert (result.verdict, result.message) == ("failed", "stage is M1, not M0; fired: S1")


def test_facts_that_one_refuses_leave_the_others(library: Library) -> None:
    claims = 'Then in "small-offer" the facts are refused because of identity verified\nAnd in "delinquency" stage is M1'
    facts = FACTS.replace("And identity verified is yes\n", "")
    assert run(library, f"{NAMED}{facts}When it is decided\n{claims}").verdict == "passed"


def test_a_later_given_may_name_one_policy_again(library: Library) -> None:
    text = f'{NAMED}And days past due is 5 days\nAnd disputed is no\nGiven the policy "delinquency" on 2026-11-21\nWhen it is decided\nThen stage is M1'
    assert run(library, text).verdict == "passed"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f"{NAMED}{FACTS}When it is decided\nThen outcome is approve",
            'several policies decide: say of which this is so, as in `in "small-offer" ...`',
        ),
        (
            f'{NAMED}{FACTS}When it is decided\nThen in "line-review" outcome is approve',
            "the scenario does not let a policy `line-review` decide together with others",
        ),
        (f'{NAMED}And the moon is yes\nThen in "transfer" transfer is MOVE', "nothing is called `the moon`"),
        (
            'Given the policies "transfer" and "transfers" on 2026-11-21\nThen in "transfer" transfer is MOVE',
            "no policy is called `transfers`",
        ),
        (f'{NAMED}Then in "transfer" transfer is MOVE', "nothing has been decided yet: a `When` is missing"),
    ],
)
def test_what_means_nothing_is_told(library: Library, text: str, message: str) -> None:
    result = run(library, text)
    assert (result.verdict, result.message) == ("misunderstood", message)


def test_a_title_that_means_two_things_cannot_be_used(tmp_path: Path) -> None:
    write_offer(tmp_path)
    other = transfer()["transfer/v1.yaml"].replace("en: debt, zh: 债务", "en: amount asked for, zh: 申请金额")
    write_library(tmp_path, delinquency() | {"transfer/v1.yaml": other})
    library = open_library(tmp_path)
    result = run(library, f'{NAMED}Then in "transfer" transfer is MOVE')
    assert result.verdict == "misunderstood"
    assert "means one thing in `transfer` and another in the policies that decide with it" in result.message
