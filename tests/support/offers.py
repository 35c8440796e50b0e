"""A small policy of our own, written to a folder."""

import textwrap
from pathlib import Path

OFFER = """\
# yaml-language-server: $schema=../schema/policy.schema.json
language: 1
policy: small-offer
version: {version}
title: {{en: Small offer, zh: 小额授信}}
effective: {effective}
owner: credit
review_by: 2030-01-01

facts:
  amount: {{type: money CNY, min: 0, max: 100000, title: {{en: amount asked for, zh: 申请金额}}}}
  verified: {{type: boolean, title: {{en: identity verified, zh: 身份已核验}}}}
  grade:
    type: [A, B, C]
    ordered: true
    title: {{en: grade, zh: 等级}}
    optional: true
  open_debts: {{type: integer, min: 0, max: 50, title: {{en: open debts, zh: 未结清笔数}}, unit: {{en: loans, zh: 笔}}, optional: true}}

parameters:
  most:
    type: money CNY
    min: 0
    max: 100000
    title: {{en: most that is lent, zh: 最高金额}}
    values: {{2025-01-01: {most}}}
    cites: [internal]

reasons:
  NOT_VERIFIED: {{en: Your identity could not be verified, zh: 未能核验身份}}
  TOO_MUCH: {{en: The amount is above what is lent, zh: 金额超过上限}}
  LOW_GRADE: {{en: Your grade is low, zh: 等级较低}}

obligations:
  TELL_REASONS: {{en: Tell the reasons, zh: 告知理由}}

decisions:
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    titles:
      approve: {{en: approve, zh: 通过}}
      refer: {{en: refer to a person, zh: 转人工}}
      decline: {{en: decline, zh: 拒绝}}
    title: {{en: outcome, zh: 结论}}
    rules:
      - {{id: SO-1, when: not(verified), then: decline, reason: NOT_VERIFIED, obliges: [TELL_REASONS], cites: [internal]}}
      - {{id: SO-2, when: amount > most, then: decline, reason: TOO_MUCH, obliges: [TELL_REASONS], cites: [internal]}}
      - {{id: SO-3, when: standing = "weak", then: refer, reason: LOW_GRADE, cites: [internal]}}
    otherwise: approve
    unknown: refer
  standing:
    type: [good, weak]
    titles: {{good: {{en: good, zh: 良好}}, weak: {{en: weak, zh: 较弱}}}}
    title: {{en: standing, zh: 资质}}
    table:
      hit: unique
      inputs: [grade]
      cites: [internal]
      rows:
        ST-1: ["A, B", good]
        ST-2: [C, weak]
  limit:
    type: money CNY
    title: {{en: limit, zh: 额度}}
    formula: min(amount, most)
  crowded:
    type: boolean
    title: {{en: many debts, zh: 多头负债}}
    formula: open_debts > 5
    unknown: unknown

outputs: [outcome, limit, crowded]
"""

FACTS: dict[str, object] = {"amount": "1200.50", "verified": True, "grade": "A", "open_debts": 2}


def write_offer(root: Path, version: int = 1, effective: str = "2026-01-01", most: int = 50_000, *, personal: bool = False) -> Path:
    """Write one version of the policy `small-offer`; with *personal* its open debts name a person, so that the record seals all of it."""
    file = root / "small-offer" / f"v{version}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = OFFER.format(version=version, effective=effective, most=most)
    marked = text.replace("max: 50, title", "max: 50, subject: true, title") if personal else text
    file.write_text(marked, encoding="utf-8")
    return file


def write_file(root: Path, path: str, text: str) -> Path:
    """Write a file of a library."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    return file


HARD = "a is missing or b is missing or c is missing or a ** 3 + b ** 3 != c ** 3"
"""What no solver comes to an end of in any time that a test has, of `with_numbers`."""


def with_numbers(text: str) -> str:
    """Give the text of a policy three whole numbers more as facts: *a*, *b* and *c*."""
    facts = (f"  {name}: {{type: integer, min: 1, max: 100000, title: {{en: {name}, zh: {name}}}, optional: true}}\n" for name in "abc")
    return text.replace("facts:\n", f"facts:\n{''.join(facts)}", 1)
