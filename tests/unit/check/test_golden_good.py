"""Libraries with nothing wrong, and the policies they mean."""

from pathlib import Path

import pytest

from support.core_text import policy_text
from support.libraries import inspected

GOOD = Path(__file__).parents[2] / "golden" / "good"
FOLDERS = sorted(folder.name for folder in GOOD.iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_policies_are_what_their_files_say(folder: str, update_golden: bool) -> None:  # noqa: FBT001 - it is a fixture
    inspection = inspected(GOOD / folder / "policies")
    assert inspection.problems == ()
    assert inspection.library is not None
    policies = [policy for name in inspection.library.policies for policy in inspection.library.versions(name)]
    text = "\n".join(policy_text(policy) for policy in policies)
    expected = GOOD / folder / "core.txt"
    if update_golden:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
