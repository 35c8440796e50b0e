"""`lawbook keys`: make, list, rotate and revoke the keys of those who call the service."""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from lawbook.access.roles import EVERY_POLICY, ROLES, roles_in
from lawbook.cli import exits
from lawbook.cli.options import AsJson, day_of, policy_names
from lawbook.cli.surroundings import moment, random_bytes, record_url
from lawbook.cli.terminal import Table, say, show

if TYPE_CHECKING:
    from lawbook.access.keeping import KeysInFile
    from lawbook.access.keys import Key, Made

STATE = Path(".lawbook")
ID_BYTES_OF_WRITER = 8
CALLER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
State: TypeAlias = Annotated[
    Path, typer.Option("--state", envvar="LAWBOOK_STATE", help="The folder in which the service keeps its state.", show_default=".lawbook")
]
Id: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The id of the key, the part between `lb_` and the secret.")]

keys = typer.Typer(
    name="keys",
    help="The keys of those who call the service: make, list, rotate, revoke. A secret is shown once, and kept nowhere.",
    no_args_is_help=True,
)


@keys.command("create", epilog=exits.EPILOG)
def create(
    caller: Annotated[str, typer.Argument(metavar="CALLER", help="Who will use it; limits are per caller, logs name the caller.")],
    roles: Annotated[list[str], typer.Option("--role", help=f"One of {', '.join(ROLES)}; may be repeated.")],
    policy: Annotated[
        list[str] | None,
        typer.Option("--policy", help="A policy it may be used with, or * for all; may be repeated.", autocompletion=policy_names),
    ] = None,
    expires: Annotated[str | None, typer.Option("--expires", metavar="DATE", help="The day (UTC) from which it is no longer good.")] = None,
    rate: Annotated[int | None, typer.Option("--rate", metavar="N", min=1, help="Requests a second, in place of the service's.")] = None,
    quota: Annotated[int | None, typer.Option("--quota", metavar="N", min=1, help="Decisions a day, in place of the service's.")] = None,
    state: State = STATE,
    as_json: AsJson = False,
) -> None:
    """Make a key and show it once. It is good for nothing but its roles and policies."""
    from datetime import UTC, datetime, time  # noqa: PLC0415 - beside their use

    from lawbook.access.keys import ID_BYTES, SECRET_BYTES, Key, made  # noqa: PLC0415

    unknown = sorted(set(roles) - set(ROLES))
    if unknown:
        raise typer.BadParameter(f"`{unknown[0]}` is no role; there are {', '.join(ROLES)}", param_hint="--role")
    if CALLER.fullmatch(caller) is None:
        raise typer.BadParameter(f"`{caller}` must be up to 64 letters, digits and . _ @ -, such as payments", param_hint="CALLER")
    if not policy and set(roles) != {"operator"}:
        raise typer.BadParameter(f"name the policies it may be used with, or '{EVERY_POLICY}' for all", param_hint="--policy")
    end = None if expires is None else datetime.combine(day_of(expires, "--expires"), time(), UTC)
    named = frozenset(policy or ())
    bare = Key(
        id=random_bytes(ID_BYTES).hex(), caller=caller, digest="", roles=roles_in(roles), policies=named, created=moment(),
        expires=end, rate=rate, quota=quota,
    )  # fmt: skip
    new = made(bare, random_bytes(SECRET_BYTES))
    _kept(state).keep(new.key)
    _note(state, "key-made", new.key)
    _hand_over(new, as_json=as_json)


@keys.command("list", epilog=exits.EPILOG)
def list_(state: State = STATE, as_json: AsJson = False) -> None:
    """List every key, without secrets: whose it is, what it is good for, and how it stands."""
    told = [_told(key) for key in _kept(state).all()]
    if as_json:
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
    elif not told:
        say("there are no keys; make one with: lawbook keys create CALLER --role decider --policy '*'")
    else:
        columns = ("id", "caller", "state", "roles", "policies", "created", "expires", "successor")
        show(Table("Keys", tuple(tuple(_cell(each[name]) for name in columns) for each in told), columns))


@keys.command("rotate", epilog=exits.EPILOG)
def rotate(
    id_: Id,
    grace: Annotated[float, typer.Option("--grace", metavar="HOURS", min=0, help="How long the old key goes on being good.")] = 24,
    state: State = STATE,
    as_json: AsJson = False,
) -> None:
    """Make the key that takes the place of another, and show it once; both are good for a while, so that nothing stands still."""
    from lawbook.access.keys import ID_BYTES, SECRET_BYTES, rotated  # noqa: PLC0415 - beside its use

    kept = _kept(state)
    old, new = rotated(
        _active(kept, id_), random_bytes(ID_BYTES).hex(), random_bytes(SECRET_BYTES), moment(), timedelta(hours=grace)
    )  # fmt: skip
    kept.keep(old, new.key)
    _note(state, "key-rotated", old)
    _hand_over(new, as_json=as_json)


@keys.command("revoke", epilog=exits.EPILOG)
def revoke(id_: Id, state: State = STATE) -> None:
    """Make a key good for nothing; running services heed it within LAWBOOK_KEY_SECONDS (5 unless set)."""
    kept = _kept(state)
    revoked = replace(_found(kept, id_), revoked=moment())
    kept.keep(revoked)
    _note(state, "key-revoked", revoked)
    say(f"{id_} is revoked")


def _kept(state: Path) -> "KeysInFile":
    from lawbook.access.keeping import KeysInFile  # noqa: PLC0415 - sqlite is loaded only by those who need it

    return KeysInFile(state)


def _note(state: Path, kind: str, key: "Key") -> None:
    """Enter into the record what happened to *key*; what cannot be entered is told, and holds for the key all the same."""
    from lawbook.operations.access_events import record_key_event  # noqa: PLC0415 - beside its use

    trouble = record_key_event(record_url(), state, kind, key, moment(), f"keys-{random_bytes(ID_BYTES_OF_WRITER).hex()}")
    if trouble is not None:
        say(f"this is not entered into the record: {trouble}", colour="yellow", to_error=True)


def _found(kept: "KeysInFile", id_: str) -> "Key":
    key = kept.find(id_)
    if key is None:
        say(f"there is no key `{id_}`; `lawbook keys list` tells those there are", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND)
    return key


def _active(kept: "KeysInFile", id_: str) -> "Key":
    from lawbook.access.keys import state_of  # noqa: PLC0415 - beside its use

    key = _found(kept, id_)
    state = state_of(key, moment())
    if state != "active" or key.successor is not None:
        became = f"has its successor {key.successor}" if key.successor is not None else f"is {state}"
        raise typer.BadParameter(f"`{id_}` {became}; make a new key instead", param_hint="ID")
    return key


def _hand_over(new: "Made", *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"key": new.token, **_told(new.key)}) + "\n")
        return
    say(new.token)
    say("this key is shown once; keep it where only its caller can read it", colour="yellow", to_error=True)


def _told(key: "Key") -> dict[str, object]:
    from lawbook.access.keys import state_of  # noqa: PLC0415 - beside its use

    times = {"created": key.created, "expires": key.expires, "revoked": key.revoked}
    return {
        "id": key.id,
        "caller": key.caller,
        "state": state_of(key, moment()),
        "roles": sorted(key.roles),
        "policies": sorted(key.policies),
        **{name: None if when is None else when.isoformat(timespec="seconds") for name, when in times.items()},
        "successor": key.successor,
        "rate": key.rate,
        "quota": key.quota,
    }


def _cell(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(map(str, value)) or "-"
    return "-" if value is None else str(value)
