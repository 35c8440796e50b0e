"""The store of decisions and its keys, opened for a command, and what is wrong with them told in the user's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from lawbook.cli import exits
from lawbook.cli.surroundings import moment, random_bytes, record_key
from lawbook.cli.terminal import say

if TYPE_CHECKING:
    from lawbook.record.master_keys import MasterKeys
    from lawbook.record.recorder import Recorder
    from lawbook.record.store import Store

RecordUrl: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--record", envvar="LAWBOOK_RECORD", metavar="URL", help="The store of decisions.", show_default="record.db in the state folder"
    ),
]
MasterFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--privacy-key",
        envvar="LAWBOOK_PRIVACY_KEY",
        metavar="FILE",
        help="The master keys, which open what is told of persons.",
        show_default="privacy.key in the state folder",
    ),
]
WRITER_BYTES = 8


@contextmanager
def opened(record: str | None, state: Path) -> "Iterator[Store]":
    """Open the store that is meant, without changing it."""
    with troubles_told():
        from lawbook.record import open_store  # noqa: PLC0415 - heavy, and an extra

        store = open_store(record or f"sqlite:///{state}/record.db", migrate=False)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def recording(record: str | None, state: Path) -> "Iterator[Recorder]":
    """Open the record to write to; what is written is signed at once."""
    with troubles_told():
        from lawbook.record import Checkpointer, Recorder, signer_in  # noqa: PLC0415 - heavy, and an extra

        signer = signer_in(record_key() or state / "record.key")
        signing = Checkpointer(signer, now=moment, every=0, kept=state / "checkpoints.ndjson")
        writer = f"release-{random_bytes(WRITER_BYTES).hex()}"
        recorder = Recorder(record or f"sqlite:///{state}/record.db", writer, after_commit=signing)
        try:
            yield recorder
        finally:
            recorder.close()


@contextmanager
def troubles_told() -> Iterator[None]:
    """Tell what is wrong with a store or a key in words, and end with the exit code for it."""
    try:
        from lawbook.record import BadKey, BadStore, StoreDown  # noqa: PLC0415 - heavy, and an extra
    except ImportError as error:
        say(f"the record needs the extra `record` ({error.name} is missing): pip install 'lawbook[record]'", colour="red", to_error=True)
        raise typer.Exit(exits.USAGE) from None
    try:
        yield
    except (BadStore, BadKey) as bad:
        say(str(bad), colour="red", to_error=True)
        raise typer.Exit(exits.USAGE) from None
    except StoreDown as down:
        say(f"the store cannot be used: {down.detail}", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND) from None


def masters_in(state: Path, file: Path | None = None) -> "MasterKeys":
    """Give the master keys in *file*, or in the folder *state*."""
    from lawbook.record.master_keys import MasterKeys  # noqa: PLC0415 - an extra

    return MasterKeys(file or state / "privacy.key")
