"""What an expression looks at, directly and through decisions."""

from collections.abc import Iterator

from lawbook.model import core
from lawbook.model.core import Expression, Row, Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.walking import every_part


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
                    waiting.extend(each for decision in bodies for each in expressions_of(decision))
                case _:
                    continue
    return frozenset(found)


def expressions_of(decision: Decision) -> Iterator[Expression]:
    """Give every expression that *decision* is made of."""
    if not isinstance(decision.body, Table):
        yield decision.body
        return
    yield from decision.body.inputs
    for row in (*decision.body.rows, *([decision.body.otherwise] if decision.body.otherwise else ())):
        yield from expressions_of_row(row)


def expressions_of_row(row: Row) -> Iterator[Expression]:
    """Give every expression that *row* is made of, but the inputs of its table."""
    yield from (cell for cell in row.cells if cell is not None)
    if row.condition is not None:
        yield row.condition
    yield from row.outputs


def parameters_in(expressions: Iterator[Expression]) -> frozenset[str]:
    """Name the parameters that stand in *expressions*."""
    return frozenset(part.name for each in expressions for part in every_part(each) if isinstance(part, core.ParameterAt))
