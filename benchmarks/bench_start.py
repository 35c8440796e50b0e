"""How long whole commands take from a cold start: a new process, of modules that were compiled to bytecode as an installation leaves them."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[1]
COMMAND = str(Path(sys.executable).parent / "lawbook")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(arguments: list[str], runs: int = 7) -> float:
    """Give the median time of a whole process, one run before them uncounted."""
    figures: list[float] = []
    for _ in range(runs + 1):
        began = perf_counter()
        subprocess.run(arguments, check=False, cwd=ROOT, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        figures.append(perf_counter() - began)
    return median(figures[1:])


def run() -> None:
    """Time the commands a person waits for, beside an empty Python."""
    print("\nwhole commands, from a cold process")
    example = min((ROOT / "policies" / "underwriting" / "examples").glob("*.json"))
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "lawbook --help": [COMMAND, "--help"],
        "lawbook decide underwriting": [COMMAND, "decide", "underwriting", str(example), "--as-of", "2026-11-21"],
        "lawbook check policies": [COMMAND, "check", "policies"],
    }
    for name, arguments in commands.items():
        print(f"  {name:<32}{seconds(arguments):8.3f} s")
