"""Slips that YAML lets pass in its structure: an interval without quotes, a full-width comma between items."""

from lawbook.problems import Problems, Where
from lawbook.read.document import Node, Scalar, Sequence


def mended(node: Sequence, text: str, end: int, problems: Problems) -> Node:
    """Give the flow sequence that was meant, after noting what was written instead; *end* is the index after its bracket."""
    match node.items:
        case (Scalar(style="plain", text=inner),) if ".." in inner:
            problems.add("yaml-syntax", f"YAML reads `[{inner}]` as a list, not as a range", node.where, f'write `"[{inner}]"`, in quotes')
            return Scalar(f"[{inner}]", "plain", node.where)
    if "，" not in text[:end][-4_000:]:
        return node
    items: list[Node] = []
    for item in node.items:
        items.extend(_split(item, problems))
    return Sequence(tuple(items), node.where)


def _split(item: Node, problems: Problems) -> list[Node]:
    """Split a plain item at its full-width commas."""
    if not isinstance(item, Scalar) or item.style != "plain" or "，" not in item.text or '"' in item.text:
        return [item]
    pieces: list[Node] = []
    begin = 0
    for piece in item.text.split("，"):
        bare = piece.strip()
        at: Where = item.place(begin + len(piece) - len(piece.lstrip()))
        pieces.append(Scalar(bare, "plain", at))
        begin += len(piece)
        if begin < len(item.text):
            problems.add("full-width", "found the full-width mark `，`", item.place(begin), "write `,` for `，`")
        begin += 1
    return pieces
