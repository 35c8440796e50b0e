"""The body that every generated function of a policy shares: all decisions in turn, from facts that are read to what is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec import Raw

from lawbook.compile.constants import Constants
from lawbook.compile.expressions import translate
from lawbook.compile.given import duties, ranker, score_reasons, told_duties, told_reasons
from lawbook.compile.plans import Plan, expressions, plan
from lawbook.compile.publishing import Form, published
from lawbook.compile.resolving import Join, Remembered
from lawbook.compile.sharing import Sharing
from lawbook.compile.source import Source
from lawbook.compile.tables import Made, table
from lawbook.compile.terms import Scope, Term, named
from lawbook.contract.decision import Note, canonical_json, made_by
from lawbook.contract.facts import may_be_absent
from lawbook.contract.written import date_text
from lawbook.model.core import Constant, DecisionValue, FieldOf, Table
from lawbook.model.policy import Policy
from lawbook.model.types import RecordType
from lawbook.model.values import Known


@dataclass(frozen=True, slots=True)
class Body:
    """The lines that make every decision from the facts, whose *names* they use, and what an ending needs to know of them.

    *functions* stand before the function that has the lines. *choices* are the known values of a decision, where they are known.
    """

    policy: Policy
    source: Source
    names: tuple[str, ...]
    lines: Sequence[str]
    functions: Sequence[str]
    values: Mapping[str, Term]
    choices: Mapping[str, frozenset[Known]]
    fired: str
    reasons: str | None
    duties: str | None


def body(policy: Policy, day: int, source: Source, join: Join) -> Body:
    """Write the body of *policy* for the parameter values of *day*."""
    constants, sharing = Constants(policy, day), Sharing()
    plans = {each.name: plan(each.body, sharing, constants) for each in policy.decisions if isinstance(each.body, Table)}
    _count(policy, plans, sharing)
    facts = {
        fact.name: Term(
            source.fresh("f"), may_be_absent(fact), simple=True, parts=fact.type.optional if isinstance(fact.type, RecordType) else ()
        )
        for fact in policy.facts
    }
    lines: list[str] = []
    scope = Scope(source, constants, sharing, facts, root=lines, block=lines)
    made: dict[str, Made] = {}
    functions: list[str] = []
    for declared in policy.decisions:
        if isinstance(declared.body, Table):
            made[declared.name] = one = table(policy, declared, plans[declared.name], scope, functions, join)
            scope.decisions[declared.name] = one.value
            if one.outputs:
                scope.outputs[declared.name] = one.outputs
        else:
            scope.decisions[declared.name] = named(translate(declared.body, scope), scope)
    return Body(
        policy=policy,
        source=source,
        names=tuple(fact.text for fact in facts.values()),
        lines=lines,
        functions=functions,
        values=scope.decisions,
        choices=_choices(policy, constants),
        fired=_fired([made[each.name] for each in policy.decisions if each.name in made and each.origin is None]),
        reasons=_reasons(policy, made, scope),
        duties=" | ".join(one.duties for one in made.values() if one.duties is not None) or None,
    )


def _count(policy: Policy, plans: Mapping[str, Plan], sharing: Sharing) -> None:
    for declared in policy.decisions:
        for expression in [declared.body] if not isinstance(declared.body, Table) else expressions(plans[declared.name]):
            if not isinstance(expression, Constant):
                sharing.count(expression)
    for score in policy.score_reasons:
        sharing.count(score.when)


def _choices(policy: Policy, constants: Constants) -> dict[str, frozenset[Known]]:
    # A decision that takes the value of one row, or of one output of a row, has the values that stand in the rows.
    bodies = {declared.name: declared.body for declared in policy.decisions}
    found: dict[str, frozenset[Known]] = {}
    for declared in policy.decisions:
        position, made = 0, declared.body
        if isinstance(made, FieldOf) and isinstance(made.of, DecisionValue):
            position, made = made.position, bodies[made.of.name]
        elif isinstance(made, Table) and any(len(row.outputs) > 1 for row in made.rows):
            continue
        if isinstance(made, Table) and made.hit in {"unique", "first", "any", "priority"}:
            rows = made.rows if made.otherwise is None else (*made.rows, made.otherwise)
            values = [constants.fold(row.outputs[position]) for row in rows]
            known = frozenset(value for value in values if value is not None)
            if None not in values:
                found[declared.name] = known
    return found


def _fired(made: Sequence[Made]) -> str:
    return _together([one.fired for one in made])


def _together(tuples: Sequence[str]) -> str:
    if len(tuples) < 3:
        return " + ".join(tuples) or "()"
    return f"({', '.join(f'*{each}' for each in tuples)})"


def _reasons(policy: Policy, made: Mapping[str, Made], scope: Scope) -> str | None:
    sources = [one.reasons for one in made.values() if one.reasons is not None]
    if not sources and not policy.score_reasons:
        return None
    if len(sources) == 1 and not policy.score_reasons and not any(one.many for one in made.values() if one.reasons is not None):
        return sources[0]
    name = scope.source.fresh("r")
    scope.block.append(f"{name} = {_together(sources)}")
    for score in policy.score_reasons:
        when = named(translate(score.when, scope), scope).text
        give = scope.source.constant(score_reasons(policy, score))
        lines = [made[line.decision] for line in score.characteristics]
        got = "".join(f"({line.value.text}, {line.fired}), " for line in lines)
        scope.block.append(f"if {when} is True: {name} += {give}(({got}))")
    scope.block.append(f"if len({name}) > 1: {name} = {scope.source.constant(ranker())}({name})")
    return name


def ending(of: Body, day: int, form: Form) -> list[str]:
    """Give the last lines of a function: those that make the decision, or its JSON, and return it."""
    policy, source = of.policy, of.source
    declared = {each.name: each for each in policy.decisions}
    lines = ["unknowns = {}"]
    outcome: list[str] = []
    for name in policy.outputs if form == "public" else sorted(policy.outputs):
        before, text = published(declared[name], of.values[name], of.choices.get(name), form, source)
        lines += before
        outcome.append(f"{source.constant(name)}: {text}")
    told = f"{{{', '.join(outcome)}}}"
    return [*lines, _public(of, day, told) if form == "public" else _json(of, day, told)]


def _public(of: Body, day: int, outcome: str) -> str:
    source = of.source
    owed = "()" if of.duties is None else f"{source.constant(duties(of.policy))}[{of.duties}]"
    notes = source.constant(notes_on(of.policy, day))
    return f"return DECISION({source.constant(of.policy)}, as_of, {outcome}, {of.fired}, {of.reasons or '()'}, {owed}, unknowns, {notes})"


def _json(of: Body, day: int, outcome: str) -> str:
    source, policy = of.source, of.policy
    notes = [{"kind": note.kind, "name": note.name, "through": note.through} for note in notes_on(policy, day)]
    parts = {
        "as_of": f"{source.constant(Remembered(date_text))}[as_of]",
        "fired": of.fired,
        "notes": source.constant(Raw(canonical_json(notes))),
        "obligations": "()" if of.duties is None else f"{source.constant(told_duties(policy))}[{of.duties}]",
        "outcome": outcome,
        "policies": source.constant(Raw(canonical_json(made_by(policy)))),
        "reasons": "()" if of.reasons is None else f"{source.constant(told_reasons())}({of.reasons})",
        "unknown": "unknowns",
    }
    return f"return ENCODE({{{', '.join(f'{name!r}: {text}' for name, text in parts.items())}}})"


def notes_on(policy: Policy, day: int) -> tuple[Note, ...]:
    """Note each parameter that is used on *day*, beyond the day through which it was verified."""
    return tuple(
        Note("parameter-held", parameter.name, date_text(parameter.verified_through))
        for parameter in policy.parameters
        if parameter.dated_by is None
        and parameter.after == "hold"
        and parameter.verified_through is not None
        and day > parameter.verified_through
    )
