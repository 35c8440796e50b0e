"""The commands on the page about comparing versions give what the page shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "comparing.md"
SHOWN = re.findall(r"```console\n\$ lawbook (.*?)\n```\n\n```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_commands_of_the_page_give_what_it_shows(command: str, shown: str) -> None:
    # In a process of its own: which of many examples a solver gives depends on what it was asked before.
    run = [sys.executable, "-c", "from lawbook.cli.main import run; run()", *command.split()]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    given = [line.rstrip() for line in done.stdout.splitlines()]
    wanted = [line.rstrip() for line in shown.splitlines()]
    # What is long is cut on the page, at an ellipsis.
    assert [line for line in wanted if line != "…"]
    for line in wanted:
        if line != "…":
            start = line.removesuffix("…")
            assert any(each == line or (line.endswith("…") and each.startswith(start)) for each in given), line


def test_the_page_shows_commands() -> None:
    assert len(SHOWN) > 1
