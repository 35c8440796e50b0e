"""Files of secrets, which only their owner may read: made once by whoever comes first, or replaced whole."""

import os
import secrets
from pathlib import Path


def make_secret(file: Path, content: bytes) -> bool:
    """Make *file* with *content* where there is none, and tell whether it was made; it is there whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(file, content)
    try:
        os.link(beside, file)
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    return True


def replace_secret(file: Path, content: bytes) -> None:
    """Put *content* into the place of what is in *file*, whole or not at all."""
    _beside(file, content).replace(file)


def _beside(file: Path, content: bytes) -> Path:
    # Two may make one at the same time, in one process too: each writes a file of its own.
    beside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    return beside
