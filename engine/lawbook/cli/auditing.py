"""`lawbook audit` and `lawbook replay`: verify the record, take evidence out of it, decide the past again."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from lawbook.cli import exits
from lawbook.cli.keys import STATE, State
from lawbook.cli.options import AsJson, AsOf, PolicyName, day_of
from lawbook.cli.progress import counting
from lawbook.cli.stores import MasterFile, RecordUrl, masters_in, opened, troubles_told
from lawbook.cli.suites import Features, open_suite
from lawbook.cli.surroundings import moment
from lawbook.cli.terminal import say

PublicKey: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--key", metavar="FILE", help="A public key (PEM) that is trusted; may be repeated.", show_default="record.pub in the state folder"
    ),
]
PackFile: TypeAlias = Annotated[Path, typer.Argument(metavar="PACK", help="An evidence pack.")]
MOST_SHOWN = 20

audit = typer.Typer(name="audit", help="The record of decisions: verify it, and take evidence out of it.", no_args_is_help=True)


@audit.command("verify", epilog=exits.EPILOG)
def verify(
    record: RecordUrl = None,
    key: PublicKey = None,
    kept: Annotated[
        list[Path] | None,
        typer.Option(
            "--kept",
            metavar="FILE",
            help="Checkpoints that were kept outside of the store; may be repeated.",
            show_default="checkpoints.ndjson in the state folder",
        ),
    ] = None,
    privacy_key: MasterFile = None,
    state: State = STATE,
    as_json: AsJson = False,
) -> None:
    """Find whatever was altered, removed, reordered or inserted in the record. Needs the store and the public key, and no service.

    With the master keys at hand it also opens every key of a person.
    """
    from dataclasses import asdict  # noqa: PLC0415 - beside its use

    from lawbook.record.checkpoints import read_kept  # noqa: PLC0415 - heavy
    from lawbook.record.signing import name_of, public_in  # noqa: PLC0415
    from lawbook.record.verifying import verify as verified_store  # noqa: PLC0415

    own = state / "checkpoints.ndjson"
    with opened(record, state) as store:
        publics = [public_in(file) for file in key or [state / "record.pub"]]
        elsewhere = [each for file in kept or ([own] if own.exists() else []) for each in read_kept(file.read_bytes())]
        masters = masters_in(state, privacy_key)
        at_hand = masters if masters.file.exists() else None
        verified = verified_store(store, {name_of(public): public for public in publics}, elsewhere, at_hand)
    if as_json:
        sys.stdout.write(json.dumps(asdict(verified), ensure_ascii=False, indent=2) + "\n")
    else:
        for finding in verified.findings:
            say(finding, colour="red")
        told = (
            f"{verified.entries} entries of {verified.writers} writers, {verified.decisions} decisions, {verified.checkpoints} checkpoints"
        )
        say(f"{told}; {verified.uncovered} entries after the last checkpoint")
        if verified.persons or verified.destroyed:
            unopened = "" if at_hand else ", not opened, as the master keys are not at hand"
            say(f"{verified.persons} keys of persons{unopened}; {verified.destroyed} destroyed")
        say(
            "nothing is amiss" if not verified.findings else "the record is NOT as it was written",
            colour="red" if verified.findings else "green",
        )
    raise typer.Exit(exits.PROBLEMS if verified.findings else exits.OK)


@audit.command("export", epilog=exits.EPILOG)
def export(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of the decision.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write the pack.", show_default="ID.evidence.zip")
    ] = None,
    record: RecordUrl = None,
    signing_key: Annotated[
        Path | None,
        typer.Option(
            "--signing-key",
            envvar="LAWBOOK_RECORD_KEY",
            metavar="FILE",
            help="The key to sign with.",
            show_default="record.key in the state folder",
        ),
    ] = None,
    privacy_key: MasterFile = None,
    features: Features = None,
    policies: Annotated[
        Path, typer.Option("--policies", envvar="LAWBOOK_POLICIES", help="The policies beside whose scenarios to look.")
    ] = Path("policies"),
    state: State = STATE,
) -> None:
    """Write all evidence of one decision into a file that a third party verifies with `lawbook audit check`, without a database."""
    from lawbook.operations.evidence import evidence  # noqa: PLC0415 - heavy
    from lawbook.operations.evidence_of_release import released_with  # noqa: PLC0415
    from lawbook.record.checkpoints import make_checkpoint  # noqa: PLC0415
    from lawbook.record.finding import find_entry, find_policies  # noqa: PLC0415
    from lawbook.record.opening import Erased, Opening  # noqa: PLC0415
    from lawbook.record.packing import covering  # noqa: PLC0415
    from lawbook.record.signing import signer_in  # noqa: PLC0415

    with opened(record, state) as store:
        signer = signer_in(signing_key or state / "record.key")
        entry = find_entry(store, id_)
        if entry is None:
            say(f"no decision `{id_}` is recorded", colour="red", to_error=True)
            raise typer.Exit(exits.NOT_FOUND)
        covered = covering(store, entry)
        if covered is None:
            make_checkpoint(store, signer, moment().isoformat(timespec="milliseconds"))
            covered = covering(store, entry)
        opening = Opening(store, masters_in(state, privacy_key))
        decided, opener = opening.decided(entry), opening.opener(entry)
        if isinstance(decided, Erased):
            say(f"the decision `{id_}` was erased: its key was destroyed, and nobody can read it any more", colour="red", to_error=True)
            raise typer.Exit(exits.NOT_FOUND)
        files, release = find_policies(store, bytes.fromhex(decided.policies)), released_with(store, decided)
    if covered is None or files is None:
        say("the record is not whole; see `lawbook audit verify`", colour="red", to_error=True)
        raise typer.Exit(exits.PROBLEMS)
    suite = open_suite(policies, features) if features or policies.is_dir() else None
    file = out or Path(f"{id_}.evidence.zip")
    file.write_bytes(evidence(entry, covered, files, signer, suite, opener=opener, release=release))
    say(f"{file}; verify it with: lawbook audit check {file} --key record.pub")


@audit.command("check", epilog=exits.EPILOG)
def check(
    file: PackFile,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The public key (PEM) that is trusted.", show_default=False)
    ] = None,
) -> None:
    """Verify an evidence pack: signatures, place in the chain, and whether its policies lead from its facts to its decision."""
    from lawbook.operations.evidence import check_evidence  # noqa: PLC0415 - heavy
    from lawbook.record.packing import BadPack, unpack  # noqa: PLC0415
    from lawbook.record.signing import BadKey, public_in  # noqa: PLC0415

    with troubles_told():
        trusted = None if key is None else public_in(key)
    try:
        findings = check_evidence(unpack(file.read_bytes()), trusted)
    except (BadPack, BadKey) as bad:
        findings = [str(bad)]
    for finding in findings:
        say(finding, colour="red")
    if key is None:
        say("no --key was given: the pack was held against the key that it brings along itself", colour="yellow")
    say(
        "the pack is NOT sound" if findings else "the pack is sound, and its policies decide as recorded",
        colour="red" if findings else "green",
    )
    raise typer.Exit(exits.PROBLEMS if findings else exits.OK)


@audit.command("known", epilog=exits.EPILOG)
def known(
    name: PolicyName,
    as_of: AsOf = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="TIME", help="The moment whose knowledge counts.", show_default="now")
    ] = None,
    record: RecordUrl = None,
    state: State = STATE,
) -> None:
    """Tell which version of a policy was in force on a day, as it was known at a moment."""
    from lawbook.operations.recalling import Recalled, recall_library  # noqa: PLC0415 - heavy
    from lawbook.record.finding import known_by  # noqa: PLC0415

    at = moment() if known_at is None else _moment(known_at)
    with opened(record, state) as store:
        found = known_by(store, at)
        if found is None:
            say(f"no policies were known by {at.isoformat()}", colour="red", to_error=True)
            raise typer.Exit(exits.NOT_FOUND)
        version = recall_library(store, found.policies, Recalled()).policy(name, as_of=day_of(as_of))
    say(f"{version.name} version {version.version}, {version.policy.content_hash}; taken up {found.known_at}")


def replay(
    record: RecordUrl = None,
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="NAME", help="Only decisions of this policy.", show_default="all")
    ] = None,
    privacy_key: MasterFile = None,
    state: State = STATE,
    as_json: AsJson = False,
) -> None:
    """Decide the recorded past again, by the policies then in force and known, and tell every decision that comes out otherwise."""
    from lawbook.operations.replaying import replay as again  # noqa: PLC0415 - heavy
    from lawbook.record.finding import count_decisions, decisions_of  # noqa: PLC0415
    from lawbook.record.opening import Erased  # noqa: PLC0415

    total, erased, differing = 0, 0, []
    with opened(record, state) as store, counting("decisions", count_decisions(store)) as advance:
        for each in again(store, decisions_of(store), policy, masters_in(state, privacy_key)):
            total += 1
            advance()
            if isinstance(each, Erased):
                erased += 1
            elif each is not None:
                differing.append(each)
    if policy is not None and not total:
        say(f"no decision of a policy `{policy}` is recorded", colour="red", to_error=True)
        raise typer.Exit(exits.NOT_FOUND)
    told = [
        {
            "id": each.id,
            "policy": each.policy,
            "recorded": each.recorded.decode(),
            "now": each.now if isinstance(each.now, str) else each.now.decode(),
        }
        for each in differing
    ]
    if as_json:
        sys.stdout.write(json.dumps({"decisions": total, "differing": told, "erased": erased}, ensure_ascii=False, indent=2) + "\n")
    else:
        for one in told[:MOST_SHOWN]:
            say(f"{one['id']} ({one['policy']})\n  recorded: {one['recorded']}\n  now:      {one['now']}", colour="red")
        say(f"{total - erased} decisions made again, {len(differing)} of them otherwise", colour="red" if differing else "green")
        if erased:
            say(f"{erased} were erased, and cannot be made again")
    raise typer.Exit(exits.PROBLEMS if differing else exits.OK)


def _moment(text: str) -> datetime:
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        given = None
    if given is None or given.tzinfo is None:
        raise typer.BadParameter(f"`{text}` is not a moment such as 2026-11-21T12:00:00+08:00", param_hint="--known-at")
    return given
