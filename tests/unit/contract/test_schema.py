import json
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest

from lawbook.contract.decision import Decision, Given, Note, decision_body
from lawbook.contract.schema import decision_schema, facts_schema
from lawbook.contract.values import to_public
from lawbook.model.policy import FieldWords, Obligation, Policy
from lawbook.model.types import BooleanType, ListType, MomentType, NumberType, RecordType, TextType, TimeType, Type
from lawbook.model.values import Cause, Unknown, Value
from lawbook.problems.problem import NOWHERE
from support.contracts import (
    AGE,
    AGENCY,
    DAY,
    EVENTS,
    GRADE,
    HUGE,
    MONEY,
    TYPES,
    a_decision,
    a_fact,
    a_policy,
    validator,
    words,
)


def property_of(policy: Policy) -> object:
    properties = facts_schema(policy)["properties"]
    assert isinstance(properties, dict)
    return properties["x"]


def test_a_contract_tells_its_facts_in_both_languages() -> None:
    policy = a_policy(a_fact("age", AGE), a_fact("grade", GRADE, optional=True, personal=True))
    assert facts_schema(policy) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lawbook:dunning-tier:v2:facts",
        "title": "Dunning",
        "x-title-zh": "中文 Dunning",
        "type": "object",
        "properties": {
            "age": {"title": "age", "x-title-zh": "中文 age", "type": "integer", "minimum": 0, "maximum": 120, "x-kind": "integer"},
            "grade": {
                "title": "grade",
                "x-title-zh": "中文 grade",
                "x-personal": True,
                "type": ["string", "null"],
                "enum": ["A", "B", "AA+", "一级", "x:y", None],
            },
        },
        "required": ["age"],
        "additionalProperties": False,
    }


def test_units_and_the_titles_of_labels_are_told() -> None:
    fact = a_fact("x", GRADE)
    fact = type(fact)(
        name="x", type=GRADE, optional=False, title=words("x"), order=0, unit=words("u"), titles=(("A", words("best")),), where=NOWHERE
    )
    assert property_of(a_policy(fact)) == {
        "title": "x",
        "x-title-zh": "中文 x",
        "x-unit": {"en": "u", "zh": "中文 u"},
        "x-titles": {"A": {"en": "best", "zh": "中文 best"}},
        "type": "string",
        "enum": ["A", "B", "AA+", "一级", "x:y"],
    }


def test_the_fields_of_records_are_told_with_their_titles() -> None:
    kind = ListType(RecordType(("paid", "score"), (BooleanType(), GRADE), (False, False)), 3)
    fields = (
        FieldWords(name="paid", given=words("paid off")),
        FieldWords(name="score", given=words("score"), unit=words("u"), titles=(("A", words("best")),)),
    )
    schema = property_of(a_policy(replace(a_fact("x", kind), fields=fields)))
    assert isinstance(schema, dict)
    assert schema["items"] == {
        "type": "object",
        "properties": {
            "paid": {"title": "paid off", "x-title-zh": "中文 paid off", "type": "boolean"},
            "score": {
                "title": "score",
                "x-title-zh": "中文 score",
                "x-unit": {"en": "u", "zh": "中文 u"},
                "x-titles": {"A": {"en": "best", "zh": "中文 best"}},
                "type": "string",
                "enum": ["A", "B", "AA+", "一级", "x:y"],
            },
        },
        "required": ["paid", "score"],
        "additionalProperties": False,
    }


def test_money_is_a_number_or_text_of_at_most_its_decimals() -> None:
    assert property_of(a_policy(a_fact("x", MONEY))) == {
        "title": "x",
        "x-title-zh": "中文 x",
        "type": ["number", "string"],
        "minimum": 0,
        "maximum": 100_000_000,
        "multipleOf": 0.01,
        "pattern": "^-?[0-9]+(\\.[0-9]{1,2})?$",
        "x-kind": "money",
        "x-currency": "CNY",
        "x-number": {"minimum": "0.00", "maximum": "100000000.00", "scale": 2},
    }


def test_a_bound_that_is_no_exact_number_for_others_is_told_outwards() -> None:
    wide = NumberType("decimal", 3, -(10**30) - 1, 10**30 + 1)
    told = property_of(a_policy(a_fact("x", wide)))
    assert isinstance(told, dict)
    assert (told["minimum"], told["maximum"]) == (-(10**27) - 1, 10**27 + 1)
    assert told["x-number"] == {"minimum": f"-{10**27}.001", "maximum": f"{10**27}.001", "scale": 3}


def test_integers_stay_within_what_every_reader_of_json_holds() -> None:
    told = property_of(a_policy(a_fact("x", HUGE)))
    assert isinstance(told, dict)
    assert (told["minimum"], told["maximum"]) == (-(2**53), 2**53)


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("optional", [False, True])
def test_every_schema_is_a_valid_schema(type_: Type, optional: bool) -> None:  # noqa: FBT001 - a case of the test
    policy = a_policy(a_fact("x", type_, optional=optional), decisions=(a_decision("y", type_),))
    for schema in (facts_schema(policy), decision_schema(policy)):
        jsonschema.Draft202012Validator.check_schema(schema)
        assert json.loads(json.dumps(schema)) == schema


def test_a_plain_validator_accepts_usual_facts() -> None:
    policy = a_policy(a_fact("income", MONEY), a_fact("since", DAY, optional=True))
    plain = jsonschema.Draft202012Validator(json.loads(json.dumps(facts_schema(policy)), parse_float=Decimal))
    assert plain.is_valid({"income": Decimal("8000.50"), "since": None})
    assert plain.is_valid({"income": "8000.50"})
    assert not plain.is_valid({"income": Decimal("8000.505")})
    assert not plain.is_valid({"income": "8000.505"})


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (MONEY, 500),
        (NumberType("money", 0, 0, 9, "JPY"), 5),
        (AGE, 5),
        (DAY, 738_000),
        (TimeType(), 86_399),
        (MomentType(), 0),
        (TextType(9), "x"),
        (GRADE, "A"),
        (EVENTS, frozenset({"death"})),
        (AGENCY, ("A", 1, Unknown((Cause(0, "missing-fact", "x.since"),)), "n")),
        (ListType(MONEY, 4), (1, 2)),
        (MONEY, Unknown((Cause(0, "no-row-matched", "y", ("R1",)),))),
    ],
)
def test_a_decision_as_told_is_what_its_schema_says(type_: Type, value: Value) -> None:
    obligation = Obligation(code="SMS", text=words("send"), where=NOWHERE)
    declared = a_decision("y", type_, nullable=True, fallback=Unknown(()))
    policy = a_policy(decisions=(declared, a_decision("inner", AGE, published=False)), obligations=(obligation,))
    decision = Decision(
        policy=policy,
        as_of=738_000,
        outcome={"y": to_public(type_, value)},
        fired=("R1",),
        reasons=(Given("C", words("because"), "y", "R1", cites=("LAW",)),),
        obligations=("SMS",),
        unknowns={"y": (Cause(0, "no-row-matched", "y"),)},
        notes=(Note("parameter-held", "cap", "2025-01-01"),),
    )
    schema = decision_schema(policy)
    assert validator(schema).is_valid(decision_body(decision))
    assert not validator(schema).is_valid({**decision_body(decision), "more": 1})
    assert not validator(schema).is_valid({**decision_body(decision), "outcome": {}})
