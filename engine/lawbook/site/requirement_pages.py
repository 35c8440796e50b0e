"""The pages of requirements: which rules keep each, which scenarios carry it, and which of these would notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.cover.requirements import Kept
from lawbook.model.core import Table
from lawbook.site.addresses import REQUIREMENTS, at, decision_anchor, requirement_page, version_page
from lawbook.site.gathered import Gathered, every_row
from lawbook.site.grounds import Cited, Counted, Link, ScenarioLink, cited, counts, scenario_link
from lawbook.site.pages import Page
from lawbook.site.said import say


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """A rule, row or formula that keeps a requirement, in the versions in which it does."""

    policy: str
    decision: str
    id: str
    versions: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement in a list."""

    id: str
    to: str
    text: str
    standing: str
    sound: bool
    rules: int
    results: tuple[Counted, ...]
    carried_by: tuple[str, ...]


def requirement_lines(gathered: Gathered, lang: str) -> tuple[RequirementLine, ...]:
    """Tell every requirement in a line."""
    return tuple(_line(gathered, kept, lang) for kept in gathered.kept)


def _line(gathered: Gathered, kept: Kept, lang: str) -> RequirementLine:
    return RequirementLine(
        id=kept.id,
        to=requirement_page(kept.id),
        text="" if kept.requirement is None else kept.requirement.text.told(lang),
        standing=kept.standing,
        sound=kept.standing in {"held", "carried"},
        rules=len({(rule.policy, rule.decision, rule.id) for rule in kept.rules}),
        results=counts(gathered.tagged.get(kept.id, ())),
        carried_by=() if kept.requirement is None else kept.requirement.carried_by,
    )


def requirement_pages(gathered: Gathered, lang: str) -> Iterator[Page]:
    """Give every page about requirements."""
    home = Link(say(lang, "requirements"), REQUIREMENTS)
    lines = requirement_lines(gathered, lang)
    yield Page(path=REQUIREMENTS, template="requirements.html", title=home.text, section="requirements", tells={"requirements": lines})
    for line, kept in zip(lines, gathered.kept, strict=True):
        noticing = {(scenario.file, scenario.outline) for scenario in kept.noticed_by}
        scenarios: tuple[tuple[ScenarioLink, bool], ...] = tuple(
            (scenario_link(outline), (outline.file, outline.line) in noticing) for outline in gathered.tagged.get(kept.id, ())
        )
        yield Page(
            path=line.to,
            template="requirement.html",
            title=line.id,
            section="requirements",
            trail=(home,),
            tells={
                "line": line,
                "rules": tuple(_rules(gathered, kept, lang)),
                "scenarios": scenarios,
                "articles": _articles(gathered, kept, lang),
            },
        )


def _rules(gathered: Gathered, kept: Kept, lang: str) -> Iterator[KeepingRule]:
    found: dict[tuple[str, str, str], list[Link]] = {}
    for rule in kept.rules:
        anchor = decision_anchor(rule.decision) if rule.id == rule.decision else rule.id
        link = Link(f"v{rule.version}", at(version_page(rule.policy, rule.version), anchor))
        found.setdefault((rule.policy, rule.decision, rule.id), []).append(link)
    for (name, decision, id_), links in found.items():
        policy = gathered.shown(name)
        versions = reversed(gathered.library.versions(name))
        title = next(each.title.told(lang) for version in versions for each in version.decisions if each.name == decision)
        yield KeepingRule(policy.title.told(lang), title, id_, tuple(links))


def _articles(gathered: Gathered, kept: Kept, lang: str) -> tuple[Cited, ...]:
    """Give the law behind the rules that keep a requirement."""
    found: dict[str, None] = {}
    for rule in kept.rules:
        policy = gathered.library.version(rule.policy, rule.version)
        decision = next(each for each in policy.decisions if each.name == rule.decision)
        if isinstance(decision.body, Table):
            found.update((cite, None) for row in every_row(decision.body) if row.id == rule.id for cite in row.cites)
        else:
            found.update(dict.fromkeys(decision.cites))
    return tuple(each for each in cited(gathered, found, lang) if not each.internal)
