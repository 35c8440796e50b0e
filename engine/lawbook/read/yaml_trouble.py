"""Why YAML cannot be read, in its author's words."""

import yaml

from lawbook.problems import Problems, Where


def explain(error: yaml.YAMLError, text: str, file: str, problems: Problems) -> None:
    """Note what the YAML reader stumbled over."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file, 1, 1)
    problems.add("yaml-syntax", "the YAML cannot be read here", where)
