"""A candidate decides beside the live version, and the difference is counted."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lawbook import open_library
from lawbook.operations.shadowing import Shadowing
from lawbook.operations.shadowing_told import Tallied, read_tallied, tallied_to_json
from support.offers import FACTS, OFFER, write_offer

DAY = date(2026, 11, 21)
Deciding = Callable[[dict[str, object]], tuple[bytes, bytes]]


@pytest.fixture
def live(tmp_path: Path) -> Deciding:
    write_offer(tmp_path / "live")
    decide = open_library(tmp_path / "live").policy("small-offer", as_of=DAY).decide_json

    def decided(facts: dict[str, object]) -> tuple[bytes, bytes]:
        posted = json.dumps(facts).encode()
        return posted, decide(posted)

    return decided


def beside(root: Path, old: str = "", new: str = "", effective: str = "2027-01-01", most: int = 1_000) -> Shadowing:
    """Open a candidate, version 2 with *most* and one more change, that is not in force yet."""
    write_offer(root)
    file = write_offer(root, 2, effective, most)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return Shadowing(open_library(root))


def told(shadowing: Shadowing) -> dict[str, Any]:
    tallied = Tallied(shadowing.beside, shadowing.unchanged, shadowing.absent)
    policies: list[dict[str, Any]] = json.loads(json.dumps(tallied_to_json(tallied)))["policies"]
    assert len(policies) == 1
    return policies[0]


def test_the_last_version_decides_beside_the_live_one_before_it_comes_into_force(live: Deciding, tmp_path: Path) -> None:
    shadowing = beside(tmp_path / "candidate")
    for number, amount in enumerate((900, 1_000, 1_001, 2_000)):
        shadowing.again(f"id-{number}", "small-offer", *live({**FACTS, "amount": amount}))
    found = told(shadowing)
    assert (found["compared"], found["alike"], found["differing"], found["examples"]) == (4, 2, 2, ["id-2", "id-3"])
    assert found["changed"] == {"limit": 2, "outcome": 2}
    assert found["reasons"] == {"gained": {"TOO_MUCH": 2}, "lost": {}}
    assert found["obligations"] == {"gained": {"TELL_REASONS": 2}, "lost": {}}
    outcome, limit, _ = found["decisions"]
    assert outcome["matrix"] == [
        {"from": "approve", "to": "approve", "rows": 2, "share": "1/2", "examples": []},
        {"from": "approve", "to": "decline", "rows": 2, "share": "1/2", "examples": ["id-2", "id-3"]},
    ]
    assert limit["sum"] == {"before": "4901.00", "after": "3900.00"}


def test_what_is_not_known_is_an_outcome_like_others(live: Deciding, tmp_path: Path) -> None:
    shadowing = beside(tmp_path / "candidate", "open_debts > 5\n    unknown: unknown", "open_debts > 5\n    unknown: false", most=50_000)
    facts = {name: value for name, value in FACTS.items() if name != "open_debts"}
    shadowing.again("id", "small-offer", *live(facts))
    crowded = told(shadowing)["decisions"][2]
    assert [(turn["from"], turn["to"]) for turn in crowded["matrix"]] == [("unknown", "false")]


def test_facts_that_the_candidate_refuses_are_counted_by_what_is_wrong_with_them(live: Deciding, tmp_path: Path) -> None:
    shadowing = beside(tmp_path / "candidate", "max: 100000", "max: 1200")
    assert shadowing.again("id", "small-offer", *live(FACTS)) is not None
    found = told(shadowing)
    assert (found["compared"], found["refused"], found["refused_for"], found["refused_examples"]) == (
        0,
        1,
        {"fact-out-of-range": 1},
        ["id"],
    )


def test_what_the_candidate_says_in_the_same_words_is_not_decided_again(live: Deciding, tmp_path: Path) -> None:
    write_offer(tmp_path / "candidate")
    shadowing = Shadowing(open_library(tmp_path / "candidate"))
    assert shadowing.again("id", "small-offer", *live(FACTS)) is None
    assert (shadowing.beside, shadowing.unchanged) == ({}, {"small-offer": 1})


def test_a_policy_that_the_candidate_does_not_have_is_counted_as_absent(live: Deciding, tmp_path: Path) -> None:
    shadowing = beside(tmp_path / "candidate")
    assert shadowing.again("id", "large-offer", *live(FACTS)) is None
    assert shadowing.absent == {"large-offer": 1}


def test_what_two_processes_counted_adds_up(live: Deciding, tmp_path: Path) -> None:
    one, other = beside(tmp_path / "candidate"), Shadowing(open_library(tmp_path / "candidate"))
    together = Shadowing(open_library(tmp_path / "candidate"))
    for number, amount in enumerate((900, 2_000, 3_000, 100_000)):
        given = f"id-{number}", "small-offer", *live({**FACTS, "amount": amount})
        (one if number < 2 else other).again(*given)
        together.again(*given)
    tallies = [Tallied(each.beside, each.unchanged, each.absent, failed=1) for each in (one, other)]
    tallies[0].add(tallies[1])
    added = tallied_to_json(tallies[0])
    assert added["policies"] == tallied_to_json(Tallied(together.beside))["policies"]
    assert added["failed"] == 2


def test_what_is_told_is_read_back_as_it_was(live: Deciding, tmp_path: Path) -> None:
    shadowing = beside(tmp_path / "candidate")
    shadowing.again("id", "small-offer", *live({**FACTS, "amount": 2_000}))
    written = tallied_to_json(Tallied(shadowing.beside, shadowing.unchanged, shadowing.absent, 1, 2))
    assert tallied_to_json(read_tallied(json.dumps(written).encode())) == written


def test_only_what_is_of_the_policies_asked_for_is_told(live: Deciding, tmp_path: Path) -> None:
    shadowing = beside(tmp_path / "candidate")
    shadowing.again("id", "small-offer", *live(FACTS))
    shadowing.again("id", "large-offer", *live(FACTS))
    tallied = Tallied(shadowing.beside, shadowing.unchanged, shadowing.absent)
    assert tallied_to_json(tallied, policies=["large-offer"]) == {
        "absent": {"large-offer": 1}, "dropped": 0, "failed": 0, "policies": [], "unchanged": {},
    }  # fmt: skip


def test_the_policy_written_for_tests_has_outcomes_of_each_kind() -> None:
    assert all(kind in OFFER for kind in ("type: boolean", "type: money CNY", "type: [approve, refer, decline]"))
