from lawbook.evaluate.statements import Cases, Claim, Joined, lay_out, tell_cell
from lawbook.evaluate.telling_values import Glossary, glossary
from lawbook.model.core import Expression, Table
from lawbook.model.policy import Decision
from support.covered import policy_of

POLICY = policy_of("""\
facts:
  amount: {type: money CNY, min: 0, max: 100000, title: {en: amount, zh: 金额}}
  days_late: {type: days, min: 0, max: 100, title: {en: days late, zh: 逾期天数}}
  verified: {type: boolean, title: {en: identity verified, zh: 身份已核验}}
  consent: {type: boolean, optional: true, title: {en: consent given, zh: 已同意}}
  grade: {type: [A, B, C], title: {en: grade, zh: 等级}}
  signs: {type: {set of: [forged, stolen]}, title: {en: signs, zh: 迹象}}
  signed: {type: date, title: {en: day of signing, zh: 签订日}}
  called: {type: moment, title: {en: time of the call, zh: 通话时间}}
decisions:
  short: {type: boolean, formula: amount > 1 and verified}
  long:
    type: boolean
    formula: amount > 500 and (days_late > 90 or not(verified) or grade = "C") and consent is known and not(contains(signs, "forged"))
  neither: {type: boolean, formula: not(verified or days_late > 30)}
  step: {type: integer, min: 0, max: 9, formula: "if verified then 1 else if days_late > 30 then 2 else 3"}
  when: {type: boolean, formula: 'signed >= @"2026-08-01"'}
  soon: {type: boolean, formula: 'called <= @"2026-08-01T10:00:00+08:00"'}
  other: {type: boolean, formula: 'not(grade in ("A", "B"))'}
  room: {type: money CNY, min: 0, max: 10000000, formula: "max(0, amount - 20) * 12"}
  daily: {type: money CNY, min: 0, max: 1000000, formula: "max(0, round down(amount * 3 / 365, 2) - 5)"}
  whole: {type: money CNY, min: 0, max: 1000000, formula: "round down(min(amount, 500), -2)"}
  aged: {type: integer, min: -300, max: 300, formula: "years between(signed, signed)"}
  first_day: {type: date, formula: 'min(signed, @"2026-08-01")'}
  both_not: {type: boolean, formula: 'not(consent is known and verified)'}
  seen:
    type: [small, large]
    table:
      hit: first
      inputs: [amount, verified, grade, signs]
      rows:
        T-1: ["[1..10]", "true", "A, B", 'contains(?, "forged")', small]
        T-2: ["< 20", "-", "not(C)", "-", small]
        T-3: ["-", "-", "-", "-", large]
""")
EN, ZH = glossary(POLICY, "en"), glossary(POLICY, "zh")


def decision(name: str) -> Decision:
    return next(each for each in POLICY.decisions if each.name == name)


def body(name: str) -> Expression:
    found = decision(name).body
    assert not isinstance(found, Table)
    return found


def cells(words: Glossary) -> list[list[str]]:
    found = decision("seen").body
    assert isinstance(found, Table)
    return [["-" if cell is None else tell_cell(cell, words) for cell in row.cells] for row in found.rows]


def test_a_short_condition_stands_on_one_line() -> None:
    assert lay_out(body("short"), EN) == Claim("amount is more than CNY 1.00 and identity verified is yes")
    assert lay_out(body("short"), ZH) == Claim("金额大于1.00元，且身份已核验为是")


def test_days_and_times_are_before_or_after_one_another() -> None:
    assert lay_out(body("when"), EN) == Claim("day of signing is on or after 2026-08-01")
    assert lay_out(body("when"), ZH) == Claim("签订日不早于2026年8月1日")
    assert lay_out(body("soon"), EN) == Claim("time of the call is at or before 2026-08-01 02:00 UTC")
    assert lay_out(body("soon"), ZH) == Claim("通话时间不晚于2026年8月1日02:00（UTC）")


def test_a_long_one_is_told_part_by_part_as_it_is_joined() -> None:
    assert lay_out(body("long"), EN) == Joined(
        "all",
        (
            Claim("amount is more than CNY 500.00"),
            Joined("any", (Claim("days late is more than 90 days"), Claim("identity verified is no"), Claim("grade is C"))),
            Claim("consent given is known"),
            Claim("forged is not among signs"),
        ),
    )


def test_none_of_several_is_told_as_such() -> None:
    assert lay_out(body("neither"), ZH) == Joined("none", (Claim("身份已核验为是"), Claim("逾期天数大于30天")))


def test_choices_become_cases() -> None:
    assert lay_out(body("step"), EN) == Cases(
        ((Claim("identity verified is yes"), Claim("1")), (Claim("days late is more than 30 days"), Claim("2"))), Claim("3")
    )


def test_not_one_of_several_labels() -> None:
    assert lay_out(body("other"), EN) == Claim("grade is neither A nor B")
    assert lay_out(body("other"), ZH) == Claim("等级不为A、B中的任何一项")


def test_cells_leave_out_the_input_that_heads_their_column() -> None:
    assert cells(EN) == [
        ["from CNY 1.00 to CNY 10.00", "yes", "A or B", "includes forged"],
        ["less than CNY 20.00", "-", "not C", "-"],
        ["-", "-", "-", "-"],
    ]
    assert cells(ZH)[:2] == [["1.00元至10.00元", "是", "A或B", "包含forged"], ["小于20.00元", "-", "不为C", "-"]]


def test_what_is_calculated_first_stands_in_brackets() -> None:
    assert lay_out(body("room"), EN) == Claim("the greatest of (CNY 0.00, amount - CNY 20.00) × 12")
    assert lay_out(body("room"), ZH) == Claim("最大值（0.00元、金额 - 20.00元） × 12")


def test_a_number_that_is_divided_by_is_told_as_it_was_written() -> None:
    daily = "the greatest of (CNY 0.00, (amount × 3 / 365, rounded down to CNY 0.01) - CNY 5.00)"
    assert lay_out(body("daily"), EN) == Claim(daily)
    assert lay_out(body("daily"), ZH) == Claim("最大值（0.00元、（金额 × 3 / 365，向零取整至0.01元） - 5.00元）")


def test_it_is_told_to_what_a_number_is_rounded() -> None:
    assert lay_out(body("whole"), EN) == Claim("the least of (amount, CNY 500.00), rounded down to CNY 100.00")
    assert lay_out(body("whole"), ZH) == Claim("最小值（金额、500.00元），向零取整至100.00元")


def test_full_years_and_first_days_are_called_so() -> None:
    assert lay_out(body("aged"), ZH) == Claim("签订日至签订日的足年数")
    assert lay_out(body("first_day"), EN) == Claim("the earliest of (day of signing, 2026-08-01)")


def test_what_is_denied_together_stands_in_brackets() -> None:
    assert lay_out(body("both_not"), EN) == Claim("it is not so that (consent given is known and identity verified is yes)")
    assert lay_out(body("both_not"), ZH) == Claim("并非（已同意已知，且身份已核验为是）")
