"""`lawbook notice` writes what a customer is told."""

import json
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of

ROOT = Path(__file__).parents[3]
NOTICE = ["notice", "german-instalment", "policies/german-instalment/examples/decline.json", "--as-of", "2026-11-21"]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_a_notice_is_text_to_be_sent(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of([*NOTICE, "--lang", "zh"]) == exits.OK
    written = capsys.readouterr().out
    assert written.startswith("您的申请未获批准。\n\n依据《德国分期贷款》于2026年11月21日作出决定")
    assert "GI-" not in written


def test_it_tells_what_would_change_it_where_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of([*NOTICE, "--lang", "en", "--what-would-change", "--json"]) == exits.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["outcome"], len(told["reasons"])) == (["We cannot approve your application."], 4)
    assert told["would_change"]["ended"] == "none"


@pytest.mark.parametrize(
    ("options", "told"), [(["--want", "approve"], "it needs --what-would-change"), (["--what-would-change", "--want", "aprove"], "approve")]
)
def test_a_wish_that_means_nothing_is_a_wrong_call(options: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of([*NOTICE, *options]) == exits.USAGE
    assert told in " ".join(capsys.readouterr().err.replace("│", " ").split())
