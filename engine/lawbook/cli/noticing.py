"""`lawbook notice`."""

import json
import sys
from typing import Annotated

import typer

from lawbook.cli.deciding import read_facts_file
from lawbook.cli.options import ROOT, AsJson, AsOf, FactsFile, Lang, Policies, PolicyName, Version, language_of, open_version


def notice(
    policy: PolicyName,
    facts: FactsFile,
    what_would_change: Annotated[
        bool, typer.Option("--what-would-change", help="Tell also the smallest changes that would lead to a better outcome.")
    ] = False,
    want: Annotated[
        str | None,
        typer.Option("--want", help="With --what-would-change: the outcome wanted, in place of anything better.", show_default=False),
    ] = None,
    as_of: AsOf = None,
    version: Version = None,
    lang: Lang = None,
    as_json: AsJson = False,
    policies: Policies = ROOT,
) -> None:
    """Write what the person concerned is told: the outcome, at most four reasons, and what can be done."""
    from lawbook.contract.json_text import parse_facts  # noqa: PLC0415 - heavy, and --help needs none of it
    from lawbook.notices.wishes import UnknownWish  # noqa: PLC0415

    if want is not None and not what_would_change:
        raise typer.BadParameter("it needs --what-would-change", param_hint="--want")
    opened = open_version(policy, policies, as_of, version)
    posted = parse_facts(read_facts_file(facts))
    try:
        made = opened.notice(posted, language_of(lang), would_change=what_would_change, want=want)
    except UnknownWish as unknown:
        raise typer.BadParameter(str(unknown), param_hint="--want") from None
    sys.stdout.write(json.dumps(made.to_dict(), ensure_ascii=False, indent=2) + "\n" if as_json else made.to_text())
