"""`lawbook law`."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli.options import ROOT, AsJson, AsOf, Lang, Policies, day_of, language_of, open_policies
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words import WORDS, Said

if TYPE_CHECKING:
    from lawbook.operations.law import Article, Resting


def law(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Rows of the register to tell in full.")] = None,
    by_rule: Annotated[bool, typer.Option("--by-rule", help="Tell each rule and parameter with the articles it rests on.")] = False,
    uncited: Annotated[bool, typer.Option("--uncited", help="Tell only the articles that nothing in force rests on.")] = False,
    as_of: AsOf = None,
    lang: Lang = None,
    as_json: AsJson = False,
    policies: Policies = ROOT,
) -> None:
    """Tell the register of law: each article, how hard it binds, and the rules that rest on it; or each rule with its articles."""
    from lawbook.operations.law import articles, rules_and_law  # noqa: PLC0415 - heavy

    day, said = day_of(as_of), WORDS[language_of(lang)]
    library = open_policies(policies, as_of)
    missing = [id_ for id_ in ids or () if id_ not in library.register]
    if missing:
        raise typer.BadParameter(f"the register of law has no row `{missing[0]}`", param_hint="ID")
    if by_rule:
        _tell_rules(rules_and_law(library, day), day.isoformat(), ids or (), said, as_json=as_json)
        return
    told = [each for each in articles(library, day, language_of(lang), ids or ()) if not (uncited and each.cited_by)]
    if as_json:
        _write({"as_of": day.isoformat(), "articles": [each.to_dict() for each in told]})
    elif ids:
        for each in told:
            _show_in_full(each, said)
    else:
        show(Table(said.law_on.format(day=day), tuple(_row(each, said) for each in told), said.of_law))


def _row(article: "Article", said: Said) -> tuple[str, ...]:
    name = f"{article.instrument} {article.article}"
    return article.id, _force(article, said), article.effective, article.until or "", str(len(article.cited_by)), name


def _force(article: "Article", said: Said) -> str:
    parts = [article.force, said.hard if article.hard else said.soft]
    return said.comma.join(parts if article.verified else [*parts, said.unverified])


def _show_in_full(article: "Article", said: Said) -> None:
    say(f"{article.id} · {article.instrument} {article.article}", colour="bold")
    say(f"  {article.requirement}")
    say(f"  {article_line(article, said)}", colour=None if article.verified else "yellow")
    if article.note:
        say(f"  {article.note}", colour="dim")
    for each in article.cited_by:
        say(f"  {said.kinds[each.kind]} {each.id} · {each.policy} v{each.version} · {each.file}:{each.line}", colour="cyan")


def article_line(article: "Article", said: Said) -> str:
    """Say in one line how hard *article* binds, from when until when, and how sure that is."""
    until = "" if article.until is None else f" {said.until} {article.until}"
    return f"{_force(article, said)}{said.comma}{said.since} {article.effective}{until}"


def _tell_rules(resting: "Iterable[Resting]", day: str, ids: Iterable[str], said: Said, *, as_json: bool) -> None:
    wanted = set(ids)
    told = [each for each in resting if not wanted or wanted.intersection(each.cites)]
    if as_json:
        rules = [{"policy": each.policy, "version": each.version, "kind": each.kind, "id": each.id, "cites": list(each.cites),
                  "file": each.file, "line": each.line} for each in told]  # fmt: skip
        _write({"as_of": day, "rules": rules})
        return
    rows = tuple((f"{each.policy} v{each.version}", said.kinds[each.kind], each.id, " ".join(each.cites)) for each in told)
    show(Table(said.rules_on.format(day=day), rows, said.of_rules))


def _write(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
