"""`lawbook explain` and `lawbook why-not`."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli.deciding import read_facts_file
from lawbook.cli.law import article_line
from lawbook.cli.options import ROOT, AsJson, AsOf, FactsFile, Lang, Policies, PolicyName, Version, language_of, open_version
from lawbook.cli.terminal import Colour, say
from lawbook.cli.words import WORDS, Said

if TYPE_CHECKING:
    from lawbook.evaluate.explanation import ExplainedDecision, ExplainedRow, Explanation
    from lawbook.operations.law import Article
    from lawbook.operations.why_not import Obstacles

COLOURS: dict[str, Colour] = {"fired": "green", "outweighed": "yellow", "not fired": "dim", "unknown": "yellow"}
MARKS: dict[bool | None, str] = {True: "✓", False: "✗", None: "?"}


def explain(
    policy: PolicyName,
    facts: FactsFile,
    as_of: AsOf = None,
    version: Version = None,
    lang: Lang = None,
    every: Annotated[bool, typer.Option("--all", help="Tell also the rules and rows that did not fire.")] = False,
    as_json: AsJson = False,
    policies: Policies = ROOT,
) -> None:
    """Say why: rule by rule, what fired, what did not and why not, and what is not known."""
    from lawbook.contract.json_text import parse_facts  # noqa: PLC0415
    from lawbook.operations.law import law_of  # noqa: PLC0415

    opened = open_version(policy, policies, as_of, version)
    explanation = opened.explain(parse_facts(read_facts_file(facts)), language_of(lang))
    rows = [row for decision in explanation.decisions for row in decision.rows if as_json or every or row.fate != "not fired"]
    cited = law_of([cite for row in rows for cite in row.cites], opened.register, opened.as_of, language_of(lang))
    if as_json:
        law = [{key: value for key, value in each.to_dict().items() if key != "cited_by"} for each in cited]
        _write({**explanation.to_dict(), "law": law})
    else:
        show_explanation(explanation, WORDS[language_of(lang)], every=every)
        _show_law(cited, WORDS[language_of(lang)])


def why_not(
    policy: PolicyName,
    facts: FactsFile,
    want: Annotated[str, typer.Option("--want", help="The outcome wanted: decision=value, or a value that one decision alone can have.")],
    as_of: AsOf = None,
    version: Version = None,
    lang: Lang = None,
    as_json: AsJson = False,
    policies: Policies = ROOT,
) -> None:
    """Say which conditions stand in the way of another outcome."""
    from lawbook.contract.json_text import parse_facts  # noqa: PLC0415
    from lawbook.notices.wishes import UnknownWish, parse_wish  # noqa: PLC0415
    from lawbook.operations.why_not import why_not as obstacles_of  # noqa: PLC0415

    opened = open_version(policy, policies, as_of, version)
    try:
        wish = parse_wish(opened.policy, want)
    except UnknownWish as unknown:
        raise typer.BadParameter(str(unknown), param_hint="--want") from None
    obstacles = obstacles_of(opened, parse_facts(read_facts_file(facts)), wish, language_of(lang))
    if as_json:
        _write(obstacles.to_dict())
    else:
        _show_obstacles(obstacles, WORDS[language_of(lang)])


def _write(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


def show_explanation(explanation: "Explanation", said: Said, *, every: bool) -> None:
    """Write why something was decided, rule by rule."""
    say(f"{explanation.title} · {explanation.policy} v{explanation.version} · {explanation.as_of}", colour="bold")
    for title, value in explanation.outcome:
        say(f"  {title}{said.colon}{value}", colour="bold")
    for rank, (code, text, rule) in enumerate(explanation.reasons, 1):
        say(f"  {rank}. {text} ({code}, {rule})")
    for decision in explanation.decisions:
        say("")
        _show_decision(decision, said, every=every)


def _show_law(cited: "Iterable[Article]", said: Said) -> None:
    articles = tuple(cited)
    if articles:
        say(f"\n{said.law}", colour="cyan")
    for each in articles:
        say(
            f"  {each.id} {each.instrument} {each.article}{said.colon}{article_line(each, said)}",
            colour=None if each.verified else "yellow",
        )


def _show_decision(decision: "ExplainedDecision", said: Said, *, every: bool, margin: str = "") -> None:
    say(f"{margin}{decision.title}{said.colon}{decision.value}", colour="cyan")
    if decision.published is not None:
        say(f"{margin}  {said.published}{said.colon}{decision.published}")
    if decision.formula:
        say(f"{margin}  = {decision.formula}")
    if decision.from_policy is not None:
        say(f"{margin}  {said.taken}{said.colon}{decision.from_policy}")
    for behind in decision.behind:
        _show_decision(behind, said, every=every, margin=f"{margin}    ")
    _show_values(decision.values, f"{margin}    ", said)
    for row in decision.rows:
        if every or row.fate != "not fired":
            _show_row(row, said, margin)


def _show_row(row: "ExplainedRow", said: Said, margin: str = "") -> None:
    cites = f" [{', '.join(row.cites)}]" if row.cites else ""
    say(f"{margin}  {row.id} {said.fates[row.fate]}{said.colon}{row.concludes}{cites}", colour=COLOURS[row.fate])
    for condition in row.conditions:
        say(f"{margin}    {MARKS[condition.holds]} {condition.text}")
        _show_values(condition.values, f"{margin}        ", said)
    if row.missing:
        say(f"{margin}    {said.missing}{said.colon}{said.comma.join(row.missing)}", colour="yellow")


def _show_values(values: Iterable[tuple[str, str]], indent: str, said: Said) -> None:
    for title, value in values:
        say(f"{indent}{title}{said.colon}{value}", colour="dim")


def _show_obstacles(obstacles: "Obstacles", said: Said) -> None:
    if obstacles.reached:
        say(f"{obstacles.title}{said.colon}{obstacles.actual}{said.stop}{said.reached}", colour="green")
        return
    say(f"{obstacles.title}{said.colon}{obstacles.actual}{said.stop}{said.wanted}{said.colon}{obstacles.wanted}", colour="bold")
    if obstacles.formula:
        say(f"  = {obstacles.formula}")
        _show_values(obstacles.values, "    ", said)
    for heading, rows in ((said.instead, obstacles.instead), (said.lacking, obstacles.lacking)):
        if rows:
            say(f"\n{heading}", colour="cyan")
            for row in rows:
                _show_row(row, said)
    if obstacles.underlying:
        say(f"\n{said.underlying}", colour="cyan")
        for decision in obstacles.underlying:
            _show_decision(decision, said, every=False)
