"""Loops over the elements of a list in generated Python."""

from collections.abc import Callable, Sequence

from lawbook.compile.source import function, indented
from lawbook.compile.terms import Scope, Term, named, strict
from lawbook.model.core import Aggregate, Expression, FactValue, Quantified, Ranked
from lawbook.model.types import ListType, RecordType
from lawbook.model.values import Unknown

Translate = Callable[[Expression, Scope], Term]

LOOPS = 12
"""How many loops stand inside one another before the next is put into a function of its own; CPython refuses 20."""


def aggregate(expression: Aggregate, elements: Term, scope: Scope, translate: Translate) -> Term:
    """Give the count, sum, least, greatest or first over a list."""
    if expression.condition is None and expression.value is None:
        return strict([elements], scope, lambda texts: f"len({texts[0]})")
    elements, taken, doubts = named(elements, scope), scope.source.fresh("t"), scope.source.fresh("u")
    block: list[str] = []
    element = _element(expression.of, scope)
    inner = scope.in_loop(expression.variable, element, block)
    condition = None if expression.condition is None else translate(expression.condition, inner)
    value = Term("1", simple=True) if expression.value is None else translate(expression.value, inner)
    take = [f"{taken}.append({value.text})"]
    if value.nullable:
        one = scope.source.fresh("t")
        take = [f"{one} = {value.text}", f"({doubts} if type({one}) is U else {taken}).append({one})"]
    doubtful = value.nullable or (condition is not None and condition.nullable)
    lists = [taken, doubts] if doubtful else [taken]
    _loop(element, elements, [*block, *_when(condition, take, doubts, scope)], [f"{name} = []" for name in lists], lists, scope)
    text = f"sum({taken})"
    if expression.kind in {"min", "max", "first"}:
        text = f"{taken}[0]" if expression.kind == "first" else f"{expression.kind}({taken})"
        text = f"({text} if {taken} else {scope.source.constant(Unknown((expression.cause,)))})"
    return _summary(text, elements, doubts if doubtful else None, nullable=expression.kind in {"min", "max", "first"})


def ranked(expression: Ranked, elements: Term, scope: Scope, translate: Translate) -> Term:
    """Give the candidates of a list in order."""
    elements, taken, doubts = named(elements, scope), scope.source.fresh("t"), scope.source.fresh("u")
    block: list[str] = []
    element = _element(expression.of, scope)
    inner = scope.in_loop(expression.variable, element, block)
    key = translate(expression.key, inner)
    gates, by = ("".join(f"{translate(each, inner).text}, " for each in of) for of in (expression.gates, expression.by))
    one = scope.source.fresh("t")
    take = [f"{one} = {key.text}", f"{taken}.append(({one}, ({gates}), ({by})))"]
    if key.nullable:
        take.append(f"if type({one}) is U: {doubts}.append({one})")
    lists = [taken, doubts] if key.nullable else [taken]
    _loop(element, elements, [*block, *take], [f"{name} = []" for name in lists], lists, scope)
    told = ", ".join(scope.source.constant(each) for each in (expression.labels, expression.descending))
    return _summary(f"RANK({taken}, {told})", elements, doubts if key.nullable else None, nullable=False)


def quantified(expression: Quantified, elements: Term, scope: Scope, translate: Translate) -> Term:
    """Give Kleene some or every over a list."""
    elements, settled, doubts = named(elements, scope), scope.source.fresh("t"), scope.source.fresh("u")
    block: list[str] = []
    element = _element(expression.of, scope)
    condition = translate(expression.condition, scope.in_loop(expression.variable, element, block))
    decisive = expression.kind == "some"
    lists = [settled, doubts] if condition.nullable else [settled]
    # The loop ends at the first element that settles the matter.
    if condition.nullable:
        one = scope.source.fresh("t")
        body = [
            f"{one} = {condition.text}",
            f"if {one} is {decisive}:",
            f"    {settled} = {decisive}",
            "    break",
            f"if {one} is {not decisive}: continue",
            f"{doubts}.append({one})",
        ]
    else:
        body = [f"if {'' if decisive else 'not '}{condition.text}:", f"    {settled} = {decisive}", "    break"]
    _loop(element, elements, [*block, *body], [f"{settled} = {not decisive}", *[f"{doubts} = []"][: len(lists) - 1]], lists, scope)
    if condition.nullable:
        text = f"({settled} if {settled} is {decisive} or not {doubts} else JOIN(*{doubts}))"
        return _summary(text, elements, None, nullable=True)
    return _summary(settled, elements, None, nullable=False)


def _element(of: Expression, scope: Scope) -> Term:
    # Only of what was posted is it declared which fields can be unknown.
    parts: tuple[bool, ...] = ()
    if isinstance(of.type, ListType) and isinstance(of.type.of, RecordType):
        parts = tuple(optional or not isinstance(of, FactValue) for optional in of.type.of.optional)
    return Term(scope.source.fresh("v"), simple=True, parts=parts)


def _when(condition: Term | None, take: Sequence[str], doubts: str, scope: Scope) -> list[str]:
    if condition is None:
        return list(take)
    if not condition.nullable:
        return [f"if {condition.text}:", *indented(take)]
    one = scope.source.fresh("t")
    return [
        f"{one} = {condition.text}",
        f"if {one} is True:",
        *indented(take),
        f"elif {one} is not False: {doubts}.append({one})",
    ]


def _loop(element: Term, elements: Term, body: Sequence[str], before: Sequence[str], results: Sequence[str], scope: Scope) -> None:
    over = f"(() if type({elements.text}) is U else {elements.text})" if elements.nullable else elements.text
    lines = [*before, f"for {element.text} in {over}:", *indented(body)]
    if scope.loops % LOOPS == LOOPS - 1:
        name, gives = scope.source.fresh("g"), ", ".join(results)
        lines = [*function(name, (), [*lines, f"return {gives}"]), f"{gives} = {name}()"]
    scope.block.extend(lines)


def _summary(text: str, elements: Term, doubts: str | None, *, nullable: bool) -> Term:
    if doubts is not None:
        text = f"(JOIN(*{doubts}) if {doubts} else {text})"
    if elements.nullable:
        text = f"({elements.text} if type({elements.text}) is U else {text})"
    return Term(text, nullable or doubts is not None or elements.nullable, 5)
