"""What a version comes to on facts that are tried, and on those beside them: only what looks at a changed fact is decided anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lawbook.bounds.policies import Readings, conditions_of, names_in, readings_of
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.promises import Request
from lawbook.evaluate.tables import JudgedTable, judge_table
from lawbook.model.core import AsOf, Table
from lawbook.model.policy import Decision, Parameter, Policy
from lawbook.model.values import Unknown, Value
from lawbook.model.walking import every_part, parts_of_body


@dataclass(frozen=True, slots=True)
class Trial:
    """A request, with what each decision of the version comes to by itself."""

    request: Request
    values: Mapping[str, Value]
    tables: Mapping[str, JudgedTable]


@dataclass(frozen=True)
class Ground:
    """A version (in the form that it has on some of its days), and what its decisions look at."""

    policy: Policy
    first: int
    last: int
    readings: Readings = field(init=False)
    parameters: Mapping[str, Parameter] = field(init=False)
    declared: Mapping[str, Decision] = field(init=False)
    dated: frozenset[str] = field(init=False)
    touched: Mapping[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        readings = readings_of(self.policy)
        object.__setattr__(self, "readings", readings)
        object.__setattr__(self, "parameters", {each.name: each for each in self.policy.parameters})
        object.__setattr__(self, "declared", {each.name: each for each in self.policy.decisions})
        behind = {each.name: readings.behind([each.name]) for each in self.policy.decisions}
        by_day = {each.name for each in self.policy.decisions if _looks_at_day(each)}
        object.__setattr__(self, "dated", frozenset(name for name, names in behind.items() if names & by_day))
        touched = {fact.name: frozenset(name for name, names in behind.items() if fact.name in names) for fact in self.policy.facts}
        object.__setattr__(self, "touched", touched)

    def looked_at(self, decision: str, row: str, *, deep: bool) -> frozenset[str]:
        """Name what a decision looks at, or one of its rows where there is one of that id; *deep*: all that this rests on, too."""
        body = self.declared[decision].body
        rows = [each for each in body.rows if each.id == row] if isinstance(body, Table) else []
        names = self.readings.of[decision]
        if isinstance(body, Table) and rows:
            names = frozenset(name for part in (*body.inputs, *conditions_of(rows[0])) for name in names_in(part))
        return self.readings.behind(names) if deep else names

    def try_(self, request: Request) -> Trial:
        """Decide on facts."""
        return self._decided(request, Trial(request, {}, {}), frozenset(self.declared))

    def beside(self, before: Trial, facts: Mapping[str, Value], day: int) -> Trial:
        """Decide on what *before* was decided on, but with these *facts* and on this *day*."""
        request = Request({**before.request.facts, **facts}, day)
        return self._decided(request, before, self.changing(before, facts, day))

    def changing(self, before: Trial, facts: Mapping[str, Value], day: int) -> frozenset[str]:
        """Name the decisions that may come out otherwise than *before*."""
        touched = frozenset[str]().union(*(self.touched[name] for name in facts))
        return touched if day == before.request.day else touched | self.dated

    def _decided(self, request: Request, before: Trial, anew: frozenset[str]) -> Trial:
        values, tables = dict(before.values), dict(before.tables)
        setting = Setting(request.facts, values, self.parameters, request.day)
        for declared in self.policy.decisions:
            if declared.name not in anew:
                continue
            if isinstance(declared.body, Table):
                judged = judge_table(declared.body, declared.name, declared.order, declared.type, setting)
                tables[declared.name] = judged
                values[declared.name] = judged.value
            else:
                values[declared.name] = evaluate(declared.body, setting)
        return Trial(request, values, tables)


def published(declared: Decision, value: Value) -> Value:
    """Give what is published of *declared*, which comes to *value*."""
    if not isinstance(value, Unknown) or not declared.published or declared.fallback is None:
        return value
    return declared.fallback


def _looks_at_day(declared: Decision) -> bool:
    return any(isinstance(part, AsOf) for expression in parts_of_body(declared.body) for part in every_part(expression))
