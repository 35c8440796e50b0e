"""Decisions and invariants that rest on law, held against those of the base."""

from collections.abc import Iterator

from lawbook.check.adoption.differences import GONE, Difference, Hold, Sides, strongest
from lawbook.check.adoption.outcomes import compare_values, severity_of
from lawbook.check.adoption.rows import Tables, differences_of_rows
from lawbook.check.policies.hashes import reading_of
from lawbook.model.core import Table
from lawbook.model.policy import Decision
from lawbook.model.reading import reads_of
from lawbook.model.walking import parts_of_body
from lawbook.problems import Where


def differences_of_decisions(sides: Sides) -> Iterator[Difference]:
    """Give what is looser in the decisions of the base that rest on something, or of which that cannot be told."""
    own = {decision.name: decision for decision in sides.own.decisions}
    for before in sides.base.decisions:
        hold = _hold(sides, before)
        # What is taken from another policy is held where it stands.
        if hold == "none" or before.origin is not None:
            continue
        after = own.get(before.name)
        if after is None:
            yield _difference(sides, before, None, f"the decision `{before.name}` is gone", sides.own.where)
            continue
        yield from _published(sides, before, after)
        if isinstance(before.body, Table) and isinstance(after.body, Table):
            yield from _ranked(sides, before, after)
            yield from differences_of_rows(Tables(sides, before, before.body, after.body, after.where))
        elif before.body != after.body:
            yield _difference(sides, before, after, f"`{before.name}` is made otherwise than in the base", after.where, told=False)


def differences_of_invariants(sides: Sides) -> Iterator[Difference]:
    """Give the invariants of the base that rest on something and are gone or changed."""
    own = {invariant.id: invariant for invariant in sides.own.invariants}
    for before in sides.base.invariants:
        hold = sides.hold(before.cites)
        after = own.get(before.id)
        if hold == "none" or before == after:
            continue
        upstream = f"it rests on {sides.rests_on(before.cites)}; the base has it at {before.where}"
        if after is None:
            yield Difference(before.id, "looser", hold, f"the invariant `{before.id}` is gone", sides.own.where, upstream, GONE)
        else:
            message = f"the invariant `{before.id}` says something else than in the base"
            yield Difference(before.id, "not told", hold, message, after.where, upstream, reading_of(after))


def _hold(sides: Sides, decision: Decision) -> Hold:
    """Tell how strongly a decision of the base is held: by what it or a row of it cites, and by the parameters it looks at."""
    looked_at = reads_of(parts_of_body(decision.body)).parameters
    cited = [parameter.cites for parameter in sides.base.parameters if parameter.name in looked_at]
    rows = (
        (*decision.body.rows, *([decision.body.otherwise] if decision.body.otherwise else ())) if isinstance(decision.body, Table) else ()
    )
    return strongest(sides.hold(cites) for cites in (decision.cites, *cited, *(row.cites for row in rows)))


def _published(sides: Sides, before: Decision, after: Decision) -> Iterator[Difference]:
    if before.published and not after.published:
        yield _difference(sides, before, after, f"`{before.name}` is no longer published", sides.own.where)
    severity = compare_values(before.fallback, after.fallback, severity_of(before.type))
    if before.fallback is not None and severity != "at least":
        message = f"`{before.name}` publishes something else than in the base where it is not known"
        yield _difference(sides, before, after, message, after.where, told=severity == "milder")


def _ranked(sides: Sides, before: Decision, after: Decision) -> Iterator[Difference]:
    order, other = severity_of(before.type), severity_of(after.type)
    if order is not None and order != tuple(label for label in other or () if label in order):
        message = f"the labels of `{before.name}` are ranked otherwise than in the base"
        yield _difference(sides, before, after, message, after.where, told=False)


def _difference(sides: Sides, before: Decision, after: Decision | None, message: str, where: Where, *, told: bool = True) -> Difference:
    rests = sides.rests_on(before.cites) or "law, by its rules or parameters"
    return Difference(
        of=before.name,
        finding="looser" if told else "not told",
        hold=_hold(sides, before),
        message=message,
        where=where,
        upstream=f"it rests on {rests}; the base has it at {before.where}",
        reading=GONE if after is None else reading_of(after),
    )
