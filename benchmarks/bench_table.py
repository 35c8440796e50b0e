"""The 48-row table: Lawbook against other engines and nested ifs, each giving the same content."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import peers
from lawbook import PolicyVersion, open_library
from tier_table import policy_text, requests
from timing import show, timed


def opened(name: str, text: str, files: dict[str, str] | None = None) -> PolicyVersion:
    """Open a policy given as text, on a day it is in force."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / name
        place.mkdir()
        (place / "v1.yaml").write_text(text, encoding="utf-8")
        for file, content in (files or {}).items():
            (place / file).write_text(content, encoding="utf-8")
        return open_library(folder).policy(name, as_of=date(2026, 11, 21))


def lawbook() -> peers.Contestant:
    """Decide with Lawbook, reading outcome, reasons and fired ids."""
    decide = opened("tier-48", policy_text()).decide

    def call(facts: dict[str, Any]) -> peers.Answer:
        decision = decide(facts)
        outcome: Any = decision.outcome
        return outcome["tier"], outcome["channel"], outcome["calls"], decision.fired[0], decision.reasons[0].code

    return call


def run() -> None:
    """Time all contestants, after checking that they agree."""
    exact = requests()
    # Of the peers only nested ifs can carry exact decimals: the others are given floats, which is the quicker thing to do.
    floats = [{**each, "overdue_amount": float(str(each["overdue_amount"]))} for each in exact]
    contestants = {
        "lawbook": lawbook(),
        "nested ifs by hand": peers.by_hand(),
        "zen-engine": peers.zen_engine(),
        "CEL, row by row": peers.cel_rows(),
        "CEL, nested by hand": peers.cel_by_hand(),
        "durable-rules": peers.durable_rules(),
    }
    given = {name: exact if name in {"lawbook", "nested ifs by hand"} else floats for name in contestants}
    wanted = [contestants["nested ifs by hand"](each) for each in exact]
    for name, contestant in contestants.items():
        assert [contestant(each) for each in given[name]] == wanted, name
    show("48 rows, 1,000 distinct requests: time of one decision", timed(contestants, given), "lawbook")
    policy = opened("tier-48", policy_text())
    as_bytes: dict[str, Callable[[Any], object]] = {
        "lawbook to JSON bytes": lambda facts: policy.decide(facts).to_json(),
        "lawbook": contestants["lawbook"],
    }
    show("the same to JSON bytes", timed(as_bytes, dict.fromkeys(as_bytes, exact)), "lawbook")
