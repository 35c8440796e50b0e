"""What a policy is that takes decisions of another, from day to day, as versions of the other come into force."""

from datetime import date
from pathlib import Path

import pytest

from lawbook import FactsRejected, Library, NoSuchPolicy, PolicyRejected, inspect_library, open_library
from lawbook.library import library_files, open_version
from support.using import TRANSFER, delinquency, transfer, write_library

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)
FACTS = {"days_past_due": 4, "debt": 100}


def opened(root: Path, files: dict[str, str]) -> Library:
    write_library(root, files)
    return open_library(root)


@pytest.fixture
def two_versions(tmp_path: Path) -> Library:
    return opened(tmp_path, delinquency() | delinquency(version=2, effective="2026-07-01", grace=10) | transfer())


def test_the_version_in_force_on_the_day_is_used(two_versions: Library) -> None:
    stages = [two_versions.policy("transfer", as_of=day).decide(FACTS).outcome for day in (SPRING, AUTUMN)]
    assert stages == [{"stage": "M1", "transfer": "MOVE"}, {"stage": "M0", "transfer": "KEEP"}]


def test_a_decision_names_every_policy_version_and_hash_it_used(two_versions: Library) -> None:
    for day, number in ((SPRING, 1), (AUTUMN, 2)):
        body = two_versions.policy("transfer", as_of=day).decide(FACTS).to_dict()
        used = two_versions.version("delinquency", number)
        mine = two_versions.policy("transfer", as_of=day).policy.content_hash
        assert body["policies"] == [
            {"hash": mine, "policy": "transfer", "version": 1},
            {"hash": used.content_hash, "policy": "delinquency", "version": number},
        ]


