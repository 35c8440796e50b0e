"""Everything that the pages tell, gathered once for both languages: policies, law, requirements, scenarios and what they reach."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lawbook.cover.goals import Goal
from lawbook.cover.observing import Observed
from lawbook.cover.requirements import Kept
from lawbook.library.library import Library
from lawbook.library.reach import is_in_force
from lawbook.model.core import Row, Table, Unless
from lawbook.model.law import Citation
from lawbook.model.policy import Decision, Parameter, Policy, Words
from lawbook.problems import Problem
from lawbook.site.addresses import decision_anchor
from lawbook.site.called import called
from lawbook.site.case_outlines import table_name, written_cases
from lawbook.site.outlines import Outcome, Outline, Run, Showing, Written, WrittenFeature
from lawbook.specification.requirements import Requirement

RowKey = tuple[str, int, str]
"""A policy, a version and the id of a row."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with the decision it stands in and the version it stands in."""

    policy: Policy
    decision: Decision
    row: Row


@dataclass(frozen=True, slots=True)
class Citing:
    """What cites law: a row, an exception of the row *row*, or a formula; *anchor* is where it stands on the page of its version."""

    policy: Policy
    decision: Decision
    row: str
    anchor: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A parameter with the policies that read it, and where it is declared."""

    parameter: Parameter
    file: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What is known of a library and its scenarios on the day *as_of*."""

    library: Library
    as_of: date
    observed: Observed
    goals: tuple[Goal, ...]
    kept: tuple[Kept, ...]
    catalogue: tuple[Requirement, ...]
    features: Mapping[str, WrittenFeature]
    outcomes: Mapping[tuple[str, int], Outcome] | None
    problems: tuple[Problem, ...] = ()
    results_from: str | None = None

    @property
    def day(self) -> int:
        """The day number of *as_of*."""
        return self.as_of.toordinal()

    def settle(self) -> None:
        """Work out what the pages of every language look up, before they are laid out apart."""
        _ = (self.rows_of, self.shown_by_article, self.outlines_of, self.tagged, self.parameters)

    @cached_property
    def versions(self) -> tuple[Policy, ...]:
        """Every version of every policy."""
        return tuple(policy for name in self.library.policies for policy in self.library.versions(name))

    def shown(self, name: str) -> Policy:
        """Give the version of a policy that is in force, else the last."""
        versions = self.library.versions(name)
        return next((policy for policy in versions if is_in_force(policy, self.day)), versions[-1])

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """Every scenario with its runs, in order of place."""
        grouped: dict[tuple[str, int], list[Run]] = {}
        for result in self.observed.results:
            scenario = result.scenario
            outcome = result.verdict if self.outcomes is None else self.outcomes.get((scenario.file, scenario.line), "not run")
            grouped.setdefault((scenario.file, scenario.outline), []).append(Run(result, outcome))
        return tuple(self._outline(file, line, runs) for (file, line), runs in grouped.items())

    def _outline(self, file: str, line: int, runs: Sequence[Run]) -> Outline:
        first = runs[0].scenario
        feature = self.features.get(file)
        found = None if feature is None else next((each for each in feature.scenarios if each.line == line), None)
        name = first.name if found is not None else table_name(file)
        chinese = any(run.scenario.language.startswith("zh") for run in runs)
        return Outline(
            file=file,
            line=line,
            name=name,
            feature=first.feature if found is not None else name,
            language="zh" if chinese else "en",
            tags=tuple(dict.fromkeys(tag for run in runs for tag in run.scenario.tags)),
            runs=tuple(runs),
            written=_cases(runs, "zh" if chinese else "en") if found is None else found,
        )

    @cached_property
    def fired(self) -> Mapping[RowKey, tuple[Showing, ...]]:
        """The scenarios in which each row of each version determined its decision, with the runs in which it did."""
        homes = {id(run.scenario): (outline, run) for outline in self.outlines for run in outline.runs}
        found: dict[RowKey, dict[Outline, dict[Run, None]]] = {}
        for observation in self.observed.observations:
            outline, run = homes[id(observation.scenario)]
            for table in observation.judged.tables.values():
                for judged in table.fired:
                    key = (observation.version.name, observation.version.version, judged.row.id)
                    found.setdefault(key, {}).setdefault(outline, {})[run] = None
        return {key: _showings(outlines, key[2]) for key, outlines in found.items()}

    @cached_property
    def rows_of(self) -> Mapping[Outline, tuple[Placed, ...]]:
        """The rows that determined a decision in each scenario, of every version it decides with."""
        found: dict[Outline, list[Placed]] = {outline: [] for outline in self.outlines}
        for placed in self.rows:
            for showing in self.fired.get((placed.policy.name, placed.policy.version, placed.row.id), ()):
                found[showing.outline].append(placed)
        return {outline: tuple(rows) for outline, rows in found.items()}

    @cached_property
    def rows(self) -> tuple[Placed, ...]:
        """Every row of every version."""
        return tuple(
            Placed(policy, decision, row)
            for policy in self.versions
            for decision in policy.decisions
            if isinstance(decision.body, Table)
            for row in every_row(decision.body)
        )

    @cached_property
    def citing(self) -> Mapping[str, tuple[Citing, ...]]:
        """What cites each row of the register: rows, exceptions of rules, and formulas."""
        found: dict[str, list[Citing]] = {}
        for policy in self.versions:
            for decision in policy.decisions:
                for citing in _citing(policy, decision):
                    for cite in dict.fromkeys(citing.cites):
                        found.setdefault(cite, []).append(citing)
        return {cite: tuple(listed) for cite, listed in found.items()}

    @cached_property
    def shown_by_article(self) -> Mapping[str, tuple[Showing, ...]]:
        """The scenarios in which a row that cites each row of the register decides, in order of place."""
        return {
            cite: joined(
                showing for citing in listed for showing in self.fired.get((citing.policy.name, citing.policy.version, citing.row), ())
            )
            for cite, listed in self.citing.items()
        }

    @cached_property
    def outlines_of(self) -> Mapping[tuple[str, int], tuple[Outline, ...]]:
        """The scenarios that decide with each version of a policy."""
        found: dict[tuple[str, int], dict[Outline, None]] = {}
        for outline in self.outlines:
            for run in outline.runs:
                for made in run.result.made:
                    found.setdefault((made.version.name, made.version.version), {})[outline] = None
        return {version: tuple(outlines) for version, outlines in found.items()}

    @cached_property
    def tagged(self) -> Mapping[str, tuple[Outline, ...]]:
        """The scenarios that carry each tag."""
        found: dict[str, list[Outline]] = {}
        for outline in self.outlines:
            for tag in outline.tags:
                found.setdefault(tag, []).append(outline)
        return {tag: tuple(outlines) for tag, outlines in found.items()}

    @cached_property
    def requirement_texts(self) -> Mapping[str, Words | None]:
        """What each requirement asks for, where the catalogue has it."""
        return {each.id: None if each.requirement is None else each.requirement.text for each in self.kept}

    @cached_property
    def parameters(self) -> tuple[Basis, ...]:
        """Every parameter that a policy reads, once, by the file that declares it."""
        found: dict[tuple[str, str], tuple[Parameter, list[str]]] = {}
        for policy in self.versions:
            for parameter in policy.parameters:
                key = (self.path(parameter.where.file), parameter.name)
                found.setdefault(key, (parameter, []))[1].append(policy.name)
        return tuple(
            Basis(parameter, file, tuple(dict.fromkeys(names)))
            for (file, _), (parameter, names) in sorted(found.items(), key=lambda x: x[0])
        )

    def path(self, file: str) -> str:
        """Give the path of a file inside the library."""
        return file.removeprefix(f"{self.library.root}/")

    def citation(self, cite: str) -> Citation | None:
        """Give the row of the register that *cite* names; None for what is internal."""
        return self.library.register.get(cite)


