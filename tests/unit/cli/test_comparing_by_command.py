"""`lawbook diff` as it is called."""

import json
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from support.offers import write_offer

CASES = """\
id,policy,as_of,tags,amount,verified,grade,open_debts,expect outcome
at,small-offer,2026-11-21,,20000,true,A,5,approve
"""
PEOPLE = """\
amount,verified,grade,open_debts
1000,true,A,0
30000,true,A,0
30000,true,C,0
30000,false,B,0
many,true,A,0
"""


@pytest.fixture(autouse=True)
def bank(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv("LAWBOOK_POLICIES", raising=False)
    monkeypatch.setenv("LAWBOOK_LANG", "en")
    first = write_offer(tmp_path / "policies").read_text(encoding="utf-8")
    second = write_offer(tmp_path / "policies", version=2, effective="2026-06-01")
    second.write_text(second.read_text(encoding="utf-8").replace("amount > most,", "amount > 20000,"), encoding="utf-8")
    draft = tmp_path / "draft" / "small-offer"
    draft.mkdir(parents=True)
    (draft / "v1.yaml").write_text(first.replace("not(verified)", "verified = false"), encoding="utf-8")
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "offer.cases.csv").write_text(CASES, encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = outcome_of(["diff", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize(
    "named", [("small-offer@1", "small-offer@2"), ("small-offer",), ("small-offer", "--from", "1", "--to", "2"),
              ("policies/small-offer/v1.yaml", "policies/small-offer/v2.yaml")]
)  # fmt: skip
def test_versions_are_named_in_several_ways(named: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, *named)
    assert code == exits.OK
    assert "outcome (outcome) comes out otherwise\n" in out
    assert "  approve → decline\n    before: approve, by outcome:otherwise\n" in out
    assert "    after: decline, by SO-2\n      SO-2: amount asked for is more than CNY 20,000.00\n" in out


def test_it_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ran(capsys, "small-offer", "--lang", "zh")
    assert "结论（outcome）的结果有变\n" in out
    assert "  通过 → 拒绝\n    原来：通过，依据 outcome:otherwise\n      outcome:otherwise: 其他各行均不适用\n" in out
    assert "凡满足以下条件即如此（已证明，其余任意）\n" in out


def test_programs_get_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "small-offer", "--json", "--sets", "4", "--exit-code")
    assert code == exits.PROBLEMS
    told = json.loads(out)
    (outcome,) = [each for each in told["decisions"] if each["decision"] == "outcome"]
    assert (outcome["outcome"], outcome["complete"]) == ("differs", True)
    ways = {(each["before"]["outcome"], each["after"]["outcome"]) for each in outcome["differences"]}
    assert ("approve", "decline") in ways
    assert all({"amount"} <= set(each["after"]["facts"]) for each in outcome["differences"])
    assert [each["row"] for each in told["touched"]["rows"]] == ["SO-2"]


def test_a_draft_elsewhere_is_compared_and_proved_equal(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "small-offer@1", "draft/small-offer@1", "--exit-code")
    assert code == exits.OK
    assert "outcome (outcome): proved to come to the same for every input\n" in out
    assert "nothing that was compared comes out otherwise\n" in out


def test_a_population_moves(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = ran(capsys, "small-offer", "--on", "people.csv")
    assert "outcome (outcome): 2 of 4 rows come out otherwise (50.00%)\n" in out
    assert "not decided: 1 rows before, 1 rows after\n" in out
    assert "many" in err
    told = json.loads(ran(capsys, "small-offer", "--on", "people.csv", "--json")[1])["population"]
    (outcome,) = [each for each in told["decisions"] if each["decision"] == "outcome"]
    assert {(each["from"], each["to"]): (each["rows"], each["share"], each["examples"]) for each in outcome["matrix"]} == {
        ("approve", "approve"): (1, "1/4", []),
        ("approve", "decline"): (1, "1/4", [2]),
        ("refer", "decline"): (1, "1/4", [3]),
        ("decline", "decline"): (1, "1/4", []),
    }


def test_an_internal_decision_can_be_compared(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ran(capsys, "small-offer", "--decision", "standing")
    assert "unchanged, word for word: standing\n" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("small-offer@1",), exits.USAGE, "name a second version"),
        (("small-offer", "--from", "1"), exits.USAGE, "give both --from and --to"),
        (("small-offer", "--decision", "outcme"), exits.USAGE, "not both versions have a decision"),
        (("small-offer@1", "small-offer@7"), exits.NOT_FOUND, "no version 7"),
        (("draft/small-offer",), exits.NOT_FOUND, "has one version"),
        (("nothing",), exits.NOT_FOUND, "has no version"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    found, out, err = ran(capsys, *arguments)
    assert (found, said in " ".join((out + err).replace("│", "").split())) == (code, True)


def test_of_a_population_it_is_said_what_is_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    named = ("--decision", "outcome", "--decision", "standing")
    code, out, _ = ran(capsys, "small-offer", "--on", "people.csv", *named)
    assert code == exits.OK
    assert "not counted, since not both publish it, or its values are of another type: standing\n" in out
    told = json.loads(ran(capsys, "small-offer", "--on", "people.csv", "--json", *named)[1])["population"]
    assert ([each["decision"] for each in told["decisions"]], told["not_counted"]) == (["outcome"], ["standing"])


def test_what_stays_unknown_is_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("draft/small-offer/v1.yaml")
    text = file.read_text(encoding="utf-8")
    formula = "formula: if open_debts > 5 then 0 else min(amount, most)\n    unknown: unknown"
    file.write_text(text.replace("formula: min(amount, most)", formula), encoding="utf-8")
    Path("all.csv").write_text("amount,verified,grade,open_debts\n1000,true,A,\n2000,true,A,0\n", encoding="utf-8")
    same = ("draft/small-offer@1", "draft/small-offer@1", "--on", "all.csv")
    assert "no row comes out otherwise in what is counted\n" in ran(capsys, *same)[1]
    decisions = {each["decision"]: each for each in json.loads(ran(capsys, *same, "--json")[1])["population"]["decisions"]}
    assert {name: each["changed"] for name, each in decisions.items()} == {"outcome": 0, "limit": 0, "crowded": 0}
    assert [(each["from"], each["to"], each["rows"]) for each in decisions["limit"]["matrix"]] == [
        ("number", "the same", 1),
        ("unknown", "unknown", 1),
    ]


def test_a_decision_of_another_type_is_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("draft/small-offer/v1.yaml")
    text = file.read_text(encoding="utf-8").replace("formula: open_debts > 5", "formula: if open_debts > 5 then 1 else 0")
    crowded = text.index("  crowded:")
    file.write_text(text[:crowded] + text[crowded:].replace("type: boolean", "type: integer\n    min: 0\n    max: 1", 1), encoding="utf-8")
    named = ("small-offer@1", "draft/small-offer@1", "--decision", "crowded")
    assert "many debts (crowded): don't know whether it comes out otherwise: its values are of another type\n" in ran(capsys, *named)[1]
    assert "多头负债（crowded）：结果是否有变未能判定：取值类型已改\n" in ran(capsys, *named, "--lang", "zh")[1]
    assert "not counted, since" in ran(capsys, *named, "--on", "people.csv")[1]