def test_the_last_day_of_the_old_version_and_the_first_of_the_new_differ(two_versions: Library) -> None:
    days = [two_versions.policy("transfer", as_of=day) for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert [day.decide(FACTS).outcome["stage"] for day in days] == ["M1", "M0"]
    assert days[0].compiled.span[1] + 1 == days[1].compiled.span[0] == date(2026, 7, 1).toordinal()


def test_every_policy_in_force_can_be_compiled_ahead(two_versions: Library) -> None:
    two_versions.compile_all(AUTUMN)
    assert two_versions.policy("transfer", as_of=AUTUMN).decide(FACTS).outcome["stage"] == "M0"


def test_json_posted_is_answered_alike(two_versions: Library) -> None:
    version = two_versions.policy("transfer", as_of=AUTUMN)
    assert version.decide_json(b'{"days_past_due": 4, "debt": 100}') == version.decide(FACTS).to_json()


def test_the_hash_covers_what_is_used(tmp_path: Path) -> None:
    one = opened(tmp_path / "one", delinquency() | transfer())
    other = opened(tmp_path / "other", delinquency(grace=5) | transfer())
    first, second = (library.policy("transfer", as_of=SPRING).policy for library in (one, other))
    assert first.content_hash != second.content_hash
    assert first.meaning_hash != second.meaning_hash


def test_a_later_version_of_the_other_leaves_the_hash_of_earlier_days(tmp_path: Path, two_versions: Library) -> None:
    before = opened(tmp_path / "before", delinquency() | transfer())
    hashes = {library.policy("transfer", as_of=SPRING).policy.content_hash for library in (before, two_versions)}
    assert len(hashes) == 1


def test_on_a_day_of_its_own_only(two_versions: Library) -> None:
    with pytest.raises(NoSuchPolicy, match="it uses `delinquency`, and does so on its own days only"):
        two_versions.policy("transfer", as_of=date(2025, 12, 31), version=1)


def test_what_the_other_decides_cannot_be_posted(two_versions: Library) -> None:
    version = two_versions.policy("transfer", as_of=SPRING)
    with pytest.raises(FactsRejected, match="`stage` is decided by the policy `delinquency` and cannot be posted"):
        version.decide({**FACTS, "stage": "M1"})
    with pytest.raises(FactsRejected, match="`transfer` is decided by this policy and cannot be posted"):
        version.decide({**FACTS, "transfer": "MOVE"})


def test_what_is_taken_under_another_name_cannot_be_posted_under_its_own(tmp_path: Path) -> None:
    book = opened(
        tmp_path,
        delinquency()
        | transfer(TRANSFER.replace("stage: {", "degree: {").replace("when: stage", "when: degree").replace("[stage", "[degree")),
    )
    with pytest.raises(FactsRejected, match="`stage` is decided by the policy `delinquency` and cannot be posted"):
        book.policy("transfer", as_of=SPRING).decide({**FACTS, "stage": "M1"})


def test_facts_that_what_is_taken_never_looks_at_may_be_left_out_or_posted(two_versions: Library) -> None:
    version = two_versions.policy("transfer", as_of=SPRING)
    assert version.decide({**FACTS, "disputed": True}) == version.decide(FACTS)
    schema = version.facts_schema()
    assert (schema["required"], [*schema["properties"]]) == (["debt"], ["debt", "days_past_due", "disputed"])  # type: ignore[misc]


def test_one_version_is_opened_with_what_it_uses_and_nothing_else(tmp_path: Path) -> None:
    write_library(tmp_path, delinquency() | transfer() | {"broken/v1.yaml": "policy: ["})
    version = open_version(tmp_path, "transfer", as_of=SPRING)
    assert version.decide(FACTS).outcome == {"stage": "M1", "transfer": "MOVE"}
    assert [found.path for found in library_files(tmp_path, only="transfer")] == ["delinquency/v1.yaml", "transfer/v1.yaml"]
    assert [found.path for found in library_files(tmp_path, only="delinquency")] == ["delinquency/v1.yaml"]


def problems(root: Path, files: dict[str, str]) -> list[str]:
    write_library(root, files)
    found = inspect_library(root).problems
    return [f"{Path(problem.where.file).relative_to(root)} {problem.code}" for problem in found]


def test_each_version_of_the_other_must_fit(tmp_path: Path) -> None:
    files = delinquency() | delinquency(version=2, effective="2026-07-01", labels="M0, M1, M2".replace("M0, M1", "N0, M1, M0"))
    body = TRANSFER.replace('stage < "M1"', 'stage = "M2"')
    assert problems(tmp_path, files | transfer(body)) == ["transfer/v1.yaml unknown-label"]


def test_a_problem_with_every_version_is_told_once(tmp_path: Path) -> None:
    files = delinquency() | delinquency(version=2, effective="2026-07-01", grace=10)
    assert problems(tmp_path, files | transfer(TRANSFER.replace("debt < 100", "dbet < 100"))) == ["transfer/v1.yaml unknown-name"]


def test_what_is_wrong_with_the_other_is_told_there_only(tmp_path: Path) -> None:
    broken = {path: text.replace("days_past_due]", "days_overdue]") for path, text in delinquency().items()}
    assert problems(tmp_path, broken | transfer()) == ["delinquency/v1.yaml unknown-name"]
    with pytest.raises(PolicyRejected):
        open_library(tmp_path)


def test_a_circle_of_three_is_told_once(tmp_path: Path) -> None:
    def using(name: str, other: str) -> dict[str, str]:
        body = f"decisions:\n  a: {{from: {other}.a}}\noutputs: [a]\n"
        text = transfer(body)["transfer/v1.yaml"].replace("policy: transfer", f"policy: {name}")
        return {f"{name}/v1.yaml": text}

    assert problems(tmp_path, using("one", "two") | using("two", "three") | using("three", "one")) == ["one/v1.yaml policy-cycle"]


def test_a_policy_that_takes_from_itself_is_a_circle(tmp_path: Path) -> None:
    assert problems(tmp_path, transfer(TRANSFER.replace("delinquency.stage", "transfer.transfer"))) == ["transfer/v1.yaml policy-cycle"]


def test_the_characteristic_of_a_scorecard_and_what_is_taken_may_not_share_a_name(tmp_path: Path) -> None:
    body = """\
facts:
  stage: {type: integer, min: 0, max: 9, title: {en: degree, zh: 程度}}
decisions:
  delinquency:
    title: {en: points, zh: 分数}
    cites: [internal]
    scorecard: {base: 0, characteristics: {stage: {bins: {"< 5": 1, ">= 5": 2}, cites: [internal]}}}
  taken: {from: delinquency.stage, unknown: unknown}
outputs: [delinquency, taken]
"""
    assert problems(tmp_path, delinquency() | transfer(body)) == ["transfer/v1.yaml duplicate-name"]
