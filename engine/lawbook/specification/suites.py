"""Reading folders of scenarios: feature files, and the tables of cases beside them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from lawbook.problems import Problems, Where
from lawbook.specification.features import read_feature
from lawbook.specification.scenarios import Scenario, Suite

ENDINGS = (".feature",)


def read_suite(paths: Iterable[Path]) -> Suite:
    """Read every scenario of *paths*, files and folders, in order of place; what cannot be read is among the problems."""
    problems = Problems()
    scenarios: list[Scenario] = []
    for file in scenario_files(paths, problems):
        text = _text(file, problems)
        if text is not None:
            scenarios.extend(read_feature(text, str(file), problems))
    return Suite(tuple(scenarios), tuple(problems))


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


def _text(file: Path, problems: Problems) -> str | None:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        problems.add("unreadable-file", f"the file cannot be opened: {error.strerror}", Where(str(file), 1, 1))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.add("unreadable-file", "the file is not UTF-8 text", Where(str(file), line, 1), "save it as UTF-8")
    return None
