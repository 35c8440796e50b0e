"""A run of `if x = … then … else if x = … then …` over constants, in generated Python: one look-up."""

from lawbook.compile.terms import Scope
from lawbook.model.core import Constant, DecisionValue, Equal, Expression, FactValue, If, Variable
from lawbook.model.values import Known


def lookup(expression: If, scope: Scope) -> tuple[Expression, dict[Known, Known], Known] | None:
    """Give what is looked at, what is given for each of its values, and what for all others; None where *expression* is not so.

    An unknown gives an unknown with its own causes, as the run does when its last two values differ.
    """
    of: Expression | None = None
    values: dict[Known, Known] = {}
    rest: Expression = expression
    last: Known | None = None
    while isinstance(rest, If):
        condition, last = rest.condition, scope.constants.fold(rest.then)
        if not isinstance(condition, Equal) or not isinstance(condition.right, Constant) or last is None:
            return None
        if not isinstance(condition.left, FactValue | DecisionValue | Variable) or of not in {None, condition.left}:
            return None
        of = condition.left
        values.setdefault(condition.right.value, last)
        rest = rest.otherwise
    otherwise = scope.constants.fold(rest)
    if of is None or otherwise is None or otherwise == last or len(values) < 2:
        return None
    return of, values, otherwise
