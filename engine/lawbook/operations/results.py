"""How scenarios came out, read from a report that `lawbook test` wrote: its JSON, or its JUnit XML."""

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.etree import ElementTree as ET

import msgspec

from lawbook.problems import PolicyRejected, Problems, Where
from lawbook.site.outlines import WORST, Outcome

Outcomes: TypeAlias = Mapping[tuple[str, int], Outcome]
"""The worst outcome of the scenario at each file and line."""


class _Reported(msgspec.Struct):
    file: str
    line: int
    verdict: Outcome


class _Report(msgspec.Struct):
    results: list[_Reported]


def read_results(report: bytes, file: str) -> Outcomes:
    """Read a report; raise PolicyRejected where it is none."""
    try:
        found = list(_junit(report) if report.lstrip().startswith(b"<") else _json(report))
    except (ET.ParseError, json.JSONDecodeError, msgspec.MsgspecError, KeyError, ValueError) as error:
        problems = Problems()
        message = f"the file is no report of results: {error}"
        problems.add("wrong-shape", message, Where(file, 1, 1), "write one with lawbook test --json, or with --junit FILE")
        raise PolicyRejected(tuple(problems)) from None
    outcomes: dict[tuple[str, int], Outcome] = {}
    for place, outcome in found:
        outcomes[place] = min(outcome, outcomes.get(place, "passed"), key=WORST.index)
    return outcomes


def _json(report: bytes) -> Iterator[tuple[tuple[str, int], Outcome]]:
    for each in msgspec.json.decode(report, type=_Report).results:
        yield (each.file, each.line), each.verdict


def _junit(report: bytes) -> Iterator[tuple[tuple[str, int], Outcome]]:
    for case in ET.fromstring(report).iter("testcase"):  # noqa: S314 - a report of one's own
        if case.get("line") is not None:
            failed = case.find("failure") is not None
            outcome: Outcome = "failed" if failed else "misunderstood" if case.find("error") is not None else "passed"
            yield (case.attrib["file"], int(case.attrib["line"])), outcome
