"""What an exception shows of itself, and what becomes of a policy that has one."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from lawbook import Library, PolicyRejected, open_library
from lawbook.cli.exits import OK, PROBLEMS
from lawbook.cli.main import outcome_of
from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.library.opening import open_version
from support.granted import GRANTED
from support.offers import FACTS, write_file, write_offer

DAY = date(2026, 11, 21)
WEAK: dict[str, object] = {**FACTS, "grade": "C"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write_offer(tmp_path / "policies")
    write_offer(tmp_path / "policies", 2, "2027-06-01")
    write_file(tmp_path / "policies", "exceptions/2026.yaml", GRANTED)
    return open_library(tmp_path / "policies")


def decided(library: Library, facts: Mapping[str, object], day: date = DAY) -> dict[str, object]:
    version = library.policy("small-offer", as_of=day)
    body = version.decide_json(json.dumps(facts).encode())
    assert body == evaluated(library, facts, day)
    read: dict[str, object] = json.loads(body)
    return read


def evaluated(library: Library, facts: Mapping[str, object], day: date) -> bytes:
    policy = library.policy("small-offer", as_of=day).policy
    return evaluate_policy(policy, read_facts(policy, facts), day.toordinal()).decision.to_json()


def test_a_decision_shows_what_was_ruled_and_the_exception_that_held(library: Library) -> None:
    found = decided(library, WEAK)
    assert (found["outcome"], found["fired"]) == (
        {"outcome": "approve", "limit": "1200.50", "crowded": False},
        ["ST-2", "SO-3", "EX-2026-001"],
    )
    texts = {reason["code"]: reason["text"] for reason in found["reasons"]}  # type: ignore[attr-defined]
    assert texts == {
        "LOW_GRADE": {"en": "Your grade is low", "zh": "等级较低"},
        "EX-2026-001": {
            "en": "Salary account with us (exception EX-2026-001, approved by Wang Wei, until 2027-01-31; without it: refer to a person)",
            "zh": "在本行代发工资（例外 EX-2026-001，批准人 Wang Wei，有效期至 2027-01-31；无此例外则为：转人工）",
        },
    }


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2027, 2, 1)])
def test_before_and_after_its_days_there_is_no_exception(library: Library, day: date) -> None:
    found = decided(library, WEAK, day)
    assert found["fired"] == ["ST-2", "SO-3", "outcome:as-ruled"]


def test_a_version_in_force_on_none_of_its_days_is_not_touched(library: Library, tmp_path: Path) -> None:
    (tmp_path / "policies/exceptions/2026.yaml").unlink()
    plain = open_library(tmp_path / "policies")
    first, second = (
        [each.content_hash == other.content_hash for each, other in [(library.version("small-offer", n), plain.version("small-offer", n))]]
        for n in (1, 2)
    )
    assert (first, second) == ([False], [True])
    assert decided(library, WEAK, date(2027, 6, 1)) == decided(plain, WEAK, date(2027, 6, 1))


def test_a_version_asked_for_outside_its_own_days_keeps_to_those_of_the_exception(library: Library) -> None:
    body = json.loads(library.policy("small-offer", as_of=date(2027, 7, 1), version=1).decide_json(json.dumps(WEAK).encode()))
    assert body["outcome"]["outcome"] == "refer"


def test_the_person_concerned_is_told_the_reason_and_not_who_approved_it(library: Library) -> None:
    told = json.dumps(library.policy("small-offer", as_of=DAY).notice(WEAK, "en").to_dict())
    assert "Salary account with us" in told
    assert "Wang Wei" not in told


def test_one_policy_alone_is_opened_with_its_exceptions(library: Library, tmp_path: Path) -> None:
    alone = open_version(tmp_path / "policies", "small-offer", as_of=DAY)
    assert alone.policy.content_hash == library.policy("small-offer", as_of=DAY).policy.content_hash


def test_exceptions_are_among_the_files_of_the_library(library: Library) -> None:
    assert library.files["exceptions/2026.yaml"] == GRANTED.encode()


def test_the_command_lays_the_file_out_as_it_is(library: Library, tmp_path: Path) -> None:
    del library
    file = tmp_path / "policies/exceptions/2026.yaml"
    assert outcome_of(["fmt", str(file)]) == OK
    assert file.read_text(encoding="utf-8") == GRANTED


def test_an_exception_that_another_comes_before_on_all_its_days_is_refused(library: Library, tmp_path: Path) -> None:
    del library
    grant = GRANTED.partition("grants:\n")[2]
    later = grant.replace("EX-2026-001", "EX-2026-002").replace("2026-11-01", "2026-12-01")
    longer = grant.replace("EX-2026-001", "EX-2026-003").replace("2027-01-31", "2027-02-28")
    write_file(tmp_path / "policies", "exceptions/2026.yaml", GRANTED + later + longer)
    with pytest.raises(PolicyRejected) as rejected:
        open_library(tmp_path / "policies")
    assert [(each.code, each.where.line, each.message) for each in rejected.value.problems] == [
        ("masked-row", 17, "the exception `EX-2026-002` never holds: `EX-2026-001` holds before it")
    ]


@pytest.mark.parametrize(
    "command",
    [
        "cover {policies}",
        "docs {policies} --out {out}",
        "diff small-offer@1 small-offer@2 --policies {policies}",
        "explain small-offer {facts} --policies {policies}",
        "inputs small-offer --want outcome=approve --policies {policies}",
        "law --policies {policies}",
        "mutate small-offer --policies {policies}",
        "prove small-offer --policies {policies}",
        "why-not small-offer {facts} --want outcome=refer --policies {policies}",
    ],
)
def test_whatever_looks_at_policies_looks_at_exceptions_too(library: Library, tmp_path: Path, command: str) -> None:
    del library
    (tmp_path / "facts.json").write_text(json.dumps(WEAK), encoding="utf-8")
    given = command.format(facts=tmp_path / "facts.json", out=tmp_path / "site", policies=tmp_path / "policies")
    assert outcome_of(given.split()) in {OK, PROBLEMS}


@pytest.mark.parametrize(("author", "approver"), [("Li Na", "li  na"), ("Li Na", "Ｌｉ Ｎａ"), ("李·娜", "李娜")])
def test_whoever_wrote_an_exception_does_not_approve_it_by_writing_the_name_otherwise(tmp_path: Path, author: str, approver: str) -> None:
    write_offer(tmp_path)
    write_file(
        tmp_path,
        "exceptions/2026.yaml",
        GRANTED.replace("author: Li Na", f"author: {author}").replace("approver: Wang Wei", f"approver: {approver}"),
    )
    with pytest.raises(PolicyRejected, match="own-approval"):
        open_library(tmp_path)
