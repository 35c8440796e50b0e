"""The site of everything that ships: nothing is left out, nothing leads nowhere, both languages say the same."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from lawbook.model.core import Table
from lawbook.operations.publishing import write_site
from lawbook.site.gathered import Gathered, every_exception, every_row
from lawbook.site.said import SAID
from support.sites import Read, files, gathered, pages, uncounted

LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def everything() -> Gathered:
    return gathered(Path("policies"))


@pytest.fixture(scope="module")
def found(everything: Gathered, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Read]:
    out = tmp_path_factory.mktemp("site") / "out"
    write_site(everything, out, uncounted)
    return pages(files(out))


def test_every_link_leads_to_something(found: Mapping[str, Read]) -> None:
    anchors = {path: set(page.anchors) for path, page in found.items()}
    broken = [
        (page.path, path, anchor)
        for page in found.values()
        for path, anchor in page.links()
        if path not in anchors or (anchor and anchor not in anchors[path])
    ]
    assert broken == []


def test_no_anchor_stands_twice_on_a_page(found: Mapping[str, Read]) -> None:
    assert {
        path: twice for path, page in found.items() if (twice := [each for each, count in Counter(page.anchors).items() if count > 1])
    } == {}


def test_both_languages_have_the_same_pages_with_the_same_anchors(found: Mapping[str, Read]) -> None:
    of = {lang: {path.partition("/")[2]: page for path, page in found.items() if path.startswith(f"{lang}/")} for lang in LANGUAGES}
    assert of["zh"].keys() == of["en"].keys()
    assert [path for path, page in of["zh"].items() if page.anchors != of["en"][path].anchors] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_its_language(found: Mapping[str, Read], lang: str) -> None:
    said = {page.root.attrib["lang"] for path, page in found.items() if path.startswith(f"{lang}/")}
    assert said == {"zh-CN" if lang == "zh" else "en"}


def test_every_rule_decision_fact_parameter_and_reason_has_its_place(found: Mapping[str, Read], everything: Gathered) -> None:
    lacking = []
    for policy in everything.versions:
        anchors = set(found[f"zh/policies/{policy.name}/v{policy.version}.html"].anchors)
        wanted = [f"decision-{decision.name}" for decision in policy.decisions]
        rows = [row for decision in policy.decisions if isinstance(decision.body, Table) for row in every_row(decision.body)]
        wanted += [row.id for row in rows]
        wanted += [exception.id for row in rows for exception in every_exception(row.exceptions)]
        wanted += [f"fact-{fact.name}" for fact in policy.facts if fact.used]
        wanted += [f"parameter-{parameter.name}" for parameter in policy.parameters]
        wanted += [each.code for each in policy.reasons] + [each.code for each in policy.obligations]
        wanted += [invariant.id for invariant in policy.invariants]
        lacking += [(policy.name, policy.version, each) for each in wanted if each not in anchors]
    assert lacking == []


def test_every_article_and_requirement_has_its_page(found: Mapping[str, Read], everything: Gathered) -> None:
    wanted = [f"zh/law/{cite}.html" for cite in (*everything.library.register, "internal")]
    wanted += [f"zh/requirements/{kept.id}.html" for kept in everything.kept]
    assert [path for path in wanted if path not in found] == []


def test_every_scenario_and_example_has_its_place(found: Mapping[str, Read], everything: Gathered) -> None:
    places = [(result.scenario.file, result.scenario.line) for result in everything.observed.results]
    assert places
    assert [each for each in places if f"line-{each[1]}" not in found[f"en/scenarios/{each[0]}.html"].anchors] == []


def test_an_article_leads_to_the_rules_that_cite_it_and_they_lead_back(found: Mapping[str, Read]) -> None:
    there = set(found["en/law/CN-GBT45251-HOURS.html"].links())
    rules = [(path, anchor) for path, anchor in there if path == "en/policies/dunning-tier/v2.html" and anchor.startswith("DUN-")]
    assert ("en/policies/dunning-tier/v2.html", "DUN-K-QUIET") in rules
    assert ("en/law/CN-GBT45251-HOURS.html", "") in set(found["en/policies/dunning-tier/v2.html"].links())


def test_a_rule_leads_to_a_scenario_that_shows_it_and_the_scenario_leads_back(found: Mapping[str, Read]) -> None:
    rule = found["zh/policies/dunning-tier/v2.html"]
    (card,) = [each for each in rule.root.iter("article") if each.get("id") == "DUN-K-QUIET"]
    scenarios = [link.attrib["href"] for link in card.iter("a") if "/scenarios/" in link.attrib["href"]]
    assert scenarios
    feature = found["zh/scenarios/features/dunning-tier/contact.zh.feature.html"]
    assert ("zh/policies/dunning-tier/v2.html", "DUN-K-QUIET") in set(feature.links())


def test_headings_leave_out_no_level(found: Mapping[str, Read]) -> None:
    wrong = []
    for path, page in found.items():
        levels = [int(tag[1]) for tag in page.tags() if re.fullmatch("h[1-6]", tag)]
        if levels[0] != 1 or levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels)):
            wrong.append(path)
    assert wrong == []


def test_every_table_has_a_caption_and_every_head_a_scope(found: Mapping[str, Read]) -> None:
    tables = [(path, table) for path, page in found.items() for table in page.root.iter("table")]
    assert [path for path, table in tables if table.find("caption") is None] == []
    assert [path for path, table in tables if any(head.get("scope") is None for head in table.iter("th"))] == []


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_run(found: Mapping[str, Read]) -> None:
    for path, page in found.items():
        assert not {"script", "iframe", "img", "object", "embed"} & set(page.tags()), path
        assert {each.attrib["href"].rpartition("/")[2] for each in page.root.iter("link") if each.get("rel") == "stylesheet"} == {
            "style.css"
        }


def test_the_words_of_the_site_leave_no_place_open(found: Mapping[str, Read]) -> None:
    keys = set(re.findall(r"\{(\w+)\}", " ".join(words.en for words in SAID.values())))
    open_places = re.compile("|".join(rf"\{{{key}\}}" for key in sorted(keys)))
    assert [path for path, page in found.items() if open_places.search(page.text)] == []
    assert [path for path, page in found.items() if re.search(r"\bNone\b(?! of)|Words\(", page.text)] == []


def test_every_dated_parameter_has_a_chart_and_a_table_with_the_same_days(found: Mapping[str, Read]) -> None:
    page = found["en/parameters/shared/parameters-cn.html"]
    (section,) = [each for each in page.root.iter("section") if each.get("id") == "parameter-lpr_1y"]
    days = ["".join(each.itertext()) for each in section.iter("time")]
    assert days[:13] == sorted(days[:13])
    assert days[0] == "2019-08-20"
    assert len(list(section.iter("circle"))) == 13


IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[-_./:+][A-Za-z0-9]+)+|[\"“][\w.-]+[\"”]")
"""Ids, files, addresses and versions in a text, and codes in quotation marks: they are the same in every language."""
LEFT_OVER = {"zh": re.compile(r"[A-Za-z]{4,}"), "en": re.compile(r"[\u4e00-\u9fff]+")}
NAMES = {"Lawbook", "Statlog", "CONC", "none"}
"""Proper names; and `none`, the id of no template."""


def own_texts(element: Element, lang: str) -> Iterator[str]:
    """Give the texts of an element that are in the language of its page: code and quoted sources are not."""
    if element.tag in {"code", "style", "title"} or element.attrib.get("lang", lang) != lang:
        return
    said = element.text or ""
    for part in element:
        if part.tag != "wbr":
            yield said
            said = ""
            yield from own_texts(part, lang)
        said += part.tail or ""
    yield said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_of_the_other_language_is_left_over(found: Mapping[str, Read], lang: str) -> None:
    left = {
        (path, word)
        for path, page in found.items()
        if path.startswith(f"{lang}/")
        for text in own_texts(page.root, page.root.attrib["lang"])
        for word in LEFT_OVER[lang].findall(IDENTIFIER.sub(" ", text))
        if word not in NAMES
    }
    assert left == set()
