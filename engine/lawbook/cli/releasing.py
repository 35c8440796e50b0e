"""`lawbook release`: submit, gate, approve, release, withdraw, roll back; and look at what is released."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.comparing import needs_solver
from lawbook.cli.keys import STATE, State
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, language_of, open_policies
from lawbook.cli.progress import counting
from lawbook.cli.releasing_told import tell_gate, tell_list, tell_release, tell_served
from lawbook.cli.stores import RecordUrl, opened, recording
from lawbook.cli.suites import open_suite
from lawbook.cli.surroundings import moment, today
from lawbook.cli.terminal import say

if TYPE_CHECKING:
    from lawbook.access.keys import Key
    from lawbook.operations.releasing.states import Actor
    from lawbook.operations.releasing.steps import Doing
    from lawbook.operations.releasing.stories import Release, Served
    from lawbook.record.recorder import Recorder

As: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--as",
        envvar="LAWBOOK_AS",
        metavar="KEYFILE",
        help="The file with the key of whoever does this; whose it is and what it is good for is looked up, never claimed.",
    ),
]
Number: TypeAlias = Annotated[int, typer.Argument(metavar="RELEASE", min=1, help="The number of the release.")]
Reason: TypeAlias = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the record for good.")]

release = typer.Typer(
    name="release",
    help="Release policies: submitted by one person, gated, approved by another, released. Each step stands in the record.",
    epilog=exits.EPILOG,
    no_args_is_help=True,
)


@release.command("submit", epilog=exits.EPILOG)
def submit(
    names: Annotated[
        list[str], typer.Argument(metavar="POLICY[@VERSION]...", help="What to submit together; without a version all that there are.")
    ],
    who: As,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What it is for, to be read by the approver.")] = None,
    policies: Policies = ROOT,
    record: RecordUrl = None,
    state: State = STATE,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Submit policies as they stand in the folder: their texts, and all that they use, are kept from now on.

        lawbook release submit dunning-tier@3 --as ~/.lawbook-key --note "contact hours of the new rules"

    What is released already cannot be changed, only followed by a next version or by values of parameters for days to come.
    """
    wanted = _wanted(names)
    library = open_policies(policies)
    with _doing(record, state, who, policies=tuple(wanted)) as (recorder, doing):
        from lawbook.operations.releasing.steps import submit as submitted  # noqa: PLC0415 - heavy

        made = submitted(recorder, doing, library.files, wanted, today(), note)
    _tell(made, as_json=as_json, lang=language_of(lang))


@release.command("gate", epilog=exits.EPILOG)
def gate(
    number: Number,
    who: As,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write the review page.", show_default="release-N.html")
    ] = None,
    on: Annotated[
        Path | None,
        typer.Option("--on", metavar="FILE", help="A population (CSV or NDJSON) to decide before and after.", show_default=False),
    ] = None,
    columns: Annotated[Path | None, typer.Option("--columns", help="The YAML file that maps the columns of --on to facts.")] = None,
    features: Annotated[
        list[Path] | None,
        typer.Option("--features", metavar="PATH", help="Scenarios.", show_default="the folder features beside the policies"),
    ] = None,
    threshold: Annotated[
        str, typer.Option("--threshold", metavar="LEAST", help="What scenarios must reach; the page says where it is less than usual.")
    ] = "rows=100,conditions=90",
    noticed: Annotated[
        float, typer.Option("--noticed", metavar="LEAST", min=0, max=100, help="Least share of changes noticed, in percent.")
    ] = 90,
    unsettled: Annotated[bool, typer.Option("--unsettled", help="Pass invariants of which nothing is known; the page says so.")] = False,
    seconds: Annotated[float, typer.Option("--seconds", metavar="N", min=0.01, help="How long each question to the solver may take.")] = 10,
    minutes: Annotated[float, typer.Option("--minutes", metavar="N", min=0.01, help="How long all of it may take.")] = 30,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help="How many processes try changes.", show_default="one for each processor"),
    ] = None,
    policies: Policies = ROOT,
    record: RecordUrl = None,
    state: State = STATE,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Run the gate on what was submitted: check --strict, scenarios, coverage, mutation, proofs, differences, population.

    All of it is told on one review page, in both languages, whose hash stands in the record. Needs pip install 'lawbook[prove,spec,docs]'.
    """
    needs_solver()
    suite = open_suite(policies, features)
    from lawbook.operations.releasing import running_gates  # noqa: PLC0415 - heavy

    bars = running_gates.bars_of(threshold, noticed, seconds, minutes, jobs or os.cpu_count() or 1, settled=not unsettled)
    if bars is None:
        raise typer.BadParameter("write it as rows=100,conditions=90,boundaries=80", param_hint="--threshold")
    population = None if on is None else running_gates.Population(on, columns, policies)
    with _doing(record, state, who, number) as (recorder, doing):
        asked = running_gates.Run(suite, bars, today(), population)
        made, gated = running_gates.gate(recorder, doing, number, asked, time.monotonic, counting)
    file = out or Path(f"release-{number}.html")
    file.write_bytes(gated.page)
    if as_json:
        sys.stdout.write(gated.report.decode() + "\n")
    else:
        tell_gate(gated, file, language_of(lang))
        tell_release(made, language_of(lang))
    raise typer.Exit(exits.OK if gated.passed else exits.PROBLEMS)


@release.command("approve", epilog=exits.EPILOG)
def approve(
    number: Number,
    who: As,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="The review page that was read: nothing is approved if the gate was run again since."),
    ] = None,
    record: RecordUrl = None,
    state: State = STATE,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Approve a release whose gate passed, after reading its review page. Its author cannot, with whatever key."""
    from hashlib import sha256  # noqa: PLC0415 - beside its use

    read = None if page is None else sha256(page.read_bytes()).hexdigest()
    with _doing(record, state, who, number) as (recorder, doing):
        from lawbook.operations.releasing.steps import approve as approved  # noqa: PLC0415 - heavy

        made = approved(recorder, doing, number, read)
    _tell(made, as_json=as_json, lang=language_of(lang))


