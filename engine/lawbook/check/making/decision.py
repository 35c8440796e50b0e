"""Make decisions of the core from those that were read, each after those it needs."""

from collections.abc import Collection
from typing import assert_never

from lawbook.check.making.fallbacks import read_fallback
from lawbook.check.making.gaps_of_parameters import check_gaps
from lawbook.check.making.made import Made
from lawbook.check.making.ranks import make_ranking
from lawbook.check.making.scores import make_scorecard
from lawbook.check.making.tables import make_table
from lawbook.check.typing.expressions import elaborate
from lawbook.check.typing.inferred import inferred, wanted_of
from lawbook.check.typing.nullable import can_be_unknown
from lawbook.check.typing.workbench import Workbench
from lawbook.check.words.scope import DecisionSignature
from lawbook.check.written.drafts import DecisionDraft, RankDraft, ScorecardDraft, TableDraft, TakenDraft, Written
from lawbook.model.core import DecisionValue, Expression, FieldOf, Table
from lawbook.model.policy import Decision
from lawbook.model.types import DateType, ListType, NumberType, OneOfType, RecordType, SetType
from lawbook.model.walking import parts_of_body


def make_decision(draft: DecisionDraft, published: Collection[str], bench: Workbench) -> None:
    """Type the body of *draft* and put what it decides on the workbench."""
    before = len(bench.problems)
    match draft.body:
        case None:
            made = None
        case Written() as written:
            made = _make_formula(draft, written, bench)
        case TableDraft() as table:
            made = make_table(draft, table, bench)
        case ScorecardDraft() as card:
            made = make_scorecard(draft, card, bench)
        case RankDraft() as rank:
            made = make_ranking(draft, rank, bench)
        case TakenDraft() as taken:
            made = _make_taken(draft, taken, bench)
        case _:
            assert_never(draft.body)
    if made is None:
        give_up(draft, bench)
        return
    check_gaps(parts_of_body(made.body), bench)
    if any(problem.severity == "error" for problem in bench.problems.found[before:]):
        bench.tainted.update(draft.names())
    if draft.several:
        _add_record(draft, made, published, bench)
    else:
        nullable = made.nullable or made.outputs_nullable[0]
        bench.add(_decision(draft, 0, made.body, made, published, bench, nullable=nullable))


def give_up(draft: DecisionDraft, bench: Workbench) -> None:
    """Let others still use what *draft* decides, where its type is known, and ask nothing more about it."""
    bench.tainted.update(draft.names())
    for output in draft.outputs:
        if not output.read.bounded and isinstance(output.read.type, NumberType | DateType | ListType):
            bench.broken.add(output.name)
        else:
            bench.signatures[output.name] = DecisionSignature(output.read.type, nullable=False)
    if draft.several:
        bench.broken.add(draft.key)


def _make_formula(draft: DecisionDraft, written: Written, bench: Workbench) -> Made | None:
    output = draft.outputs[0]
    scope = bench.scope(draft.key)
    expression = elaborate(written.syntax, written.scalar, scope, bench.problems, wanted=wanted_of(output.read))
    if expression is None:
        return None
    return Made(expression, (inferred(output.read, [expression]),), can_be_unknown(expression, scope), (False,))


def _make_taken(draft: DecisionDraft, taken: TakenDraft, bench: Workbench) -> Made:
    if taken.name in bench.orders:
        message = f"`{taken.name}` is a characteristic of a scorecard of this policy as well as a decision of another"
        bench.problems.add("duplicate-name", message, draft.where, "give one of the two another name")
    return Made(DecisionValue(taken.name, where=taken.where, type=taken.type), (taken.type,), taken.nullable, (False,))


def _add_record(draft: DecisionDraft, made: Made, published: Collection[str], bench: Workbench) -> None:
    record = RecordType(tuple(output.name for output in draft.outputs), made.types, made.outputs_nullable)
    bench.add(
        Decision(
            name=draft.key,
            type=record,
            title=draft.title,
            body=made.body,
            order=bench.orders[draft.key],
            published=False,
            nullable=made.nullable,
            cites=draft.grounds.cites or (),
            covers=draft.grounds.covers,
            internal=True,
            where=draft.where,
        ),
    )
    for number, output in enumerate(draft.outputs):
        whole = DecisionValue(draft.key, where=output.where, type=record)
        field = FieldOf(whole, number, where=output.where, type=made.types[number])
        nullable = made.nullable or made.outputs_nullable[number]
        bench.add(_decision(draft, number, field, made, published, bench, nullable=nullable))


def _decision(
    draft: DecisionDraft, number: int, body: Expression | Table, made: Made, published: Collection[str], bench: Workbench, *, nullable: bool
) -> Decision:
    output = draft.outputs[number]
    is_published = output.name in published
    type_, fallback = read_fallback(output, made.types[number], bench, published=is_published, nullable=nullable)
    labelled = isinstance(output.read.type, OneOfType | SetType)
    written = draft.body.scalar.text.strip() if isinstance(draft.body, Written) else None
    return Decision(
        name=output.name,
        type=type_,
        title=output.title,
        body=body,
        order=bench.orders[output.name],
        published=is_published,
        nullable=nullable,
        fallback=fallback,
        titles=output.read.titles if labelled else (),
        unit=output.unit,
        notice=output.notice,
        cites=(draft.grounds.cites or ()) if not draft.several else (),
        covers=draft.grounds.covers if not draft.several else (),
        written=written,
        where=output.where,
    )
