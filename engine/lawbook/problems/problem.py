"""One thing wrong, where it stands, and what to do about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lawbook.problems.catalogue import CATALOGUE


class Where(NamedTuple):
    """A place in a file: lines and columns count from 1; columns count characters.

    A tuple, as every word of every file has one: it is made in half the time of a frozen dataclass.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Where("", 0, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a policy, or with the facts posted to one.

    For facts, *where* has the name of the fact (as a path such as `agencies[2].region`) in place of the file, and no line.
    """

    code: str
    message: str
    where: Where
    help: str | None = None
    severity: str = "error"

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise EngineFault(f"the problem code {self.code} is not in the catalogue")

    def __str__(self) -> str:
        place = str(self.where) if self.where.line else self.where.file
        told = f"{place}: {self.message} [{self.code}]" if place else f"{self.message} [{self.code}]"
        return f"{told}\n  help: {self.help}" if self.help else told


@dataclass(slots=True)
class Problems:
    """A growing list of problems, so that the author hears of all of them at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, message: str, where: Where, help: str | None = None) -> None:  # noqa: A002 - the field is named help
        """Note one error."""
        self.found.append(Problem(code, message, where, help))

    def warn(self, code: str, message: str, where: Where, help: str | None = None) -> None:  # noqa: A002 - the field is named help
        """Note something to look at that does not stop the policy from being used."""
        self.found.append(Problem(code, message, where, help, "warning"))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note several."""
        self.found.extend(problems)

    def errors(self) -> tuple[Problem, ...]:
        """Give the problems that stop a policy, in order of place."""
        return tuple(sorted((p for p in self.found if p.severity == "error"), key=lambda p: p.where))

    def refuse_if_any(self) -> None:
        """Raise PolicyRejected when there is at least one error."""
        if any(p.severity == "error" for p in self.found):
            raise PolicyRejected(tuple(sorted(self.found, key=lambda p: p.where)))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self.found, key=lambda p: p.where))

    def __len__(self) -> int:
        return len(self.found)


class PolicyRejected(Exception):  # noqa: N818 - it is an outcome the author reads, named as one
    """A policy, or a library of them, that cannot be used; *problems* says everything that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FactsRejected(Exception):  # noqa: N818 - it is an outcome the caller reads, named as one
    """Posted facts that cannot be decided on; *problems* lists every bad one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class EngineFault(Exception):  # noqa: N818 - a fault of ours, not an error of the user's
    """Something that cannot happen did: a fault of this program, never of a policy or of facts."""
