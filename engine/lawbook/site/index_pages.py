"""The pages that lead to all others: the overview, the rules from A to Z, the parameters, and how to read the site."""

from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.site.addresses import GUIDE, OVERVIEW, PARAMETERS, RULES, at, decision_anchor, parameter_page, version_page
from lawbook.site.gathered import Gathered
from lawbook.site.granted_pages import granted_page
from lawbook.site.grounds import Counted, Link, counts
from lawbook.site.open_pages import open_page
from lawbook.site.pages import Page
from lawbook.site.parameters import of_file
from lawbook.site.policy_pages import policy_lines
from lawbook.site.said import say


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule or row in the list of all of them."""

    id: str
    policy: str
    decision: Link
    versions: tuple[Link, ...]


def index_pages(gathered: Gathered, lang: str) -> Iterator[Page]:
    """Give the pages that lead to all others, and that of open points."""
    opened = open_page(gathered, lang)
    yield Page(
        path=OVERVIEW,
        template="overview.html",
        title=say(lang, "site"),
        section="overview",
        tells={
            "policies": policy_lines(gathered, lang),
            "results": totals(gathered),
            "scenarios": len(gathered.outlines),
            "matters": opened.tells["matters"],
            "results_from": gathered.results_from,
        },
    )
    yield opened
    yield Page(path=RULES, template="rules.html", title=say(lang, "rules"), section="rules", tells={"rules": tuple(_rules(gathered, lang))})
    yield granted_page(gathered, lang)
    yield Page(path=GUIDE, template=f"guide.{lang}.html", title=say(lang, "guide"), section="guide", tells={})
    yield from _parameter_pages(gathered, lang)


def totals(gathered: Gathered) -> tuple[Counted, ...]:
    """Count all runs by how they came out."""
    return counts(gathered.outlines)


def _rules(gathered: Gathered, lang: str) -> Iterator[RuleLine]:
    found: dict[tuple[str, str], RuleLine] = {}
    for placed in gathered.rows:
        policy, name = placed.policy, placed.decision.name
        page = version_page(policy.name, policy.version)
        before = found.get((placed.row.id, policy.name))
        found[placed.row.id, policy.name] = RuleLine(
            placed.row.id,
            policy.title.told(lang),
            Link(placed.decision.title.told(lang), at(page, decision_anchor(name))),
            (*(() if before is None else before.versions), Link(f"v{policy.version}", at(page, placed.row.id))),
        )
    return iter(sorted(found.values(), key=lambda line: (line.id, line.policy)))


def _parameter_pages(gathered: Gathered, lang: str) -> Iterator[Page]:
    files = tuple(dict.fromkeys(basis.file for basis in gathered.parameters))
    home = Link(say(lang, "parameters"), PARAMETERS)
    told = {file: of_file(gathered, file, lang) for file in files}
    listed = tuple((file, parameter_page(file), parameters) for file, parameters in told.items())
    yield Page(path=PARAMETERS, template="parameters.html", title=home.text, section="parameters", tells={"files": listed})
    for file, path, parameters in listed:
        title = file.removesuffix(".yaml")
        tells = {"file": file, "parameters": parameters}
        yield Page(path=path, template="parameter_file.html", title=title, section="parameters", trail=(home,), tells=tells)
