"""Labels, sets, texts and truths."""

import pytest

from lawbook.model.core import AnyOf, Constant, Contains, DecisionValue, Equal, FactValue, If, Less, Not, Position, SetSize, Within
from lawbook.model.types import BooleanType, SetType, TextType
from lawbook.model.values import Cause, Unknown
from lawbook.problems.problem import NOWHERE
from support.elaborating import CHANNEL, GRADE, TYPES, codes, elaborated, helped, sound, told, worked_out

LABELS = ("A", "B", "C", "D")


def fact(name: str) -> FactValue:
    return FactValue(name, where=NOWHERE, type=GRADE)


def label(value: str) -> Constant:
    return Constant(value, where=NOWHERE, type=GRADE)


def test_a_quoted_label_takes_the_type_of_what_it_meets() -> None:
    equal = sound('grade = "A"')
    assert equal == Equal(fact("grade"), label("A"), where=NOWHERE, type=BooleanType())
    assert isinstance(equal, Equal)
    assert equal.right.type == GRADE


def test_the_label_may_stand_first() -> None:
    assert sound('"A" != grade') == Not(Equal(label("A"), fact("grade"), where=NOWHERE, type=GRADE), where=NOWHERE, type=GRADE)


def test_an_unknown_label_is_told_with_the_nearest() -> None:
    assert told('channel = "smss"') == [("unknown-label", "`smss` is not one of call, sms, visit")]
    assert helped('channel = "smss"') == "did you mean `sms`?"
    assert helped('grade = "X"') == "possible here: `A`, `B`, `C`, `D`"


def test_labels_of_an_ordered_type_are_compared_by_place() -> None:
    place = (Position(side, LABELS, where=NOWHERE, type=GRADE) for side in (fact("grade"), label("C")))
    assert sound('grade < "C"') == Less(*place, where=NOWHERE, type=GRADE)
    assert worked_out('grade >= "B"', {"grade": "A"}) is False
    assert worked_out('grade > "B"', {"grade": "C"}) is True
    assert worked_out('grade between "B" and stage', {"grade": "B"}) is True


def test_labels_without_an_order_are_not_compared_by_place() -> None:
    assert told('channel < "sms"') == [("not-ordered", "`channel` is one of call, sms, visit, whose labels have no order")]
    assert codes('channel between "call" and "sms"') == ["not-ordered"]


def test_two_types_with_other_labels_are_not_compared() -> None:
    assert told("channel = grade") == [("wrong-type", "`channel` is one of call, sms, visit, and `grade` is one of A, B, C, D")]


def test_a_bare_label_within_an_expression_says_to_quote_it() -> None:
    assert told("grade = A") == [("unknown-name", "`A` is a label, and stands for itself only in quotes here")]
    assert helped("grade = A") == 'write `"A"`'


def test_a_bare_label_may_be_a_whole_output() -> None:
    assert sound("A", GRADE) == label("A")
    assert sound("stage", GRADE) == DecisionValue("stage", where=NOWHERE, type=GRADE)


def test_a_whole_output_that_is_no_label_and_no_name_was_meant_as_a_label() -> None:
    assert told("smss", CHANNEL) == [("unknown-label", "`smss` is not one of call, sms, visit")]


def test_labels_in_branches_are_checked_too() -> None:
    chosen = sound('if agreed then "A" else "B"', GRADE)
    assert isinstance(chosen, If)
    assert (chosen.type, chosen.then.type) == (GRADE, GRADE)
    expression, problems = elaborated('if agreed then "A" else if agreed then "E" else "F"', GRADE)
    assert expression is None
    assert [str(problem.where) for problem in problems] == ["policy.yaml:1:40", "policy.yaml:1:49"]


def test_a_text_that_is_no_literal_is_no_label() -> None:
    assert codes("note", GRADE) == ["wrong-type"]
    assert codes("note = grade") == ["wrong-type"]


def test_in_asks_for_one_of_several_labels() -> None:
    within = sound('grade in ("A", "C")')
    assert isinstance(within, Within)
    assert worked_out('grade in ("A", "C")', {"grade": "C"}) is True
    assert codes('grade in ("A", "E")') == ["unknown-label"]


def test_a_range_of_labels_is_the_labels_in_it() -> None:
    assert worked_out('grade in ["B".."C"]', {"grade": "C"}) is True
    assert worked_out('grade in ("B".."D")', {"grade": "D"}) is False
    assert codes('grade in ["C".."B"]') == ["empty-range"]
    assert worked_out('grade in [stage.."C"]', {"grade": "A"}) is False


