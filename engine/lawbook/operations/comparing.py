"""Compare two versions of a policy: which two are meant, what they decide differently, what that touches, and how it is told."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from lawbook.difference.alike import outputs_of
from lawbook.difference.answers import Comparison
from lawbook.difference.comparing import compare
from lawbook.difference.together import Sides
from lawbook.library.absence import NoSuchPolicy
from lawbook.library.library import PolicyVersion
from lawbook.library.opening import open_version
from lawbook.model.policy import Parameter, Policy
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Scalar
from lawbook.read.yaml import read_document
from lawbook.site.differences import Aspect, Change, differences
from lawbook.specification.scenarios import Suite

_VERSION_FILE = re.compile(r"v(\d+)\.yaml")
_NUMBERED = re.compile(r"(.+)@v?(\d+)")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MEANT: frozenset[Aspect] = frozenset({"condition", "outcome", "columns", "unknown"})
"""What of a row or decision bears on what comes out; the rest is told of it."""


class UnknownDecision(LookupError):  # noqa: N818 - it is an outcome the caller reads, named as one
    """What was to be compared is no decision of both versions."""


@dataclass(frozen=True, slots=True)
class Named:
    """A version as it was named: of the policy *policy* in the folder *root*, the one with the number *version*, or the one in force."""

    root: Path
    policy: str
    version: int | None


def named(text: str, root: Path, version: int | None = None) -> Named:
    """Read `dunning-tier@2`, `other/policies/dunning-tier@2`, a policy file, or the folder or name of a policy."""
    numbered = _NUMBERED.fullmatch(text)
    if numbered is not None:
        text, version = numbered[1], int(numbered[2])
    path = Path(text)
    file = _VERSION_FILE.fullmatch(path.name)
    if file is not None:
        folder = path.resolve().parent if path.parent == Path() else path.parent
        return Named(folder.parent, folder.name, int(file[1]))
    if len(path.parts) > 1 or (path.is_dir() and not (root / text).is_dir()):
        return Named(path.parent, path.name, version)
    return Named(root, text, version)


def last_two(name: Named) -> tuple[Named, Named]:
    """Give the last two versions of a policy."""
    found = sorted(int(match[1]) for file in (name.root / name.policy).glob("v*.yaml") if (match := _VERSION_FILE.fullmatch(file.name)))
    if len(found) < 2:
        raise NoSuchPolicy(
            "unknown-version",
            f"the policy `{name.policy}` has {'no' if not found else 'one'} version in `{name.root}`",
            "name two versions to compare, such as `dunning-tier@1 dunning-tier@2`",
        )
    return replace(name, version=found[-2]), replace(name, version=found[-1])


@dataclass(frozen=True, slots=True)
class Opened:
    """Two versions, each bound to the day on which it is looked at."""

    before: PolicyVersion
    after: PolicyVersion


def open_both(before: Named, after: Named, day: date | None, today: date, *, own_days: bool = False) -> Opened:
    """Open two versions: for *day*, or the first day on which both have come into force; with *own_days* each for one of its own.

    Of its own days the one before is looked at on its last, the one after on its first. Raises PolicyRejected and NoSuchPolicy.
    """
    spans = [_span(each, day or today) for each in (before, after)]
    if own_days:
        days = spans[0].last, spans[1].first
    else:
        both = day or max(span.first for span in spans)
        days = both, both
    old, new = (
        open_version(name.root, name.policy, as_of=on, version=span.version)
        for name, on, span in zip((before, after), days, spans, strict=True)
    )
    return Opened(old, new)


@dataclass(frozen=True, slots=True)
class _Span:
    """A version with its first day, and its last; the first again where no end is known."""

    version: int
    first: date
    last: date


def _span(name: Named, day: date) -> _Span:
    """Find the days of a version by what its file, and that of the next, say; whatever is wrong there is told when it is opened."""
    starts = sorted(_starts(name.root / name.policy))
    for place, (first, version) in enumerate(starts):
        until = starts[place + 1][0] if place + 1 < len(starts) else None
        if version == name.version or (name.version is None and first <= day and (until is None or day < until)):
            return _Span(version, first, first if until is None else until - timedelta(1))
    found = open_version(name.root, name.policy, as_of=day, version=name.version)
    return _Span(found.version, found.as_of, found.as_of)


def _starts(folder: Path) -> Iterator[tuple[date, int]]:
    for file in folder.glob("v*.yaml"):
        numbered = _VERSION_FILE.fullmatch(file.name)
        document = read_document(file.read_bytes(), str(file), Problems()) if numbered is not None else None
        effective = document.get("effective") if isinstance(document, Mapping) else None
        if numbered is not None and isinstance(effective, Scalar) and _DAY.fullmatch(effective.text):
            yield date.fromisoformat(effective.text), int(numbered[1])


def compare_opened(
    opened: Opened, decisions: tuple[str, ...], seconds: float, rows: int, advance: Callable[[], None] = lambda: None
) -> Comparison:
    """Compare what two versions decide: *decisions*, else all that both publish. Raises UnknownDecision for one that is not there."""
    before, after = opened.before.policy, opened.after.policy
    days = opened.before.as_of.toordinal(), opened.after.as_of.toordinal()
    return compare(Sides(before, after, days, seconds, most_rows=rows), compared_names(opened, decisions), advance)


def compared_names(opened: Opened, decisions: tuple[str, ...]) -> tuple[str, ...]:
    """Give the names of what is compared."""
    before, after = opened.before.policy, opened.after.policy
    both = [each.name for each in after.decisions if each.name in {old.name for old in before.decisions}]
    for name in decisions:
        if name not in both:
            help_ = did_you_mean(name, both) or f"both have {', '.join(f'`{each}`' for each in outputs_of(before, after))}"
            raise UnknownDecision(f"not both versions have a decision `{name}`; {help_}")
    return decisions or tuple(outputs_of(before, after))


@dataclass(frozen=True, slots=True)
class Touched:
    """What the changes between two versions touch. *rows* says of each decision, row or rule that is worded otherwise in what."""

    rows: tuple[Change, ...]
    cites: tuple[str, ...]
    covers: tuple[str, ...]
    parameters: tuple[tuple[str, Parameter | None, Parameter | None], ...]
    scenarios: tuple[str, ...]


def touched(before: Policy, after: Policy, suite: Suite | None) -> Touched:
    """Tell which rows, articles, requirements, parameters and scenarios (by their tags) the changes touch."""
    changes = differences(before, after)
    parts = [each for change in changes for each in (change.before, change.after) if each is not None]
    covers = tuple(sorted({id_ for part in parts for id_ in part.covers}))
    tagged = [] if suite is None else [each for each in suite.scenarios if set(covers) & set(each.tags)]
    return Touched(
        changes,
        tuple(sorted({id_ for part in parts for id_ in part.cites})),
        covers,
        tuple(_parameters(before, after)),
        tuple(dict.fromkeys(f"{each.file}:{each.outline}" for each in tagged)),
    )


def _parameters(before: Policy, after: Policy) -> Iterator[tuple[str, Parameter | None, Parameter | None]]:
    old, new = ({each.name: each for each in policy.parameters} for policy in (before, after))
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one is None or other is None or (one.type, one.series, one.verified_through, one.after) != (
            other.type, other.series, other.verified_through, other.after,
        ):  # fmt: skip
            yield name, one, other
