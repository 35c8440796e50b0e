"""Dated values as a chart of steps: where each line runs, what its values are called, and which days stand below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from lawbook.evaluate.telling_values import Glossary, tell_value
from lawbook.model.policy import Parameter
from lawbook.model.types import BooleanType, DateType, NumberType, OneOfType, TimeType, Type
from lawbook.model.values import Known

WIDTH, TOP, BOTTOM, RIGHT = 360, 16, 26, 12
LETTER = 6.2
"""How wide a letter is; a Chinese character takes two."""
LANE = 14
"""How far apart two names of values must stand to be read."""
DATE_WIDTH = 64
"""How far apart two dates must stand."""
YEAR = 365
STYLES = 5
"""In how many ways lines are drawn."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A name beside an axis; *align* is how it stands to its place."""

    place: float
    text: str
    align: str = "middle"

    @property
    def middle(self) -> float:
        """Where the middle of the name stands."""
        return self.place + {"start": DATE_WIDTH / 2, "middle": 0, "end": -DATE_WIDTH / 2}[self.align]


@dataclass(frozen=True, slots=True)
class Line:
    """The steps of one series as paths of an SVG: as known, and beyond the day through which it was verified. *dots*: its changes."""

    name: str
    path: str
    ahead: str
    dots: tuple[tuple[float, float], ...]
    style: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart, in the units of its view box."""

    width: int
    height: int
    left: float
    floor: float
    lines: tuple[Line, ...]
    values: tuple[Tick, ...]
    days: tuple[Tick, ...]
    today: float


Steps: TypeAlias = tuple[tuple[int, Known | None], ...]


def series_of(parameter: Parameter, words: Glossary) -> tuple[tuple[str, Steps], ...]:
    """Give the dated values of *parameter* by the titles of its keys, those that are alike under one name."""
    names: dict[Steps, list[str]] = {}
    for key, steps in parameter.series:
        names.setdefault(steps, []).append("" if key is None else _key_title(parameter, key, words))
    return tuple((words.both(", ", "、").join(keys), steps) for steps, keys in names.items())


def _key_title(parameter: Parameter, key: str, words: Glossary) -> str:
    keys = {each for each, _ in parameter.series if each is not None}
    return next((titles[key] for labels, titles in words.labels.items() if keys <= set(labels) and key in titles), key)


def chart_of(parameter: Parameter, words: Glossary, today: int, unit: str | None = None) -> Chart | None:
    """Draw *parameter*; None where its values have no order to be drawn in."""
    if not isinstance(parameter.type, NumberType | DateType | TimeType | BooleanType | OneOfType):
        return None
    series = series_of(parameter, words)
    known = {_height(parameter.type, value): value for _, steps in series for _, value in steps if value is not None}
    days = sorted({day for _, steps in series for day, _ in steps})
    if not known or not days:
        return None
    values = sorted(known)
    names = {value: tell_value(parameter.type, known[value], words, unit) for value in values}
    left = 12 + LETTER * max(_width(name) for name in names.values())
    floor = TOP + 20 + LANE * min(9, 2 * (len(values) - 1))
    end = max(today, days[-1])
    frame = _Frame(left, floor, days[0], end + max(YEAR // 4, (end - days[0]) // 12), values)
    lines = tuple(_line(number, name, steps, parameter, frame) for number, (name, steps) in enumerate(series))
    return Chart(
        width=WIDTH,
        height=floor + BOTTOM,
        left=left,
        floor=floor,
        lines=lines,
        values=tuple(_apart([Tick(frame.up(value), names[value]) for value in values], LANE)),
        days=tuple(_apart([_dated(frame.across(day), day, frame) for day in reversed(days)], DATE_WIDTH)),
        today=frame.across(today),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where days and values stand."""

    left: float
    floor: float
    first: int
    last: int
    values: list[float]

    def across(self, day: int) -> float:
        return round(self.left + (WIDTH - self.left - RIGHT) * (day - self.first) / (self.last - self.first), 1)

    def up(self, value: float) -> float:
        spread = self.values[-1] - self.values[0]
        share = 0.5 if spread == 0 else (value - self.values[0]) / spread
        return round(self.floor - 8 - (self.floor - 8 - TOP) * share, 1)


def _line(number: int, name: str, steps: Steps, parameter: Parameter, frame: _Frame) -> Line:
    verified = frame.last if parameter.verified_through is None else max(parameter.verified_through, steps[-1][0])
    path, dots = _path(steps, min(verified, frame.last), parameter.type, frame)
    day, last = steps[-1]
    held = last is not None and parameter.after == "hold" and verified < frame.last
    height = 0.0 if last is None else frame.up(_height(parameter.type, last))
    ahead = f"M{frame.across(max(verified, day))} {height}H{frame.across(frame.last)}" if held else ""
    return Line(name, path, ahead, dots, number % STYLES)


def _path(steps: Steps, until: int, kind: Type, frame: _Frame) -> tuple[str, tuple[tuple[float, float], ...]]:
    path, dots, drawn = "", [], False
    for (day, value), (end, _) in zip(steps, (*steps[1:], (until, None)), strict=True):
        if value is None:
            drawn = False
            continue
        x, y = frame.across(day), frame.up(_height(kind, value))
        path += f"V{y}" if drawn else f"M{x} {y}"
        path += f"H{frame.across(max(end, day))}"
        dots.append((x, y))
        drawn = True
    return path, tuple(dots)


def _dated(place: float, day: int, frame: _Frame) -> Tick:
    align = "start" if day == frame.first else "end" if place > WIDTH - RIGHT - DATE_WIDTH / 2 else "middle"
    return Tick(place, date.fromordinal(day).isoformat(), align)


def _apart(ticks: Iterable[Tick], least: float) -> list[Tick]:
    """Keep those of *ticks* that leave room for one another: the outermost first, then what fits between."""
    listed = list(ticks)
    kept: list[int] = []
    for number in sorted(range(len(listed)), key=lambda number: min(number, len(listed) - 1 - number)):
        if all(abs(listed[number].middle - listed[other].middle) >= least for other in kept):
            kept.append(number)
    return [listed[number] for number in sorted(kept)]


def _height(kind: Type, value: Known) -> float:
    if isinstance(kind, OneOfType):
        return float(kind.labels.index(str(value)))
    return float(value) if isinstance(value, int) else 0.0


def _width(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)
