"""The generated module while it is being written: its constants, its fresh names, and blocks of lines.

INVARIANT: nothing that came from a policy or from facts enters the text, except integers and truths by their `repr`. Everything
else is a constant of the generated module, reached by a name made here.
"""

from collections.abc import Iterable

from lawbook.model.values import Known

INDENT = "    "
LITERAL_LIMIT = 10**40
"""Integers of this size and above are constants of the module, not digits in its text."""


class Source:
    """The constants and the names of one generated module."""

    __slots__ = ("_last", "_pooled", "constants")

    def __init__(self, constants: dict[str, object]) -> None:
        self.constants = dict(constants)
        self._pooled: dict[tuple[type, str], str] = {}
        self._last = 0

    def fresh(self, letter: str) -> str:
        """Give a name that nothing else has."""
        self._last += 1
        return f"{letter}{self._last}"

    def constant(self, value: object) -> str:
        """Give the name of a constant of the module that is *value*."""
        if isinstance(value, str):
            name = self._pooled.get((str, value))
            if name is None:
                name = self._pooled[str, value] = self.fresh("K")
        else:
            name = self.fresh("K")
        self.constants[name] = value
        return name

    def literal(self, value: Known) -> str:
        """Give *value* as text: digits for an integer, the name of a constant for what is not a number or a truth."""
        if value is True or value is False:
            return repr(value)
        if isinstance(value, int) and -LITERAL_LIMIT < value < LITERAL_LIMIT:
            return repr(value) if value >= 0 else f"({value!r})"
        return self.constant(value)


def indented(lines: Iterable[str]) -> list[str]:
    """Give *lines* one level further in."""
    return [INDENT + line for line in lines]


def function(name: str, arguments: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Give the lines of a function."""
    return [f"def {name}({', '.join(arguments)}):", *indented(lines)]
