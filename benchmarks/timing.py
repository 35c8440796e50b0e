"""Timing calls inside one process: rounds in turn, so that a machine whose speed drifts treats all contestants alike."""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter_ns
from typing import Any


@dataclass(frozen=True, slots=True)
class Timed:
    """One contestant's time for one call, in microseconds: the least and the median over the rounds."""

    name: str
    least: float
    median: float


def timed(contestants: Mapping[str, Callable[[Any], object]], requests: Mapping[str, Sequence[Any]], rounds: int = 7) -> dict[str, Timed]:
    """Time each contestant over its own list of *requests*, in turn, *rounds* times; one round more goes before, uncounted."""
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(rounds + 1):
        for name, call in contestants.items():
            figure = _round(call, requests[name])
            if turn:
                figures[name].append(figure)
    return {name: Timed(name, min(each), median(each)) for name, each in figures.items()}


def _round(call: Callable[[Any], object], requests: Sequence[Any]) -> float:
    gc.collect()
    gc.disable()
    try:
        began = perf_counter_ns()
        for request in requests:
            call(request)
        return (perf_counter_ns() - began) / len(requests) / 1000
    finally:
        gc.enable()


def show(title: str, figures: dict[str, Timed], against: str) -> None:
    """Print the figures as a table, each with its ratio to the contestant *against* (medians)."""
    print(f"\n{title}")
    base = figures[against].median
    for each in figures.values():
        print(f"  {each.name:<36}{each.median:>12.2f} µs  (least {each.least:.2f})   {each.median / base:>9.2f} × {against}")
