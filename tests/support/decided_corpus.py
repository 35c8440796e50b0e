"""Decisions of every policy that were made once and must come out so for ever, kept with the texts they were made by."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from lawbook import FactsRejected, Library
from lawbook.contract.decision import canonical_json
from lawbook.contract.written import fixed_scale
from lawbook.model.types import BooleanType, NumberType, OneOfType, Type
from lawbook.operations.examples import example_facts
from lawbook.record import take_snapshot

FOLDER = Path("tests/golden/decided")
DECISIONS = "decisions.ndjson"
BEGINNING = (1980, 1, 1, 0, 0, 0)


class Decided(msgspec.Struct, frozen=True):
    """One decision that was made: its policy, version and day, the facts, and the bytes."""

    policy: str
    version: int
    as_of: str
    facts: msgspec.Raw
    decision: msgspec.Raw


def corpora() -> list[Path]:
    """Give the files of decisions, each with its texts."""
    return sorted(FOLDER.glob("*.zip"))


def file_for(library: Library) -> Path:
    """Name the file for decisions by the texts of *library*."""
    return FOLDER / f"{take_snapshot(library.files, '').hash.hex()[:16]}.zip"


def read_corpus(file: Path) -> tuple[dict[str, bytes], list[Decided]]:
    """Give the texts of *file*, and the decisions made by them."""
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    lines = held.pop(DECISIONS).splitlines()
    return held, [msgspec.json.decode(line, type=Decided) for line in lines]


def write_corpus(library: Library) -> None:
    """Keep decisions by the texts of *library*, unless there are any."""
    file = file_for(library)
    if file.exists():
        return
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted({**library.files, DECISIONS: b"\n".join(_decisions(library))}.items()):
            archive.writestr(zipfile.ZipInfo(path, BEGINNING), content, zipfile.ZIP_DEFLATED, 9)
    FOLDER.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written.getvalue())


def _decisions(library: Library) -> Iterator[bytes]:
    for name in library.policies:
        for policy in library.versions(name):
            day = date.fromordinal(policy.effective)
            version = library.policy(name, as_of=day, version=policy.version)
            types = {fact.name: fact.type for fact in policy.facts}
            for facts in _varied(example_facts(policy, library.root, day), types):
                body = json.dumps(facts, ensure_ascii=False, default=str).encode()
                try:
                    decision = version.decide_json(body)
                except FactsRejected:
                    continue
                yield canonical_json(Decided(name, policy.version, day.isoformat(), msgspec.Raw(body), msgspec.Raw(decision)))


def _varied(facts: Mapping[str, object], types: Mapping[str, Type]) -> Iterator[dict[str, object]]:
    """Give *facts*, and for each fact what it could be in its place: the ends of its range, each label, nothing at all."""
    yield dict(facts)
    for name, type_ in types.items():
        yield {other: value for other, value in facts.items() if other != name}
        for value in _values(type_):
            yield {**facts, name: value}


def _values(type_: Type) -> list[object]:
    match type_:
        case BooleanType():
            return [True, False]
        case NumberType(low=low, high=high, scale=scale):
            return [fixed_scale(number, scale) for number in (low, (low + high) // 2, (low * 99 + high) // 100, high)]
        case OneOfType(labels=labels):
            return list(labels)
        case _:
            return []
