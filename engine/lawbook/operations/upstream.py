"""What has changed since a policy was adopted: here, where it came from, and in both places; told rule by rule and value by value."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from lawbook.library import library_files
from lawbook.library.files import BASE
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping as Keyed
from lawbook.read.document import Node, Scalar, Sequence
from lawbook.read.yaml import read_document

Who: TypeAlias = Literal["here", "upstream", "both alike", "conflict"]
_KINDS = {
    "types": "type", "facts": "fact", "parameters": "parameter", "macros": "macro", "reasons": "reason", "obligations": "obligation",
    "decisions": "decision", "rows": "row",
}  # fmt: skip
_LEFT_OUT = frozenset({"base"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says in one place."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said otherwise than when it was adopted (None: not at all), *here* and *upstream*, and where each stands."""

    who: Who
    file: str
    of: str
    part: str
    before: str | None
    here: str | None
    upstream: str | None
    places: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return asdict(self)


_Key: TypeAlias = tuple[str, str, str]
"""A file, a thing of it, and a part of that."""


def changes(root: Path, source: Path | None) -> tuple[Change, ...]:
    """Compare the policies in *root*, and those in *source* they were adopted from, with what was adopted.

    Only files that were adopted count, and later versions of the same policies upstream. Raises PolicyRejected for a file that cannot be read.
    """
    problems = Problems()
    came = _library(root / BASE, problems)
    folders = {file.partition("/")[0] for file, _, _ in came if not file.startswith(("shared/", "law/", "calendars/"))}
    files = {file for file, _, _ in came}

    def adopted(said: Mapping[_Key, Said]) -> dict[_Key, Said]:
        new = {key[0]: each.where.file for key, each in said.items() if key[0] not in files and key[0].partition("/")[0] in folders}
        known = {key: each for key, each in said.items() if key[0] in files}
        return known | {(file, "the file", ""): Said("a file that was not adopted", Where(place, 1, 1)) for file, place in new.items()}

    here = adopted(_library(root, problems))
    upstream = came if source is None else adopted(_library(source, problems))
    problems.refuse_if_any()
    found = (_change(key, came.get(key), here.get(key), upstream.get(key)) for key in dict.fromkeys((*came, *here, *upstream)))
    return tuple(change for change in found if change is not None)


def _change(key: _Key, came: Said | None, here: Said | None, upstream: Said | None) -> Change | None:
    before, own, other = (None if said is None else said.text for said in (came, here, upstream))
    if before == own == other:
        return None
    who: Who = "here" if other == before else "upstream" if own == before else "both alike" if own == other else "conflict"
    told = [said for said in (here if who != "upstream" else None, upstream if who != "here" else None, came) if said is not None]
    return Change(who, *key, before, own, other, tuple(str(said.where) for said in told))


def _library(root: Path, problems: Problems) -> dict[_Key, Said]:
    said: dict[_Key, Said] = {}
    for found in library_files(root) if root.is_dir() else ():
        if found.path.endswith(".csv"):
            for number, line in enumerate(found.file.read_text(encoding="utf-8-sig").splitlines(), 1):
                said[found.path, f"row {line.partition(',')[0]}", ""] = Said(line, Where(str(found.file), number, 1))
            continue
        document = read_document(found.file.read_bytes(), str(found.file), problems)
        if isinstance(document, Keyed):
            said |= {(found.path, of, part): each for of, part, each in _things(document)}
    return said


def _things(document: Keyed) -> Iterator[tuple[str, str, Said]]:
    """Give everything a document says: of which thing, which part, and the text."""
    for key, node in document.entries:
        if key.text in _LEFT_OUT:
            continue
        kind = _KINDS.get(key.text)
        if kind is not None and isinstance(node, Keyed):
            for name, thing in node.entries:
                yield from _parts(f"{kind} {name.text}", "", thing)
        else:
            yield from _parts("the file", key.text, node)


def _parts(of: str, part: str, node: Node) -> Iterator[tuple[str, str, Said]]:
    match node:
        case Scalar(text=text, where=where):
            yield of, part, Said(text, where)
        case Keyed(entries=entries):
            for key, value in entries:
                if key.text == "rows" and isinstance(value, Keyed):
                    for row, cells in value.entries:
                        yield from _parts(f"row {row.text}", "", cells)
                else:
                    yield from _parts(of, f"{part}.{key.text}".strip("."), value)
        case Sequence(items=items, where=where):
            named = [(_id(item), item) for item in items]
            if items and all(id_ is not None for id_, _ in named):
                for id_, item in named:
                    yield from _parts(f"{'exception' if part.endswith('unless') else 'rule'} {id_}", "", item)
            else:
                yield of, part, Said(_told(node), where)


def _id(node: Node) -> str | None:
    id_ = node.get("id") if isinstance(node, Keyed) else None
    return id_.text if isinstance(id_, Scalar) else None


def _told(node: Node) -> str:
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return f"[{', '.join(_told(item) for item in items)}]"
        case Keyed(entries=entries):
            return f"{{{', '.join(f'{key.text}: {_told(value)}' for key, value in entries)}}}"
