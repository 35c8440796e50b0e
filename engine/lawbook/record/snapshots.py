"""The texts of a library as they were: each file by the hash of its content, and the list of them by its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec

from lawbook.contract.decision import canonical_json


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every file of a library: *files* has the content of each by its place in the folder; *known_at* is when it was taken up."""

    files: Mapping[str, bytes] = field(repr=False)
    known_at: str
    list: bytes = field(repr=False)
    hash: bytes

    def texts(self) -> dict[bytes, bytes]:
        """Give every content by its hash, the list among them."""
        return {sha256(content).digest(): content for content in self.files.values()} | {self.hash: self.list}


def take_snapshot(files: Mapping[str, bytes], known_at: str) -> Snapshot:
    """List *files* and name the list by its hash."""
    listed = canonical_json({path: sha256(content).hexdigest() for path, content in files.items()})
    return Snapshot(dict(files), known_at, listed, sha256(listed).digest())


def listed_files(content: bytes) -> dict[str, bytes]:
    """Read a list: the hash of each file by its place."""
    return {path: bytes.fromhex(hash_) for path, hash_ in msgspec.json.decode(content, type=dict[str, str]).items()}


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Lay *files* out in *folder*."""
    for path, content in files.items():
        file = folder / path
        if not file.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"`{path}` is not inside a library")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
