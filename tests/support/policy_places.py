"""Whether problems stand where their readers can find them."""

import re
from collections.abc import Iterable, Mapping

from lawbook.problems import Problem

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def misplaced(problems: Iterable[Problem], texts: Mapping[str, str]) -> list[str]:
    """Give the problems that stand outside of all files, or that are told on more than one line."""
    return [str(problem) for problem in problems if not _is_inside(problem, texts) or "\n" in problem.message]


def _is_inside(problem: Problem, texts: Mapping[str, str]) -> bool:
    where = problem.where
    lines = _BREAK.split(texts[where.file]) if where.file in texts else []
    # A problem may stand at the end of a line, or of the file.
    return 1 <= where.line <= len(lines) and 1 <= where.column <= len(lines[where.line - 1]) + 1
