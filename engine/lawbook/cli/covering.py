"""`lawbook cover`."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsJson, Lang, language_of, open_policies
from lawbook.cli.progress import counting
from lawbook.cli.suites import Features, PolicyFolder, open_suite
from lawbook.cli.terminal import Table, say, say_problems, show
from lawbook.cli.words import COVER

if TYPE_CHECKING:
    from lawbook.cover.goals import Figure, Measure
    from lawbook.cover.telling import ToldGoal
    from lawbook.operations.covering import Cover, Figures, Missed

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
            "--threshold", metavar="LEAST", help="Fail below these shares: rows=100,conditions=90,boundaries=80.", show_default=False
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
        raise typer.BadParameter("write it as rows=100,conditions=90,boundaries=80", param_hint="--threshold")
    library = open_policies(policies)
    with counting("scenarios", len(suite.scenarios)) as advance:
        observed = observe(suite, library, advance)
    measured = covering.cover(library, observed, policy or (), language_of(lang))
    missed = covering.missed(measured, least)
    if as_json:
        sys.stdout.write(json.dumps(covering.to_json(measured, missed), ensure_ascii=False, indent=2) + "\n")
    else:
        say_problems(suite.problems)
        _tell(measured, missed, language_of(lang), by_article=by_article, everything=everything)
    raise typer.Exit(exits.PROBLEMS if missed or suite.problems else exits.OK)


def _tell(measured: "Cover", missed: tuple["Missed", ...], lang: str, *, by_article: bool, everything: bool) -> None:
    said = COVER[lang]
    figures = [(policy.title, said.all_versions, *_shares(policy.figures)) for policy in measured.policies]
    versions = [
        (policy.title, f"v{version}", *_shares(figures))
        for policy in measured.policies
        if len(policy.versions) > 1
        for version, figures in policy.versions.items()
    ]
    unreached = [
        Table(
            f"{policy.title} · {said.measures[measure]}",
            _rows(told, everything=everything, more=said.more),
            (said.decision, said.goal, said.why),
        )
        for policy in measured.policies
        for measure in policy.figures
        if (told := [each for each in policy.unreached if each.goal.measure == measure])
    ]
    heads = tuple(said.measures[measure] for measure in ("rows", "conditions", "boundaries"))
    articles = tuple((article.id, article.title, *_shares(article.figures)) for article in measured.articles) if by_article else ()
    show(
        *unreached,
        Table(said.by_article, articles, (said.article, "", *heads)),
        Table(said.reached, (*figures, *versions), (said.policy, said.version, *heads)),
    )
    summary = said.summary.format(scenarios=measured.scenarios, decisions=measured.decided)
    say(summary + (said.not_passed.format(count=measured.not_passed) if measured.not_passed else ""))
    for each in missed:
        short = said.missed.format(policy=each.policy, measure=said.measures[each.measure], share=each.share, least=each.least)
        say(short, colour="red")


def _shares(figures: "Figures") -> tuple[str, ...]:
    return tuple(_share(figures[measure]) for measure in _order(figures))


def _order(figures: "Figures") -> tuple["Measure", ...]:
    return tuple(figures)


def _share(figure: "Figure") -> str:
    return f"{figure.reached}/{figure.total} {figure.share:g}%" if figure.total else "-"


def _rows(told: list["ToldGoal"], *, everything: bool, more: str) -> tuple[tuple[str, ...], ...]:
    shown = told if everything else told[:MOST_TOLD]
    rows = [(each.goal.decision, each.text, each.why) for each in shown]
    if len(told) > len(shown):
        rows.append((more.format(count=len(told) - len(shown)), "", ""))
    return tuple(rows)
