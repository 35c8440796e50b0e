"""Read what must hold of every decision."""

from collections.abc import Collection
from dataclasses import dataclass

from lawbook.check.law.citations import read_cites
from lawbook.check.typing.workbench import Workbench
from lawbook.check.words.shapes import as_mapping, as_scalar, as_sequence, check_keys, needed, read_flag, read_words, take, take_needed
from lawbook.check.words.told import told_type
from lawbook.check.written.drafts import Surroundings
from lawbook.check.written.grounds import read_new_id
from lawbook.check.written.tables import read_expression
from lawbook.model.core import Expression, Not
from lawbook.model.policy import Always, Fact, Implies, Invariant, Monotone, NeverChanges, Words
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, OneOfType, TimeType, Type
from lawbook.problems import Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar

KINDS = ("always", "never", "implies", "never_changes", "monotone")
IMPLIES_KEYS = ("when", "then")
INVARIANT_KEYS = ("id", *KINDS, "title", "cites", "covers")


@dataclass(frozen=True, slots=True)
class _Common:
    """What invariants of every kind have."""

    id: str
    cites: tuple[str, ...]
    title: Words | None
    where: Where


def read_invariants(document: Mapping, outputs: Collection[str], bench: Workbench, around: Surroundings) -> tuple[Invariant, ...]:
    """Take the invariants of a policy."""
    items = take(document, "invariants", as_sequence, "the policy", around.problems)
    read = [_read_invariant(node, outputs, bench, around) for node in (items.items if items is not None else ())]
    return tuple(invariant for invariant in read if invariant is not None)


def _read_invariant(node: Node, outputs: Collection[str], bench: Workbench, around: Surroundings) -> Invariant | None:
    problems = around.problems
    mapping = as_mapping(node, "each invariant", problems)
    if mapping is None:
        return None
    id_node = needed(mapping, "id", "an invariant", problems)
    id_ = None if id_node is None else read_new_id(id_node, "an invariant", around)
    what = f"the invariant `{id_}`" if id_ else "the invariant"
    check_keys(mapping, INVARIANT_KEYS, what, problems)
    title = take(mapping, "title", read_words, what, problems)
    cites = take(mapping, "cites", read_cites(around.law, around.span), what, problems) or ()
    kinds = [kind for kind in KINDS if mapping.get(kind) is not None]
    if len(kinds) != 1:
        told = ", ".join(f"`{kind}`" for kind in KINDS)
        problems.add("missing-key", f"{what} needs exactly one of {told}", mapping.where)
        return None
    common = _Common(id_ or what, cites, title, mapping.where)
    match kinds[0]:
        case "always" | "never":
            made: Invariant | None = _always(mapping, kinds[0], common, bench)
        case "implies":
            made = _implies(mapping, common, bench)
        case "never_changes":
            made = _never_changes(mapping, common, outputs, bench)
        case _:
            made = _monotone(mapping, common, outputs, bench)
    return made if id_ is not None else None


def _always(mapping: Mapping, kind: str, common: _Common, bench: Workbench) -> Always | None:
    node = mapping.get(kind)
    written = None if node is None else read_expression(node, f"`{kind}` of the invariant `{common.id}`", bench.problems)
    if written is None:
        return None
    truth = BooleanType()
    holds = bench.elaborate(written, common.id, truth)
    if holds is None:
        return None
    if kind == "never":
        holds = Not(holds, where=holds.where, type=truth)
    return Always(id=common.id, holds=holds, cites=common.cites, title=common.title, where=common.where)


def _implies(mapping: Mapping, common: _Common, bench: Workbench) -> Implies | None:
    what = f"`implies` of the invariant `{common.id}`"
    inner = take_needed(mapping, "implies", as_mapping, f"the invariant `{common.id}`", bench.problems)
    if inner is None:
        return None
    check_keys(inner, IMPLIES_KEYS, what, bench.problems)
    when, then = (_truth(inner, key, what, common, bench) for key in IMPLIES_KEYS)
    if when is None or then is None:
        return None
    return Implies(id=common.id, when=when, then=then, cites=common.cites, title=common.title, where=common.where)


