"""A pack shows how the scenarios stood when the policy was released, whatever became of them since."""

import json
import shutil
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from lawbook.contract.decision import canonical_json
from lawbook.library import open_library
from lawbook.operations.evidence import check_evidence, evidence
from lawbook.operations.evidence_of_release import released_with
from lawbook.operations.recalling import open_files
from lawbook.operations.releasing.running_gates import Bars, Run, gate
from lawbook.operations.releasing.steps import approve, put_into_force
from lawbook.operations.releasing.stories import released
from lawbook.record import Asked, Making, Recorder, Signer, decision_draft, open_store, signer_in, take_snapshot
from lawbook.record.checkpoints import make_checkpoint
from lawbook.record.decided import read_decided
from lawbook.record.finding import find_entry
from lawbook.record.packing import covering, pack, unpack
from lawbook.record.verifying import verify
from lawbook.specification.suites import read_suite
from support.offers import FACTS
from support.releases import APPROVER, AUTHOR, NOW, OPERATOR, TODAY, offers, recorder_at, submitted

ROOT = Path(__file__).parents[3]
SCENARIO = """\
Feature: Small offer
  Scenario: a small amount is lent
    Given the policy "small-offer" on 2026-11-21
    And the amount is 1200.50
    And verified is true
    And grade is A
    And open_debts is 5
    When the policy decides
    Then the outcome is approve
"""
NAMED = {
    "decision.json",
    "facts.json",
    "explanation.*",
    "articles.json",
    "scenarios.json",
    "policies/",
    "record/",
}
BARS = Bars(cover={"rows": 0}, mutation=0)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return signer_in(tmp_path / "record.key")


def release(recorder: Recorder, folder: Path) -> int:
    number = submitted(recorder, offers(folder / "policies", 1)).number
    features = folder / "features" / "small-offer"
    features.mkdir(parents=True)
    (features / "small.feature").write_text(SCENARIO, encoding="utf-8")
    ticks = count()
    gate(recorder, AUTHOR, number, Run(read_suite([folder / "features"]), BARS, TODAY), lambda: next(ticks) * 0.001)
    approve(recorder, APPROVER, number)
    put_into_force(recorder, OPERATOR, number, TODAY)
    (features / "small.feature").write_text(SCENARIO.replace("is approve", "is decline"), encoding="utf-8")
    return number


def decide(recorder: Recorder, files: dict[str, bytes], id_: str) -> None:
    facts = canonical_json(FACTS)
    decision = open_files(files).policy("small-offer", as_of=date(2026, 11, 21)).decide_json(facts)
    recorder.record([decision_draft(Asked("small-offer"), facts, decision, take_snapshot(files, NOW), Making(id_, NOW, "0.1.0"))])


def packed(url: str, folder: Path, signer: Signer, files: dict[str, bytes], id_: str) -> dict[str, bytes]:
    store = open_store(url)
    make_checkpoint(store, signer, NOW)
    assert verify(store, {signer.key: signer.public}, []).findings == ()
    entry = find_entry(store, id_)
    assert entry is not None
    covered = covering(store, entry)
    assert covered is not None
    suite = read_suite([folder / "features"]) if (folder / "features").is_dir() else None
    made = evidence(entry, covered, files, signer, suite, release=released_with(store, read_decided(entry.body)))
    store.close()
    return unpack(made)


def test_a_pack_shows_how_the_scenarios_stood_at_the_release_and_how_they_stand_now(tmp_path: Path, store_url: str, signer: Signer) -> None:
    with recorder_at(store_url) as recorder:
        number = release(recorder, tmp_path)
        files = recorder.read(released)
        decide(recorder, files, "id-1")
    made = packed(store_url, tmp_path, signer, files, "id-1")
    assert check_evidence(made, signer.public) == []
    told = json.loads(made["scenarios.json"])
    assert told["at_release"] == {
        "known": True,
        "release": number,
        "verdict": "passed",
        "counts": {"passed": 1, "failed": 0, "misunderstood": 0},
        "scenarios": [
            {
                "file": "small.feature",
                "line": 2,
                "scenario": "a small amount is lent",
                "verdicts": {"interpreter": "passed", "generated Python": "passed"},
            }
        ],
    }
    assert (told["now"]["passed"], told["now"]["failed"]) == (0, 1)
    assert made["release/scenarios/small.feature"] == SCENARIO.encode()
    steps = json.loads(made["release/steps.json"])["steps"]
    assert [(each["act"], each["by"]) for each in steps] == [("submit", "li"), ("gate", "li"), ("approve", "wang"), ("release", "zhao")]


def named_in(made: dict[str, bytes]) -> set[str]:
    """Give what the README of a pack tells that there is."""
    listed = made["README.md"].decode().split("\n\n")[1]
    return {line.split()[0] for line in listed.splitlines()}


