"""Put the decisions that a policy uses of other policies among its own, so that whatever runs it needs nothing else.

They keep their meaning and get names such as `dunning-tier.stage`. What was posted is posted to all: facts of one name are one fact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lawbook.check.law.citations import Span
from lawbook.check.policies.hashes import hashed, type_said
from lawbook.model.core import (
    AddWorkingDays,
    Aggregate,
    DecisionValue,
    Expression,
    IsWorkingDay,
    ParameterAt,
    RoundedQuotient,
    Row,
    Table,
    Unless,
    WorkingDaysBetween,
)
from lawbook.model.policy import Calendar, Decision, Fact, Parameter, Policy, UsedVersion
from lawbook.model.reading import expressions_of, reads_of
from lawbook.model.values import Cause
from lawbook.model.walking import decisions_read, rewritten
from lawbook.problems import Problems


@dataclass(frozen=True, slots=True)
class Form:
    """A version of a policy on a *stretch* of its days: *own* as it was written, *whole* with all that it uses of other policies."""

    stretch: Span
    own: Policy
    whole: Policy


def link(own: Policy, forms: Mapping[str, Form], stretch: Span, problems: Problems) -> Policy:
    """Give *own* with what it uses of other policies, as *forms* has them on *stretch*; note facts that do not mean the same in all."""
    taken = _taken(own, forms)
    if not taken:
        return own
    link_ = _Link(
        facts={fact.name: fact for fact in own.facts},
        parameters={each.name: each for each in own.parameters},
        calendars={each.name: each for each in own.calendars},
        own=own,
        problems=problems,
    )
    for name in taken:
        link_.take(forms[name].own, taken[name])
    decisions = (*link_.decisions, *own.decisions)
    used = reads_of(expressions_of(decisions, own.score_reasons, ())).facts
    for name in taken:
        link_.leave_derived(forms[name].own, used)
    whole = replace(
        own,
        facts=tuple(replace(fact, used=fact.name in used) for fact in link_.facts.values()),
        parameters=tuple(link_.parameters.values()),
        calendars=tuple(link_.calendars.values()),
        decisions=decisions,
        others=tuple(_used_version(forms[name].whole) for name in sorted(taken)),
        stretch=stretch,
    )
    return hashed(whole)


def _used_version(policy: Policy) -> UsedVersion:
    return UsedVersion(policy=policy.name, version=policy.version, title=policy.title, content_hash=policy.content_hash)


def _taken(own: Policy, forms: Mapping[str, Form]) -> dict[str, set[str]]:
    """Give the decisions needed of each other policy, a policy after those that it uses itself."""
    taken: dict[str, set[str]] = {}
    order: dict[str, None] = {}
    waiting = [name for decision in own.decisions for name in decisions_read(decision.body) if name not in _names(own)]
    while waiting:
        policy, _, name = waiting.pop().partition(".")
        if name in taken.setdefault(policy, set()):
            continue
        taken[policy].add(name)
        of = forms[policy].own
        (decision,) = (each for each in of.decisions if each.name == name)
        waiting.extend(f"{policy}.{each}" if each in _names(of) else each for each in decisions_read(decision.body))
    for policy in sorted(taken):
        order.update(dict.fromkeys((*(each for each in _behind(policy, forms) if each in taken), policy)))
    return {policy: taken[policy] for policy in order}


def _behind(policy: str, forms: Mapping[str, Form]) -> Iterator[str]:
    of = forms[policy].own
    read = (name for decision in of.decisions for name in decisions_read(decision.body))
    for name in sorted({name.partition(".")[0] for name in read if name not in _names(of)}):
        yield from _behind(name, forms)
        yield name


def _names(policy: Policy) -> frozenset[str]:
    return frozenset(decision.name for decision in policy.decisions)


@dataclass(slots=True)
class _Link:
    """What has been put together so far, for the policy *own*."""

    facts: dict[str, Fact]
    parameters: dict[str, Parameter]
    calendars: dict[str, Calendar]
    own: Policy
    problems: Problems
    decisions: list[Decision] = field(default_factory=list)

    def take(self, of: Policy, names: set[str]) -> None:
        """Add the decisions *names* of the policy *of*, with the facts and the parameters of the policy."""
        chosen = [decision for decision in of.decisions if decision.name in names]
        usage = reads_of(expressions_of(chosen, (), ()))
        declared: list[Fact | Parameter | Calendar | Decision] = [*self.facts.values(), *self.parameters.values(), *self.calendars.values()]
        first = 1 + max(each.order for each in [*declared, *self.own.decisions, *self.decisions])
        self._merge_facts(of, usage.facts, first)
        parameters = {each.name: self._parameter(each, of, first) for each in of.parameters if each.name in usage.parameters}
        self.parameters.update({each.name: each for each in parameters.values()})
        # The calendars of a library have names of their own: one of the same name is the same.
        for calendar in of.calendars:
            if calendar.name in usage.calendars:
                self.calendars.setdefault(calendar.name, replace(calendar, order=first + calendar.order))
        renaming = _Renaming(of.name, _names(of), parameters, self.calendars, first)
        self.decisions.extend(renaming.decision(decision) for decision in chosen)

    def _merge_facts(self, of: Policy, used: frozenset[str], first: int) -> None:
        decided = {decision.name: decision for decision in self.own.decisions}
        for fact in of.facts:
            known = self.facts.get(fact.name)
            if fact.name in decided:
                if fact.name in used:
                    message = f"`{fact.name}` is decided here, and the policy `{of.name}`, which is used here, takes it as a fact"
                    self.problems.add("fact-clash", message, decided[fact.name].where, f"the fact is declared at {fact.where}")
            elif known is None:
                self.facts[fact.name] = replace(fact, order=first + fact.order)
            elif fact.name in used and not _same(known, fact):
                message = f"the fact `{fact.name}` is not the same in the policy `{of.name}`, which is used here"
                help_ = f"the other one is at {fact.where}; give both the same type, bounds, unit and `optional`"
                self.problems.add("fact-clash", message, known.where, help_)

    def leave_derived(self, of: Policy, used: frozenset[str]) -> None:
        """Leave out the facts that the policy *of* decides, and note those among them that are *used*."""
        for name in of.outputs:
            fact = self.facts.get(name)
            if fact is not None and name in used:
                message = f"the fact `{name}` is decided by the policy `{of.name}`, which is used here, and nobody may post it"
                self.problems.add("fact-clash", message, fact.where, f"take it from there: `from: {of.name}.{name}`")
            elif fact is not None:
                del self.facts[name]

    def _parameter(self, parameter: Parameter, of: Policy, first: int) -> Parameter:
        """Give *parameter* under a name that nothing else has here, the same one where it is the same parameter."""
        known = self.parameters.get(parameter.name)
        if known is not None and replace(known, order=0) == replace(parameter, order=0):
            return known
        free = known is None and parameter.name not in {*self.facts, *_names(self.own)}
        return replace(parameter, name=parameter.name if free else f"{of.name}.{parameter.name}", order=first + parameter.order)


def _same(one: Fact, other: Fact) -> bool:
    return (type_said(one.type), one.unit, one.optional) == (type_said(other.type), other.unit, other.optional)


@dataclass(frozen=True, slots=True)
class _Renaming:
    """How the decisions of the policy *of* are said in another: its *names* after its own, its *parameters* and *calendars* as that one has them.

    *first* is the place at which its declarations begin. *met* has the expressions that many rows share.
    """

    of: str
    names: frozenset[str]
    parameters: Mapping[str, Parameter]
    calendars: Mapping[str, Calendar]
    first: int
    met: dict[int, tuple[Expression, Expression]] = field(default_factory=dict)

    def decision(self, decision: Decision) -> Decision:
        body = self._table(decision.body) if isinstance(decision.body, Table) else self._expression(decision.body)
        return replace(
            decision,
            name=f"{self.of}.{decision.name}",
            body=body,
            order=self.first + decision.order,
            published=False,
            fallback=None,
            reason=None,
            covers=(),
            origin=self.of,
        )

    def _table(self, table: Table) -> Table:
        return replace(
            table,
            inputs=tuple(map(self._expression, table.inputs)),
            rows=tuple(map(self._row, table.rows)),
            otherwise=None if table.otherwise is None else self._row(table.otherwise),
        )

    def _row(self, row: Row) -> Row:
        return replace(
            row,
            cells=tuple(None if cell is None else self._expression(cell) for cell in row.cells),
            condition=None if row.condition is None else self._expression(row.condition),
            when=None if row.when is None else self._expression(row.when),
            exceptions=tuple(map(self._unless, row.exceptions)),
            outputs=tuple(map(self._expression, row.outputs)),
            reason=None,
            obliges=(),
            covers=(),
        )

    def _unless(self, unless: Unless) -> Unless:
        return replace(unless, condition=self._expression(unless.condition), exceptions=tuple(map(self._unless, unless.exceptions)))

    def _expression(self, expression: Expression) -> Expression:
        if id(expression) not in self.met:
            # INVARIANT: what was met is kept, so that no other object takes over its identity.
            self.met[id(expression)] = expression, rewritten(expression, self._node)
        return self.met[id(expression)][1]

    def _node(self, node: Expression) -> Expression:
        match node:
            case DecisionValue(name=name) if name in self.names:
                return replace(node, name=f"{self.of}.{name}")
            case ParameterAt(name=name, cause=cause):
                parameter = self.parameters[name]
                return replace(node, name=parameter.name, cause=Cause(parameter.order, cause.kind, parameter.name, cause.rows))
            case IsWorkingDay(cause=cause) | AddWorkingDays(cause=cause) | WorkingDaysBetween(cause=cause):
                return replace(node, cause=Cause(self.calendars[cause.name].order, cause.kind, cause.name, cause.rows))
            case RoundedQuotient(cause=cause) | Aggregate(cause=cause):
                return replace(node, cause=Cause(self.first + cause.order, cause.kind, f"{self.of}.{cause.name}", cause.rows))
            case _:
                return node
