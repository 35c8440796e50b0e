"""`lawbook record`: what is recorded about a person is told, held, kept and erased."""

import json
from pathlib import Path

import pytest

from lawbook.cli.exits import NOT_FOUND, OK, PROBLEMS, USAGE
from lawbook.cli.main import outcome_of
from support.offers import write_file, write_offer
from support.persons import LONG_AGO, facts_of, record_loans


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return record_loans(tmp_path)


def run(state: Path, *arguments: str) -> int:
    policies = ["--policies", str(state / "policies")] if {"erase", "retention"} & set(arguments[:1]) else []
    return outcome_of(["record", *arguments, *policies, "--state", str(state)])


def sound(state: Path) -> bool:
    return outcome_of(["audit", "verify", "--state", str(state)]) == OK


@pytest.mark.parametrize(("lang", "told"), [("en", "asked for by bank"), ("zh", "调用方 bank")])
def test_what_is_recorded_about_a_person_is_told(state: Path, capsys: pytest.CaptureFixture[str], lang: str, told: str) -> None:
    assert run(state, "subject", "C-1", "--lang", lang) == OK
    out = capsys.readouterr().out
    assert told in out
    assert "欧阳Quetzal0000" in out
    assert "7731234.57" in out.replace(",", "")
    assert sound(state)


def test_what_is_recorded_about_a_person_is_told_to_programs(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(state, "hold", "C-1", "--reason", "lawsuit 7")
    capsys.readouterr()
    assert run(state, "subject", "C-1", "--json") == OK
    told = json.loads(capsys.readouterr().out)
    (decision,) = told["decisions"]
    assert (told["person"], told["erased"], [each["reason"] for each in told["holds"]]) == ("C-1", [], ["lawsuit 7"])
    assert (decision["id"], decision["facts"], decision["decision"]["outcome"]["outcome"]) == ("new", facts_of("C-1"), "approve")
    assert [decision["explanation"][lang]["lang"] for lang in ("en", "zh")] == ["en", "zh"]


def test_who_is_erased_leaves_a_tombstone(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(state, "erase", "C-2", "--reason", "asked for", "--lang", "en") == OK
    assert "C-2 is erased: 1 keys were destroyed" in capsys.readouterr().out
    assert run(state, "subject", "C-2", "--lang", "en") == OK
    out = capsys.readouterr().out
    assert f"old (personal-loan, {LONG_AGO}): erased" in out
    assert "Quetzal" not in out
    assert sound(state)
    assert outcome_of(["replay", "--state", str(state)]) == OK
    assert "1 were erased, and cannot be made again" in capsys.readouterr().out
    assert outcome_of(["audit", "export", "old", "--state", str(state)]) == NOT_FOUND
    assert "was erased" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "kept until 2031-11-21 by RET-1, Records of loans (RULE-9)"), ("zh", "依 RET-1 贷款资料须保存至 2031-11-21（RULE-9）")],
)
def test_who_must_be_kept_is_not_erased(state: Path, capsys: pytest.CaptureFixture[str], lang: str, told: str) -> None:
    assert run(state, "erase", "C-1", "--reason", "asked for", "--lang", lang) == PROBLEMS
    assert told in capsys.readouterr().err
    assert run(state, "subject", "C-1") == OK
    assert "Quetzal" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "refused: decided by personal-loan, of which"), ("zh", "未予删除：相关决定由政策 personal-loan 作出，而")]
)
def test_nobody_is_erased_by_the_rules_of_other_policies(
    state: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, told: str
) -> None:
    write_offer(tmp_path / "others")
    for person in ("C-1", "C-2"):
        asked = [
            "record",
            "erase",
            person,
            "--reason",
            "asked for",
            "--lang",
            lang,
            "--state",
            str(state),
            "--policies",
            str(tmp_path / "others"),
        ]
        assert outcome_of(asked) == PROBLEMS
        assert told in capsys.readouterr().err
    assert run(state, "erase", "C-2", "--reason", "asked for") == OK


