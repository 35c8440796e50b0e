"""Releases in a store: what is kept, what is refused, what is served, and what a rollback leaves."""

from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete, insert, select, update

from lawbook.access.roles import ROLES
from lawbook.operations.releasing.states import ReleaseRefused
from lawbook.operations.releasing.steps import Gated, approve, put_into_force, record_gate, roll_back, submit, withdraw
from lawbook.operations.releasing.stories import all_releases, all_served, find_release, released, served_now, served_number
from lawbook.problems import PolicyRejected
from lawbook.record import Recorder, StoreDown, signer_in
from lawbook.record.checkpoints import make_checkpoint
from lawbook.record.schema import ENTRIES, PLACES, TEXTS
from lawbook.record.verifying import verify
from lawbook_api.released import FromReleases
from support.granted import GRANTED
from support.offers import write_file, write_offer
from support.releases import (
    APPROVER,
    AUTHOR,
    NOW,
    OPERATOR,
    PASSED,
    TODAY,
    URGENT,
    approved,
    doing,
    files_in,
    offers,
    put_out,
    recorder_at,
    submitted,
)

OTHER = """\
    language: 1
    policy: other-offer
    version: 1
    title: {en: Other offer, zh: 另一授信}
    effective: 2026-01-01
    owner: credit
    review_by: 2030-01-01
    uses: [shared/words]
    facts:
      amount: {type: money CNY, min: 0, max: 100000, title: {en: amount, zh: 金额}}
    decisions:
      large:
        type: boolean
        title: {en: large, zh: 大额}
        formula: amount > threshold
    outputs: [large]
"""
WORDS = """\
    language: 1
    vocabulary: shared/words
    parameters:
      threshold:
        type: money CNY
        min: 0
        max: 100000
        title: {{en: threshold, zh: 门槛}}
        values: {{{values}}}
        cites: [internal]
        owner: credit
        review_by: 2030-01-01
"""


def two_policies(root: Path, values: str = "2025-01-01: 1000") -> dict[str, bytes]:
    write_offer(root)
    write_file(root, "other-offer/v1.yaml", OTHER)
    write_file(root, "shared/words.yaml", WORDS.format(values=values))
    return dict(files_in(root))


def refused(why: str) -> "pytest.RaisesExc[ReleaseRefused]":
    return pytest.RaisesExc(ReleaseRefused, check=lambda refusal: refusal.why == why)


def test_what_is_released_is_kept_and_verifies(store_url: str, tmp_path: Path) -> None:
    signer = signer_in(tmp_path / "record.key")
    with recorder_at(store_url) as recorder:
        files = offers(tmp_path, 1)
        served = put_out(recorder, files)
        store = recorder.store()
        assert released(store) == files
        assert (served, served.current) == (served_now(store), {"small-offer": 1})
        release = find_release(store, 1)
        assert (release.standing.state, release.standing.author, release.standing.approver) == ("released", "li", "wang")
        assert [(event.act, event.said.by, event.said.time) for event in release.events] == [
            ("submit", "li", NOW), ("gate", "li", NOW), ("approve", "wang", NOW), ("release", "zhao", NOW),
        ]  # fmt: skip
        make_checkpoint(store, signer, NOW)
        verified = verify(store, {signer.key: signer.public})
        assert (verified.findings, verified.entries) == ((), 4)


def test_nothing_is_released_before_anything_is(store_url: str) -> None:
    with recorder_at(store_url) as recorder:
        assert (served_now(recorder.store()), served_number(recorder.store()), released(recorder.store())) == (None, 0, {})
        with refused("nothing-earlier"):
            roll_back(recorder, URGENT, ["small-offer"], None, TODAY)
        with refused("no-such-release"):
            approve(recorder, APPROVER, 1)


