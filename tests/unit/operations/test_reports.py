import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from lawbook import Library, PolicyRejected, inspect_library, open_library
from lawbook.contract.facts import read_facts
from lawbook.model.limits import LIST_LENGTH
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.operations.checking import passes, summary, to_json, to_sarif
from lawbook.operations.examples import example_facts, made_up
from lawbook.operations.file_schema import file_schema
from lawbook.operations.listing import list_policies
from lawbook.operations.scaffolding import begin_policy
from lawbook.operations.schemas import KINDS, write_file_schemas, written
from lawbook.operations.telling import ToldReason, tell_decision
from support.offers import write_file, write_offer

DAY = date(2026, 11, 21)


@pytest.fixture
def book(tmp_path: Path) -> Library:
    write_offer(tmp_path)
    return open_library(tmp_path, today=DAY)


def warned(root: Path) -> None:
    file = write_offer(root)
    text = file.read_text().replace("cites: [internal]\n\nreasons", "cites: [internal]\n    verified_through: 2026-02-01\n\nreasons")
    file.write_text(text)


def test_a_summary_counts_policies_versions_and_problems(tmp_path: Path) -> None:
    write_offer(tmp_path)
    assert summary(inspect_library(tmp_path)) == "1 policy in 1 version: no problems"
    warned(tmp_path)
    assert summary(inspect_library(tmp_path, today=DAY)) == "1 policy in 1 version: 1 warning"
    write_offer(tmp_path, 2, "2026-05-01").write_text("policy: small-offer\n")
    assert summary(inspect_library(tmp_path, today=DAY)).endswith(" in 2 files")


def test_warnings_stop_a_library_only_when_strict(tmp_path: Path) -> None:
    warned(tmp_path)
    inspection = inspect_library(tmp_path, today=DAY)
    assert (passes(inspection, strict=False), passes(inspection, strict=True)) == (True, False)


def test_a_report_for_programs_has_every_problem_with_its_place(tmp_path: Path) -> None:
    warned(tmp_path)
    report = to_json(inspect_library(tmp_path, today=DAY), strict=True)
    assert report["ok"] is False
    assert report["problems"] == [
        {
            "code": "parameter-past-review",
            "severity": "warning",
            "file": str(tmp_path / "small-offer" / "v1.yaml"),
            "line": 21,
            "column": 3,
            "message": "`most` was verified through 2026-02-01 only",
            "help": "look whether its values still hold, then move `verified_through`",
        }
    ]
    assert json.loads(json.dumps(report)) == report


def test_sarif_names_rules_and_places(tmp_path: Path) -> None:
    write_file(tmp_path, "a/v1.yaml", "policy: [")
    report = to_sarif(inspect_library(tmp_path).problems, "1.2.3")
    run = report["runs"][0]  # type: ignore[index]
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert [result["ruleId"] for result in run["results"]] == ["yaml-syntax"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {"yaml-syntax"}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == str(tmp_path / "a" / "v1.yaml")


def test_versions_are_listed_by_what_they_are_on_the_day(tmp_path: Path) -> None:
    for version, effective in ((1, "2026-01-01"), (2, "2026-06-01"), (3, "2027-06-01")):
        write_offer(tmp_path, version, effective)
    listed = list_policies(open_library(tmp_path), DAY, "zh")
    assert [(each.version, each.state, each.until) for each in listed] == [
        (1, "past", "2026-06-01"),
        (2, "in force", "2027-06-01"),
        (3, "to come", None),
    ]
    assert listed[0].to_dict()["title"] == "小额授信"


def test_a_decision_is_told_in_words(book: Library) -> None:
    told = tell_decision(book.policy("small-offer"), {"amount": 60_000, "verified": True}, "en")
    assert told.outcome == (("outcome", "decline"), ("limit", "CNY 50,000.00"), ("many debts", "unknown (open debts is missing)"))
    assert told.unknown == (("many debts", "open debts is missing"),)
    assert told.reasons == (ToldReason("TOO_MUCH", "The amount is above what is lent", "SO-2", ("internal",)),)
    assert told.obligations == (("TELL_REASONS", "Tell the reasons"),)
    assert told.fired == ("SO-2",)


def test_an_example_of_the_author_is_preferred(book: Library, tmp_path: Path) -> None:
    write_file(tmp_path, "small-offer/examples/a.json", '{"wrong": 1}')
    write_file(tmp_path, "small-offer/examples/b.json", '{"amount": 7, "verified": true}')
    assert example_facts(book.version("small-offer", 1), tmp_path, DAY) == {"amount": 7, "verified": True}


def test_an_example_is_made_up_that_the_policy_accepts(book: Library, tmp_path: Path) -> None:
    policy = book.version("small-offer", 1)
    example = example_facts(policy, tmp_path, DAY)
    assert example == {"amount": "100.00", "verified": False}
    read_facts(policy, example)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (BooleanType(), False),
        (NumberType("integer", 0, 5, 20), 20),
        (NumberType("money", 2, 0, 10**9, "CNY"), 10_000),
        (NumberType("integer", 0, 500, 900), 500),
        (DateType(1, 10**6), DAY.toordinal()),
        (TimeType(), 43_200),
        (MomentType(), 1_795_262_400),
        (TextType(4), "exam"),
        (OneOfType(("A", "B")), "A"),
        (SetType(OneOfType(("A",))), frozenset()),
        (ListType(RecordType(("a",), (BooleanType(),), (False,)), LIST_LENGTH), ()),
        (RecordType(("a",), (BooleanType(),), (False,)), (False,)),
    ],
)
def test_a_value_can_be_made_up_of_every_type(kind: Type, value: object) -> None:
    assert made_up(kind, DAY) == value


def test_a_new_policy_is_sound_at_once(tmp_path: Path) -> None:
    file = begin_policy(tmp_path, "loan-offer", date(2028, 2, 29), "credit")
    inspection = inspect_library(tmp_path, today=DAY)
    assert (file, inspection.problems) == (tmp_path / "loan-offer" / "v1.yaml", ())


def test_the_next_version_is_a_copy_with_its_own_number_and_day(tmp_path: Path) -> None:
    write_offer(tmp_path)
    file = begin_policy(tmp_path, "small-offer", date(2027, 1, 1), "credit")
    book = open_library(tmp_path)
    assert file.name == "v2.yaml"
    assert [(policy.version, policy.effective) for policy in book.versions("small-offer")] == [
        (1, date(2026, 1, 1).toordinal()),
        (2, date(2027, 1, 1).toordinal()),
    ]


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyRejected, match="cannot name a policy"):
        begin_policy(tmp_path, "Loan Offer", DAY, "credit")


def test_the_schemas_of_files_are_sound_and_written_where_files_look_for_them(tmp_path: Path) -> None:
    files = write_file_schemas(tmp_path)
    assert [file.name for file in files] == [f"{kind}.schema.json" for kind in KINDS]
    for kind in KINDS:
        jsonschema.Draft202012Validator.check_schema(file_schema(kind))
        assert (tmp_path / "schema" / f"{kind}.schema.json").read_text(encoding="utf-8") == written(kind)
