"""`lawbook shadow`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.keys import STATE, State
from lawbook.cli.options import AsJson, Lang, language_of
from lawbook.cli.progress import counting
from lawbook.cli.stores import MasterFile, RecordUrl, masters_in, opened
from lawbook.cli.surroundings import today
from lawbook.cli.telling_differences import matrix
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_difference import DIFFERENCE
from lawbook.cli.words_of_shadow import SHADOW, ShadowSaid

if TYPE_CHECKING:
    from lawbook.library import Library
    from lawbook.operations.shadowing import Beside, Pair
    from lawbook.operations.shadowing_told import Tallied


def shadow(
    candidate: Annotated[Path, typer.Argument(metavar="FOLDER", help="The candidate policies.")],
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="NAME", help="Only decisions of this policy.", show_default="all")
    ] = None,
    record: RecordUrl = None,
    privacy_key: MasterFile = None,
    state: State = STATE,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Decide the recorded past again by candidate policies, and count what would have come out otherwise.

    Each recorded decision is decided by the last version of its policy in FOLDER, on the recorded facts, for the recorded day. What the
    candidate says in the very words of the version that decided is not decided again.

        lawbook shadow ../draft/policies
        lawbook shadow ../draft/policies --policy dunning-tier --json

    To do the same with what is being decided now: lawbook serve --shadow FOLDER.
    """
    from lawbook.library import open_library  # noqa: PLC0415 - heavy
    from lawbook.operations.shadowing import Shadowing, shadow_record  # noqa: PLC0415
    from lawbook.operations.shadowing_told import Tallied, tallied_to_json  # noqa: PLC0415
    from lawbook.record.finding import count_decisions, decisions_of  # noqa: PLC0415
    from lawbook.record.opening import Opening  # noqa: PLC0415

    library = open_library(candidate, today=today())
    shadowing = Shadowing(library)
    with opened(record, state) as store, counting("decisions", count_decisions(store)) as advance:
        opening = Opening(store, masters_in(state, privacy_key))
        count, erased = shadow_record(decisions_of(store), opening, shadowing, policy, advance)
    if policy is not None and not count + erased:
        say(f"no decision of a policy `{policy}` is recorded", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND)
    tallied = Tallied(shadowing.beside, shadowing.unchanged, shadowing.absent)
    if as_json:
        told = {"decisions": count, "erased": erased, **tallied_to_json(tallied)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(tallied, library, count, language_of(lang))
        if erased:
            say(SHADOW[language_of(lang)].erased.format(count=f"{erased:,}"))
    raise typer.Exit(exits.OK)


def _tell(tallied: "Tallied", library: "Library", count: int, lang: str) -> None:
    said = SHADOW[lang]
    for pair in sorted(tallied.beside):
        _tell_pair(pair, tallied.beside[pair], library, said, lang)
    for name, times in sorted(tallied.unchanged.items()):
        say(said.unchanged.format(policy=name, count=f"{times:,}"), colour="dim")
    for name, times in sorted(tallied.absent.items()):
        say(said.absent.format(policy=name, count=f"{times:,}"), colour="dim")
    say(said.total.format(count=f"{count:,}"))


def _tell_pair(pair: "Pair", beside: "Beside", library: "Library", said: ShadowSaid, lang: str) -> None:
    from lawbook.operations.migrating import share  # noqa: PLC0415

    compared = beside.alike + beside.differing
    counts = {"alike": f"{beside.alike:,}", "differing": f"{beside.differing:,}", "share": share(beside.differing, compared)}
    say(said.title.format(policy=pair.policy, live=pair.live, candidate=pair.candidate), colour="bold")
    say("  " + said.compared.format(**counts), colour="yellow" if beside.differing else "green")
    if beside.examples:
        say("  " + said.examples.format(ids=" ".join(beside.examples)), colour="dim")
    if beside.refused:
        codes = ", ".join(f"{code} {times:,}" for code, times in beside.refused_for.most_common())
        say("  " + said.refused.format(count=f"{beside.refused:,}", codes=codes, ids=" ".join(beside.refused_examples)), colour="red")
    show(*_tables(pair, beside, library, said, lang))


def _tables(pair: "Pair", beside: "Beside", library: "Library", said: ShadowSaid, lang: str) -> list[Table]:
    declared = {each.name: each for each in library.version(pair.policy, pair.candidate).decisions}
    tables = [
        Table(
            f"  {declared[each.decision].title.told(lang)} ({each.decision})",
            matrix(each, dict(declared[each.decision].titles), DIFFERENCE[lang], lang),
            said.heads,
        )
        for each in beside.migrations
        if each.changed
    ]
    shown = {each.decision for each in beside.migrations}
    others = tuple(
        (f"{declared[name].title.told(lang)} ({name})", f"{times:,}") for name, times in beside.changed.items() if name not in shown
    )
    counters = (
        (said.reasons_gained, beside.reasons_gained),
        (said.reasons_lost, beside.reasons_lost),
        (said.obligations_gained, beside.obligations_gained),
        (said.obligations_lost, beside.obligations_lost),
    )
    lists = [Table(f"  {heading}", tuple((code, f"{n:,}") for code, n in counter.most_common())) for heading, counter in counters]
    return [*tables, Table(f"  {said.otherwise}", others), *lists]
