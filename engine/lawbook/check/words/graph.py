"""The order in which things that need one another can be made, and the circles that prevent it."""

import heapq
from collections.abc import Collection, Mapping


def in_order(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Put each name after all it needs: again and again the first declared whose needs are met. Names behind a circle are left out."""
    place = {name: index for index, name in enumerate(needs)}
    waiting = {name: {need for need in wanted if need in place} for name, wanted in needs.items()}
    needed_by: dict[str, list[str]] = {name: [] for name in needs}
    for name, wanted in waiting.items():
        for need in wanted:
            needed_by[need].append(name)
    ready = [place[name] for name, wanted in waiting.items() if not wanted]
    names = list(needs)
    order: list[str] = []
    heapq.heapify(ready)
    while ready:
        name = names[heapq.heappop(ready)]
        order.append(name)
        for user in needed_by[name]:
            waiting[user].discard(name)
            if not waiting[user]:
                heapq.heappush(ready, place[user])
    return tuple(order)


def circles(needs: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """Give circles of names that need one another, such that every name that is in a circle with others is in one or behind one."""
    left = dict.fromkeys(name for name in needs if name not in set(in_order(needs)))
    found: list[tuple[str, ...]] = []
    told: set[str] = set()
    for start in left:
        trail: dict[str, None] = {}
        name = start
        while name not in trail and name not in told:
            trail[name] = None
            name = next(need for need in needs[name] if need in left)
        if name in trail:
            walked = list(trail)
            found.append(tuple(walked[walked.index(name) :]))
        told.update(trail)
    return tuple(found)
