from dataclasses import replace
from pathlib import Path

import pytest

from lawbook.cover.requirements import requirements_kept
from lawbook.library import Library
from lawbook.model.core import Table
from lawbook.model.law import Citation
from lawbook.model.policy import Words
from lawbook.operations import covering_requirements
from lawbook.operations.covering import Missed, cover, missed, read_threshold, to_json
from lawbook.problems import Where
from lawbook.specification.requirements import Requirement
from support.covered import cases, library_of, observed, policy_of

POLICY = policy_of("""\
facts:
  amount: {type: money CNY, min: 0, max: 100000}
decisions:
  outcome:
    type: [approve, refer]
    severity: [refer, approve]
    rules:
      - {id: R-1, when: amount > 500, then: refer, cites: [internal], covers: [AA-01]}
    otherwise: approve
""")
LIBRARY = library_of(POLICY)
SUITE = cases("tags,amount,expect outcome", "AA-01,501 yuan,refer", "AA-01,600 yuan,refer")
MEASURED = cover(LIBRARY, observed(LIBRARY, SUITE), (), "en")


def test_each_policy_and_version_is_measured() -> None:
    (policy,) = MEASURED.policies
    assert {measure: (figure.reached, figure.total) for measure, figure in policy.figures.items()} == {
        "rows": (1, 2),
        "conditions": (1, 2),
        "boundaries": (0, 2),
    }
    assert policy.versions == {1: policy.figures}
    assert (MEASURED.scenarios, MEASURED.decided, MEASURED.not_passed) == (2, 2, 0)


def test_each_article_is_measured() -> None:
    (article,) = MEASURED.articles
    assert (article.id, article.title, article.figures["rows"].share) == ("internal", "internal", 50.0)


def test_an_article_is_told_as_the_register_has_it() -> None:
    row = Citation(
        id="CN-1",
        register="law/cn",
        instrument=Words("Law", "法律"),
        article=Words("3", "3"),
        requirement=Words("so", "如此"),
        effective=1,
        repealed=None,
        force="L",
        confidence="high",
        review_by=1,
        where=Where("law/cn.yaml", 1, 1),
    )
    (decision,) = POLICY.decisions
    assert isinstance(decision.body, Table)
    rows = tuple(replace(each, cites=("CN-1", "internal", "CN-2")) for each in decision.body.rows)
    policy = replace(POLICY, decisions=(replace(decision, body=replace(decision.body, rows=rows)),))
    library = Library(Path("nowhere"), [policy], register=[row])
    told = cover(library, observed(library, SUITE), (), "zh").articles
    assert [(article.id, article.title) for article in told] == [("CN-1", "法律 3"), ("CN-2", ""), ("internal", "内部规定")]


def test_only_the_policies_named_are_measured() -> None:
    assert [policy.name for policy in cover(LIBRARY, observed(LIBRARY, SUITE), ["limits"], "zh").policies] == ["limits"]


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("rows=100", {"rows": 100.0}),
        ("rows=100, conditions=90.5,boundaries=0,ids=80", {"rows": 100.0, "conditions": 90.5, "boundaries": 0.0, "ids": 80.0}),
        ("rows", None),
        ("rows=101", None),
        ("rows=-1", None),
        ("columns=1", None),
        ("rows=all", None),
        ("rows=nan", None),
        ("", None),
    ],
)
def test_a_threshold_is_read(text: str, least: dict[str, float] | None) -> None:
    assert read_threshold(text) == least


def test_a_threshold_is_missed_by_each_policy_below_it() -> None:
    assert missed(MEASURED, {"rows": 50, "conditions": 51, "ids": 100}) == (Missed("limits", "conditions", 50.0, 51),)
    assert missed(MEASURED, {}) == ()


def test_everything_is_told_to_programs() -> None:
    told = to_json(MEASURED, missed(MEASURED, {"rows": 100}))
    assert (told["ok"], told["scenarios"], told["decisions"], told["not_passed"]) == (False, 2, 2, 0)
    assert told["missed"] == [{"policy": "limits", "measure": "rows", "share": 50.0, "least": 100}]
    (policy,) = told["policies"] if isinstance(told["policies"], list) else []
    assert policy["rows"] == {"reached": 1, "total": 2, "share": 50.0}
    assert policy["unreached"][0] == {
        "measure": "rows",
        "state": "never",
        "decision": "outcome",
        "rows": ["outcome:otherwise"],
        "cites": ["internal"],
        "versions": [1],
        "goal": "outcome:otherwise",
        "why": "no scenario leaves all other rows without effect",
    }
    assert [each["measure"] for each in policy["unreached"]] == ["rows", "conditions", "boundaries", "boundaries"]


def test_requirements_are_told_to_programs() -> None:
    catalogue = (Requirement("AA-01", Words("one", "一")), Requirement("AA-02", Words("two", "二"), ("tests/a.py",)))
    kept = requirements_kept(LIBRARY, SUITE, catalogue)
    told = covering_requirements.to_json(kept, 100)
    assert (told["ok"], told["share"]) == (True, 100.0)
    first, second = told["ids"] if isinstance(told["ids"], list) else []
    assert first == {
        "id": "AA-01",
        "text": {"en": "one", "zh": "一"},
        "standing": "held",
        "rules": [{"policy": "limits", "version": 1, "decision": "outcome", "rule": "R-1"}],
        "scenarios": [
            {"scenario": "1", "file": "limits.cases.csv", "line": 2},
            {"scenario": "2", "file": "limits.cases.csv", "line": 3},
        ],
        "noticed_by": [
            {"scenario": "1", "file": "limits.cases.csv", "line": 2},
            {"scenario": "2", "file": "limits.cases.csv", "line": 3},
        ],
        "carried_by": [],
    }
    assert (second["standing"], second["carried_by"]) == ("carried", ["tests/a.py"])


def test_of_no_requirements_all_are_sound() -> None:
    assert covering_requirements.sound_share(()) == 100.0