def test_the_read_me_of_a_pack_tells_of_what_is_in_it(tmp_path: Path, store_url: str, signer: Signer) -> None:
    with recorder_at(store_url) as recorder:
        release(recorder, tmp_path)
        files = recorder.read(released)
        decide(recorder, files, "id-1")
    made = packed(store_url, tmp_path, signer, files, "id-1")
    assert named_in(made) == {*NAMED, "release/"}
    told = made["README.md"].decode()
    assert "stood at its release, and stand on these texts now" in told
    assert "nothing is known of a release" not in told
    shutil.rmtree(tmp_path / "features")
    assert "none were run for this pack" in packed(store_url, tmp_path, signer, files, "id-1")["README.md"].decode()


@pytest.mark.parametrize("scenarios", [False, True])
def test_the_read_me_of_a_pack_says_that_the_policy_was_not_released(
    tmp_path: Path, store_url: str, signer: Signer, *, scenarios: bool
) -> None:
    files = dict(offers(tmp_path / "policies", 1))
    if scenarios:
        (tmp_path / "features").mkdir()
        (tmp_path / "features" / "small.feature").write_text(SCENARIO, encoding="utf-8")
    with recorder_at(store_url) as recorder:
        decide(recorder, files, "id-1")
    made = packed(store_url, tmp_path, signer, files, "id-1")
    told = made["README.md"].decode()
    assert named_in(made) == NAMED
    assert "nothing is known of a release, nor how scenarios stood at it" in told
    assert "未经发布" in told
    assert ("the scenarios of the policy stand on these texts now" in told) is scenarios
    assert "the key that opens it" not in told
    assert "the entry of the record, and the signed checkpoint" in told


def test_a_report_that_was_not_approved_is_found(tmp_path: Path, store_url: str, signer: Signer) -> None:
    with recorder_at(store_url) as recorder:
        release(recorder, tmp_path)
        files = recorder.read(released)
        decide(recorder, files, "id-1")
    made = packed(store_url, tmp_path, signer, files, "id-1")
    own = {path: text for path, text in made.items() if path not in {"manifest.json", "signature.json"}}
    forged = unpack(pack(own | {"release/gate.json": b"{}"}, signer))
    assert check_evidence(forged, signer.public) == ["the report of the gate is not the one that was approved"]


def test_a_pack_says_so_where_what_decided_was_not_served_as_released(tmp_path: Path, store_url: str, signer: Signer) -> None:
    files = dict(offers(tmp_path / "policies", 1))
    with recorder_at(store_url) as recorder:
        decide(recorder, files, "id-1")
    made = packed(store_url, tmp_path, signer, files, "id-1")
    assert check_evidence(made, signer.public) == []
    assert json.loads(made["scenarios.json"])["at_release"] == {"known": False, "why": "the policies were not served as released"}
    assert "\nrelease/ " not in made["README.md"].decode()
    assert "nothing is known of a release" in made["README.md"].decode()
    assert not any(path.startswith("release/") for path in made)


def test_scenarios_are_run_for_a_pack_wherever_they_stand_and_whatever_they_call_the_policy(
    tmp_path: Path, store_url: str, signer: Signer
) -> None:
    files = dict(offers(tmp_path / "policies", 1))
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "flat.feature").write_text(SCENARIO.replace('"small-offer"', '"Small offer"'), encoding="utf-8")
    with recorder_at(store_url) as recorder:
        decide(recorder, files, "id-1")
    told = json.loads(packed(store_url, tmp_path, signer, files, "id-1")["scenarios.json"])
    assert (told["now"]["run"], told["now"]["passed"]) == (True, 1)


def test_a_pack_has_the_articles_of_every_rule_that_fired_also_without_a_reason(tmp_path: Path, store_url: str, signer: Signer) -> None:
    library = open_library(ROOT / "policies", today=TODAY)
    version = library.policy("underwriting", as_of=TODAY)
    facts = min((ROOT / "policies" / "underwriting" / "examples").glob("*.json")).read_bytes()
    explained = version.explain(json.loads(facts), "en")
    fired = [row for decision in explained.decisions for row in decision.rows if row.fate == "fired"]
    with recorder_at(store_url) as recorder:
        draft = decision_draft(
            Asked("underwriting"), facts, version.decide_json(facts), take_snapshot(library.files, NOW), Making("id-1", NOW, "0.1.0")
        )
        recorder.record([draft])
    made = packed(store_url, tmp_path, signer, dict(library.files), "id-1")
    articles = {each["id"] for each in json.loads(made["articles.json"])}
    assert {"CN-PLM-2024", "CN-ILM-6"} < articles
    assert {cite for row in fired for cite in row.cites} - {"internal"} <= articles
