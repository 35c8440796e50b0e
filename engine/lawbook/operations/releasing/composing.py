"""Putting texts together: what would be released with a submission, and what is left when something is taken back."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lawbook.library import Inspection, Library, inspect_library
from lawbook.library.files import BASE, EXCEPTIONS, SHARED_FOLDERS
from lawbook.model.policy import Parameter, Policy
from lawbook.operations.releasing.states import ReleaseRefused
from lawbook.operations.releasing.stories import Unit
from lawbook.problems import PolicyRejected, Problems
from lawbook.read.document import Mapping as Keyed
from lawbook.read.document import Scalar
from lawbook.read.document import Sequence as Listed
from lawbook.read.yaml import read_document
from lawbook.record.snapshots import write_files

Files = Mapping[str, bytes]
NOTHING: Files = {}
_VERSION = re.compile(r"(?P<policy>[^/]+)/v(?P<version>\d+)\.yaml")


@dataclass(frozen=True, slots=True)
class Whole:
    """All that would be released together, opened."""

    files: Files
    library: Library

    def hashes(self, policy: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Name the contents of every version of *policy*, for each of its stretches; nothing where it is not there."""
        if policy not in self.library.policies:
            return ()
        versions = self.library.versions(policy)
        return tuple((each.version, tuple(form.content_hash for form in (each, *each.later))) for each in versions)


def whole_of(files: Files, today: date) -> Whole:
    """Open *files* together; raises PolicyRejected with all that is wrong, each in the place that it has among them."""
    if not any(_VERSION.fullmatch(path) for path in files):
        return Whole(files, Library(Path(), ()))
    inspection = inspected(files, today)
    if inspection.library is None:
        raise PolicyRejected(inspection.problems)
    # Only what is read is kept: what else lies about has no say in what is decided.
    return Whole(inspection.library.files, inspection.library)


def inspected(files: Files, today: date) -> Inspection:
    """Check *files* as a library; problems name their places among them."""
    with TemporaryDirectory(prefix="lawbook-") as folder:
        write_files(files, Path(folder))
        inspection = inspect_library(folder, today=today)
    told = tuple(
        replace(problem, where=problem.where._replace(file=problem.where.file.removeprefix(f"{folder}/")))
        for problem in inspection.problems
    )
    return replace(inspection, problems=told)


def candidate(served: Files, source: Files, wanted: Mapping[str, int | None]) -> Files:
    """Put the policies *wanted* of *source*, each with one version or with all, onto what is *served*, with what they use and their exceptions."""
    taken = {path: text for path, text in source.items() if _is_wanted(path, wanted)}
    around = surroundings(source, taken)
    excepted = {path: text for path, text in source.items() if _excepts(path, text, wanted.keys())}
    return {**served, **taken, **around, **excepted}


def _excepts(path: str, text: bytes, policies: Collection[str]) -> bool:
    """Tell whether a file is of exceptions to one of *policies*."""
    return path.startswith(f"{EXCEPTIONS}/") and not _excepted(text).isdisjoint(policies)


def _excepts_only(path: str, text: bytes, policies: Collection[str]) -> bool:
    return _excepts(path, text, policies) and _excepted(text) <= set(policies)


def _excepted(text: bytes) -> frozenset[str]:
    """Name the policies that a file of exceptions is for."""
    document = read_document(text, "", Problems())
    grants = document.get("grants") if isinstance(document, Keyed) else None
    named = [grant.get("policy") for grant in grants.items if isinstance(grant, Keyed)] if isinstance(grants, Listed) else []
    return frozenset(scalar.text for scalar in named if isinstance(scalar, Scalar))


def _is_wanted(path: str, wanted: Mapping[str, int | None]) -> bool:
    policy = path.partition("/")[0]
    version = _VERSION.fullmatch(path)
    return policy in wanted and (version is None or wanted[policy] in {None, int(version["version"])})


def surroundings(source: Files, taken: Iterable[str]) -> Files:
    """Give what the files *taken* rest on: vocabularies and calendars that they use, all law, and what was adopted."""
    waiting, found = list(taken), {path for path in source if path.partition("/")[0] in {"law", BASE}}
    found |= {path for path in source if path.partition("/")[0] in SHARED_FOLDERS and not path.endswith(".yaml")}
    while waiting:
        for used in _uses(source[waiting.pop()]):
            if used in source and used not in found:
                found.add(used)
                waiting.append(used)
    return {path: source[path] for path in sorted(found)}


