"""What is asked of every version, and how it is answered: facts that the interpreter confirms, or proved that there are none."""

from lawbook.model.policy import Policy
from lawbook.model.values import Cause, Unknown
from lawbook.prove.invariants import span_of
from lawbook.questions.asked import Answer, Kind, Never, Reached
from lawbook.questions.settling import answers
from lawbook.questions.telling import told
from lawbook.questions.trials import Ground
from support.fragments import checked_fragment

LOANS = """
facts:
  age: {{type: integer, min: 0, max: 120}}
  income: {{type: money CNY, min: 0, max: 1000000}}
  debt: {{type: money CNY, min: 0, max: 1000000}}
  grade: {{type: [A, B, C]}}
  student: {{type: boolean, optional: true}}
  colour: {{type: [red, blue]}}
decisions:
  band:
    type: [young, middle, old]
    unknown: young
    table:
      hit: {hit}
      inputs: [age, student]
      rows:
{rows}
  burden: {{type: decimal, scale: 4, formula: {burden}}}
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    unknown: refer
    rules:
      - {{id: O1, when: "burden > 0.5", then: decline}}
      - {{id: O2, when: '{condition}', then: {then}}}
      - {{id: O3, when: grade = "C", then: decline}}
    otherwise: approve
outputs: [band, outcome]
"""
ROWS = """
YOUNG: ["< 25", "-", young]
MIDDLE: ["[25..60)", "-", middle]
OLD: [">= 60", "-", old]
"""
GUARDED = "'if income = 0 then 0 else round half up(debt / income, 4)'"


def answered(
    rows: str = ROWS, hit: str = "unique", burden: str = GUARDED, condition: str = 'band = "young" and grade = "B"', then: str = "refer"
) -> tuple[Answer, ...]:
    lines = "\n".join(f"        {line}" for line in rows.strip().splitlines())
    text = LOANS.format(rows=lines, hit=hit, burden=burden, condition=condition, then=then)
    checked = checked_fragment(text, "loans", {})
    assert checked.errors == ()
    (policy,) = checked.policies
    return answers(policy, span_of(policy), 20)


def odd(found: tuple[Answer, ...]) -> list[tuple[str, Kind, str, str]]:
    return [(each.grade, *each.question.key) for each in found if each.grade != "settled"]


def verdict(found: tuple[Answer, ...], kind: Kind, decision: str, subject: str = "") -> object:
    return next(each.verdict for each in found if each.question.key == (kind, decision, subject))


def confirmed(policy: Policy, reached: Reached, decision: str) -> object:
    span = span_of(policy)
    return Ground(policy, span.first, span.last).try_(reached.one).values[decision]


def test_of_a_sound_policy_everything_is_settled_but_what_nothing_turns_on() -> None:
    assert odd(answered()) == [("note", "fact", "", "student"), ("note", "fact", "", "colour")]


def test_rows_that_clash_are_found_with_both_rows_and_facts_that_the_interpreter_confirms() -> None:
    found = answered(rows=ROWS.replace('["[25..60)", "-"', '["[25..60]", "not(debt > income)"'))
    overlap = verdict(found, "overlap", "band")
    assert isinstance(overlap, Reached)
    assert [row.id for row in overlap.rows] == ["MIDDLE", "OLD"]
    assert confirmed(found[0].policy, overlap, "band") == Unknown((Cause(6, "two-rows-matched", "band", ("MIDDLE", "OLD")),))


def test_a_table_with_a_hole_is_found_with_facts_that_fall_into_it() -> None:
    found = answered(rows=ROWS.replace('"[25..60)", "-"', '"[25..60)", "not(debt > income)"'), hit="unique")
    gap = verdict(found, "gap", "band")
    assert isinstance(gap, Reached)
    assert 25 <= gap.one.facts["age"] < 60  # type: ignore[operator]  # it is known
    assert confirmed(found[0].policy, gap, "band") == Unknown((Cause(6, "no-row-matched", "band"),))


def test_a_table_whose_rows_contradict_one_another_is_a_finding_and_one_whose_rows_agree_is_not() -> None:
    disagree = ROWS.replace('["[25..60)", "-"', '["[25..60]", "not(debt > income * 2)"')
    agree = disagree.replace(", middle]", ", old]")
    assert isinstance(verdict(answered(rows=disagree, hit="any"), "conflict", "band"), Reached)
    assert verdict(answered(rows=agree, hit="any"), "conflict", "band") == Never("solver")


def test_a_division_by_zero_that_nothing_guards_is_a_finding_and_a_guarded_one_is_proved_impossible() -> None:
    found = answered(burden="'round half up(debt / income, 4)'")
    failure = verdict(found, "failure", "burden")
    assert isinstance(failure, Reached)
    assert failure.one.facts["income"] == 0
    assert [cause.kind for cause in failure.causes] == ["division-by-zero"]
    assert ("finding", "failure", "burden", "") in odd(found)
    assert verdict(answered(), "failure", "burden") == Never("solver")


def test_a_row_that_is_never_hit_and_its_label_are_findings() -> None:
    found = odd(answered(condition='band = "young" and age > 30'))
    assert found == [
        ("finding", "fires", "outcome", "O2"),
        ("finding", "label", "outcome", "refer"),
        ("note", "fact", "", "student"),
        ("note", "fact", "", "colour"),
    ]


def test_a_row_that_is_always_outweighed_is_a_note_and_asked_nothing_further() -> None:
    found = answered(condition="burden > 0.6", then="refer")
    assert ("note", "decides", "outcome", "O2") in odd(found)
    assert all(each.question.key != ("matters", "outcome", "O2") for each in found)
    masked = verdict(found, "decides", "outcome", "O2")
    assert isinstance(masked, Never)
    assert [row.id for row in masked.rows] == ["O1"]
    told_of = next(told(each, lang) for lang in ("zh",) for each in found if each.question.key == ("decides", "outcome", "O2"))
    assert told_of == "`outcome` 的 `O2` 可能适用，但从不起决定作用：`O1` 总是优先"


def test_a_row_that_says_what_another_says_anyway_changes_nothing() -> None:
    assert ("note", "matters", "outcome", "O2") in odd(answered(condition="burden > 0.7", then="decline"))


def test_what_is_found_is_told_in_both_languages() -> None:
    found = answered(rows=ROWS.replace('["[25..60)", "-"', '["[25..60]", "not(debt > income)"'))
    (overlap,) = (each for each in found if each.question.kind == "overlap")
    assert told(overlap, "en") == "`band`: `MIDDLE` and `OLD` are hit at once, and only one may be"
    assert told(overlap, "zh") == "`band`：`MIDDLE`、`OLD` 同时适用，而只允许一行适用"


def test_where_time_runs_out_nothing_is_claimed() -> None:
    checked = answered()
    again = answers(checked[0].policy, span_of(checked[0].policy), 0.000_001)
    assert {type(each.verdict) for each in again if each.question.kind == "fires"} == {Reached}
