"""How many promises the shipped policies make, and that they rest on law, as the page on proofs says."""

import re
from pathlib import Path

from lawbook import open_library

ROOT = Path(__file__).parents[2]
FAMILIES = ("underwriting", "line-review", "drawdown", "dunning-tier", "case-transfer", "authorisation-recovery", "delegated-repayment")
LEAST = 40
"""How many promises about lending in China cite law at least."""


def counted() -> dict[str, tuple[int, int]]:
    library = open_library(ROOT / "policies")
    promises = {name: library.versions(name)[-1].invariants for name in library.policies}
    return {name: (len(of), sum(bool(set(each.cites) - {"internal"}) for each in of)) for name, of in promises.items()}


def test_the_page_counts_the_promises_of_every_policy() -> None:
    page = (ROOT / "docs" / "proving.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (\d+) \|$", page, flags=re.MULTILINE)
    told = {name: (int(all_), int(citing)) for name, all_, citing in rows}
    assert told == {name: counts for name, counts in counted().items() if counts[0]}


def test_forty_promises_and_more_cite_law() -> None:
    found = counted()
    assert sum(found[name][1] for name in FAMILIES) >= LEAST
    assert all(found[name][1] for name in FAMILIES)
