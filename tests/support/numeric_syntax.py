"""Random expressions over numbers that have a unit, as syntax trees."""

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from lawbook.read.syntax import Between, Binary, BinaryOperator, Call, Choose, Name, Negative, Number, Syntax

PLAIN = ("score", "shift", "terms", "weight", "rate", "vast")
MONEY = ("income", "debt")
ROUNDINGS = ("round up", "round down", "round half up", "round half down", "round half even", "floor", "ceiling")
COMPARISONS: tuple[BinaryOperator, ...] = ("=", "!=", "<", "<=", ">", ">=")


def binary(operator: BinaryOperator, left: Syntax, right: Syntax) -> Syntax:
    """Two operands and what stands between them."""
    return Binary(operator, left, right, at=0, operator_at=0)


def call(function: str, *arguments: Syntax) -> Syntax:
    """A call."""
    return Call(function, arguments, at=0)


def whole(number: int) -> Syntax:
    """An integer, with its sign."""
    return Number(str(number), at=0) if number >= 0 else Negative(Number(str(-number), at=0), at=0)


@cache
def literals() -> SearchStrategy[Syntax]:
    """Numbers written out, above zero."""
    decimals = st.decimals(0, 5000, places=2).map(lambda number: f"{number:f}")
    return st.one_of(st.integers(0, 40).map(str), decimals, st.sampled_from(["0", "1", "0.5", "12"])).map(lambda text: Number(text, at=0))


def names(of: tuple[str, ...]) -> SearchStrategy[Syntax]:
    """One of the facts."""
    return st.sampled_from(of).map(lambda name: Name(name, at=0))


@cache
def plain(depth: int) -> SearchStrategy[Syntax]:
    """A number that counts nothing."""
    if depth == 0:
        return st.one_of(literals(), names(PLAIN))
    under = plain(depth - 1)
    raised = st.builds(lambda base, exponent: binary("**", base, whole(exponent)), under, st.integers(0, 3))
    return st.one_of(names(PLAIN), _alike(under, depth), raised, st.builds(lambda a, b: binary("*", a, b), under, under))


@cache
def money(depth: int) -> SearchStrategy[Syntax]:
    """An amount of money."""
    if depth == 0:
        return names(MONEY)
    under = money(depth - 1)
    times = st.builds(lambda a, b, first: binary("*", *((a, b) if first else (b, a))), under, plain(depth - 1), st.booleans())
    with_literal = st.builds(binary, st.sampled_from(["+", "-"]), under, literals())
    least = st.builds(call, st.sampled_from(["min", "max"]), under, literals())
    return st.one_of(names(MONEY), _alike(under, depth), times, with_literal, least)


def _alike(under: SearchStrategy[Syntax], depth: int) -> SearchStrategy[Syntax]:
    """What can be made of numbers of one unit, so that the result has it too."""
    same_unit = money if under is money(depth - 1) else plain
    modulo = st.builds(lambda of, by: call("modulo", of, whole(by)), under, st.integers(1, 40))
    return st.one_of(
        st.builds(binary, st.sampled_from(["+", "-"]), under, under),
        st.builds(lambda of: Negative(of, at=0), under),
        st.builds(lambda of: call("abs", of), under),
        st.builds(lambda name, items: call(name, *items), st.sampled_from(["min", "max", "sum"]), st.lists(under, min_size=2, max_size=3)),
        st.builds(lambda c, a, b: Choose(c, a, b, at=0), truths(depth - 1), under, under),
        modulo,
        st.builds(_rounding, st.sampled_from(ROUNDINGS), st.one_of(under, quotients(depth, same_unit is money)), st.integers(-2, 4)),
    )


def _rounding(function: str, of: Syntax, places: int) -> Syntax:
    return call(function, of, whole(places))


@cache
def quotients(depth: int, of_money: bool) -> SearchStrategy[Syntax]:  # noqa: FBT001 - two kinds of quotient
    """A calculation with divisions in it, to stand in a rounding."""
    under, plainly = (money(depth - 1), plain(depth - 1)) if of_money else (plain(depth - 1), plain(depth - 1))
    divided = st.builds(lambda a, b: binary("/", a, b), under, plainly)
    ratio = st.builds(lambda a, b: binary("/", a, b), money(depth - 1), money(depth - 1))
    simple = divided if of_money else st.one_of(divided, ratio)
    if depth <= 1:
        return simple
    less = quotients(depth - 1, of_money)
    less_plain = quotients(depth - 1, False)
    raised = st.builds(lambda base, exponent: binary("**", base, whole(exponent)), st.one_of(less_plain, plainly), st.integers(-2, 2))
    return st.one_of(
        simple,
        st.builds(binary, st.sampled_from(["+", "-"]), less, st.one_of(less, under)),
        st.builds(lambda a, b: binary("*", a, b), less, less_plain),
        st.builds(lambda a, b: binary("/", a, b), st.one_of(less, under), less_plain),
        st.builds(lambda of: Negative(of, at=0), less),
        *([] if of_money else [raised]),
    )


@cache
def truths(depth: int) -> SearchStrategy[Syntax]:
    """True or false."""
    less = max(depth - 1, 0)
    sides = st.one_of(st.tuples(plain(less), plain(less)), st.tuples(money(less), st.one_of(money(less), literals())))
    compared = st.builds(lambda operator, both: binary(operator, *both), st.sampled_from(COMPARISONS), sides)
    between = st.builds(lambda of, low, high: Between(of, low, high, at=0), plain(less), names(PLAIN), names(PLAIN))
    if depth == 0:
        return st.one_of(compared, between)
    under = truths(depth - 1)
    joined = st.builds(binary, st.sampled_from(["and", "or"]), under, under)
    return st.one_of(compared, between, joined, st.builds(lambda of: call("not", of), under))
