"""What is in force on a day, what is to come, and what is due for review."""

from dataclasses import asdict, dataclass
from datetime import date

from lawbook.library import Library, is_in_force
from lawbook.model.policy import Policy


@dataclass(frozen=True, slots=True)
class Listed:
    """One version of a policy on a given day; *state* is `in force`, `to come` or `past`."""

    policy: str
    title: str
    version: int
    state: str
    effective: str
    until: str | None
    owner: str
    review_by: str
    review_due: bool
    content_hash: str

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return asdict(self)


def list_policies(library: Library, day: date, lang: str) -> tuple[Listed, ...]:
    """List every version of every policy as it stands on *day*."""
    versions = [policy for name in library.policies for policy in library.versions(name)]
    return tuple(_listed(policy, day.toordinal(), lang) for policy in versions)


def _listed(policy: Policy, day: int, lang: str) -> Listed:
    return Listed(
        policy=policy.name,
        title=policy.title.told(lang),
        version=policy.version,
        state=_state(policy, day),
        effective=_written(policy.effective),
        until=None if policy.until is None else _written(policy.until),
        owner=policy.owner,
        review_by=_written(policy.review_by),
        review_due=policy.review_by < day,
        content_hash=policy.content_hash,
    )


def _state(policy: Policy, day: int) -> str:
    if day < policy.effective:
        return "to come"
    return "in force" if is_in_force(policy, day) else "past"


def _written(day: int) -> str:
    return date.fromordinal(day).isoformat()
