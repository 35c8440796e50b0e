"""Hold every adopted policy of a library to the version it was adopted from."""

import hashlib
from collections.abc import Mapping as Names
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lawbook.check.adoption.bounds import differences_of_parameters
from lawbook.check.adoption.decisions import differences_of_decisions, differences_of_invariants
from lawbook.check.adoption.differences import Difference, Sides
from lawbook.check.adoption.readings import reading
from lawbook.check.policies.bases import Base, Confirmation
from lawbook.check.policies.library import CheckedLibrary
from lawbook.model.policy import Policy
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node, Scalar

ADOPT = "`lawbook adopt` puts it there"


@dataclass(frozen=True, slots=True)
class Upstream:
    """The library in the folder `base`: what it came to, and its files by path."""

    library: CheckedLibrary
    files: Names[str, bytes]


def hash_of_files(policy: Policy, files: Names[str, bytes]) -> str:
    """Name a version by the files it came in: its own and the rows beside it, other policies and vocabularies it uses, law, calendars.

    A later version of this program finds the same hash, as long as nobody edits a file.
    """
    own = {f"{policy.name}/v{policy.version}.yaml", *(f"{name}.yaml" for name in policy.uses)}
    others = tuple(f"{each}/" for each in policies_used(policy))
    beside = {path for path in files if path.startswith(("law/", "calendars/", *others))}
    beside |= {path for path in files if path.startswith(f"{policy.name}/") and path.endswith(".csv")}
    whole = hashlib.sha256()
    for path in sorted(own | beside):
        text = files.get(path, b"").replace(b"\r\n", b"\n")
        whole.update(f"{path} {hashlib.sha256(text).hexdigest()}\n".encode())
    return whole.hexdigest()


def policies_used(policy: Policy) -> frozenset[str]:
    """Name the other policies whose decisions *policy* uses, on any of its days."""
    return frozenset(each.policy for stretch in (policy, *policy.later) for each in stretch.others)


def check_adopted(library: CheckedLibrary, upstream: Upstream, documents: Sequence[tuple[str, Node]], problems: Problems) -> None:
    """Note where a policy of *library* is looser than the version of *upstream* that it was adopted from."""
    bases = {(policy.name, policy.version): policy for policy in upstream.library.policies}
    adopted = {policy.name for policy in upstream.library.policies} | {name for name, _ in library.bases}
    law = {citation.id: citation for citation in upstream.library.register}
    told = Problems()
    for policy in library.policies:
        base = library.bases.get((policy.name, policy.version))
        if base is None:
            if policy.name in adopted:
                message = f"version {policy.version} of `{policy.name}` does not say which version it was adopted from"
                told.add("unknown-base", message, policy.where, "add `base:` with policy, version and hash")
            continue
        before = _base_of(base, bases, upstream.files, told)
        if before is not None:
            _hold(Sides(before, policy, law), base, documents, told)
    # What two versions share is told once.
    problems.extend(dict.fromkeys(told.found))


def _base_of(base: Base, bases: Names[tuple[str, int], Policy], files: Names[str, bytes], problems: Problems) -> Policy | None:
    before = bases.get((base.policy, base.version))
    if before is None:
        problems.add("unknown-base", f"the folder `base` has no version {base.version} of `{base.policy}`", base.where, ADOPT)
    elif (found := hash_of_files(before, files)) != base.hash:
        message = f"version {base.version} of `{base.policy}` in the folder `base`, with what it uses, has the hash {found}"
        problems.add("changed-base", message, base.where, "the folder `base` is a copy, and never edited; adopt it anew")
        return None
    return before


def _hold(sides: Sides, base: Base, documents: Sequence[tuple[str, Node]], problems: Problems) -> None:
    found = [*differences_of_parameters(sides), *differences_of_decisions(sides), *differences_of_invariants(sides)]
    used: set[Confirmation] = set()
    own_first = [node for _, node in sorted(documents, key=lambda each: each[1].where.file != sides.own.where.file)]
    for meant in dict.fromkeys(found):
        difference = replace(meant, reading=reading(meant.of, meant.reading, own_first))
        confirmation = next((each for each in base.confirmed if (each.of, each.reading) == (difference.of, difference.reading)), None)
        if confirmation is not None and not _is_refused(difference):
            used.add(confirmation)
            continue
        _note(difference, _place(difference, documents), problems)
    for confirmation in base.confirmed:
        if confirmation not in used:
            message = f"nothing of `{confirmation.of}` needs this confirmation"
            problems.warn("useless-confirmation", message, confirmation.where, "leave it out, or look again at what it confirms")


def _is_refused(difference: Difference) -> bool:
    return difference.finding == "looser" and difference.hold == "hard"


def _note(difference: Difference, where: Where, problems: Problems) -> None:
    if _is_refused(difference):
        problems.add("loosened", difference.message, where, difference.upstream)
    elif difference.hold == "hard":
        advice = f'{difference.upstream}; have it looked at, and record `{{of: {difference.of}, as: "{difference.reading}", '
        problems.add("unjudged-change", difference.message, where, f"{advice}by: …, on: …, why: …}}` under `confirmed` of `base`")
    elif difference.finding == "looser":
        advice = f'{difference.upstream}; tighten it, or record why under `confirmed` of `base` with `as: "{difference.reading}"`'
        problems.warn("soft-loosened", difference.message, where, advice)


def _place(difference: Difference, documents: Sequence[tuple[str, Node]]) -> Where:
    """Give the place of the value that differs, where the difference is one of a parameter."""
    if difference.day is None:
        return difference.where
    for _, document in documents:
        parameters = document.get("parameters") if isinstance(document, Mapping) else None
        node = parameters.get(difference.of) if isinstance(parameters, Mapping) else None
        if isinstance(node, Mapping):
            return _value_place(difference, node) or difference.where
    return difference.where


def _value_place(difference: Difference, parameter: Mapping) -> Where | None:
    values = parameter.get("values")
    if difference.key is not None and isinstance(values, Mapping):
        values = values.get(difference.key)
    if not isinstance(values, Mapping) or difference.day is None:
        return None
    held = [node for key, node in values.entries if _ordinal(key) <= difference.day]
    return held[-1].where if held else None


def _ordinal(key: Scalar) -> int:
    return date.fromisoformat(key.text).toordinal()