def _truth(inner: Mapping, key: str, what: str, common: _Common, bench: Workbench) -> Expression | None:
    node = needed(inner, key, what, bench.problems)
    written = None if node is None else read_expression(node, f"`{key}` of {what}", bench.problems)
    return None if written is None else bench.elaborate(written, common.id, BooleanType())


def _never_changes(mapping: Mapping, common: _Common, outputs: Collection[str], bench: Workbench) -> NeverChanges | None:
    what = f"the invariant `{common.id}`"
    inner = take_needed(mapping, "never_changes", as_mapping, what, bench.problems)
    if inner is None:
        return None
    check_keys(inner, ("outcome", "with"), f"`never_changes` of {what}", bench.problems)
    outcome = take_needed(inner, "outcome", as_scalar, f"`never_changes` of {what}", bench.problems)
    with_ = take_needed(inner, "with", as_scalar, f"`never_changes` of {what}", bench.problems)
    published = outcome is not None and _is_published(outcome, outputs, bench)
    fact = None if with_ is None else _fact(with_, bench)
    if outcome is None or not published or fact is None:
        return None
    return NeverChanges(id=common.id, outcome=outcome.text, with_fact=fact.name, cites=common.cites, title=common.title, where=common.where)


def _monotone(mapping: Mapping, common: _Common, outputs: Collection[str], bench: Workbench) -> Monotone | None:
    what = f"the invariant `{common.id}`"
    inner = take_needed(mapping, "monotone", as_mapping, what, bench.problems)
    if inner is None:
        return None
    check_keys(inner, ("of", "in", "falling"), f"`monotone` of {what}", bench.problems)
    of = take_needed(inner, "of", as_scalar, f"`monotone` of {what}", bench.problems)
    in_ = take_needed(inner, "in", as_scalar, f"`monotone` of {what}", bench.problems)
    falling = take(inner, "falling", read_flag, f"`monotone` of {what}", bench.problems)
    published = of is not None and _is_published(of, outputs, bench)
    fact = None if in_ is None else _fact(in_, bench)
    if of is None or in_ is None or not published or fact is None:
        return None
    decision = bench.decisions.get(of.text)
    ordered = decision is not None and _is_ordered(decision.type, of, bench)
    if not (_is_ordered(fact.type, in_, bench) and ordered):
        return None
    return Monotone(
        id=common.id,
        of=of.text,
        in_fact=fact.name,
        falling=bool(falling),
        cites=common.cites,
        title=common.title,
        where=common.where,
    )


def _is_published(scalar: Scalar, outputs: Collection[str], bench: Workbench) -> bool:
    if scalar.text in outputs:
        return True
    advice = "name it in `outputs`" if scalar.text in bench.orders else did_you_mean(scalar.text, outputs)
    bench.problems.add("unknown-outcome", f"`{scalar.text}` is not among the published outcomes", scalar.where, advice)
    return False


def _fact(scalar: Scalar, bench: Workbench) -> Fact | None:
    if scalar.text not in bench.facts and scalar.text not in bench.broken:
        near = did_you_mean(scalar.text, bench.facts)
        bench.problems.add("unknown-name", f"`{scalar.text}` is no fact", scalar.where, near)
    return bench.facts.get(scalar.text)


def _is_ordered(type_: Type, scalar: Scalar, bench: Workbench) -> bool:
    if isinstance(type_, NumberType | DateType | TimeType | MomentType) or (isinstance(type_, OneOfType) and type_.ordered):
        return True
    message = f"`{scalar.text}` is {told_type(type_)}, which has no order"
    advice = "declare the type `ordered: true`" if isinstance(type_, OneOfType) else None
    bench.problems.add("not-ordered", message, scalar.where, advice)
    return False
