"""The command itself: its parts put together, and what becomes of everything that can go wrong."""

import gc
import sys
import traceback
from typing import Annotated

import typer

from lawbook import __version__
from lawbook.cli import (
    adopting,
    asking,
    auditing,
    authoring,
    backing_up,
    bundling,
    checking,
    comparing,
    covering,
    deciding,
    exits,
    explaining,
    keys,
    law,
    listing,
    making_cases,
    mutating,
    noticing,
    persons,
    proving,
    publishing,
    releasing,
    serving,
    shadowing,
    testing,
    wanting,
)
from lawbook.cli.terminal import say, say_problems
from lawbook.problems import FactsRejected, PolicyRejected

app = typer.Typer(
    name="lawbook",
    help="Lending policy as data: check policies, decide with them, explain the decisions.",
    epilog=exits.EPILOG,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(asked: bool) -> None:  # noqa: FBT001 - the shape of a callback
    if asked:
        say(f"lawbook {__version__}")
        raise typer.Exit


@app.callback()
def lawbook(
    _version: Annotated[bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version and exit.")] = False,
) -> None:
    """Lending policy as data: check policies, decide with them, explain the decisions."""


app.command("check", epilog=exits.EPILOG)(checking.check)
app.command("decide", epilog=exits.EPILOG)(deciding.decide)
app.command("explain", epilog=exits.EPILOG)(explaining.explain)
app.command("why-not", epilog=exits.EPILOG)(explaining.why_not)
app.command("notice", epilog=exits.EPILOG)(noticing.notice)
app.command("new", epilog=exits.EPILOG)(authoring.new)
app.command("adopt", epilog=exits.EPILOG)(adopting.adopt)
app.command("upstream", epilog=exits.EPILOG)(adopting.upstream)
app.command("fmt", epilog=exits.EPILOG)(authoring.fmt)
app.command("try", epilog=exits.EPILOG)(asking.try_)
app.command("schema", epilog=exits.EPILOG)(authoring.schema)
app.command("list", epilog=exits.EPILOG)(listing.list_)
app.command("law", epilog=exits.EPILOG)(law.law)
app.command("test", epilog=exits.EPILOG)(testing.run_scenarios)
app.command("cover", epilog=exits.EPILOG)(covering.cover)
app.command("mutate", epilog=exits.EPILOG)(mutating.mutate)
app.command("prove", epilog=exits.EPILOG)(proving.prove)
app.command("diff", epilog=exits.EPILOG)(comparing.diff)
app.command("inputs", epilog=exits.EPILOG)(wanting.inputs)
app.command("cases", epilog=exits.EPILOG)(making_cases.cases)
app.command("docs", epilog=exits.EPILOG)(publishing.docs)
app.command("serve", epilog=exits.EPILOG)(serving.serve)
app.add_typer(releasing.release, epilog=exits.EPILOG)
app.add_typer(keys.keys, epilog=exits.EPILOG)
app.command("backup", epilog=exits.EPILOG)(backing_up.backup)
app.add_typer(auditing.audit, epilog=exits.EPILOG)
app.add_typer(bundling.bundle, epilog=exits.EPILOG)
app.add_typer(persons.record, epilog=exits.EPILOG)
app.command("replay", epilog=exits.EPILOG)(auditing.replay)
app.command("shadow", epilog=exits.EPILOG)(shadowing.shadow)


def run() -> None:
    """Run the command and end the process."""
    # Loading policies makes many nouns that stay; looking through them for garbage again and again would cost a tenth of the time.
    gc.set_threshold(200_000, 20, 20)
    sys.exit(outcome_of(sys.argv[1:]))


def outcome_of(arguments: list[str]) -> int:
    """Run the command with *arguments* and give its exit code; what is the user's to mend is told without a stack."""
    try:
        app(arguments, prog_name="lawbook")
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
