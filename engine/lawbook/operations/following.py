"""Follow upstream: put an adopted policy onto a newer state of what it was adopted from, and keep what was changed here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lawbook.check.adoption.adopted import hash_of_files
from lawbook.library import Library, library_files
from lawbook.library.files import BASE
from lawbook.operations.adopting import MANIFEST, as_adopted, is_read, paths_of, with_those_used, write_manifest
from lawbook.operations.merging import Clash, merged

Hashes = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was changed here and upstream, differently: the file and line here, and both texts (None: the file is not there)."""

    file: str
    line: int
    here: str | None
    upstream: str | None


@dataclass(frozen=True, slots=True)
class Followed:
    """What following comes to: each file to be written (None: removed), the new base, and where somebody must decide."""

    files: Mapping[str, bytes | None]
    base: Mapping[str, bytes]
    hashes: Hashes
    conflicts: tuple[Conflict, ...]


def follow(root: Path, source: Library) -> Followed:
    """Put the policies in *root* onto those of *source*, from which they were adopted, without writing anything."""
    manifest = json.loads((root / BASE / MANIFEST).read_text(encoding="utf-8"))
    before = {(name, int(version.removeprefix("v"))): hash_ for (name, _, version), hash_ in _keys(manifest["adopted"])}
    came = {found.path: found.file.read_bytes() for found in library_files(root / BASE)}
    adopted = dict.fromkeys(name for name, _ in before)
    names = tuple(dict.fromkeys(used for name in adopted for used in with_those_used(source, name)))
    upstream = {path: (source.root / path).read_bytes() for path in sorted(paths_of(source, names)) if is_read(path)}
    hashes = {(p.name, p.version): hash_of_files(p, upstream) for name in names for p in source.versions(name)}
    known = {**before, **hashes}
    files: dict[str, bytes | None] = {}
    conflicts: list[Conflict] = []
    for path in dict.fromkeys((*came, *upstream)):
        # A version that is gone upstream keeps the hash it had, so that it is known again.
        old, new = (None if each is None else as_adopted(path, each, known) for each in (came.get(path), upstream.get(path)))
        own = _own(root / path, before, hashes)
        together, found = _together(path, old, own, new)
        conflicts.extend(found)
        if together != own or (own is not None and own != (root / path).read_bytes()):
            files[path] = together
    return Followed(files, upstream, hashes, tuple(conflicts))


def _keys(adopted: Mapping[str, str]) -> Iterator[tuple[tuple[str, str, str], str]]:
    yield from ((key.partition("/"), hash_) for key, hash_ in adopted.items())


def _own(file: Path, before: Hashes, hashes: Hashes) -> bytes | None:
    """Give a file as it stands here, with the hashes of the new base in place of the old."""
    if not file.is_file():
        return None
    text = file.read_bytes()
    for key, hash_ in before.items():
        text = text.replace(hash_.encode(), hashes.get(key, hash_).encode())
    return text


def _together(path: str, old: bytes | None, own: bytes | None, new: bytes | None) -> tuple[bytes | None, tuple[Conflict, ...]]:
    if new in {own, old}:
        return own, ()
    if own == old:
        return new, ()
    if old is None or own is None or new is None:
        whole = Clash(1, *(() if each is None else tuple(_text(each).splitlines(keepends=True)) for each in (own, new)))
        return _marked(whole).encode(), (Conflict(path, 1, *(None if each is None else _text(each) for each in (own, new))),)
    pieces = tuple(merged(*(_text(each).splitlines(keepends=True) for each in (old, own, new))))
    clashes = tuple(Conflict(path, each.line, "".join(each.here), "".join(each.upstream)) for each in pieces if isinstance(each, Clash))
    return "".join(_marked(each) for each in pieces).encode(), clashes


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _marked(piece: tuple[str, ...] | Clash) -> str:
    """Give lines as they are written; where both sides stand, between marks that are no YAML, so that the checker refuses the file."""
    if isinstance(piece, Clash):
        here, upstream = ("".join(each if each.endswith("\n") else f"{each}\n" for each in lines) for lines in (piece.here, piece.upstream))
        return f"<<<<<<< here\n{here}=======\n{upstream}>>>>>>> upstream\n"
    return "".join(piece)


def write_followed(root: Path, followed: Followed) -> None:
    """Write the files, and the new base beside them."""
    for path, content in followed.files.items():
        _write(root / path, content)
    for found in tuple(library_files(root / BASE)):
        if found.path not in followed.base:
            _write(root / BASE / found.path, None)
    for path, content in followed.base.items():
        _write(root / BASE / path, content)
    (root / BASE / MANIFEST).unlink()
    write_manifest(root / BASE / MANIFEST, followed.hashes, followed.base)


def _write(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
