"""`lawbook serve`."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from lawbook.cli import exits
from lawbook.cli.options import Policies
from lawbook.cli.terminal import say

BundleFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--bundle", envvar="LAWBOOK_BUNDLE", metavar="FILE", help="A signed bundle, in place of a folder.", show_default=False),
]
BundleKey: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--bundle-key",
        envvar="LAWBOOK_BUNDLE_KEY",
        metavar="PUB",
        help="The public key (PEM) whose bundles are trusted.",
        show_default=False,
    ),
]
Shadow: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--shadow",
        envvar="LAWBOOK_SHADOW",
        metavar="FOLDER",
        help="Candidate policies, a folder or a bundle, that decide beside those being served, without effect.",
        show_default=False,
    ),
]
ROOT = Path("policies")


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen at.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256, help="How many processes decide.")] = 1,
    threads: Annotated[
        int | None,
        typer.Option(
            "--threads",
            min=1,
            max=256,
            help="How many requests one process answers at a time, besides ordinary postings of facts.",
            show_default="16, or 4 without a record",
        ),
    ] = None,
    no_record: Annotated[bool, typer.Option("--no-record", help="Record no decision. For trying things out.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nothing but warnings.")] = False,
    local_key: Annotated[
        bool | None,
        typer.Option(
            "--local-key/--no-local-key",
            help="Make a key for this machine and show it.",
            show_default="where only this machine reaches the service",
        ),
    ] = None,
    bundle: BundleFile = None,
    bundle_key: BundleKey = None,
    shadow: Shadow = None,
    released_only: Annotated[
        bool, typer.Option("--released-only", help="Serve what is released in the record (lawbook release), and no folder.")
    ] = False,
    policies: Policies = ROOT,
) -> None:
    """Serve the policies over HTTP, and take up changes to them as they are made.

    With --bundle, what was signed is served, or nothing: a bundle that replaces the file is verified before it is taken up, and a bad one changes nothing.
    With --released-only, what is released is served, and a release or a rollback is taken up within a second, whole.
    With --shadow, whatever is answered is decided again by the candidate, where nobody waits for it; GET /v1/shadow tells how the two compare.
    """
    try:
        # The service stands above the command and is an extra: it is looked for only when it is asked to serve.
        from importlib import import_module  # noqa: PLC0415

        service = import_module("lawbook_api.serving")
    except ImportError as error:
        say(f"the service needs the extra `api` ({error.name} is missing): pip install 'lawbook[api]'", colour="red", to_error=True)
        raise typer.Exit(exits.USAGE) from None
    service.run(
        policies,
        host=host,
        port=port,
        workers=workers,
        threads=threads,
        quiet=quiet,
        with_local_key=local_key,
        recorded=not no_record,
        shadow=shadow,
        bundle=(bundle, bundle_key),
        released_only=released_only,
    )
