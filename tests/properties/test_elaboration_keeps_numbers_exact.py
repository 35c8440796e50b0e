"""What an expression elaborates into comes to the same exact number as the expression itself, within the interval inferred for it."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.check.typing.expressions import elaborate
from lawbook.check.typing.intervals import MOST
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.model.core import Expression
from lawbook.model.types import NumberType
from lawbook.model.values import Unknown
from lawbook.model.walking import every_part
from lawbook.problems import Problems
from lawbook.read.printing import to_text
from lawbook.read.syntax import Syntax
from support.elaborating import TYPES, scope, value_of
from support.numeric_syntax import MONEY, PLAIN, money, plain, truths
from support.reading import scalar
from support.reference_arithmetic import answer

NUMBERS = {name: type_ for name in (*PLAIN, *MONEY) if isinstance(type_ := TYPES[name], NumberType)}
FACTS = st.fixed_dictionaries(
    {
        name: st.integers(type_.low, type_.high) | st.sampled_from([max(0, type_.low), type_.low, type_.high])
        for name, type_ in NUMBERS.items()
    }
)


def elaborated_or_too_large(tree: Syntax) -> Expression | None:
    problems = Problems()
    expression = elaborate(tree, scalar(to_text(tree)), scope(), problems, wanted=None)
    codes = {problem.code for problem in problems}
    event(", ".join(sorted(codes)) or "sound")
    assert codes <= {"number-too-large", "constant-condition", "empty-range"}, (to_text(tree), codes)
    return expression


def exact(counts: Mapping[str, int]) -> dict[str, Fraction]:
    return {name: Fraction(count, 10 ** NUMBERS[name].scale) for name, count in counts.items()}


def hold_every_part(expression: Expression, facts: Mapping[str, int]) -> None:
    for part in every_part(expression):
        value = value_of(part, facts)
        if isinstance(value, Unknown):
            assert can_be_unknown(part, scope())
        elif isinstance(part.type, NumberType):
            assert isinstance(value, int)
            assert part.type.low <= value <= part.type.high
            assert abs(value) <= MOST


@given(tree=st.one_of(plain(3), money(3)), facts=FACTS)
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None, max_examples=300)
def test_a_number_is_exactly_what_the_fractions_say(tree: Syntax, facts: Mapping[str, int]) -> None:
    expression = elaborated_or_too_large(tree)
    assume(expression is not None)
    assert expression is not None
    assert isinstance(expression.type, NumberType)
    expected, value = answer(tree, exact(facts)), value_of(expression, facts)
    if expected is None:
        assert isinstance(value, Unknown)
    else:
        assert isinstance(value, int)
        assert Fraction(value, 10**expression.type.scale) == expected
    hold_every_part(expression, facts)


@given(tree=truths(3), facts=FACTS)
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], deadline=None, max_examples=200)
def test_a_truth_is_exactly_what_the_fractions_say(tree: Syntax, facts: Mapping[str, int]) -> None:
    expression = elaborated_or_too_large(tree)
    assume(expression is not None)
    assert expression is not None
    expected, value = answer(tree, exact(facts)), value_of(expression, facts)
    assert (None if isinstance(value, Unknown) else value) == expected
    hold_every_part(expression, facts)
