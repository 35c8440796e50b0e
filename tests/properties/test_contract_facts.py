"""Three readers of facts agree: the plain one, the quick one, and anybody's validator with the JSON Schema we publish."""

from decimal import Context, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.contract.schema import facts_schema
from lawbook.contract.struct import decode_facts
from lawbook.contract.values import to_core, to_json_value, to_public
from lawbook.contract.written import exact, fixed_scale
from lawbook.model.policy import Policy
from lawbook.model.types import Type
from lawbook.model.values import Unknown, Value
from lawbook.problems import FactsRejected
from support.contracts import ODD, TYPES, a_fact, a_policy, bodies, policies, tokens, validator

thorough = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(policy: Policy, body: bytes) -> dict[str, Value] | str:
    try:
        return read_facts(policy, parse_facts(body))
    except FactsRejected as rejection:
        return str(rejection)


def read_quickly(policy: Policy, body: bytes) -> dict[str, Value] | str:
    try:
        return decode_facts(policy)(body)
    except FactsRejected as rejection:
        return str(rejection)


@thorough
@given(policy=policies(), data=st.data())
def test_the_quick_reader_reads_what_the_plain_one_reads(policy: Policy, data: st.DataObject) -> None:
    body = data.draw(bodies(policy))
    assert read_quickly(policy, body) == read(policy, body)


@thorough
@given(type_=st.sampled_from(TYPES), optional=st.booleans(), data=st.data())
def test_the_quick_reader_reads_one_value_as_the_plain_one_does(type_: Type, optional: bool, data: st.DataObject) -> None:  # noqa: FBT001
    policy = a_policy(a_fact("x", type_, optional=optional))
    body = f'{{"x":{data.draw(tokens(type_))}}}'.encode("utf-8", "surrogatepass")
    assert read_quickly(policy, body) == read(policy, body)


@thorough
@given(type_=st.sampled_from(TYPES), optional=st.booleans(), data=st.data())
def test_the_schema_accepts_a_value_exactly_when_the_reader_does(type_: Type, optional: bool, data: st.DataObject) -> None:  # noqa: FBT001
    policy = a_policy(a_fact("x", type_, optional=optional))
    body = f'{{"x":{data.draw(tokens(type_))}}}'.encode("utf-8", "surrogatepass")
    assert_schema_agrees(policy, body)


@thorough
@given(policy=policies(), data=st.data())
def test_the_schema_accepts_facts_exactly_when_the_reader_does(policy: Policy, data: st.DataObject) -> None:
    assert_schema_agrees(policy, data.draw(bodies(policy)))


def assert_schema_agrees(policy: Policy, body: bytes) -> None:
    try:
        posted = parse_facts(body)
    except FactsRejected:
        return
    accepted = not isinstance(read(policy, body), str)
    assert bool(validator(facts_schema(policy)).is_valid(posted)) is accepted


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("optional", [False, True])
def test_the_readers_and_the_schema_agree_on_every_odd_value(type_: Type, optional: bool) -> None:  # noqa: FBT001 - a case of the test
    policy = a_policy(a_fact("x", type_, optional=optional))
    for token in ODD:
        body = f'{{"x":{token}}}'.encode()
        assert read_quickly(policy, body) == read(policy, body)
        assert_schema_agrees(policy, body)


@settings(max_examples=300, deadline=None)
@given(body=st.one_of(st.binary(max_size=40), st.text(max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_no_bytes_whatever_make_a_reader_fail(body: bytes) -> None:
    policy = a_policy(a_fact("x", TYPES[0], optional=True))
    assert read_quickly(policy, body) == read(policy, body)


@thorough
@given(type_=st.sampled_from(TYPES), data=st.data())
def test_a_value_told_and_posted_again_is_the_same_value(type_: Type, data: st.DataObject) -> None:
    body = f'{{"x":{data.draw(tokens(type_))}}}'.encode("utf-8", "surrogatepass")
    try:
        value = to_core(type_, parse_facts(body)["x"])
    except FactsRejected:
        return
    if not _has_unknown(value):
        assert to_core(type_, to_json_value(type_, value)) == value
        assert to_core(type_, to_public(type_, value)) == value


def _has_unknown(value: Value) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, tuple) and any(_has_unknown(part) for part in value))


@given(count=st.integers(-(10**38), 10**38), scale=st.integers(0, 12))
def test_a_number_is_told_with_all_the_decimals_of_its_scale(count: int, scale: int) -> None:
    told = fixed_scale(count, scale)
    assert Decimal(told) == Decimal(count).scaleb(-scale, Context(prec=80))
    assert format(exact(count, scale), "f") == told
    assert len(told.partition(".")[2]) == scale
