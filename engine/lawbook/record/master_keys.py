"""The master keys, in a file that only its owner may read: one a line, its name and itself; under them the keys of persons are wrapped."""

import secrets
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from lawbook.record.sealing import KEY_BYTES
from lawbook.record.secret_files import make_secret, replace_secret
from lawbook.record.signing import BadKey
from lawbook.record.store import StoreDown


class MasterKeys:
    """The keys in *file*, read when one is needed, and again when one is needed that was not there; safe to share between threads."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._keys: Mapping[str, bytes] = {}

    def find(self, name: str) -> bytes | None:
        """Give the key called *name*; raises BadKey and OSError where the file cannot be read."""
        if name not in self._keys and self.file.exists():
            self._keys = read_keys(self.file)
        return self._keys.get(name)

    def check_in_place(self) -> None:
        """Raise StoreDown where keys were read and their file is there no more: without it nobody reads, after the next start, what is sealed now."""
        if self._keys and not self.file.exists():
            raise StoreDown(f"the file of the master keys was moved or removed: put {self.file.name} back")

    def newest(self) -> tuple[str, bytes]:
        """Give the key that was added last, and its name; one is made where there is none."""
        if not self.file.exists():
            make_keys(self.file)
        self._keys = read_keys(self.file)
        return list(self._keys.items())[-1]


def read_keys(file: Path) -> dict[str, bytes]:
    """Read the keys in *file* by name, in the order in which they were added; raises BadKey and OSError."""
    found: dict[str, bytes] = {}
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        name, _, text = line.partition(" ")
        try:
            key = b64decode(text, validate=True)
        except (Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES or name_of_master(key) != name:
            raise BadKey(f"{file} holds something else than master keys")
        found[name] = key
    if not found:
        raise BadKey(f"{file} holds no master key")
    return found


def make_keys(file: Path) -> None:
    """Make a file with one key; whoever comes first has made it."""
    make_secret(file, _lines([secrets.token_bytes(KEY_BYTES)]))


def replace_keys(file: Path, keys: Iterable[bytes]) -> None:
    """Put *keys* into the place of those in *file*, whole or not at all."""
    replace_secret(file, _lines(keys))


def _lines(keys: Iterable[bytes]) -> bytes:
    return b"".join(b"%b %b\n" % (name_of_master(key).encode(), b64encode(key)) for key in keys)


def name_of_master(key: bytes) -> str:
    """Name a master key without telling it."""
    return sha256(b"lawbook-master-1\n" + key).hexdigest()[:16]
