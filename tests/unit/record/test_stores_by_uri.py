"""A file of SQLite may be named as a URI; it is that file which is opened, and nothing else is made."""

import stat
from pathlib import Path

import pytest

from lawbook.record import Recorder, StoreDown, open_store


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, and give it."""
    made = tmp_path / "working"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def uri(file: Path, **said: str) -> str:
    return f"sqlite:///file:{file}?" + "&".join(f"{name}={value}" for name, value in {**said, "uri": "true"}.items())


def test_a_file_named_as_a_uri_is_made_for_its_owner_alone(tmp_path: Path, folder: Path) -> None:
    open_store(uri(tmp_path / "deep" / "record.db")).close()
    assert stat.S_IMODE((tmp_path / "deep" / "record.db").stat().st_mode) == 0o600
    assert list(folder.iterdir()) == []


def test_what_was_recorded_by_a_path_is_read_by_a_uri(tmp_path: Path, folder: Path) -> None:
    recorder = Recorder(f"sqlite:///{tmp_path}/record of all.db", "one")
    recorder.append("key-issued", {"caller": "bank"})
    recorder.close()
    store = open_store(uri(tmp_path / "record%20of%20all.db"), migrate=False)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM entries").scalar_one() == 1
    store.close()
    assert list(folder.iterdir()) == []


def test_a_file_opened_to_be_read_is_read_and_not_written(tmp_path: Path, folder: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/record.db").close()
    before = (tmp_path / "record.db").read_bytes()
    store = open_store(uri(tmp_path / "record.db", mode="ro"))
    with pytest.raises(StoreDown, match="readonly database"), store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM heads")
    store.close()
    assert (tmp_path / "record.db").read_bytes() == before
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("mode", ["ro", "rw"])
def test_a_file_that_is_not_there_is_not_made_where_the_uri_forbids_it(tmp_path: Path, mode: str) -> None:
    with pytest.raises(StoreDown, match="unable to open database file"):
        open_store(uri(tmp_path / "deep" / "record.db", mode=mode))
    assert not (tmp_path / "deep").exists()


@pytest.mark.parametrize("url", ["sqlite:///file::memory:?uri=true", "sqlite:///:memory:"])
def test_a_store_in_memory_makes_no_file(url: str, folder: Path) -> None:
    open_store(url).close()
    assert list(folder.iterdir()) == []


def test_a_colon_without_a_uri_is_part_of_the_name(folder: Path) -> None:
    open_store("sqlite:///file:record.db").close()
    assert "file:record.db" in {each.name for each in folder.iterdir()}
