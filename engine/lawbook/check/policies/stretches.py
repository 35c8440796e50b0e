"""Check every version of every policy, those that others use first, on each stretch of days with the versions that are then in force."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass, field, replace

from lawbook.check.law.citations import Span
from lawbook.check.policies.hard_exceptions import check_exceptions
from lawbook.check.policies.headers import Header
from lawbook.check.policies.linking import Form, link
from lawbook.check.policies.policy import Shelf, check_policy
from lawbook.check.words.graph import circles, in_order
from lawbook.check.written.others import Reference, references_in
from lawbook.model.policy import Policy
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a policy that is to be checked: its document, its head, and its days; *problems* collects what is wrong with it."""

    document: Mapping
    header: Header
    span: Span | None
    problems: Problems

    @property
    def name(self) -> str:
        """The name of the policy, or where it has none, something that no policy is called."""
        return self.header.name or self.header.path

    def references(self) -> tuple[Reference, ...]:
        """Give the decisions of other policies that it takes."""
        return tuple(references_in(self.document))


@dataclass(frozen=True, slots=True)
class _Policies:
    """All versions by policy, what each policy uses of others, and the forms of those that are checked and sound.

    *circular* are the policies that use themselves in the end.
    """

    versions: Names[str, Sequence[Version]]
    uses: Names[str, Sequence[str]]
    circular: frozenset[str]
    forms: dict[str, list[Form]] = field(default_factory=dict)

    def behind(self, name: str) -> frozenset[str]:
        """Give all policies that *name* uses, directly or not."""
        met: set[str] = set()
        waiting = [name]
        while waiting:
            for used in self.uses.get(waiting.pop(), ()):
                if used not in met:
                    met.add(used)
                    waiting.append(used)
        return frozenset(met)

    def forms_on(self, day: int, names: frozenset[str]) -> dict[str, Form]:
        """Give the forms of the policies *names* on *day*, of those that have a sound one."""
        return {
            name: form
            for name in names
            for form in self.forms.get(name, ())
            if form.stretch[0] <= day and (form.stretch[1] is None or day < form.stretch[1])
        }


def check_versions(
    versions: Sequence[Version], shelf: Shelf, needed: Callable[[Header, Span | None], bool] | None, shared: Problems
) -> list[Policy]:
    """Check *versions* and give those that are sound. Where *shared* has errors, none is."""
    by_name: dict[str, list[Version]] = {}
    for version in versions:
        by_name.setdefault(version.name, []).append(version)
    uses = {
        name: list(dict.fromkeys(reference.policy for version in of for reference in version.references())) for name, of in by_name.items()
    }
    sound = in_order(uses)
    policies = _Policies(by_name, uses, frozenset(by_name) - frozenset(sound))
    _tell_circles(policies)
    checked: dict[int, Policy] = {}
    for name in (*sound, *(name for name in by_name if name in policies.circular)):
        for version in by_name[name]:
            if needed is not None and not needed(version.header, version.span):
                continue
            forms = _check_version(version, policies, shelf)
            if forms and not version.problems.errors() and not shared.errors():
                policies.forms.setdefault(name, []).extend(forms)
                checked[id(version)] = replace(forms[0].whole, later=tuple(form.whole for form in forms[1:]))
    return [checked[id(version)] for version in versions if id(version) in checked]


def _check_version(version: Version, policies: _Policies, shelf: Shelf) -> list[Form]:
    """Check *version* on each of its stretches; the forms are all there, or none is."""
    _check_references(version, policies)
    used, behind = frozenset(policies.uses[version.name]), policies.behind(version.name)
    made: list[Form] = []
    sound = True
    for stretch in _stretches(version, policies, behind):
        forms = policies.forms_on(stretch[0], behind)
        found = Problems()
        others = {name: form.own for name, form in forms.items() if name in used}
        own = check_policy(version.document, version.header, version.span, replace(shelf, others=others), found)
        if own is None or found.errors() or forms.keys() != behind:
            sound = False
        else:
            whole = link(own, forms, stretch, found)
            check_exceptions(whole, shelf.law, found)
            sound = sound and not found.errors()
            made.append(Form(stretch, own, whole))
        _add_new(found, version.problems)
    return made if sound else []


def _add_new(found: Problems, problems: Problems) -> None:
    known = set(problems.found)
    problems.extend(problem for problem in found.found if problem not in known)


def _stretches(version: Version, policies: _Policies, behind: frozenset[str]) -> Iterator[Span]:
    """Cut the days of *version* where another version of a policy that it uses comes into force."""
    if version.span is None:
        yield 1, None
        return
    first, end = version.span
    days = {other.header.effective for name in behind for other in policies.versions.get(name, ())}
    cuts = sorted(day for day in days if day is not None and first < day and (end is None or day < end))
    yield from zip([first, *cuts], [*cuts, end], strict=True)


def _check_references(version: Version, policies: _Policies) -> None:
    """Note the policies that are used and are not there, or not yet in force when the version is."""
    for reference in version.references():
        others = policies.versions.get(reference.policy)
        if others is None:
            near = did_you_mean(reference.policy, policies.versions)
            message = f"the library has no policy `{reference.policy}`"
            version.problems.add("unknown-policy", message, reference.where, near)
            continue
        days = [other.header.effective for other in others if other.header.effective is not None]
        if version.span is not None and days and version.span[0] < min(days):
            mine, first = (dt.date.fromordinal(day).isoformat() for day in (version.span[0], min(days)))
            message = f"`{reference.policy}` is in force from {first} on, and this version, which uses it, from {mine}"
            advice = "let this version come into force later, or the other policy earlier"
            version.problems.add("policy-not-in-force", message, reference.where, advice)


def _tell_circles(policies: _Policies) -> None:
    for circle in circles({name: [used for used in uses if used in policies.versions] for name, uses in policies.uses.items()}):
        told = ", which uses ".join(f"`{name}`" for name in (*circle, circle[0])).replace(", which uses", " uses", 1)
        after = circle[1] if len(circle) > 1 else circle[0]
        version, where = next(
            (version, reference.where)
            for version in policies.versions[circle[0]]
            for reference in version.references()
            if reference.policy == after
        )
        version.problems.add("policy-cycle", f"{told}: none of them can decide first", where)
