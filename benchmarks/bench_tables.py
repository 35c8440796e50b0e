"""Random tables of 48, 5,000 and 50,000 rows: how the time of a decision grows, and what reading and memory cost."""

import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from bench_table import opened
from random_tables import as_csv, as_policy, requests
from timing import timed

SIZES = (48, 5_000, 50_000)


def measured(count: int, *, shared: bool, form: str) -> None:
    """Read, check, compile and time one table, and say what the process took (in a process of its own)."""
    if form == "yaml":
        text, files = as_policy(count, shared=shared), {}
    else:
        text, rows = as_csv(count, shared=shared)
        files = {"rows.csv": rows}
    began = perf_counter()
    policy = opened(f"table-{count}", text, files)
    policy.decide(requests(1)[0])
    ready = perf_counter() - began

    def call(facts: dict[str, object]) -> object:
        decision = policy.decide(facts)
        return decision.outcome["tier"], decision.fired, decision.reasons

    figure = timed({"table": call}, {"table": requests()})["table"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cuts = "shared cuts" if shared else "distinct cuts"
    print(f"  {count:>6} rows, {cuts:<13} {form:<5} ready in {ready:6.2f} s   {figure.median:8.2f} µs a decision   {peak:6.0f} MB at most")


def run() -> None:
    """Measure each table in a process of its own."""
    print("\nrandom unique tables over days × amount × score")
    for count in SIZES:
        for shared in (True, False):
            form = "yaml" if count <= 5_000 else "csv"
            code = f"import bench_tables; bench_tables.measured({count}, shared={shared}, form={form!r})"
            subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)
