"""Facts are read in place where they are written as usual, and by the contract where they are not: always to the same end."""

from collections import ChainMap
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest

from lawbook.compile import compile_policy
from lawbook.compile.compiled import Compiled
from lawbook.contract.facts import read_facts
from lawbook.model.core import FactValue, Table
from lawbook.model.policy import Policy
from lawbook.model.types import BooleanType, MomentType, NumberType, OneOfType, SetType, TextType, TimeType, Type
from lawbook.model.values import Unknown
from lawbook.problems import FactsRejected
from lawbook.problems.problem import NOWHERE
from support.contracts import a_decision, a_fact, a_policy
from support.core_policies import deciding, decision, number, policy, row
from support.generated_expressions import DATE, LIST, NUMBER

MONEY = NumberType("money", 2, -500, 10_000, "CNY")
DAY = 738_000


def telling(*types: Type, optional: bool = False) -> Policy:
    """Give a policy that publishes its facts x0, x1 … as d0, d1 …."""
    facts = [a_fact(f"x{place}", of, optional=optional) for place, of in enumerate(types)]
    told = [
        a_decision(f"d{place}", of, body=FactValue(f"x{place}", where=NOWHERE, type=of), fallback=Unknown(()), nullable=True)
        for place, of in enumerate(types)
    ]
    return a_policy(*facts, decisions=tuple(told))


def refused(ask: Callable[[], object]) -> list[str]:
    with pytest.raises(FactsRejected) as caught:
        ask()
    return [problem.code for problem in caught.value.problems]


def unasked(compiled: Compiled) -> Compiled:
    """Give *compiled* so that it fails where it leaves facts to the contract."""

    def never(*_: object) -> None:
        raise AssertionError("the contract was asked")

    compiled._source.constants |= {"SLOW": never, "SLOW_JSON": never}  # noqa: SLF001 - to see that it is not needed
    return compiled


@pytest.fixture
def usual() -> Compiled:
    return unasked(compile_policy(telling(MONEY, BooleanType(), NumberType("integer", 0, 0, 9)), DAY))


def test_absent_and_null_facts_are_read_without_asking_the_contract() -> None:
    compiled = unasked(compile_policy(telling(MONEY, MONEY, MONEY, optional=True), DAY))
    assert compiled.decide({"x0": None, "x2": 1}, DAY).unknowns.keys() == {"d0", "d1"}
    assert b'"d2":"1.00"' in compiled.decide_json(b'{"x0": null, "x2": 1}', DAY)


@pytest.mark.parametrize("amount", [Decimal("1.50"), Decimal("1.5"), "1.50", "1.5"])
def test_the_usual_forms_are_read_without_asking_the_contract(usual: Compiled, amount: object) -> None:
    assert usual.decide({"x0": amount, "x1": True, "x2": 9}, DAY).outcome == {"d0": Decimal("1.50"), "d1": True, "d2": 9}
    assert str(usual.decide({"x0": amount, "x1": True, "x2": 9}, DAY).outcome["d0"]) == "1.50"


@pytest.mark.parametrize(
    "body", [b'{"x0": 1.5, "x1": true, "x2": 9}', b'{"x0":"1.50","x1":true,"x2":9}', b'\n{"x2":9,\t"x0":1.50,"x1":true}']
)
def test_json_in_its_usual_forms_is_read_without_asking_the_contract(usual: Compiled, body: bytes) -> None:
    assert b'"outcome":{"d0":"1.50","d1":true,"d2":9}' in usual.decide_json(body, DAY)


@pytest.mark.parametrize(
    ("of", "posted", "told"),
    [
        (MONEY, Decimal("1E+1"), Decimal("10.00")),
        (MONEY, -5, Decimal("-5.00")),
        (MONEY, Decimal("-0.0"), Decimal("0.00")),
        (DATE, "2021-07-29", date(2021, 7, 29)),
        (DATE, date(2021, 7, 29), date(2021, 7, 29)),
        (TimeType(), "22:00", time(22)),
        (TimeType(), "22:00:30", time(22, 0, 30)),
        (TimeType(), time(22, 0, 30), time(22, 0, 30)),
        (TextType(3), "界面", "界面"),
        (OneOfType(("A", "x:y")), "x:y", "x:y"),
        (SetType(OneOfType(("A", "B"))), ["B", "A"], ("A", "B")),
        (SetType(OneOfType(("A", "B"))), {"B"}, ("B",)),
    ],
)
def test_a_value_is_read_in_each_of_its_forms(of: Type, posted: object, told: object) -> None:
    assert compile_policy(telling(of), DAY).decide({"x0": posted}, DAY).outcome == {"d0": told}


