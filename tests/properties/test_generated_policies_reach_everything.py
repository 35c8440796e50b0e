"""The generator of policies makes every construct there is: what it never made would be what no property holds for."""

from collections.abc import Iterator
from random import Random
from typing import get_args

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model import core
from lawbook.model.policy import Decision, Invariant, Policy
from lawbook.model.types import ListType, RecordType, Type
from lawbook.model.values import CauseKind, Unknown
from lawbook.model.walking import every_part
from support.generated_policies import check_texts, generated_library
from support.policy_parts import expressions_of
from support.surface_facts import Facts

POLICIES = 400


def made() -> Iterator[str]:
    """Name what the first few policies of the generator have, and what came of deciding with them."""
    for seed in range(POLICIES):
        random = Random(seed)  # noqa: S311 - nothing secret is drawn
        policy = check_texts(generated_library(random).texts()).policy
        if policy is not None:
            yield from _of_expressions(policy)
            yield from _of_declarations(policy)
            yield from _of_decisions(policy, random)


def _of_expressions(policy: Policy) -> Iterator[str]:
    for whole in expressions_of(policy):
        for part in every_part(whole):
            yield type(part).__name__
            yield from _types(part.type)
            match part:
                case core.RoundedQuotient(rounding=rounding):
                    yield f"rounding {rounding}"
                case core.Aggregate(kind=kind) | core.Quantified(kind=kind):
                    yield f"elements {kind}"
                case core.DatePart(part=name):
                    yield f"part {name}"
                case _:
                    continue


def _types(type_: Type) -> Iterator[str]:
    yield type(type_).__name__
    match type_:
        case ListType(of=of):
            yield from _types(of)
        case RecordType(types=types):
            yield from (name for each in types for name in _types(each))
        case _:
            return


def _of_declarations(policy: Policy) -> Iterator[str]:
    yield from (type(invariant).__name__ for invariant in policy.invariants)
    for fact in policy.facts:
        yield from _types(fact.type)
        yield "optional fact" if fact.optional else "required fact"
    for parameter in policy.parameters:
        kind = "keyed" if parameter.by is not None else "dated by a fact" if parameter.dated_by is not None else "bare"
        yield from (f"{kind} parameter", f"after {parameter.after}")
    for decision in policy.decisions:
        yield from _of_body(decision)


def _of_body(decision: Decision) -> Iterator[str]:
    if not isinstance(decision.body, core.Table):
        yield "formula"
        return
    yield from (f"hit {decision.body.hit}", f"aggregation {decision.body.aggregation}", decision.body.kind)
    if decision.body.otherwise is not None:
        yield f"otherwise of {decision.body.hit}"
    if any(exception.exceptions for row in decision.body.rows for exception in row.exceptions):
        yield "exception of an exception"


def _of_decisions(policy: Policy, random: Random) -> Iterator[str]:
    facts = Facts(policy)
    for _ in range(3):
        judged = evaluate_policy(policy, read_facts(policy, facts.posting(random).facts), facts.day(random))
        yield from (f"cause {cause.kind}" for value in judged.values.values() if isinstance(value, Unknown) for cause in value.causes)
        yield from (f"verdict {row.verdict}" for table in judged.tables.values() for row in table.rows)
        yield from ("reason with points" if given.points else "reason" for given in judged.decision.reasons)
        yield from (*("note" for _ in judged.decision.notes), *("obligation" for _ in judged.decision.obligations))


EXPECTED: frozenset[str] = frozenset({
    *(node.__name__ for node in get_args(core.Expression)),
    *(type_.__name__ for type_ in get_args(Type)),
    *(invariant.__name__ for invariant in get_args(Invariant)),
    *(f"hit {hit}" for hit in get_args(core.HitPolicy)),
    *(f"otherwise of {hit}" for hit in get_args(core.HitPolicy)),
    *(f"aggregation {aggregation}" for aggregation in get_args(core.Aggregation)),
    *(f"rounding {rounding}" for rounding in get_args(core.Rounding)),
    *(f"elements {kind}" for kind in (*get_args(core.AggregateKind), "some", "every")),
    *(f"part {part}" for part in get_args(core.DatePartName)),
    *(f"cause {kind}" for kind in get_args(CauseKind)),
    "table", "rules", "bins", "formula", "exception of an exception", "optional fact", "required fact", "bare parameter", "keyed parameter",
    "dated by a fact parameter", "after hold", "after unknown", "verdict hit", "verdict not", "verdict maybe", "reason", "reason with points",
    "note", "obligation",
})  # fmt: skip


def test_the_generator_makes_every_construct_and_reaches_every_cause() -> None:
    assert frozenset(made()) >= EXPECTED
