"""`lawbook bundle`."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.options import AsJson, open_policies
from lawbook.cli.stores import troubles_told
from lawbook.cli.terminal import Table, say, show

if TYPE_CHECKING:
    from lawbook.operations.bundling import Bundle

bundle = typer.Typer(name="bundle", help="Policies in one signed file: make one, check one.", no_args_is_help=True)


@bundle.command("make", epilog=exits.EPILOG)
def make(
    policies: Annotated[Path, typer.Argument(metavar="POLICIES", help="The folder of the policies.")],
    key: Annotated[
        Path,
        typer.Option("--key", metavar="FILE", help="The Ed25519 key (PEM) to sign with; made, with a .pub beside it, where there is none."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the bundle.")],
    engine: Annotated[
        str, typer.Option("--engine", metavar="VERSION", help="The least version of lawbook that may open it.", show_default="this one")
    ] = __version__,
) -> None:
    """Put a folder of policies into one signed file. The same policies and key give the same bytes, on every machine.

        lawbook bundle make policies --key release.key --out policies.bundle

    Whoever has release.pub can tell that nothing in it was altered, added or left out: lawbook bundle check, lawbook serve --bundle.
    """
    needs_record()
    from lawbook.operations.bundling import make_bundle, numbers_of  # noqa: PLC0415 - heavy, and an extra
    from lawbook.record.signing import signer_in  # noqa: PLC0415

    if numbers_of(engine) is None:
        raise typer.BadParameter(f"`{engine}` is not a version such as {__version__}", param_hint="--engine")
    library = open_policies(policies)
    with troubles_told():
        signer = signer_in(key)
    beside = out.with_name(f".{out.name}.new")
    beside.write_bytes(make_bundle(library, signer, engine))
    # Whoever watches the file sees the old one or the new one, whole.
    beside.replace(out)
    say(f"{out}: policies {len(library.policies)}, files {len(library.files)}, signed with the key {signer.key}")


@bundle.command("check", epilog=exits.EPILOG)
def check(
    file: Annotated[Path, typer.Argument(metavar="BUNDLE", help="A bundle.")],
    key: Annotated[
        Path | None, typer.Option("--key", metavar="PUB", help="The public key (PEM) that is trusted.", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Verify a bundle: its signature, every file in it, the engine it wants, and that its policies are sound and come to what was signed."""
    needs_record()
    from lawbook.operations.bundling import BadBundle, Bundle, open_bundle  # noqa: PLC0415 - heavy, and an extra
    from lawbook.record.signing import public_in  # noqa: PLC0415

    with troubles_told():
        trusted = None if key is None else public_in(key)
    opened: Bundle | None = None
    findings: tuple[str, ...] = ()
    try:
        opened = open_bundle(file.read_bytes(), trusted)
    except BadBundle as bad:
        findings = bad.findings
    if as_json:
        _write(opened, findings, trusted=key is not None)
    else:
        _tell(opened, findings, trusted=key is not None)
    raise typer.Exit(exits.PROBLEMS if opened is None else exits.OK)


def _write(opened: "Bundle | None", findings: tuple[str, ...], *, trusted: bool) -> None:
    told: dict[str, object] = {"sound": opened is not None, "trusted": trusted and opened is not None, "findings": findings}
    if opened is not None:
        policies = [
            {"policy": each.policy, "version": each.version, "effective": each.effective, "hash": each.hash}
            for each in opened.manifest.policies
        ]
        told |= {"key": opened.key, "engine": opened.manifest.engine, "files": len(opened.manifest.files), "policies": policies}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def _tell(opened: "Bundle | None", findings: tuple[str, ...], *, trusted: bool) -> None:
    for finding in findings:
        say(finding, colour="red")
    if not trusted:
        say("no --key was given: the bundle was held against the key that it brings along itself", colour="yellow")
    if opened is None:
        say("the bundle is NOT sound", colour="red")
        return
    rows = tuple((each.policy, str(each.version), each.effective, each.hash[:16]) for each in opened.manifest.policies)
    show(
        Table(
            f"signed with the key {opened.key}, for lawbook {opened.manifest.engine} or later", rows, ("policy", "version", "from", "hash")
        )
    )
    say("the bundle is sound", colour="green")


def needs_record() -> None:
    """End with a word on how to install what signs where it is not there."""
    if find_spec("cryptography") is None or find_spec("sqlalchemy") is None:
        say("bundles need the extra `record`: pip install 'lawbook[record]'", colour="red", to_error=True)
        raise typer.Exit(exits.USAGE) from None
