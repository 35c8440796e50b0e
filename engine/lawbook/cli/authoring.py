"""`lawbook new`, `fmt` and `schema`."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsOf, Policies, Version, day_of, open_version, policy_names
from lawbook.cli.terminal import say, say_problems
from lawbook.problems import PolicyRejected, Problem


def new(
    name: Annotated[str, typer.Argument(metavar="POLICY", help="The name of the policy, such as loan-offer.")],
    effective: Annotated[str | None, typer.Option("--effective", metavar="DATE", help="From which day.", show_default="today")] = None,
    owner: Annotated[str, typer.Option("--owner", help="Who answers for the policy.")] = "nobody-yet",
    policies: Policies = ROOT,
) -> None:
    """Begin a policy, or the next version of one that is there."""
    from lawbook.operations.scaffolding import begin_policy  # noqa: PLC0415 - heavy

    say(str(begin_policy(policies, name, day_of(effective), owner)))


def fmt(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files and folders.", show_default="the folder of policies")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing, and tell which files would be laid out otherwise.")] = False,
    policies: Policies = ROOT,
) -> None:
    """Put policy files into their one layout, keeping comments; what a file says never changes."""
    from lawbook.operations.formatting import formatted  # noqa: PLC0415 - heavy

    problems: list[Problem] = []
    other: list[Path] = []
    for file, depth in _files(paths or [policies]):
        text = file.read_bytes().decode("utf-8", "surrogateescape")
        try:
            laid_out = formatted(text, str(file), depth)
        except PolicyRejected as rejection:
            problems.extend(rejection.problems)
            continue
        if laid_out != text:
            other.append(file)
            if not check:
                file.write_text(laid_out, encoding="utf-8", newline="\n")
    say_problems(problems, to_error=True)
    for file in other:
        say(f"{file} {'would be laid out otherwise' if check else 'laid out anew'}")
    if problems or (check and other):
        raise typer.Exit(exits.PROBLEMS)


def _files(paths: list[Path]) -> list[tuple[Path, int]]:
    """Give every policy file among *paths*, with how many folders of its library it lies in."""
    from lawbook.library.files import library_files  # noqa: PLC0415

    files: list[tuple[Path, int]] = []
    for path in paths:
        if path.is_dir():
            files.extend((found.file, found.path.count("/")) for found in library_files(path) if found.path.endswith(".yaml"))
        else:
            files.append((path, 1))
    return files


class SchemaOf(StrEnum):
    """What a JSON Schema can be had of."""

    policy = "policy"
    vocabulary = "vocabulary"
    register = "register"
    calendar = "calendar"
    exceptions = "exceptions"
    facts = "facts"
    decision = "decision"


def schema(
    of: Annotated[
        SchemaOf,
        typer.Argument(metavar="[OF]", help="policy, vocabulary, register, calendar or exceptions (the kinds of file), facts or decision."),
    ] = SchemaOf.policy,
    name: Annotated[
        str | None, typer.Argument(metavar="[POLICY]", help="For facts and decision: the policy.", autocompletion=policy_names)
    ] = None,
    as_of: AsOf = None,
    version: Version = None,
    write: Annotated[bool, typer.Option("--write", help="Write the schemas of all kinds of file into the folder of policies.")] = False,
    policies: Policies = ROOT,
) -> None:
    """Give the JSON Schema of a kind of file, or of the facts or decisions of a policy."""
    from lawbook.operations import schemas  # noqa: PLC0415 - heavy

    if write:
        for file in schemas.write_file_schemas(policies):
            say(str(file))
        return
    if of in {SchemaOf.facts, SchemaOf.decision}:
        if name is None:
            raise typer.BadParameter("say of which policy", param_hint="POLICY")
        policy = open_version(name, policies, as_of, version).policy
        told = schemas.facts_schema(policy) if of is SchemaOf.facts else schemas.decision_schema(policy)
    else:
        told = schemas.file_schema(of.value)
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
