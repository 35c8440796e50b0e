"""Whether the rows of a table overlap, leave values out or can never be hit."""

from lawbook.check.drafts import DecisionDraft
from lawbook.model.core import Table
from lawbook.problems import Problems


def check_coverage(table: Table, draft: DecisionDraft, *, open_: bool, problems: Problems) -> None:
    """Note what is wrong with the rows of *table* taken together; *open_*: its author says that facts may be left out."""
    del table, draft, open_, problems
