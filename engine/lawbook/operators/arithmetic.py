"""The few operations on integers that languages disagree about."""


def modulo(number: int, by: int) -> int:
    """Give the floored remainder: from 0 to *by* - 1, also for a number below zero. *by* is above 0."""
    return number % by


def power(base: int, exponent: int, most: int, scale: int) -> int:
    """Give *base* (counted in 10 ** -*scale*) to the power *exponent* at the fixed scale of *scale* × *most*.

    Zero to the power zero is 1.
    """
    raised: int = base**exponent
    finer: int = 10 ** (scale * (most - exponent))
    return raised * finer
