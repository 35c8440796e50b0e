"""The store of the record: SQLite in a file, or PostgreSQL by a URL, brought to the tables of today when it is opened."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_UN, flock
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from lawbook.record.schema import HEAD
from lawbook.record.statements import Amiss, Statements, told

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 5
"""How many seconds a busy file or a silent server is waited for."""
_MADE_BY_OTHERS = {"ro", "rw"}
"""How a URI of SQLite may ask for its file, so that none is made."""
SOME_PAGES, MOST_PAGES = 1_000, 64_000
"""From how many pages on the log beside a file of SQLite is made to begin anew, and after how many SQLite does so by itself."""
IDLE = 1.0
"""After how many seconds a connection that nothing was said over is looked at before it is used."""
MOVED = "the file of the record was moved or removed"
_MIGRATING = 7_226_108
"""The number of the lock under which a PostgreSQL store is migrated."""


class StoreDown(Exception):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """The store cannot be reached, or cannot be written; *detail* says why."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


class BadStore(ValueError):  # noqa: N818 - as above
    """A URL that names no store that can be used."""


class Store:
    """An open store; *engine* hands out connections to it, and *file* is where it is kept, if in a file."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.url = engine.url
        self.file = _file(engine)
        self._opened: tuple[int, int] | None = None

    def opened(self) -> None:
        """Note which file it is that was opened."""
        self._opened = _which(self.file)

    def check_in_place(self) -> None:
        """Raise StoreDown where the file that is open stands no more where it was opened: what is written to it nobody would find."""
        if self._opened is not None and _which(self.file) != self._opened:
            raise StoreDown(MOVED)

    @property
    def told(self) -> str:
        """Where the store is, without its password."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store; raises StoreDown."""
        with told_as_down(), self.engine.connect() as connection:
            if self.url.get_backend_name() == "postgresql":
                # Otherwise each statement would see what others wrote since the one before.
                connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same connection
            with connection.begin():
                yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator["Store"]:
        """Give the store as it is at one moment, to be read by one thread for however long, while others write; raises StoreDown."""
        with self.reading() as connection:
            yield _Still(self.engine, connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose work is durable when the block ends without an error; raises StoreDown."""
        with told_as_down(), self._turn(), self.engine.connect() as connection:
            connection = connection.execution_options(lawbook_writes=True)  # noqa: PLW2901 - the same connection
            with connection.begin():
                yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for one's turn to write a file.

        Who waits for a lock is woken when it is free; SQLite itself looks again after ever longer pauses, and may look in vain for seconds.
        """
        folder = self.turns()
        try:
            if folder is not None:
                flock(folder, LOCK_EX)
            yield
        finally:
            if folder is not None:
                os.close(folder)

    def turns(self) -> int | None:
        """Open what is locked by whose turn it is to write a file; None where there are no turns."""
        if self.file is None:
            return None
        # The folder stands for the file: closing any handle of the file itself would give up the locks that SQLite has on it.
        return os.open(self.file.parent, os.O_RDONLY)

    def tidy(self) -> None:
        """Move what stands in the log beside a file of SQLite into the file: nearly all while others write, the rest when it is its turn.

        Left to itself, SQLite does it all within a commit, and everybody waits. Raises StoreDown.
        """
        if self.file is None:
            return
        with told_as_down(), self.engine.connect() as connection:
            said = Statements.within(connection)
            _, logged, _ = said.ask("PRAGMA wal_checkpoint(PASSIVE)")[0]
            if logged > SOME_PAGES:
                with self._turn():
                    said.ask("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


class _Still(Store):
    """A store of which all is read over one *connection*, within one transaction."""

    def __init__(self, engine: Engine, connection: Connection) -> None:
        super().__init__(engine)
        self._connection = connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the one connection; raises StoreDown."""
        with told_as_down():
            yield self._connection


class Writing:
    """A connection of *store* kept for writing by one thread, so that a transaction costs no more than its own statements; raises StoreDown."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder: int | None = None
        self._connection: Connection | None = None
        with told_as_down():
            self._folder = store.turns()
            self._said = self._connect()

    def _connect(self) -> Statements:
        connection = self._connection = self._store.engine.connect()
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        self._used = monotonic()
        return Statements.within(connection)

    @property
    def is_file(self) -> bool:
        """Tell whether the store is of SQLite."""
        return self._said.is_file

    @contextmanager
    def transaction(self) -> Iterator[Statements]:
        """Give what says statements whose work is durable when the block ends without an error; raises StoreDown."""
        with self.saying() as said:
            if self._folder is not None:
                flock(self._folder, LOCK_EX)
            try:
                said.do("BEGIN IMMEDIATE" if said.is_file else "BEGIN")
                try:
                    yield said
                    said.do("COMMIT")
                except BaseException:
                    with suppress(Amiss):
                        said.do("ROLLBACK")
                    raise
            finally:
                if self._folder is not None:
                    flock(self._folder, LOCK_UN)

    @contextmanager
    def saying(self) -> Iterator[Statements]:
        """Give what says statements, the work of each durable when it is done; raises StoreDown."""
        with told_as_down():
            if monotonic() - self._used > IDLE and self._connection is not None:
                # A server may have gone away and come back meanwhile; whether it has is asked when a connection is handed out.
                self._connection.close()
                self._said = self._connect()
            try:
                yield self._said
            finally:
                self._used = monotonic()

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.detach()
            with suppress(DBAPIError):
                self._connection.close()
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None


@contextmanager
def told_as_down() -> Iterator[None]:
    """Turn what a database says went wrong into StoreDown."""
    try:
        yield
    except DBAPIError as error:
        raise StoreDown(str(told(error.orig or error))) from error
    except Amiss as error:
        raise StoreDown(str(error)) from error
    except SQLAlchemyError as error:
        raise StoreDown(str(error).partition("\n")[0]) from error
    except OSError as error:
        raise StoreDown(f"{error.filename or 'the store'}: {error.strerror}") from error


def open_store(url: str, *, migrate: bool = True) -> Store:
    """Open the store at *url*, and bring its tables to those of today where *migrate*; raises BadStore and StoreDown."""
    store = Store(_engine(_url(url)))
    try:
        _prepare(store, migrate=migrate)
        store.opened()
    except BaseException:
        store.close()
        raise
    return store


def _url(url: str) -> URL:
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):
        # A password may stand anywhere in what cannot be read.
        raise BadStore(
            f"`{url.partition(':')[0]}:…` is no URL of a store; write one such as sqlite:///record.db or postgresql://user@host/name"
        ) from None
    if made.drivername in {"postgresql", "postgres"}:
        made = made.set(drivername="postgresql+psycopg")
    if made.get_backend_name() not in {"sqlite", "postgresql"}:
        raise BadStore(f"a record is kept in SQLite or PostgreSQL, not in {made.get_backend_name()}")
    return made


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={"connect_timeout": PATIENCE, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3},
        )
    except (NoSuchModuleError, ModuleNotFoundError) as missing:
        raise BadStore(f"the store needs the extra `record` ({missing}): pip install 'lawbook[record]'") from None


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: object) -> None:
        del record
        # Transactions are begun by the listener below, not by the driver, which would begin them too late.
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint={MOST_PAGES}")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("lawbook_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _file(engine: Engine) -> Path | None:
    """Find the file that is opened, also where it is named by a URI of SQLite; None of what is kept in memory, and of PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    (name,), said = engine.dialect.create_connect_args(engine.url)
    if said.get("uri") and name.startswith("file:"):
        named = urlsplit(name)
        name = ":memory:" if parse_qs(named.query).get("mode") == ["memory"] else unquote(named.path)
    return None if name in {"", ":memory:"} else Path(name)


def _which(file: Path | None) -> tuple[int, int] | None:
    """Tell the file system and the number of a file, nothing where there is none."""
    if file is None:
        return None
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare(store: Store, *, migrate: bool) -> None:
    version = _version(store)
    if version == HEAD:
        return
    if not migrate and version is None:
        raise StoreDown(f"there is no record at {store.told}; name its store with --record, or the folder that it is in with --state")
    if not migrate:
        raise StoreDown(f"the tables of {store.told} are not those of this version of lawbook")
    if store.url.get_backend_name() == "sqlite":
        _prepare_file(store)
    with store.writing() as connection:
        if store.url.get_backend_name() == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})
        _migrate(connection)


def _prepare_file(store: Store) -> None:
    """Make the file for its owner alone, and have readers and the writer of it not wait for one another."""
    with told_as_down():
        if store.file is not None and store.url.query.get("mode") not in _MADE_BY_OTHERS:
            store.file.parent.mkdir(parents=True, exist_ok=True)
            store.file.touch(mode=0o600)  # it will hold what people told of themselves; what SQLite puts beside it takes after it
    with told_as_down(), store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.execute("PRAGMA journal_mode=WAL")


def _version(store: Store) -> str | None:
    if store.file is not None and not store.file.exists():
        return None
    with store.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _migrate(connection: Connection) -> None:
    # Heavy, and needed only the first time.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
