"""The 48-row table over days past due × amount × grade that every contestant decides, and 1,000 distinct requests.

Each contestant gives the same content: tier, channel, calls a week, the id of the row and the code of its reason.
"""

from decimal import Decimal
from itertools import product
from random import Random
from typing import NamedTuple


class TierRow(NamedTuple):
    """One row: days from..to and amount from..below in yuan, one of the grades; then the answer."""

    id: str
    days: tuple[int, int]
    amount: tuple[int, int]
    grades: tuple[str, ...]
    tier: str
    channel: str
    calls: int
    reason: str


STEPS = ((0, 0), (1, 3), (4, 10), (11, 30), (31, 60), (61, 90), (91, 180), (181, 20000))
AMOUNTS = ((0, 2000), (2000, 20000), (20000, 100000000))
GRADES = (("A", "B"), ("C", "D", "E"))
TIERS = ("T0", "T1", "T2", "T3", "T4", "T5", "T6")
CHANNELS = ("push", "sms", "ai_call", "human_call", "letter")
REASONS = ("NOT_DUE", "RECENT", "LATE", "VERY_LATE")


def rows() -> list[TierRow]:
    """Give the 48 rows."""
    found: list[TierRow] = []
    for number, ((step, days), (size, amount), (risk, grades)) in enumerate(
        product(enumerate(STEPS), enumerate(AMOUNTS), enumerate(GRADES)), start=1
    ):
        level = min(6, max(0, step - 1 + (size + risk) // 2)) if step else 0
        row = TierRow(f"R{number}", days, amount, grades, TIERS[level], CHANNELS[min(level, 4)], level, REASONS[min(3, (step + 1) // 2)])
        found.append(row)
    return found


def requests(count: int = 1000) -> list[dict[str, object]]:
    """Give *count* distinct requests; the amounts are in whole and broken yuan."""
    random = Random(48)  # noqa: S311 - a fixed sequence is wanted
    made: dict[tuple[int, Decimal, str], dict[str, object]] = {}
    while len(made) < count:
        days = random.choice((0, random.randint(0, 35), random.randint(0, 200), random.randint(0, 20000)))
        amount = Decimal(random.choice((random.randint(0, 300000), random.randint(0, 3000000), random.randint(0, 9_999_999_999)))).scaleb(
            -2
        )
        grade = random.choice("ABCDE")
        made[days, amount, grade] = {"days_past_due": days, "overdue_amount": amount, "risk_grade": grade}
    return list(made.values())


def policy_text() -> str:
    """Give the table as a policy."""
    lines = [
        "language: 1",
        "policy: tier-48",
        "version: 1",
        "title: {en: Tiers in 48 rows, zh: 四十八行分级表}",
        "effective: 2026-01-01",
        "owner: benchmarks",
        "review_by: 2030-01-01",
        "facts:",
        "  days_past_due: {type: days, min: 0, max: 20000, title: {en: days past due, zh: 逾期天数}}",
        "  overdue_amount: {type: money CNY, min: 0, max: 100000000, title: {en: overdue amount, zh: 逾期金额}}",
        "  risk_grade: {type: [A, B, C, D, E], ordered: true, title: {en: risk grade, zh: 风险等级}}",
        "reasons:",
        *(f"  {code}: {{en: {code.lower()} en, zh: {code.lower()} zh}}" for code in REASONS),
        "decisions:",
        "  treatment:",
        "    title: {en: treatment, zh: 处理}",
        "    table:",
        "      hit: unique",
        "      inputs: [days_past_due, overdue_amount, risk_grade]",
        "      cites: [internal]",
        "      outputs:",
        f"        tier: {{type: [{', '.join(TIERS)}], title: {{en: tier, zh: 等级}}}}",
        f"        channel: {{type: [{', '.join(CHANNELS)}], title: {{en: channel, zh: 渠道}}, titles: {{"
        + ", ".join(f"{channel}: {{en: {channel}, zh: {channel}}}" for channel in CHANNELS)
        + "}}",
        "        calls: {type: integer, title: {en: calls a week, zh: 每周通话次数}}",
        "      rows:",
    ]
    for row in rows():
        low, high = row.amount
        cells = f'"[{row.days[0]}..{row.days[1]}]", "[{low}..{high}{")" if high < 100000000 else "]"}", "{", ".join(row.grades)}"'
        lines.append(f"        {row.id}: {{if: [{cells}], then: [{row.tier}, {row.channel}, {row.calls}], reason: {row.reason}}}")
    return "\n".join([*lines, "outputs: [tier, channel, calls]", ""])
