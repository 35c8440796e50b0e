"""`lawbook inputs`."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.comparing import needs_solver
from lawbook.cli.deciding import read_facts_file
from lawbook.cli.options import ROOT, AsJson, AsOf, Lang, Policies, PolicyName, Version, language_of, open_version
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_inputs import INPUTS
from lawbook.cli.words_of_proof import PROOF
from lawbook.prove import silence

if TYPE_CHECKING:
    from lawbook.library.library import PolicyVersion
    from lawbook.witness.wanted import Sought


def inputs(
    policy: PolicyName,
    want: Annotated[list[str], typer.Option("--want", metavar="DECISION=VALUE", help="What is to come out; all of it, where repeated.")],
    given: Annotated[
        str | None, typer.Option("--given", metavar="FACTS", help="A file with facts that are as they are; - reads input.")
    ] = None,
    count: Annotated[int, typer.Option("--count", metavar="N", min=1, max=100, help="How many examples.")] = 3,
    as_of: AsOf = None,
    version: Version = None,
    seconds: Annotated[float, typer.Option("--seconds", metavar="N", min=0.01, help="How long each question may take, about.")] = 20,
    as_json: AsJson = False,
    lang: Lang = None,
    policies: Policies = ROOT,
) -> None:
    """Give examples of inputs that lead to an outcome, or the proof that none does.

    The examples are unlike one another (other rows decide, as long as there are some), as plain as they can be made, and decided by the interpreter.
    Wanted is what is published: outcome=approve, outcome!=decline, limit>=5000, or tier=unknown.

        lawbook inputs underwriting --want outcome=approve
        lawbook inputs dunning-tier --want contact=permitted --want tier=T4 --given facts.json --count 5

    Needs the solver: pip install 'lawbook[prove]'.
    """
    needs_solver()
    from lawbook.contract.json_text import parse_facts  # noqa: PLC0415 - heavy, and only for this command
    from lawbook.operations import wanting  # noqa: PLC0415

    opened = open_version(policy, policies, as_of, version)
    try:
        wants = [wanting.want_of(opened.policy, each) for each in want]
    except wanting.UnknownWant as unknown:
        raise typer.BadParameter(str(unknown), param_hint="--want") from None
    facts = {} if given is None else wanting.given_facts(opened.policy, parse_facts(read_facts_file(given)))
    found = wanting.sought(opened, wants, facts, count, seconds)
    if as_json:
        sys.stdout.write(json.dumps(wanting.to_json(opened, found), ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(opened, found, language_of(lang))
    raise typer.Exit(exits.OK if found.examples else exits.PROBLEMS)


def _tell(version: "PolicyVersion", found: "Sought", lang: str) -> None:
    from lawbook.evaluate.telling_values import glossary, tell_value  # noqa: PLC0415
    from lawbook.operations.proving import posted  # noqa: PLC0415
    from lawbook.operations.telling import tell_decision  # noqa: PLC0415
    from lawbook.prove.answers import NotKnown  # noqa: PLC0415
    from lawbook.witness.wanted import unusual_of  # noqa: PLC0415

    said, words, policy, day = INPUTS[lang], glossary(version.policy, lang), version.policy, version.as_of.toordinal()
    for number, each in enumerate(found.examples, 1):
        facts = posted(policy, each.facts)
        unusual = tuple(
            (words.titles[fact.name], tell_value(fact.type, each.facts[fact.name], words, words.units.get(fact.name)))
            for fact in unusual_of(policy, each, day)
        )
        say(said.example.format(number=number), colour="bold")
        show(Table("  " + said.facts, tuple(("  " + title, value) for title, value in unusual)))
        show(
            Table(
                "  " + policy.title.told(lang), tuple(("  " + title, value) for title, value in tell_decision(version, facts, lang).outcome)
            )
        )
        if each.rows:
            say("  " + said.rows.format(rows=", ".join(each.rows)))
        say("  " + json.dumps(facts, ensure_ascii=False), colour="dim")
    match found.ended:
        case "none":
            say(said.others_alike if found.examples else said.impossible.format(day=version.as_of.isoformat()), colour="green")
        case NotKnown(why=why, what=what):
            say(said.unknown.format(why=PROOF[lang].whys[why].format(silence.told(what, lang))), colour="yellow")
        case _:
            return
