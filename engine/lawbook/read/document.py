"""A YAML document as its author wrote it: mappings, sequences and scalars that know their places."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import msgspec

from lawbook.problems import Where

Style: TypeAlias = Literal["plain", "single", "double", "literal", "folded", "csv"]


class Scalar(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A piece of text; nothing is typed before the schema of its place does so.

    *places* gives the (line, column) at which the character at each offset of *text* stands, where that is not simply the
    same line as *where*, `offset` columns further on. What is not *exact* tells the place of the whole for each.
    """

    text: str
    style: Style
    where: Where
    places: tuple[tuple[int, int], ...] | None = None
    exact: bool = True

    def __eq__(self, other: object) -> bool:
        """Tell whether both say the same, wherever they stand."""
        return isinstance(other, Scalar) and (self.text, self.style) == (other.text, other.style)

    def __hash__(self) -> int:
        """Give the same number for what says the same."""
        return hash((self.text, self.style))

    def inexact(self) -> "Scalar":
        """Give the same text, which tells the place of the whole for each of its characters."""
        return Scalar(self.text, self.style, self.where, self.places, exact=False)

    def place(self, offset: int) -> Where:
        """Give the place in the file of the character at *offset* of the text (or of its end)."""
        if not self.exact:
            return self.where
        if self.places:
            line, column = self.places[min(offset, len(self.places) - 1)]
            past = max(0, offset - (len(self.places) - 1))
            return Where(self.where.file, line, column + past)
        opening = 1 if self.style in {"single", "double"} else 0
        return Where(self.where.file, self.where.line, self.where.column + opening + offset)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: "tuple[Node, ...]"
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file, each key once."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    where: Where = field(compare=False)

    def get(self, key: str) -> "Node | None":
        """Give the value under *key*, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        """Give the scalar of the key itself, for its place."""
        return next((name for name, _ in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping
