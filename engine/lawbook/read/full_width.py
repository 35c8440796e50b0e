"""The marks of Chinese and mathematical typing, and what policies write for them."""

_MARKS = {
    ">=": "≥",
    "<=": "≤",
    "!=": "≠",
    "*": "×",
    "/": "÷",
    "-": "−—–",
    ".": "。",
    ",": "、",
    "..": "…",
    '"': "“”„‘’「」『』＇",
    "[": "【",
    "]": "】",
    "(": "〔",
    ")": "〕",
    "<": "《〈",
    ">": "》〉",
    " ": "\u3000",
}
_FIRST, _LAST, _SHIFT = 0x21, 0x7E, 0xFEE0

HALF_WIDTH: dict[str, str] = {
    **{chr(code + _SHIFT): chr(code) for code in range(_FIRST, _LAST + 1) if not chr(code).isalnum() and chr(code) != "_"},
    **{mark: written for written, marks in _MARKS.items() for mark in marks},
}
"""Each mark, and what is written for it; full-width letters, digits and the full-width underscore are not marks."""


def full_width_message(mark: str) -> str:
    """Say which mark was found."""
    kind = "full-width mark" if mark >= "\u3000" else "mark"
    return f"found the {kind} `{mark}`"
