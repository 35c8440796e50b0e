"""The name that the author may have meant."""

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Give the help that points from *name* to the nearest of *known*, or None when none is near."""
    near = nearest(name, known)
    return f"did you mean `{near}`?" if near is not None else None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the one of *known* with the fewest slips of the pen to *name*, at most a third of its length; ties by code point.

    Two names that share no letter are not near, however short they are.
    """
    most = max(1, len(name) // 3)
    distances = [(slips(name.lower(), other.lower(), most), other) for other in known if other != name]
    near = [(distance, other) for distance, other in distances if distance <= most and distance < max(len(name), len(other))]
    return min(near)[1] if near else None


def slips(left: str, right: str, most: int) -> int:
    """Count the insertions, deletions, changes and swaps of neighbours that lead from *left* to *right*, up to *most* + 1."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(right) + 1))
    for row, mine in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (mine != other))
            if row > 1 and column > 1 and mine == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
