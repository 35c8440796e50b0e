"""`lawbook adopt` and `lawbook upstream`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsJson, Lang, Policies, PolicyName, language_of
from lawbook.cli.surroundings import today
from lawbook.cli.terminal import say
from lawbook.cli.words_of_adoption import ADOPTION, AdoptionSaid

if TYPE_CHECKING:
    from lawbook.operations.upstream import Change


def adopt(
    policy: PolicyName,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="The folder of your own; it gets `policies` and `features`.")],
    source: Annotated[Path, typer.Option("--from", metavar="DIR", help="The folder of the policies to adopt from.")] = ROOT,
    as_json: AsJson = False,
    lang: Lang = None,
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
    said = ADOPTION[language_of(lang)]
    told_versions = said.comma.join(f"{name} v{version}" for name, version, _ in adopted.versions)
    say(said.copied.format(versions=told_versions, count=len(adopted.files), to=to), colour="green")
    say(said.next.format(to=to))


def upstream(
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="DIR", help="The policies it was adopted from, as they are now; without it, what changed here."),
    ] = None,
    take: Annotated[
        bool, typer.Option("--take", help="Take over what changed upstream, and keep what changed here; a conflict stops it.")
    ] = False,
    mark: Annotated[
        bool, typer.Option("--mark", help="With --take: write conflicts, too, with both texts marked; the checker refuses them.")
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
    policies: Policies = ROOT,
) -> None:
    """Tell what changed since adoption, rule by rule: here, upstream, and where both changed the same thing differently."""
    from lawbook.library.files import BASE  # noqa: PLC0415 - heavy
    from lawbook.operations.upstream import changes  # noqa: PLC0415

    if not (policies / BASE).is_dir():
        raise typer.BadParameter(f"`{policies}` has no folder `{BASE}`: nothing was adopted there", param_hint="--policies")
    if take:
        if source is None:
            raise typer.BadParameter("name what it was adopted from with --from", param_hint="--take")
        raise typer.Exit(_take(policies, source, ADOPTION[language_of(lang)], mark=mark, as_json=as_json))
    found = changes(policies, source)
    if as_json:
        sys.stdout.write(json.dumps({"changes": [each.to_dict() for each in found]}, ensure_ascii=False, indent=2) + "\n")
        return
    said = ADOPTION[language_of(lang)]
    if not found:
        say(said.unchanged, colour="green")
    for who, heading in said.headings.items():
        told = [each for each in found if each.who == who]
        if told:
            say(heading, colour="red" if who == "conflict" else "bold")
        for each in told:
            _tell(each, said)


def _take(policies: Path, source: Path, said: AdoptionSaid, *, mark: bool, as_json: bool) -> int:
    """Follow upstream, and give the exit code for how that went."""
    from lawbook.library import opening  # noqa: PLC0415 - heavy
    from lawbook.operations.following import follow, write_followed  # noqa: PLC0415

    followed = follow(policies, opening.open_library(source, today=today()))
    writes = mark or not followed.conflicts
    if writes:
        write_followed(policies, followed)
    if as_json:
        told = {"written": writes, "files": list(followed.files), "conflicts": [asdict(each) for each in followed.conflicts]}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return exits.PROBLEMS if followed.conflicts else exits.OK
    for each in followed.conflicts:
        say(f"{policies / each.file}:{each.line}: {said.headings['conflict']}", colour="red")
        for who, text in ((said.is_here, each.here), (said.is_upstream, each.upstream)):
            say(f"  {who}")
            for line in (said.nothing if text is None else text).splitlines():
                say(f"    {line}", colour="dim")
    if writes:
        say(said.taken.format(count=len(followed.files)), colour="green")
    else:
        say(said.stopped.format(count=len(followed.conflicts)), colour="red")
    return exits.PROBLEMS if followed.conflicts else exits.OK


def _tell(change: "Change", said: AdoptionSaid) -> None:
    what = said.kinds.get(change.of) or " ".join(
        [said.kinds.get(kind, kind) for kind in change.of.split(" ")[:1]] + change.of.split(" ")[1:]
    )
    say(f"  {change.file} · {what}{f' · {change.part}' if change.part else ''}", colour="cyan")
    before, here, upstream = (
        said.nothing if text is None else said.kinds.get(text, text) for text in (change.before, change.here, change.upstream)
    )
    if change.here != change.before:
        say(f"    {said.here.format(before=before, after=here)}")
    if change.upstream != change.before:
        say(f"    {said.upstream.format(before=before, after=upstream)}")
    say(f"    {' · '.join(change.places)}", colour="dim")
