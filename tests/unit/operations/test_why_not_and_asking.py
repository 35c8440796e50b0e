from datetime import date
from pathlib import Path

import pytest

from lawbook import FactsRejected, PolicyVersion, open_library
from lawbook.notices.wishes import UnknownWish, Wish, parse_wish
from lawbook.operations.asking import answered, questions
from lawbook.operations.why_not import why_not
from support.offers import FACTS, write_file, write_offer


@pytest.fixture
def version(tmp_path: Path) -> PolicyVersion:
    write_offer(tmp_path)
    return open_library(tmp_path, today=date(2026, 11, 21)).policy("small-offer")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("approve", Wish("outcome", "approve")),
        ("outcome=refer", Wish("outcome", "refer")),
        (" outcome = refer ", Wish("outcome", "refer")),
        ("crowded=true", Wish("crowded", True)),
        ("false", Wish("crowded", False)),
    ],
)
def test_a_wish_names_an_outcome(version: PolicyVersion, text: str, wish: Wish) -> None:
    assert parse_wish(version.policy, text) == wish


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("aprove", "no outcome of `small-offer` is called `aprove`; did you mean `approve`?"),
        ("outcom=approve", "no decision `outcom` is published by `small-offer`; did you mean `outcome`?"),
        ("outcome=yes", "no outcome of `outcome` is called `yes`; there are `approve`, `refer`, `decline`"),
        ("limit=5", "`limit` is a calculation; only labels, true and false can be asked for"),
        ("standing=good", "no decision `standing` is published by `small-offer`; there are `outcome`, `limit`, `crowded`"),
    ],
)
def test_a_wish_that_cannot_be_is_told(version: PolicyVersion, text: str, message: str) -> None:
    with pytest.raises(UnknownWish) as unknown:
        parse_wish(version.policy, text)
    assert str(unknown.value) == message


def test_a_value_that_several_decisions_have_needs_their_names(tmp_path: Path) -> None:
    text = write_offer(tmp_path).read_text(encoding="utf-8").replace("outputs: [outcome,", "outputs: [standing, outcome,")
    text = text.replace("weak", "refer").replace("title: {en: standing, zh: 资质}", "title: {en: standing, zh: 资质}\n    unknown: refer")
    write_file(tmp_path, "small-offer/v1.yaml", text)
    policy = open_library(tmp_path).version("small-offer", 1)
    with pytest.raises(UnknownWish, match="several decisions can be `refer`; say `standing=refer` or `outcome=refer`"):
        parse_wish(policy, "refer")


def test_what_decided_otherwise_is_told_with_what_it_rests_on(version: PolicyVersion) -> None:
    found = why_not(version, {**FACTS, "amount": 60_000, "grade": "C"}, Wish("outcome", "approve"), "en")
    assert (found.title, found.wanted, found.actual, found.reached) == ("outcome", "approve", "decline", False)
    assert [(row.id, row.fate) for row in found.instead] == [("SO-2", "fired"), ("SO-3", "outweighed")]
    assert [condition.values for condition in found.instead[0].conditions] == [
        (("amount asked for", "CNY 60,000.00"), ("most that is lent", "CNY 50,000.00"))
    ]
    assert [(each.name, [row.id for row in each.rows]) for each in found.underlying] == [("standing", ["ST-2"])]
    assert found.to_dict()["wanted"] == "approve"


def test_the_rules_that_would_lead_there_are_told_with_what_failed(version: PolicyVersion) -> None:
    found = why_not(version, FACTS, Wish("outcome", "refer"), "en")
    assert [(row.id, [condition.holds for condition in row.conditions]) for row in found.lacking] == [("SO-3", [False])]


def test_what_is_not_known_stands_in_the_way_too(version: PolicyVersion) -> None:
    found = why_not(version, {"amount": 1, "verified": True}, Wish("outcome", "approve"), "zh")
    assert found.actual == "转人工"
    assert [(row.id, row.missing) for row in found.instead] == [("SO-3", ("缺少等级",))]


def test_an_outcome_already_reached_needs_nothing(version: PolicyVersion) -> None:
    found = why_not(version, FACTS, Wish("outcome", "approve"), "en")
    assert (found.reached, found.instead, found.lacking, found.underlying) == (True, (), (), ())


def test_a_calculation_is_told_with_the_values_it_looked_at(version: PolicyVersion) -> None:
    found = why_not(version, FACTS, Wish("crowded", True), "en")
    assert (found.formula, found.values) == ("open debts is more than 5", (("open debts", "2 loans"),))


def test_each_fact_is_asked_for_with_title_unit_and_range(version: PolicyVersion) -> None:
    asked = {question.fact.name: question for question in questions(version.policy, "zh")}
    assert (asked["amount"].title, asked["amount"].unit) == ("申请金额", "CNY")
    assert asked["open_debts"].unit == "笔"
    assert asked["open_debts"].expected == "a whole number between 0 and 50"
    assert asked["grade"].labels == (("A", "A"), ("B", "B"), ("C", "C"))


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("amount", " 12.50 ", "12.50"),
        ("verified", "yes", True),
        ("verified", "否", False),
        ("grade", "2", "B"),
        ("grade", "C", "C"),
        ("open_debts", "3", 3),
        ("open_debts", "", None),
    ],
)
def test_an_answer_is_read_as_its_fact(version: PolicyVersion, fact: str, text: str, value: object) -> None:
    asked = {question.fact.name: question for question in questions(version.policy, "en")}
    assert answered(asked[fact], text) == value


def test_an_answer_that_is_no_value_is_refused(version: PolicyVersion) -> None:
    asked = {question.fact.name: question for question in questions(version.policy, "en")}
    with pytest.raises(FactsRejected, match="outside its range"):
        answered(asked["open_debts"], "51")
