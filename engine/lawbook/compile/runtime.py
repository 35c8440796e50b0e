"""What generated code calls by name."""

from bisect import bisect_right
from datetime import date, time
from decimal import Context, Decimal, InvalidOperation, Overflow, Rounded
from functools import lru_cache
from typing import Final

from msgspec import UNSET
from msgspec.structs import astuple

from lawbook.compile.parameters import value_at
from lawbook.compile.resolving import REMEMBERED, Join
from lawbook.compile.verdicts import same
from lawbook.compile.working_days import added, between
from lawbook.contract.decision import Decision
from lawbook.contract.written import date_text, fixed_scale, instant_at, instant_written, moment_text
from lawbook.model.values import Known, Unknown, Value
from lawbook.operators.calendar import add_months, during, months_between
from lawbook.operators.ranking import Candidate, ranking
from lawbook.operators.rounding import rounded_quotient
from lawbook.problems import EngineFault

# More digits than any number of a policy has; digits that would be lost are refused, never rounded away.
_EXACT = Context(prec=100, Emin=-200, Emax=200, traps=[InvalidOperation, Overflow, Rounded])


def choose(join: Join, condition: Value, then: Value, otherwise: Value) -> Value:
    """Give what `if` comes to when its condition is unknown."""
    return then if same(then, otherwise) else join(condition, then, otherwise)


def divide_unknown(join: Join, cause: Unknown, operands: tuple[Value, ...]) -> Unknown:
    """Give why a quotient is unknown: *operands* are the numerator, the denominator, and what must not be zero."""
    zero = any(divisor == 0 for divisor in operands[2:] if not isinstance(divisor, Unknown))
    return join(*operands, cause) if zero else join(*operands)


def rank(join: Join, candidates: list[Candidate], labels: tuple[str, ...], descending: tuple[bool, ...]) -> Known:
    """Give candidates in order."""
    return ranking(candidates, labels, descending, lambda doubts: join(*doubts))


def always_known(name: str) -> None:
    """Refuse an unknown where the policy was checked to have none."""
    raise EngineFault(f"the decision {name} was checked to be always known")


RUNTIME: Final[dict[str, object]] = {
    "U": Unknown,
    "BISECT": bisect_right,
    "DIVIDE": rounded_quotient,
    "DATE": date.fromordinal,
    "ADD_MONTHS": lru_cache(REMEMBERED)(add_months),
    "MONTHS_BETWEEN": lru_cache(REMEMBERED)(months_between),
    "ADD_WORKING_DAYS": added,
    "WORKING_DAYS_BETWEEN": between,
    "DURING": during,
    "ON": value_at,
    "DECISION": Decision,
    "ALWAYS_KNOWN": always_known,
    "DAY": date,
    "DAY_OF": date.fromisoformat,
    "DECIMAL": Decimal,
    "TIME": time,
    "INSTANT": instant_at,
    "INSTANT_OF": instant_written,
    "PARTS": astuple,
    "UNSET": UNSET,
    "WHOLE": _EXACT.to_integral_exact,
    "SCALEB": _EXACT.scaleb,
    "FIXED": fixed_scale,
    "DATE_TEXT": lru_cache(REMEMBERED)(date_text),
    "MOMENT_TEXT": moment_text,
}
"""The names that every generated module has."""
