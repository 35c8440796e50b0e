"""An explanation says what fired, what did not and why not, and what is not known, in both languages."""

from datetime import date

import pytest

from lawbook.contract.facts import read_facts
from lawbook.evaluate.explanation import Condition, ExplainedDecision, ExplainedRow, Explanation, explain_policy
from lawbook.model.policy import Policy
from support.fragments import checked_fragment

DAY = date(2026, 11, 21).toordinal()

CONTACT = """
policy: contact
title: {en: Contact, zh: 联系}
facts:
  local_time: {type: time, optional: true, title: {en: local time, zh: 当地时间}}
  agreed: {type: boolean, title: {en: time agreed in writing, zh: 已书面约定时间}}
  days_past_due: {type: days, min: 0, max: 20000, title: {en: days past due, zh: 逾期天数}}
  overdue_amount: {type: money CNY, min: 0, max: 100000000, title: {en: overdue amount, zh: 逾期金额}}
parameters:
  quiet_from: {type: time, values: {2024-05-15: "22:00"}, cites: [internal], title: {en: quiet from, zh: 静默起始}}
  quiet_to: {type: time, values: {2024-05-15: "08:00"}, cites: [internal], title: {en: quiet to, zh: 静默截止}}
reasons:
  QUIET_HOURS: {en: It is too late or too early to call, zh: 当前时段不宜联系}
decisions:
  contact:
    type: [refused, permitted]
    severity: [refused, permitted]
    title: {en: contact, zh: 联系许可}
    titles: {refused: {en: refused, zh: 不允许}, permitted: {en: permitted, zh: 允许}}
    rules:
      - id: Q1
        when: during(local_time, quiet_from, quiet_to)
        unless:
          - {id: Q1a, when: agreed, cites: [internal]}
        then: refused
        reason: QUIET_HOURS
        cites: [internal]
    otherwise: permitted
    unknown: refused
  stage:
    type: [M0, M1, M2]
    title: {en: stage, zh: 阶段}
    table:
      hit: unique
      inputs: [days_past_due]
      rows: {S0: ["0", M0], S1: ["[1..30]", M1], S2: ["> 30", M2]}
      cites: [internal]
  minimum_payment:
    type: money CNY
    title: {en: minimum payment, zh: 最低还款额}
    formula: round up(overdue_amount / 10, 2)
    cites: [internal]
outputs: [contact, stage, minimum_payment]
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    checked = checked_fragment(CONTACT, "contact", {})
    assert checked.errors == ()
    return checked.policies[0]


def explained(policy: Policy, lang: str = "en", **facts: object) -> Explanation:
    posted = {"agreed": False, "days_past_due": 35, "overdue_amount": "8000.00", **facts}
    return explain_policy(policy, read_facts(policy, posted), DAY, lang)


def decision(explanation: Explanation, name: str) -> ExplainedDecision:
    return next(each for each in explanation.decisions if each.name == name)


def test_a_rule_that_fired_shows_the_conditions_that_held_and_their_values(policy: Policy) -> None:
    fired, otherwise = decision(explained(policy, local_time="22:00"), "contact").rows
    during = "local time is in the period from quiet from to quiet to"
    assert fired == ExplainedRow(
        id="Q1",
        fate="fired",
        concludes="refused",
        conditions=(
            Condition(during, True, (("local time", "22:00"), ("quiet from", "22:00"), ("quiet to", "08:00"))),
            Condition("time agreed in writing is no", True, (("time agreed in writing", "no"),)),
        ),
        missing=(),
        reason="QUIET_HOURS",
        cites=("internal",),
    )
    assert (otherwise.id, otherwise.fate, otherwise.concludes) == ("contact:otherwise", "not fired", "permitted")


def test_a_rule_that_an_exception_took_away_shows_the_exception(policy: Policy) -> None:
    rule, otherwise = decision(explained(policy, local_time="22:00", agreed=True), "contact").rows
    assert rule.fate == "not fired"
    assert rule.conditions[-1] == Condition("time agreed in writing is no", False, (("time agreed in writing", "yes"),))
    assert otherwise.fate == "fired"


def test_a_rule_that_cannot_be_judged_names_the_missing_fact_and_what_was_published(policy: Policy) -> None:
    contact = decision(explained(policy), "contact")
    assert (contact.known, contact.value, contact.published) == (False, "unknown (local time is missing)", "refused")
    assert [(row.id, row.fate, row.missing) for row in contact.rows] == [
        ("Q1", "unknown", ("local time is missing",)),
        ("contact:otherwise", "not fired", ()),
    ]


def test_a_row_that_was_not_hit_shows_the_cell_that_was_false(policy: Policy) -> None:
    rows = decision(explained(policy, days_past_due=31), "stage").rows
    told = [(row.id, row.fate, [condition.text for condition in row.conditions]) for row in rows]
    assert told == [
        ("S0", "not fired", ["days past due is 0 days"]),
        ("S1", "not fired", ["days past due is from 1 day to 30 days"]),
        ("S2", "fired", ["days past due is more than 30 days"]),
    ]
    assert rows[1].conditions[0].values == (("days past due", "31 days"),)


def test_the_same_in_chinese(policy: Policy) -> None:
    explanation = explained(policy, "zh", local_time="23:30")
    contact = decision(explanation, "contact")
    assert contact.value == "不允许"
    assert [condition.text for condition in contact.rows[0].conditions] == ["当地时间处于静默起始至静默截止时段内", "已书面约定时间为否"]
    assert explanation.reasons == (("QUIET_HOURS", "当前时段不宜联系", "Q1"),)
    assert explanation.outcome == (("联系许可", "不允许"), ("阶段", "M2"), ("最低还款额", "800.00元"))
    assert decision(explained(policy, "zh"), "contact").value == "未知（缺少当地时间）"


def test_a_formula_is_told_with_the_values_it_used(policy: Policy) -> None:
    payment = decision(explained(policy, overdue_amount="8000.05"), "minimum_payment")
    assert payment.value == "CNY 800.01"
    assert payment.values == (("overdue amount", "CNY 8,000.05"),)
    assert payment.formula is not None
    assert "overdue amount" in payment.formula


def test_an_explanation_is_plain_data(policy: Policy) -> None:
    told = explained(policy, local_time="09:00").to_dict()
    assert told["policy"] == "contact"
    assert told["as_of"] == "2026-11-21"
    assert set(told) == {"policy", "version", "title", "lang", "as_of", "outcome", "reasons", "decisions"}


def test_a_calculation_within_a_calculation_stands_in_brackets() -> None:
    text = """
facts:
  due: {type: date, title: {en: due date, zh: 到期日}}
  income: {type: money CNY, min: 0, max: 100000, title: {en: income, zh: 收入}}
  debt: {type: money CNY, min: 0, max: 100000, title: {en: debt, zh: 债务}}
decisions:
  month: {type: integer, title: {en: month, zh: 月}, formula: month(due + months(2)), cites: [internal]}
  room: {type: money CNY, title: {en: room, zh: 余量}, formula: 2 * (income - debt) - (income + debt), cites: [internal]}
"""
    checked = checked_fragment(text, "sums", {})
    assert checked.errors == ()
    facts = {"due": "2026-11-21", "income": "1.00", "debt": "2.00"}
    explanation = explain_policy(checked.policies[0], read_facts(checked.policies[0], facts), DAY, "en")
    assert decision(explanation, "month").formula == "the month of (due date + 2 months)"
    assert decision(explanation, "room").formula == "2 × (income - debt) - (income + debt)"
