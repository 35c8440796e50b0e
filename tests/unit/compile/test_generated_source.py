"""What generated Python looks like, and what never gets into it."""

from random import Random

from lawbook.compile import compile_policy
from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model import core
from lawbook.model.core import Table
from lawbook.model.policy import Policy
from lawbook.model.types import OneOfType, TextType
from lawbook.model.values import Unknown
from lawbook.problems.problem import NOWHERE
from support.contracts import a_fact
from support.core_policies import boxes, deciding, decision, fact, less, number, policy, row
from support.generated_expressions import DATE, DAY, LIST, NUMBER, SMALL, TRUTH, constant, node


def interpreted(of: Policy, posted: dict[str, object]) -> object:
    return evaluate_policy(of, read_facts(of, posted), of.effective).decision


def body_of(of: Policy) -> str:
    source = compile_policy(of, of.effective).source
    return source[source.index("def decide_values") : source.index("def decide_json")]


def test_no_name_label_or_text_of_a_policy_stands_in_the_source() -> None:
    odd = "\"); import os; os.abort() #\n'\\"
    label, text = OneOfType((odd, "B")), TextType(100)
    same = core.Equal(fact("abort", label), constant(odd, label), **node(TRUTH))
    table = Table(hit="first", inputs=(fact("note", text),), rows=(row(odd, [None], constant(odd, text), condition=same),), where=NOWHERE)
    of = policy([a_fact("abort", label), a_fact("note", text)], deciding("told" + odd, text, table))
    compiled = compile_policy(of, of.effective)
    assert compiled.decide({"abort": odd, "note": "x"}, of.effective).outcome == {"told" + odd: odd}
    assert "abort" not in compiled.source


def test_a_policy_of_facts_that_are_always_known_is_never_asked_what_is_unknown() -> None:
    sum_ = core.Add(fact("x"), core.Multiply(number(3), fact("y"), **node(NUMBER)), **node(NUMBER))
    of = policy([a_fact("x", SMALL), a_fact("y", SMALL)], deciding("sum", NUMBER, sum_), deciding("low", TRUTH, less(fact("x"), number(3))))
    assert " U" not in body_of(of)
    assert compile_policy(of, of.effective).decide({"x": 2, "y": 4}, of.effective).outcome == {"sum": 14, "low": True}


def test_a_strict_expression_looks_at_each_unknown_once() -> None:
    sum_ = core.Add(core.Add(fact("x"), number(1), **node(NUMBER)), core.Negate(fact("x"), **node(NUMBER)), **node(NUMBER))
    of = policy([a_fact("x", SMALL, optional=True)], deciding("low", TRUTH, less(sum_, number(3))))
    assert body_of(of).count("type(f1) is U") == 1


def test_what_stands_in_several_places_is_worked_out_once() -> None:
    later = core.AddMonths(fact("since", DATE), number(3), **node(DATE))
    before = [core.Less(later, constant(DAY + shift, DATE), **node(TRUTH)) for shift in (1, 2, 3)]
    of = policy([a_fact("since", DATE)], *(deciding(f"d{place}", TRUTH, each) for place, each in enumerate(before)))
    assert body_of(of).count("ADD_MONTHS") == 1


def test_what_is_the_same_within_two_loops_is_not_taken_out_of_them() -> None:
    element = core.FieldOf(core.Variable("each", **node(LIST.of)), 0, **node(NUMBER))
    above = core.Quantified("some", fact("list", LIST), "each", less(number(3), element), **node(TRUTH))
    below = core.Quantified("every", fact("list", LIST), "each", less(number(3), element), **node(TRUTH))
    of = policy([a_fact("list", LIST)], deciding("some", TRUTH, above), deciding("every", TRUTH, below))
    facts = {"list": [{"n": 2, "l": "A"}, {"n": 5, "l": "B"}]}
    assert compile_policy(of, of.effective).decide(facts, of.effective).outcome == {"some": True, "every": False}


def test_an_expression_may_nest_deeper_than_python_brackets() -> None:
    known, doubtful = fact("x"), fact("y")
    for _ in range(75):
        known = core.Absolute(core.Subtract(number(7), known, **node(NUMBER)), **node(NUMBER))
        doubtful = core.If(less(doubtful, number(5)), core.Add(fact("y"), number(3), **node(NUMBER)), number(1), **node(NUMBER))
    of = policy([a_fact("x", SMALL), a_fact("y", SMALL, optional=True)], deciding("x_", NUMBER, known), deciding("y_", NUMBER, doubtful))
    compiled = compile_policy(of, of.effective)
    for facts in ({"x": 3, "y": 4}, {"x": -2}):
        assert compiled.decide(facts, of.effective) == interpreted(of, dict(facts))


def test_conditions_may_nest_deeper_than_python_brackets() -> None:
    condition = less(fact("x"), number(3))
    for place in range(75):
        other = less(fact("y"), number(place))
        joined = core.AnyOf if place % 2 else core.All
        condition = core.Not(joined((condition, other, less(fact("x"), number(place))), **node(TRUTH)), **node(TRUTH))
    of = policy([a_fact("x", SMALL, optional=True), a_fact("y", SMALL, optional=True)], deciding("so", TRUTH, condition))
    compiled = compile_policy(of, of.effective)
    for facts in ({"x": 3, "y": 4}, {"x": 3}, {"y": 2}, {}):
        assert compiled.decide(facts, of.effective) == interpreted(of, dict(facts))


