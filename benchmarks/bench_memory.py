"""Whether memory stays flat over 1,000,000 decisions."""

import gc
from datetime import date
from pathlib import Path
from time import perf_counter

import psutil

from bench_table import opened
from lawbook import open_library
from tier_table import policy_text, requests

POLICIES = Path(__file__).parents[1] / "policies"
DECISIONS = 1_000_000


def run() -> None:
    """Decide a million times, a tenth of them to JSON bytes, and print the resident memory along the way."""
    print(f"\nmemory over {DECISIONS:,} decisions")
    process = psutil.Process()
    policy = opened("tier-48", policy_text())
    underwriting = open_library(POLICIES).policy("underwriting", as_of=date(2026, 11, 21))
    bodies = [file.read_bytes() for file in sorted((POLICIES / "underwriting" / "examples").glob("*.json"))]
    facts = requests()
    began = perf_counter()
    for number in range(DECISIONS + 1):
        policy.decide(facts[number % len(facts)])
        if number % 10 == 0:
            underwriting.decide_json(bodies[number // 10 % len(bodies)])
        if number % (DECISIONS // 10) == 0:
            gc.collect()
            print(f"  after {number:>9,} {process.memory_info().rss / 2**20:8.1f} MB  {perf_counter() - began:6.1f} s")
