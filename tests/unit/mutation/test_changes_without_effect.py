from lawbook.mutation.equivalence import equivalence, is_refused
from lawbook.mutation.making import mutants_of
from support.covered import policy_of

FACTS = """\
facts:
  amount: {type: money CNY, min: 0, max: 100000}
  age: {type: integer, min: 0, max: 120, optional: true}
  grade: {type: [A, B, C], ordered: true}
  verified: {type: boolean}
"""


def rules_of(text: str) -> dict[str, str | None]:
    """Give the rule by which each mutant is without effect, by its id."""
    policy = policy_of(FACTS + text)
    return {mutant.id: "refused" if is_refused(mutant) else equivalence(policy, mutant) for mutant in mutants_of(policy)}


def test_an_order_of_rows_that_nothing_hits_together_is_without_effect() -> None:
    found = rules_of("""\
decisions:
  tier:
    type: [low, middle, high]
    table:
      hit: first
      inputs: [amount]
      rows:
        T-1: ["< 10", low]
        T-2: ["[10..20)", middle]
        T-3: [">= 20", high]
""")
    assert found["T-1/order/1"] == found["T-2/order/1"] == "values"
    assert found["T-1/bound/1"] is None
    assert found["T-1/outcome/1"] is None
    # The last row is asked only where the two before it are not hit.
    assert found["T-3/condition/1"] in {"values", "masked"}
    assert found["T-3/bound/1"] in {"values", "masked"}
    assert found["T-3/bound/2"] is None


def test_a_bound_beyond_all_values_is_without_effect() -> None:
    found = rules_of("""\
decisions:
  whole: {type: boolean, formula: "amount <= 100000"}
""")
    assert found == {"whole/bound/1": None, "whole/bound/2": "values", "whole/comparison/1": None}


def test_a_row_that_a_worse_one_always_outweighs_is_without_effect() -> None:
    found = rules_of("""\
decisions:
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    rules:
      - {id: R-1, when: verified, then: decline, cites: [internal]}
      - {id: R-2, when: 'amount > 5 or verified and grade = "C"', then: refer, cites: [internal]}
    otherwise: approve
""")
    assert found["R-2/label/1"] == "masked"
    assert found["R-2/bound/1"] is None
    assert found["R-1/row/1"] is None


def test_a_decision_that_is_looked_at_is_worked_out() -> None:
    found = rules_of("""\
decisions:
  large: {type: boolean, formula: "amount > 50"}
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    rules:
      - {id: R-1, when: not(large), then: decline, cites: [internal]}
      - {id: R-2, when: 'verified or not(large) and grade = "C"', then: refer, cites: [internal]}
    otherwise: approve
""")
    assert found["R-2/label/1"] == "masked"
    assert found["large/bound/1"] is None


def test_a_day_outside_the_span_is_without_effect() -> None:
    found = rules_of("""\
parameters:
  most: {type: money CNY, min: 0, max: 1000, values: {2024-01-01: 400, 2026-03-01: 500}, cites: [internal]}
decisions:
  over: {type: boolean, formula: "amount > most"}
""")
    assert found["most/date/1"] == found["most/date/2"] == "days"
    assert found["most/date/3"] is None
    assert found["most/parameter/1"] is None


def test_what_the_checker_refuses_is_no_change_but_a_moved_bound_is() -> None:
    found = rules_of("""\
decisions:
  tier:
    type: [low, high]
    table:
      hit: unique
      inputs: [grade, amount]
      rows:
        T-1: ["A, B", "< 10", low]
        T-2: ["A, B", ">= 10", high]
        T-3: [C, "-", low]
""")
    assert found["T-1/condition/4"] == "refused"
    assert {found["T-1/bound/1"], found["T-1/bound/2"], found["T-1/outcome/1"], found["T-1/row/1"]} == {None}


def test_unknowns_count_as_values() -> None:
    found = rules_of("""\
decisions:
  young: {type: boolean, formula: "age < 18 and age < 30", unknown: unknown}
""")
    assert found["young/condition/2"] == "values"
    assert found["young/condition/1"] is None
