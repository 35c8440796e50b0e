"""What is published when a decision cannot be known."""

from dataclasses import replace

from lawbook.check.declared.literals import read_value
from lawbook.check.typing.workbench import Workbench
from lawbook.check.written.drafts import OutputDraft
from lawbook.model.types import DateType, ListType, NumberType, Type
from lawbook.model.values import Known, Unknown, Value
from lawbook.read.document import Node, Scalar, Sequence


def read_fallback(
    output: OutputDraft, type_: Type, bench: Workbench, *, published: bool, nullable: bool
) -> tuple[Type, Known | Unknown | None]:
    """Give the fallback of *output*, and its type, wide enough for it; note one that is missing, or that nothing can lead to."""
    problems = bench.problems
    told = output.name not in bench.tainted
    if output.fallback is None:
        if published and nullable and told:
            message = f"`{output.name}` is published and can be unknown"
            advice = "say what is then published: `unknown:` with a value, or `unknown: unknown`"
            problems.add("no-fallback", message, output.where, advice)
        return type_, None
    fallback = _read(output.fallback, output, type_, bench)
    if told and not nullable:
        problems.warn("useless-fallback", f"`{output.name}` can never be unknown", output.fallback.where, "leave `unknown:` out")
    elif told and not published:
        message = f"`{output.name}` is not published, and only what is published falls back"
        problems.warn("useless-fallback", message, output.fallback.where, "leave `unknown:` out, or name it in `outputs`")
    if not nullable or not published:
        return type_, None
    return _widened(type_, fallback), fallback


def _read(node: Node, output: OutputDraft, type_: Type, bench: Workbench) -> Known | Unknown | None:
    if isinstance(node, Scalar) and node.style == "plain" and node.text == "unknown":
        return Unknown(())
    if isinstance(type_, ListType):
        elements = node.items if isinstance(node, Sequence) else (node,)
        of = _wanted(type_.of, output)
        values = [read_value(item, of, f"an item of `unknown` of `{output.name}`", bench.problems) for item in elements]
        known = tuple(value for value in values if value is not None)
        return known if len(known) == len(values) else None
    return read_value(node, _wanted(type_, output), f"`unknown` of `{output.name}`", bench.problems)


def _wanted(type_: Type, output: OutputDraft) -> Type:
    """Give the type that a fallback must fit: of a number or a date, as it was declared."""
    return output.read.type if isinstance(type_, NumberType | DateType) else type_


def _widened(type_: Type, fallback: Value | None) -> Type:
    if isinstance(type_, ListType) and isinstance(fallback, tuple):
        of = type_.of
        for element in fallback:
            of = _widened(of, element)
        return ListType(of, max(type_.most, len(fallback)))
    if not isinstance(type_, NumberType | DateType) or not isinstance(fallback, int):
        return type_
    return replace(type_, low=min(type_.low, fallback), high=max(type_.high, fallback))
