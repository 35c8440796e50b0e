from datetime import date
from pathlib import Path

import pytest

from lawbook import Library, NoSuchPolicy, PolicyRejected, inspect_library, open_library
from lawbook.library import fingerprint, library_files, open_version
from support.offers import write_file, write_offer


def codes(root: Path) -> list[tuple[str, str]]:
    inspection = inspect_library(root, today=date(2026, 11, 21))
    return [(problem.code, str(Path(problem.where.file).relative_to(root))) for problem in inspection.problems]


def test_a_sound_folder_is_opened(tmp_path: Path) -> None:
    write_offer(tmp_path)
    inspection = inspect_library(tmp_path)
    assert (inspection.problems, inspection.files) == ((), 1)
    assert repr(open_library(str(tmp_path))) == f"<library {tmp_path}: small-offer>"


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    write_offer(tmp_path)
    write_file(tmp_path, "a/v1.yaml", "policy: [")
    write_file(tmp_path, "b/v1.yaml", "nothing: here")
    with pytest.raises(PolicyRejected) as rejection:
        open_library(tmp_path)
    assert {Path(problem.where.file).parent.name for problem in rejection.value.problems} == {"a", "b"}


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert codes(tmp_path / "nowhere") == [("nothing-here", ".")]


def test_a_folder_without_policies_is_a_problem(tmp_path: Path) -> None:
    write_file(tmp_path, "law/cn.yaml", "language: 1\nregister: law/cn\nrows: {}\n")
    assert ("nothing-here", ".") in codes(tmp_path)


def test_files_that_are_no_policies_are_left_alone(tmp_path: Path) -> None:
    write_offer(tmp_path)
    for path in (".git/x.yaml", "small-offer/data/x.yaml", "schema/x.yaml", "small-offer/examples/x.yaml", "small-offer/README.md"):
        write_file(tmp_path, path, "whatever: [")
    assert codes(tmp_path) == []


def test_the_ending_yml_is_refused(tmp_path: Path) -> None:
    write_offer(tmp_path)
    write_file(tmp_path, "small-offer/v2.yml", "")
    assert codes(tmp_path) == [("wrong-folder", "small-offer/v2.yml")]


def test_a_file_that_is_no_text_is_a_problem_with_its_place(tmp_path: Path) -> None:
    write_offer(tmp_path)
    (tmp_path / "small-offer" / "rates.csv").write_bytes(b"id,a\nx,\xff\n")
    (tmp_path / "small-offer" / "v2.yaml").write_bytes(b"\xff")
    assert codes(tmp_path) == [("unreadable-file", "small-offer/rates.csv"), ("unreadable-file", "small-offer/v2.yaml")]


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    write_offer(tmp_path)
    (tmp_path / "small-offer" / "v2.yaml").symlink_to(tmp_path / "gone")
    assert codes(tmp_path) == [("unreadable-file", "small-offer/v2.yaml")]


def test_one_version_can_be_opened_whatever_is_wrong_elsewhere(tmp_path: Path) -> None:
    write_offer(tmp_path, 1, "2026-01-01")
    file = write_offer(tmp_path, 2, "2026-06-01")
    file.write_text(file.read_text(encoding="utf-8").replace("amount > most", "amonut > most"), encoding="utf-8")
    write_file(tmp_path, "other/v1.yaml", "policy: [")
    first = open_version(tmp_path, "small-offer", as_of=date(2026, 5, 31))
    assert (first.version, first.policy.until) == (1, date(2026, 6, 1).toordinal())
    assert open_version(tmp_path, "small-offer", as_of=date(2026, 11, 21), version=1).version == 1
    with pytest.raises(PolicyRejected, match="amonut"):
        open_version(tmp_path, "small-offer", as_of=date(2026, 6, 1))


@pytest.mark.parametrize("name", ["german-instalment", "underwriting", "dunning-tier"])
def test_one_version_opened_alone_is_the_same_as_among_all(name: str, shipped: Library) -> None:
    day = date(2026, 11, 21)
    assert open_version("policies", name, as_of=day).policy == shipped.policy(name, as_of=day).policy


@pytest.fixture(scope="module")
def shipped() -> Library:
    return open_library("policies")


@pytest.mark.parametrize(
    ("name", "day", "version"),
    [
        ("small-ofer", "2026-11-21", None),
        ("shared", "2026-11-21", None),
        ("small-offer", "2025-01-01", None),
        ("small-offer", "2026-11-21", 3),
    ],
)
def test_one_version_that_is_not_there_is_told_as_for_the_whole_library(tmp_path: Path, name: str, day: str, version: int | None) -> None:
    write_offer(tmp_path)
    (tmp_path / "shared").mkdir()
    with pytest.raises(NoSuchPolicy) as alone:
        open_version(tmp_path, name, as_of=date.fromisoformat(day), version=version)
    with pytest.raises(NoSuchPolicy) as together:
        open_library(tmp_path).policy(name, as_of=date.fromisoformat(day), version=version)
    assert str(alone.value) == str(together.value)


def test_warnings_are_kept_and_stop_nothing(tmp_path: Path) -> None:
    file = write_offer(tmp_path)
    text = file.read_text().replace(
        "    cites: [internal]\n\nreasons", "    cites: [internal]\n    verified_through: 2026-02-01\n\nreasons"
    )
    file.write_text(text)
    assert [problem.code for problem in open_library(tmp_path, today=date(2026, 11, 21)).warnings] == ["parameter-past-review"]


def test_rows_of_a_table_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    file = write_offer(tmp_path)
    inline = '      rows:\n        ST-1: ["A, B", good]\n        ST-2: [C, weak]\n'
    file.write_text(file.read_text().replace(inline, "      rows: standings.csv\n"))
    rows = write_file(tmp_path, "small-offer/standings.csv", 'id,grade,standing\nST-1,"A, B",good\nST-2,C,weak\n')
    assert codes(tmp_path) == []
    rows.write_text('id,grade,standing\nST-1,"A, B",good\nST-2,D,weak\n')
    assert codes(tmp_path)[0][1] == "small-offer/standings.csv"


def test_a_fingerprint_changes_with_any_file(tmp_path: Path) -> None:
    file = write_offer(tmp_path)
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    file.write_text(file.read_text() + "# more\n")
    edited = fingerprint(tmp_path)
    write_offer(tmp_path, 2, "2027-01-01")
    added = fingerprint(tmp_path)
    assert len({before, edited, added}) == 3
    assert fingerprint(tmp_path / "nowhere") == "No such file or directory"


def test_files_are_found_in_order_of_path(tmp_path: Path) -> None:
    for path in ("b/v1.yaml", "a/rows.csv", "law/cn.yaml", "a/v1.yaml"):
        write_file(tmp_path, path, "")
    assert [found.path for found in library_files(tmp_path)] == ["a/rows.csv", "a/v1.yaml", "b/v1.yaml", "law/cn.yaml"]
    assert [found.path for found in library_files(tmp_path, only="b")] == ["b/v1.yaml", "law/cn.yaml"]
