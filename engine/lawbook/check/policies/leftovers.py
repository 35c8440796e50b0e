"""What a policy declares and nothing uses."""

from collections.abc import Collection, Iterator

from lawbook.check.declared.declarations import Declarations
from lawbook.check.written.drafts import Surroundings
from lawbook.problems import Where
from lawbook.read import document
from lawbook.read.document import Node, Scalar, Sequence


def check_unused(own: Declarations, whole: document.Mapping, names: Collection[str], around: Surroundings) -> None:
    """Note the types, parameters, macros, reasons and obligations of a policy file that nothing in it uses; *names* are those used."""
    types = set(_types_named(whole))
    unused: list[tuple[str, str, Where]] = []
    unused += [("type", name, own.places["type", name]) for name in own.types if name not in types]
    unused += [("parameter", name, own.places["name", name]) for name in own.parameters if name not in names]
    unused += [("macro", name, own.places["name", name]) for name in own.macros if name not in names]
    unused += [("reason", code, own.places["reason", code]) for code in own.reasons if code not in around.reasons]
    unused += [("obligation", code, own.places["obligation", code]) for code in own.obligations if code not in around.obligations]
    for kind, name, where in unused:
        around.problems.warn("unused-declaration", f"nothing uses the {kind} `{name}`", where, "leave it out")


def _types_named(node: Node) -> Iterator[str]:
    match node:
        case document.Mapping(entries=entries):
            for key, value in entries:
                if key.text in {"type", "set of"} and isinstance(value, Scalar):
                    yield value.text.removeprefix("set of ").strip()
                yield from _types_named(value)
        case Sequence(items=items):
            for item in items:
                yield from _types_named(item)
        case Scalar():
            return
