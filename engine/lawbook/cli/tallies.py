"""Show the counts over many decisions."""

from typing import TYPE_CHECKING

from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words import WORDS

if TYPE_CHECKING:
    from lawbook.library import PolicyVersion
    from lawbook.operations.deciding import Tally


def show_tally(version: "PolicyVersion", tally: "Tally", lang: str) -> None:
    """Write the counts of outcomes, ranges and reasons, and of outcomes by the columns compared."""
    policy = version.policy
    headings = WORDS[lang].headings
    say(f"{policy.title.told(lang)} · {policy.name} v{policy.version} · {version.as_of}", colour="bold")
    say(f"{tally.decided:,} of {tally.rows:,} rows decided")
    titles = {each.name: each.title.told(lang) for each in policy.decisions}
    labels = {(each.name, label): words.told(lang) for each in policy.decisions for label, words in each.titles}
    tables = [
        Table(
            titles[name],
            tuple(
                (labels.get((name, label), label), f"{counts[label]:,}", _share(counts[label], tally.decided))
                for label in tally.labels(name)
            ),
        )
        for name, counts in tally.outcomes.items()
    ]
    measured = tuple((titles[name], f"{seen.least} … {seen.greatest}") for name, seen in tally.ranges.items())
    texts = {reason.code: reason.text.told(lang) for reason in policy.reasons}
    reasons = tuple((code, f"{count:,}", _share(count, tally.decided), texts.get(code, "")) for code, count in tally.reasons.most_common())
    show(
        *tables,
        *_compared(tally, titles, labels, headings["all"]),
        Table(headings["ranges"], measured),
        Table(headings["reasons"], reasons),
    )


def _compared(tally: "Tally", titles: dict[str, str], labels: dict[tuple[str, str], str], total_name: str) -> list[Table]:
    tables = []
    for (name, column), counts in tally.compared.items():
        values = sorted({value for _, value in counts})
        outcomes = tally.labels(name)
        rows = []
        for label in outcomes:
            total = sum(counts[label, value] for value in values)
            shares = (f"{counts[label, value]:,} ({_share(counts[label, value], total)})" for value in values)
            rows.append((labels.get((name, label), label), *shares))
        every = (sum(counts[label, value] for label in outcomes) for value in values)
        rows.append((total_name, *(f"{count:,} ({_share(count, tally.decided)})" for count in every)))
        tables.append(Table(f"{titles[name]} by {column}", tuple(rows), (titles[name], *values)))
    return tables


def _share(count: int, total: int) -> str:
    return f"{count / total:.1%}" if total else "-"