def test_who_is_on_hold_is_not_erased(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(state, "hold", "C-2", "--reason", "lawsuit 7", "--by", "counsel") == OK
    assert run(state, "erase", "C-2", "--reason", "asked for", "--lang", "en") == PROBLEMS
    assert "lawsuit 7" in capsys.readouterr().err
    assert run(state, "retention", "--apply", "--lang", "en") == OK
    assert "on hold" in capsys.readouterr().out
    assert run(state, "hold", "C-2", "--reason", "settled", "--release", "--lang", "en") == OK
    assert "1 holds on C-2 are released" in capsys.readouterr().out
    assert run(state, "erase", "C-2", "--reason", "asked for") == OK
    assert sound(state)


def test_what_need_not_be_kept_any_longer_is_erased(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(state, "retention", "--lang", "en") == OK
    out = capsys.readouterr().out
    assert "5 keys, of which the term of 3 has ended" in out
    assert "2024-03-31" in out
    assert "no rule" in out
    assert run(state, "retention", "--apply", "--lang", "zh") == OK
    assert "已销毁 3 个密钥" in capsys.readouterr().out
    assert run(state, "retention", "--json") == OK
    told = json.loads(capsys.readouterr().out)
    assert [(each["kept_until"], each["rule"], each["policies"]) for each in told["keys"]] == [
        ("2031-11-21", "RET-1", ["personal-loan"]),
        (None, None, ["small-offer"]),
    ]
    assert sound(state)


def test_keys_are_wrapped_anew(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (state / "privacy.key").read_bytes()
    assert run(state, "rekey", "--lang", "en") == OK
    assert "6 keys are wrapped under a new master key" in capsys.readouterr().out
    assert (state / "privacy.key").read_bytes() != before
    assert run(state, "subject", "C-1") == OK
    assert sound(state)


def test_a_sealed_decision_is_exported_with_the_key_that_opens_it_alone(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = str(state / "pack.zip")
    assert outcome_of(["audit", "export", "new", "--state", str(state), "--out", pack, "--policies", str(state / "none")]) == OK
    assert outcome_of(["audit", "check", pack, "--key", str(state / "record.pub")]) == OK
    assert "decide as recorded" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("subject", "nobody"), ("erase", "nobody", "--reason", "x"), ("hold", "nobody", "--reason", "x")])
def test_who_is_not_there_is_told(state: Path, arguments: tuple[str, ...]) -> None:
    assert run(state, *arguments) == NOT_FOUND


def test_a_reason_is_needed(state: Path) -> None:
    assert run(state, "erase", "C-1") == USAGE


def test_the_record_is_not_opened_by_other_keys(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (state / "privacy.key").unlink()
    assert run(state, "subject", "C-1") == NOT_FOUND
    assert "which is not in" in capsys.readouterr().err
    assert outcome_of(["audit", "verify", "--state", str(state)]) == OK
    assert "not opened, as the master keys are not at hand" in capsys.readouterr().out


BAD = """\
    retention: 2
    rules:
      RET-1: nothing
      RET-2:
        title: {en: Loans, zh: 贷款}
        policies: [personal-lone]
        keep: {2020-01-01: five years, sometime: 2 years}
        cites: [RULE-8]
      RET-3: {keep: {}}
"""


def test_rules_of_retention_are_checked(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["check", str(state / "policies")]) == OK
    write_file(state / "policies", "retention/retention.yaml", BAD)
    capsys.readouterr()
    assert outcome_of(["check", str(state / "policies")]) == PROBLEMS
    out = capsys.readouterr().out
    for code in ("bad-number", "wrong-shape", "unknown-policy", "bad-value", "bad-date", "unknown-citation", "missing-key"):
        assert f"[{code}]" in out
    assert "did you mean `personal-loan`?" in out
    assert run(state, "retention") == PROBLEMS


def test_without_rules_nothing_is_kept_for_long_and_nothing_erased_unasked(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (state / "policies" / "retention" / "retention.yaml").unlink()
    assert run(state, "retention", "--apply", "--lang", "en") == OK
    assert "0 keys were destroyed" in capsys.readouterr().out
    assert run(state, "erase", "C-1", "--reason", "asked for") == OK
