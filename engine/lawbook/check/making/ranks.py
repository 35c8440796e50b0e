"""Make rankings: the ordered list of candidates, and for each gate an internal decision that fires where it excludes any."""

from dataclasses import dataclass, replace

from lawbook.check.making.made import Made
from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.expressions import elaborate
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.typing.workbench import Workbench
from lawbook.check.words.scope import Scope
from lawbook.check.words.told import told_type
from lawbook.check.written.drafts import DecisionDraft, GateDraft, OrderDraft, RankDraft
from lawbook.check.written.ranks import ranked_type
from lawbook.model.core import Constant, Expression, Position, Quantified, Ranked, Row, Table, Variable
from lawbook.model.policy import Decision, Words
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    TextType,
    TimeType,
)
from lawbook.problems import Problems

ONCE = NumberType("integer", 0, 0, 1)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The list that is ranked, and the scope of what is said of each candidate."""

    of: Expression
    most: int
    scope: Scope


def make_ranking(draft: DecisionDraft, rank: RankDraft, bench: Workbench) -> Made | None:
    """Type a ranking, its gates first; None after noting problems."""
    problems = bench.problems
    candidates = _candidates(draft, rank, bench)
    if candidates is None:
        return None
    scope = candidates.scope
    key = elaborate(rank.key.syntax, rank.key.scalar, scope, problems, wanted=None)
    called = key is not None and _can_call(key, rank, problems)
    gates = [elaborate(gate.when.syntax, gate.when.scalar, scope, problems, wanted=BOOLEAN) for gate in rank.gates]
    by = [_order(order, scope, problems) for order in rank.by]
    known = tuple(gate for gate in gates if gate is not None)
    places = tuple(place for place in by if place is not None)
    if rank.broken or key is None or not called or len(known) < len(gates) or len(places) < len(by):
        return None
    for gate, condition in zip(rank.gates, known, strict=True):
        bench.add(_gate(draft, gate, condition, candidates, rank.variable, bench))
    labels = tuple(gate.id for gate in rank.gates)
    type_ = ranked_type(key.type, labels, candidates.most)
    made = Ranked(
        of=candidates.of,
        variable=rank.variable,
        key=key,
        gates=known,
        labels=labels,
        by=places,
        descending=tuple(order.descending for order in rank.by),
        where=rank.where,
        type=type_,
    )
    return Made(made, (type_,), can_be_unknown(made, bench.scope(draft.key)), (False,))


def _candidates(draft: DecisionDraft, rank: RankDraft, bench: Workbench) -> _Candidates | None:
    scope, problems = bench.scope(draft.key), bench.problems
    of = elaborate(rank.of.syntax, rank.of.scalar, scope, problems, wanted=None)
    declared = (scope.facts, bench.orders, scope.parameters, scope.macros)
    if any(rank.variable in names for names in declared):
        message = f"`{rank.variable}` already means something here"
        problems.add("duplicate-name", message, rank.variable_where, "choose another name for the candidate")
        return None
    if of is None:
        return None
    if not isinstance(of.type, ListType) or not isinstance(of.type.of, RecordType):
        message = f"`of` of the ranking of `{draft.key}` is {told_type(of.type)}, and a list of records is needed"
        problems.add("wrong-type", message, of.where)
        return None
    candidate = Variable(rank.variable, where=rank.variable_where, type=of.type.of)
    return _Candidates(of, of.type.most, replace(scope, variables={rank.variable: candidate}))


def _can_call(key: Expression, rank: RankDraft, problems: Problems) -> bool:
    if isinstance(key.type, TextType | OneOfType) or (isinstance(key.type, NumberType) and key.type.kind == "integer"):
        return True
    message = f"the `key` of a candidate is {told_type(key.type)}, and text, a label or an integer is needed"
    problems.add("wrong-type", message, key.where, f"name a field that tells candidates apart, such as `{rank.variable}.code`")
    return False


def _order(order: OrderDraft, scope: Scope, problems: Problems) -> Expression | None:
    made = elaborate(order.of.syntax, order.of.scalar, scope, problems, wanted=None)
    match None if made is None else made.type:
        case OneOfType(labels=labels, ordered=True) if made is not None:
            return Position(made, labels, where=made.where, type=NumberType("integer", 0, 0, len(labels) - 1))
        case NumberType() | DateType() | TimeType() | MomentType() | BooleanType():
            return made
        case None:
            return None
        case type_:
            message = f"candidates are ordered by {told_type(type_)}, and a number, date, time, truth or ordered label is needed"
            problems.add("wrong-type", message, order.of.scalar.where)
            return None


def gate_name(draft: DecisionDraft, gate: GateDraft) -> str:
    """Name the internal decision of a gate."""
    return f"{draft.key}.{gate.id}"


def _gate(
    draft: DecisionDraft, gate: GateDraft, condition: Expression, candidates: _Candidates, variable: str, bench: Workbench
) -> Decision:
    """Make the decision whether *gate* excludes any candidate: how often its one row is hit, so that it fires only where it does."""
    name = gate_name(draft, gate)
    any_ = Quantified("some", candidates.of, variable, condition, where=gate.where, type=BOOLEAN)
    row = Row(
        id=gate.id,
        condition=any_,
        outputs=(Constant(1, where=gate.where, type=ONCE),),
        reason=gate.grounds.reason,
        obliges=gate.grounds.obliges,
        cites=gate.grounds.cites or (),
        covers=gate.grounds.covers,
        where=gate.where,
    )
    return Decision(
        name=name,
        type=ONCE,
        title=gate.title or Words(gate.id, gate.id),
        body=Table(hit="collect", aggregation="count", rows=(row,), kind="rules", where=gate.where),
        order=bench.orders[name],
        published=False,
        nullable=can_be_unknown(any_, bench.scope(draft.key)),
        internal=True,
        where=gate.where,
    )
