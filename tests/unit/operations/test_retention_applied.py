"""Terms that have ended are applied while services go on: what changed since it was looked at is kept, and stops nothing."""

from datetime import date
from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.library.retention import read_retention
from lawbook.operations.persons import apply_retention, standings
from lawbook.record import Asked, Making, MasterKeys, Recorder, Telling, decision_draft, open_store, take_snapshot
from lawbook.record.erasing import Act, hold
from lawbook.record.opening import Opening
from support.persons import TIME, facts_of, record_loans

TODAY = date(2026, 11, 21)
ACT = Act("officer", "lin", TIME, "the term has ended")


@pytest.mark.parametrize("came", ["hold", "decision", "decision without a rule"])
def test_who_came_to_be_kept_meanwhile_is_kept_and_the_others_are_erased(tmp_path: Path, came: str) -> None:
    folder = record_loans(tmp_path)
    url, masters = f"sqlite:///{folder}/record.db", MasterKeys(folder / "privacy.key")
    library = open_library(folder / "policies")
    rules = read_retention(folder / "policies", library.register, library.policies)
    store = open_store(url)
    ended = [each for each in standings(store, rules, TODAY) if each.has_ended(TODAY)]
    owner = Opening(store, masters).owner("C-2")
    assert owner is not None
    if came == "hold":
        hold(store, owner, ACT, "h-1")
    else:
        name = "personal-loan" if came == "decision" else "small-offer"
        version, facts = library.policy("personal-loan", as_of=TODAY), str(facts_of("C-2")).replace("'", '"').encode()
        recorder = Recorder(url, "two", masters=masters)
        making = Making("again", TIME, "0.1.0")
        recorder.record(
            [decision_draft(Asked(name), facts, version.decide_json(facts), take_snapshot(library.files, TIME), making, Telling("C-2"))]
        )
        recorder.close()
    assert sorted(apply_retention(store, ended, ACT, rules, TODAY)) == [0, 1, 1]
    left = {each.owner for each in standings(store, rules, TODAY)}
    assert owner in left
    store.close()
