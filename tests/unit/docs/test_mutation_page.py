import re
from pathlib import Path

from lawbook.mutation.mutants import OPERATORS


def test_the_page_lists_every_operator_with_what_it_changes() -> None:
    page = Path("docs/mutation.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"<!-- operators -->\n(.*?)\n<!-- /operators -->", page, re.DOTALL)
    told = [tuple(re.findall(r"^\| `(\w+)` \| (.*) \|$", line)[0]) for line in table.splitlines()[2:]]
    assert told == [(name, words.en) for name, words in OPERATORS.items()]
