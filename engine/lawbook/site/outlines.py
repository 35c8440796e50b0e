"""Scenarios as their authors wrote them: sentences with their keywords, outlines with their examples, and how each came out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from gherkin.parser import Parser

from lawbook.specification.scenarios import Result, Scenario

Outcome: TypeAlias = Literal["passed", "failed", "misunderstood", "not run"]
"""Worst first, in the order of `WORST`; *not run*: the report of results that was given does not have it."""
WORST: tuple[Outcome, ...] = ("failed", "misunderstood", "not run", "passed")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: *keyword* as written, its text with the places of an outline open, and the table below it."""

    keyword: str
    text: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """One table of examples: its columns (None: those of a table of cases), and the line of each row with its cells."""

    name: str
    columns: tuple[str, ...] | None
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A scenario or outline as it stands in its file; *before* is the background that holds for it."""

    line: int
    keyword: str
    description: str
    sentences: tuple[Sentence, ...]
    examples: tuple[Examples, ...] = ()
    before: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenFeature:
    """A feature file: what it is about, and the background of all its scenarios."""

    name: str
    language: str
    description: str
    background: tuple[Sentence, ...]
    scenarios: tuple[Written, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One run of a scenario, and how it came out last."""

    result: Result
    outcome: Outcome

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        return self.result.scenario


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A scenario with all its runs: one, or one for each example."""

    file: str
    line: int
    name: str
    feature: str
    language: str
    tags: tuple[str, ...]
    runs: tuple[Run, ...]
    written: Written

    @property
    def outcome(self) -> Outcome:
        """The worst of its runs."""
        return min((run.outcome for run in self.runs), key=WORST.index)

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its file."""
        return f"line-{self.line}" if self.written.keyword else f"table-{self.line}"

    @property
    def place(self) -> tuple[str, int]:
        """Its file and line, by which scenarios are put in order."""
        return self.file, self.line


@dataclass(frozen=True, slots=True, eq=False)
class Showing:
    """Those runs of a scenario that show one thing."""

    outline: Outline
    runs: tuple[Run, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst of its runs."""
        return min((run.outcome for run in self.runs), key=WORST.index)

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its file: the scenario, or the first of the examples that show it."""
        return self.outline.anchor if len(self.runs) == len(self.outline.runs) else f"line-{self.runs[0].scenario.line}"


def read_written(text: str) -> WrittenFeature:
    """Read a feature file, which is known to be sound, as it is written."""
    feature: Any = Parser().parse(text)["feature"]
    background: tuple[Sentence, ...] = ()
    scenarios: list[Written] = []
    for child in feature["children"]:
        match child:
            case {"background": found}:
                background = _sentences(found["steps"])
            case {"rule": rule}:
                scenarios.extend(_of_rule(rule["children"]))
            case {"scenario": found}:
                scenarios.append(_written(found, ()))
            case _:
                continue
    return WrittenFeature(feature["name"], feature["language"], _plain(feature["description"]), background, tuple(scenarios))


def _of_rule(children: Sequence[Mapping[str, Any]]) -> Iterator[Written]:
    before: tuple[Sentence, ...] = ()
    for child in children:
        if "background" in child:
            before = _sentences(child["background"]["steps"])
        else:
            yield _written(child["scenario"], before)


def _written(found: Mapping[str, Any], before: tuple[Sentence, ...]) -> Written:
    return Written(
        line=found["location"]["line"],
        keyword=found["keyword"],
        description=_plain(found["description"]),
        sentences=_sentences(found["steps"]),
        examples=tuple(_examples(table) for table in found["examples"] if "tableHeader" in table),
        before=before,
    )


def _examples(table: Mapping[str, Any]) -> Examples:
    rows = tuple((row["location"]["line"], _cells(row)) for row in table["tableBody"])
    return Examples(table["name"], _cells(table["tableHeader"]), rows)


def _sentences(steps: Sequence[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    tables = (step.get("dataTable", {}).get("rows", ()) for step in steps)
    return tuple(
        Sentence(step["keyword"].strip(), step["text"], tuple(_cells(row) for row in rows))
        for step, rows in zip(steps, tables, strict=True)
    )


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _plain(description: str) -> str:
    return " ".join(description.split())
