"""`lawbook diff`."""

import json
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.deciding import mapping_of
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, day_of, language_of
from lawbook.cli.progress import counting, progress
from lawbook.cli.surroundings import today
from lawbook.cli.telling_differences import tell_comparison, tell_effect
from lawbook.cli.terminal import say, say_problems
from lawbook.cli.words_of_difference import DIFFERENCE

if TYPE_CHECKING:
    from datetime import date

    from lawbook.difference.answers import Comparison
    from lawbook.library.library import PolicyVersion
    from lawbook.operations.columns import ColumnMapping
    from lawbook.operations.comparing import Named, Opened
    from lawbook.operations.migrating import Effect
    from lawbook.specification.scenarios import Suite


def diff(
    one: Annotated[str, typer.Argument(metavar="A", help="A version such as dunning-tier@1, a policy file, or a policy.")],
    other: Annotated[
        str | None, typer.Argument(metavar="[B]", help="The version to compare it with.", show_default="the next of A")
    ] = None,
    before: Annotated[int | None, typer.Option("--from", metavar="N", help="The number of the version before.", show_default=False)] = None,
    after: Annotated[int | None, typer.Option("--to", metavar="N", help="The number of the version after.", show_default=False)] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day to compare on.", show_default="the first on which both have come")
    ] = None,
    own_days: Annotated[
        bool, typer.Option("--own-days", help="Compare the last day of A with the first day of B, with the parameters of each.")
    ] = False,
    decisions: Annotated[
        list[str] | None, typer.Option("--decision", metavar="NAME", help="Compare this decision, internal ones too; may be repeated.")
    ] = None,
    sets: Annotated[
        int,
        typer.Option("--sets", metavar="N", min=1, help="Look for up to N sets of rows behind each change, and whether there are more."),
    ] = 1,
    on: Annotated[
        Path | None, typer.Option("--on", metavar="FILE", help="Decide every row of a CSV or NDJSON file by both, and count who moves.")
    ] = None,
    columns: Annotated[Path | None, typer.Option("--columns", help="The YAML file that maps the columns of --on to facts.")] = None,
    features: Annotated[list[Path] | None, typer.Option("--features", help="Scenarios to look for those that are touched.")] = None,
    seconds: Annotated[float, typer.Option("--seconds", metavar="N", min=0.01, help="How long each question may take, about.")] = 10,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 unless all is proved to come to the same.")] = False,
    policies: Policies = ROOT,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Tell what two versions of a policy decide differently, for every possible input.

    For each decision: what becomes of which outcome, the rows on either side, within which bounds it is proved to be so, and an input as an example,
    which the interpreter has decided by both. Where nothing differs that is proved, or "don't know" is said with the reason.

        lawbook diff dunning-tier@1 dunning-tier@2
        lawbook diff underwriting --from 1 --to 2 --decision outcome --sets 4
        lawbook diff policies/drawdown/v1.yaml ../draft/drawdown/v2.yaml --lang zh
        lawbook diff german-instalment@1 german-instalment@2 --on german_credit.csv

    Needs the solver: pip install 'lawbook[prove]'.
    """
    needs_solver()
    old, new = _meant(one, other, before, after, policies)
    asked = _Asked(tuple(decisions or ()), sets, seconds, None if as_of is None else day_of(as_of), own_days=own_days)
    opened, names = _opened(old, new, asked)
    effect = None if on is None else _effect(opened, names, on, columns, new.root)
    compared = _compared(opened, names, asked)
    told = _Told(compared, _suite(policies, features), opened, effect)
    _tell(told, None if as_json else language_of(lang))
    same = all(each.state in {"alike", "proved"} for each in compared.compared) and not compared.added and not compared.removed
    raise typer.Exit(exits.PROBLEMS if exit_code and not same else exits.OK)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of two versions."""

    decisions: tuple[str, ...]
    sets: int
    seconds: float
    day: "date | None"
    own_days: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What there is to tell."""

    compared: "Comparison"
    suite: "Suite | None"
    opened: "Opened"
    effect: "Effect | None"


def _opened(old: "Named", new: "Named", asked: _Asked) -> "tuple[Opened, tuple[str, ...]]":
    from lawbook.operations import comparing  # noqa: PLC0415

    opened = comparing.open_both(old, new, asked.day, today(), own_days=asked.own_days)
    try:
        return opened, comparing.compared_names(opened, asked.decisions)
    except comparing.UnknownDecision as unknown:
        raise typer.BadParameter(str(unknown), param_hint="--decision") from None


def _compared(opened: "Opened", names: tuple[str, ...], asked: _Asked) -> "Comparison":
    from lawbook.operations.comparing import compare_opened  # noqa: PLC0415

    with counting("diff", len(names)) as advance:
        return compare_opened(opened, names, asked.seconds, asked.sets, advance)


def _tell(told: _Told, lang: str | None) -> None:
    """Tell it in *lang*, or as JSON where that is None."""
    from lawbook.operations.comparing import touched  # noqa: PLC0415
    from lawbook.operations.comparing_told import comparison_to_json  # noqa: PLC0415
    from lawbook.operations.migrating import effect_to_json  # noqa: PLC0415

    changes = touched(told.compared.before, told.compared.after, told.suite)
    if lang is None:
        body = comparison_to_json(told.compared, changes) | ({} if told.effect is None else {"population": effect_to_json(told.effect)})
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
        return
    tell_comparison(told.compared, changes, DIFFERENCE[lang], lang)
    if told.effect is not None:
        tell_effect(told.opened, told.effect, DIFFERENCE[lang], lang)


def needs_solver() -> None:
    """End with a word on how to install the solver where it is not there."""
    if find_spec("z3") is None:
        say("the solver is not installed; install it with: pip install 'lawbook[prove]'", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND)


def _meant(one: str, other: str | None, before: int | None, after: int | None, policies: Path) -> "tuple[Named, Named]":
    from lawbook.operations.comparing import last_two, named  # noqa: PLC0415

    old, new = named(one, policies, before), named(other or one, policies, after)
    if other is None and before is None and after is None:
        if old.version is not None:
            raise typer.BadParameter("name a second version, or a policy alone for its last two", param_hint="B")
        return last_two(old)
    if other is None and (before is None or after is None):
        raise typer.BadParameter("give both --from and --to, or two versions such as dunning-tier@1 dunning-tier@2", param_hint="B")
    return old, new


def _suite(policies: Path, features: list[Path] | None) -> "Suite | None":
    folder = (policies if policies.name else policies.resolve()).parent / "features"
    paths = features or ([folder] if folder.is_dir() else [])
    if not paths:
        return None
    try:
        from lawbook.specification.suites import read_suite  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    return read_suite(paths)


def _effect(opened: "Opened", names: tuple[str, ...], on: Path, columns: Path | None, root: Path) -> "Effect":
    from lawbook.operations.migrating import migrate  # noqa: PLC0415 - only for a population
    from lawbook.operations.rows import read_rows  # noqa: PLC0415

    kept = root / opened.after.name / "data" / on
    rows = kept if not on.exists() and kept.exists() else on
    sides = [(version, _mapping(version, rows, columns, root)) for version in (opened.before, opened.after)]
    effect = None
    with progress(rows) as advance:
        for number, effect in migrate(sides[0], sides[1], read_rows(rows), names):  # noqa: B007 - the last is the whole
            advance(number)
    if effect is None:
        raise typer.BadParameter(f"`{rows}` has no rows", param_hint="--on")
    for row in effect.troubles:
        say_problems(row.problems, to_error=True)
    return effect


def _mapping(version: "PolicyVersion", rows: Path, columns: Path | None, root: Path) -> "ColumnMapping":
    from lawbook.operations.columns import find_columns  # noqa: PLC0415 - only for a population

    return mapping_of(version, rows, columns or find_columns(version.policy, root, rows))
