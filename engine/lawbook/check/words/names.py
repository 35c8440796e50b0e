"""Which names an expression uses, before anything is typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from lawbook.check.words.scope import Macro
from lawbook.model.policy import Fact
from lawbook.model.types import ListType, RecordType
from lawbook.read.syntax import (
    Call,
    Cell,
    CellTest,
    Filter,
    ForSome,
    Name,
    Syntax,
)

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Around:
    """What is declared around an expression, as far as the names in it depend on that."""

    macros: Mapping[str, Macro]
    facts: Mapping[str, Fact]


def names_used(syntax: Syntax | Cell, macros: Mapping[str, Macro], facts: Mapping[str, Fact] | None = None) -> frozenset[str]:
    """Give every name that *syntax* uses, those in the bodies of its macros and the macros themselves included.

    Names bound within (`some x in …`, a macro's given) are not. With *facts*, the fields of a filtered list fact are not either.
    A bare label is a name too, as far as can be told before typing.
    """
    around = _Around(macros, facts or {})
    direct = frozenset(_used(syntax, _NONE, around))
    waiting, seen = list(direct & macros.keys()), set(direct)
    while waiting:
        macro = macros[waiting.pop()]
        more = set(_used(macro.body, frozenset(macro.given), around)) - seen
        seen |= more
        waiting.extend(more & macros.keys())
    return frozenset(seen)


def _used(part: object, bound: frozenset[str], around: _Around) -> Iterator[str]:
    match part:
        case Name(name=name):
            yield from () if name in bound else (name,)
        case Call(function=function, arguments=arguments):
            # A function is not a name: a decision may be called `month` and use `month(…)`.
            yield from (function,) if function in around.macros else ()
            yield from _all_used(arguments, bound, around)
        case Filter(of=of, condition=condition):
            yield from _used(of, bound, around)
            yield from _used(condition, bound | {"item"} | _fields_of(of, around.facts), around)
        case ForSome(variable=variable, of=of, condition=condition):
            yield from _used(of, bound, around)
            yield from _used(condition, bound | {variable}, around)
        case tuple():
            yield from _all_used(part, bound, around)
        case _ if isinstance(part, Syntax | CellTest | Cell):
            yield from _all_used(tuple(getattr(part, each.name) for each in fields(part)), bound, around)
        case _:
            return


def _all_used(parts: tuple[object, ...], bound: frozenset[str], around: _Around) -> Iterator[str]:
    for part in parts:
        yield from _used(part, bound, around)


def _fields_of(of: Syntax, facts: Mapping[str, Fact]) -> frozenset[str]:
    """Give the fields that stand by bare name in a filter of the list fact *of*."""
    while isinstance(of, Filter):
        of = of.of
    type_ = facts[of.name].type if isinstance(of, Name) and of.name in facts else None
    if isinstance(type_, ListType) and isinstance(type_.of, RecordType):
        return frozenset(type_.of.names)
    return _NONE
