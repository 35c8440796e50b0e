"""Generated Python decides as the definition does: on facts that are read, on facts that are posted, and on facts in JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import get_args
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawbook.compile import compile_policy, formulas, masks, selection, tables
from lawbook.contract.decision import Decision
from lawbook.contract.facts import may_be_absent, read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model import core
from lawbook.model.core import FactValue, Table
from lawbook.model.policy import Policy
from lawbook.model.values import Unknown
from lawbook.problems import FactsRejected, Problem
from lawbook.problems.problem import NOWHERE
from lawbook.regions import tree
from support.contracts import a_decision, bodies, policies
from support.generated_core import generated_day, generated_facts, generated_policy, parts_of, seeded
from support.posted_facts import posted

thorough = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**64)
WAYS = ("as they come", "by masks", "by trees", "by tests of rows")


@contextmanager
def selecting(way: str) -> Iterator[None]:
    """Let rows be found in one way, however small the tables are."""
    limits = {
        "as they come": [],
        "by masks": [(selection, "GRID", 1), (masks, "WORD", 2)],
        "by trees": [(selection, "MASK_BYTES", -1), (tree, "LEAF", 1)],
        "by tests of rows": [(tables, "MANY", 0), (formulas, "MANY", 0)],
    }[way]
    patches = [patch.object(module, name, value) for module, name, value in limits]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


def answered(ask: Callable[[], object]) -> object | tuple[Problem, ...]:
    """Give the answer, or all that is wrong with the facts."""
    try:
        return ask()
    except FactsRejected as rejected:
        return rejected.problems


def interpreted(policy: Policy, facts: Mapping[str, object], day: int) -> Decision:
    """Decide by the definition."""
    return evaluate_policy(policy, read_facts(policy, facts), day).decision


def interpreted_json(policy: Policy, body: bytes, day: int) -> bytes:
    """Decide by the definition on facts in JSON."""
    return interpreted(policy, parse_facts(body), day).to_json()


def with_types(decision: Decision) -> list[tuple[str, str]]:
    """Give the outcome so that 1 and True, and 1.0 and 1.00, are told apart."""
    return [(name, repr(value)) for name, value in decision.outcome.items()]


@pytest.mark.parametrize("way", WAYS)
@thorough
@given(seed=seeds)
def test_compiled_and_interpreted_policies_decide_alike(way: str, seed: int) -> None:
    random = seeded(seed)
    policy, day = generated_policy(random), generated_day(random)
    with selecting(way):
        compiled = compile_policy(policy, day)
        for _ in range(6):
            facts = generated_facts(random, policy)
            expected = evaluate_policy(policy, facts, day).decision
            decision = compiled.decide_values(facts, day)
            assert decision == expected
            assert with_types(decision) == with_types(expected)


@thorough
@given(seed=seeds)
def test_a_compiled_policy_decides_alike_on_every_day_of_its_span(seed: int) -> None:
    random = seeded(seed)
    policy, day = generated_policy(random), generated_day(random)
    compiled = compile_policy(policy, day)
    low, high = compiled.span
    facts = generated_facts(random, policy)
    for other in {max(low, day - 900), day, min(high, day + 900)}:
        assert compiled.decide_values(facts, other) == evaluate_policy(policy, facts, other).decision


@thorough
@given(seed=seeds)
def test_posted_facts_are_decided_on_or_refused_alike(seed: int) -> None:
    random = seeded(seed)
    policy, day = generated_policy(random), generated_day(random)
    compiled = compile_policy(policy, day)
    for _ in range(4):
        facts = posted(policy, generated_facts(random, policy), random, as_json=False)
        assert answered(partial(compiled.decide, facts, day)) == answered(partial(interpreted, policy, facts, day))


@thorough
@given(seed=seeds)
def test_facts_in_json_are_decided_on_or_refused_alike(seed: int) -> None:
    random = seeded(seed)
    policy, day = generated_policy(random), generated_day(random)
    compiled = compile_policy(policy, day)
    for _ in range(4):
        facts = posted(policy, generated_facts(random, policy), random, as_json=True)
        body = json.dumps(facts, ensure_ascii=random.random() < 0.3, indent=random.choice((None, 2))).encode("utf-8", "surrogatepass")
        assert answered(partial(compiled.decide_json, body, day)) == answered(partial(interpreted_json, policy, body, day))


@thorough
@given(policy=policies(), data=st.data())
def test_facts_of_every_type_are_published_as_they_were_read(policy: Policy, data: st.DataObject) -> None:
    decisions = tuple(
        a_decision(
            f"d_{fact.name}", fact.type, body=FactValue(fact.name, where=NOWHERE, type=fact.type), fallback=Unknown(()), nullable=True
        )
        for fact in policy.facts
    )
    policy = replace(policy, decisions=decisions, outputs=tuple(decision.name for decision in decisions))
    compiled = compile_policy(policy, policy.effective)
    day = policy.effective
    for body in data.draw(st.lists(bodies(policy), min_size=1, max_size=5)):
        assert answered(partial(compiled.decide_json, body, day)) == answered(partial(interpreted_json, policy, body, day))
        facts = answered(partial(parse_facts, body))
        if isinstance(facts, dict):
            assert answered(partial(compiled.decide, facts, day)) == answered(partial(interpreted, policy, facts, day))


def test_every_node_hit_policy_and_kind_is_among_the_generated_ones() -> None:
    made = [generated_policy(seeded(seed)) for seed in range(400)]
    parts = [part for policy in made for part in parts_of(policy)]
    tables = [declared.body for policy in made for declared in policy.decisions if isinstance(declared.body, Table)]
    assert {type(part) for part in parts} == set(get_args(core.Expression))
    assert {table.hit for table in tables} == set(get_args(core.HitPolicy))
    assert {table.aggregation for table in tables} == {None, *get_args(core.Aggregation)}
    assert {part.rounding for part in parts if isinstance(part, core.RoundedQuotient)} == set(get_args(core.Rounding))
    assert {part.part for part in parts if isinstance(part, core.DatePart)} == set(get_args(core.DatePartName))
    assert {part.kind for part in parts if isinstance(part, core.Aggregate)} == set(get_args(core.AggregateKind))
    assert {part.kind for part in parts if isinstance(part, core.Quantified)} == {"some", "every"}
    assert {len(row.outputs) > 1 for table in tables for row in table.rows} == {True, False}
    assert any(policy.score_reasons for policy in made)
    assert any(may_be_absent(fact) for policy in made for fact in policy.facts)


def test_generated_decisions_are_often_known_and_often_unknown() -> None:
    known = unknown = fired = reasons = 0
    for seed in range(150):
        random = seeded(seed)
        policy, day = generated_policy(random), generated_day(random)
        decision = evaluate_policy(policy, generated_facts(random, policy), day).decision
        unknown += len(decision.unknowns)
        known += len(decision.outcome) - len(decision.unknowns)
        fired += len(decision.fired)
        reasons += len(decision.reasons)
    assert min(known, unknown, fired, reasons) > 50
