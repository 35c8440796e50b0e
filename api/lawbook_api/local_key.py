"""The key for trying things out on one's own machine: made once, kept beside the keys in a file that only its owner may read."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from lawbook.access.keeping import KeyStore
from lawbook.access.keys import ID_BYTES, SECRET_BYTES, Key, digest_of, id_in, made, opens, state_of
from lawbook.access.roles import EVERY_POLICY, ROLES

FILE = "local-key"
CALLER = "local"
RATE = 1_000_000
"""Nobody is to be protected from oneself."""


def local_key(folder: Path, keys: KeyStore, now: datetime, random: Callable[[int], bytes]) -> str:
    """Give the token of the local key, which has every role with every policy; make it anew where it is not good any more."""
    file = folder / FILE
    kept = file.read_text(encoding="ascii").strip() if file.exists() else ""
    key = keys.find(id_in(kept) or "")
    if key is not None and opens(key, digest_of(kept)) and state_of(key, now) == "active":
        return kept
    bare = Key(
        id=random(ID_BYTES).hex(), caller=CALLER, digest="", roles=frozenset(ROLES), policies=frozenset({EVERY_POLICY}), created=now, rate=RATE
    )  # fmt: skip
    new = made(bare, random(SECRET_BYTES))
    keys.keep(new.key)
    # Written aside and put in place whole, never readable for others, not even for a moment.
    aside = folder / f"{FILE}.{new.key.id}"
    with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as stream:
        stream.write(new.token + "\n")
    aside.replace(file)
    return new.token
