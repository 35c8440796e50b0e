"""Opening what is sealed in the record, where its key is there; where it was destroyed, that is told by its name."""

from dataclasses import dataclass
from hmac import compare_digest

from lawbook.record.chain import Entry
from lawbook.record.condensing import Phrases, phrases_of
from lawbook.record.decided import Decided, Written, read_decided, read_written
from lawbook.record.finding import Answered, find_text
from lawbook.record.master_keys import MasterKeys
from lawbook.record.person_keys import find_index, find_keys, opened_key
from lawbook.record.sealing import Opener, Sealed, blinded, blinded_request, entry_key, owner_of
from lawbook.record.statements import Statements
from lawbook.record.store import Store, StoreDown

KEPT = 10_000
"""How many keys are kept while much is opened."""


@dataclass(frozen=True, slots=True)
class Erased:
    """A decision whose key was destroyed: what still stands of it."""

    written: Written


class Opening:
    """Opens entries of *store*, with the keys as they are when they are first needed; not for longer than one command or request."""

    def __init__(self, store: Store, masters: MasterKeys | None) -> None:
        self._store = store
        self._masters = masters
        self._keys: dict[str, bytes | None] = {}
        self._phrases: dict[str, Phrases] = {}

    def decided(self, entry: Entry) -> Decided | Erased:
        """Read the decision that *entry* is; raises ValueError where it was altered, StoreDown where its key cannot be opened."""
        written = read_written(entry.body)
        if not isinstance(written.sealed, Sealed):
            return read_decided(entry.body)
        opener = self._opener(written.id, written.sealed)
        return Erased(written) if opener is None else read_decided(entry.body, opener)

    def opener(self, entry: Entry) -> Opener | None:
        """Give what opens *entry* and nothing else; None where it is not sealed, or its key was destroyed."""
        written = read_written(entry.body)
        return self._opener(written.id, written.sealed) if isinstance(written.sealed, Sealed) else None

    def _opener(self, id_: str, sealed: Sealed) -> Opener | None:
        key = self._key(sealed.key)
        if key is None:
            return None
        return Opener(entry_key(key, id_), None if sealed.phrases is None else self._phrases_named(sealed.phrases))

    def _phrases_named(self, hash_: str) -> Phrases:
        if hash_ not in self._phrases:
            text = find_text(self._store, bytes.fromhex(hash_))
            if text is None:
                raise StoreDown(f"the text {hash_} is not in the store; see `lawbook audit verify`")
            self._phrases[hash_] = phrases_of(text)
        return self._phrases[hash_]

    def is_answer_to(self, answered: Answered, request: bytes) -> bool:
        """Tell whether *answered* was asked with the digest *request*."""
        if compare_digest(answered.request, request):
            return True
        if self._masters is None or answered.entry.key is None:
            return False
        with self._store.reading() as connection:
            index = find_index(Statements.within(connection), self._masters)
        return index is not None and compare_digest(answered.request, blinded_request(index.key, request))

    def owner(self, subject: str) -> bytes | None:
        """Give what stands for the person *subject* in the store; None where nobody stands there yet."""
        with self._store.reading() as connection:
            index = find_index(Statements.within(connection), self._known_masters())
        return None if index is None else blinded(index.key, owner_of(subject))

    def _key(self, name: str) -> bytes | None:
        if name not in self._keys:
            with self._store.reading() as connection:
                row = find_keys(connection, [name]).get(name)
            if row is None:
                raise StoreDown(f"the key {name} is not in the store; see `lawbook audit verify`")
            if len(self._keys) >= KEPT:
                self._keys.clear()
            self._keys[name] = None if row.wrapped is None else opened_key(row, self._known_masters())
        return self._keys[name]

    def _known_masters(self) -> MasterKeys:
        if self._masters is None:
            raise StoreDown("what is told of persons is sealed, and no master keys are at hand")
        return self._masters
