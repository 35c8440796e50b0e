"""Articles of law with the rules that rest on them, and back."""

from datetime import date

import pytest

from lawbook.library import Library, open_library
from lawbook.operations.law import Article, Resting, articles, law_of, rules_and_law
from support.offers import write_file

LAW = """language: 1
register: law/cn
rows:
  CN-1:
    instrument: {en: Consumer Credit Rules, zh: 消费信贷规则}
    article: "12"
    effective: 2024-05-15
    force: R
    requirement: {en: lend to adults only, zh: 仅向成年人放贷}
    confidence: high
    review_by: 2027-06-30
  CN-2:
    instrument: {en: Collection Standard, zh: 催收标准}
    article: "3"
    effective: 2024-05-15
    repealed: 2030-01-01
    force: S
    requirement: {en: be civil, zh: 文明催收}
    confidence: high
    review_by: 2027-06-30
  CN-3:
    instrument: {en: Rate Rules, zh: 利率规则}
    article: "7"
    effective: 2024-05-15
    force: L
    requirement: {en: a rate has its bounds, zh: 利率应有上限}
    confidence: unverified
    review_by: 2025-06-30
    note: {en: From memory., zh: 凭记忆登记。}
"""
POLICY = """language: 1
policy: limits
version: 1
title: {en: Limits, zh: 限额}
effective: 2026-01-01
owner: credit
review_by: 2027-06-30
facts:
  age: {type: integer, min: 0, max: 120, title: {en: age, zh: 年龄}}
parameters:
  adult: {type: integer, min: 0, max: 120, title: {en: adult age, zh: 成年年龄}, values: {2024-05-15: 18}, cites: [CN-1]}
decisions:
  result:
    type: [permitted, refused]
    severity: [refused, permitted]
    titles: {permitted: {en: permitted, zh: 准入}, refused: {en: refused, zh: 拒绝}}
    title: {en: result, zh: 结论}
    cites: [internal]
    rules:
      - id: AGE
        when: age < adult
        unless: [{id: AGE-NOT, when: age = 17, cites: [CN-3]}]
        then: refused
        cites: [CN-1, internal]
    otherwise: permitted
outputs: [result]
invariants:
  - {id: INV-1, always: result = "refused" or age >= 17, cites: [CN-1]}
"""
DAY = date(2026, 11, 21)


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("law")
    write_file(root, "law/cn.yaml", LAW)
    write_file(root, "limits/v1.yaml", POLICY)
    return open_library(root, today=DAY)


def resting(library: Library) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.kind, each.id, each.cites) for each in rules_and_law(library, DAY)]


def test_every_rule_is_told_with_what_it_rests_on(library: Library) -> None:
    assert resting(library) == [
        ("decision", "result", ("internal",)),
        ("rule", "AGE", ("CN-1", "internal")),
        ("exception", "AGE-NOT", ("CN-3",)),
        ("rule", "result:otherwise", ("internal",)),
        ("invariant", "INV-1", ("CN-1",)),
        ("parameter", "adult", ("CN-1",)),
    ]


def test_versions_that_are_not_in_force_rest_on_nothing(library: Library) -> None:
    assert rules_and_law(library, date(2025, 12, 31)) == ()


def test_an_article_is_told_with_everything_that_rests_on_it(library: Library) -> None:
    (article,) = articles(library, DAY, "zh", ["CN-1"])
    file = str(library.root / "limits" / "v1.yaml")
    assert article == Article(
        id="CN-1",
        register="law/cn",
        instrument="消费信贷规则",
        article="12",
        requirement="仅向成年人放贷",
        force="监管规章",
        hard=True,
        confidence="high",
        verified=True,
        effective="2024-05-15",
        until=None,
        in_force=True,
        review_by="2027-06-30",
        review_due=False,
        source=None,
        note=None,
        cited_by=(
            Resting("limits", 1, "rule", "AGE", ("CN-1", "internal"), file, 20),
            Resting("limits", 1, "invariant", "INV-1", ("CN-1",), file, 28),
            Resting("limits", 1, "parameter", "adult", ("CN-1",), file, 11),
        ),
    )


def test_standards_and_what_was_not_verified_are_soft(library: Library) -> None:
    _, standard, memory = articles(library, DAY, "en")
    assert (standard.hard, standard.verified, standard.cited_by) == (False, True, ())
    assert (memory.hard, memory.verified, memory.review_due, memory.note) == (False, False, True, "From memory.")


def test_an_article_is_in_force_on_its_days(library: Library) -> None:
    days = ("2024-05-14", "2024-05-15", "2029-12-31", "2030-01-01")
    told = [articles(library, date.fromisoformat(day), "en", ["CN-2"])[0] for day in days]
    assert [each.in_force for each in told] == [False, True, True, False]
    assert told[0].until == "2030-01-01"


def test_the_law_of_citations_is_told_once_and_without_internal_defaults(library: Library) -> None:
    assert [each.id for each in law_of(["CN-3", "internal", "CN-1", "CN-3"], library.register, DAY, "en")] == ["CN-3", "CN-1"]
