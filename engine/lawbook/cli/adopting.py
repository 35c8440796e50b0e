"""`lawbook adopt` and `lawbook upstream`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli.options import ROOT, AsJson, Policies, PolicyName
from lawbook.cli.surroundings import today
from lawbook.cli.terminal import say

if TYPE_CHECKING:
    from lawbook.operations.upstream import Change

HEADINGS = {
    "conflict": "changed here and upstream, differently",
    "both alike": "changed here and upstream, alike",
    "upstream": "changed upstream",
    "here": "changed here",
}
"""What each kind of change is told under, the most urgent first."""


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
    adopted = adopted_from(opening.open_library(source, today=today()), policy, to, features if features.is_dir() else None)
    if as_json:
        versions = [{"policy": name, "version": version, "hash": hash_} for name, version, hash_ in adopted.versions]
        told = {"policy": adopted.policy, "versions": versions, "files": list(adopted.files)}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return
    told_versions = ", ".join(f"{name} v{version}" for name, version, _ in adopted.versions)
    say(f"{told_versions}: {len(adopted.files)} files in {to}", colour="green")
    say(f"now `cd {to}`, `lawbook check`, `lawbook test`; change what is yours to change, and `lawbook check` holds the rest")


def upstream(
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="The policies it was adopted from, as they are now; without it, what changed here."),
    ] = None,
    as_json: AsJson = False,
    policies: Policies = ROOT,
) -> None:
    """Tell what changed since adoption, rule by rule: here, upstream, and where both changed the same thing differently."""
    from lawbook.library.files import BASE  # noqa: PLC0415 - heavy
    from lawbook.operations.upstream import changes  # noqa: PLC0415

    if not (policies / BASE).is_dir():
        raise typer.BadParameter(f"`{policies}` has no folder `{BASE}`: nothing was adopted there", param_hint="--policies")
    found = changes(policies, source)
    if as_json:
        sys.stdout.write(json.dumps({"changes": [each.to_dict() for each in found]}, ensure_ascii=False, indent=2) + "\n")
        return
    if not found:
        say("nothing has changed since it was adopted", colour="green")
    for who, heading in HEADINGS.items():
        told = [each for each in found if each.who == who]
        if told:
            say(heading, colour="red" if who == "conflict" else "bold")
        for each in told:
            _tell(each)


def _tell(change: "Change") -> None:
    say(f"  {change.file} · {change.of}{f' · {change.part}' if change.part else ''}", colour="cyan")
    before = "nothing" if change.before is None else change.before
    for name, after in (("here", change.here), ("upstream", change.upstream)):
        if after != change.before:
            say(f"    {name}: {before} → {'nothing' if after is None else after}")
    say(f"    {' · '.join(change.places)}", colour="dim")