def test_an_approval_attempted_by_the_author_is_refused_and_leaves_no_trace(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        number = submitted(recorder, offers(tmp_path, 1)).number
        record_gate(recorder, AUTHOR, number, PASSED)
        with refused("own-release"):
            approve(recorder, doing("Li", *ROLES), number)
        release = find_release(recorder.store(), number)
        assert (release.standing.state, len(release.events)) == ("submitted", 2)


def test_a_failed_gate_cannot_be_approved_and_nothing_unapproved_is_released(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        number = submitted(recorder, offers(tmp_path, 1)).number
        with refused("gate-missing"):
            approve(recorder, APPROVER, number)
        record_gate(recorder, AUTHOR, number, Gated(passed=False, report=b"{}", page=b""))
        with refused("gate-failed"):
            approve(recorder, APPROVER, number)
        with refused("wrong-state"):
            put_into_force(recorder, OPERATOR, number, TODAY)
        assert served_number(recorder.store()) == 0


def test_only_the_versions_that_were_released_are(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        files = offers(tmp_path, 1, 2)
        release = submit(recorder, AUTHOR, files, {"small-offer": 1}, TODAY)
        assert [unit.name for unit in release.units] == ["small-offer@1"]
        record_gate(recorder, AUTHOR, 1, PASSED)
        approve(recorder, APPROVER, 1)
        put_into_force(recorder, OPERATOR, 1, TODAY)
        assert set(released(recorder.store())) == {"small-offer/v1.yaml"}
        assert [unit.name for unit in submitted(recorder, files).units] == ["small-offer@2"]
        with refused("nothing-changed"):
            submit(recorder, AUTHOR, files, {"small-offer": 1}, TODAY)
        with refused("nothing-changed"):
            submit(recorder, AUTHOR, files, {"small-offer": 9}, TODAY)


def test_a_later_release_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, offers(tmp_path, 1))
        assert put_out(recorder, offers(tmp_path, 2)).current == {"small-offer": 2}
        assert [each.standing.state for each in all_releases(recorder.store())] == ["superseded", "released"]
        assert set(released(recorder.store())) == {"small-offer/v1.yaml", "small-offer/v2.yaml"}


def test_a_released_version_is_followed_and_not_changed(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, offers(tmp_path, 1))
        with refused("already-released"):
            submitted(recorder, offers(tmp_path, 1, most=60_000))
        text = (
            write_offer(tmp_path)
            .read_text(encoding="utf-8")
            .replace("values: {2025-01-01: 50000}", "values: {2025-01-01: 50000, 2027-01-01: 60000}")
        )
        write_offer(tmp_path).write_text(text, encoding="utf-8")
        assert put_out(recorder, files_in(tmp_path)).current == {"small-offer": 2}


def test_texts_that_are_amiss_together_are_not_submitted(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        broken = offers(tmp_path, 1)["small-offer/v1.yaml"].replace(b"amount > most", b"amount > nothing")
        with pytest.raises(PolicyRejected) as rejected:
            submitted(recorder, {"small-offer/v1.yaml": broken})
        assert {problem.where.file for problem in rejected.value.problems} == {"small-offer/v1.yaml"}
        assert all_releases(recorder.store()) == []


def test_what_changes_other_policies_is_submitted_with_them(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        first = two_policies(tmp_path)
        put_out(recorder, first, "small-offer", "other-offer")
        third = OTHER.replace("other-offer", "third-offer")
        write_file(tmp_path, "third-offer/v1.yaml", third)
        changed = two_policies(tmp_path, "2025-01-01: 2000")
        with refused("also-changed"):
            submitted(recorder, changed, "third-offer")
        assert put_out(recorder, changed, "third-offer", "other-offer").current == {"small-offer": 1, "other-offer": 2, "third-offer": 2}


def test_releases_that_do_not_touch_one_another_go_out_in_any_order(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        files = two_policies(tmp_path)
        one, other = approved(recorder, files, "small-offer"), approved(recorder, files, "other-offer")
        put_into_force(recorder, OPERATOR, other.number, TODAY)
        assert put_into_force(recorder, OPERATOR, one.number, TODAY).current == {"small-offer": 1, "other-offer": 2}
        assert released(recorder.store()) == files


def test_a_release_that_was_overtaken_is_submitted_again(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        one = approved(recorder, offers(tmp_path, 1))
        other = approved(recorder, offers(tmp_path, 1, most=60_000))
        put_into_force(recorder, OPERATOR, one.number, TODAY)
        with refused("overtaken"):
            put_into_force(recorder, OPERATOR, other.number, TODAY)


def test_a_rollback_is_one_action_with_a_reason_and_without_a_gate(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        before = offers(tmp_path, 1)
        put_out(recorder, before)
        put_out(recorder, offers(tmp_path, 2))
        with refused("no-reason"):
            roll_back(recorder, OPERATOR, ["small-offer"], None, TODAY)
        with refused("not-yours"):
            roll_back(recorder, replace(AUTHOR, reason="mine"), ["small-offer"], None, TODAY)
        served = roll_back(recorder, URGENT, ["small-offer"], None, TODAY)
        assert (served.number, served.current, released(recorder.store())) == (3, {"small-offer": 1}, before)
        assert [each.standing.state for each in all_releases(recorder.store())] == ["released", "withdrawn"]
        assert find_release(recorder.store(), 2).events[-1].said.reason == URGENT.reason


def test_a_rollback_never_leads_back_to_what_was_rolled_back(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        for version in (1, 2, 3):
            put_out(recorder, offers(tmp_path, version))
        for left in (2, 1):
            assert roll_back(recorder, URGENT, ["small-offer"], None, TODAY).current == {"small-offer": left}
        with refused("nothing-earlier"):
            roll_back(recorder, URGENT, ["small-offer"], None, TODAY)
        with refused("wrong-state"):
            roll_back(recorder, URGENT, ["small-offer"], 2, TODAY)


def test_a_rollback_of_one_policy_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, two_policies(tmp_path), "small-offer", "other-offer")
        put_out(recorder, offers(tmp_path, 2), "small-offer")
        put_out(recorder, two_policies(tmp_path, "2025-01-01: 2000"), "other-offer")
        assert roll_back(recorder, URGENT, ["small-offer"], None, TODAY).current == {"small-offer": 1, "other-offer": 3}
        assert [each.standing.state for each in all_releases(recorder.store())] == ["released", "withdrawn", "released"]
        assert roll_back(recorder, URGENT, ["other-offer"], 1, TODAY).current == {"small-offer": 1, "other-offer": 1}


def test_everything_goes_back_where_one_policy_cannot_by_itself(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        first = two_policies(tmp_path)
        write_file(tmp_path, "third-offer/v1.yaml", OTHER.replace("other-offer", "third-offer"))
        both = dict(files_in(tmp_path))
        put_out(recorder, both, "small-offer", "other-offer", "third-offer")
        changed = {**both, **two_policies(tmp_path, "2025-01-01: 2000")}
        put_out(recorder, changed, "other-offer", "third-offer")
        with refused("rests-on-others"):
            roll_back(recorder, URGENT, ["other-offer"], None, TODAY)
        assert roll_back(recorder, URGENT, [], None, TODAY).current == {"small-offer": 1, "other-offer": 1, "third-offer": 1}
        assert released(recorder.store()) == both == {**first, **both}
        with refused("nothing-earlier"):
            roll_back(recorder, URGENT, [], None, TODAY)
        with refused("wrong-state"):
            roll_back(recorder, URGENT, [], 2, TODAY)


def test_what_is_withdrawn_is_out_of_service_with_nothing_in_its_place(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, two_policies(tmp_path), "small-offer", "other-offer")
        put_out(recorder, offers(tmp_path, 2), "small-offer")
        assert withdraw(recorder, URGENT, 2, TODAY).standing.state == "withdrawn"
        assert set(released(recorder.store())) == {"other-offer/v1.yaml", "shared/words.yaml"}
        assert roll_back(recorder, URGENT, ["small-offer"], None, TODAY).current == {"small-offer": 1, "other-offer": 1}
        assert withdraw(recorder, URGENT, 1, TODAY).standing.state == "withdrawn"
        assert [each.current for each in all_served(recorder.store())][-1] == {}
        with refused("nothing-earlier"):
            roll_back(recorder, URGENT, ["small-offer"], None, TODAY)


def test_a_submission_is_withdrawn_by_its_author(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        number = submitted(recorder, offers(tmp_path, 1)).number
        assert withdraw(recorder, replace(AUTHOR, reason="a slip"), number, TODAY).standing.state == "withdrawn"
        with refused("wrong-state"):
            approve(recorder, APPROVER, number)


def test_of_several_who_approve_at_once_one_does(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        number = submitted(recorder, offers(tmp_path, 1)).number
        record_gate(recorder, AUTHOR, number, PASSED)
    barrier, outcomes = Barrier(4), list[str]()

    def try_to(name: str) -> None:
        with recorder_at(store_url, name) as own:
            barrier.wait()
            try:
                approve(own, doing(name, "approver"), number)
            except ReleaseRefused as refusal:
                outcomes.append(refusal.why)
            else:
                outcomes.append("approved")

    threads = [Thread(target=try_to, args=(f"approver-{each}",)) for each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("approved") == 1
    assert set(outcomes) <= {"approved", "overtaken", "wrong-state"}
    with recorder_at(store_url) as recorder:
        assert [event.act for event in find_release(recorder.store(), number).events] == ["submit", "gate", "approve"]


def test_an_exception_is_a_release_of_the_same_version_with_another_hash(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        put_out(recorder, offers(tmp_path, 1))
        write_file(tmp_path, "exceptions/2026.yaml", GRANTED)
        write_file(
            tmp_path,
            "exceptions/of-others.yaml",
            GRANTED.replace("small-offer", "other-offer").replace("exceptions/2026", "exceptions/of-others"),
        )
        files = {
            path: (tmp_path / path).read_bytes() for path in ("small-offer/v1.yaml", "exceptions/2026.yaml", "exceptions/of-others.yaml")
        }
        release = submitted(recorder, files)
        assert [(unit.policy, unit.version) for unit in release.units] == [("small-offer", 1)]
        put_into_force(recorder, OPERATOR, approve(recorder, APPROVER, _gated(recorder, release.number)).number, TODAY)
        assert sorted(recorder.read(released)) == ["exceptions/2026.yaml", "small-offer/v1.yaml"]


def _gated(recorder: Recorder, number: int) -> int:
    record_gate(recorder, AUTHOR, number, PASSED)
    return number


def test_texts_that_were_altered_in_the_store_are_not_served(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
        with recorder.store().writing() as connection:
            rows = connection.execute(select(TEXTS)).all()
            (row,) = (each for each in rows if b"policy: small-offer" in each.content)
            laxer = row.content.replace(b"50_000", b"90_000").replace(b"50000", b"90000")
            assert laxer != row.content
            connection.execute(update(TEXTS).where(TEXTS.c.hash == row.hash).values(content=laxer))
        with pytest.raises(StoreDown, match="is not as it was written"):
            recorder.read(released)
        with recorder.store().writing() as connection:
            connection.execute(delete(TEXTS).where(TEXTS.c.hash == row.hash))
        with pytest.raises(StoreDown, match="is not as it was written"):
            FromReleases(store_url).library(TODAY)


def test_a_step_that_says_something_else_than_was_written_is_not_followed(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
        with recorder.store().writing() as connection:
            (row,) = connection.execute(select(ENTRIES).where(ENTRIES.c.kind == "release-approved")).all()
            altered = row.body.replace(b'"by":"wang"', b'"by":"zhao"')
            connection.execute(update(ENTRIES).where(ENTRIES.c.id == row.id).values(body=altered))
        with pytest.raises(StoreDown, match="not as it was written"):
            recorder.read(lambda store: find_release(store, 1))


def test_what_was_released_before_is_not_released_again_by_a_row_beside_the_chain(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        put_out(recorder, offers(tmp_path / "policies", 1))
        put_out(recorder, offers(tmp_path / "policies", 2, most=60_000))
        with recorder.store().writing() as connection:
            (first,) = connection.execute(select(PLACES).where(PLACES.c.subject == "served", PLACES.c.number == 1)).all()
            connection.execute(insert(PLACES).values(subject="served", number=3, id=first.id))
        with pytest.raises(StoreDown, match="step 3 in the story of 'served'"):
            recorder.read(served_now)
