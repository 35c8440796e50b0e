"""Random YAML scalars as an author may write them, in each style, standing somewhere in a document."""

import re
from typing import Literal, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Quoting: TypeAlias = Literal["plain", "single", "double", "literal", "folded"]

_LETTERS = st.sampled_from("abcXYZ019高𠮷😀é_.()<=+*/?，")
_SPACED = st.text(st.sampled_from("ab高😀 .:#\t'\"\\[]{},-"), max_size=10)
_WORD = st.text(_LETTERS, min_size=1, max_size=5).filter(lambda word: word[0] not in "*?")
_ESCAPES = st.sampled_from([r"\n", r"\t", r"\"", r"\\", r"\x41", r"\u9ad8", r"\U0001F600", r"\ ", r"\/", r"\0", r"\N", r"\_"])
_BREAKS = st.builds(
    lambda count, blanks, indent: "\n".join([blanks, *[""] * (count - 1)]) + "\n" + " " * (4 + indent),
    st.integers(1, 3),
    st.sampled_from(["", "  ", "\t"]),
    st.integers(0, 3),
)


def _joined(pieces: SearchStrategy[str]) -> SearchStrategy[str]:
    """Pieces with spaces and line breaks between them."""
    gaps = st.one_of(st.just(" "), st.just("  "), _BREAKS)
    return st.builds(
        lambda first, rest: first + "".join(gap + piece for gap, piece in rest), pieces, st.lists(st.tuples(gaps, pieces), max_size=4)
    )


plain = _joined(_WORD)
single = _joined(_SPACED.map(lambda text: text.replace("'", "''"))).map(lambda text: f"'{text}'")
double = _joined(st.lists(st.one_of(_ESCAPES, st.text(st.sampled_from("ab高😀 .:#'[],"), max_size=4)), max_size=4).map("".join)).flatmap(
    lambda text: st.sampled_from([f'"{text}"', f'"{text}\\\n      {text}"'])
)


@st.composite
def block(draw: st.DrawFn, mark: Literal["|", ">"]) -> str:
    """A block of several lines, some indented deeper, some blank."""
    lines = draw(st.lists(st.tuples(st.integers(0, 3), st.text(st.sampled_from("ab高😀 .:#'\"[]"), max_size=8)), min_size=1, max_size=6))
    explicit = draw(st.booleans())
    header = mark + ("2" if explicit else "") + draw(st.sampled_from(["", "-", "+"])) + draw(st.sampled_from(["", "  # why"]))
    deeper = 2 if explicit else draw(st.sampled_from([2, 3, 5]))
    return (
        header + "\n" + "\n".join(" " * (deeper + more) + text if text.strip() else " " * draw(st.integers(0, 6)) for more, text in lines)
    )


WRITTEN: dict[Quoting, SearchStrategy[str]] = {
    "plain": plain,
    "single": single,
    "double": double,
    "literal": block("|"),
    "folded": block(">"),
}


def lines_of(text: str) -> list[str]:
    """Lines as an editor counts them."""
    return re.split(r"\r\n|\r|\n", text)
