"""A decision table in generated Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawbook.compile import selection
from lawbook.compile.expressions import translate
from lawbook.compile.finder import Finder, found, point
from lawbook.compile.formulas import MANY, Formulas, formulas
from lawbook.compile.masks import masked
from lawbook.compile.plans import Plan
from lawbook.compile.resolving import Join, Resolver
from lawbook.compile.terms import Scope, Term, named
from lawbook.compile.verdicts import SINGLE, Entry, Ruling, can_be_unknown
from lawbook.model.core import Expression
from lawbook.model.policy import Decision as Declared
from lawbook.model.policy import Policy


@dataclass(frozen=True, slots=True)
class Made:
    """What generated code knows of a table: its value, and the names of what fired, of its reasons and of its obligations.

    *many* tells whether more than one row can fire.
    """

    value: Term
    outputs: tuple[Term, ...]
    fired: str
    reasons: str | None
    duties: str | None
    many: bool


def table(policy: Policy, declared: Declared, plan: Plan, scope: Scope, module: list[str], join: Join) -> Made:
    """Write what decides *declared* by a table into the block of *scope*, and the functions it needs into *module*."""
    ruling = Ruling(policy, declared, plan.table)
    outputs = formulas([row.outputs for row in ruling.rows], scope, module)
    inputs = [_named(of, scope) for of in plan.table.inputs]
    tests = _tests(plan, scope, module)
    conditions = [] if tests is not None else [_named_unless_guarded(of, scope) for of in plan.conditions]
    seen, doubts = _doubts(inputs, conditions)
    resolver = Resolver(ruling, plan, outputs.rows, doubts, join)
    name, entry = scope.source.constant(resolver), scope.source.fresh("w")
    module.append(f"{name}.use({', '.join(outputs.functions)})")
    read = _listed(outputs.read)
    doubtful = any(term.nullable for term in (*inputs, *conditions))
    if tests is not None:
        finder = scope.source.constant(Finder(plan, resolver, tests.rows))
        module.append(f"{finder}.use({', '.join(tests.functions)})")
        at = point(plan.sides, inputs, scope)
        scope.block.append(f"{entry} = {finder}.tested({at}, {_listed(seen)}, {_listed(tests.read)}, {read})")
        return _made(entry, ruling, outputs, scope, nullable=can_be_unknown(plan.table, outputs.nullable, None, doubtful=True))
    entries = _select(entry, plan, inputs, conditions, resolver, scope)
    settled = not doubtful and not outputs.functions if entries is None else all(isinstance(each, tuple) for each in entries)
    if not settled:
        scope.block.append(f"if type({entry}) is not tuple: {entry} = {name}.finish({entry}, {_listed(seen)}, {read})")
    return _made(entry, ruling, outputs, scope, nullable=can_be_unknown(plan.table, outputs.nullable, entries, doubtful=doubtful))


def _tests(plan: Plan, scope: Scope, module: list[str]) -> Formulas | None:
    # Very many conditions are worked out only for the rows whose cells leave them in question.
    if len(plan.conditions) <= MANY or not plan.sides:
        return None
    return formulas([() if number is None else (plan.conditions[number],) for number in plan.requires], scope, module)


def _doubts(inputs: Sequence[Term], conditions: Sequence[Term]) -> tuple[list[str], list[tuple[int, ...]]]:
    """Give the names of all that can leave a row in doubt, inputs first, and the places among them for each condition."""
    names = [term.text if term.nullable else "0" for term in inputs]
    places: dict[str, int] = {}
    doubts: list[tuple[int, ...]] = []
    for condition in conditions:
        own = [guard.name for guard in condition.guards] or ([condition.text] if condition.nullable else [])
        doubts.append(tuple(places.setdefault(name, len(names) + len(places)) for name in own))
    return [*names, *places], doubts


def _named(expression: Expression, scope: Scope) -> Term:
    term = translate(expression, scope)
    return named(term, scope) if term.nullable else term


def _named_unless_guarded(expression: Expression, scope: Scope) -> Term:
    term = translate(expression, scope)
    return named(term, scope) if term.nullable and not term.guards else term


def _listed(texts: Iterable[str]) -> str:
    return f"({''.join(f'{text}, ' for text in texts)})"


def _select(
    entry: str, plan: Plan, inputs: Sequence[Term], conditions: Sequence[Term], resolver: Resolver, scope: Scope
) -> Sequence[Entry] | None:
    """Write what finds *entry*; give all the entries that there are, where they are known."""
    if not selection.fits(plan):
        finder = scope.source.constant(Finder(plan, resolver, ()))
        scope.block.append(f"{entry} = {found(finder, plan.sides, inputs, conditions, scope)}")
        return None
    cells = None if conditions else selection.grid(plan, inputs)
    if cells is None:
        masked(entry, selection.axes(plan, inputs), plan, conditions, resolver, scope)
        return None
    made: dict[tuple[tuple[int, ...], tuple[int, ...]], Entry] = {}
    for hits, maybes in cells:
        key = (tuple(hits), tuple(maybes))
        if key not in made:
            made[key] = resolver.entry(hits, maybes)
    entries = tuple(made[tuple(hits), tuple(maybes)] for hits, maybes in cells)
    scope.block.append(f"{entry} = {scope.source.constant(entries)}[{selection.index(plan, inputs, scope)}]")
    return tuple(made.values())


def _made(entry: str, ruling: Ruling, outputs: Formulas, scope: Scope, *, nullable: bool) -> Made:
    value, fired, reasons, duties = (scope.source.fresh(letter) for letter in "dirb")
    scope.block.append(f"{value}, {fired}, {reasons}, {duties} = {entry}")
    parts: tuple[Term, ...] = ()
    if len(outputs.nullable) > 1 and ruling.table.hit in SINGLE:
        parts = tuple(Term(f"{value}_{place}", nullable or part, simple=True) for place, part in enumerate(outputs.nullable))
        whole = f"{value} if type({value}) is not U else {_listed([value] * len(parts))}" if nullable else value
        scope.block.append(f"{', '.join(part.text for part in parts)} = {whole}")
    rows = ruling.rows
    return Made(
        Term(value, nullable, simple=True, parts=outputs.nullable if parts else ()),
        parts,
        fired,
        reasons if any(row.reason is not None for row in rows) else None,
        duties if any(row.obliges for row in rows) else None,
        ruling.table.hit not in {"unique", "first"},
    )
