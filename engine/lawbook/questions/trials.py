"""What a version comes to on facts that are tried, and on those beside them: only what looks at a changed fact is decided anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lawbook.contract.decision import ranked
from lawbook.evaluate.expressions import Setting
from lawbook.evaluate.policies import Made, make, reasons_of_scores
from lawbook.evaluate.promises import Request
from lawbook.evaluate.tables import JudgedTable
from lawbook.model.core import Table
from lawbook.model.policy import Decision, Parameter, Policy
from lawbook.model.reading import Readings, readings_of, reads_of
from lawbook.model.values import Value
from lawbook.model.walking import conditions_of_row


@dataclass(frozen=True, slots=True)
class Trial:
    """A request, with what each decision of the version comes to by itself.

    *anew*: the decisions that had to be made for it; all others are those of the trial that it was made beside.
    """

    request: Request
    values: Mapping[str, Value]
    tables: Mapping[str, JudgedTable]
    anew: frozenset[str] = frozenset()


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
    of_scores: frozenset[str] = field(init=False)
    made: dict[tuple[object, ...], Made] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        readings = readings_of(self.policy)
        object.__setattr__(self, "readings", readings)
        object.__setattr__(self, "parameters", {each.name: each for each in self.policy.parameters})
        object.__setattr__(self, "declared", {each.name: each for each in self.policy.decisions})
        behind = {each.name: readings.behind([each.name]) for each in self.policy.decisions}
        by_day = {name for name, reads in readings.of.items() if reads.day}
        object.__setattr__(self, "dated", frozenset(name for name, names in behind.items() if names & by_day))
        touched = {fact.name: frozenset(name for name, names in behind.items() if fact.name in names) for fact in self.policy.facts}
        object.__setattr__(self, "touched", touched)
        asked = reads_of(score.when for score in self.policy.score_reasons).names
        object.__setattr__(self, "of_scores", readings.behind(asked))

    def looked_at(self, decision: str, row: str, *, deep: bool) -> frozenset[str]:
        """Name what a decision looks at, or one of its rows where there is one of that id; *deep*: all that this rests on, too."""
        body = self.declared[decision].body
        rows = [each for each in body.rows if each.id == row] if isinstance(body, Table) else []
        names = self.readings.of[decision].names
        if isinstance(body, Table) and rows:
            names = reads_of((*body.inputs, *conditions_of_row(rows[0]))).names
        return self.readings.behind(names) if deep else names

    def try_(self, request: Request) -> Trial:
        """Decide on facts."""
        return self._decided(request, Trial(request, {}, {}), frozenset(self.declared), None)

    def beside(self, before: Trial, facts: Mapping[str, Value], day: int) -> Trial:
        """Decide on what *before* was decided on, but with these *facts* and on this *day*."""
        request = Request({**before.request.facts, **facts}, day)
        touched = frozenset[str]().union(*(self.touched[name] for name in facts))
        if day != before.request.day:
            touched |= self.dated
        return self._decided(request, before, touched, {name for name, value in facts.items() if value != before.request.facts[name]})

    def _decided(self, request: Request, before: Trial, touched: frozenset[str], moved: set[str] | None) -> Trial:
        """Make those decisions of *touched* anew that look at what has *moved*, which those that come out otherwise have, too; or all."""
        values, tables = dict(before.values), dict(before.tables)
        setting = Setting(request.facts, values, self.parameters, request.day)
        another_day, anew = request.day != before.request.day, set[str]()
        for declared in self.policy.decisions:
            name = declared.name
            if name not in touched:
                continue
            reads = self.readings.of[name]
            if (
                moved is not None
                and not (another_day and reads.day)
                and moved.isdisjoint(reads.facts)
                and moved.isdisjoint(reads.decisions)
            ):
                continue
            made = self._made(declared, setting)
            anew.add(name)
            if moved is not None and made.value != values[name]:
                moved.add(name)
            values[name] = made.value
            if made.table is not None:
                tables[name] = made.table
        return Trial(request, values, tables, frozenset(anew))

    def _made(self, declared: Decision, setting: Setting) -> Made:
        """Make a decision: what was made of the same values on the same day serves again."""
        reads = self.readings.of[declared.name]
        facts = tuple(setting.facts[name] for name in reads.facts_in_order)
        key = (declared.name, setting.as_of if reads.day else 0, facts, tuple(setting.decisions[name] for name in reads.decisions_in_order))
        found = self.made.get(key)
        if found is None:
            found = self.made[key] = make(declared, setting)
        return found

    def reasons_of_scores(self, trial: Trial) -> tuple[tuple[str, str], ...]:
        """Give the code and the rule of each reason that scorecards give, in their order."""
        if not self.policy.score_reasons:
            return ()
        setting = Setting(trial.request.facts, trial.values, self.parameters, trial.request.day)
        return tuple((given.code, given.rule) for given in ranked([*reasons_of_scores(self.policy, setting, trial.tables)]))
