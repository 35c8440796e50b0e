"""How deep JSON nests, found without reading it: most bodies are known at once not to be too deep."""

import re

_SIGNS = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.DOTALL)


def nests_deeper(body: bytes, limit: int) -> bool:
    """Tell whether objects and lists in *body* stand within one another more than *limit* deep."""
    if body.count(b"{") + body.count(b"[") <= limit:
        return False
    depth = 0
    for sign in _SIGNS.finditer(body):
        if sign[0] in b"{[":
            depth += 1
            if depth > limit:
                return True
        elif sign[0] in b"}]":
            depth -= 1
    return False
