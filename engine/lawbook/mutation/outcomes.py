"""The outcomes that a decision writes out."""

from lawbook.model.core import Constant, Expression, If, Table
from lawbook.model.values import Known

GATHERING = frozenset({"collect", "rule order", "output order"})
"""Hit policies that put several outputs together."""


def constants_of(body: Expression | Table, position: int = 0) -> tuple[Known, ...] | None:
    """Give all values that a decision (the output of a table at *position*) can come to, where each is written out, else None."""
    found: dict[Known, None] = {}
    for output in _outputs(body, position):
        written = _written(output)
        if written is None:
            return None
        found.update(dict.fromkeys(written))
    return tuple(found) or None


def _outputs(body: Expression | Table, position: int) -> list[Expression]:
    if not isinstance(body, Table):
        return [body]
    if body.hit in GATHERING:
        return []
    rows = body.rows if body.otherwise is None else (*body.rows, body.otherwise)
    return [row.outputs[position] for row in rows]


def _written(output: Expression) -> tuple[Known, ...] | None:
    match output:
        case Constant(value=value):
            return (value,)
        case If(then=then, otherwise=otherwise):
            one, other = _written(then), _written(otherwise)
            return None if one is None or other is None else (*one, *other)
        case _:
            return None