def _citing(policy: Policy, decision: Decision) -> Iterator[Citing]:
    if not isinstance(decision.body, Table):
        yield Citing(policy, decision, decision.name, decision_anchor(decision.name), decision.cites)
        return
    for row in every_row(decision.body):
        yield Citing(policy, decision, row.id, row.id, row.cites)
        for exception in every_exception(row.exceptions):
            yield Citing(policy, decision, row.id, exception.id, exception.cites)


def every_exception(exceptions: tuple[Unless, ...]) -> Iterator[Unless]:
    """Give *exceptions*, each with its own after it."""
    for exception in exceptions:
        yield exception
        yield from every_exception(exception.exceptions)


def _showings(found: Mapping[Outline, Iterable[Run]], row: str) -> tuple[Showing, ...]:
    """Put first the scenarios that speak of the row."""

    def relevance(showing: Showing) -> tuple[int, str, int]:
        speaks = any(f'"{row}"' in sentence.text for sentence in showing.outline.written.sentences)
        return (0 if speaks else 1, *showing.outline.place)

    return tuple(sorted((Showing(outline, tuple(runs)) for outline, runs in found.items()), key=relevance))


def joined(showings: Iterable[Showing]) -> tuple[Showing, ...]:
    """Put the runs of the same scenario together, in order of place."""
    found: dict[Outline, dict[Run, None]] = {}
    for showing in showings:
        found.setdefault(showing.outline, {}).update(dict.fromkeys(showing.runs))
    return tuple(
        Showing(outline, tuple(sorted(runs, key=lambda run: run.scenario.line)))
        for outline, runs in sorted(found.items(), key=lambda item: item[0].place)
    )


def every_row(table: Table) -> tuple[Row, ...]:
    """Give the rows of *table*, and last what holds otherwise."""
    return table.rows if table.otherwise is None else (*table.rows, table.otherwise)


def tally(outlines: Iterable[Outline | Showing]) -> Mapping[Outcome, int]:
    """Count the runs of *outlines* by how they came out."""
    counts: dict[Outcome, int] = {"passed": 0, "failed": 0, "misunderstood": 0, "not run": 0}
    for outline in outlines:
        for run in outline.runs:
            counts[run.outcome] += 1
    return counts


def _cases(runs: Sequence[Run], lang: str) -> Written:
    asked = {id(made.version.policy): made.version.policy for run in runs for made in run.result.made}
    return written_cases([run.scenario for run in runs], called(asked.values(), lang))
