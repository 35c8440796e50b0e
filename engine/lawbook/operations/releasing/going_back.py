"""What was released before: which state a rollback leads to, and the texts it leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lawbook.operations.releasing.composing import Files, Whole, changed, taken_back, whole_of
from lawbook.operations.releasing.states import ReleaseRefused
from lawbook.operations.releasing.stories import Served, all_served, files_served
from lawbook.problems import PolicyRejected
from lawbook.record.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Back:
    """All that is to be released, and of which release each policy then is."""

    files: Files
    current: Mapping[str, int]


def gone_back(recorder: Recorder, served: Served, policies: Sequence[str], to: int | None, today: date) -> Back:
    """Give what is left when *policies* (everything where none is named) go back to the release *to*, or to the one before."""
    story = [each for each in recorder.read(all_served) if each.number <= served.number]
    if not policies:
        then = _state_before(story, to)
        return Back(files_served(recorder, then), then.current)
    back = Back(files_served(recorder, served), served.current)
    for policy in policies:
        then = _state_of(story, policy, to)
        earlier = files_served(recorder, then)
        back = Back(_with(back.files, earlier, policy, today), {**back.current, policy: then.current[policy]})
    return back


def _state_before(story: Sequence[Served], to: int | None) -> Served:
    """Find the last state that was not gone back from, other than the present one, or the last in which the release *to* was the newest."""
    left = _left(story)
    for state in reversed(story[:-1]):
        newest = max(state.current.values(), default=0)
        fits = newest == to if to is not None else not set(state.current.items()) & left
        if fits and state.current != story[-1].current:
            return state
    raise ReleaseRefused("nothing-earlier", "nothing was released before" if to is None else f"release {to} was never the newest before")


def _state_of(story: Sequence[Served], policy: str, to: int | None) -> Served:
    """Find the last state in which *policy* was of an earlier release that was not gone back from, or of *to*."""
    now, left = story[-1].current.get(policy), _left(story)
    for state in reversed(story[:-1]):
        of = state.current.get(policy)
        if of is not None and of != now and (of == to if to is not None else (policy, of) not in left):
            return state
    words = (
        f"there is no earlier release of {policy}; withdraw takes it out of service"
        if to is None
        else f"{policy} was never of release {to}"
    )
    raise ReleaseRefused("nothing-earlier", words)


def _left(story: Sequence[Served]) -> set[tuple[str, int]]:
    """Give each policy with each release of it that was gone back from: those are greater than what came after them."""
    return {(policy, of) for before, after in pairwise(story) for policy, of in before.current.items() if after.current.get(policy, 0) < of}


def _with(now: Files, then: Files, policy: str, today: date) -> Files:
    earlier, present = whole_of(then, today), whole_of(now, today)
    for files in taken_back(now, then, policy):
        whole = _opened(files, today)
        others = set(present.library.policies) - {policy}
        if whole is not None and not changed(whole, earlier, [policy]) and not changed(whole, present, others):
            return files
    raise ReleaseRefused(
        "rests-on-others",
        f"{policy} as it was cannot stand beside the others as they are; go back with everything: lawbook release rollback --everything",
    )


def _opened(files: Files, today: date) -> Whole | None:
    try:
        return whole_of(files, today)
    except PolicyRejected:
        # It is tried in another way, and refused where none is left.
        return None
