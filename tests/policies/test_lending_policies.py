"""The Chinese lending policies: what they promise of every borrower holds of borrowers drawn on and around their figures."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from lawbook import Library, open_library
from lawbook.contract.facts import read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.contract.values import to_json_value
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.policies import evaluate_policy
from lawbook.evaluate.promises import Request, published
from lawbook.model.core import Table
from lawbook.model.policy import Always, Monotone, NeverChanges, Policy
from lawbook.model.types import OneOfType
from lawbook.model.values import Known, Unknown, Value
from support.random_borrowers import drawn, figures, one_drawn

POLICIES = Path(__file__).parents[2] / "policies"
DAY = date(2026, 11, 21)
VERSIONS = (
    ("underwriting", 1),
    ("underwriting", 2),
    ("dunning-tier", 1),
    ("dunning-tier", 2),
    ("drawdown", 1),
    ("drawdown", 2),
    ("line-review", 1),
    ("model-gate", 1),
    ("delegated-repayment", 1),
    ("delegated-repayment", 2),
    ("authorisation-recovery", 1),
    ("case-transfer", 1),
    ("case-transfer", 2),
)
BORROWERS = 250


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(POLICIES)


@pytest.fixture(params=VERSIONS, ids=[f"{name} v{version}" for name, version in VERSIONS])
def policy(library: Library, request: pytest.FixtureRequest) -> Policy:
    name, version = request.param
    return library.version(name, version)


def likely(policy: Policy) -> Mapping[str, Value]:
    """Give the facts of the first example of the policy."""
    place = min((POLICIES / policy.name / "examples").glob("*.json"))
    return read_facts(policy, parse_facts(place.read_bytes()))


def seen(policy: Policy, facts: Mapping[str, Value], day: int) -> dict[str, Value]:
    """Give every decision as an invariant sees it: a published one that is unknown is its fallback."""
    return published(policy, Request(facts, day))


def some_day(policy: Policy, random: Random) -> int:
    return random.randint(policy.effective, (policy.until or policy.effective + 500) - 1)


def test_what_is_always_so_is_so_of_every_borrower_drawn(policy: Policy) -> None:
    random, known, usual = Random(7), figures(policy), likely(policy)  # noqa: S311 - any fixed order will do
    parameters = {parameter.name: parameter for parameter in policy.parameters}
    broken: list[object] = []
    for _ in range(BORROWERS):
        day = some_day(policy, random)
        facts = drawn(policy, usual, known, day, random)
        setting = Setting(facts, seen(policy, facts, day), parameters, day)
        kept = [each for each in policy.invariants if isinstance(each, Always)]
        broken.extend((each.id, facts) for each in kept if evaluate(each.holds, setting) is not True)
    assert broken == []


def test_what_never_changes_with_a_fact_does_not_and_what_is_monotone_is(policy: Policy) -> None:
    random, known, usual = Random(8), figures(policy), likely(policy)  # noqa: S311 - any fixed order will do
    facts_by_name = {fact.name: fact for fact in policy.facts}
    broken: list[object] = []
    for number in range(BORROWERS):
        day = some_day(policy, random)
        facts = drawn(policy, usual, known, day, random)
        before = seen(policy, facts, day)
        compared = [each for each in policy.invariants if isinstance(each, NeverChanges | Monotone)]
        for invariant in compared[number % 4 :: 4]:
            name = invariant.with_fact if isinstance(invariant, NeverChanges) else invariant.in_fact
            other = {**facts, name: one_drawn(facts_by_name[name], known, day, random)}
            after = seen(policy, other, day)
            if not holds(policy, invariant, (facts[name], before), (other[name], after)):
                broken.append((invariant.id, facts, other[name]))
    assert broken == []


def holds(
    policy: Policy, invariant: NeverChanges | Monotone, one: tuple[Value, dict[str, Value]], two: tuple[Value, dict[str, Value]]
) -> bool:
    if isinstance(invariant, NeverChanges):
        return one[1][invariant.outcome] == two[1][invariant.outcome]
    if isinstance(one[0], Unknown) or isinstance(two[0], Unknown):
        return True
    lower, higher = sorted((one, two), key=lambda pair: whole(pair[0]))
    places = [place(policy, invariant.of, pair[1][invariant.of]) for pair in (lower, higher)]
    return places[0] >= places[1] if invariant.falling else places[0] <= places[1]


def whole(value: Value) -> int:
    assert isinstance(value, int)
    return value


def place(policy: Policy, name: str, value: Value) -> int:
    type_ = next(decision.type for decision in policy.decisions if decision.name == name)
    return type_.labels.index(str(value)) if isinstance(type_, OneOfType) else whole(value)


def test_every_borrower_who_is_not_simply_approved_is_told_a_reason(library: Library) -> None:
    policy = library.policy("underwriting", as_of=DAY).policy
    random, known, usual = Random(9), figures(policy), likely(policy)  # noqa: S311 - any fixed order will do
    untold: list[object] = []
    for _ in range(BORROWERS):
        day = some_day(policy, random)
        facts = drawn(policy, usual, known, day, random)
        judged = evaluate_policy(policy, facts, day)
        if judged.decision.outcome["outcome"] != "approve" and not judged.decision.reasons:
            untold.append(facts)
    assert untold == []


def test_generated_python_agrees_on_every_borrower_drawn(library: Library, policy: Policy) -> None:
    random, known, usual = Random(10), figures(policy), likely(policy)  # noqa: S311 - any fixed order will do
    types = {fact.name: fact.type for fact in policy.facts}
    days = [some_day(policy, random) for _ in range(3)]  # the policy is compiled anew for each
    for number in range(BORROWERS):
        day = days[number % 3]
        facts = drawn(policy, usual, known, day, random)
        told: dict[str, Known] = {name: value for name, value in facts.items() if not isinstance(value, Unknown)}
        posted = {name: to_json_value(types[name], value) for name, value in told.items()}
        version = library.policy(policy.name, as_of=date.fromordinal(day), version=policy.version)
        assert version.decide(posted).to_json() == evaluate_policy(policy, facts, day).decision.to_json()


def tiers() -> dict[tuple[str, str, str], int]:
    """Give the dunning table: the tier for each step, amount and risk."""
    rows = (POLICIES / "dunning-tier" / "tiers.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {(step, amount, risk): int(tier[1:]) for _, step, amount, risk, tier in (row.split(",") for row in rows)}


STEPS, AMOUNTS, RISKS = ("M0", "M1a", "M1b", "M1c", "M2", "M3", "M4+"), ("S", "M", "L"), ("low", "mid", "high")


def test_the_dunning_table_has_every_case_once() -> None:
    assert sorted(tiers()) == sorted((step, amount, risk) for step in STEPS for amount in AMOUNTS for risk in RISKS)


def test_the_dunning_table_rises_with_step_amount_and_risk_and_by_one_tier_at_most_with_step_and_risk() -> None:
    table = tiers()
    for step in range(7):
        for amount in range(3):
            for risk in range(3):
                here = table[STEPS[step], AMOUNTS[amount], RISKS[risk]]
                later = table[STEPS[min(step + 1, 6)], AMOUNTS[amount], RISKS[risk]]
                larger = table[STEPS[step], AMOUNTS[min(amount + 1, 2)], RISKS[risk]]
                riskier = table[STEPS[step], AMOUNTS[amount], RISKS[min(risk + 1, 2)]]
                assert (here <= later <= here + 1, here <= larger, here <= riskier <= here + 1) == (True, True, True)


@pytest.mark.parametrize("family", ["UW", "DUN", "TRF", "DRP", "AUR"])
def test_every_requirement_of_the_family_is_covered(library: Library, family: str) -> None:
    covered = {id_ for version in library.every_version() for id_ in covered_by(version.policy)}
    most = {"UW": 22, "DUN": 18, "TRF": 18, "DRP": 17, "AUR": 17}[family]
    assert {f"{family}-{number:02}" for number in range(1, most + 1)} <= covered


def covered_by(policy: Policy) -> set[str]:
    rows = [row for decision in policy.decisions if isinstance(decision.body, Table) for row in decision.body.rows]
    named = [*(decision.covers for decision in policy.decisions), *(row.covers for row in rows)]
    return {id_ for ids in named for id_ in ids}
