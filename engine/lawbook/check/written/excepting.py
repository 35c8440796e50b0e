"""Put granted exceptions in front of the decisions they are for: the policy decides as it says, and a table of exceptions comes after it.

A decision `outcome` with exceptions becomes two: `outcome_as_ruled`, which is all that its author wrote, and `outcome`, a table whose rows are the
exceptions and whose `otherwise` is what was ruled. So no back end meets anything new, and whatever rests on `outcome` sees the exception.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass, replace

from lawbook.check.words.shapes import one_of
from lawbook.check.written.drafts import DecisionDraft, Grounds, OutputDraft, RowDraft, Surroundings, TableDraft, TakenDraft, Written
from lawbook.check.written.granted import Granted
from lawbook.model.law import INTERNAL
from lawbook.model.policy import Fact, Reason, Words
from lawbook.model.types import BooleanType, DateType, NumberType, labels_of
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Scalar
from lawbook.read.syntax import AtLiteral, Binary, BinaryOperator, Name, Number, Syntax, Text, Truth

AS_RULED = "_as_ruled"
"""What the name of a decision ends with that exceptions come after."""
RULED_ID = ":as-ruled"
"""What the id of the row ends with that holds when no exception does; no author can write it."""
_RANK = 100


@dataclass(frozen=True, slots=True)
class WithExceptions:
    """What is decided, exceptions included, where each decided name stands, and the reasons that the exceptions give."""

    drafts: tuple[DecisionDraft, ...]
    places: dict[str, Where]
    reasons: Names[str, Reason]


def with_exceptions(
    drafts: Sequence[DecisionDraft], places: dict[str, Where], outputs: Collection[str], granted: Sequence[Granted], around: Surroundings
) -> WithExceptions:
    """Put each of *granted* in front of its decision, or note why it cannot be."""
    rows: dict[str, list[tuple[Granted, RowDraft]]] = {}
    by_name = {draft.key: draft for draft in drafts}
    reasons: dict[str, Reason] = {}
    for each in granted:
        output = _excepted(each, by_name, outputs, around.problems)
        if output is None or not _is_new(each, around):
            continue
        rows.setdefault(each.decision.text, []).append((each, _row(each, around)))
        reasons[each.id] = _reason(each, output)
        around.reasons.add(each.id)
    for put in rows.values():
        _check_late([each for each, _ in put], around.problems)
    made: list[DecisionDraft] = []
    all_places = dict(places)
    for draft in drafts:
        ruled = f"{draft.key}{AS_RULED}"
        if draft.key not in rows or not _is_free(ruled, draft.key, places, around):
            made.append(draft)
            continue
        all_places[ruled] = draft.where
        made += _in_front(draft, ruled, [row for _, row in rows[draft.key]])
    return WithExceptions(tuple(made), all_places, reasons)


def _is_free(ruled: str, name: str, places: Names[str, Where], around: Surroundings) -> bool:
    other = places.get(ruled) or around.visible.places.get(("name", ruled))
    if other is not None:
        around.problems.add("duplicate-name", f"`{ruled}` is what `{name}` is called before exceptions", other, "give it another name")
    return other is None


def _excepted(granted: Granted, drafts: Names[str, DecisionDraft], outputs: Collection[str], problems: Problems) -> OutputDraft | None:
    """Give the decision that *granted* is for, where it can have exceptions."""
    what, name = f"the exception `{granted.id}`", granted.decision
    draft = drafts.get(name.text)
    if name.text not in outputs:
        problems.add(
            "unknown-outcome",
            f"{what} is for `{name.text}`, which the policy does not publish",
            name.where,
            did_you_mean(name.text, outputs),
        )
        return None
    if draft is None or draft.several or draft.body is None:
        told = "one of several outputs of a table" if draft is None or draft.several else "not sound itself"
        problems.add("bad-exception", f"{what} is for `{name.text}`, which is {told}", name.where)
        return None
    if isinstance(draft.body, TakenDraft):
        problems.add("bad-exception", f"{what} is for `{name.text}`, which another policy decides", name.where, "grant it of that policy")
        return None
    output = draft.outputs[0]
    labels = labels_of(output.read.type)
    if not labels:
        problems.add("bad-exception", f"{what} is for `{name.text}`, which has neither labels nor truths", name.where)
        return None
    for key, scalar in (("instead_of", granted.instead_of), ("then", granted.then)):
        if scalar.text not in labels:
            near = did_you_mean(scalar.text, labels) or one_of(labels)
            problems.add("bad-value", f"`{key}` of {what} cannot be `{scalar.text}`", scalar.where, near)
            return None
    if granted.instead_of.text == granted.then.text:
        problems.add("bad-exception", f"{what} changes nothing: `{granted.then.text}` stands in its own place", granted.then.where)
        return None
    return output


def _is_new(granted: Granted, around: Surroundings) -> bool:
    other = around.ids.setdefault(granted.id, granted.where)
    if other is granted.where and granted.id not in around.visible.reasons:
        return True
    told = f"the other one is at {other}" if other is not granted.where else "a reason is called so"
    around.problems.add("duplicate-id", f"the id `{granted.id}` stands twice in this policy", granted.where, told)
    return False


def _check_late(granted: Sequence[Granted], problems: Problems) -> None:
    """Note exceptions that never hold, since one before them is for the same people, of the same outcome, on all of their days."""
    earlier: dict[object, list[Granted]] = {}
    for each in granted:
        asked = each.when.syntax if each.when is not None else frozenset((fact.text, value.text) for fact, value in each.whom)
        alike = earlier.setdefault((each.instead_of.text, asked), [])
        first = next((other for other in alike if other.first <= each.first and each.last <= other.last), None)
        if first is not None:
            problems.add("masked-row", f"the exception `{each.id}` never holds: `{first.id}` holds before it", each.where)
        alike.append(each)


def _in_front(draft: DecisionDraft, ruled: str, rows: Sequence[RowDraft]) -> tuple[DecisionDraft, DecisionDraft]:
    output = draft.outputs[0]
    title = Words(f"{draft.title.en}, before exceptions", f"{draft.title.zh}（例外前）")
    before = replace(draft, key=ruled, title=title, outputs=(replace(output, name=ruled, title=title, fallback=None, notice=()),))
    place = Scalar(ruled, "plain", draft.where, exact=False)
    value = Written(Name(ruled, at=0), place)
    internal = Grounds(cites=(INTERNAL,))
    table = TableDraft(
        hit="first",
        aggregation=None,
        inputs=(value,),
        rows=tuple(rows),
        otherwise=RowDraft(f"{draft.key}{RULED_ID}", (), (place,), internal, draft.where),
        open=False,
        kind="table",
        broken=False,
        where=draft.where,
    )
    return before, replace(draft, body=table, grounds=internal)


def _row(granted: Granted, around: Surroundings) -> RowDraft:
    days = Written(_days(granted), Scalar("", "plain", granted.where, exact=False))
    asked = granted.when or Written(_whom(granted, around.visible.facts), granted.whom[0][0].inexact())
    when = Written(_joined("and", days.syntax, asked.syntax), asked.scalar)
    grounds = Grounds(reason=granted.id, cites=(INTERNAL,))
    return RowDraft(granted.id, (granted.instead_of,), (granted.then,), grounds, granted.where, when, known_only=True)


def _days(granted: Granted) -> Syntax:
    first, last = (AtLiteral(dt.date.fromordinal(day).isoformat(), at=0) for day in (granted.first, granted.last))
    day = Name("as_of", at=0)
    return _joined("and", _joined(">=", day, first), _joined("<=", day, last))


def _whom(granted: Granted, facts: Names[str, Fact | None]) -> Syntax:
    alike = [_joined("=", Name(fact.text, at=0), _literal(value.text, facts.get(fact.text))) for fact, value in granted.whom]
    joined = alike[0]
    for each in alike[1:]:
        joined = _joined("and", joined, each)
    return joined


def _literal(text: str, fact: Fact | None) -> Syntax:
    match None if fact is None else fact.type:
        case NumberType():
            return Number(text, at=0)
        case BooleanType():
            return Truth(text == "true", at=0) if text in {"true", "false"} else Text(text, at=0)
        case DateType():
            return AtLiteral(text, at=0)
        case _:
            return Text(text, at=0)


def _joined(operator: BinaryOperator, left: Syntax, right: Syntax) -> Syntax:
    return Binary(operator, left, right, at=0, operator_at=0)


def _reason(granted: Granted, output: OutputDraft) -> Reason:
    """Give the reason of an exception: why, its id, who approved it, until when, and what was ruled without it."""
    titles = dict(output.read.titles)
    ruled = titles.get(granted.instead_of.text, Words(granted.instead_of.text, granted.instead_of.text))
    told = Words(
        f"{granted.reason.en} (exception {granted.id}, approved by {granted.approver}, until {granted.until}; without it: {ruled.en})",
        f"{granted.reason.zh}（例外 {granted.id}，批准人 {granted.approver}，有效期至 {granted.until}；无此例外则为：{ruled.zh}）",
    )
    return Reason(code=granted.id, text=told, rank=_RANK, notice=granted.reason, where=granted.where)
