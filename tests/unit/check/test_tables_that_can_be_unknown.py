"""Which tables can come to nothing though all their inputs are known: their authors are asked for a fallback."""

from lawbook.model.policy import Decision
from support.fragments import checked_fragment

FACTS = """\
facts:
  x: {type: integer, min: 0, max: 100}
  p: {type: boolean}
  q: {type: boolean}
  grade: {type: [A, B], optional: true}
"""


def decision(text: str) -> Decision:
    """Give the decision `made` of a fragment that publishes it with its unknown."""
    checked = checked_fragment(FACTS + text, "table", {})
    assert checked.errors == ()
    (policy,) = checked.policies
    return next(each for each in policy.decisions if each.name == "made")


def test_the_greatest_of_rows_that_leave_values_out_can_be_unknown() -> None:
    table = """\
decisions:
  made: {type: integer, unknown: unknown, table: {hit: collect max, inputs: [x], rows: {R1: ["> 5", 1]}}}
"""
    assert decision(table).nullable


def test_the_greatest_of_rows_that_share_all_values_is_known() -> None:
    table = """\
decisions:
  made: {type: integer, table: {hit: collect max, inputs: [x], rows: {R1: ["> 5", 1], R2: ["<= 5", 2]}}}
"""
    assert not decision(table).nullable


def test_the_least_with_otherwise_is_known() -> None:
    table = """\
decisions:
  made: {type: integer, otherwise: 3, table: {hit: collect min, inputs: [x], rows: {R1: ["> 5", 1]}}}
"""
    assert not decision(table).nullable


def test_rows_of_any_that_work_out_different_things_can_be_unknown() -> None:
    table = """\
decisions:
  made: {type: boolean, unknown: unknown, table: {hit: any, inputs: [x], rows: {R1: ["-", p], R2: ["> 5", q]}}}
"""
    assert decision(table).nullable


def test_rows_of_any_that_say_the_same_are_known() -> None:
    table = """\
decisions:
  made: {type: boolean, table: {hit: any, inputs: [x], rows: {R1: ["-", true], R2: ["> 5", true]}}}
"""
    assert not decision(table).nullable


def test_a_cell_with_a_parameter_of_an_absent_key_can_be_unknown() -> None:
    table = """\
parameters:
  cap: {type: integer, min: 0, max: 100, by: grade, values: {A: {2020-01-01: 5}, B: {2020-01-01: 7}}}
decisions:
  made: {type: boolean, unknown: unknown, table: {hit: unique, inputs: [x], rows: {R1: ["< cap", true], R2: [">= cap", false]}}}
"""
    assert decision(table).nullable


def test_a_cell_with_a_parameter_of_the_day_is_known() -> None:
    table = """\
parameters:
  cap: {type: integer, min: 0, max: 100, values: {2020-01-01: 5, 2027-01-01: 7}}
decisions:
  made: {type: boolean, table: {hit: unique, inputs: [x], rows: {R1: ["< cap", true], R2: [">= cap", false]}}}
"""
    assert not decision(table).nullable


def test_a_row_that_asks_after_an_optional_fact_can_be_hit_beside_another() -> None:
    table = """\
  other: {type: integer, min: 0, max: 100, optional: true}
decisions:
  made: {type: boolean, unknown: unknown, table: {hit: unique, inputs: [x], rows: {R1: ["-", true], R2: ["= other", false]}}}
"""
    assert decision(table).nullable


def test_a_row_that_asks_after_its_input_and_something_else_can_be_hit_when_the_input_is_unknown() -> None:
    table = """\
  other: {type: integer, min: 0, max: 100, optional: true}
decisions:
  made:
    type: boolean
    unknown: unknown
    table: {hit: unique, inputs: [other], rows: {R1: ["? is missing", true], R2: ["? is known", false], R3: ["? is missing and x > 5", true]}}
"""
    assert decision(table).nullable


def test_rows_of_any_that_agree_are_unknown_where_what_they_say_is() -> None:
    table = """\
  told: {type: boolean, optional: true}
decisions:
  both:
    table:
      hit: any
      inputs: [x]
      outputs: {made: {type: boolean, unknown: unknown}, second: {type: boolean, unknown: unknown}}
      rows: {R1: ["-", true, told], R2: ["> 5", true, told]}
"""
    assert decision(table).nullable


def test_one_row_of_any_is_known_where_another_of_its_outputs_is_not() -> None:
    table = """\
  told: {type: boolean, optional: true}
decisions:
  both:
    table:
      hit: any
      inputs: [x]
      outputs: {made: {type: boolean}, second: {type: boolean, unknown: unknown}}
      rows: {R1: ["<= 5", true, told], R2: ["> 5", true, told]}
"""
    assert not decision(table).nullable
