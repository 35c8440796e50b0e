"""Measure how much of the policies of a library a suite reaches, and report it: by policy, by version, by article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lawbook.cover.goals import MEASURES, Figure, Goal, Measure, figure, goals_of
from lawbook.cover.observing import Observed
from lawbook.cover.telling import ToldGoal, told_goals
from lawbook.library import Library
from lawbook.model.law import INTERNAL

Figures = Mapping[Measure, Figure]


@dataclass(frozen=True, slots=True)
class PolicyCover:
    """How much of one policy is reached: in all its versions together, in each, and what is not."""

    name: str
    title: str
    figures: Figures
    versions: Mapping[int, Figures]
    impossible: int
    unreached: tuple[ToldGoal, ...]


@dataclass(frozen=True, slots=True)
class ArticleCover:
    """How much is reached of what cites one row of the register."""

    id: str
    title: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Cover:
    """How much of a library is reached. *decided* counts decisions, *not_passed* the scenarios that did not pass."""

    policies: tuple[PolicyCover, ...]
    articles: tuple[ArticleCover, ...]
    scenarios: int
    decided: int
    not_passed: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A threshold that a policy does not reach."""

    policy: str
    measure: Measure
    share: float
    least: float


def cover(library: Library, observed: Observed, names: Sequence[str], lang: str) -> Cover:
    """Measure the policies *names* (all where none is named), and tell what is not reached in *lang*."""
    goals = goals_of(library, observed, names)
    return Cover(
        policies=tuple(
            _policy(library, name, [goal for goal in goals if goal.policy.name == name], observed, lang)
            for name in names or library.policies
        ),
        articles=tuple(_articles(library, goals, lang)),
        scenarios=len(observed.results),
        decided=len(observed.observations),
        not_passed=sum(result.verdict != "passed" for result in observed.results),
    )


def _policy(library: Library, name: str, goals: Sequence[Goal], observed: Observed, lang: str) -> PolicyCover:
    versions = library.versions(name)
    return PolicyCover(
        name=name,
        title=versions[-1].title.told(lang),
        figures={measure: figure(goals, measure) for measure in MEASURES},
        versions={policy.version: {measure: figure(goals, measure, policy.version) for measure in MEASURES} for policy in versions},
        impossible=sum(goal.state == "impossible" for goal in goals),
        unreached=tuple(told_goals(goals, observed, lang)),
    )


def _articles(library: Library, goals: Sequence[Goal], lang: str) -> list[ArticleCover]:
    by_article: dict[str, list[Goal]] = {}
    for goal in goals:
        for cite in goal.cites:
            by_article.setdefault(cite, []).append(goal)
    return [
        ArticleCover(cite, _title(library, cite, lang), {measure: figure(own, measure) for measure in MEASURES})
        for cite, own in sorted(by_article.items())
    ]


def _title(library: Library, cite: str, lang: str) -> str:
    if cite == INTERNAL:
        return "内部规定" if lang == "zh" else "internal"
    row = library.register.get(cite)
    return "" if row is None else f"{row.instrument.told(lang)} {row.article.told(lang)}"


def read_threshold(text: str) -> dict[Measure | Literal["ids"], float] | None:
    """Read `rows=100,conditions=90`; None where that is not what it says."""
    least: dict[Measure | Literal["ids"], float] = {}
    names: tuple[Measure | Literal["ids"], ...] = (*MEASURES, "ids")
    for part in text.split(","):
        name, _, number = part.partition("=")
        measure = next((measure for measure in names if measure == name.strip()), None)
        try:
            value = float(number)
        except ValueError:
            return None
        if measure is None or not 0 <= value <= 100:
            return None
        least[measure] = value
    return least


def missed(measured: Cover, threshold: Mapping[Measure | Literal["ids"], float]) -> tuple[Missed, ...]:
    """Give every policy, with the measure, that reaches less than *threshold* asks for."""
    return tuple(
        Missed(policy.name, measure, policy.figures[measure].share, least)
        for policy in measured.policies
        for measure in MEASURES
        for least in ([threshold[measure]] if measure in threshold else [])
        if policy.figures[measure].share < least
    )


def to_json(measured: Cover, missing: Sequence[Missed]) -> dict[str, object]:
    """Give everything as plain data."""
    return {
        "ok": not missing,
        "scenarios": measured.scenarios,
        "not_passed": measured.not_passed,
        "decisions": measured.decided,
        "policies": [
            {
                "policy": policy.name,
                **_figures(policy.figures),
                "impossible": policy.impossible,
                "versions": [{"version": version, **_figures(figures)} for version, figures in policy.versions.items()],
                "unreached": [_unreached(told) for told in policy.unreached],
            }
            for policy in measured.policies
        ],
        "articles": [{"cites": article.id, "title": article.title, **_figures(article.figures)} for article in measured.articles],
        "missed": [{"policy": each.policy, "measure": each.measure, "share": each.share, "least": each.least} for each in missing],
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {measure: {"reached": figure.reached, "total": figure.total, "share": figure.share} for measure, figure in figures.items()}


def _unreached(told: ToldGoal) -> dict[str, object]:
    goal = told.goal
    return {
        "measure": goal.measure,
        "state": goal.state,
        "decision": goal.decision,
        "rows": list(goal.rows),
        "cites": list(goal.cites),
        "versions": sorted(goal.states),
        "goal": told.text,
        "why": told.why,
    }
