"""`lawbook diff`."""

import json
import sys
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
    try:
        from lawbook.operations import comparing  # noqa: PLC0415 - heavy, and not everyone has the solver
    except ModuleNotFoundError as missing:
        if missing.name != "z3":
            raise
        say("the solver is not installed; install it with: pip install 'lawbook[prove]'", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND) from None
    from lawbook.operations.comparing_told import comparison_to_json  # noqa: PLC0415
    from lawbook.operations.migrating import effect_to_json  # noqa: PLC0415

    old, new = _meant(one, other, before, after, policies)
    day = None if as_of is None else day_of(as_of)
    opened = comparing.open_both(old, new, day, today(), own_days=own_days)
    try:
        names = comparing.compared_names(opened, tuple(decisions or ()))
    except comparing.UnknownDecision as unknown:
        raise typer.BadParameter(str(unknown), param_hint="--decision") from None
    effect = None if on is None else _effect(opened, names, on, columns, new.root)
    with counting("diff", len(names)) as advance:
        compared = comparing.compare_opened(opened, names, seconds, sets, advance)
    touched = comparing.touched(compared.before, compared.after, _suite(policies, features))
    if as_json:
        told = comparison_to_json(compared, touched) | ({} if effect is None else {"population": effect_to_json(effect)})
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        said = DIFFERENCE[language_of(lang)]
        tell_comparison(compared, touched, said, language_of(lang))
        if effect is not None:
            tell_effect(opened.after, effect, said, language_of(lang))
    same = all(each.state in {"alike", "proved"} for each in compared.compared) and not compared.added and not compared.removed
    raise typer.Exit(exits.PROBLEMS if exit_code and not same else exits.OK)


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
