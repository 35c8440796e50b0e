"""What is said never to be is never met: one small policy for each way in which an answer could claim too much."""

from dataclasses import replace

from lawbook.bounds.worth_trying import values_of_facts
from lawbook.evaluate.promises import Request
from lawbook.model.policy import Policy
from lawbook.prove.invariants import whole_span_of
from lawbook.questions.asked import Answer, Kind, Never, Reached, Verdict
from lawbook.questions.settling import answers, answers_in_turn
from lawbook.questions.telling import told
from support.fragments import checked_fragment

NUMBERS = """
facts:
  x: {type: integer, min: 0, max: 100000000}
  z: {type: integer, min: 0, max: 100000000}
  w: {type: integer, min: 0, max: 100000000, optional: true}
"""


def policy_of(text: str, beside: dict[str, str] | None = None) -> Policy:
    checked = checked_fragment(text, "claims", beside or {})
    assert checked.errors == ()
    (policy,) = checked.policies
    return policy


def asked(text: str, kind: Kind, decision: str, subject: str = "", beside: dict[str, str] | None = None) -> Answer:
    policy = policy_of(text, beside)
    return next(each for each in answers(policy, whole_span_of(policy), 20) if each.question.key == (kind, decision, subject))


def verdict(text: str, kind: Kind, decision: str, subject: str = "", beside: dict[str, str] | None = None) -> Verdict:
    return asked(text, kind, decision, subject, beside).verdict


def facts_of(found: Verdict) -> Request:
    assert isinstance(found, Reached)
    return found.one


def test_rows_that_clash_only_where_a_decision_is_unknown_are_found() -> None:
    text = f"""{NUMBERS}
decisions:
  d: {{type: integer, min: 0, max: 300000000, formula: w + 1, unknown: 0}}
  band:
    type: [A, B, C]
    unknown: C
    table:
      hit: unique
      inputs: [x, d is missing]
      rows:
        R1: ["3 * ? + 7 * z = 90617284", "true", A]
        R2: ["> 12345678", "true", B]
    otherwise: C
"""
    facts = facts_of(verdict(text, "overlap", "band")).facts
    assert 3 * facts["x"] + 7 * facts["z"] == 90617284  # type: ignore[operator]  # they are known


def test_rows_that_disagree_only_where_what_they_say_is_unknown_are_found() -> None:
    text = f"""{NUMBERS}
decisions:
  d: {{type: integer, min: 0, max: 300000000, formula: w + 1, unknown: 0}}
  total:
    type: integer
    min: 0
    max: 300000000
    unknown: 0
    table:
      hit: any
      inputs: [x]
      rows:
        R1: ["3 * ? + 7 * z = 90617284", d]
        R2: ["> 12345678", d]
    otherwise: 1
"""
    assert isinstance(verdict(text, "conflict", "total"), Reached)


def test_a_division_by_zero_where_an_optional_fact_is_missing_is_found() -> None:
    text = f"""{NUMBERS}
decisions:
  d: {{type: decimal, scale: 4, formula: "if w is missing then round half up(1000 / (3 * x - 37037037), 4) else 1", unknown: 0}}
outputs: [d]
"""
    assert facts_of(verdict(text, "failure", "d")).facts["x"] == 12345679


def test_a_division_by_zero_in_a_row_that_may_be_hit_is_found() -> None:
    text = f"""{NUMBERS}
decisions:
  d:
    type: decimal
    scale: 4
    unknown: 0
    table:
      hit: first
      inputs: [w is missing, x]
      rows:
        R1: ["true", "round half up(1000 / (3 * ? - 37037037), 4) > 1", 2]
        R2: ["-", "-", 1]
outputs: [d]
"""
    assert facts_of(verdict(text, "failure", "d")).facts["x"] == 12345679


def test_a_division_that_is_guarded_is_proved_never_to_fail_though_the_fact_may_be_missing() -> None:
    text = f"""{NUMBERS}
decisions:
  d: {{type: decimal, scale: 4, formula: "if w is missing or x = 0 then 0 else round half up(w / x, 4)", unknown: 0}}
  e: {{type: decimal, scale: 4, formula: "if x = 0 then w else round half up(z / x, 4)", unknown: 0}}
outputs: [d, e]
"""
    assert verdict(text, "failure", "d") == Never("solver")
    assert verdict(text, "failure", "e") == Never("solver")


SOURCE = """
effective: {effective}
facts:
  x: {{type: integer, min: 0, max: 100000000}}
  z: {{type: integer, min: 0, max: 100000000}}
decisions:
  k: {{type: [A, B], formula: '{formula}'}}
"""


