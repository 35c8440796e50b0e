"""`lawbook backup`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.keys import STATE, State
from lawbook.cli.stores import MasterFile, RecordUrl
from lawbook.cli.surroundings import record_key
from lawbook.cli.terminal import say

FILE_URL = "sqlite:///"


def backup(
    to: Annotated[Path, typer.Argument(metavar="TO", help="The folder to copy into; it must be new or empty.")],
    record: RecordUrl = None,
    privacy_key: MasterFile = None,
    state: State = STATE,
) -> None:
    """Copy keys and record while the service goes on; to restore, put the copy in place of the state folder and start the service.

    A record that is kept in PostgreSQL is not in it: pg_dump copies that. Nor are keys that are kept outside of the state folder: it is
    told which.
    """
    from lawbook.operations.backing_up import back_up  # noqa: PLC0415 - sqlite is loaded only by those who need it

    file = Path(record.removeprefix(FILE_URL).partition("?")[0]) if record is not None and record.startswith(FILE_URL) else None
    if file is not None and not file.is_file():
        say(f"there is no record at {record}", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND)
    for name in back_up(state, to, file):
        say(str(to / name))
    for missing in _left_out(state, record, privacy_key):
        say(missing, colour="yellow", to_error=True)


def _left_out(state: Path, record: str | None, masters: Path | None) -> Iterator[str]:
    """Say what the copy lacks to be whole."""
    if record is not None and record.startswith("postgres"):
        yield "not copied: the record, which is on a server; copy it by pg_dump, after this"
    if masters is not None and masters.parent.resolve() != state.resolve():
        yield f"not copied: the master keys in {masters}, without which nothing that tells of persons can be read; keep a copy of them apart from this one"
    signing = record_key()
    if signing is not None and signing.parent.resolve() != state.resolve():
        yield f"not copied: the key that signs checkpoints, {signing}; keep a copy of it apart from this one"
