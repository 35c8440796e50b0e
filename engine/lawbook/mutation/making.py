"""Every mutant of a policy, in one order and under ids that are the same on every machine."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lawbook.model.core import Add, AsOf, Constant, DecisionValue, Expression, ParameterAt, Row, Table
from lawbook.model.policy import Characteristic, Decision, Parameter, Policy, ScoreReasons, Words
from lawbook.model.types import BooleanType, NumberType, OneOfType
from lawbook.model.values import Known, Unknown
from lawbook.mutation.macros import Macros, changed_decision, changed_score, variants_of
from lawbook.mutation.mutants import Changes, Mutant, Operator, Part, Typed
from lawbook.mutation.neighbours import beside
from lawbook.mutation.parameters import changed_parameter
from lawbook.mutation.reading import uses_of_parameters
from lawbook.mutation.spans import differing_days, span_of
from lawbook.mutation.tables import ChangedTable, changed_table
from lawbook.mutation.variants import variants
from lawbook.mutation.written import moved
from lawbook.operators.parameters import value_on
from lawbook.problems import Where


def mutants_of(policy: Policy) -> tuple[Mutant, ...]:
    """Make every mutant of *policy*: of its decisions in the order of their declaration, of macros, of parameters."""
    making = _Making(policy, Macros(policy))
    found: list[Mutant] = []
    # What another policy decides is put to the test with that policy.
    own = replace(policy, decisions=tuple(decision for decision in policy.decisions if decision.origin is None))
    for decision in sorted(own.decisions, key=lambda decision: decision.order):
        found.extend(making.of_decision(decision))
    for score in policy.score_reasons:
        found.extend(making.of_score_reasons(score))
    found.extend(making.of_macros())
    uses = uses_of_parameters(own)
    for parameter in policy.parameters:
        if parameter.name in uses:
            found.extend(making.of_parameter(parameter, uses[parameter.name]))
    return tuple(found)


@dataclass(slots=True)
class _Making:
    policy: Policy
    macros: Macros
    counted: Counter[tuple[str, Operator]] = field(default_factory=Counter)

    def mutant(
        self,
        operator: Operator,
        subject: str,
        told: tuple[Part | None, Part | None],
        changes: Changes,
        where: Where,
        row: int | None = None,
    ) -> Mutant:
        """Make a mutant, numbered among those of its subject and operator."""
        self.counted[subject, operator] += 1
        id_ = f"{subject}/{operator}/{self.counted[subject, operator]}"
        before, after = told
        return Mutant(id=id_, operator=operator, subject=subject, before=before, after=after, changes=changes, row=row, where=where)

    def of_decision(self, decision: Decision) -> Iterator[Mutant]:
        """Give the mutants of one decision: of its body, then of what is published for an unknown."""
        if isinstance(decision.body, Table):
            yield from self._of_table(decision, decision.body)
        elif self._is_score(decision):
            yield from self._of_score(decision, decision.body)
        else:
            for variant in variants(decision.body, self.macros.has):
                changes = Changes(decisions=(replace(decision, body=variant.whole),))
                told = (variant.before, variant.after)
                yield self.mutant(variant.operator, decision.name, told, changes, variant.before.where)
        if decision.published and decision.nullable and decision.fallback is not None:
            yield from self._of_fallback(decision, decision.fallback)

    def _of_table(self, decision: Decision, table: Table) -> Iterator[Mutant]:
        made: set[tuple[int, Row | None]] = set(enumerate(table.rows))
        for changed in changed_table(table, self.macros.has):
            key = _changed_place(changed)
            if key is None or key not in made:
                if key is not None:
                    made.add(key)
                told = (changed.before, changed.after)
                subject = changed.subject or decision.name
                yield self.mutant(changed.operator, subject, told, self._changes(decision, changed), changed.where, changed.row)

    def _changes(self, decision: Decision, changed: ChangedTable) -> Changes:
        """Change a table; the best points of a characteristic follow its bins."""
        new = replace(decision, body=changed.table)
        if changed.table.kind != "bins":
            return Changes(decisions=(new,))
        best = _best(changed.table.rows)
        scores = (_with_best(score, decision.name, best) for score in self.policy.score_reasons)
        return Changes(decisions=(new,), score_reasons=tuple(score for score in scores if score not in self.policy.score_reasons))

    def _is_score(self, decision: Decision) -> bool:
        return any(
            other.internal and other.name.startswith(f"{decision.name}.") and isinstance(other.body, Table) and other.body.kind == "bins"
            for other in self.policy.decisions
        )

    def _of_score(self, decision: Decision, body: Expression) -> Iterator[Mutant]:
        """Change the base of a scorecard; its points are those of its characteristics."""
        for base, new in _base(body):
            changes = Changes(decisions=(replace(decision, body=_with_base(body, new)),))
            told = (Typed(base.type, base.value), Typed(new.type, new.value))
            yield self.mutant("points", decision.name, told, changes, base.where)

    def _of_fallback(self, decision: Decision, fallback: Known | Unknown) -> Iterator[Mutant]:
        before = Words("unknown", "未知") if isinstance(fallback, Unknown) else Typed(decision.type, fallback)
        for value in _some(decision) if isinstance(fallback, Unknown) else beside(decision.type, fallback):
            changes = Changes(decisions=(replace(decision, fallback=value),))
            yield self.mutant("fallback", decision.name, (before, Typed(decision.type, value)), changes, decision.where)

    def of_score_reasons(self, score: ScoreReasons) -> Iterator[Mutant]:
        """Give the mutants of when, and how many, reasons a scorecard gives."""
        for variant in variants(score.when, self.macros.has):
            changes = Changes(score_reasons=(replace(score, when=variant.whole),))
            told = (variant.before, variant.after)
            yield self.mutant(variant.operator, score.decision, told, changes, variant.before.where)
        for characteristic in score.characteristics:
            rest = tuple(other for other in score.characteristics if other is not characteristic)
            changes = Changes(score_reasons=(replace(score, characteristics=rest),))
            code = Words(characteristic.reason, characteristic.reason)
            where = next(decision.where for decision in self.policy.decisions if decision.name == characteristic.decision)
            yield self.mutant("reason", characteristic.decision, (code, None), changes, where)
        for most in (score.at_most - 1, score.at_most + 1):
            if 0 < most <= len(score.characteristics):
                changes = Changes(score_reasons=(replace(score, at_most=most),))
                counts = (_at_most(score.at_most), _at_most(most))
                yield self.mutant("reason", score.decision, counts, changes, score.when.where)

    def of_macros(self) -> Iterator[Mutant]:
        """Give the mutants of the macros, each changed in every place where it is used."""
        for part in self.macros.parts_of(self.policy):
            for variant, change in variants_of(part):
                decisions = tuple(made for old in self.policy.decisions if (made := changed_decision(old, change)) is not old)
                scores = tuple(score for old in self.policy.score_reasons if (score := changed_score(old, change)) is not old)
                if decisions or scores:
                    changes = Changes(decisions=decisions, score_reasons=scores)
                    yield self.mutant(variant.operator, part.subject, (variant.before, variant.after), changes, variant.before.where)

    def of_parameter(self, parameter: Parameter, uses: Sequence[ParameterAt]) -> Iterator[Mutant]:
        """Give the mutants of one parameter; one that would leave it without a value is refused by the checker, and not made."""
        for changed in changed_parameter(parameter):
            if not self._leaves_gap(parameter, changed.parameter, uses):
                changes = Changes(parameters=(changed.parameter,))
                told = (changed.before, changed.after)
                subject = parameter.name if changed.key is None else f"{parameter.name}.{changed.key}"
                yield self.mutant(changed.operator, subject, told, changes, parameter.where)

    def _leaves_gap(self, parameter: Parameter, changed: Parameter, uses: Sequence[ParameterAt]) -> bool:
        if not any(isinstance(use.date, AsOf) for use in uses):
            return False
        low, high = span_of(self.policy)
        stretches = ((key, max(first, low)) for key, first, last in differing_days(parameter, changed) if first <= high and low <= last)
        return any(value_on(changed, key, day) is None for key, day in stretches)


def _changed_place(changed: ChangedTable) -> tuple[int, Row | None] | None:
    if changed.row is None:
        return None
    return changed.row, None if changed.operator == "row" else changed.table.rows[changed.row]


def _best(rows: tuple[Row, ...]) -> int:
    outputs = (row.outputs[0] for row in rows)
    return max((output.value for output in outputs if isinstance(output, Constant) and isinstance(output.value, int)), default=0)


def _with_best(score: ScoreReasons, name: str, best: int) -> ScoreReasons:
    def having(characteristic: Characteristic) -> Characteristic:
        return replace(characteristic, best=best) if characteristic.decision == name else characteristic

    return replace(score, characteristics=tuple(map(having, score.characteristics)))


def _base(body: Expression) -> Iterator[tuple[Constant, Constant]]:
    while isinstance(body, Add) and isinstance(body.right, DecisionValue):
        body = body.left
    if isinstance(body, Constant):
        yield from ((body, new) for new in moved(body))


def _with_base(body: Expression, base: Constant) -> Expression:
    return replace(body, left=_with_base(body.left, base)) if isinstance(body, Add) else base


def _some(decision: Decision) -> tuple[Known, ...]:
    """Give a value that could be published in place of an unknown."""
    match decision.type:
        case OneOfType(labels=labels):
            return labels[:1]
        case BooleanType():
            return (False,)
        case NumberType(low=low):
            return (low,)
        case _:
            return ()


def _at_most(count: int) -> Words:
    return Words(f"at most {count} reasons", f"至多{count}项原因")