def _uses(text: bytes) -> tuple[str, ...]:
    document = read_document(text, "", Problems())
    used = document.get("uses") if isinstance(document, Keyed) else None
    return tuple(f"{item.text}.yaml" for item in used.items if isinstance(item, Scalar)) if isinstance(used, Listed) else ()


def brought(before: Whole, now: Whole, names: Iterable[str]) -> tuple[Unit, ...]:
    """Give the versions of the policies *names* that are new in *now*, or say something else than *before*."""
    known = {name: dict(before.hashes(name)) for name in names}
    return tuple(
        Unit(name, version.version, version.content_hash)
        for name in known
        if name in now.library.policies
        for version in now.library.versions(name)
        if known[name].get(version.version) != dict(now.hashes(name))[version.version]
    )


def check_candidate(before: Whole, now: Whole, wanted: Sequence[str]) -> None:
    """Refuse what would change released versions, or policies that were not submitted."""
    others = changed(before, now, set(now.library.policies) | set(before.library.policies))
    others -= set(wanted)
    if others:
        names = ", ".join(sorted(others))
        raise ReleaseRefused("also-changed", f"what is submitted changes {names} too; submit them together, so that they are gated as well")
    for name in wanted:
        for version in before.library.versions(name) if name in before.library.policies else ():
            _check_kept(before, now, version)


def changed(one: Whole, other: Whole, names: Iterable[str]) -> set[str]:
    """Give those of *names* whose content differs."""
    return {name for name in names if one.hashes(name) != other.hashes(name)}


def _check_kept(before: Whole, now: Whole, version: Policy) -> None:
    """Refuse where a released version is written otherwise, but for values that follow those it had."""
    path = f"{version.name}/v{version.version}.yaml"
    rows = {each for each in before.files if each.startswith(f"{version.name}/") and not _VERSION.fullmatch(each)}
    same_rows = all(before.files[each] == now.files.get(each) for each in rows)
    if same_rows and before.files[path] == now.files.get(path):
        return
    after = next((each for each in now.library.versions(version.name) if each.version == version.version), None)
    if after is None or not same_rows or not only_appended(version, after):
        raise ReleaseRefused(
            "already-released",
            f"{version.name}@{version.version} is released, and what is released does not change; make a version {version.version + 1}",
        )


def only_appended(before: Policy, after: Policy) -> bool:
    """Tell whether *after* differs from *before* in nothing but values of parameters for days to come, and in when it is looked at again."""
    old, new = ({each.name: each for each in policy.parameters} for policy in (before, after))
    return _bare(before) == _bare(after) and old.keys() == new.keys() and all(_continues(old[name], new[name]) for name in old)


def _bare(policy: Policy) -> Policy:
    return replace(policy, parameters=(), content_hash="", meaning_hash="", later=(), stretch=None, others=(), until=None, review_by=0)


def _continues(before: Parameter, after: Parameter) -> bool:
    if replace(before, series=(), verified_through=None, review_by=None) != replace(
        after, series=(), verified_through=None, review_by=None
    ):
        return False
    values = dict(after.series)
    return all(key in values and values[key][: len(known)] == known for key, known in before.series)


def moved_onto(base: Files, put: Files, now: Files) -> Files:
    """Do to *now* what was done to *base* to make it *put*; refuse where something else was done to the same files."""
    paths = {path for path in {*base, *put} if base.get(path) != put.get(path)}
    if any(now.get(path) not in {base.get(path), put.get(path)} for path in paths):
        raise ReleaseRefused("overtaken", "something else was released since that touches the same files; submit it again")
    kept = {path: text for path, text in now.items() if path not in paths}
    return {**kept, **{path: put[path] for path in paths if path in put}}


def taken_back(now: Files, then: Files, policy: str) -> tuple[Files, ...]:
    """Give *now* with *policy* and its exceptions as they were *then*, in the ways to try in turn: their own files, and with all that they rested on."""
    own = {path: text for path, text in then.items() if path.startswith(f"{policy}/")}
    excepted = {path: text for path, text in then.items() if _excepts(path, text, {policy})}
    rest = {path: text for path, text in now.items() if not path.startswith(f"{policy}/") and not _excepts(path, text, {policy})}
    return {**rest, **own, **excepted}, {**rest, **own, **excepted, **surroundings(then, own)}


def without(now: Files, policies: Iterable[str]) -> Files:
    """Give *now* without the files of *policies*, and those of exceptions to them alone."""
    gone = set(policies)
    return {path: text for path, text in now.items() if path.partition("/")[0] not in gone and not _excepts_only(path, text, gone)}
