"""What a scenario is, and what came of running one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.contract.decision import Decision
from lawbook.library.library import PolicyVersion
from lawbook.problems import Problem
from lawbook.specification.sentences import Kind

Verdict: TypeAlias = Literal["passed", "failed", "misunderstood"]


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of a scenario, with the table below it; *kind* is that of the sentence before where it says only "and"."""

    kind: Kind
    text: str
    rows: tuple[tuple[str, ...], ...] | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One run of a scenario: the scenario itself, one line of the examples of an outline, or one case of a table.

    *line* is that line, *outline* the one on which the whole outline (or table) begins. *example* has what this line puts in.
    *tags* stand without their `@`.
    """

    name: str
    feature: str
    file: str
    line: int
    outline: int
    tags: tuple[str, ...]
    language: str
    steps: tuple[Step, ...]
    example: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The file and the line, as an editor opens them."""
        return f"{self.file}:{self.line}"

    @property
    def title(self) -> str:
        """The name, with what this line of an outline puts in."""
        return f"{self.name} [{', '.join(self.example)}]" if self.example else self.name


@dataclass(frozen=True, slots=True)
class Suite:
    """The scenarios of some files, in order of place, and what could not be read of them."""

    scenarios: tuple[Scenario, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """One decision that a scenario asked for: of which version, on which posted facts; None where they were refused."""

    version: PolicyVersion
    facts: Mapping[str, object]
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a scenario on one back end: where it did not pass, the sentence at which it stopped and what was found."""

    scenario: Scenario
    verdict: Verdict
    back_end: str
    made: tuple[Made, ...]
    step: Step | None = None
    message: str = ""

    @property
    def place(self) -> str:
        """The file, and the line of the sentence at which it stopped, else that of the scenario."""
        return f"{self.scenario.file}:{self.scenario.line if self.step is None else self.step.line}"
