"""A short run of the fuzzer, as `make fuzz` does at length; left out where it is not installed."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("atheris", reason="the fuzzer comes for Linux on x86-64 only")


@pytest.mark.parametrize("name", ["expressions", "yaml"])
def test_the_readers_give_a_tree_or_problems_whatever_they_are_fed(name: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "tests/fuzz/readers.py",
        name,
        str(tmp_path / "corpus"),
        "-runs=3000",
        "-seed=1",
        # The most memory that a process used counts for those it starts, too; ours may have used much before.
        "-rss_limit_mb=4096",
        f"-artifact_prefix={tmp_path}/",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert ended.returncode == 0, ended.stderr[-2_000:]
