"""Keys: what is handed over, what is kept, and how long a key is good."""

import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lawbook.access.keeping import FILE, KeysInFile
from lawbook.access.keys import Key, Made, digest_of, id_in, made, opens, rotated, state_of
from lawbook_api.local_key import local_key

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def new(id_: str = "0badc0ffee00", **others: object) -> Made:
    bare = Key(id=id_, caller="payments", digest="", roles=frozenset({"decider"}), policies=frozenset({"*"}), created=NOW)
    return made(replace(bare, **others), bytes(range(32)))  # type: ignore[arg-type]


def test_a_token_names_its_key_and_its_secret_stands_nowhere_else() -> None:
    key, token = new().key, new().token
    assert token == "lb_0badc0ffee00_" + bytes(range(32)).hex()
    assert id_in(token) == key.id
    secret = token.rpartition("_")[2]
    assert secret not in repr(key)
    assert secret not in repr(new())
    assert key.digest not in repr(key)
    assert (opens(key, digest_of(token)), opens(key, digest_of(token[:-1])), opens(None, "0" * 64)) == (True, False, False)


@pytest.mark.parametrize("text", ["", "lb", "lb_", "lb_abc", "xx_abc_def", "lb__abc", "lb_a-b_c", "lb_é_c"])
def test_what_is_not_written_as_a_key_names_none(text: str) -> None:
    assert id_in(text) is None


def test_a_key_ends_when_it_expires_or_is_revoked() -> None:
    key = new(expires=NOW + DAY).key
    assert [state_of(key, when) for when in (NOW, NOW + DAY)] == ["active", "expired"]
    assert state_of(replace(key, revoked=NOW), NOW) == "revoked"


def test_a_rotated_key_goes_on_for_its_grace_and_never_beyond_its_end() -> None:
    old, fresh = rotated(new().key, "feedbeef0000", bytes(32), NOW, DAY)
    assert (old.expires, old.successor) == (NOW + DAY, "feedbeef0000")
    assert (fresh.key.id, fresh.key.caller, fresh.key.successor, fresh.key.digest) == (
        "feedbeef0000",
        "payments",
        None,
        digest_of(fresh.token),
    )
    assert rotated(new(expires=NOW).key, "feedbeef0000", bytes(32), NOW, DAY)[0].expires == NOW


def test_keys_are_kept_in_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    keys = KeysInFile(folder)
    assert (keys.all(), keys.find("0badc0ffee00")) == ((), None)
    one = new(expires=NOW + DAY, rate=5, quota=7).key
    other = new("feedbeef0000", created=NOW + DAY, policies=frozenset({"a", "b"})).key
    keys.keep(one, other)
    keys.keep(revoked := replace(one, revoked=NOW))
    assert KeysInFile(folder).all() == (revoked, other)
    assert KeysInFile(folder).find("feedbeef0000") == other
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert bytes(range(32)).hex().encode() not in (folder / FILE).read_bytes()


def test_what_is_used_adds_up_by_caller_and_day(tmp_path: Path) -> None:
    keys, day = KeysInFile(tmp_path), date(2026, 11, 22)
    assert [keys.use("a", day, 5), keys.use("a", day, 6), keys.use("b", day, 1), keys.use("a", day + DAY, 0)] == [5, 11, 1, 0]


def test_the_local_key_is_made_once_and_anew_when_it_is_no_longer_good(tmp_path: Path) -> None:
    keys, numbers = KeysInFile(tmp_path), iter(range(1, 9))

    def random(count: int) -> bytes:
        return bytes([next(numbers)]) * count

    first = local_key(tmp_path, keys, NOW, random)
    assert local_key(tmp_path, keys, NOW, random) == first
    file = tmp_path / "local-key"
    assert (file.read_text(encoding="ascii"), stat.S_IMODE(file.stat().st_mode)) == (first + "\n", 0o600)
    (key,) = keys.all()
    keys.keep(replace(key, revoked=NOW))
    second = local_key(tmp_path, keys, NOW, random)
    assert second != first
    assert len(keys.all()) == 2
    file.write_text("spoiled", encoding="ascii")
    assert local_key(tmp_path, keys, NOW, random) not in {first, second}
