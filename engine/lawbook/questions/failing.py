"""Why a body cannot be known, in formulas: a division by zero and its like in it, and not something unknown that it looks at.

Each formula is true wherever the interpreter names such a cause of its own; it may be true elsewhere, too.
"""

from collections.abc import Callable

import z3

from lawbook.model import core
from lawbook.model.core import Expression, Table
from lawbook.model.policy import Policy
from lawbook.model.walking import children
from lawbook.prove.expressions import Around, expressed
from lawbook.prove.symbols import FALSE, TRUE, NotExpressible, Symbol, both, either, elements, number, opposite
from lawbook.prove.tables import RowSymbol, TableSymbol
from lawbook.prove.truths import is_false, is_true
from lawbook.questions.listed import can_fail, can_fail_itself


def failing_table(table: Table, symbols: TableSymbol, around: Around, policy: Policy) -> z3.BoolRef:
    """Say that a cell, a condition or an output that is looked at fails."""
    inputs = [(expressed(each, around), failing(each, around, policy)) for each in table.inputs]
    rows = (*symbols.rows, *([] if symbols.otherwise is None else [symbols.otherwise]))
    return either(*(_failing_row(row, inputs, around, policy) for row in rows))


def _failing_row(row: RowSymbol, inputs: list[tuple[Symbol, z3.BoolRef]], around: Around, policy: Policy) -> z3.BoolRef:
    asks = [
        either(failed, failing(cell, around.binding("?", of), policy))
        for cell, (of, failed) in zip(row.row.cells, inputs, strict=False)
        if cell is not None
    ]
    if row.row.condition is not None:
        asks.append(failing(row.row.condition, around, policy))
    gives = [failing(output, around, policy) for output in row.row.outputs]
    return either(both(row.maybe, either(*asks)), both(either(row.hit, row.maybe), either(*gives)))


def failing(expression: Expression, around: Around, policy: Policy) -> z3.BoolRef:
    """Say that *expression* is unknown because something in it fails."""
    if not can_fail(expression, policy) or isinstance(expression, core.IsKnown):
        return FALSE
    try:
        return both(opposite(expressed(expression, around).known), _within(expression, around, policy))
    except NotExpressible:
        if around.loose is None:
            raise
        return TRUE


def _within(expression: Expression, around: Around, policy: Policy) -> z3.BoolRef:
    def of(part: Expression, bound: Around = around) -> z3.BoolRef:
        return failing(part, bound, policy)

    match expression:
        case core.If(condition=condition, then=then, otherwise=otherwise):
            asked = expressed(condition, around)
            yes, no = opposite(is_false(asked)), opposite(is_true(asked))
            return either(of(condition), both(yes, of(then)), both(no, of(otherwise)))
        case core.Aggregate():
            return _aggregate(expression, around, of)
        case core.Quantified(of=list_, variable=variable, condition=condition):
            return either(of(list_), _of_elements(list_, variable, (condition,), around, of))
        case core.Ranked(of=list_, variable=variable):
            parts = (expression.key, *expression.gates, *expression.by)
            return either(of(list_), _of_elements(list_, variable, parts, around, of))
        case core.RoundedQuotient(divisors=divisors):
            numbers = [expressed(divisor, around) for divisor in divisors]
            zero = either(*(both(each.known, number(each) == 0) for each in numbers if not z3.is_false(each.known)))
            return either(zero, *map(of, children(expression)))
        case _:
            operands = [expressed(part, around) for part in children(expression)]
            itself = both(*(operand.known for operand in operands)) if can_fail_itself(expression, policy) else FALSE
            return either(itself, *map(of, children(expression)))


def _of_elements(
    list_: Expression, variable: str, parts: tuple[Expression, ...], around: Around, of: Callable[[Expression, Around], z3.BoolRef]
) -> z3.BoolRef:
    listed = expressed(list_, around)
    if z3.is_false(listed.known):
        return FALSE
    items = elements(listed).items
    return either(*(both(there, of(part, around.binding(variable, element))) for there, element in items for part in parts))


def _aggregate(expression: core.Aggregate, around: Around, of: Callable[[Expression, Around], z3.BoolRef]) -> z3.BoolRef:
    parts = tuple(part for part in (expression.condition, expression.value) if part is not None)
    listed = expressed(expression.of, around)
    if z3.is_false(listed.known):
        return of(expression.of, around)
    none = TRUE if expression.kind in {"min", "max", "first"} else FALSE
    for there, element in elements(listed).items:
        bound = around.binding(expression.variable, element)
        taken = TRUE if expression.condition is None else opposite(is_false(expressed(expression.condition, bound)))
        none = both(none, opposite(both(there, taken)))
    return either(of(expression.of, around), both(listed.known, none), _of_elements(expression.of, expression.variable, parts, around, of))
