"""The days of one calendar on which work is done, as expressions count them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working *days* (day numbers, ascending) of *calendar*, whose data covers the days from *first* to *last*, both included."""

    calendar: str
    first: int
    last: int
    days: tuple[int, ...] = field(hash=False, repr=False)
