"""A small policy whose facts tell of persons, and facts with things in them that can be looked for."""

from pathlib import Path

from support.offers import write_file

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
