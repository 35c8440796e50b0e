"""Adopt a policy: copy it with all it uses, keep what it came as, and have the copy say what it was adopted from."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lawbook import __version__
from lawbook.check.adoption.adopted import hash_of_files, policies_used
from lawbook.library import Library, library_files
from lawbook.library.files import BASE, LEFT_ALONE, VOCABULARIES
from lawbook.operations.formatting import formatted
from lawbook.problems import PolicyRejected, Problem, Where

POLICIES, FEATURES = "policies", "features"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was copied: each version of it and of those it uses with its hash, and every file by its place in the new folder."""

    policy: str
    versions: tuple[tuple[str, int, str], ...]
    files: tuple[str, ...]


def adopt(library: Library, name: str, to: Path, features: Path | None = None) -> Adopted:
    """Copy the policy *name* of *library* into the folder *to*, with what it uses, its scenarios and a copy of all of it under `base`.

    Raises PolicyRejected, and writes nothing, where a file that stands there says something else.
    """
    names = with_those_used(library, name)
    versions = tuple(policy for each in names for policy in library.versions(each))
    upstream = {path: (library.root / path).read_bytes() for path in sorted(paths_of(library, names))}
    kept = {path: text for path, text in upstream.items() if is_read(path)}
    wanted = {f"{POLICIES}/{BASE}/{path}": text for path, text in kept.items()}
    hashes = {(policy.name, policy.version): hash_of_files(policy, kept) for policy in versions}
    wanted |= {f"{POLICIES}/{path}": as_adopted(path, text, hashes) for path, text in upstream.items()}
    if features is not None:
        wanted |= {f"{FEATURES}/{path}": text for each in names for path, text in _scenarios(features, each)}
    _refuse_others(to, wanted, upstream)
    for path, text in wanted.items():
        file = to / path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
    write_manifest(to / POLICIES / BASE / MANIFEST, hashes, kept)
    return Adopted(name, tuple((policy, version, hash_) for (policy, version), hash_ in hashes.items()), tuple(sorted(wanted)))


def is_read(path: str) -> bool:
    """Tell whether a file is part of what is checked: examples, data and schemas need no copy."""
    return not set(path.split("/")[:-1]) & LEFT_ALONE and path.endswith((".yaml", ".csv"))


def with_those_used(library: Library, name: str) -> tuple[str, ...]:
    """Name the policy and those whose decisions it uses."""
    return (name, *sorted({used for policy in library.versions(name) for used in policies_used(policy)} - {name}))


def paths_of(library: Library, names: Collection[str]) -> Iterator[str]:
    """Name the files that the policies *names* are made of, and all that stands beside the policies."""
    used = {f"{vocabulary}.yaml" for name in names for policy in library.versions(name) for vocabulary in policy.uses}
    for found in library_files(library.root):
        folder = found.folder()
        if folder in names or found.path in used or (folder not in library.policies and folder != VOCABULARIES):
            yield found.path
    for beside in ("schema", *(f"{name}/{inside}" for name in names for inside in ("examples", "data"))):
        root = library.root / beside
        yield from (file.relative_to(library.root).as_posix() for file in root.rglob("*") if file.is_file())


def as_adopted(path: str, text: bytes, hashes: Mapping[tuple[str, int], str]) -> bytes:
    """Give the text of a file as the new folder has it: a version says which one it is a copy of."""
    for (name, version), hash_ in hashes.items():
        if path == f"{name}/v{version}.yaml":
            said = f'base: {{policy: {name}, version: {version}, hash: "{hash_}"}}'
            plain = re.sub(r"^base:.*\n", "", text.decode("utf-8-sig"), flags=re.MULTILINE)
            return formatted(re.sub(r"^(review_by:.*)$", rf"\1\n{said}", plain, count=1, flags=re.MULTILINE), path).encode()
    return text


def _scenarios(features: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted((features / name).rglob("*")):
        if file.is_file():
            yield file.relative_to(features).as_posix(), file.read_bytes()


def _refuse_others(to: Path, wanted: Mapping[str, bytes], upstream: Mapping[str, bytes]) -> None:
    """Refuse to adopt over files of somebody else's, or beside a base of another state."""
    problems = []
    for path, text in wanted.items():
        file = to / path
        if not file.exists() or file.read_bytes() == text:
            continue
        inside = path.removeprefix(f"{POLICIES}/")
        came_as = to / POLICIES / BASE / inside
        if inside in upstream and not inside.startswith(f"{BASE}/") and came_as.exists() and came_as.read_bytes() == upstream[inside]:
            continue  # adopted before from the same state, and changed since by who adopted it
        problems.append(
            Problem("wrong-folder", "another file of this name stands here", Where(str(file), 1, 1), "adopt into another folder")
        )
    if problems:
        raise PolicyRejected(problems)


def write_manifest(file: Path, hashes: Mapping[tuple[str, int], str], kept: Mapping[str, bytes]) -> None:
    """Write what was adopted, each version by the hash of its files, and each file by its own, into *file*."""
    told: dict[str, dict[str, object]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"adopted": {}, "files": {}}
    told["adopted"] |= {f"{name}/v{version}": hash_ for (name, version), hash_ in hashes.items()}
    told["files"] |= {path: hashlib.sha256(text).hexdigest() for path, text in kept.items()}
    text = json.dumps({"lawbook": __version__, **told}, ensure_ascii=False, indent=2, sort_keys=True)
    file.write_text(f"{text}\n", encoding="utf-8")
