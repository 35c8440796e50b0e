"""The order in which `collect` gives its outputs: that of their values, so that it does not depend on the order of rows."""

from collections.abc import Sequence

from lawbook.model.core import Expression
from lawbook.model.types import OneOfType
from lawbook.model.values import Value
from lawbook.problems import EngineFault


def place_among_outputs(expressions: Sequence[Expression], outputs: Sequence[Value]) -> tuple[int | str, ...]:
    """Give what the outputs of a hit are put in order by: labels stand as declared, everything else ascending."""
    places: list[int | str] = []
    for expression, output in zip(expressions, outputs, strict=True):
        if isinstance(output, str) and isinstance(expression.type, OneOfType):
            places.append(expression.type.labels.index(output))
        elif isinstance(output, (int, str)):
            places.append(output)
        else:
            raise EngineFault(f"the output {output!r} cannot be put in order")
    return tuple(places)
