"""What differs between two versions: found, shown by inputs that the interpreter confirms, or proved not to be."""

from datetime import date

import pytest

from lawbook.bounds.values import Among, Stretch
from lawbook.difference.answers import Witness
from lawbook.difference.comparing import compare
from lawbook.difference.together import Sides
from lawbook.difference.turns import Turn
from lawbook.model.types import OneOfType
from lawbook.model.values import Unknown
from support.versions import LOAN, by_name, comparison, versions


def becomes(before: str | None, after: str | None) -> Turn:
    return Turn("becomes", before, after)


def turns(witnesses: tuple[Witness, ...]) -> set[Turn]:
    return {each.turn for each in witnesses}


def test_a_version_compared_with_itself_is_alike_word_for_word() -> None:
    assert {each.state for each in comparison(versions()).compared} == {"alike"}


def test_a_boundary_that_moved_shows_between_its_old_and_its_new_place() -> None:
    found = by_name(comparison(versions(("<= 30", "<= 60")), ("stage", "outcome", "limit")))
    (stage,) = found["stage"].witnesses
    assert (stage.turn, stage.before.rows, stage.after.rows) == (becomes("M2", "M1"), ("S2",), ("S1",))
    assert stage.region == {"days_late": Stretch(31, 60)}
    assert found["stage"].trouble is None
    assert turns(found["outcome"].witnesses) == {becomes("decline", "approve"), becomes("decline", "refer")}


def test_what_only_follows_from_another_decision_says_so() -> None:
    found = by_name(comparison(versions(("<= 30", "<= 60")), ("stage", "outcome", "limit")))
    assert found["stage"].follows == ()
    assert found["outcome"].follows == ("stage",)
    assert found["limit"].follows == ("outcome",)


def test_the_same_said_otherwise_is_proved_equal() -> None:
    pair = versions(("when: amount > cap", "when: not(amount <= cap)"), ('stage = "M2"', "days_late > 30"))
    assert {name: each.state for name, each in by_name(comparison(pair)).items()} == {
        "stage": "alike",
        "outcome": "proved",
        "limit": "proved",
    }


def test_numbers_are_more_or_less() -> None:
    found = by_name(comparison(versions(("2020-01-01: 20000", "2020-01-01: 30000")), ("outcome", "limit")))
    assert turns(found["outcome"].witnesses) == {becomes("refer", "approve")}
    (limit,) = found["limit"].witnesses
    assert limit.turn == Turn("rises")


def test_every_set_of_rows_is_looked_for_where_that_is_asked() -> None:
    pair = versions(("      - {id: GRADE", "      - {id: STUDENT, when: student, then: decline}\n      - {id: GRADE"))
    found = by_name(comparison(pair, ("outcome",), sets=6))["outcome"]
    assert found.all_rows
    assert {each.before.rows for each in found.witnesses if each.turn == becomes("refer", "decline")} >= {("ABOVE",)}
    assert {each.after.rows for each in found.witnesses} == {("STUDENT",)}
    assert not by_name(comparison(pair, ("outcome",)))["outcome"].all_rows


def test_a_witness_is_as_plain_as_it_can_be() -> None:
    pair = versions(("when: amount > cap", "when: amount > cap or student"))
    (found,) = by_name(comparison(pair, ("outcome",)))["outcome"].witnesses
    assert {name: value for name, value in found.values.items() if not isinstance(value, Unknown)} == {
        "student": True,
        "amount": 0,
        "days_late": 0,
        "grade": "A",
    }
    assert found.region is not None
    assert found.region["student"] == Among(frozenset({True}))
    assert "region" not in found.region


def test_facts_that_one_version_has_more_are_named() -> None:
    pair = versions(
        ("  region:", "  guarantor: {type: boolean}\n  region:"), ("when: amount > cap", "when: amount > cap and not(guarantor)")
    )
    found = comparison(pair)
    assert [(each.kind, each.name) for each in found.facts] == [("added", "guarantor")]
    (witness,) = by_name(found)["outcome"].witnesses
    assert (witness.turn, witness.values["guarantor"]) == (becomes("refer", "approve"), True)
    removed = comparison((pair[1], pair[0]))
    assert [(each.kind, each.name) for each in removed.facts] == [("removed", "guarantor")]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("amount: {type: money CNY, min: 0, max: 1000000}", "amount: {type: money CNY, min: 0, max: 500000}", "narrowed"),
        ("grade: {type: [A, B, C, D], ordered: true", "grade: {type: [A, B, C, D, E], ordered: true", "narrowed"),
        ("ordered: true, optional: true", "ordered: true", "required"),
    ],
)
def test_facts_that_take_other_values_are_compared_on_those_that_both_take(old: str, new: str, kind: str) -> None:
    found = comparison(versions((old, new)))
    assert [each.kind for each in found.facts] == [kind]
    assert {each.state for each in found.compared} <= {"alike", "proved"}


