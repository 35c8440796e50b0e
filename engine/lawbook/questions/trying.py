"""Trying facts, led by what each trial newly shows, so that only the rest is left to prove."""

from collections.abc import Collection, Mapping, Sequence
from random import Random

from lawbook.bounds.worth_trying import days_worth_trying, values_of_facts
from lawbook.contract.facts import may_be_absent, missing
from lawbook.evaluate.promises import Request
from lawbook.model.policy import Fact
from lawbook.model.types import (
    MOMENT_HIGH,
    MOMENT_LOW,
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
from lawbook.model.values import Known, Unknown, Value
from lawbook.prove.facts import LAST_SECOND
from lawbook.prove.usual import usual, usual_fact
from lawbook.questions.asked import Key, Reached
from lawbook.questions.shown import differs, shown
from lawbook.questions.trials import Ground, Trial

MOST = 2_000
"""How many facts are tried at first."""
IDLE = 250
"""After how many trials that show nothing new no more are made."""
AROUND, IDLE_AROUND = 600, 150
"""The same around facts that the solver found."""
VARIED = 600
"""How often one fact is changed before the solver is asked whether anything turns on it."""
MANY = 3
"""How many elements a list that is tried has at most."""
OF_ROWS = frozenset({"fires", "decides", "matters"})
NUMBERS = (0, 1, 3, 33, 333, 3_333, 33_333, 333_333, 3_333_333)
"""Numbers of every size, for fields of records."""


class Search:
    """The facts tried so far, the questions they answered, and those still *wanted*; the same ones on every machine."""

    def __init__(self, ground: Ground, wanted: Collection[Key]) -> None:
        self.ground = ground
        self.wanted = set(wanted)
        self.found: dict[Key, Reached] = {}
        self.die = Random(20)  # noqa: S311 - the same choice every time is what is wanted
        self.values = _values(ground, self.die)
        self.days = [day for day in days_worth_trying(ground.policy) if ground.first <= day <= ground.last]
        self.days = list(dict.fromkeys([ground.first, *self.days, (ground.first + ground.last) // 2, ground.last]))
        self.trials: list[Trial] = []
        self.begin = 0

    def run(self, tried: Sequence[Request] = ()) -> None:
        """Begin with the plainest facts, and with those that were *tried* elsewhere."""
        everything = frozenset(self.ground.declared)
        facts = {fact.name: usual_fact(fact) for fact in self.ground.policy.facts}
        self._look(self.ground.try_(Request(facts, self.ground.first)), everything)
        for request in tried:
            self._look(self.ground.try_(self._fitted(request, facts)), everything)
        self._steps(MOST, IDLE)

    def _fitted(self, request: Request, usual: Mapping[str, Value]) -> Request:
        """Give the facts of another version as those of this one, on one of its days."""
        declared = {fact.name: fact.type for fact in self.ground.policy.facts}
        known = {name: value for name, value in request.facts.items() if name in declared and _is_of(declared[name], value)}
        day = min(max(request.day, self.ground.first), self.ground.last)
        return Request({**usual, **{name: value for name, value in known.items() if not isinstance(value, Unknown)}}, day)

    def around(self, trial: Trial) -> None:
        """Go on from facts that somebody else found."""
        self._look(trial, frozenset(self.ground.declared))
        self.begin = len(self.trials)
        self.trials.append(trial)
        self._steps(AROUND, IDLE_AROUND)

    def vary(self, fact: str) -> bool:
        """Change one fact in many of those tried, and tell whether anything came of it."""
        values, near = self.values.get(fact, []), self._near(fact)
        for attempt in range(VARIED if values else 0):
            before = self.die.choice(self.trials)
            if near and attempt % 4:
                before = self._beside(before, near)
            facts, day = {fact: self.die.choice(values)}, before.request.day
            trial = self.ground.beside(before, facts, day)
            self._look(trial, trial.anew)
            if self._look_at_fact(fact, before, trial):
                return True
        return False

    def _near(self, fact: str) -> list[str]:
        """Name the other facts on which rests what looks at *fact* itself."""
        looking = [name for name, reads in self.ground.readings.of.items() if fact in reads.names]
        behind = self.ground.readings.behind(looking)
        return sorted(name for name in behind if name in self.values and name != fact)

    def _beside(self, before: Trial, names: Sequence[str]) -> Trial:
        facts = {name: self.die.choice(self.values[name]) for name in self.die.sample(names, min(len(names), self.die.randint(1, 4)))}
        trial = self.ground.beside(before, facts, before.request.day)
        self._look(trial, trial.anew)
        return trial

    def answered(self, key: Key) -> None:
        """Ask no more for what is answered otherwise."""
        self.wanted.discard(key)

    def _steps(self, most: int, idle: int) -> None:
        without = 0
        for _ in range(most):
            if not self.wanted or without >= idle or not self.values:
                return
            without = 0 if self._step() else without + 1

    def _step(self) -> bool:
        before = self.trials[self._chosen()]
        facts, day = self._changed(before)
        trial = self.ground.beside(before, facts, day)
        new = self._look(trial, trial.anew)
        if len(facts) == 1 and day == before.request.day:
            new = self._look_at_fact(next(iter(facts)), before, trial) or new
        return new

    def _chosen(self) -> int:
        # The latest are the farthest; each of them once in a while.
        last = len(self.trials)
        return max(self.die.randrange(self.begin, last), self.die.randrange(self.begin, last))

    def _changed(self, before: Trial) -> tuple[Mapping[str, Value], int]:
        names = self._names()
        many = self.die.choice((1, 1, 1, 2, 2, 3, 5, len(names) // 2 or 1))
        chosen = self.die.sample(names, min(many, len(names)))
        day = self.die.choice(self.days) if self.die.random() < 0.1 else before.request.day
        return {name: self.die.choice(self.values[name]) for name in chosen}, day

    def _names(self) -> Sequence[str]:
        """Name the facts that may be changed: half of the time those on which something that is still asked for rests."""
        if self.die.random() < 0.3:
            return list(self.values)
        kind, decision, subject = self.die.choice(sorted(self.wanted))
        if kind == "fact":
            return [subject] if subject in self.values else list(self.values)
        near = self.ground.looked_at(decision, subject if kind in OF_ROWS else "", deep=self.die.random() < 0.7)
        return sorted(name for name in near if name in self.values) or list(self.values)

    def _look(self, trial: Trial, decisions: Collection[str]) -> bool:
        new = False
        for key, reached in shown(self.ground, trial, decisions, self.wanted):
            if key in self.wanted:
                self.wanted.discard(key)
                self.found[key] = reached
                new = True
        if new or not self.trials:
            self.trials.append(trial)
        return new

    def _look_at_fact(self, name: str, before: Trial, after: Trial) -> bool:
        key: Key = ("fact", "", name)
        if key not in self.wanted or not differs(self.ground, before, after, after.anew):
            return False
        self.wanted.discard(key)
        self.found[key] = Reached(before.request, after.request)
        return True


def _values(ground: Ground, die: Random) -> dict[str, list[Value]]:
    worth = values_of_facts(ground.policy)
    found: dict[str, list[Value]] = {}
    for fact in ground.policy.facts:
        if fact.used:
            found[fact.name] = [*worth.get(fact.name, ())] if _plain(fact.type) else _drawn_values(fact, die)
    return {name: values for name, values in found.items() if values}


def _plain(type_: Type) -> bool:
    return not isinstance(type_, ListType | RecordType)


def _drawn_values(fact: Fact, die: Random) -> list[Value]:
    values: list[Value] = [_drawn(fact.type, missing(fact), die) for _ in range(40)]
    return [*values, missing(fact)] if may_be_absent(fact) else values


def _drawn(type_: Type, absent: Unknown, die: Random) -> Known:
    match type_:
        case BooleanType():
            return die.random() < 0.5
        case OneOfType(labels=labels):
            return die.choice(labels)
        case SetType(of=of):
            return frozenset(label for label in of.labels if die.random() < 0.4)
        case NumberType(low=low, high=high):
            return die.choice([low, high, *(number for number in NUMBERS if low <= number <= high)])
        case RecordType(types=types, optional=optional):
            pairs = zip(types, optional, strict=True)
            return tuple(absent if skipped and die.random() < 0.3 else _drawn(of, absent, die) for of, skipped in pairs)
        case ListType(of=of, most=most):
            return tuple(_drawn(of, absent, die) for _ in range(die.randint(0, min(most, MANY))))
        case _:
            return usual(type_, absent)


def _is_of(type_: Type, value: Value) -> bool:
    match type_, value:
        case ((NumberType(low=low, high=high) | DateType(low=low, high=high)), int()):
            return not isinstance(value, bool) and low <= value <= high
        case TimeType(), int():
            return not isinstance(value, bool) and 0 <= value <= LAST_SECOND
        case MomentType(), int():
            return not isinstance(value, bool) and MOMENT_LOW <= value <= MOMENT_HIGH
        case OneOfType(labels=labels), str():
            return value in labels
        case SetType(of=of), frozenset():
            return value <= set(of.labels)
        case (BooleanType(), bool()) | (TextType(), str()):
            return True
        case _:
            return False
