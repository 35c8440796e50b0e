"""`lawbook cover`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsJson, Lang, language_of, open_policies
from lawbook.cli.progress import counting
from lawbook.cli.suites import Features, PolicyFolder, open_suite, scenario_paths
from lawbook.cli.terminal import Table, say, say_problems, show
from lawbook.cli.words_of_cover import COVER, CoverSaid

if TYPE_CHECKING:
    from lawbook.cover.goals import Figure
    from lawbook.cover.requirements import Kept
    from lawbook.cover.telling import ToldGoal
    from lawbook.operations.covering import Cover, Figures, Missed, PolicyCover
    from lawbook.specification.scenarios import Suite

MOST_TOLD = 10
"""How many goals of one measure and policy are told, unless all are asked for."""


def cover(
    policies: PolicyFolder = ROOT,
    features: Features = None,
    policy: Annotated[
        list[str] | None, typer.Option("--policy", metavar="NAME", help="Only this policy; may be repeated.", show_default=False)
    ] = None,
    threshold: Annotated[
        str | None,
        typer.Option(
            "--threshold",
            metavar="LEAST",
            help="Fail below these shares: rows=100,conditions=90,boundaries=80,ids=100.",
            show_default=False,
        ),
    ] = None,
    ids: Annotated[
        bool, typer.Option("--ids", help="Tell how each requirement stands: its rules, and the scenarios that would notice.")
    ] = False,
    idle: Annotated[
        Path | None,
        typer.Option(
            "--idle",
            metavar="REPORT",
            help="List the scenarios that kill no mutant, by a report of lawbook mutate --json.",
            show_default=False,
        ),
    ] = None,
    by_article: Annotated[bool, typer.Option("--by-article", help="Tell the figures of each article that is cited, too.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Tell everything that is not reached.")] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Tell how much of the policies the scenarios reach: rows, conditions and boundary values; and why something is not."""
    suite = open_suite(policies, features)
    from lawbook.cover.observing import observe  # noqa: PLC0415 - heavy
    from lawbook.operations import covering  # noqa: PLC0415

    least = {} if threshold is None else covering.read_threshold(threshold)
    if least is None:
        raise typer.BadParameter("write it as rows=100,conditions=90,boundaries=80,ids=100", param_hint="--threshold")
    if not as_json:
        say_problems(suite.problems)
    if idle is not None:
        raise typer.Exit(_idle(suite, idle, as_json=as_json, lang=language_of(lang)))
    if ids:
        sound = _requirements(suite, policies, features, least.get("ids", 0), as_json=as_json, lang=language_of(lang))
        raise typer.Exit(exits.OK if sound and not suite.problems else exits.PROBLEMS)
    library = open_policies(policies)
    with counting("scenarios", len(suite.scenarios)) as advance:
        observed = observe(suite, library, advance)
    measured = covering.cover(library, observed, policy or (), language_of(lang))
    missed = covering.missed(measured, least)
    if as_json:
        sys.stdout.write(json.dumps(covering.to_json(measured, missed), ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(measured, missed, COVER[language_of(lang)], by_article=by_article, everything=everything)
    raise typer.Exit(exits.PROBLEMS if missed or suite.problems else exits.OK)


def _tell(measured: "Cover", missed: tuple["Missed", ...], said: CoverSaid, *, by_article: bool, everything: bool) -> None:
    heads = tuple(said.measures.values())
    articles = tuple((article.id, article.title, *_shares(article.figures)) for article in measured.articles) if by_article else ()
    show(
        *(table for policy in measured.policies for table in _unreached(policy, said, everything=everything)),
        Table(said.by_article, articles, (said.article, "", *heads)),
        Table(
            said.reached, tuple(row for policy in measured.policies for row in _reached(policy, said)), (said.policy, said.version, *heads)
        ),
    )
    summary = said.summary.format(scenarios=measured.scenarios, decisions=measured.decided)
    say(summary + (said.not_passed.format(count=measured.not_passed) if measured.not_passed else ""))
    for each in missed:
        say(
            said.missed.format(what=f"{each.policy}{said.colon}{said.measures[each.measure]}", share=each.share, least=each.least),
            colour="red",
        )


def _unreached(policy: "PolicyCover", said: CoverSaid, *, everything: bool) -> list[Table]:
    tables: list[Table] = []
    for measure in policy.figures:
        told = [each for each in policy.unreached if each.goal.measure == measure]
        rows = _rows(told, everything=everything, more=said.more)
        tables.append(Table(f"{policy.title} · {said.measures[measure]}", rows, (said.decision, said.goal, said.why)))
    return tables


def _rows(told: list["ToldGoal"], *, everything: bool, more: str) -> tuple[tuple[str, ...], ...]:
    shown = told if everything else told[:MOST_TOLD]
    rows = [(each.goal.decision, each.text, each.why) for each in shown]
    if len(told) > len(shown):
        rows.append((more.format(count=len(told) - len(shown)), "", ""))
    return tuple(rows)


def _reached(policy: "PolicyCover", said: CoverSaid) -> list[tuple[str, ...]]:
    rows = [(policy.title, said.all_versions, *_shares(policy.figures))]
    if len(policy.versions) > 1:
        rows.extend((policy.title, f"v{version}", *_shares(figures)) for version, figures in policy.versions.items())
    return rows


def _shares(figures: "Figures") -> tuple[str, ...]:
    return tuple(_share(figure) for figure in figures.values())


def _share(figure: "Figure") -> str:
    return f"{figure.reached}/{figure.total} {figure.share:g}%" if figure.total else "-"


def _idle(suite: "Suite", report: Path, *, as_json: bool, lang: str) -> int:
    """Tell the scenarios that kill no mutant, and give the exit code for that."""
    from lawbook.operations.idle import idle, read_kills  # noqa: PLC0415

    found = idle(suite.scenarios, read_kills(report.read_bytes(), str(report)))
    if as_json:
        told = [{"scenario": each.name, "file": each.file, "line": each.outline} for each in found]
        sys.stdout.write(json.dumps({"ok": not found, "idle": told}, ensure_ascii=False, indent=2) + "\n")
    else:
        for each in found:
            say(f"{each.file}:{each.outline}: {each.name}", colour="red")
        total = len({(each.file, each.outline) for each in suite.scenarios})
        say(COVER[lang].idle.format(count=len(found), total=total))
    return exits.PROBLEMS if found or suite.problems else exits.OK


def _requirements(suite: "Suite", policies: Path, features: Features, least: float, *, as_json: bool, lang: str) -> bool:
    """Tell how each requirement stands, and whether that is enough."""
    from lawbook.cover.requirements import requirement_ids, requirements_kept  # noqa: PLC0415 - heavy
    from lawbook.operations import covering_requirements  # noqa: PLC0415
    from lawbook.problems import Problems  # noqa: PLC0415
    from lawbook.specification.requirements import find_requirements  # noqa: PLC0415

    problems = Problems()
    catalogue = find_requirements(scenario_paths(policies, features), problems)
    library = open_policies(policies)
    with counting("requirements", len(requirement_ids(library, catalogue))) as advance:
        kept = requirements_kept(library, suite, catalogue, advance)
    share = covering_requirements.sound_share(kept)
    if as_json:
        sys.stdout.write(json.dumps(covering_requirements.to_json(kept, least), ensure_ascii=False, indent=2) + "\n")
    else:
        say_problems(problems)
        _tell_requirements(kept, COVER[lang], lang)
        if share < least:
            say(COVER[lang].missed.format(what=COVER[lang].requirements, share=share, least=least), colour="red")
    return share >= least and not problems.found


def _tell_requirements(kept: tuple["Kept", ...], said: CoverSaid, lang: str) -> None:
    rows = tuple(
        (
            each.id,
            "" if each.requirement is None else each.requirement.text.told(lang),
            said.standings[each.standing],
            f"{len(each.rules)}",
            f"{len(each.scenarios)}",
            f"{len(each.noticed_by)}",
            "" if each.requirement is None else " ".join(each.requirement.carried_by),
        )
        for each in kept
    )
    show(Table(said.requirements, rows, said.of_requirements))
