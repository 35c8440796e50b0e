"""What stands beside every rule: the law it cites, the requirements it keeps, and the scenarios that show it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lawbook.model.law import INTERNAL
from lawbook.site.addresses import at, evidence_page, feature_page, law_page, requirement_page
from lawbook.site.gathered import Gathered, RowKey, tally
from lawbook.site.outlines import WORST, Outcome, Outline, Showing
from lawbook.site.said import say

_PART = re.compile(r"(?P<article>\d+)(-(?P<inserted>[1-9])|\((?P<of>\d+)\))")
_CHINESE = "零一二三四五六七八九"
_NUMBERED = re.compile(r"[\d().-]+((, | to )[\d().-]+)*")

MOST_SHOWN = 3
"""How many scenarios are named beside a rule; all of them stand on a page of their own."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; *to* is an address inside the folder of the language, None where there is nothing to see."""

    text: str
    to: str | None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation: where its article is told, how it binds and how far it was verified."""

    id: str
    label: str
    to: str
    force: str
    unverified: bool
    internal: bool


@dataclass(frozen=True, slots=True)
class ScenarioLink:
    """A scenario with how it came out, in the language of its author."""

    name: str
    to: str
    outcome: Outcome
    lang: str
    runs: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The scenarios that show a row: the first few, how many there are, how they came out, and where all of them stand."""

    first: tuple[ScenarioLink, ...]
    outlines: int
    runs: int
    outcome: Outcome | None
    to: str


def cited(gathered: Gathered, cites: Iterable[str], lang: str) -> tuple[Cited, ...]:
    """Tell what is cited."""
    return tuple(_cited(gathered, cite, lang) for cite in cites)


def _cited(gathered: Gathered, cite: str, lang: str) -> Cited:
    row = gathered.citation(cite)
    if cite == INTERNAL or row is None:
        return Cited(cite, say(lang, "internal"), law_page(INTERNAL), say(lang, "internal_text"), unverified=False, internal=True)
    return Cited(
        id=cite,
        label=article(gathered, cite, lang),
        to=law_page(cite),
        force=say(lang, f"force_{row.force}"),
        unverified=row.confidence == "unverified",
        internal=False,
    )


def article(gathered: Gathered, cite: str, lang: str) -> str:
    """Name an article with its instrument."""
    row = gathered.citation(cite)
    if row is None:
        return say(lang, "internal")
    return say(lang, "article_n", instrument=row.instrument.told(lang), article=article_number(row.article.told(lang), lang))


def article_number(written: str, lang: str) -> str:
    """Tell which article is meant: the register has numbers, joined by `to`, or words."""
    if not _NUMBERED.fullmatch(written):
        return written.replace(", ", "、") if lang == "zh" and written.isascii() else written
    if lang == "zh" and any(_PART.fullmatch(part) for part in written.split(", ")):
        return "、".join(_chinese_article(part) for part in written.split(", "))
    return say(lang, "articles_numbered", numbers=written.replace(" to ", "至").replace(", ", "、") if lang == "zh" else written)


def _chinese_article(written: str) -> str:
    """Name one article as Chinese law does: its paragraphs after it, and one put in later as `293-1`."""
    part = _PART.fullmatch(written)
    if part is None:
        return say("zh", "articles_numbered", numbers=written.replace(" to ", "至"))
    inserted = "" if part["inserted"] is None else f"之{_CHINESE[int(part['inserted'])]}"
    return say("zh", "articles_numbered", numbers=part["article"]) + inserted + ("" if part["of"] is None else f"第{part['of']}款")


def requirement_links(gathered: Gathered, ids: Iterable[str], lang: str) -> tuple[Link, ...]:
    """Lead to the requirements *ids*."""
    return tuple(_requirement(gathered, id_, lang) for id_ in ids)


def _requirement(gathered: Gathered, id_: str, lang: str) -> Link:
    text = gathered.requirement_texts.get(id_)
    return Link(id_, requirement_page(id_) if id_ in gathered.requirement_texts else None, "" if text is None else text.told(lang))


def tag_links(gathered: Gathered, tags: Iterable[str], lang: str) -> tuple[Link, ...]:
    """Lead from the tags of a scenario to the requirements and articles of those names."""
    found: list[Link] = []
    for tag in tags:
        if tag in gathered.requirement_texts:
            found.extend(requirement_links(gathered, [tag], lang))
        elif gathered.citation(tag) is not None:
            found.append(Link(tag, law_page(tag), article(gathered, tag, lang)))
        else:
            found.append(Link(tag, None))
    return tuple(found)


def scenario_link(found: Outline | Showing) -> ScenarioLink:
    """Lead to a scenario, or to the first of its examples that show something."""
    outline = found.outline if isinstance(found, Showing) else found
    return ScenarioLink(outline.name, at(feature_page(outline.file), found.anchor), found.outcome, outline.language, len(found.runs))


def shown(gathered: Gathered, key: RowKey) -> Shown:
    """Tell which scenarios show a row."""
    showings = gathered.fired.get(key, ())
    name, version, row = key
    first = tuple(scenario_link(showing) for showing in showings[:MOST_SHOWN])
    worst = min((showing.outcome for showing in showings), key=WORST.index, default=None)
    return Shown(first, len(showings), sum(len(showing.runs) for showing in showings), worst, at(evidence_page(name, version), row))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many runs came out in one way."""

    outcome: Outcome
    count: int


def counts(outlines: Iterable[Outline | Showing]) -> tuple[Counted, ...]:
    """Count runs by how they came out, leaving out what did not happen."""
    return tuple(Counted(outcome, count) for outcome, count in tally(outlines).items() if count)


def day(number: int) -> str:
    """Write a day number as a date."""
    return date.fromordinal(number).isoformat()


def unique(links: Iterable[Link]) -> Sequence[Link]:
    """Keep each link once."""
    return tuple(dict.fromkeys(links))
