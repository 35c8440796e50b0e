"""The pages of the register of law: every article, and from each to the rules, parameters and scenarios that stand on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawbook.cover.goals import MEASURES, figure
from lawbook.model.law import INTERNAL, Citation
from lawbook.site.addresses import LAW, at, decision_anchor, law_page, parameter_anchor, parameter_page, version_page
from lawbook.site.gathered import Gathered, joined
from lawbook.site.grounds import Counted, Link, ScenarioLink, article, article_number, counts, day, scenario_link
from lawbook.site.outlines import Outline, Showing
from lawbook.site.pages import Page
from lawbook.site.policy_pages import Reached
from lawbook.site.said import say


@dataclass(frozen=True, slots=True)
class CitingRule:
    """A rule, row or formula that cites an article, in the versions in which it does."""

    policy: str
    decision: str
    id: str
    versions: tuple[Link, ...]
    results: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article in the register."""

    id: str
    to: str
    instrument: str
    article: str
    requirement: str
    force: str
    confidence: str
    unverified: bool
    start: str
    end: str | None
    review_by: str
    due: bool
    rules: int
    results: tuple[Counted, ...]


def articles(gathered: Gathered, lang: str) -> tuple[ArticleLine, ...]:
    """Tell every article of the register in a line."""
    return tuple(_line(gathered, row, lang) for row in gathered.library.register.values())


def _line(gathered: Gathered, row: Citation, lang: str) -> ArticleLine:
    rules = {(each.policy.name, each.anchor) for each in gathered.citing.get(row.id, ())}
    return ArticleLine(
        id=row.id,
        to=law_page(row.id),
        instrument=row.instrument.told(lang),
        article=article_number(row.article.told(lang), lang),
        requirement=row.requirement.told(lang),
        force=say(lang, f"force_{row.force}"),
        confidence=say(lang, f"confidence_{row.confidence}"),
        unverified=row.confidence == "unverified",
        start=day(row.effective),
        end=None if row.repealed is None else day(row.repealed),
        review_by=day(row.review_by),
        due=row.review_by < gathered.day,
        rules=len(rules),
        results=counts(gathered.shown_by_article.get(row.id, ())),
    )


def law_pages(gathered: Gathered, lang: str) -> Iterator[Page]:
    """Give every page about law."""
    home = Link(say(lang, "law"), LAW)
    lines = articles(gathered, lang)
    internal = len(citing_rules(gathered, INTERNAL, lang))
    yield Page(path=LAW, template="law.html", title=home.text, section="law", tells={"articles": lines, "internal": internal})
    for line in lines:
        row = gathered.library.register[line.id]
        tells: dict[str, object] = {
            "line": line,
            "source": row.source,
            "note": None if row.note is None else row.note.told(lang),
            **_standing_on(gathered, line.id, lang),
        }
        yield Page(path=line.to, template="article.html", title=article(gathered, line.id, lang), section="law", trail=(home,), tells=tells)
    tells = {"line": None, "source": None, "note": None, **_standing_on(gathered, INTERNAL, lang)}
    yield Page(path=law_page(INTERNAL), template="article.html", title=say(lang, "internal"), section="law", trail=(home,), tells=tells)


def _standing_on(gathered: Gathered, cite: str, lang: str) -> dict[str, object]:
    goals = [goal for goal in gathered.goals if cite in goal.cites]
    reached = [(measure, figure(goals, measure)) for measure in MEASURES]
    shown = () if cite == INTERNAL else gathered.shown_by_article.get(cite, ())
    return {
        "cite": cite,
        "rules": citing_rules(gathered, cite, lang),
        "parameters": tuple(_parameters(gathered, cite, lang)),
        "scenarios": links_of(shown),
        "named_by": links_of(gathered.tagged.get(cite, ())),
        "reached": tuple(Reached(measure, found.reached, found.total, found.share) for measure, found in reached),
    }


def links_of(outlines: Sequence[Outline | Showing]) -> tuple[ScenarioLink, ...]:
    """Lead to *outlines*, in order of place."""
    return tuple(scenario_link(outline) for outline in outlines)


def citing_rules(gathered: Gathered, cite: str, lang: str) -> tuple[CitingRule, ...]:
    """Give everything that cites *cite*, each rule once with the versions in which it does."""
    found: dict[tuple[str, str, str], list[Link]] = {}
    shown: dict[tuple[str, str, str], list[Showing]] = {}
    for citing in gathered.citing.get(cite, ()):
        policy = citing.policy
        id_ = citing.anchor if citing.anchor != decision_anchor(citing.decision.name) else citing.decision.name
        key = (policy.name, citing.decision.name, id_)
        found.setdefault(key, []).append(Link(f"v{policy.version}", at(version_page(policy.name, policy.version), citing.anchor)))
        shown.setdefault(key, []).extend(gathered.fired.get((policy.name, policy.version, citing.row), ()))
    return tuple(
        CitingRule(
            gathered.shown(name).title.told(lang),
            _title(gathered, name, decision, lang),
            id_,
            tuple(links),
            counts(joined(shown[name, decision, id_])),
        )
        for (name, decision, id_), links in found.items()
    )


def _title(gathered: Gathered, name: str, decision: str, lang: str) -> str:
    return next(
        each.title.told(lang) for policy in reversed(gathered.library.versions(name)) for each in policy.decisions if each.name == decision
    )


def _parameters(gathered: Gathered, cite: str, lang: str) -> Iterator[Link]:
    for basis in gathered.parameters:
        if cite in basis.parameter.cites:
            to = at(parameter_page(basis.file), parameter_anchor(basis.parameter.name))
            yield Link(basis.parameter.title.told(lang), to)
