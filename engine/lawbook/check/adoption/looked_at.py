"""What an expression looks at, directly and through decisions."""

from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.policy import Policy
from lawbook.model.walking import every_part, parts_of_body


def reaches(expression: Expression, policies: tuple[Policy, ...]) -> frozenset[str]:
    """Name the facts and parameters that *expression* rests on in any of *policies*, through decisions too."""
    found: set[str] = set()
    waiting = [expression]
    seen: set[str] = set()
    while waiting:
        for part in every_part(waiting.pop()):
            match part:
                case core.FactValue(name=name) | core.ParameterAt(name=name):
                    found.add(name)
                case core.AsOf():
                    found.add("as_of")
                case core.DecisionValue(name=name) if name not in seen:
                    seen.add(name)
                    bodies = (decision for policy in policies for decision in policy.decisions if decision.name == name)
                    waiting.extend(each for decision in bodies for each in parts_of_body(decision.body))
                case _:
                    continue
    return frozenset(found)
