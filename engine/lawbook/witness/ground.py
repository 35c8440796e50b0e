"""As much of a policy as one decision rests on: decided quickly while looking around, and by the interpreter before anything is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lawbook.bounds.policies import Ground
from lawbook.compile import compile_policy
from lawbook.contract.decision import Decision as Decided
from lawbook.contract.values import to_core
from lawbook.evaluate.policies import Judged, evaluate_policy
from lawbook.model.core import Table
from lawbook.model.policy import Policy
from lawbook.model.reading import readings_of
from lawbook.model.values import Known, Unknown, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is published of one decision, whether that stands in for what is not known, and which of its own rows decide."""

    value: object
    unknown: bool
    rows: tuple[str, ...]


class Part:
    """The decisions of *policy* on which the decision *name* rests, on the day number *day*."""

    def __init__(self, policy: Policy, name: str, day: int) -> None:
        self.name, self.day = name, day
        self._readings = readings_of(policy)
        self.behind = self._readings.behind([name])
        decisions = tuple(each for each in policy.decisions if each.name in self.behind)
        if name not in policy.outputs:
            # What is not published shows as what it is, the unknown as itself.
            decisions = tuple(replace(each, published=True, fallback=Unknown(())) if each.name == name else each for each in decisions)
        outputs = (name,)
        hidden = tuple(each if each.name == name else replace(each, published=False) for each in decisions)
        self.policy = replace(policy, decisions=hidden, outputs=outputs, score_reasons=())
        self.declared = next(each for each in decisions if each.name == name)
        table = self.declared.body
        own = table.rows if isinstance(table, Table) else ()
        last = table.otherwise if isinstance(table, Table) else None
        self._own = frozenset(row.id for row in (*own, *([] if last is None else [last])))
        self._quick = compile_policy(self.policy, day)

    def quick(self, facts: Mapping[str, Value]) -> Outcome:
        """Decide on *facts*, one value for each that the policy declares, as fast as can be."""
        return self._outcome(self._quick.decide_values(facts, self.day))

    def judged(self, facts: Mapping[str, Value]) -> Judged:
        """Let the interpreter decide on *facts*."""
        return evaluate_policy(self.policy, facts, self.day)

    def core(self, value: object) -> Known:
        """Give what is published as the value that it is in the core."""
        return to_core(self.declared.type, value)

    def ground(self, judged: Judged) -> Ground:
        """Give what bounds and cuts are looked for in."""
        return Ground(self.policy, judged, self._readings)

    def reading(self, fact: str) -> list[str]:
        """Name the decisions that look at *fact* themselves."""
        return [each.name for each in self.policy.decisions if fact in self._readings.of[each.name].facts]

    def outcome(self, judged: Judged) -> Outcome:
        """Give what came out, as the interpreter judged."""
        return self._outcome(judged.decision)

    def _outcome(self, decided: Decided) -> Outcome:
        rows = tuple(sorted(id_ for id_ in decided.fired if id_ in self._own))
        return Outcome(decided.outcome[self.name], self.name in decided.unknowns, rows)
