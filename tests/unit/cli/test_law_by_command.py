"""`lawbook law`, and the law that explanations and checks tell."""

import json
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import FACTS, write_file, write_offer

DAY = ("--as-of", "2026-11-21")
LAW = """language: 1
register: law/cn
rows:
  CN-1:
    instrument: {en: Identity Law, zh: 身份法}
    article: "28"
    effective: 2025-01-01
    force: L
    requirement: {en: know whom you serve, zh: 了解客户}
    confidence: high
    review_by: 2027-06-30
  CN-2:
    instrument: {en: Amount Rules, zh: 额度规则}
    article: "6"
    effective: 2020-07-17
    force: R
    requirement: {en: amounts are bounded, zh: 额度应有上限}
    confidence: unverified
    review_by: 2026-06-30
    note: {en: From memory., zh: 凭记忆登记。}
  CN-3:
    instrument: {en: Old Rules, zh: 旧规}
    article: "1"
    effective: 2010-01-01
    repealed: 2020-01-01
    force: A
    requirement: {en: nothing, zh: 无}
    confidence: high
    review_by: 2027-06-30
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LAWBOOK_POLICIES", "LAWBOOK_LANG", "LAWBOOK_TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    write_offer(tmp_path / "policies")
    write_file(tmp_path, "policies/law/cn.yaml", LAW)
    file = tmp_path / "policies" / "small-offer" / "v1.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("obliges: [TELL_REASONS], cites: [internal]", "obliges: [TELL_REASONS], cites: [CN-1, internal]", 1)
    file.write_text(
        text.replace("obliges: [TELL_REASONS], cites: [internal]", "obliges: [TELL_REASONS], cites: [CN-2]", 1), encoding="utf-8"
    )
    write_file(tmp_path, "facts.json", json.dumps({**FACTS, "verified": False}))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_register_is_listed_with_what_rests_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["law", *DAY]) == exits.OK
    assert capsys.readouterr().out.splitlines() == [
        "law on 2026-11-21",
        "  id    force                           from        until       rules  instrument",
        "  CN-1  law, hard                       2025-01-01              1      Identity Law 28",
        "  CN-2  regulation, soft, not verified  2020-07-17              1      Amount Rules 6",
        "  CN-3  rule of an association, soft    2010-01-01  2020-01-01  0      Old Rules 1",
    ]


def test_an_article_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["law", "CN-2", "--lang", "zh", *DAY]) == exits.OK
    assert capsys.readouterr().out.splitlines() == [
        "CN-2 · 额度规则 6",
        "  额度应有上限",
        "  监管规章、非强制、未经核对、施行自 2020-07-17",
        "  凭记忆登记。",
        "  规则 SO-2 · small-offer v1 · policies/small-offer/v1.yaml:48",
    ]


def test_the_way_back_goes_from_rules_to_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["law", "CN-1", "--by-rule", *DAY]) == exits.OK
    assert capsys.readouterr().out.splitlines() == [
        "rules on 2026-11-21 and the law they rest on",
        "  policy          kind  id    cites",
        "  small-offer v1  rule  SO-1  CN-1 internal",
    ]


def test_programs_get_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["law", "--uncited", "--json", *DAY]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["in_force"], each["cited_by"]) for each in told["articles"]] == [("CN-3", False, [])]
    assert outcome_of(["law", "--by-rule", "--json", *DAY]) == exits.OK
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert {each["id"]: each["cites"] for each in rules}["SO-2"] == ["CN-2"]


def test_a_row_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["law", "CN-9", *DAY]) == exits.USAGE
    assert "the register of law has no row `CN-9`" in capsys.readouterr().err


def test_an_explanation_ends_with_the_law_and_says_what_was_not_verified(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["explain", "small-offer", "facts.json", "--all", *DAY]) == exits.OK
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "the law these rest on",
        "  CN-1 Identity Law 28: law, hard, in force from 2025-01-01",
        "  CN-2 Amount Rules 6: regulation, soft, not verified, in force from 2020-07-17",
    ]
    assert outcome_of(["explain", "small-offer", "facts.json", "--json", *DAY]) == exits.OK
    assert [(each["id"], each["verified"]) for each in json.loads(capsys.readouterr().out)["law"]] == [("CN-1", True), ("CN-2", False)]


def test_what_is_past_its_review_is_a_warning_and_strictly_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["check", "--strict", "--today", "2026-06-30"]) == exits.OK
    capsys.readouterr()
    assert outcome_of(["check", "--today", "2026-07-01"]) == exits.OK
    assert "policies/law/cn.yaml:12:3: `CN-2` was to be reviewed by 2026-06-30 [past-review]" in capsys.readouterr().out
    assert outcome_of(["check", "--strict", "--today", "2026-07-01"]) == exits.PROBLEMS
    capsys.readouterr()
    assert outcome_of(["check", "--format", "json", "--today", "2026-07-01"]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], [each["severity"] for each in told["problems"]]) == (True, ["warning"])
    assert outcome_of(["check", "--format", "sarif", "--today", "2026-07-01"]) == exits.OK
    assert [each["level"] for each in json.loads(capsys.readouterr().out)["runs"][0]["results"]] == ["warning"]
    assert outcome_of(["check", "--today", "tomorrow"]) == exits.USAGE
