"""Looking for facts on which a mutant decides otherwise, near to facts of which scenarios speak already.

From the known facts on which the changed row is nearest to being hit, facts are changed one after the other, always to what brings the row
nearer or makes more decisions come out otherwise: to a value beside a constant of the policy, or to what another scenario says where
a condition that is lacking holds. Every example is decided by both forms; where none is found, none is claimed to be lacking.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from random import Random

from lawbook.bounds.worth_trying import days_worth_trying, values_of_facts
from lawbook.contract.decision import Decision
from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.model.core import All, Expression, Row, Table
from lawbook.model.reading import reads_of
from lawbook.model.values import Value
from lawbook.model.walking import with_input
from lawbook.mutation.anew import Ground, Standing, Tried, effect_of, standing
from lawbook.mutation.changed import changed_parts

STARTS = 4
"""From how many known facts the search begins."""
STEPS = 6
"""How many facts are changed one after the other."""
CHANCES, CHANCES_OF = 250, 16
"""How often several facts are changed at once from each beginning, and how many facts take part."""
PAIRS = 12
"""How many pairs of rows that changed places are looked at."""
TRIED = 2_500
"""How many sets of facts are decided on before the search is given up."""


@dataclass(frozen=True, slots=True)
class Example:
    """Facts on which the policy decides *before* and the mutant *after*."""

    before: Standing
    after: Decision


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a policy version before any mutant of it is looked at: facts that scenarios speak of, values worth trying."""

    ground: Ground
    bases: Sequence[Standing]
    values: Mapping[str, tuple[Value, ...]]
    days: tuple[int, ...]


def known_of(ground: Ground, bases: Sequence[Standing]) -> Known:
    """Begin to look for examples with *bases* as starting points."""
    return Known(ground, bases, values_of_facts(ground.policy), days_worth_trying(ground.policy))


def find_example(known: Known, on_trial: Tried) -> Example | None:
    """Find facts on which the mutant decides otherwise; None when none were found among those tried."""
    search = _Search(known, on_trial)
    ordered = sorted(known.bases, key=search.distance)
    starts = _unlike(ordered)
    for start in starts:
        found = search.begun(start)
        if found is not None or search.left <= 0:
            return found
    return next((found for start in starts if (found := search.by_chance(start)) is not None), None)


def _unlike(bases: Sequence[Standing]) -> list[Standing]:
    """Keep the first of those bases that decide the same."""
    found: dict[tuple[object, ...], Standing] = {}
    for base in bases:
        found.setdefault((base.decision.fired, base.as_of), base)
    return list(islice(found.values(), STARTS))


