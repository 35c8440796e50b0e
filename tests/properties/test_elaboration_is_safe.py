"""What passes the check cannot go wrong: whatever the facts, it comes to a value of its type, or to an unknown where one was expected."""

from collections.abc import Mapping

from hypothesis import HealthCheck, assume, event, given, settings

from lawbook.check.typing.dates import moment_bounds
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.model.core import Expression
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType
from lawbook.model.values import Unknown, Value
from support.elaborating import elaborated, value_of
from support.elaborating import scope as declared
from support.typed_expressions import expressions, facts


def fits(expression: Expression, value: Value) -> bool:
    match expression.type:
        case _ if isinstance(value, Unknown):
            return can_be_unknown(expression, declared())
        case BooleanType():
            return isinstance(value, bool)
        case NumberType(low=low, high=high) | DateType(low=low, high=high):
            return isinstance(value, int) and low <= value <= high
        case MomentType():
            low, high = moment_bounds(expression)
            return isinstance(value, int) and low <= value <= high
        case OneOfType(labels=labels):
            return value in labels
        case _:
            return False


@given(text=expressions(3), posted=facts())
@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=300)
def test_what_is_sound_comes_to_a_value_of_its_type(text: str, posted: Mapping[str, Value]) -> None:
    expression, problems = elaborated(text)
    errors = [problem for problem in problems if problem.severity == "error"]
    assert errors or expression is not None, text
    event(", ".join(sorted({problem.code for problem in problems})) or "sound")
    assume(not errors)
    assert expression is not None
    assert fits(expression, value_of(expression, posted)), text
