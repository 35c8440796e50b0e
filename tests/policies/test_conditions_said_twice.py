"""A condition that another rule makes needless: kept for what explanations say of it, and proved to change nothing that is decided."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lawbook.library import open_version
from lawbook.model.core import All, Table
from lawbook.model.policy import Policy
from support.telling_apart import Apart, Original, Same

ROOT = Path(__file__).parents[2] / "policies"
SIGNED = "DR-PAY-ORDER"
CONFIRMED = "DR-PAY-COST-ORDER"
DAY = date(2026, 8, 1)


def without_condition(policy: Policy, rule: str, place: int) -> Policy:
    """Give *policy* without one of the conditions of *rule*, on the order of confirming, signing and drawing."""
    declared = next(each for each in policy.decisions if isinstance(each.body, Table) and any(row.id == rule for row in each.body.rows))
    assert isinstance(declared.body, Table)
    rows = []
    for row in declared.body.rows:
        if row.id == rule:
            assert isinstance(row.condition, All)
            items = (*row.condition.items[:place], *row.condition.items[place + 1 :])
            rows.append(replace(row, condition=replace(row.condition, items=items)))
        else:
            rows.append(row)
    changed = replace(declared, body=replace(declared.body, rows=tuple(rows)))
    return replace(policy, decisions=tuple(changed if each.name == declared.name else each for each in policy.decisions))


@pytest.mark.parametrize("version", [1, 2])
def test_that_the_contract_is_signed_need_not_be_asked_again_where_its_time_is_compared(version: int) -> None:
    policy = open_version(ROOT, "drawdown", as_of=DAY, version=version).policy
    # Unsigned, the payout is held by a rule of its own, whatever the order; asked here, the rule is told as one that does not apply.
    assert isinstance(Original(policy).told_apart(without_condition(policy, SIGNED, 0), 30), Same)


def test_the_order_of_confirming_and_signing_must_be_asked() -> None:
    policy = open_version(ROOT, "drawdown", as_of=DAY, version=2).policy
    assert isinstance(Original(policy).told_apart(without_condition(policy, CONFIRMED, 3), 30), Apart)
