"""Slips that YAML lets pass in its structure, and the nodes that were meant: a range without quotes, a full-width comma or colon."""

import re

from lawbook.problems import Problems
from lawbook.read.document import Node, Scalar, Sequence
from lawbook.read.full_width import full_width_message


def mended_list(node: Sequence, problems: Problems) -> Node:
    """Give what was meant by the flow sequence *node*, after noting what was written instead."""
    match node.items:
        case (Scalar(style="plain", text=inner),) if _is_range(inner):
            problems.add("yaml-syntax", f"the range `[{inner}]` stands without quotes", node.where, f'write `"[{inner}]"`, in quotes')
            return Scalar(f"[{inner}]", "plain", node.where)
    if not any(_has_wide_comma(item) for item in node.items):
        return node
    items: list[Node] = []
    for item in node.items:
        items.extend(_split(item, problems) if isinstance(item, Scalar) and _has_wide_comma(item) else [item])
    return Sequence(tuple(items), node.where)


def _is_range(inner: str) -> bool:
    """Tell whether the brackets around *inner* belong to a range: it has none of its own around its dots."""
    low, dots, _ = inner.partition("..")
    return bool(dots) and low.count("(") == low.count(")")


def _has_wide_comma(item: Node) -> bool:
    return isinstance(item, Scalar) and item.style == "plain" and "，" in item.text and '"' not in item.text


def _split(item: Scalar, problems: Problems) -> list[Node]:
    """Split a plain item at its full-width commas."""
    pieces: list[Node] = []
    begin = 0
    for piece in item.text.split("，"):
        pieces.append(Scalar(piece.strip(), "plain", item.place(begin + len(piece) - len(piece.lstrip()))))
        begin += len(piece)
        if begin < len(item.text):
            problems.add("full-width", full_width_message("，"), item.place(begin), "write `,` for `，`")
        begin += 1
    return pieces


_GLUED = re.compile(r"(?P<key>[^\s:：]+)(?P<mark>[:：])\s*(?P<value>.*)", re.DOTALL)


def mended_entry(key: Scalar, value: Node, problems: Problems) -> tuple[Scalar, Node]:
    """Give the key and value that were meant by a key that has a colon inside, such as `en：text` or `en:text`."""
    found = _GLUED.fullmatch(key.text) if key.style == "plain" else None
    if found is None:
        return key, value
    at = key.place(found.start("mark"))
    if found["mark"] == "：":
        problems.add("full-width", full_width_message("："), at, "write `:` for `：`")
    elif isinstance(value, Scalar) and not value.text:
        problems.add("yaml-syntax", "a space is missing after this colon", at, f"write `{found['key']}: {found['value']}`")
    else:
        return key, value
    if isinstance(value, Scalar) and not value.text:
        value = Scalar(found["value"], "plain", key.place(found.start("value")))
    return Scalar(found["key"], "plain", key.where), value


_WIDE_KEY = re.compile(r"(?:^|\s)[a-z][a-z0-9_]*(?P<mark>：)")


def note_wide_keys(value: Scalar, problems: Problems) -> bool:
    """Note every key with a full-width colon that made a plain text of what was meant as a mapping; tell whether there was one."""
    found = list(_WIDE_KEY.finditer(value.text)) if value.style == "plain" and "：" in value.text else []
    if not found or found[0].start():
        return False
    for key in found:
        problems.add("full-width", full_width_message("："), value.place(key.start("mark")), "write `:` for `：`")
    return True
