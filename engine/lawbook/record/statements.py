"""Statements said to the driver itself, within a transaction: what every decision waits for is not put together anew each time.

Putting a statement together and running it through a toolkit costs several times what the database itself does for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table

ROWS_AT_ONCE = 1_000
"""How many rows one statement inserts at most; SQLite has a limit on parameters."""
KEPT = 4_096


class Amiss(Exception):  # noqa: N818 - `store` tells it as StoreDown
    """What a database said went wrong, in its words."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Says statements, with a question mark for each value, over the *raw* connection of a driver; *error* is what the driver raises."""

    raw: Any
    is_file: bool
    error: type[Exception]

    @classmethod
    def within(cls, connection: Connection) -> "Statements":
        """Say statements within the transaction of *connection*."""
        return cls.over(connection.connection.driver_connection, connection.dialect)

    @classmethod
    def over(cls, raw: object, dialect: Dialect) -> "Statements":
        """Say statements over a connection of the driver of *dialect*."""
        return cls(raw, dialect.name == "sqlite", dialect.loaded_dbapi.Error)

    def ask(self, said: str, values: Sequence[object] = ()) -> list[Any]:
        """Give the rows that come of a statement; raises Amiss."""
        try:
            found: list[Any] = self.raw.execute(said if self.is_file else _marked(said), values).fetchall()
        except self.error as error:
            raise told(error) from error
        return found

    def do(self, said: str, values: Sequence[object] = ()) -> int:
        """Give how many rows a statement touched; raises Amiss."""
        try:
            touched: int = self.raw.execute(said if self.is_file else _marked(said), values).rowcount
        except self.error as error:
            raise told(error) from error
        return touched

    def insert(self, table: Table, rows: Sequence[Sequence[object]]) -> None:
        """Insert *rows* by as few statements as may be; raises Amiss.

        The driver of SQLite lets go of the interpreter for every row that it is given one by one, and may then wait for it behind all
        threads that have something to do.
        """
        for begin in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[begin : begin + ROWS_AT_ONCE]
            self.do(_insertion(table.name, tuple(table.columns.keys()), len(some)), [value for row in some for value in row])

    def insert_new(self, table: Table, returned: str, rows: Sequence[Sequence[object]]) -> set[Any]:
        """Insert those of *rows* that nothing stands in the way of, and give of each the column *returned*; raises Amiss."""
        made: set[Any] = set()
        for begin in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[begin : begin + ROWS_AT_ONCE]
            said = f"{_insertion(table.name, tuple(table.columns.keys()), len(some))} ON CONFLICT DO NOTHING RETURNING {returned}"
            made.update(row[0] for row in self.ask(said, [value for row in some for value in row]))
        return made


def told(error: Exception) -> Amiss:
    """Give the first line of what a driver says."""
    return Amiss(str(error).strip().partition("\n")[0])


def marks(many: int) -> str:
    """Give a mark for each of *many* values."""
    return ", ".join(["?"] * many)


@lru_cache(maxsize=KEPT)
def _marked(said: str) -> str:
    return said.replace("?", "%s")


@lru_cache(maxsize=KEPT)
def _insertion(table: str, columns: tuple[str, ...], rows: int) -> str:
    row = f"({marks(len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"  # noqa: S608 - marks and our own names
