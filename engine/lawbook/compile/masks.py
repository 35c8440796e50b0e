"""The rows that are hit, as the bits of one integer, in generated Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from lawbook.compile import selection
from lawbook.compile.plans import Plan
from lawbook.compile.resolving import Resolver
from lawbook.compile.selection import Axis
from lawbook.compile.terms import Scope, Term, doubted, named

WORD = 60
"""Up to how many rows the mask of what is hit is looked up whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """The masks, as text, of the rows that are hit, and of those that may be (empty: none can be in doubt)."""

    hits: str
    maybes: str = ""


def masked(entry: str, axes: Sequence[Axis], plan: Plan, conditions: Sequence[Term], resolver: Resolver, scope: Scope) -> None:
    """Write what finds out which rows are hit, and which may be, and the *entry* of *resolver* for them."""
    found = _by_inputs(axes, plan, scope)
    if conditions:
        found = _by_conditions(found, plan, conditions, scope)
    hits = f"{found.hits} & -{found.hits}" if plan.table.hit == "first" else found.hits
    sure = [f"not {found.maybes}"] if found.maybes else []
    known = f"{scope.source.constant(resolver.masks)}[{hits}]"
    if len(plan.table.rows) > WORD and plan.table.hit in {"unique", "first"}:
        known = f"{scope.source.constant(resolver.rows)}[({hits}).bit_length() - 1]"
        sure += [f"not {found.hits} & ({found.hits} - 1)"] if plan.table.hit == "unique" else []
    unsure = f"{scope.source.constant(resolver.doubtful)}({found.hits}, {found.maybes or 0})"
    scope.block.append(f"{entry} = {known} if {' and '.join(sure)} else {unsure}" if sure else f"{entry} = {known}")


def _by_inputs(axes: Sequence[Axis], plan: Plan, scope: Scope) -> Found:
    if not axes:
        return Found(scope.source.literal((1 << len(plan.table.rows)) - 1))
    doubtful = any(axis.input.nullable for axis in axes)
    found = Found(scope.source.fresh("m"), scope.source.fresh("q") if doubtful else "")
    hits: list[str] = []
    possibles: list[str] = []
    for axis in axes:
        region = Term(selection.region(axis.side, axis.input, scope))
        place = named(region, scope).text if doubtful else region.text
        hits.append(f"{scope.source.constant(tuple(mask[0] for mask in axis.masks))}[{place}]")
        possibles.append(f"{scope.source.constant(tuple(mask[1] for mask in axis.masks))}[{place}]" if doubtful else "")
    scope.block.append(f"{found.hits} = {' & '.join(hits)}")
    if doubtful:
        scope.block.append(f"{found.maybes} = {' & '.join(possibles)} & ~{found.hits}")
    return found


def _by_conditions(before: Found, plan: Plan, conditions: Sequence[Term], scope: Scope) -> Found:
    # Of *before*, rows without a condition stay as they are, and those with one are added when it is true, or in doubt.
    doubtful = bool(before.maybes) or any(condition.nullable for condition in conditions)
    found = Found(scope.source.fresh("m"), scope.source.fresh("q") if doubtful else "")
    rows = [0] * (len(conditions) + 1)
    for place, required in enumerate(plan.requires):
        rows[-1 if required is None else required] |= 1 << place
    scope.block.append(f"{found.hits} = {_those(before.hits, rows[-1], scope)}")
    if doubtful:
        scope.block.append(f"{found.maybes} = {_those(before.maybes, rows[-1], scope) if before.maybes else 0}")
    for condition, mine in zip(conditions, rows, strict=False):
        hit = [f"{found.hits} |= {_those(before.hits, mine, scope)}"]
        if before.maybes:
            hit.append(f"{found.maybes} |= {_those(before.maybes, mine, scope)}")
        either = f"({before.hits} | {before.maybes})" if before.maybes else before.hits
        maybe = f"{found.maybes} |= {_those(either, mine, scope)}"
        scope.block.extend(_when(condition, "; ".join(hit), maybe))
    return found


def _those(source: str, rows: int, scope: Scope) -> str:
    # The rows among *source*, which is digits (or a constant) where that is every row.
    return (
        scope.source.literal(rows) if source.isdecimal() or source in scope.source.constants else f"{source} & {scope.source.literal(rows)}"
    )


def _when(condition: Term, hit: str, maybe: str) -> list[str]:
    if not condition.nullable:
        return [f"if {condition.text}: {hit}"]
    if condition.guards:
        return [f"if {doubted(condition.guards)}: {maybe}", f"elif {condition.known}: {hit}"]
    return [f"if {condition.text} is True: {hit}", f"elif {condition.text} is not False: {maybe}"]
