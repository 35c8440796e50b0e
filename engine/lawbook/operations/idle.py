"""Scenarios that would notice no wrong edit at all: those that kill no mutant."""

from collections.abc import Collection, Iterable

import msgspec

from lawbook.problems import PolicyRejected, Problem, Where
from lawbook.specification.scenarios import Scenario


class Kills(msgspec.Struct, frozen=True):
    """How many mutants one scenario, named by its file and line, kills."""

    file: str
    line: int
    kills: int


class MutationReport(msgspec.Struct, frozen=True):
    """What is read of the JSON that `lawbook mutate --json` writes: every scenario it ran, with its kills."""

    scenarios: tuple[Kills, ...]


def read_kills(report: bytes, file: str) -> frozenset[tuple[str, int]]:
    """Give the file and line of every scenario that kills a mutant; raises PolicyRejected where *report* says no such thing."""
    try:
        read = msgspec.json.decode(report, type=MutationReport)
    except msgspec.DecodeError as error:
        told = f"this is no report of `lawbook mutate --json`: {error}"
        raise PolicyRejected([Problem("wrong-shape", told, Where(file, 1, 1))]) from None
    return frozenset((each.file, each.line) for each in read.scenarios if each.kills > 0)


def idle(scenarios: Iterable[Scenario], killing: Collection[tuple[str, int]]) -> tuple[Scenario, ...]:
    """Give the scenarios that kill nothing, an outline (or a table of cases) once, when none of its lines does."""
    outlines: dict[tuple[str, int], list[Scenario]] = {}
    for scenario in scenarios:
        outlines.setdefault((scenario.file, scenario.outline), []).append(scenario)
    return tuple(lines[0] for lines in outlines.values() if not any((each.file, each.line) in killing for each in lines))
