"""`lawbook record`: what is recorded about a person, told on request, held, erased; and how long it is kept."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from lawbook.cli import exits
from lawbook.cli.explaining import show_explanation
from lawbook.cli.keys import STATE, State
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, language_of
from lawbook.cli.progress import counting
from lawbook.cli.stores import MasterFile, RecordUrl, masters_in, opened
from lawbook.cli.surroundings import moment, random_bytes, today, whoever_asks
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words import WORDS
from lawbook.cli.words_of_persons import PERSONS, PersonsSaid

if TYPE_CHECKING:
    from lawbook.library.retention import Rule
    from lawbook.operations.persons import Standing, Told, ToldDecision
    from lawbook.record.erasing import Act
    from lawbook.record.store import Store

Person: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The person, as the fact marked `subject` names them.")]
Reason: TypeAlias = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the record in the clear, so name nobody in it.")
]
By: TypeAlias = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who does it.", show_default="who runs the command")]
WRITER_BYTES = 8

record = typer.Typer(
    name="record",
    help="What is recorded about a person: tell it, hold it, erase it; how long it is kept. All of it is entered into the record.",
    no_args_is_help=True,
)


@record.command("subject", epilog=exits.EPILOG)
def subject(
    person: Person,
    reason: Reason = "request of the person concerned",
    by: By = None,
    lang: Lang = None,
    as_json: AsJson = False,
    record: RecordUrl = None,
    privacy_key: MasterFile = None,
    state: State = STATE,
) -> None:
    """Tell everything that is recorded about a person: facts, decisions and why, to answer their request."""
    import msgspec  # noqa: PLC0415 - heavy

    from lawbook.operations.persons import recorded_about  # noqa: PLC0415
    from lawbook.record.erasing import note_look_up  # noqa: PLC0415
    from lawbook.record.opening import Opening  # noqa: PLC0415

    said = PERSONS[language_of(lang)]
    with _found(person, record, state, privacy_key, said) as (store, owner):
        note_look_up(store, owner, _act(by, reason))
        told = recorded_about(store, Opening(store, masters_in(state, privacy_key)), owner)
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode({"person": person, **told.to_dict()}), indent=2).decode() + "\n")
    else:
        _show(person, told, language_of(lang))


@record.command("erase", epilog=exits.EPILOG)
def erase(
    person: Person,
    reason: Reason,
    by: By = None,
    lang: Lang = None,
    record: RecordUrl = None,
    privacy_key: MasterFile = None,
    policies: Policies = ROOT,
    state: State = STATE,
) -> None:
    """Destroy the keys of a person: what is recorded about them can never be read again, and the record still verifies.

    Refused while they are on hold, and while a rule of retention (retention/retention.yaml of the policies) keeps what was decided.
    """
    from lawbook.operations.persons import NotGoverned, StillKept, erase_person  # noqa: PLC0415 - heavy
    from lawbook.record.erasing import Held, forget  # noqa: PLC0415

    said = PERSONS[language_of(lang)]
    with _found(person, record, state, privacy_key, said) as (store, owner):
        try:
            keys = erase_person(store, owner, _act(by, reason), *_rules(policies), today())
        except Held as held:
            say(said.under_hold.format(person=person, time=held.holds[0].time, reason=held.holds[0].reason), colour="red", to_error=True)
            raise typer.Exit(exits.PROBLEMS) from None
        except StillKept as still:
            say(_kept_by(still.kept.rule, still.kept.until.isoformat(), lang=language_of(lang)), colour="red", to_error=True)
            raise typer.Exit(exits.PROBLEMS) from None
        except NotGoverned as strange:
            say(said.not_governed.format(policies=", ".join(strange.policies), folder=policies), colour="red", to_error=True)
            raise typer.Exit(exits.PROBLEMS) from None
        say(said.was_erased.format(person=person, keys=keys))
        if not forget(store):
            say(said.not_forgotten, colour="yellow", to_error=True)


@record.command("hold", epilog=exits.EPILOG)
def hold(
    person: Person,
    reason: Reason,
    release: Annotated[bool, typer.Option("--release", help="Release every hold on the person.")] = False,
    by: By = None,
    lang: Lang = None,
    record: RecordUrl = None,
    privacy_key: MasterFile = None,
    state: State = STATE,
) -> None:
    """Put a person on legal hold: nobody erases them, whatever term has ended, until the hold is released."""
    from lawbook.record.erasing import hold as put_on_hold  # noqa: PLC0415 - heavy
    from lawbook.record.erasing import release as released  # noqa: PLC0415

    said = PERSONS[language_of(lang)]
    with _found(person, record, state, privacy_key, said) as (store, owner):
        if release:
            say(said.was_released.format(person=person, holds=released(store, owner, _act(by, reason))))
        else:
            put_on_hold(store, owner, _act(by, reason), random_bytes(WRITER_BYTES).hex())
            say(said.was_held.format(person=person))


@record.command("retention", epilog=exits.EPILOG)
def retention(
    apply: Annotated[bool, typer.Option("--apply", help="Destroy the keys whose term has ended.")] = False,
    by: By = None,
    lang: Lang = None,
    as_json: AsJson = False,
    record: RecordUrl = None,
    policies: Policies = ROOT,
    state: State = STATE,
) -> None:
    """Tell how long what is sealed with each key must be kept, and by which rule; with --apply erase what need not be kept any longer.

    What no rule covers is kept until somebody is erased by name.
    """
    from lawbook.operations.persons import apply_retention, standings  # noqa: PLC0415 - heavy
    from lawbook.record.erasing import forget  # noqa: PLC0415

    said, (rules, _) = PERSONS[language_of(lang)], _rules(policies)
    with opened(record, state) as store:
        found = standings(store, rules, today())
        ended = [each for each in found if each.has_ended(today())]
        destroyed = 0
        if apply:
            with counting("keys", len(ended)) as advance:
                for keys in apply_retention(store, ended, _act(by, "the term has ended"), rules, today()):
                    destroyed += keys
                    advance()
            if not forget(store):
                say(said.not_forgotten, colour="yellow", to_error=True)
    if as_json:
        told = {"keys": [_standing_told(each) for each in found], "ended": len(ended), "destroyed": destroyed}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return
    show(Table(said.standing, tuple(_row(each, said) for each in found), said.heads))
    say(said.keys.format(keys=len(found), ended=len(ended)))
    if apply:
        say(said.applied.format(keys=destroyed))
    elif ended:
        say(said.apply)


@record.command("rekey", epilog=exits.EPILOG)
def rekey(by: By = None, lang: Lang = None, record: RecordUrl = None, privacy_key: MasterFile = None, state: State = STATE) -> None:
    """Wrap every key under a new master key, while services go on, and forget the old one: it opens older copies of the store only."""
    from lawbook.record.erasing import forget, wrap_all_anew  # noqa: PLC0415 - heavy

    said, masters = PERSONS[language_of(lang)], masters_in(state, privacy_key)
    with opened(record, state) as store:
        keys = wrap_all_anew(store, masters, _act(by, "a new master key"))
        forget(store)
    say(said.rewrapped.format(keys=keys, file=masters.file))


@contextmanager
def _found(person: str, record: str | None, state: Path, key: Path | None, said: PersonsSaid) -> "Iterator[tuple[Store, bytes]]":
    """Open the store, and find the person in it."""
    from lawbook.operations.persons import owner_in  # noqa: PLC0415 - heavy

    with opened(record, state) as store:
        owner = owner_in(store, masters_in(state, key), person)
        if owner is None:
            say(said.nothing.format(person=person), colour="red", to_error=True)
            raise typer.Exit(exits.NOT_FOUND)
        yield store, owner


def _act(by: str | None, reason: str) -> "Act":
    from lawbook.record.erasing import Act  # noqa: PLC0415 - heavy

    time = moment().isoformat(timespec="milliseconds")
    return Act(f"record-{random_bytes(WRITER_BYTES).hex()}", by or whoever_asks(), time, reason)


def _rules(policies: Path) -> "tuple[tuple[Rule, ...], tuple[str, ...]]":
    """Give the rules of retention of *policies*, and for which policies they are."""
    from lawbook.library.opening import open_library  # noqa: PLC0415 - heavy
    from lawbook.library.retention import read_retention  # noqa: PLC0415

    library = open_library(policies, today=today())
    return read_retention(policies, library.register, library.policies), tuple(library.policies)


def _kept_by(rule: "Rule", until: str, *, lang: str) -> str:
    title = rule.title.zh if lang == "zh" else rule.title.en
    return PERSONS[lang].still_kept.format(until=until, rule=rule.id, title=title, cites=" ".join(rule.cites))


def _show(person: str, told: "Told", lang: str) -> None:
    said = PERSONS[lang]
    say(said.about.format(person=person, decisions=len(told.decisions), erased=len(told.erased)), colour="bold")
    for hold_ in told.holds:
        say(said.hold.format(time=hold_.time, reason=hold_.reason), colour="yellow")
    for each in told.decisions:
        say("")
        _show_decision(each, lang)
    for erased in told.erased:
        say(said.erased.format(id=erased.id, policy=erased.policy, time=erased.time), colour="dim")


def _show_decision(told: "ToldDecision", lang: str) -> None:
    said, decided = PERSONS[lang], told.decided
    say(said.decided.format(time=decided.time, caller=decided.caller, id=decided.id), colour="cyan")
    say(f"{said.facts}{WORDS[lang].colon}{bytes(decided.facts).decode()}")
    show_explanation(told.explanations[lang], WORDS[lang], every=False)


def _standing_told(each: "Standing") -> dict[str, object]:
    kept = each.kept
    return {
        "key": each.key,
        "decisions": each.decisions,
        "policies": list(each.policies),
        "kept_until": None if kept is None else kept.until.isoformat(),
        "rule": None if kept is None else kept.rule.id,
        "cites": [] if kept is None else list(kept.rule.cites),
        "held": each.held,
    }


def _row(each: "Standing", said: PersonsSaid) -> tuple[str, ...]:
    kept = each.kept
    stands = said.held if each.held else said.ended if each.has_ended(today()) else ""
    until, rule = (said.no_rule, "") if kept is None else (kept.until.isoformat(), f"{kept.rule.id} ({' '.join(kept.rule.cites)})")
    return each.key, str(each.decisions), " ".join(each.policies), until, rule, stands
