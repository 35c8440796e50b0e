"""`lawbook adopt` and `lawbook upstream`."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from lawbook.cli.options import ROOT, AsJson, PolicyName
from lawbook.cli.surroundings import today
from lawbook.cli.terminal import say


def adopt(
    policy: PolicyName,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder of your own; it gets `policies` and `features`.")],
    source: Annotated[Path, typer.Option("--from", metavar="DIR", help="The folder of the policies to adopt from.")] = ROOT,
    as_json: AsJson = False,
) -> None:
    """Adopt a policy as the base of your own: copy it with all it uses, and keep what it came as."""
    from lawbook.library import opening  # noqa: PLC0415 - heavy
    from lawbook.operations.adopting import FEATURES  # noqa: PLC0415
    from lawbook.operations.adopting import adopt as adopted_from  # noqa: PLC0415

    features = source.resolve().parent / FEATURES
    adopted = adopted_from(opening.open_library(source, today=today()), policy, to, features if (features / policy).is_dir() else None)
    if as_json:
        versions = [{"policy": name, "version": version, "hash": hash_} for name, version, hash_ in adopted.versions]
        told = {"policy": adopted.policy, "versions": versions, "files": list(adopted.files)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return
    told_versions = ", ".join(f"{name} v{version}" for name, version, _ in adopted.versions)
    say(f"{told_versions}: {len(adopted.files)} files in {to}", colour="green")
    say(f"now `cd {to}`, `lawbook check`, `lawbook test`; change what is yours to change, and `lawbook check` holds the rest")
