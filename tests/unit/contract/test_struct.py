import pytest

from lawbook.contract import struct
from lawbook.contract.struct import decode_facts, facts_struct
from lawbook.model.types import ListType, TextType, TimeType
from lawbook.model.values import Cause, Unknown
from lawbook.problems import FactsRejected
from support.contracts import AGE, AGENCY, EVENTS, MONEY, a_fact, a_policy

POLICY = a_policy(
    a_fact("age", AGE),
    a_fact("monthly_income", MONEY),
    a_fact("local_time", TimeType()),
    a_fact("note", TextType(20), optional=True),
    a_fact("agencies", ListType(AGENCY, 3), optional=True),
    a_fact("events", EVENTS, used=False),
)
PLAIN = b'{"age":30,"monthly_income":8000.5,"local_time":"22:00","agencies":[{"region":"x:y","fee":"0.5"}],"events":["death"]}'


def test_a_plain_body_is_read_without_a_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(struct, "parse_facts", None)
    assert decode_facts(POLICY)(PLAIN) == {
        "age": 30,
        "monthly_income": 800_050,
        "local_time": 79_200,
        "note": Unknown((Cause(3, "missing-fact", "note"),)),
        "agencies": (
            ("x:y", 5000, Unknown((Cause(4, "missing-fact", "agencies.since"),)), Unknown((Cause(4, "missing-fact", "agencies.note"),))),
        ),
        "events": frozenset({"death"}),
    }


@pytest.mark.parametrize(
    "body",
    [
        b'{"age":30,"monthly_income":1,"local_time":"22:00","age":31}',
        b'{"age":30,"monthly_income":1,"local_time":"22:00","note":"a:b","note":"ab"}',
        b'{"age":30,"monthly_income":1,"local_time":"22:00","note":"a\\u003ab","note":"\\u003a"}',
        b'{"age":30,"monthly_income":1,"local_time":"22:00","agencies":[{"region":"A","region":"A","fee":1}]}',
    ],
)
def test_a_name_that_stands_twice_is_seen(body: bytes) -> None:
    with pytest.raises(FactsRejected) as rejection:
        decode_facts(POLICY)(body)
    assert rejection.value.problems[0].code == "not-json"


def test_an_unusual_body_is_read_all_the_same() -> None:
    body = b'{"age":30,"monthly_income":1e3,"local_time":"22:00","note":"a\\u003ab"}'
    read = decode_facts(POLICY)(body)
    assert (read["monthly_income"], read["note"]) == (100_000, "a:b")


def test_every_bad_fact_is_told() -> None:
    with pytest.raises(FactsRejected) as rejection:
        decode_facts(POLICY)(b'{"age":300,"monthly_income":null,"local_time":"22:00","ages":1}')
    assert [problem.code for problem in rejection.value.problems] == ["fact-out-of-range", "missing-fact", "unknown-fact"]


def test_the_type_of_the_facts_has_their_names() -> None:
    fields = facts_struct(POLICY).__struct_encode_fields__
    assert fields == ("age", "monthly_income", "local_time", "note", "agencies", "events")
