"""Random expressions of the core, typed and within the calendar, over a few facts, decisions and parameters.

Everything is drawn from one `random.Random`, and constants from few and small numbers, so that boundaries are often met.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, TypeAlias

from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Cause, Known
from lawbook.model.working_days import WorkingDays
from lawbook.problems.problem import NOWHERE

Kind: TypeAlias = Literal["truth", "number", "date", "time", "moment", "label", "text", "set"]

DAY = 738_000
"""A day in the middle of those that are drawn: 2021-07-29."""
LABELS = ("A", "B", "C", "D")
TRUTH = BooleanType()
NUMBER = NumberType("integer", 0, -(10**38), 10**38)
SMALL = NumberType("integer", 0, -20, 40)
COUNT = NumberType("integer", 0, 0, 40)
MONEY = NumberType("money", 2, -500, 900, "CNY")
AMOUNT = NumberType("money", 2, -(10**38), 10**38, "CNY")
DATE = DateType(DAY - 400, DAY + 400)
TIME = TimeType()
MOMENT = MomentType()
LABEL = OneOfType(LABELS, ordered=True, severity=("C", "A", "D", "B"))
TEXT = TextType(4)
SET = SetType(LABEL)
RECORD = RecordType(("n", "m", "t", "l"), (SMALL, SMALL, TRUTH, LABEL), (False, True, True, False))
LIST = ListType(RECORD, 5)

TYPES: dict[Kind, tuple[Type, ...]] = {
    "truth": (TRUTH,),
    "number": (NUMBER,),
    "date": (DATE,),
    "time": (TIME,),
    "moment": (MOMENT,),
    "label": (LABEL,),
    "text": (TEXT,),
    "set": (SET,),
}
FIELDS: dict[Kind, tuple[int, ...]] = {"number": (0, 1), "truth": (2,), "label": (3,)}
ROUNDINGS: tuple[core.Rounding, ...] = ("up", "down", "half up", "half down", "half even", "floor", "ceiling")
WORKING = WorkingDays("worked", DAY - 40, DAY + 100, tuple(day for day in range(DAY - 40, DAY + 101) if day % 7 > 1 and day != DAY + 1))
"""Working days of five in a week, but for one holiday."""
BEYOND = Cause(960, "beyond-calendar", "worked")
PARTS: tuple[core.DatePartName, ...] = ("year", "month", "day", "weekday")


def node(of: Type) -> dict[str, Any]:
    """Give what every node has."""
    return {"where": NOWHERE, "type": of}


def constant(value: Known, of: Type) -> core.Constant:
    """Give a constant."""
    return core.Constant(value, **node(of))


def value(kind: Kind, random: Random) -> Known:
    """Draw a value."""
    match kind:
        case "truth":
            return random.random() < 0.5
        case "number":
            return random.choice((-2, -1, 0, 0, 1, 2, 3, 5, 10, 25, 100))
        case "date":
            return DAY + random.choice((-366, -31, -1, 0, 0, 1, 27, 28, 31, 365))
        case "time":
            return random.choice((0, 1, 28_800, 79_200, 79_201, 86_399))
        case "moment":
            return 1_700_000_000 + random.choice((-1, 0, 1, 60))
        case "label":
            return random.choice(LABELS)
        case "text":
            return random.choice(("", "a", "b", "界", "ab:c"))
        case "set":
            return frozenset(random.sample(LABELS, random.randrange(4)))


@dataclass
class Names:
    """What expressions may refer to: names of facts and decisions by kind, and parameters (with the kind of key) by kind."""

    facts: dict[Kind, list[tuple[str, Type]]] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)
    decisions: dict[Kind, list[Expression]] = field(default_factory=dict)
    parameters: dict[Kind, list[tuple[str, int, bool]]] = field(default_factory=dict)
    variables: list[str] = field(default_factory=list)
    input: Kind | None = None


class Expressions:
    """A maker of expressions."""

    def __init__(self, random: Random, names: Names) -> None:
        self.random = random
        self.names = names

    def of(self, kind: Kind, depth: int) -> Expression:
        """Make an expression of one kind, at most *depth* deep."""
        if depth <= 0 or self.random.random() < 0.25:
            return self._leaf(kind)
        if self.random.random() < 0.1:
            return core.If(self.of("truth", depth - 1), self.of(kind, depth - 1), self.of(kind, depth - 1), **node(TYPES[kind][0]))
        match kind:
            case "truth":
                return self._truth(depth - 1)
            case "number":
                return self._number(depth - 1)
            case "date":
                return self._date(depth - 1)
            case "time" | "moment":
                made = self.random.choice((core.Least, core.Greatest))
                return made(tuple(self.of(kind, depth - 1) for _ in range(2)), **node(TYPES[kind][0]))
            case _:
                return self._leaf(kind)

    def _leaf(self, kind: Kind) -> Expression:
        of = TYPES[kind][0]
        choices: list[Expression] = [constant(value(kind, self.random), of)]
        choices += [core.FactValue(name, **node(exact)) for name, exact in self.names.facts.get(kind, ())] * 2
        choices += self.names.decisions.get(kind, ())
        choices += [self._field(variable, kind) for variable in self.names.variables if kind in FIELDS] * 2
        if kind == "date":
            choices.append(core.AsOf(**node(DATE)))
        if kind == self.names.input:
            choices += [core.Variable("?", **node(of))] * 4
        parameters = self.names.parameters.get(kind, [])
        place = self.random.randrange(len(choices) + len(parameters))
        return choices[place] if place < len(choices) else self._parameter(*parameters[place - len(choices)], of)

    def _field(self, variable: str, kind: Kind) -> Expression:
        return core.FieldOf(core.Variable(variable, **node(RECORD)), self.random.choice(FIELDS[kind]), **node(TYPES[kind][0]))

    def _parameter(self, name: str, order: int, keyed: bool, of: Type) -> Expression:  # noqa: FBT001 - as it is kept
        bare = self.random.random() < 0.6
        date = core.AsOf(**node(DATE)) if bare else self.of("date", 1)
        key = self.of("label", 1) if keyed else None
        return core.ParameterAt(name, date, key, Cause(order, "no-parameter-value", name), **node(of))

    def several(self, kind: Kind, depth: int, least: int = 1) -> tuple[Expression, ...]:
        """Make a few expressions of one kind."""
        return tuple(self.of(kind, depth) for _ in range(self.random.randint(least, 3)))

    def _truth(self, depth: int) -> Expression:
        random = self.random
        match random.randrange(14):
            case 0 | 1:
                return core.All(self.several("truth", depth, 0), **node(TRUTH))
            case 2 | 3:
                return core.AnyOf(self.several("truth", depth, 0), **node(TRUTH))
            case 4:
                return core.Not(self.of("truth", depth), **node(TRUTH))
            case 5:
                return core.IsKnown(self.of(random.choice(tuple(TYPES)), depth), **node(TRUTH))
            case 6:
                kind = random.choice(tuple(TYPES))
                return core.Equal(self.of(kind, depth), self.of(kind, depth), **node(TRUTH))
            case 7:
                return core.Contains(self.of("set", depth), random.choice(LABELS), **node(TRUTH))
            case 8 | 13:
                return self._of_time(depth)
            case 9 if self.names.lists:
                quantifier: Literal["some", "every"] = random.choice(("some", "every"))
                variable, inner = self._inner()
                return core.Quantified(quantifier, self._list(), variable, inner.of("truth", depth), **node(TRUTH))
            case 10:
                return self.within(self.of("number", depth), "number", depth)
            case _:
                made = random.choice((core.Less, core.AtMost))
                ordered: Kind = random.choice(("number", "number", "date", "time", "moment"))
                return made(self.of(ordered, depth), self.of(ordered, depth), **node(TRUTH))

    def _of_time(self, depth: int) -> Expression:
        if self.random.random() < 0.5:
            return core.IsWorkingDay(self.of("date", depth), WORKING, BEYOND, **node(TRUTH))
        return core.During(self.of("time", depth), self.of("time", depth), self.of("time", depth), **node(TRUTH))

    def within(self, of: Expression, kind: Kind, depth: int) -> core.Within:
        """Make a test of an expression."""
        return core.Within(of, tuple(self._test(kind, depth) for _ in range(self.random.randint(1, 3))), **node(TRUTH))

    def _test(self, kind: Kind, depth: int) -> core.Test:
        if kind in {"label", "text", "truth"} or self.random.random() < 0.3:
            return core.Same(self.of(kind, depth))
        absent = self.random.choice(("low", "high", "neither", "neither"))
        low = None if absent == "low" else self.of(kind, depth)
        high = None if absent == "high" else self.of(kind, depth)
        return core.Interval(low, self.random.random() < 0.5, high, self.random.random() < 0.5)

    def _list(self) -> Expression:
        return core.FactValue(self.random.choice(self.names.lists), **node(LIST))

    def _inner(self) -> "tuple[str, Expressions]":
        variable = f"x{len(self.names.variables) if self.random.random() < 0.8 else 0}"
        names = Names(**{**vars(self.names), "variables": [*self.names.variables, variable]})
        return variable, Expressions(self.random, names)

    def _number(self, depth: int) -> Expression:
        make = self.random.choice(
            (self._sum, self._sum, self._scaled, self._quotient, self._quotient, self._counted, self._dated, self._aggregate)
        )
        return make(depth)

    def _sum(self, depth: int) -> Expression:
        random = self.random
        match random.randrange(5):
            case 0:
                made = random.choice((core.Add, core.Subtract, core.Multiply))
                return made(self.of("number", depth), self.of("number", depth), **node(NUMBER))
            case 1:
                return core.Negate(self.of("number", depth), **node(NUMBER))
            case 2:
                return core.Absolute(self.of("number", depth), **node(NUMBER))
            case _:
                extreme = random.choice((core.Least, core.Greatest))
                return extreme(self.several("number", depth), **node(NUMBER))

    def _scaled(self, depth: int) -> Expression:
        random = self.random
        match random.randrange(3):
            case 0:
                exponent = random.choice((constant(2, NUMBER), core.Modulo(self.of("number", depth), 4, **node(NUMBER))))
                return core.Power(self._small(depth), exponent, 3, random.randrange(3), **node(NUMBER))
            case 1:
                return core.Rescale(self.of("number", depth), random.randint(1, 3), **node(NUMBER))
            case _:
                return core.Modulo(self.of("number", depth), random.choice((1, 2, 7)), **node(NUMBER))

    def _counted(self, depth: int) -> Expression:
        if self.random.random() < 0.5:
            return core.SetSize(self.of("set", depth), **node(NUMBER))
        return core.Position(self.of("label", depth), LABELS, **node(NUMBER))

    def _dated(self, depth: int) -> Expression:
        random = self.random
        match random.randrange(4):
            case 3:
                return core.WorkingDaysBetween(self.of("date", depth), self.of("date", depth), WORKING, BEYOND, **node(NUMBER))
            case 0:
                return core.Subtract(self.of("date", depth), self.of("date", depth), **node(NUMBER))
            case 1:
                return core.MonthsBetween(self.of("date", depth), self.of("date", depth), **node(NUMBER))
            case _:
                return core.DatePart(self.of("date", depth), random.choice(PARTS), **node(NUMBER))

    def _small(self, depth: int) -> Expression:
        return core.Modulo(self.of("number", depth), 7, **node(NUMBER))

    def _quotient(self, depth: int) -> Expression:
        random = self.random
        numerator, rounding = self.of("number", depth), random.choice(ROUNDINGS)
        shift, cause = random.randint(-2, 2), Cause(random.randint(900, 902), "division-by-zero", "division")
        if random.random() < 0.5:
            fixed = constant(random.choice((-3, 1, 2, 4)), NUMBER)
            return core.RoundedQuotient(numerator, fixed, (), shift, rounding, cause, **node(NUMBER))
        divisor = self.of("number", depth)
        denominator = divisor if random.random() < 0.7 else core.Multiply(divisor, constant(3, NUMBER), **node(NUMBER))
        return core.RoundedQuotient(numerator, denominator, (divisor,), shift, rounding, cause, **node(NUMBER))

    def _aggregate(self, depth: int) -> Expression:
        random = self.random
        if not self.names.lists:
            return self._leaf("number")
        kind: core.AggregateKind = random.choice(("count", "sum", "min", "max", "first"))
        of = self._list()
        variable, inner = self._inner()
        condition = inner.of("truth", depth) if random.random() < 0.6 else None
        taken = None if kind == "count" else inner.of("number", depth)
        return core.Aggregate(kind, of, variable, condition, taken, Cause(950, "empty-list", "list"), **node(NUMBER))

    def ranked(self, depth: int) -> Expression:
        """Make a ranking of a list."""
        random = self.random
        variable, inner = self._inner()
        place = random.choice((0, 0, 1, 3))
        key = core.FieldOf(core.Variable(variable, **node(RECORD)), place, **node(LABEL if place == 3 else NUMBER))
        gates = inner.several("truth", depth, 0)
        by = inner.several(random.choice(("number", "number", "date", "truth")), depth)
        labels = tuple(f"G{place}" for place in range(len(gates)))
        descending = tuple(random.random() < 0.5 for _ in by)
        types = (key.type, OneOfType(core.STATUSES), SetType(OneOfType(labels)), TRUTH)
        of = ListType(RecordType(core.RANKED_FIELDS, types, (False, False, False, True)), LIST.most)
        return core.Ranked(self._list(), variable, key, gates, labels, by, descending, **node(of))

    def _date(self, depth: int) -> Expression:
        if self.random.random() < 0.5:
            return core.Add(self.of("date", depth), self._small(depth), **node(DATE))
        if self.random.random() < 0.4:
            many = constant(self.random.choice((3, 1, 0, -2)), NUMBER) if self.random.random() < 0.6 else self._small(depth)
            return core.AddWorkingDays(self.of("date", depth), many, WORKING, BEYOND, **node(DATE))
        return core.AddMonths(self.of("date", depth), self._small(depth), **node(DATE))
