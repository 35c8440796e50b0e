"""The rows that are hit, as the bits of one integer, in generated Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from lawbook.compile import selection
from lawbook.compile.plans import Plan
from lawbook.compile.resolving import Resolver
from lawbook.compile.selection import Axis
from lawbook.compile.terms import Scope, Term, named

WORD = 60
"""Up to how many rows the mask of what is hit is looked up whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """The names of the masks of the rows that are hit and of those that are or may be: one name where no row can be in doubt."""

    hit: str
    possible: str

    @property
    def doubtful(self) -> bool:
        """Whether a row can be in doubt."""
        return self.hit != self.possible


def masked(entry: str, axes: Sequence[Axis], plan: Plan, conditions: Sequence[Term], resolver: Resolver, scope: Scope) -> None:
    """Write what finds out which rows are hit, and which may be, and the *entry* of *resolver* for them."""
    found = _by_inputs(axes, plan, scope)
    if conditions:
        found = _by_conditions(found, _rows(plan), conditions, scope)
    if plan.table.hit == "first":
        # Only the first of them matters, as long as none is in doubt.
        first = f"{found.hit} & -{found.hit}"
        narrowed = f"if {found.hit} == {found.possible}: {found.hit} = {found.possible} = {first}"
        scope.block.append(narrowed if found.doubtful else f"{found.hit} = {first}")
    known, sure = f"{scope.source.constant(resolver.masks)}.get({found.hit})", []
    if found.doubtful:
        sure.append(f"{found.hit} == {found.possible}")
    if len(plan.table.rows) > WORD and plan.table.hit in {"unique", "first"}:
        known = f"{scope.source.constant(resolver.rows)}[{found.hit}.bit_length() - 1]"
        sure += [f"not {found.hit} & ({found.hit} - 1)"] if plan.table.hit == "unique" else []
    scope.block.append(f"{entry} = {known} if {' and '.join(sure)} else None" if sure else f"{entry} = {known}")
    by_masks = scope.source.constant(resolver.by_masks)
    scope.block.append(f"if {entry} is None: {entry} = {by_masks}({found.hit}, {found.possible})")


def _by_inputs(axes: Sequence[Axis], plan: Plan, scope: Scope) -> Found:
    if not axes:
        every = scope.source.literal((1 << len(plan.table.rows)) - 1)
        return Found(every, every)
    doubtful = any(axis.input.nullable for axis in axes)
    hit = scope.source.fresh("m")
    found = Found(hit, scope.source.fresh("p") if doubtful else hit)
    hits: list[str] = []
    possibles: list[str] = []
    for axis in axes:
        place = (
            named(Term(selection.region(axis.side, axis.input, scope)), scope).text
            if doubtful
            else selection.region(axis.side, axis.input, scope)
        )
        hits.append(f"{scope.source.constant(tuple(mask[0] for mask in axis.masks))}[{place}]")
        possibles.append(f"{scope.source.constant(tuple(mask[1] for mask in axis.masks))}[{place}]" if doubtful else "")
    scope.block.append(f"{hit} = {' & '.join(hits)}")
    if doubtful:
        scope.block.append(f"{found.possible} = {' & '.join(possibles)}")
    return found


@dataclass(frozen=True, slots=True)
class _Rows:
    # Rows by what they require of conditions: none, one alone (by its number), or several; *among*: those of several, by number.
    free: int
    alone: tuple[int, ...]
    several: int
    among: tuple[int, ...]


def _rows(plan: Plan) -> _Rows:
    free = several = 0
    alone, among = [0] * len(plan.conditions), [0] * len(plan.conditions)
    for place, required in enumerate(plan.requires):
        bit = 1 << place
        if not required:
            free |= bit
        elif len(required) == 1:
            alone[required[0]] |= bit
        else:
            several |= bit
            for number in required:
                among[number] |= bit
    return _Rows(free, tuple(alone), several, tuple(among))


def _by_conditions(before: Found, rows: _Rows, conditions: Sequence[Term], scope: Scope) -> Found:
    """Write the rows of *before* whose conditions are true (and those for which none is false).

    A row with one condition is added when it is true; from those with several the rows are taken away whose conditions are not.
    """
    hit = scope.source.fresh("m")
    doubtful = before.doubtful or any(condition.nullable for condition in conditions)
    found = Found(hit, scope.source.fresh("p") if doubtful else hit)
    both = [(found.hit, before.hit), (found.possible, before.possible)][: 2 if doubtful else 1]
    lines = [f"{name} = {_those(source, rows.free, scope)}" for name, source in both]
    narrowed: list[tuple[str, str]] = []
    if rows.several:
        narrowed = [(scope.source.fresh("n"), source) for _, source in both]
        lines += [f"{name} = {_those(source, rows.several, scope)}" for name, source in narrowed]
    for condition, alone, among in zip(conditions, rows.alone, rows.among, strict=True):
        truth = named(condition, scope).text if alone and among else condition.text
        if alone:
            lines += _adding(truth, condition, [f"{name} |= {_those(source, alone, scope)}" for name, source in both])
        if among:
            without = scope.source.literal(~among)
            lines += _taking(truth, condition, [f"{name} &= {without}" for name, _ in narrowed])
    lines += [f"{name} |= {left}" for (name, _), (left, _) in zip(both, narrowed, strict=False)]
    scope.block.extend(lines)
    return found


def _those(source: str, rows: int, scope: Scope) -> str:
    # The rows among *source*, which is digits where all rows are possible.
    return scope.source.literal(rows) if source.isdecimal() or source.startswith("K") else f"{source} & {scope.source.literal(rows)}"


def _adding(truth: str, condition: Term, lines: Sequence[str]) -> list[str]:
    if not condition.nullable:
        return [f"if {truth}: {'; '.join(lines)}"]
    # Of a doubtful condition the last line, that of what is possible, holds unless it is false.
    return [f"if {truth} is True: {'; '.join(lines)}", f"elif {truth} is not False: {lines[-1]}"]


def _taking(truth: str, condition: Term, lines: Sequence[str]) -> list[str]:
    if not condition.nullable:
        return [f"if not {truth}: {'; '.join(lines)}"]
    return [f"if {truth} is False: {'; '.join(lines)}", f"elif {truth} is not True: {lines[0]}"]
