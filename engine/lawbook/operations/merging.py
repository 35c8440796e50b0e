"""Bring together what two sides made of the same lines: what one changed is taken, and what both changed differently is a conflict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both sides changed, differently: as they stand here from *line* on, and upstream."""

    line: int
    here: tuple[str, ...]
    upstream: tuple[str, ...]


def merged(came: Lines, here: Lines, upstream: Lines) -> Iterator[tuple[str, ...] | Clash]:
    """Give the lines of both sides together, in order, with a Clash wherever somebody must decide."""
    at_came, at_here, at_upstream = 0, 0, 0
    for came_at, here_at, upstream_at, length in (*_alike(came, here, upstream), (len(came), len(here), len(upstream), 0)):
        yield from _joined(came[at_came:came_at], here[at_here:here_at], upstream[at_upstream:upstream_at], at_here + 1)
        if length:
            yield tuple(came[came_at : came_at + length])
        at_came, at_here, at_upstream = came_at + length, here_at + length, upstream_at + length


def _joined(came: Lines, here: Lines, upstream: Lines, line: int) -> Iterator[tuple[str, ...] | Clash]:
    own, other = tuple(here), tuple(upstream)
    if own == other or other == tuple(came):
        yield own
    elif own == tuple(came):
        yield other
    else:
        yield Clash(line, own, other)


def _alike(came: Lines, here: Lines, upstream: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Give the stretches that all three have: where each begins in every one of them, and how long it is."""
    others = SequenceMatcher(None, came, upstream, autojunk=False).get_matching_blocks()
    for own in SequenceMatcher(None, came, here, autojunk=False).get_matching_blocks():
        for other in others:
            start, end = max(own.a, other.a), min(own.a + own.size, other.a + other.size)
            if start < end:
                yield start, own.b + start - own.a, other.b + start - other.a, end - start
