"""What comes of invariants: proved for every input, broken by facts that the interpreter confirms, or not known and why."""

from datetime import date

from lawbook.evaluate.promises import published
from lawbook.model.policy import Policy
from lawbook.prove.answers import Counterexample, Empty, NotKnown, Proved, Verdict
from lawbook.prove.invariants import Promises, Span, settle, span_of, whole_span_of
from lawbook.prove.replay import is_broken
from support.fragments import checked_fragment

CALLS = """
facts:
  days_late: {{type: days, min: 0, max: 2000}}
  calls_today: {{type: integer, min: 0, max: 50, optional: true}}
  amount: {{type: money CNY, min: 0, max: 1000000}}
  hardship: {{type: boolean}}
  sex: {{type: [F, M], optional: true}}
  side: {{type: integer, min: 1000000, max: 9000000}}
  other: {{type: integer, min: 1000000, max: 9000000}}
parameters:
  cap: {{type: integer, min: 0, max: 9, values: {{2024-01-01: 3, 2026-03-01: 2}}}}
decisions:
  stage:
    type: [M0, M1, M2]
    ordered: true
    table:
      hit: unique
      inputs: [days_late]
      rows:
        S0: ["0", M0]
        S1: ["[1..30]", M1]
        S2: ["> 30", M2]
  contact:
    type: [permitted, refused]
    severity: [refused, permitted]
    unknown: refused
    rules:
      - {{id: Q1, when: "calls_today >= {bound}", then: refused}}
      - {{id: Q2, when: hardship, then: refused}}
    otherwise: permitted
  fee: {{type: money CNY, formula: "{fee}"}}
invariants:
{invariants}
"""


def policy_of(invariants: str, bound: str = "cap", fee: str = "if hardship then 0 else min(round down(amount * 0.05, 2), 200)") -> Policy:
    lines = "\n".join(f"  - {{{line}}}" for line in invariants.strip().splitlines())
    checked = checked_fragment(CALLS.format(invariants=lines, bound=bound, fee=fee), "calls", {})
    assert checked.errors == ()
    (policy,) = checked.policies
    return policy


def settled(policy: Policy, seconds: float = 20) -> list[Verdict]:
    return [settle(policy, each, span_of(policy), seconds) for each in policy.invariants]


KEPT = """
id: A, always: 'contact = "refused" or calls_today < cap'
id: B, never_changes: {outcome: contact, with: sex}
id: C, monotone: {of: stage, in: days_late}
id: D, always: 'fee <= amount and fee <= 200'
id: E, always: 'not(hardship) or (contact = "refused" and fee = 0)'
"""


def test_what_holds_for_every_input_and_every_day_is_proved() -> None:
    assert settled(policy_of(KEPT)) == [Proved()] * 5


def test_a_bound_one_too_high_is_found_with_facts_that_break_it() -> None:
    policy = policy_of("id: A, always: 'contact = \"refused\" or calls_today < cap'", bound="cap + 1")
    (verdict,) = settled(policy)
    assert isinstance(verdict, Counterexample)
    assert is_broken(policy, policy.invariants[0], verdict)
    calls, day = verdict.one.facts["calls_today"], verdict.one.day
    assert calls == (2 if day >= date(2026, 3, 1).toordinal() else 3)


def test_what_no_promise_looks_at_is_as_plain_as_can_be_in_what_breaks_one() -> None:
    policy = policy_of("id: A, always: 'contact = \"refused\"'")
    (verdict,) = settled(policy)
    assert isinstance(verdict, Counterexample)
    assert {name: verdict.one.facts[name] for name in ("days_late", "amount", "hardship")} == {
        "days_late": 0,
        "amount": 0,
        "hardship": False,
    }


def test_a_count_in_what_breaks_a_promise_stands_where_it_begins_to_matter() -> None:
    (verdict,) = settled(policy_of("id: A, always: 'stage != \"M2\" or not(calls_today is known) or calls_today < 7'"))
    assert isinstance(verdict, Counterexample)
    assert (verdict.one.facts["days_late"], verdict.one.facts["calls_today"]) == (31, 7)


def test_an_outcome_that_changes_with_a_fact_is_shown_by_two_requests_that_differ_in_it() -> None:
    policy = policy_of("id: B, never_changes: {outcome: contact, with: hardship}")
    (verdict,) = settled(policy)
    assert isinstance(verdict, Counterexample)
    assert verdict.other is not None
    differing = [name for name, value in verdict.one.facts.items() if verdict.other.facts[name] != value]
    assert differing == ["hardship"]
    outcomes = {published(policy, request)["contact"] for request in (verdict.one, verdict.other)}
    assert outcomes == {"permitted", "refused"}


def test_a_fee_that_falls_as_days_grow_breaks_a_promise_that_it_does_not() -> None:
    policy = policy_of("id: C, monotone: {of: fee, in: days_late}", fee="if days_late > 30 then 0 else 5")
    (verdict,) = settled(policy)
    assert isinstance(verdict, Counterexample)
    assert verdict.other is not None
    low, high = verdict.one.facts["days_late"], verdict.other.facts["days_late"]
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert low <= 30 < high


def test_a_promise_one_half_of_which_always_holds_is_said_to_say_nothing() -> None:
    (verdict,) = settled(policy_of("id: A, always: 'days_late >= 0 or contact = \"refused\"'"))
    assert verdict == Proved(Empty("alternative-holds", 1, 2))