class _Search:
    def __init__(self, known: Known, on_trial: Tried) -> None:
        self.known = known
        self.on_trial = on_trial
        self.left = TRIED
        self.wanted = _wanted(on_trial, known.ground)
        self.facts = _facts_behind(known.ground, on_trial)

    def distance(self, at: Standing) -> float:
        """Tell how far from mattering the change is, and then how far what it changes is from being seen."""
        setting = Setting(at.facts, at.values, self.known.ground.parameters, at.as_of)
        lacking = min((sum(evaluate(test, setting) is not True for test in tests) for tests in self.wanted), default=0)
        return lacking - len(effect_of(self.on_trial, self.known.ground, at).otherwise) / 100

    def begun(self, start: Standing) -> Example | None:
        """Search from *start* on."""
        at, left = start, self.distance(start)
        for _ in range(STEPS):
            nearest: tuple[float, Standing] | None = None
            for facts, as_of in self._moves(at):
                self.left -= 1
                if self.left <= 0:
                    return None
                there = standing(self.known.ground, facts, as_of)
                decision = effect_of(self.on_trial, self.known.ground, there).decision
                if decision is not None:
                    return Example(there, decision)
                away = self.distance(there)
                if away < left and (nearest is None or away < nearest[0]):
                    nearest = (away, there)
            if nearest is None:
                return None
            left, at = nearest
        return None

    def _moves(self, at: Standing) -> Iterator[tuple[Mapping[str, Value], int]]:
        yield from ((at.facts, day) for day in self.known.days if day != at.as_of)
        yield from ((facts, at.as_of) for facts in self._borrowed(at))
        columns = [[(name, value) for value in self._values(name, at.facts[name])] for name in self.facts]
        for turn in range(max(map(len, columns), default=0)):
            for column in columns:
                if turn < len(column) and column[turn][1] != at.facts[column[turn][0]]:
                    name, value = column[turn]
                    yield {**at.facts, name: value}, at.as_of

    def _values(self, name: str, now: Value) -> Iterator[Value]:
        """Give the values worth trying of a fact; of a set also those with one label more or less than *now*."""
        for value in self.known.values.get(name, ()):
            yield value
            if isinstance(value, frozenset) and isinstance(now, frozenset) and len(value) == 1:
                yield now ^ value

    def by_chance(self, start: Standing) -> Example | None:
        """Change several facts at once, by a die that falls the same way on every machine."""
        die = Random(20)  # noqa: S311 - the same choice every time is what is wanted
        facts = [name for name in self.facts if self.known.values.get(name)][:CHANCES_OF]
        for _ in range(CHANCES if facts else 0):
            changed = {name: die.choice(self.known.values[name]) for name in die.sample(facts, min(len(facts), die.randint(2, 4)))}
            there = standing(self.known.ground, {**start.facts, **changed}, start.as_of)
            decision = effect_of(self.on_trial, self.known.ground, there).decision
            if decision is not None:
                return Example(there, decision)
        return None

    def _borrowed(self, at: Standing) -> Iterator[Mapping[str, Value]]:
        """Take what lies behind a condition that is lacking from known facts where it holds."""
        setting = Setting(at.facts, at.values, self.known.ground.parameters, at.as_of)
        for test in {test: None for tests in self.wanted for test in tests if evaluate(test, setting) is not True}:
            behind = _facts_of(self.known.ground, [test])
            for donor in islice(self._donors(test), 3):
                yield {**at.facts, **{name: donor.facts[name] for name in behind}}

    def _donors(self, test: Expression) -> Iterator[Standing]:
        for base in self.known.bases:
            setting = Setting(base.facts, base.values, self.known.ground.parameters, base.as_of)
            if evaluate(test, setting) is True:
                yield base


def _wanted(on_trial: Tried, ground: Ground) -> list[list[Expression]]:
    """Give the conditions of each row that changed, as it stands and as it would, and of rows that changed places, together."""
    old = {decision.name: decision for decision in ground.policy.decisions}
    found: list[list[Expression]] = []
    for new in on_trial.mutant.changes.decisions:
        one, other = old[new.name].body, new.body
        if isinstance(one, Table) and isinstance(other, Table):
            changed = changed_parts(old[new.name], new)
            groups = () if changed is None else changed.groups
            found += [[test for place in rows for test in _tests(one.rows[place], one)] for rows in islice(product(*groups), PAIRS) if rows]
            kept = {id(row) for row in one.rows} & {id(row) for row in other.rows}
            found += [list(_tests(row, table)) for table in (one, other) for row in table.rows if id(row) not in kept]
    return found


def _tests(row: Row, table: Table) -> Iterator[Expression]:
    for cell, of in zip(row.cells, table.inputs, strict=False):
        if cell is not None:
            yield with_input(cell, of)
    if row.condition is not None:
        yield from _all_of(row.condition)


def _all_of(test: Expression) -> Iterator[Expression]:
    if isinstance(test, All):
        for item in test.items:
            yield from _all_of(item)
    else:
        yield test


def _facts_behind(ground: Ground, on_trial: Tried) -> tuple[str, ...]:
    """Give the facts on which the changed decisions rest, and then those on which what looks at them rests."""
    names = [*sorted(on_trial.starts), *(score.decision for score in on_trial.mutant.changes.score_reasons)]
    near = _cone(ground, names)
    far = _cone(ground, [decision.name for decision in on_trial.reached])
    return tuple(dict.fromkeys(fact for name in (*near, *far) for fact in ground.reads[name].facts_in_order))


def _facts_of(ground: Ground, expressions: Sequence[Expression]) -> tuple[str, ...]:
    reads = reads_of(expressions)
    behind = (fact for name in _cone(ground, reads.decisions_in_order) for fact in ground.reads[name].facts_in_order)
    return tuple(dict.fromkeys((*reads.facts_in_order, *behind)))


def _cone(ground: Ground, names: Sequence[str]) -> tuple[str, ...]:
    """Give the decisions *names* and all that they rest on, those nearest first."""
    found = dict.fromkeys(names)
    waiting = list(found)
    while waiting:
        for name in ground.reads[waiting.pop(0)].decisions_in_order:
            if name not in found:
                found[name] = None
                waiting.append(name)
    return tuple(found)
