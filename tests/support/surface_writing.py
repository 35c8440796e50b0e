"""Write documents of the policy language as YAML, in one layout or another, so that the layout can be seen to mean nothing."""

import json
import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import TypeAlias

from lawbook.problems.problem import NOWHERE
from lawbook.read.ambiguity import ambiguous
from lawbook.read.document import Scalar


class Bare(str):
    """A word that means something only where it stands without quotes: `none`, `unknown`."""

    __slots__ = ()


class Entries(dict[str, "Tree"]):
    """Names and what they stand for, in an order that may mean something. A plain `dict` is a record, whose keys have no order."""


Tree: TypeAlias = str | list["Tree"] | Mapping[str, "Tree"]
_PLAIN = re.compile(r"(?:[A-Za-z0-9_<一-鿿]|-(?=[0-9]))(?:[^:#\n\\]|(?<! )#|:(?! |$))*")
_FLOW_MARKS = frozenset(",[]{}")


class Layout:
    """How a document is laid out: by whim where there is a *random*, else always alike."""

    def __init__(self, random: Random | None = None) -> None:
        self._random = random

    def whim(self, often: int, of: int) -> bool:
        """Tell whether to do something unusual, *often* out of *of* times."""
        return self._random is not None and self._random.randrange(of) >= of - often

    def style(self, styles: list[str]) -> str:
        """Choose one of the *styles* a scalar can be written in."""
        return styles[0] if self._random is None else self._random.choice(styles)

    def order(self, tree: Mapping[str, Tree]) -> list[tuple[str, Tree]]:
        """Give the entries in the order in which they are written."""
        entries = list(tree.items())
        if self._random is not None and not isinstance(tree, Entries):
            self._random.shuffle(entries)
        return entries


def written(document: Mapping[str, Tree], layout: Layout | None = None) -> str:
    """Give the text of a document."""
    return "".join(f"{line}\n" for line in _block(document, 0, layout or Layout()))


def _block(tree: Tree, depth: int, layout: Layout) -> Iterator[str]:
    pad = "  " * depth
    if layout.whim(1, 12):
        yield from ("", f"{pad}# 注意: a remark")
    if isinstance(tree, list):
        for item in tree:
            yield from _entry(f"{pad}-", item, depth, layout)
    elif isinstance(tree, Mapping):
        for key, value in layout.order(tree):
            yield from _entry(f"{pad}{_scalar(key, layout, flow=True)}:", value, depth, layout)


def _entry(head: str, value: Tree, depth: int, layout: Layout) -> Iterator[str]:
    if isinstance(value, str):
        yield from _block_scalar(head, value, depth, layout)
    elif not value or (_depth(value) < 2) is not layout.whim(1, 6):
        yield f"{head} {_flow(value, layout)}{'  # so' if layout.whim(1, 12) else ''}"
    else:
        yield head
        yield from _block(value, depth + 1, layout)


def _block_scalar(head: str, text: str, depth: int, layout: Layout) -> Iterator[str]:
    tall = text.strip() == text != "" and text.isprintable() and not isinstance(text, Bare) and layout.whim(1, 8)
    if tall:
        yield f"{head} {layout.style(['|-', '>-', '|2-'])}"
        yield f"{'  ' * depth}  {text}"
    else:
        yield f"{head} {_scalar(text, layout, flow=False)}{'  # so' if layout.whim(1, 12) else ''}"


def _depth(tree: Tree) -> int:
    if isinstance(tree, str):
        return 0
    return 1 + max((_depth(part) for part in (tree if isinstance(tree, list) else tree.values())), default=0)


def _flow(tree: Tree, layout: Layout) -> str:
    if isinstance(tree, str):
        return _scalar(tree, layout, flow=True)
    if isinstance(tree, list):
        return f"[{', '.join(_flow(item, layout) for item in tree)}]"
    return f"{{{', '.join(f'{_scalar(key, layout, flow=True)}: {_flow(value, layout)}' for key, value in layout.order(tree))}}}"


def _scalar(text: str, layout: Layout, *, flow: bool) -> str:
    if isinstance(text, Bare):
        return text
    styles = ["plain"] if _may_be_plain(text, flow=flow) else []
    style = layout.style([*styles, "double", *(["single"] if text.isprintable() else [])])
    match style:
        case "plain":
            return text
        case "single":
            doubled = text.replace("'", "''")
            return f"'{doubled}'"
        case _:
            return json.dumps(text, ensure_ascii=not text.isprintable())


def _may_be_plain(text: str, *, flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or text != text.strip() or not text.isprintable():
        return False
    if flow and not _FLOW_MARKS.isdisjoint(text):
        return False
    return text not in {"none", "unknown"} and ambiguous(Scalar(text, "plain", NOWHERE)) is None