def test_a_day_that_is_not_asked_about_breaks_nothing() -> None:
    policy = policy_of("id: A, always: 'cap = 3'")
    before = Span(date(2026, 1, 1).toordinal(), date(2026, 2, 28).toordinal())
    assert settle(policy, policy.invariants[0], before, 20) == Proved()
    assert isinstance(settle(policy, policy.invariants[0], Span(before.first, before.last + 1), 20), Counterexample)


def test_time_that_runs_out_is_never_a_proof() -> None:
    policy = policy_of("id: A, always: 'side is missing or other is missing or side * side * side != other * other * other + 3'")
    assert settled(policy, 0.001) == [NotKnown("time", "timeout")]


def test_what_cannot_be_put_into_formulas_is_named() -> None:
    text = """
facts:
  offers:
    type:
      list of:
        price: {type: integer, min: 0, max: 9}
      most: 50
decisions:
  total: {type: integer, formula: "sum(offers.price)"}
invariants:
  - {id: A, always: total < 451}
"""
    (policy,) = checked_fragment(text, "offers", {}).policies
    assert settled(policy) == [NotKnown("not-expressible", "a list of up to 50 elements")]


def test_a_list_too_long_for_formulas_breaks_a_promise_where_a_few_elements_do() -> None:
    text = """
facts:
  offers:
    type:
      list of:
        price: {type: integer, min: 0, max: 9}
      most: 50
decisions:
  many: {type: boolean, formula: "count(offers) > 2"}
invariants:
  - {id: A, always: many}
  - {id: B, never: "some each in offers satisfies each.price > 8"}
"""
    (policy,) = checked_fragment(text, "offers", {}).policies
    assert [type(each) for each in settled(policy)] == [Counterexample, Counterexample]


def test_what_one_promise_looks_at_does_not_bear_on_what_breaks_another() -> None:
    text = """
facts:
  opened: {type: date, min: 2020-01-01, max: 2030-01-01}
  number: {type: integer, min: 3, max: 9}
decisions:
  late: {type: boolean, formula: "as_of - opened > 10"}
  many: {type: boolean, formula: number > 5}
invariants:
  - {id: A, always: "not(late) or opened < as_of"}
  - {id: B, always: "many or number < 5"}
"""
    (policy,) = checked_fragment(text, "dues", {}).policies
    promises = Promises(policy, span_of(policy), 20)
    first, second = (promises.settle(each) for each in policy.invariants)
    assert first == Proved()
    assert isinstance(second, Counterexample)
    assert second.one.facts["number"] == 5
    assert second.one.facts["opened"] == date(2020, 1, 1).toordinal()


def test_a_version_without_an_end_is_looked_at_to_the_last_day_on_which_it_changes() -> None:
    text = """
facts:
  x: {type: integer, min: 0, max: 100}
parameters:
  cap: {type: integer, min: 0, max: 1000, values: {2026-01-01: 10, 2027-01-01: 90, 2027-01-02: 95}}
decisions:
  k: {type: [A, B], formula: 'if x > cap then "A" else "B"'}
invariants:
  - {id: A, always: 'x <= 90 or k = "A"'}
"""
    (policy,) = checked_fragment(text, "caps", {}).policies
    assert span_of(policy) == Span(date(2026, 1, 1).toordinal(), date(2027, 1, 2).toordinal())
    (verdict,) = settled(policy)
    assert isinstance(verdict, Counterexample)
    assert verdict.one.day == date(2027, 1, 2).toordinal()


def test_a_form_that_begins_after_the_first_year_is_looked_at() -> None:
    source = "effective: {}\nfacts: {{x: {{type: integer, min: 0, max: 9}}}}\ndecisions: {{k: {{type: boolean, formula: {}}}}}\n"
    beside = {"source/v1.yaml": source.format("2026-01-01", "x >= 0"), "source/v2.yaml": source.format("2028-01-01", "x > 0")}
    text = "facts: {x: {type: integer, min: 0, max: 9}}\ndecisions: {k: {from: source.k}}\noutputs: [k]\ninvariants: [{id: A, always: k}]\n"
    (policy,) = checked_fragment(text, "taking", beside).policies
    begins = date(2028, 1, 1).toordinal()
    spans = [span_of(form) for form in (policy, *policy.later)]
    assert spans == [Span(date(2026, 1, 1).toordinal(), begins - 1), Span(begins, begins)]
    assert whole_span_of(policy) == Span(spans[0].first, spans[1].last)
    assert [type(settled(form)[0]) for form in (policy, *policy.later)] == [Proved, Counterexample]


def test_a_promise_binds_where_it_is_not_known_whether_it_applies() -> None:
    text = """
facts:
  x: {type: integer, min: 0, max: 100, optional: true}
  z: {type: integer, min: 0, max: 100}
decisions:
  k: {type: [A, B], formula: 'if x is missing then "A" else if z > 5 then "A" else "B"'}
invariants:
  - {id: A, implies: {when: 2 * x = 7, then: 'k = "A"'}}
  - {id: B, never: '2 * x = 7 and k = "B"'}
  - {id: C, implies: {when: 2 * z = 7, then: 'k = "A"'}}
"""
    (policy,) = checked_fragment(text, "binding", {}).policies
    assert settled(policy) == [Proved(), Proved(), Proved(Empty("never-assumed", 1, 1))]
