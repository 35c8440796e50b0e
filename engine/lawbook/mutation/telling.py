"""A part of a policy that was changed, as a person is told it."""

from lawbook.evaluate.telling_values import Glossary, tell_value
from lawbook.evaluate.wording import tell
from lawbook.model.core import is_expression
from lawbook.model.policy import Words
from lawbook.model.walking import with_input
from lawbook.mutation.mutants import Cell, Part, Typed


def told_part(part: Part | None, words: Glossary) -> str:
    """Say what stood, or would stand, in a policy; `∅` for nothing."""
    match part:
        case None:
            return "∅"
        case Words():
            return part.told(words.lang)
        case Typed(type=type_, value=value):
            return tell_value(type_, value, words)
        case Cell(truth=None, input=of):
            return f"{tell(of, words)}: -"
        case Cell(truth=truth, input=of) if truth is not None:
            return tell(with_input(truth, of), words)
        case _ if is_expression(part):
            return tell(part, words)
        case _:
            raise AssertionError(part)
