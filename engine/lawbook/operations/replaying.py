"""Deciding the recorded past again, by the policies then in force and known, and holding the bytes against those recorded."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from lawbook.library import Library, NoSuchPolicy
from lawbook.operations.recalling import Recalled, recall_library
from lawbook.problems import FactsRejected, PolicyRejected
from lawbook.record.chain import Entry
from lawbook.record.decided import Decided
from lawbook.record.master_keys import MasterKeys
from lawbook.record.opening import Erased, Opening
from lawbook.record.store import Store

MOST_BOUND = 10_000


class _Day(msgspec.Struct, frozen=True):
    as_of: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A decision that does not come out as it was recorded: *now* is what it comes to, or why it cannot be decided at all."""

    id: str
    policy: str
    recorded: bytes
    now: bytes | str


class Replayer:
    """Decides recorded decisions again; *library_of* opens the policies of a hash."""

    def __init__(self, library_of: Callable[[str], Library]) -> None:
        self._library_of = library_of
        self._bound: dict[tuple[str, str, str, object], Callable[[bytes], bytes]] = {}

    def again(self, decided: Decided) -> Differing | None:
        """Decide again, and give the difference, if there is one."""
        recorded = bytes(decided.decision)
        try:
            now: bytes | str = self._deciding(decided, recorded)(bytes(decided.facts))
        except (FactsRejected, NoSuchPolicy, PolicyRejected) as refused:
            now = str(refused)
        return None if now == recorded else Differing(decided.id, decided.policy, recorded, now)

    def _deciding(self, decided: Decided, recorded: bytes) -> Callable[[bytes], bytes]:
        day = msgspec.json.decode(recorded, type=_Day).as_of
        version = decided.asked["version"]
        key = (decided.policies, decided.policy, day, version)
        found = self._bound.get(key)
        if found is None:
            if len(self._bound) > MOST_BOUND:
                self._bound.clear()
            library = self._library_of(decided.policies)
            bound = library.policy(decided.policy, as_of=date.fromisoformat(day), version=version if isinstance(version, int) else None)
            found = self._bound[key] = bound.decide_json
        return found


def replay(
    store: Store, entries: Iterable[Entry], policy: str | None = None, masters: MasterKeys | None = None
) -> Iterator[Differing | Erased | None]:
    """Decide each of *entries* again, or those of *policy* only; give None for each that comes out the same, and what was erased as such."""
    recalled = Recalled()
    opening = Opening(store, masters)
    replayer = Replayer(lambda hash_: recall_library(store, hash_, recalled))
    for entry in entries:
        decided = opening.decided(entry)
        if policy is None or policy == (decided.written if isinstance(decided, Erased) else decided).policy:
            yield decided if isinstance(decided, Erased) else replayer.again(decided)