def test_a_row_that_decides_in_a_later_form_only_is_not_said_never_to_decide() -> None:
    text = """
facts:
  x: {type: integer, min: 0, max: 100000000}
  z: {type: integer, min: 0, max: 100000000}
decisions:
  k: {from: source.k}
  band:
    type: [P, Q, R]
    table:
      hit: first
      inputs: [k, x]
      rows:
        R1: [A, "-", P]
        R2: ["-", "> 12345678", Q]
        R3: ["-", "-", R]
outputs: [band]
"""
    first = 'if x > 12345678 then "A" else "B"'
    second = 'if x > 12345678 and 3 * x + 7 * z != 90617284 then "A" else "B"'
    beside = {
        "source/v1.yaml": SOURCE.format(effective="2026-01-01", formula=first),
        "source/v2.yaml": SOURCE.format(effective="2026-07-01", formula=second),
    }
    found = facts_of(verdict(text, "decides", "band", "R2", beside))
    assert 3 * found.facts["x"] + 7 * found.facts["z"] == 90617284  # type: ignore[operator]  # they are known
    assert isinstance(verdict(text, "matters", "band", "R2", beside), Reached)
    assert isinstance(verdict(text, "label", "band", "Q", beside), Reached)


def test_a_fact_that_only_changes_which_reasons_a_score_gives_is_said_to_matter() -> None:
    text = """
facts:
  a: {type: boolean}
  b: {type: boolean}
  c: {type: boolean}
  d: {type: boolean}
reasons: {RA: {en: ra, zh: ra}, RB: {en: rb, zh: rb}}
decisions:
  score:
    type: integer
    scorecard:
      base: 0
      characteristics:
        a: {bins: {"true": 10, "false": 0}, reason: RA}
        b: {bins: {"true": 1, "false": 0}, reason: RB}
      reasons: {when: score < 500 and not(c), at_most: 2}
  band: {type: [A, B], formula: 'if score >= 5 then "A" else "B"'}
outputs: [band]
"""
    for fact in ("b", "c"):
        found = verdict(text, "fact", "", fact)
        assert isinstance(found, Reached)
        assert found.other is not None
        changed = [name for name, value in found.other.facts.items() if value != found.one.facts[name]]
        assert changed == [fact]
    assert isinstance(verdict(text, "fact", "", "d"), Never)


def test_a_whole_number_that_is_compared_with_a_part_of_one_is_tried_beside_it() -> None:
    policy = policy_of("""
facts:
  x: {type: integer, min: 0, max: 9}
decisions:
  d: {type: boolean, formula: x < 2.5 or x * 3 > 20}
outputs: [d]
""")
    worth = values_of_facts(policy)["x"]
    assert {type(value) for value in worth} == {int}
    assert {2, 3} <= set(worth)
    assert [each.grade for each in answers(policy, whole_span_of(policy), 20)] == ["settled"] * 3


WAITING = """
facts:
  x: {{type: integer, min: 0, max: 100}}
decisions:
  k:
    type: [A, B]
    severity: [A, B]
    rules: [{{id: R1, when: 'as_of >= @"{day}" and {condition}', then: A}}]
    otherwise: B
outputs: [k]
"""


def test_what_waits_for_a_later_day_is_to_look_at_and_told_so_in_both_languages() -> None:
    text = WAITING.format(day="2027-06-01", condition="x > 3")
    for kind, decision, subject in (("fires", "k", "R1"), ("label", "k", "A"), ("fact", "", "x")):
        answer = asked(text, kind, decision, subject)  # type: ignore[arg-type]  # each is a kind
        assert (answer.grade, answer.verdict) == ("note", Never("solver", "could"))
        assert told(answer, "en").endswith(" on the days that were looked at; on later days this could change")
        assert told(answer, "zh").endswith("（以所检查的日期为限；之后可能改变）")


def test_what_cannot_be_settled_of_later_days_is_to_look_at_and_not_to_mend() -> None:
    answer = replace(asked(WAITING.format(day="2027-06-01", condition="x > 3"), "fires", "k", "R1"), verdict=Never("solver", "not-known"))
    assert answer.grade == "note"
    assert told(answer, "en") == "`R1` of `k` is never hit on the days that were looked at; of later days nothing can be said"
    assert told(answer, "zh") == "`k` 的 `R1` 永远不会适用（以所检查的日期为限；之后无法判定）"


def test_what_never_is_on_any_day_is_to_mend() -> None:
    text = WAITING.format(day="2027-06-01", condition="x > 3 and x < 2")
    assert (asked(text, "fires", "k", "R1").grade, verdict(text, "fires", "k", "R1")) == ("finding", Never("solver"))


def test_facts_of_another_version_are_tried_only_where_they_are_of_the_type() -> None:
    versions = [
        policy_of(f"facts:\n  x: {type_}\ndecisions:\n  d: {{type: boolean, formula: '{formula}'}}\noutputs: [d]\n")
        for type_, formula in (
            ("{type: boolean}", "x"),
            ("{type: integer, min: 0, max: 9}", "x > 3"),
            ("{type: text}", 'x = "a"'),
            ("{type: time}", 'during(x, @"08:00", @"22:00")'),
        )
    ]
    for one in versions:
        for other in versions:
            first, second = answers_in_turn([one, other], 20)
            assert {each.grade for each in (*first, *second)} == {"settled"}
