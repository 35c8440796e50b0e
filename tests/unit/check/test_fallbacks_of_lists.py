"""The fallback of a decision that is a list: the type of the decision is wide enough for it."""

from lawbook.model.types import ListType, NumberType, OneOfType
from lawbook.model.values import Known, Unknown
from support.fragments import checked_fragment


def made(text: str) -> tuple[object, Known | Unknown | None]:
    """Give the type and the fallback of the decision `made`."""
    checked = checked_fragment(text, "fallback", {})
    assert checked.errors == ()
    (decision,) = checked.policies[0].decisions
    return decision.type, decision.fallback


def test_it_may_have_more_elements_than_the_table_has_rows() -> None:
    text = """\
facts:
  late: {type: boolean, optional: true}
decisions:
  made: {type: [A, B, C], unknown: [A, B], table: {hit: rule order, inputs: [late], rows: {R1: [true, C]}}}
"""
    assert made(text) == (ListType(OneOfType(("A", "B", "C")), 2), ("A", "B"))


def test_its_numbers_may_be_others_than_those_of_the_rows() -> None:
    text = """\
facts:
  late: {type: boolean, optional: true}
decisions:
  made: {type: integer, unknown: [9], table: {hit: collect, inputs: [late], rows: {R1: [true, 1], R2: [false, 3]}}}
"""
    assert made(text) == (ListType(NumberType("integer", 0, 1, 9), 2), (9,))
