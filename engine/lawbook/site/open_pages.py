"""What is open: what nobody shows, what is not verified, what is due. One page, from which each thing is reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawbook.cover.goals import MEASURES, Goal, Measure
from lawbook.cover.telling import ToldGoal, told_goals
from lawbook.model.core import Table
from lawbook.model.policy import Policy
from lawbook.site.addresses import OPEN, at, decision_anchor, parameter_anchor, parameter_page, version_page
from lawbook.site.gathered import Gathered, every_row
from lawbook.site.grounds import Link, scenario_link
from lawbook.site.law_pages import articles
from lawbook.site.pages import Page
from lawbook.site.policy_pages import policy_lines
from lawbook.site.requirement_pages import requirement_lines
from lawbook.site.said import say

MOST = 40
"""How many goals of one measure and policy are listed."""


@dataclass(frozen=True, slots=True)
class OpenGoal:
    """One thing that no scenario reaches, and why."""

    rows: tuple[Link, ...]
    decision: Link
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class OpenGoals:
    """What no scenario reaches of one policy by one measure; *listed* are the first of *total*."""

    policy: str
    listed: tuple[OpenGoal, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of open point: how many there are, and where they are listed."""

    key: str
    count: int
    to: str


def open_page(gathered: Gathered, lang: str) -> Page:
    """Give the page of open points."""
    goals = {measure: tuple(_by_policy(gathered, measure, lang)) for measure in MEASURES}
    failing = tuple(scenario_link(outline) for outline in gathered.outlines if outline.outcome != "passed")
    law = articles(gathered, lang)
    sections: dict[str, Sequence[object]] = {
        "open_scenarios": failing,
        "open_problems": gathered.problems,
        "open_requirements": tuple(line for line in requirement_lines(gathered, lang) if not line.sound),
        "open_articles": tuple(line for line in law if line.unverified or line.due),
        "open_policies": tuple(line for line in policy_lines(gathered, lang) if line.shown.due),
        "open_parameters": tuple(_parameters(gathered, lang)),
        "open_unused": tuple(line for line in law if not line.rules and not _read(gathered, line.id)),
    }
    matters = [Matter(key, len(found), at(OPEN, key)) for key, found in sections.items()]
    matters[3:3] = [
        Matter(f"open_{measure}", sum(each.total for each in found), at(OPEN, f"open_{measure}")) for measure, found in goals.items()
    ]
    tells = {"kinds": sections, "goals": goals, "matters": tuple(matters)}
    return Page(path=OPEN, template="open.html", title=say(lang, "open"), section="open", tells=tells)


def _by_policy(gathered: Gathered, measure: Measure, lang: str) -> Iterator[OpenGoals]:
    for name in gathered.library.policies:
        own = [
            goal
            for goal in gathered.goals
            if goal.policy.name == name and goal.measure == measure and goal.state not in {"reached", "impossible"}
        ]
        if own:
            ids = frozenset(row for policy in gathered.library.versions(name) for row in _row_ids(policy))
            listed = tuple(_goal(each, ids, lang) for each in told_goals(own[:MOST], gathered.observed, lang))
            yield OpenGoals(gathered.shown(name).title.told(lang), listed, len(own))


def _goal(told: ToldGoal, ids: frozenset[str], lang: str) -> OpenGoal:
    goal: Goal = told.goal
    page = version_page(goal.policy.name, goal.policy.version)
    rows = tuple(Link(row, at(page, row)) for row in goal.rows if row in ids)
    return OpenGoal(rows, Link(_title(goal.policy, goal.decision, lang), at(page, decision_anchor(goal.decision))), told.text, told.why)


def _row_ids(policy: Policy) -> frozenset[str]:
    return frozenset(row.id for decision in policy.decisions if isinstance(decision.body, Table) for row in every_row(decision.body))


def _title(policy: Policy, name: str, lang: str) -> str:
    return next((each.title.told(lang) for each in policy.decisions if each.name == name), name)


def _parameters(gathered: Gathered, lang: str) -> Iterator[Link]:
    for basis in gathered.parameters:
        parameter = basis.parameter
        days = [day for day in (parameter.verified_through, parameter.review_by) if day is not None and day < gathered.day]
        if days:
            to = at(parameter_page(basis.file), parameter_anchor(parameter.name))
            yield Link(parameter.title.told(lang), to)


def _read(gathered: Gathered, cite: str) -> bool:
    return any(cite in basis.parameter.cites for basis in gathered.parameters)
