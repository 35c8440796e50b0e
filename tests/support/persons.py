"""A small policy whose facts tell of persons, and facts with things in them that can be looked for."""

import json
from datetime import date
from pathlib import Path

from lawbook import open_library
from lawbook.record import Asked, Checkpointer, Making, MasterKeys, Recorder, Telling, decision_draft, signer_in, take_snapshot
from support.moments import noon
from support.offers import FACTS, write_file, write_offer

LOAN = """\
    # yaml-language-server: $schema=../schema/policy.schema.json
    language: 1
    policy: personal-loan
    version: 1
    title: {en: Personal loan, zh: 个人贷款}
    effective: 2026-01-01
    owner: credit
    review_by: 2030-01-01

    facts:
      customer: {type: text, most: 40, subject: true, optional: true, title: {en: customer, zh: 客户号}}
      name: {type: text, most: 60, personal: true, title: {en: name, zh: 姓名}}
      phone: {type: integer, min: 10000000000, max: 19999999999, personal: true, title: {en: phone, zh: 手机号}}
      income: {type: money CNY, min: 0, max: 10000000, personal: true, title: {en: income, zh: 收入}}
      born: {type: date, personal: true, title: {en: born, zh: 出生日期}}
      branch: {type: [B1, B2], title: {en: branch, zh: 网点}}

    decisions:
      outcome:
        type: [approve, decline]
        severity: [decline, approve]
        title: {en: outcome, zh: 结论}
        titles: {approve: {en: approve, zh: 通过}, decline: {en: decline, zh: 拒绝}}
        rules:
          - {id: PL-1, when: income < 1000, then: decline, cites: [internal]}
        otherwise: approve
      limit: {type: money CNY, title: {en: limit, zh: 额度}, formula: income * 2}

    outputs: [outcome, limit]
"""


TIME = "2026-11-21T04:00:00.000+00:00"
LONG_AGO = "2019-03-31T04:00:00.000+00:00"
LAW = """\
    language: 1
    register: law/house
    title: {en: Rules of the house, zh: 内部规定}
    rows:
      RULE-9:
        instrument: {en: Rules of the house, zh: 内部规定}
        article: "9"
        effective: 2020-01-01
        force: P
        requirement: {en: Loans are kept for five years., zh: 贷款资料保存五年。}
        confidence: high
        review_by: 2030-01-01
"""
RETENTION = """\
    retention: 1
    rules:
      RET-1:
        title: {en: Records of loans, zh: 贷款资料}
        policies: [personal-loan]
        keep: {2020-01-01: 18 months, 2021-01-01: 5 years}
        cites: [RULE-9]
"""


def write_loan(root: Path) -> Path:
    """Write the policy."""
    return write_file(root, "personal-loan/v1.yaml", LOAN)


def facts_of(customer: str | None, number: int = 0) -> dict[str, object]:
    """Give facts about *customer*, each of which can be told from everything else."""
    named = {} if customer is None else {"customer": customer}
    return named | {
        "name": f"欧阳Quetzal{number:04}",
        "phone": 13_977_310_000 + number,
        "income": f"{7_731_234 + number}.57",
        "born": "1977-03-31",
        "branch": "B1",
    }


def traces_of(customer: str | None, number: int = 0) -> list[bytes]:
    """Give what of such facts, and of what is decided on them, can be looked for."""
    income = 7_731_234 + number
    told = [f"Quetzal{number:04}", f"欧阳Quetzal{number:04}", str(13_977_310_000 + number), f"{income}.57", f"{income * 2 + 1}.14"]
    return [each.encode() for each in (*told, "1977-03-31", *([] if customer is None else [customer]))]


def record_loans(folder: Path) -> Path:
    """Record decisions about persons, old and new, with rules of retention, in a state folder that has its policies in it."""
    write_offer(folder / "policies")
    write_loan(folder / "policies")
    write_file(folder / "policies", "law/house.yaml", LAW)
    write_file(folder / "policies", "retention/retention.yaml", RETENTION)
    library = open_library(folder / "policies")
    checkpoint = Checkpointer(signer_in(folder / "record.key"), now=noon, every=60, kept=folder / "checkpoints.ndjson")
    recorder = Recorder(f"sqlite:///{folder}/record.db", "one", masters=MasterKeys(folder / "privacy.key"), after_commit=checkpoint)
    policies = take_snapshot(library.files, TIME)
    loan = library.policy("personal-loan", as_of=date(2026, 11, 21))
    for id_, person, time in (("new", "C-1", TIME), ("old", "C-2", LONG_AGO), ("older", "C-3", LONG_AGO), ("nobody", None, LONG_AGO)):
        facts = json.dumps(facts_of(person), ensure_ascii=False).encode()
        draft = decision_draft(
            Asked("personal-loan", caller="bank"), facts, loan.decide_json(facts), policies, Making(id_, time, "0.1.0"), Telling(person)
        )
        recorder.record([draft])
    offer = json.dumps(FACTS).encode()
    decided = library.policy("small-offer", as_of=date(2026, 11, 21)).decide_json(offer)
    recorder.record([decision_draft(Asked("small-offer"), offer, decided, policies, Making("offer", TIME, "0.1.0"), Telling("C-4"))])
    recorder.record([decision_draft(Asked("small-offer"), offer, decided, policies, Making("plain", TIME, "0.1.0"))])
    recorder.close()
    return folder
