"""A policy is compiled for the days on which its parameters stay as they are."""

from dataclasses import replace

import pytest

from lawbook.compile import compile_policy
from lawbook.contract.decision import Note
from lawbook.model import core
from lawbook.model.policy import Parameter, Policy
from lawbook.model.values import Cause, Known
from lawbook.problems import EngineFault
from lawbook.problems.problem import NOWHERE
from support.contracts import a_fact, words
from support.core_policies import deciding, fact, policy
from support.generated_expressions import DATE, LABEL, NUMBER, node

DAY = 738_000


def parameter(*dated: tuple[int, Known | None], **more: object) -> Parameter:
    made = Parameter(name="cap", type=NUMBER, title=words("cap"), series=((None, dated),), order=0, where=NOWHERE)
    return replace(made, **more)  # type: ignore[arg-type]  # as the test says


def cap(date: core.Expression | None = None, key: core.Expression | None = None) -> core.Expression:
    on = core.AsOf(**node(DATE)) if date is None else date
    return core.ParameterAt("cap", on, key, Cause(0, "no-parameter-value", "cap"), **node(NUMBER))


def with_parameter(declared: Parameter, of: Policy) -> Policy:
    return replace(of, parameters=(declared,))


def test_a_span_ends_where_a_parameter_changes_or_is_no_longer_verified() -> None:
    declared = parameter((DAY - 10, 1), (DAY + 5, 2), verified_through=DAY + 20)
    of = with_parameter(declared, policy([], deciding("cap_", NUMBER, cap())))
    spans = [compile_policy(of, day).span for day in (DAY - 11, DAY - 10, DAY + 4, DAY + 5, DAY + 20, DAY + 21)]
    assert spans == [
        (1, DAY - 11), (DAY - 10, DAY + 4), (DAY - 10, DAY + 4), (DAY + 5, DAY + 20), (DAY + 5, DAY + 20), (DAY + 21, 3_652_059),
    ]  # fmt: skip


def test_a_day_outside_of_the_span_is_a_fault_of_the_engine() -> None:
    declared = parameter((DAY, 1))
    of = with_parameter(declared, policy([], deciding("cap_", NUMBER, cap())))
    compiled = compile_policy(of, DAY)
    with pytest.raises(EngineFault, match="compiled for 2021-07-29 to 9999-12-31, not for 2021-07-28"):
        compiled.decide({}, DAY - 1)


def test_a_parameter_on_the_day_is_a_constant() -> None:
    of = with_parameter(parameter((DAY, 41)), policy([], deciding("cap_", NUMBER, core.Add(cap(), cap(), **node(NUMBER)))))
    assert compile_policy(of, DAY).decide({}, DAY).outcome == {"cap_": 82}
    assert "82" in compile_policy(of, DAY).source


def test_a_parameter_at_a_date_is_the_one_begun_last() -> None:
    declared = parameter((DAY, 1), (DAY + 10, None), (DAY + 20, 3))
    of = with_parameter(declared, policy([a_fact("on", DATE)], deciding("cap_", NUMBER, cap(fact("on", DATE)))))
    compiled = compile_policy(of, DAY)
    told = [compiled.decide_values({"on": DAY + shift}, DAY).outcome["cap_"] for shift in (0, 9, 20)]
    assert told == [1, 1, 3]
    assert [compiled.decide_values({"on": DAY + shift}, DAY).unknowns.keys() for shift in (-1, 10)] == [{"cap_"}, {"cap_"}]


def test_a_parameter_without_any_value_is_unknown_at_every_date() -> None:
    of = with_parameter(parameter(), policy([a_fact("on", DATE)], deciding("cap_", NUMBER, cap(fact("on", DATE)))))
    assert compile_policy(of, DAY).decide_values({"on": DAY}, DAY).unknowns.keys() == {"cap_"}


def test_a_keyed_parameter_is_that_of_its_label_on_the_day_and_at_a_date() -> None:
    declared = parameter(series=(("A", ((DAY, 1),)), ("B", ((DAY, 2), (DAY + 10, 3)))), by="kind")
    keyed = [deciding("now", NUMBER, cap(key=fact("kind", LABEL))), deciding("then", NUMBER, cap(fact("on", DATE), fact("kind", LABEL)))]
    of = with_parameter(declared, policy([a_fact("on", DATE), a_fact("kind", LABEL)], *keyed))
    compiled = compile_policy(of, DAY)
    assert compiled.decide_values({"on": DAY + 10, "kind": "B"}, DAY).outcome == {"now": 2, "then": 3}
    assert compiled.decide_values({"on": DAY + 10, "kind": "C"}, DAY).unknowns.keys() == {"now", "then"}


def test_a_parameter_held_beyond_what_was_verified_is_noted() -> None:
    of = with_parameter(parameter((DAY, 1), verified_through=DAY + 1), policy([], deciding("cap_", NUMBER, cap())))
    assert compile_policy(of, DAY).decide({}, DAY).notes == ()
    assert compile_policy(of, DAY + 2).decide({}, DAY + 2).notes == (Note("parameter-held", "cap", "2021-07-30"),)