@pytest.mark.parametrize(
    ("of", "posted", "code"),
    [
        (BooleanType(), 1, "wrong-fact-type"),
        (NUMBER, True, "wrong-fact-type"),
        (NUMBER, 2**53 + 1, "fact-out-of-range"),
        (MONEY, Decimal("1.500"), "fact-scale"),
        (MONEY, Decimal("0.000"), "fact-scale"),
        (MONEY, Decimal("NaN"), "wrong-fact-type"),
        (MONEY, "1.500", "fact-scale"),
        (MONEY, ".5", "wrong-fact-type"),
        (MONEY, "1.", "wrong-fact-type"),
        (MONEY, "1_0", "wrong-fact-type"),
        (MONEY, "²", "wrong-fact-type"),
        (MONEY, "9" * 200, "fact-out-of-range"),
        (MONEY, 1.5, "wrong-fact-type"),
        (MONEY, 101, "fact-out-of-range"),
        (DATE, "2021-W30-4", "wrong-fact-type"),
        (DATE, "20210729", "wrong-fact-type"),
        (DATE, "1999-01-01", "fact-out-of-range"),
        (TimeType(), "24:00", "wrong-fact-type"),
        (MomentType(), "2021-07-29T22:00:00", "wrong-fact-type"),
        (TextType(3), "\ud800", "wrong-fact-type"),
        (TextType(3), "four", "fact-out-of-range"),
        (OneOfType(("A", "B")), "C", "wrong-fact-type"),
        (OneOfType(("A", "B")), ["A"], "wrong-fact-type"),
        (SetType(OneOfType(("A", "B"))), ["A", "A"], "wrong-fact-type"),
        (SetType(OneOfType(("A", "B"))), ["C"], "wrong-fact-type"),
    ],
)
def test_a_bad_value_is_refused_as_the_contract_refuses_it(of: Type, posted: object, code: str) -> None:
    compiled = compile_policy(telling(of), DAY)
    assert refused(lambda: compiled.decide({"x0": posted}, DAY)) == [code]


def test_every_bad_fact_is_told_at_once() -> None:
    compiled = compile_policy(telling(MONEY, BooleanType()), DAY)
    assert refused(lambda: compiled.decide({"x0": "much", "other": 1}, DAY)) == ["wrong-fact-type", "missing-fact", "unknown-fact"]
    assert refused(lambda: compiled.decide_json(b'{"x0": "much", "other": 1}', DAY)) == ["wrong-fact-type", "missing-fact", "unknown-fact"]


def test_any_mapping_is_read() -> None:
    compiled = compile_policy(telling(MONEY), DAY)
    assert compiled.decide(ChainMap({"x0": 1}, {}), DAY) == compiled.decide({"x0": 1}, DAY)


def test_null_and_absence_are_the_same_unknown() -> None:
    compiled = compile_policy(telling(MONEY, optional=True), DAY)
    assert compiled.decide({"x0": None}, DAY) == compiled.decide({}, DAY)
    assert compiled.decide_json(b'{"x0": null}', DAY) == compiled.decide_json(b"{}", DAY)


def test_a_name_that_stands_twice_is_refused_whatever_else_has_a_colon() -> None:
    compiled = compile_policy(telling(TimeType(), TextType(9), OneOfType(("A", "x:y"))), DAY)
    whole = b'{"x0": "22:00", "x1": "a:b", "x2": "x:y"'
    assert compiled.decide_json(whole + b"}", DAY)
    assert refused(lambda: compiled.decide_json(whole + b', "x1": "c"}', DAY)) == ["not-json"]
    assert refused(lambda: compiled.decide_json(whole + b', "x1": "c" }', DAY)) == ["not-json"]


def test_escaped_text_is_read() -> None:
    compiled = compile_policy(telling(TextType(9)), DAY)
    assert b'"d0":"a:b"' in compiled.decide_json(b'{"x0": "a\\u003ab"}', DAY)


def test_lists_are_read_by_the_contract() -> None:
    compiled = compile_policy(telling(LIST), DAY)
    assert b'"d0":[{"l":"A","m":{"unknown":' in compiled.decide_json(b'{"x0": [{"n": 1, "l": "A"}]}', DAY)


def test_a_policy_without_facts_decides_on_an_empty_object_only() -> None:
    compiled = compile_policy(policy([], deciding("one", NUMBER, number(1))), DAY)
    assert compiled.decide({}, DAY).outcome == {"one": 1}
    assert b'"outcome":{"one":1}' in compiled.decide_json(b"{}", DAY)
    assert refused(lambda: compiled.decide({"x": 1}, DAY)) == ["unknown-fact"]
    assert refused(lambda: compiled.decide_json(b"[]", DAY)) == ["not-json"]


def test_a_decision_checked_to_be_always_known_is_a_fault_of_the_engine_when_it_is_not() -> None:
    from lawbook.problems import EngineFault  # noqa: PLC0415 - the name stands where it is expected

    never = Table(hit="unique", rows=(), where=NOWHERE)
    of = policy([], deciding("known", NUMBER, never, fallback=None))
    with pytest.raises(EngineFault, match="the decision known was checked to be always known"):
        compile_policy(of, DAY).decide({}, DAY)


def test_a_decision_may_publish_the_value_of_another() -> None:
    table = Table(hit="first", rows=(row("only", [], number(7)),), where=NOWHERE)
    of = policy([], deciding("inner", NUMBER, table, published=False), deciding("outer", NUMBER, decision("inner", NUMBER)))
    assert compile_policy(of, DAY).decide({}, DAY).outcome == {"outer": 7}
    assert read_facts(of, {}) == {}
