"""The pages of scenarios: each file as its author wrote it, how each run came out, and the rules that decided in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawbook.site.addresses import SCENARIOS, at, feature_page, version_page
from lawbook.site.gathered import Gathered, Placed
from lawbook.site.grounds import Counted, Link, counts, tag_links, unique
from lawbook.site.outlines import Examples, Outcome, Outline, Run, Sentence
from lawbook.site.pages import Page
from lawbook.site.said import say


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why a run did not pass: where it stopped, and what was found."""

    example: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One line of examples with how it came out."""

    anchor: str
    cells: tuple[str, ...]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ExampleTable:
    """One table of examples."""

    name: str
    columns: tuple[str, ...] | None
    rows: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """One scenario."""

    anchor: str
    name: str
    lang: str
    keyword: str
    description: str
    place: str
    outcome: Outcome
    results: tuple[Counted, ...]
    tags: tuple[Link, ...]
    before: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    examples: tuple[ExampleTable, ...]
    policies: tuple[Link, ...]
    rules: tuple[Link, ...]
    others: tuple[Link, ...]
    stopped: tuple[Stopped, ...]


@dataclass(frozen=True, slots=True)
class FeatureLine:
    """One file of scenarios in a list."""

    name: str
    file: str
    to: str
    lang: str
    scenarios: int
    results: tuple[Counted, ...]


def feature_lines(gathered: Gathered) -> tuple[FeatureLine, ...]:
    """Tell every file of scenarios in a line."""
    return tuple(
        FeatureLine(own[0].feature, file, feature_page(file), own[0].language, len(own), counts(own))
        for file, own in _files(gathered).items()
    )


def _files(gathered: Gathered) -> dict[str, list[Outline]]:
    files: dict[str, list[Outline]] = {}
    for outline in gathered.outlines:
        files.setdefault(outline.file, []).append(outline)
    return files


def scenario_pages(gathered: Gathered, lang: str) -> Iterator[Page]:
    """Give every page about scenarios."""
    home = Link(say(lang, "scenarios"), SCENARIOS)
    yield Page(path=SCENARIOS, template="scenarios.html", title=home.text, section="scenarios", tells={"files": feature_lines(gathered)})
    for file, outlines in _files(gathered).items():
        feature = gathered.features.get(file)
        yield Page(
            path=feature_page(file),
            template="feature.html",
            title=outlines[0].feature,
            section="scenarios",
            trail=(home,),
            tells={
                "file": file,
                "lang_of_text": outlines[0].language,
                "description": "" if feature is None else feature.description,
                "background": () if feature is None else feature.background,
                "results": counts(outlines),
                "scenarios": tuple(_scenario(gathered, outline, lang) for outline in outlines),
            },
        )


def _scenario(gathered: Gathered, outline: Outline, lang: str) -> ScenarioView:
    placed = gathered.rows_of[outline]
    telling = [each for each in placed if _tells(each)]
    return ScenarioView(
        anchor=outline.anchor,
        name=outline.name,
        lang=outline.language,
        keyword=outline.written.keyword,
        description=outline.written.description,
        place=f"{outline.file}:{outline.line}",
        outcome=outline.outcome,
        results=counts([outline]),
        tags=tag_links(gathered, outline.tags, lang),
        before=outline.written.before,
        sentences=outline.written.sentences,
        examples=tuple(_examples(table, outline.runs) for table in outline.written.examples),
        policies=_policies(outline, lang),
        rules=_rows(telling),
        others=_rows([each for each in placed if not _tells(each)]),
        stopped=tuple(_stopped(outline)),
    )


def _tells(placed: Placed) -> bool:
    """Tell whether a row says something to a person, or carries a name that its author chose: bins and defaults do not."""
    return placed.row.reason is not None or bool(placed.row.obliges) or any(cite != "internal" for cite in placed.row.cites)


def _rows(placed: Sequence[Placed]) -> tuple[Link, ...]:
    return tuple(
        Link(each.row.id, at(version_page(each.policy.name, each.policy.version), each.row.id), f"v{each.policy.version}")
        for each in placed
    )


def _examples(table: Examples, runs: tuple[Run, ...]) -> ExampleTable:
    outcomes = {run.scenario.line: run.outcome for run in runs}
    rows = tuple(ExampleRow(f"line-{line}", cells, outcomes.get(line, "not run")) for line, cells in table.rows)
    return ExampleTable(table.name, table.columns, rows)


def _policies(outline: Outline, lang: str) -> tuple[Link, ...]:
    links = [
        Link(
            f"{made.version.policy.title.told(lang)} v{made.version.version}",
            version_page(made.version.name, made.version.version),
            say(lang, "on_day", day=made.version.as_of.isoformat()),
        )
        for run in outline.runs
        for made in run.result.made
    ]
    return tuple(unique(links))


def _stopped(outline: Outline) -> Iterator[Stopped]:
    for run in outline.runs:
        if run.result.verdict != "passed":
            step = "" if run.result.step is None else run.result.step.text
            told = f"{step}: {run.result.message}" if step else run.result.message
            yield Stopped(", ".join(run.scenario.example), run.result.place, told)
