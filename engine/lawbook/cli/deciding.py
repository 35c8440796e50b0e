"""`lawbook decide`: one set of facts, or a whole file of them."""

import json
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.options import ROOT, AsJson, AsOf, Lang, Policies, PolicyName, Version, language_of, open_version
from lawbook.cli.progress import progress
from lawbook.cli.tallies import show_tally
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words import WORDS
from lawbook.problems import PolicyRejected, Problems

if TYPE_CHECKING:
    from lawbook.library.library import PolicyVersion
    from lawbook.operations.columns import ColumnMapping
    from lawbook.operations.deciding import DecidedRow, Tally
    from lawbook.operations.telling import ToldDecision

MOST_TOLD = 20
"""How many rejected rows are told one by one."""


def decide(
    policy: PolicyName,
    facts: Annotated[
        str | None, typer.Argument(metavar="[FACTS]", help="A file with one JSON object of facts; - reads standard input.")
    ] = None,
    as_of: AsOf = None,
    version: Version = None,
    rows: Annotated[Path | None, typer.Option("--rows", help="Decide on every row of a CSV or NDJSON file, and count.")] = None,
    columns: Annotated[Path | None, typer.Option("--columns", help="The YAML file that maps the columns of --rows to facts.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="With --rows: write each decision to this NDJSON file.")] = None,
    as_json: AsJson = False,
    lang: Lang = None,
    policies: Policies = ROOT,
) -> None:
    """Decide on one set of facts, or with --rows on many."""
    if (facts is None) == (rows is None):
        raise typer.BadParameter("give either a file of facts or --rows", param_hint="FACTS")
    opened = open_version(policy, policies, as_of, version)
    if rows is not None:
        from lawbook.operations.columns import find_columns  # noqa: PLC0415 - only for many rows

        found = _found(rows, policies / policy)
        mapped = columns or find_columns(opened.policy, policies, found)
        _decide_rows(opened, found, mapped, out, as_json=as_json, lang=language_of(lang))
    elif facts is not None:
        _decide_one(opened, facts, as_json=as_json, lang=language_of(lang))


def read_facts_file(facts: str) -> bytes:
    """Read the file *facts*, or standard input for `-`."""
    return sys.stdin.buffer.read() if facts == "-" else Path(facts).read_bytes()


def _decide_one(version: "PolicyVersion", facts: str, *, as_json: bool, lang: str) -> None:
    body = read_facts_file(facts)
    if as_json:
        sys.stdout.write(version.decide_json(body).decode() + "\n")
        return
    from lawbook.contract.json_text import parse_facts  # noqa: PLC0415 - only for people
    from lawbook.operations.telling import tell_decision  # noqa: PLC0415

    show_decision(tell_decision(version, parse_facts(body), lang), WORDS[lang].headings)


def show_decision(told: "ToldDecision", headings: Mapping[str, str]) -> None:
    """Write a decision for people, under *headings* of their language."""
    say(f"{told.title} · {told.policy} v{told.version} · {told.as_of}", colour="bold")
    show(
        Table(headings["outcome"], told.outcome),
        Table(headings["not known"], told.unknown),
        Table(
            headings["reasons"],
            tuple((f"{rank}", each.text, each.code, each.rule, " ".join(each.cites)) for rank, each in enumerate(told.reasons, 1)),
        ),
        Table(headings["obligations"], tuple((text, code) for code, text in told.obligations)),
        Table(headings["fired"], tuple((rule,) for rule in told.fired)),
        Table(headings["held"], told.held),
    )


def _found(rows: Path, own: Path) -> Path:
    """Give the file itself, or the one of that name that the policy keeps in its `data` folder."""
    kept = own / "data" / rows
    return kept if not rows.exists() and kept.exists() else rows


def _decide_rows(version: "PolicyVersion", rows: Path, columns: Path | None, out: Path | None, *, as_json: bool, lang: str) -> None:
    from lawbook.operations.deciding import decide_rows, empty_tally, written_row  # noqa: PLC0415 - only for many rows
    from lawbook.operations.rows import read_rows  # noqa: PLC0415

    mapping = mapping_of(version, rows, columns)
    tally = empty_tally(version, mapping.compare)
    rejected: list[DecidedRow] = []
    with nullcontext() if out is None else out.open("wb") as written, progress(rows) as advance:
        for row in decide_rows(version, read_rows(rows), mapping):
            tally.take(row)
            advance(row.row.number)
            if written is not None:
                written.write(written_row(row))
            if row.decision is None and len(rejected) < MOST_TOLD:
                rejected.append(row)
    if as_json:
        sys.stdout.write(json.dumps(tally.to_dict(), ensure_ascii=False, indent=2) + "\n")
    else:
        show_tally(version, tally, lang)
    _tell_rejected(rejected, tally)


def mapping_of(version: "PolicyVersion", rows: Path, columns: Path | None) -> "ColumnMapping":
    """Read the column mapping *columns*, or map each column to the fact of its name."""
    from lawbook.operations.columns import read_columns, same_names  # noqa: PLC0415
    from lawbook.operations.rows import read_rows  # noqa: PLC0415

    first = next(iter(read_rows(rows)), None)
    present = frozenset() if first is None else frozenset(first.values)
    if columns is None:
        return same_names(version.policy, present)
    problems = Problems()
    mapping = read_columns(columns.read_bytes(), str(columns), version.policy, problems)
    if mapping is None or problems.errors():
        raise PolicyRejected(problems)
    unread = sorted(present - mapping.columns())
    if unread:
        say(f"not read: {', '.join(unread)}", colour="dim", to_error=True)
    return mapping


def _tell_rejected(rejected: "list[DecidedRow]", tally: "Tally") -> None:
    for row in rejected:
        for problem in row.problems:
            say(f"row {row.row.number}: {problem}", colour="red", to_error=True)
    if tally.rejected > len(rejected):
        say(f"and {tally.rejected - len(rejected):,} more rows that could not be decided", colour="red", to_error=True)
    if tally.rejected:
        raise typer.Exit(exits.BAD_FACTS)
