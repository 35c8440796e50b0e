"""What came of typing the body of a decision."""

from dataclasses import dataclass

from lawbook.model.core import Expression, Table
from lawbook.model.types import Type


@dataclass(frozen=True, slots=True)
class Made:
    """A body with, for each output, its type and whether it can be unknown; *nullable*: whether the body as a whole can be."""

    body: Expression | Table
    types: tuple[Type, ...]
    nullable: bool
    outputs_nullable: tuple[bool, ...]
