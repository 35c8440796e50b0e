"""Reading folders of scenarios: feature files, and the tables of cases beside them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lawbook.problems import Problems, Where
from lawbook.read.text import decoded
from lawbook.specification.case_tables import read_csv_cases, read_yaml_cases
from lawbook.specification.features import read_feature
from lawbook.specification.scenarios import Scenario, Suite

CSV, YAML = ".cases.csv", ".cases.yaml"
ENDINGS = (".feature", CSV, YAML)


def read_suite(paths: Iterable[Path]) -> Suite:
    """Read every scenario of *paths*, files and folders, in order of place; what cannot be read is among the problems."""
    problems = Problems()
    scenarios: list[Scenario] = []
    for file in scenario_files(paths, problems):
        text = _read(file, problems)
        if text is not None:
            scenarios.extend(_scenarios(text, file, problems))
    return Suite(tuple(scenarios), tuple(problems))


def _scenarios(text: str, file: Path, problems: Problems) -> tuple[Scenario, ...]:
    if file.name.endswith(CSV):
        return read_csv_cases(text, str(file), problems)
    if file.name.endswith(YAML):
        return read_yaml_cases(text, str(file), lambda beside: _read(beside, problems), problems)
    return read_feature(text, str(file), problems)


def scenario_files(paths: Iterable[Path], problems: Problems) -> Iterator[Path]:
    """Give the files of scenarios among *paths* and in the folders among them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(_walk(path))
        elif path.exists():
            yield path
        else:
            problems.add("nothing-here", f"`{path}` is not there", Where(str(path), 1, 1))


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                yield from _walk(folder / entry.name)
            elif entry.name.endswith(ENDINGS):
                yield folder / entry.name


def _read(file: Path, problems: Problems) -> str | None:
    try:
        return decoded(file.read_bytes(), str(file), problems)
    except OSError as error:
        problems.add("unreadable-file", f"the file cannot be opened: {error.strerror}", Where(str(file), 1, 1))
        return None
