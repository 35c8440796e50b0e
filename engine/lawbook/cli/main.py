"""The command itself: its parts put together, and what becomes of everything that can go wrong."""

import gc
import sys
import traceback
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.terminal import say, say_problems
from lawbook.problems import FactsRejected, PolicyRejected

COMMANDS = {
    "check": "checking.check",
    "decide": "deciding.decide",
    "explain": "explaining.explain",
    "why-not": "explaining.why_not",
    "notice": "noticing.notice",
    "new": "authoring.new",
    "adopt": "adopting.adopt",
    "upstream": "adopting.upstream",
    "fmt": "authoring.fmt",
    "try": "asking.try_",
    "schema": "authoring.schema",
    "list": "listing.list_",
    "law": "law.law",
    "test": "testing.run_scenarios",
    "cover": "covering.cover",
    "mutate": "mutating.mutate",
    "prove": "proving.prove",
    "diff": "comparing.diff",
    "inputs": "wanting.inputs",
    "cases": "making_cases.cases",
    "docs": "publishing.docs",
    "serve": "serving.serve",
    "release": "releasing.release",
    "keys": "keys.keys",
    "backup": "backing_up.backup",
    "audit": "auditing.audit",
    "bundle": "bundling.bundle",
    "record": "persons.record",
    "replay": "auditing.replay",
    "shadow": "shadowing.shadow",
}
"""Every command, in the order in which help lists them, and where in this room it stands: what is asked for alone is loaded alone."""


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - the shape of a callback
    if asked:
        say(f"lawbook {__version__}")
        raise typer.Exit


def lawbook(
    _version: Annotated[bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version and exit.")] = False,
) -> None:
    """Lending policy as data: check policies, decide with them, explain the decisions."""


def app_with(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Put together the command that has the commands *names*."""
    app = typer.Typer(
        name="lawbook",
        help="Lending policy as data: check policies, decide with them, explain the decisions.",
        epilog=exits.EPILOG,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(lawbook)
    for name in names:
        room, _, inside = COMMANDS[name].partition(".")
        found = getattr(import_module(f"lawbook.cli.{room}"), inside)
        if isinstance(found, typer.Typer):
            app.add_typer(found, epilog=exits.EPILOG)
        else:
            app.command(name, epilog=exits.EPILOG)(found)
    return app


def run() -> None:
    """Run the command and end the process."""
    # Loading policies makes many nouns that stay; looking through them for garbage again and again would cost a tenth of the time.
    gc.set_threshold(200_000, 20, 20)
    code = outcome_of(sys.argv[1:])
    gc.freeze()  # nor is there any use in looking through them when the process ends
    sys.exit(code)


def outcome_of(arguments: list[str]) -> int:
    """Run the command with *arguments* and give its exit code; what is the user's to mend is told without a stack."""
    asked = [name for name in arguments[:1] if name in COMMANDS]
    try:
        app_with(asked or COMMANDS)(arguments, prog_name="lawbook")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else exits.OK
    except BrokenPipeError:
        return _quiet()
    except OSError as error:
        say(f"{error.filename or 'a file'}: {error.strerror}", colour="red", to_error=True)
        return exits.NOT_FOUND
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last stop: what is not the user's to mend is told as a fault, with its stack
        return _told(error)
    return exits.OK


def _told(error: Exception) -> int:
    """Tell what went wrong in the user's words, and give the exit code for it."""
    from lawbook.library.absence import NoSuchPolicy  # noqa: PLC0415 - needed only once something is amiss

    match error:
        case PolicyRejected():
            say_problems(error.problems, to_error=True)
            return exits.PROBLEMS
        case FactsRejected():
            say_problems(error.problems, to_error=True)
            return exits.BAD_FACTS
        case NoSuchPolicy():
            say(str(error), colour="red", to_error=True)
            return exits.NOT_FOUND
        case _:
            traceback.print_exception(error)
            say(
                "this is a fault of lawbook, not of your policies or facts; please report it with the lines above",
                colour="red",
                to_error=True,
            )
            return exits.FAULT


def _quiet() -> int:
    """End without complaint when whoever reads our output has stopped reading."""
    sys.stdout = None
    return exits.OK