def test_a_fact_of_another_type_is_taken_for_two() -> None:
    text = LOAN.replace("'grade = \"D\"'", "student")
    pair = versions(
        ("student: {type: boolean}", "student: {type: [full, part]}"), ("when: student", "when: 'student = \"full\"'"), text=text
    )
    found = comparison(pair)
    assert [(each.kind, each.name) for each in found.facts] == [("retyped", "student")]
    assert turns(by_name(found)["outcome"].witnesses) >= {becomes("decline", "approve"), becomes("approve", "decline")}


def test_labels_that_one_version_has_more_are_outcomes_like_others() -> None:
    pair = versions(
        ("type: [approve, refer, decline]", "type: [approve, refer, decline, hold]"),
        ("severity: [decline", "severity: [hold, decline"),
        ("amount > cap, then: refer", "amount > cap, then: hold"),
    )
    assert isinstance(pair[1].decisions[1].type, OneOfType)
    found = by_name(comparison(pair, ("outcome",)))["outcome"]
    assert becomes("refer", "hold") in turns(found.witnesses)


def test_a_decision_of_another_type_is_not_compared() -> None:
    pair = versions(("limit: {type: money CNY", "limit: {type: money USD"), ("min(amount, cap)", "0"), ("else 0'", "else 0'"))
    found = by_name(comparison(pair))["limit"]
    assert (found.state, found.trouble.why if found.trouble else None) == ("unknown", "other-type")


def test_decisions_that_only_one_version_publishes_are_named() -> None:
    pair = versions(("  limit:", "  extra: {type: boolean, formula: student}\n  limit:"))
    assert [each.name for each in comparison(pair).added] == ["extra"]
    assert [each.name for each in comparison((pair[1], pair[0])).removed] == ["extra"]
    shown = versions(("outputs: [outcome]", "outputs: [outcome, limit]"), text=LOAN + "outputs: [outcome]\n")
    assert [each.name for each in comparison(shown).added] == ["limit"]
    assert [each.name for each in comparison((shown[1], shown[0])).removed] == ["limit"]


def test_what_runs_out_of_time_is_not_called_equal() -> None:
    text = """
facts:
  a: {type: integer, min: 1, max: 100000}
  b: {type: integer, min: 1, max: 100000}
  c: {type: integer, min: 1, max: 100000}
decisions:
  cubes: {type: boolean, formula: a + b + c > 0}
"""
    pair = versions(("formula: a + b + c > 0", "formula: a ** 3 + b ** 3 != c ** 3"), text=text)
    found = by_name(comparison(pair, seconds=0.2))["cubes"]
    assert (found.state, found.trouble.why if found.trouble else None) == ("unknown", "time")


def test_versions_on_days_of_their_own_differ_by_their_parameters() -> None:
    text = LOAN.replace("2020-01-01: 20000", "2020-01-01: 20000, 2024-01-01: 30000")
    before, after = versions(text=text)
    days = date(2023, 6, 1).toordinal(), date(2024, 6, 1).toordinal()
    (outcome,) = compare(Sides(before, after, days), ("outcome",)).compared
    assert turns(outcome.witnesses) == {becomes("refer", "approve")}
    (same,) = compare(Sides(before, after, (days[1], days[1])), ("outcome",)).compared
    assert same.state == "alike"


def test_a_type_that_only_got_a_name_is_the_same() -> None:
    pair = versions(
        ("facts:", "types:\n  areas: {type: [north, south]}\nfacts:"),
        ("region: {type: [north, south]}", "region: {type: areas}"),
        text=LOAN.replace("'grade = \"D\"'", "'region = \"north\"'"),
    )
    found = comparison(pair)
    assert found.facts == ()
    assert {each.state for each in found.compared} == {"alike"}
