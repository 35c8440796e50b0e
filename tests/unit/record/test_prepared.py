"""What is made ready before its transaction begins is written only where all is as it was found; on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lawbook.record import Asked, Making, MasterKeys, Recorder, Store, Telling, decision_draft, open_store, prepared, take_snapshot
from lawbook.record.drafts import Draft
from lawbook.record.erasing import Act, erase, wrap_all_anew
from lawbook.record.finding import decisions_of, find_entry
from lawbook.record.opening import Erased, Opening
from lawbook.record.person_keys import every_key, keys_to_hold
from lawbook.record.verifying import verify

POLICIES = take_snapshot({"limits/v1.yaml": b"policy: limits"}, "2026-11-21T04:00:00.000+00:00")
TIME = "2026-11-21T04:00:00.000+00:00"
BY = Act("officer", "clerk", TIME, "asked for")
Meanwhile: TypeAlias = Callable[[Callable[[], object]], list[bool]]


def about(subject: str, id_: str, key: str | None = None) -> Draft:
    asked = Asked("limits", caller="bank", key=key)
    return decision_draft(asked, b'{"income":31415926}', b'{"outcome":1}', POLICIES, Making(id_, TIME, "0.1.0"), Telling(subject))


@pytest.fixture
def masters(tmp_path: Path) -> MasterKeys:
    return MasterKeys(tmp_path / "privacy.key")


@pytest.fixture
def recorder(store_url: str, masters: MasterKeys) -> Iterator[Recorder]:
    made = Recorder(store_url, "one", masters=masters)
    # From here on the policies and the index of keys are known.
    made.record([about("Wang", "begin")])
    yield made
    made.close()


@pytest.fixture
def store(store_url: str, recorder: Recorder) -> Iterator[Store]:
    del recorder
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Have something done once, after the keys were found; give whether it was done."""

    def set_up(act: Callable[[], object]) -> list[bool]:
        done: list[bool] = []

        def found(*arguments: Any) -> Any:
            keys = keys_to_hold(*arguments)
            if not done:
                done.append(True)
                act()
            return keys

        monkeypatch.setattr(prepared, "keys_to_hold", found)
        return done

    return set_up


def opens(store: Store, masters: MasterKeys, id_: str) -> bool:
    entry = find_entry(store, id_)
    assert entry is not None
    return not isinstance(Opening(store, masters).decided(entry), Erased)


def write(url: str, writer: str, masters: MasterKeys, draft: Draft) -> None:
    other = Recorder(url, writer, masters=masters)
    other.record([draft])
    other.close()


def findings(store: Store, masters: MasterKeys) -> Sequence[str]:
    return verify(store, {}, masters=masters).findings


def test_a_key_that_was_destroyed_meanwhile_seals_nothing(
    store: Store, recorder: Recorder, masters: MasterKeys, meanwhile: Meanwhile
) -> None:
    owner = Opening(store, masters).owner("Wang")
    assert owner is not None

    done = meanwhile(lambda: erase(store, owner, BY, lambda _connection, _keys: None))
    assert recorder.record([about("Wang", "next"), about("Li", "other")]) == frozenset()
    assert done
    assert [opens(store, masters, each) for each in ("begin", "next", "other")] == [False, True, True]
    assert findings(store, masters) == ()


def test_who_got_a_key_meanwhile_gets_no_second_one(
    store_url: str, store: Store, recorder: Recorder, masters: MasterKeys, meanwhile: Meanwhile
) -> None:
    done = meanwhile(lambda: write(store_url, "two", masters, about("Li", "theirs")))
    assert recorder.record([about("Li", "ours")]) == frozenset()
    assert done
    assert [opens(store, masters, each) for each in ("theirs", "ours")] == [True, True]
    with store.reading() as connection:
        assert len(list(every_key(connection))) == 3  # the index, Wang, Li


def test_keys_that_were_wrapped_anew_meanwhile_are_found_again(
    store: Store, recorder: Recorder, masters: MasterKeys, meanwhile: Meanwhile
) -> None:
    done = meanwhile(lambda: wrap_all_anew(store, MasterKeys(masters.file), BY))
    assert recorder.record([about("Wang", "next"), about("Li", "other")]) == frozenset()
    assert done
    assert [opens(store, MasterKeys(masters.file), each) for each in ("begin", "next", "other")] == [True, True, True]


def test_a_claim_that_was_made_meanwhile_keeps_out_its_own_draft_alone(
    store_url: str, store: Store, recorder: Recorder, masters: MasterKeys, meanwhile: Meanwhile
) -> None:
    done = meanwhile(lambda: write(store_url, "two", masters, about("Wang", "theirs", "k")))
    assert recorder.record([about("Wang", "ours", "k"), about("Wang", "another", "l"), about("Li", "third")]) == {"ours"}
    assert done
    assert {entry.id for entry in decisions_of(store)} == {"begin", "theirs", "another", "third"}


def test_a_chain_that_went_on_meanwhile_is_gone_on_with(
    store_url: str, store: Store, recorder: Recorder, masters: MasterKeys, meanwhile: Meanwhile
) -> None:
    """As where a server had written what nobody heard of."""
    done = meanwhile(lambda: write(store_url, "one", masters, about("Wang", "unheard")))
    assert recorder.record([about("Wang", "next")]) == frozenset()
    assert done
    assert findings(store, masters) == ()
    assert [entry.id for entry in decisions_of(store)] == ["begin", "unheard", "next"]


def test_ordinary_groups_go_this_way(recorder: Recorder, store: Store, masters: MasterKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    came: list[object] = []

    def noted(*arguments: Any) -> Any:
        came.append(prepared.write_prepared(*arguments))
        return came[-1]

    monkeypatch.setattr("lawbook.record.committing.write_prepared", noted)
    for number in range(3):
        recorder.record([about("Wang", f"plain-{number}"), about(f"person {number}", f"keyed-{number}", f"k{number}")])
    recorder.append("event", {})
    assert [each is None for each in came] == [False] * 4
    assert findings(store, masters) == ()
