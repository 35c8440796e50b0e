"""`lawbook backup`."""

from pathlib import Path
from typing import Annotated

import typer

from lawbook.cli.keys import STATE, State
from lawbook.cli.terminal import say


def backup(
    to: Annotated[Path, typer.Argument(metavar="TO", help="The folder to copy into; it must be new or empty.")], state: State = STATE
) -> None:
    """Copy keys and record while the service goes on; to restore, put the copy in place of the state folder and start the service.

    A record that is kept in PostgreSQL is not in it: pg_dump copies that.
    """
    from lawbook.operations.backing_up import back_up  # noqa: PLC0415 - sqlite is loaded only by those who need it

    for name in back_up(state, to):
        say(str(to / name))