def test_loops_may_nest_deeper_than_python_allows() -> None:
    condition = less(core.FieldOf(core.Variable("x0", **node(LIST.of)), 0, **node(NUMBER)), number(5))
    for place in range(30):
        outer = core.FieldOf(core.Variable(f"x{place}", **node(LIST.of)), 0, **node(NUMBER))
        condition = core.All((condition, less(outer, number(30 + place))), **node(TRUTH))
        condition = core.Quantified("every", fact("list", LIST), f"x{place}", condition, **node(TRUTH))
    of = policy([a_fact("list", LIST)], deciding("every", TRUTH, condition))
    facts: dict[str, object] = {"list": [{"n": 2, "l": "A"}]}
    assert compile_policy(of, of.effective).decide(facts, of.effective) == interpreted(of, facts)


def test_a_branch_of_an_if_is_not_written_twice_at_every_level() -> None:
    chosen: core.Expression = fact("x")
    for place in range(40):
        chosen = core.If(less(fact("x"), number(place)), chosen, core.Add(chosen, fact("y"), **node(NUMBER)), **node(NUMBER))
    of = policy([a_fact("x", SMALL, optional=True), a_fact("y", SMALL, optional=True)], deciding("chosen", NUMBER, chosen))
    assert len(body_of(of)) < 20_000


def test_the_rows_of_a_large_table_are_data_and_not_text() -> None:
    random = Random(1)  # noqa: S311 - a fixed sequence is wanted
    drawn = [tuple(sorted((random.randrange(40), random.randrange(40))) for _ in range(2)) for _ in range(3_000)]
    of = policy(
        [a_fact("x", SMALL), a_fact("y", SMALL)],
        deciding("row", NUMBER, boxes("first", [fact("x"), fact("y")], [((low, high), (down, up)) for (low, high), (down, up) in drawn])),
    )
    assert len(compile_policy(of, of.effective).source) < 10_000


def test_an_output_that_is_worked_out_looks_at_facts_decisions_and_the_day() -> None:
    table = Table(
        hit="unique",
        inputs=(fact("x"),),
        rows=(
            row(
                "low",
                [less(core.Variable("?", **node(NUMBER)), number(10))],
                core.Add(decision("twice", NUMBER), fact("x"), **node(NUMBER)),
            ),
            row(
                "rest",
                [None],
                core.Subtract(core.AsOf(**node(DATE)), constant(1, DATE), **node(NUMBER)),
                condition=less(number(9), fact("x")),
            ),
        ),
        where=NOWHERE,
    )
    twice = core.Multiply(number(2), fact("x"), **node(NUMBER))
    of = policy([a_fact("x", SMALL)], deciding("twice", NUMBER, twice, published=False), deciding("made", NUMBER, table))
    compiled = compile_policy(of, of.effective)
    assert compiled.decide({"x": 4}, of.effective).outcome == {"made": 12}
    assert compiled.decide({"x": 40}, of.effective).outcome == {"made": of.effective - 1}


def test_a_decision_that_is_never_unknown_by_mistake_is_a_fault_of_the_engine() -> None:
    of = policy([a_fact("x", SMALL, optional=True)], deciding("x_", NUMBER, fact("x"), fallback=Unknown(())))
    assert compile_policy(of, of.effective).decide({}, of.effective).unknowns.keys() == {"x_"}


def test_a_truth_and_a_number_that_python_holds_equal_are_not_taken_for_one() -> None:
    asked = less(fact("x"), number(5))
    truth = core.If(asked, constant(True, TRUTH), constant(False, TRUTH), **node(TRUTH))
    count = core.If(asked, number(1), number(0), **node(NUMBER))
    of = policy([a_fact("x", SMALL)], deciding("count", NUMBER, count), deciding("truth", TRUTH, truth))
    outcome = compile_policy(of, of.effective).decide({"x": 3}, of.effective).outcome
    assert (outcome["count"] is True, outcome["truth"] is True) == (False, True)


def test_a_run_of_choices_among_labels_is_one_look_up() -> None:
    grades = OneOfType(("A", "B", "C", "D"))
    points: core.Expression = number(9)
    for label, worth in (("C", 3), ("B", 2), ("A", 1)):
        same = core.Equal(fact("grade", grades), constant(label, grades), **node(TRUTH))
        points = core.If(same, number(worth), points, **node(NUMBER))
    of = policy([a_fact("grade", grades, optional=True)], deciding("points", NUMBER, points))
    assert ("==" in body_of(of), body_of(of).count("f1")) == (False, 4)
    for posted in ({"grade": "A"}, {"grade": "C"}, {"grade": "D"}, {}):
        facts: dict[str, object] = dict(posted)
        assert compile_policy(of, of.effective).decide(facts, of.effective) == interpreted(of, facts)


def test_a_run_of_choices_that_all_give_the_same_is_known_whatever_the_label() -> None:
    grades = OneOfType(("A", "B", "C"))
    points: core.Expression = number(1)
    for label in ("B", "A"):
        same = core.Equal(fact("grade", grades), constant(label, grades), **node(TRUTH))
        points = core.If(same, number(1), points, **node(NUMBER))
    of = policy([a_fact("grade", grades, optional=True)], deciding("points", NUMBER, points))
    assert compile_policy(of, of.effective).decide({}, of.effective).outcome == {"points": 1}
