"""What changed since a policy was adopted: here, upstream, and in both places."""

import shutil
from pathlib import Path

import pytest

from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from lawbook.library import open_library
from lawbook.operations.adopting import adopt
from lawbook.operations.upstream import Change, changes
from lawbook.problems import PolicyRejected
from support.adoption import FILES
from support.offers import write_file


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        write_file(tmp_path, f"source/{path}", text)
    write_file(tmp_path, "source/contact/rows.csv", "id,cell\nR1,5\nR2,6\n")
    adopt(open_library(tmp_path / "source"), "contact", tmp_path / "bank")
    return tmp_path / "bank" / "policies"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(bank: Path) -> list[tuple[str, str, str, str | None, str | None, str | None]]:
    found = changes(bank, bank.parents[1] / "source")
    return [(each.who, each.of, each.part, each.before, each.here, each.upstream) for each in found]


def test_nothing_has_changed_at_first(bank: Path) -> None:
    assert told(bank) == []


def test_a_value_changed_here_is_told_with_its_places(bank: Path) -> None:
    edit(bank / "shared/figures.yaml", "2026-06-01: 2}", "2026-06-01: 1}")
    assert changes(bank, None) == (
        Change(
            who="here",
            file="shared/figures.yaml",
            of="parameter calls_most",
            part="values.2026-06-01",
            before="2",
            here="1",
            upstream="2",
            places=(f"{bank}/shared/figures.yaml:9:41", f"{bank}/base/shared/figures.yaml:9:41"),
        ),
    )


def test_rules_rows_and_exceptions_are_told_by_name(bank: Path) -> None:
    edit(bank / "contact/v1.yaml", "calls > 0", "calls >= 0")
    edit(bank / "contact/v1.yaml", '["> 90", "-", LATE]', '["> 60", "-", LATE]')
    edit(bank / "contact/v1.yaml", 'when: channel = "LETTER"', 'when: channel in ("LETTER")')
    edit(bank / "contact/rows.csv", "R2,6", "R2,7")
    assert told(bank) == [
        ("here", "row R2", "", "R2,6", "R2,7", "R2,6"),
        ("here", "exception SIGNS-LETTER", "when", 'channel = "LETTER"', 'channel in ("LETTER")', 'channel = "LETTER"'),
        ("here", "rule KIND", "when", "hardship and calls > 0", "hardship and calls >= 0", "hardship and calls > 0"),
        ("here", "row ST-LATE", "", "[> 90, -, LATE]", "[> 60, -, LATE]", "[> 90, -, LATE]"),
    ]


def test_what_changed_upstream_and_in_both_places_is_told_apart(bank: Path) -> None:
    source = bank.parents[1] / "source"
    edit(source / "shared/figures.yaml", "2026-06-01: 2}", "2026-06-01: 2, 2027-01-01: 1}")
    edit(source / "shared/figures.yaml", "values: {2024-05-15: 1}", "values: {2024-05-15: 0}")
    edit(bank / "shared/figures.yaml", "values: {2024-05-15: 1}", "values: {2024-05-15: 2}")
    edit(source / "contact/v1.yaml", "zh: 联系债务人", "zh: 与债务人联系")
    edit(bank / "contact/v1.yaml", "zh: 联系债务人", "zh: 与债务人联系")
    assert told(bank) == [
        ("both alike", "the file", "title.zh", "联系债务人", "与债务人联系", "与债务人联系"),
        ("conflict", "parameter visits_most", "values.2024-05-15", "1", "2", "0"),
        ("upstream", "parameter calls_most", "values.2027-01-01", None, None, "1"),
    ]


def test_a_new_version_is_one_change(bank: Path) -> None:
    source = bank.parents[1] / "source"
    write_file(source, "contact/v2.yaml", (source / "contact/v1.yaml").read_text().replace("version: 1", "version: 2"))
    assert told(bank) == [("upstream", "the file", "", None, None, "a file that was not adopted")]


def test_a_file_that_cannot_be_read_is_refused(bank: Path) -> None:
    edit(bank / "contact/v1.yaml", "policy: contact", "policy: [")
    with pytest.raises(PolicyRejected):
        changes(bank, None)


def test_the_command_tells_conflicts_first(bank: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bank.parent)
    edit(bank / "shared/figures.yaml", "2026-06-01: 2}", "2026-06-01: 1}")
    edit(bank / "shared/figures.yaml", "values: {2024-05-15: 1}", "values: {2024-05-15: 2}")
    edit(bank.parents[1] / "source/shared/figures.yaml", "values: {2024-05-15: 1}", "values: {2024-05-15: 0}")
    assert outcome_of(["upstream", "--policies", "policies", "--from", "../source"]) == exits.OK
    assert capsys.readouterr().out.splitlines() == [
        "changed here and upstream, differently",
        "  shared/figures.yaml · parameter visits_most · values.2024-05-15",
        "    here: 1 → 2",
        "    upstream: 1 → 0",
        "    policies/shared/figures.yaml:25:26 · ../source/shared/figures.yaml:25:26 · policies/base/shared/figures.yaml:25:26",
        "changed here",
        "  shared/figures.yaml · parameter calls_most · values.2026-06-01",
        "    here: 2 → 1",
        "    policies/shared/figures.yaml:9:41 · policies/base/shared/figures.yaml:9:41",
    ]
    assert outcome_of(["upstream", "--policies", "policies", "--json"]) == exits.OK
    assert '"of": "parameter calls_most"' in capsys.readouterr().out


def test_the_command_says_when_there_is_nothing_to_tell(bank: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome_of(["upstream", "--policies", str(bank)]) == exits.OK
    assert capsys.readouterr().out == "nothing has changed since it was adopted\n"
    shutil.rmtree(bank / "base")
    assert outcome_of(["upstream", "--policies", str(bank)]) == exits.USAGE