def test_a_set_is_asked_for_labels() -> None:
    contains = sound('contains(events, "death")')
    assert contains == Contains(fact("events"), "death", where=NOWHERE, type=GRADE)
    both = [Contains(fact("events"), name, where=NOWHERE, type=GRADE) for name in ("death", "fraud")]
    assert sound('any of(events, ["death", "fraud"])') == AnyOf(tuple(both), where=NOWHERE, type=GRADE)
    assert worked_out('all of(events, ["death", "fraud"])', {"events": frozenset({"death"})}) is False
    assert sound("count(events)") == SetSize(fact("events"), where=NOWHERE, type=GRADE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('contains(events, "deth")', "unknown-label"),
        ('any of(events, ["death", "x"])', "unknown-label"),
        ("contains(events, grade)", "unknown-label"),
        ("contains(events, 3)", "wrong-type"),
        ('contains(grade, "A")', "wrong-type"),
        ('any of(events, "death")', "wrong-arguments"),
        ("any of(events, [])", "wrong-arguments"),
        ("count(grade)", "wrong-type"),
        ('contains(evnts, "death")', "unknown-name"),
        ('events = "death"', "wrong-type"),
        ("events < events", "wrong-type"),
        ('["death"]', "wrong-type"),
    ],
)
def test_sets_are_asked_with_care(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_a_set_equals_the_list_of_its_labels() -> None:
    assert worked_out('events = ["death", "fraud"]', {"events": frozenset({"fraud", "death"})}) is True
    assert worked_out("events = []", {"events": frozenset()}) is True
    assert codes('events = ["deth"]') == ["unknown-label"]


def test_a_place_for_a_set_takes_labels_bare_or_quoted() -> None:
    place = TYPES["events"]
    assert isinstance(place, SetType)
    assert sound('[death, "fraud"]', place) == Constant(frozenset({"death", "fraud"}), where=NOWHERE, type=place)
    assert codes("[deth]", place) == ["unknown-label"]
    assert codes("grade", place) == ["wrong-type"]


def test_texts_are_compared_for_equality_only() -> None:
    assert worked_out('note = "x"', {"note": "x"}) is True
    assert told('note < "x"') == [("wrong-type", "`note` is a text, which has no order")]


def test_a_text_must_fit_its_place() -> None:
    assert codes("note", TextType(10)) == ["out-of-range"]
    assert codes('"short"', TextType(10)) == []
    assert codes('if agreed then "a" else "a very long text"', TextType(10)) == ["out-of-range"]


def test_truths_are_joined_and_asked() -> None:
    unknown = Unknown((Cause(30, "missing-fact", "hardship"),))
    assert worked_out("agreed and hardship", {"agreed": False}) is False
    assert worked_out("agreed or hardship", {"agreed": True}) is True
    assert worked_out("agreed and hardship", {"agreed": True}) == unknown
    assert worked_out("hardship is known", {}) is False
    assert worked_out("hardship is missing", {}) is True
    assert worked_out("hardship = true", {}) == unknown


@pytest.mark.parametrize(
    "text",
    [
        "agreed and score",
        "score or agreed",
        "not(score)",
        "if score then 1 else 2",
        "agreed < true",
        "some x in agencies satisfies x.capacity",
    ],
)
def test_only_truths_are_joined(text: str) -> None:
    assert codes(text) == ["wrong-type"]


def test_what_is_no_truth_is_named_in_the_words_of_the_author() -> None:
    assert told("agreed and born") == [("wrong-type", "`born` is a date, and true or false is needed here")]


def test_all_of_a_long_and_is_told_of() -> None:
    assert codes("agreed and score and agreed and grade and born") == ["wrong-type"] * 3


def test_and_is_one_node_however_long() -> None:
    assert len(getattr(sound("agreed and agreed and agreed"), "items", ())) == 3


def test_the_branches_of_a_choice_must_meet() -> None:
    assert told("if agreed then born else 3") == [("wrong-type", "`born` is a date, and `3` is an integer")]
    assert codes("if agreed then grade else channel") == ["wrong-type"]
    assert codes("if agreed then agencies else agencies") == []


def test_asking_whether_what_is_always_known_is_known_says_nothing() -> None:
    assert told("income is known") == [("constant-condition", "`income is known` is always true: `income` is never unknown")]
    assert codes("income is missing") == ["constant-condition"]
    assert codes("other_income is known") == []
    assert codes("agencies.fee = 3") == ["wrong-type"]