@release.command("release", epilog=exits.EPILOG)
def put_into_force(
    number: Number, who: As, record: RecordUrl = None, state: State = STATE, as_json: AsJson = False, lang: Lang = None
) -> None:
    """Release what was approved: services that serve what is released take it up within a second."""
    with _doing(record, state, who, number) as (recorder, doing):
        from lawbook.operations.releasing.steps import put_into_force as put  # noqa: PLC0415 - heavy

        served = put(recorder, doing, number, today())
    _tell_served(served, as_json=as_json, lang=language_of(lang))


@release.command("withdraw", epilog=exits.EPILOG)
def withdraw(
    number: Number, who: As, reason: Reason, record: RecordUrl = None, state: State = STATE, as_json: AsJson = False, lang: Lang = None
) -> None:
    """Take back a submission; or take what is released out of service, with nothing in its place (see rollback)."""
    with _doing(record, state, who, number, reason=reason) as (recorder, doing):
        from lawbook.operations.releasing.steps import withdraw as withdrawn  # noqa: PLC0415 - heavy

        made = withdrawn(recorder, doing, number, today())
    _tell(made, as_json=as_json, lang=language_of(lang))


@release.command("rollback", epilog=exits.EPILOG)
def rollback(
    who: As,
    reason: Reason,
    names: Annotated[list[str] | None, typer.Argument(metavar="[POLICY]...", help="The policies to put back.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--everything", help="Put back all that is released.")] = False,
    to: Annotated[
        int | None, typer.Option("--to", metavar="RELEASE", min=1, help="The release to go back to.", show_default="the one before")
    ] = None,
    record: RecordUrl = None,
    state: State = STATE,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Put back what was released before, in one action and without a gate: it passed one when it was released.

    lawbook release rollback dunning-tier --as ~/.lawbook-key --reason "declines borrowers in arrears of one day"
    """
    if bool(names) == everything:
        raise typer.BadParameter("name the policies to put back, or say --everything", param_hint="POLICY")
    with _doing(record, state, who, policies=tuple(names or ("*",)), reason=reason) as (recorder, doing):
        from lawbook.operations.releasing.steps import roll_back  # noqa: PLC0415 - heavy

        served = roll_back(recorder, doing, names or (), to, today())
    _tell_served(served, as_json=as_json, lang=language_of(lang))


@release.command("list", epilog=exits.EPILOG)
def list_(record: RecordUrl = None, state: State = STATE, as_json: AsJson = False, lang: Lang = None) -> None:
    """List every release and how it stands, and what is released now."""
    with opened(record, state) as store:
        from lawbook.operations.releasing.stories import all_releases, served_now  # noqa: PLC0415 - heavy
        from lawbook.operations.releasing.told import release_to_json, served_to_json  # noqa: PLC0415

        every, served = all_releases(store), served_now(store)
    if as_json:
        _write({"released": served_to_json(served), "releases": [release_to_json(each) for each in every]})
    else:
        tell_list(every, served, language_of(lang))


@release.command("show", epilog=exits.EPILOG)
def show(
    number: Number,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE", help="Write the review page of its last gate there.", show_default=False)
    ] = None,
    record: RecordUrl = None,
    state: State = STATE,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Tell the story of one release, step by step, and write out its review page."""
    with opened(record, state) as store, _refusals():
        from lawbook.operations.releasing.stories import find_release  # noqa: PLC0415 - heavy
        from lawbook.record.stepping import find_text  # noqa: PLC0415

        found = find_release(store, number)
        text = None if found.gate is None else find_text(store, found.gate.page)
    if page is not None:
        if text is None:
            say(f"the gate of release {number} was not run; run it with: lawbook release gate {number}", colour="red", to_error=True)
            raise typer.Exit(exits.NOT_FOUND)
        page.write_bytes(text)
    _tell(found, as_json=as_json, lang=language_of(lang))


@release.command("export", epilog=exits.EPILOG)
def export(
    to: Annotated[Path, typer.Argument(metavar="TO", help="The folder to write to; it must be new or empty.")],
    record: RecordUrl = None,
    state: State = STATE,
) -> None:
    """Write the texts of all that is released into a folder: to be looked at, or to make a signed bundle of."""
    with opened(record, state) as store:
        from lawbook.operations.releasing.stories import released  # noqa: PLC0415 - heavy
        from lawbook.record.snapshots import write_files  # noqa: PLC0415

        files = released(store)
    to.mkdir(parents=True, exist_ok=True)
    if any(to.iterdir()):
        raise typer.BadParameter(f"{to} is not empty", param_hint="TO")
    write_files(files, to)
    say(f"{len(files)} files in {to}")


def _wanted(names: list[str]) -> dict[str, int | None]:
    wanted: dict[str, int | None] = {}
    for text in names:
        name, _, version = text.partition("@")
        number = version.removeprefix("v")
        if "@" in text and not (number.isascii() and number.isdigit()):
            raise typer.BadParameter(f"`{text}` names no version; write it as dunning-tier@3", param_hint="POLICY")
        wanted[name] = int(number) if number else None
    return wanted


@contextmanager
def _doing(
    record: str | None, state: Path, who: Path, number: int | None = None, *, policies: tuple[str, ...] = (), reason: str | None = None
) -> "Iterator[tuple[Recorder, Doing]]":
    """Find out who does it, whether their key is for the policies it is about, and open the record for it."""
    from lawbook.operations.releasing.steps import Doing  # noqa: PLC0415 - heavy
    from lawbook.operations.releasing.stories import find_release  # noqa: PLC0415

    key = key_in(who, state)
    with recording(record, state) as recorder, _refusals():
        about = policies if number is None else recorder.read(lambda store: find_release(store, number)).policies
        check_policies(key, about)
        yield recorder, Doing(_actor(key), moment().isoformat(timespec="milliseconds"), __version__, reason)


def key_in(file: Path, state: Path) -> "Key":
    """Give the key that *file* holds, where it is good; end with a word on what is wrong where it is not."""
    from lawbook.access.keeping import KeysInFile  # noqa: PLC0415 - sqlite is loaded only by those who need it
    from lawbook.access.keys import digest_of, id_in, opens, state_of  # noqa: PLC0415

    token = file.read_text(encoding="utf-8").strip()
    id_ = id_in(token)
    key = None if id_ is None else KeysInFile(state).find(id_)
    if key is None or not opens(key, digest_of(token)) or state_of(key, moment()) != "active":
        say(f"{file} holds no key that is good here; make one with: lawbook keys create CALLER --role author", colour="red", to_error=True)
        raise typer.Exit(exits.USAGE)
    return key


def check_policies(key: "Key", policies: tuple[str, ...]) -> None:
    """End with a word where *key* is not for all of *policies*."""
    from lawbook.access.roles import EVERY_POLICY  # noqa: PLC0415

    missing = [name for name in policies if name not in key.policies and EVERY_POLICY not in key.policies]
    if missing:
        say(f"the key of {key.caller} is not for {', '.join(missing)}", colour="red", to_error=True)
        raise typer.Exit(exits.PROBLEMS)


def _actor(key: "Key") -> "Actor":
    from lawbook.operations.releasing.states import Actor  # noqa: PLC0415

    return Actor(key.caller, key.roles)


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell a refusal in its words, with its name."""
    from lawbook.operations.releasing.states import ReleaseRefused  # noqa: PLC0415

    try:
        yield
    except ReleaseRefused as refused:
        say(f"{refused.words} [{refused.why}]", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND if refused.why == "no-such-release" else exits.PROBLEMS) from None


def _tell(made: "Release", *, as_json: bool, lang: str) -> None:
    from lawbook.operations.releasing.told import release_to_json  # noqa: PLC0415

    if as_json:
        _write(release_to_json(made))
    else:
        tell_release(made, lang)


def _tell_served(served: "Served", *, as_json: bool, lang: str) -> None:
    from lawbook.operations.releasing.told import served_to_json  # noqa: PLC0415

    if as_json:
        _write(served_to_json(served))
    else:
        tell_served(served, lang)


def _write(told: object) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
