"""Where the decisions of a policy look at its parameters."""

from lawbook.model.core import ParameterAt
from lawbook.model.policy import Policy
from lawbook.model.reading import expressions_of
from lawbook.model.walking import every_part


def uses_of_parameters(policy: Policy) -> dict[str, list[ParameterAt]]:
    """Give every place where the decisions of *policy*, or the reasons of its scorecards, look at a parameter, by its name."""
    found: dict[str, list[ParameterAt]] = {}
    for expression in expressions_of(policy.decisions, policy.score_reasons, ()):
        for part in every_part(expression):
            if isinstance(part, ParameterAt):
                found.setdefault(part.name, []).append(part)
    return found
