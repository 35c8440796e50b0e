"""The language conformance suite: what each construct means, as data, run on every back end."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import get_args

import pytest

from lawbook.check.typing.functions import FUNCTIONS
from lawbook.contract.facts import read_facts
from lawbook.evaluate.explanation import explain_policy
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model import core
from lawbook.model.policy import Policy
from lawbook.model.values import CauseKind
from lawbook.model.walking import every_part
from lawbook.problems import FactsRejected, Problems
from lawbook.read import syntax
from lawbook.read.document import Mapping, Node, Scalar, Sequence
from lawbook.read.feel import parse_cell, parse_expression
from lawbook.read.yaml import read_document
from support.answers import answer, expected_of, told_refusal
from support.back_ends import BACK_ENDS, BackEnd
from support.fragments import checked_fragment
from support.language_cases import CASES, EXAMPLES, REJECTED, SUITES, kept_of, policy_of
from support.suites import Case, Rejected


def nodes_of(policy: Policy) -> Iterator[core.Expression]:
    """Give every node of the core that the decisions of *policy* are made of."""
    for decision in policy.decisions:
        for expression in parts_of(decision.body):
            yield from every_part(expression)


def parts_of(body: core.Expression | core.Table) -> Iterator[core.Expression]:
    if not isinstance(body, core.Table):
        yield body
        return
    yield from body.inputs
    for row in (*body.rows, *([body.otherwise] if body.otherwise is not None else [])):
        yield from (cell for cell in row.cells if cell is not None)
        yield from (() if row.condition is None else (row.condition,))
        yield from row.outputs


@pytest.mark.parametrize("back_end", BACK_ENDS, ids=lambda back_end: back_end.name)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_back_end_decides_as_the_suite_says(name: str, back_end: BackEnd) -> None:
    case, example = EXAMPLES[name]
    assert answer(back_end, policy_of(case), example) == expected_of(example)


@pytest.mark.parametrize("name", EXAMPLES)
def test_posted_as_json_the_answer_is_the_canonical_body(name: str) -> None:
    case, example = EXAMPLES[name]
    as_of = date.fromisoformat(example.as_of).toordinal()
    body = json.dumps(example.facts).encode()
    compiled = kept_of(case).on(policy_of(case), as_of)
    if example.refused is not None:
        with pytest.raises(FactsRejected) as rejection:
            compiled.decide_json(body, as_of)
        assert told_refusal(rejection.value) == example.refused
        return
    interpreted = evaluate_policy(policy_of(case), read_facts(policy_of(case), example.facts), as_of).decision
    assert compiled.decide_json(body, as_of) == interpreted.to_json()


@pytest.mark.parametrize("name", [name for name, (_, example) in EXAMPLES.items() if example.refused is None])
def test_every_answer_can_be_explained_in_both_languages(name: str) -> None:
    case, example = EXAMPLES[name]
    as_of = date.fromisoformat(example.as_of).toordinal()
    facts = read_facts(policy_of(case), example.facts)
    for lang in ("en", "zh"):
        explanation = explain_policy(policy_of(case), facts, as_of, lang)
        assert [title for title, _ in explanation.outcome] == list(policy_of(case).outputs)


@pytest.mark.parametrize("name", REJECTED)
def test_what_the_suite_rejects_is_refused_at_its_place(name: str) -> None:
    case: Rejected = REJECTED[name]
    checked = checked_fragment(case.policy, case.id, case.beside, whole=case.whole)
    assert checked.errors == case.problems


@pytest.mark.parametrize("name", CASES)
def test_a_case_exercises_what_it_names(name: str) -> None:
    case: Case = CASES[name]
    assert set(case.nodes) <= {type(node).__name__ for node in nodes_of(policy_of(name))}
    tables = tuple(decision.body for decision in policy_of(name).decisions if isinstance(decision.body, core.Table))
    assert set(case.hit) <= {table.hit for table in tables}
    assert set(case.aggregations) <= {table.aggregation for table in tables}
    quotients = [node for node in nodes_of(policy_of(name)) if isinstance(node, core.RoundedQuotient)]
    assert set(case.roundings) <= {node.rounding for node in quotients}
    stated = [cause for example in case.examples for causes in example.unknown.values() for cause in causes]
    assert set(case.causes) <= {cause.partition(" ")[0] for cause in stated}


def test_every_example_shows_something_and_ids_are_unique() -> None:
    assert len(CASES) == sum(len(suite.cases) for suite in SUITES)
    assert len(REJECTED) == sum(len(suite.rejected) for suite in SUITES)
    for name, example in EXAMPLES.values():
        stated = bool(example.gives or example.unknown or example.fired or example.reasons)
        assert stated is (example.refused is None), f"{name}: an example either gives something or is refused"


def named(what: str) -> set[str]:
    return {tag for case in CASES.values() for tag in getattr(case, what)}


def test_every_node_of_the_core_is_shown() -> None:
    assert named("nodes") == {node.__name__ for node in get_args(core.Expression)}


def test_every_hit_policy_and_aggregation_is_shown() -> None:
    assert named("hit") == set(get_args(core.HitPolicy))
    assert named("aggregations") == set(get_args(core.Aggregation))


def test_every_rounding_is_shown() -> None:
    assert named("roundings") == set(get_args(core.Rounding))


def test_every_cause_is_shown() -> None:
    assert named("causes") == set(get_args(CauseKind))


def test_every_function_is_shown() -> None:
    written = "\n".join(case.policy for case in CASES.values())
    assert [name for name in FUNCTIONS if f"{name}(" not in written] == []


def test_every_form_of_expression_and_cell_is_shown() -> None:
    seen: set[str] = set()
    for case in CASES.values():
        document = read_document(case.policy, case.id, Problems())
        assert document is not None
        for scalar in scalars_of(document):
            for tree in (parse_expression(scalar, Problems()), parse_cell(scalar, Problems())):
                seen.update(forms_of(tree))
    forms = {*get_args(syntax.Syntax), *get_args(syntax.CellTest), syntax.Cell}
    assert {form.__name__ for form in forms} - seen == set()


def scalars_of(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from scalars_of(item)
        case Mapping(entries=entries):
            for _, value in entries:
                yield from scalars_of(value)


def forms_of(tree: object) -> Iterator[str]:
    """Give the names of the forms that a syntax tree is made of."""
    if isinstance(tree, tuple):
        for part in tree:
            yield from forms_of(part)
    elif is_dataclass(tree):
        yield type(tree).__name__
        for each in fields(tree):
            yield from forms_of(getattr(tree, each.name))


def texts() -> Iterator[tuple[str, str]]:
    for suite in SUITES:
        yield suite.title.en, suite.title.zh
        yield from ((case.shows.en, case.shows.zh) for case in suite.cases)
        yield from ((case.shows.en, case.shows.zh) for case in suite.rejected)


def test_every_sentence_stands_in_both_languages() -> None:
    for english, chinese in texts():
        assert english.strip(), chinese
        assert any("一" <= character <= "鿿" for character in chinese), english
