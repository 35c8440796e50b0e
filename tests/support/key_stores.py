"""Keys for tests, kept in memory."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from lawbook.access.keeping import KeyStore
from lawbook.access.keys import Key, made
from lawbook.access.roles import ROLES, roles_in

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_NUMBERS = count(1)


class KeysInMemory:
    """Keeps keys as long as the process lives."""

    def __init__(self) -> None:
        self._keys: dict[str, Key] = {}
        self._used: Counter[tuple[str, date]] = Counter()

    def find(self, id_: str) -> Key | None:
        return self._keys.get(id_)

    def all(self) -> tuple[Key, ...]:
        return tuple(self._keys.values())

    def keep(self, *keys: Key) -> None:
        self._keys |= {key.id: key for key in keys}

    def use(self, caller: str, day: date, decisions: int) -> int:
        self._used[caller, day] += decisions
        return self._used[caller, day]


def key_for(keys: KeyStore, roles: Iterable[str] = ROLES, policies: Iterable[str] = ("*",), **others: Any) -> str:
    """Put a key into *keys* and give its token."""
    number = next(_NUMBERS)
    bare = Key(
        id=f"{number:012x}",
        caller=others.pop("caller", f"caller-{number}"),
        digest="",
        roles=roles_in(tuple(roles)),
        policies=frozenset(policies),
        created=BEGINNING,
        **others,
    )
    new = made(bare, number.to_bytes(32, "big"))
    keys.keep(new.key)
    return new.token
