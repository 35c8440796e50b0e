"""Releases told on a terminal, in both languages."""

import json
from typing import TYPE_CHECKING

from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_release import RELEASE, ReleaseSaid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lawbook.operations.releasing.steps import Gated
    from lawbook.operations.releasing.stories import Release, Served


def tell_release(release: "Release", lang: str) -> None:
    """Tell one release, and what was done with it step by step."""
    said = RELEASE[lang]
    say(said.head.format(number=release.number, state=said.states[release.standing.state], units=_units(release, said)), colour="bold")
    if release.submission.note:
        say(release.submission.note)
    rows = tuple(
        (said.acts[event.act], event.said.by, event.said.time, event.said.reason or "-", event.entry.hash.hex()[:16])
        for event in release.events
    )
    show(Table(said.story, rows, said.of_story))
    if release.gate is not None:
        say(said.gate_passed if release.gate.passed else said.gate_failed, colour="green" if release.gate.passed else "red")
    next_ = said.next_of(release.standing.state, release.standing.gate_passed)
    if next_:
        say(next_.format(number=release.number), colour="dim")


def tell_gate(gated: "Gated", page: "Path", lang: str) -> None:
    """Tell what came of each part of a gate, and where its page is."""
    said = RELEASE[lang]
    parts = json.loads(gated.report)["parts"]
    order = [key for key in said.steps if key in parts]
    show(
        Table(
            said.parts,
            tuple((said.steps[key], said.verdicts[parts[key]["verdict"]], parts[key]["said"][lang]) for key in order),
            said.of_parts,
        )
    )
    say(said.page.format(page=page))


def tell_list(releases: "Sequence[Release]", served: "Served | None", lang: str) -> None:
    """Tell every release in one line each, and what is released now."""
    said = RELEASE[lang]
    if not releases:
        say(said.none)
        return
    rows = tuple(
        (
            str(each.number),
            said.states[each.standing.state],
            _units(each, said),
            each.standing.author or "-",
            each.standing.approver or "-",
            said.gates[each.standing.gate_passed],
        )
        for each in releases
    )
    show(Table(said.releases, rows, said.of_releases))
    tell_served(served, lang)


def tell_served(served: "Served | None", lang: str) -> None:
    """Tell what is released now, and by which release."""
    said = RELEASE[lang]
    if served is None or not served.current:
        say(said.nothing)
        return
    rows = tuple((policy, str(number)) for policy, number in sorted(served.current.items()))
    show(Table(said.served.format(since=served.since), rows, said.of_served))


def _units(release: "Release", said: ReleaseSaid) -> str:
    return said.comma.join(unit.name for unit in release.units)
