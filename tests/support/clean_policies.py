"""Small loan policies without a fault, each with figures of its own: promises that are kept, tables without gaps, rows that all matter."""

from random import Random

from lawbook.model.policy import Policy
from support.fragments import checked_fragment

TEXT = """
facts:
  amount: {{type: money CNY, min: 0, max: 100000}}
  income: {{type: money CNY, min: 0, max: 100000}}
  debt: {{type: money CNY, min: 0, max: 50000}}
  age: {{type: integer, min: 0, max: 120}}
  grade: {{type: [A, B, C]}}
  student: {{type: boolean}}
  guarantor: {{type: boolean, optional: true}}
  region: {{type: [north, south]}}
  opened: {{type: date, min: 2010-01-01, max: 2030-12-31}}
  holds: {{type: {{set of: [fraud, dispute, plan]}}}}
  agents:
    type:
      list of:
        code: {{type: text, most: 10}}
        fee: {{type: integer, min: 0, max: 1000}}
        score: {{type: integer, min: 0, max: 100, optional: true}}
        listed: {{type: boolean}}
      most: 3
parameters:
  most: {{type: money CNY, min: 0, max: 100000, values: {{2020-01-01: {most}, 2026-03-01: {later_most}}}}}
  least: {{type: money CNY, min: 0, max: 100000, values: {{2020-01-01: {least}, 2026-03-01: {later_least}}}}}
  rate: {{type: ratio, scale: 4, min: 0, max: 1, values: {{2020-01-01: "{rate}", 2026-05-01: "{later_rate}"}}}}
  fresh_days: {{type: days, min: 0, max: 400, values: {{2020-01-01: {fresh}, 2026-06-01: {later_fresh}}}}}
decisions:
  band:
    type: [young, middle, old]
    table:
      hit: unique
      inputs: [age]
      rows:
        B1: ["< {young}", young]
        B2: ["[{young}..{old})", middle]
        B3: [">= {old}", old]
  spare: {{type: money CNY, formula: "max(income - debt - {basic}, 0)"}}
  factor:
    type: integer
    min: 0
    max: 9
    table:
      hit: first
      inputs: [grade, student]
      rows:
        F1: ["A", "-", {first}]
        F2: ["-", "true", {second}]
        F3: ["B", "-", {third}]
        F4: ["-", "-", 1]
  fee: {{type: money CNY, formula: "max(min(round up(amount * rate, 2), {fee_most}), {fee_least})"}}
  discount: {{type: money CNY, formula: "if student then round down(fee * 0.25, 2) else 0"}}
  line: {{type: money CNY, formula: "max(min(spare * factor, most), 0)"}}
  weight: {{type: decimal, scale: 2, formula: "age * 0.25 + factor"}}
  fresh: {{type: boolean, formula: "as_of - opened < fresh_days"}}
  care:
    type: [none, some, much]
    severity: [much, some, none]
    rules:
      - id: C1
        when: 'contains(holds, "plan") or band = "old"'
        then: some
        unless: [{{id: C1-X, when: region = "south" and guarantor is known and guarantor}}]
      - {{id: C2, when: 'contains(holds, "dispute")', then: much}}
    otherwise: none
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    unknown: refer
    rules:
      - {{id: O1, when: age < 18, then: decline}}
      - {{id: O2, when: 'contains(holds, "fraud")', then: decline}}
      - {{id: O3, when: 'amount > line', then: decline, unless: [{{id: O3-X, when: guarantor and amount <= least}}]}}
      - {{id: O4, when: 'grade = "C" and fresh', then: refer, unless: [{{id: O4-X, when: guarantor is known and guarantor}}]}}
      - {{id: O5, when: 'band = "young" and not(student) and grade in ("B", "C")', then: refer}}
    otherwise: approve
  order:
    rank:
      of: agents
      as: agent
      key: agent.code
      exclude:
        - {{id: A1, when: not(agent.listed), cites: [internal]}}
        - {{id: A2, when: agent.fee > {fee_most}, cites: [internal]}}
      by: [{{descending: agent.score}}, {{ascending: agent.fee}}]
  taken: {{type: text, most: 10, formula: 'first(order[status = "ranked"].candidate)', unknown: nobody}}
outputs: [outcome, order, taken, line, fee, discount, weight, care]
invariants:
  - {{id: P1, never: outcome = "approve" and age < 18, cites: [internal]}}
  - {{id: P2, always: fee <= {fee_most}, cites: [internal]}}
  - {{id: P3, never_changes: {{outcome: outcome, with: region}}, cites: [internal]}}
  - {{id: P4, monotone: {{of: line, in: income}}, cites: [internal]}}
  - {{id: P5, monotone: {{of: line, in: debt, falling: true}}, cites: [internal]}}
  - {{id: P6, implies: {{when: 'contains(holds, "fraud")', then: outcome = "decline"}}, cites: [internal]}}
  - {{id: P8, always: 'count(order[status = "ranked"]) <= count(agents[listed])', cites: [internal]}}
  - {{id: P7, always: line <= most and discount <= fee, cites: [internal]}}
"""


def clean_policy(number: int) -> Policy:
    """Give the clean policy with a number: the same one every time."""
    random = Random(number)  # noqa: S311 - the same figures every time are what is wanted
    first, second, third = random.sample(range(2, 9), 3)
    rate = random.randint(100, 400)
    least, most = random.randint(1, 9) * 100, random.randint(20, 60) * 1000
    figures = {
        "most": most,
        "later_most": most + 1000,
        "least": least,
        "later_least": least + 100,
        "rate": f"0.{rate:04}",
        "later_rate": f"0.{rate + 50:04}",
        "fresh": random.randint(30, 180),
        "later_fresh": random.randint(181, 300),
        "young": random.randint(20, 30),
        "old": random.randint(55, 70),
        "basic": random.randint(10, 40) * 50,
        "first": first,
        "second": second,
        "third": third,
        "fee_most": random.randint(100, 300),
        "fee_least": random.randint(1, 20),
    }
    checked = checked_fragment(TEXT.format(**figures), f"clean-{number}", {})
    if checked.errors or not checked.policies:
        raise AssertionError(checked.errors)
    return checked.policies[0]
