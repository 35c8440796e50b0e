"""Write a library and its scenarios as a site of pages: gather, lay out, and put into a folder of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import TypeAlias

from lawbook.cover.goals import goals_of
from lawbook.cover.observing import observe
from lawbook.cover.requirements import requirement_ids, requirements_kept
from lawbook.library import Library
from lawbook.operations.results import Outcomes, read_results
from lawbook.problems import Problems
from lawbook.site.gathered import Gathered
from lawbook.site.outlines import Outcome, WrittenFeature, read_written
from lawbook.site.rendering import LANGUAGES, rendered, written_once
from lawbook.specification.requirements import find_requirements
from lawbook.specification.scenarios import Scenario, Suite

__all__ = ["Counting", "NotOurs", "check_ours", "gather", "read_results", "shown_path", "write_site"]

MARK = ".lawbook-site"
"""The file by which a folder is known to be one that this program wrote, with the list of what it wrote."""


Counting: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Given what is counted and how much there is of it: the function to be called after each."""


class NotOurs(Exception):  # noqa: N818 - an outcome that the caller tells
    """The folder holds something that this program did not write."""


def gather(
    library: Library, suite: Suite, paths: Sequence[Path], as_of: date, counting: Counting, results: tuple[str, Outcomes] | None = None
) -> Gathered:
    """Run every scenario and gather all that the pages tell; *results* has the name of a report and what it says."""
    problems = Problems()
    catalogue = find_requirements(list(paths), problems)
    named = Suite(tuple(replace(scenario, file=shown_path(scenario.file, paths)) for scenario in suite.scenarios), suite.problems)
    with counting("scenarios", len(named.scenarios)) as advance:
        observed = observe(named, library, advance)
    with counting("requirements", len(requirement_ids(library, catalogue))) as advance:
        kept = requirements_kept(library, named, catalogue, advance, results=observed.results, first_only=True)
    return Gathered(
        library=library,
        as_of=as_of,
        observed=observed,
        goals=goals_of(library, observed),
        kept=kept,
        catalogue=catalogue,
        features=dict(_features(suite, paths)),
        outcomes=None if results is None else dict(_outcomes(suite.scenarios, named.scenarios, results[1])),
        problems=(*suite.problems, *problems),
        results_from=None if results is None else results[0],
    )


def shown_path(file: str, paths: Sequence[Path]) -> str:
    """Give the path of a file of scenarios from the folder that was named, so that it is the same on every machine."""
    for path in paths:
        if path.is_dir() and Path(file).is_relative_to(path):
            return (Path(path.resolve().name) / Path(file).relative_to(path)).as_posix()
    return Path(file).name


def _features(suite: Suite, paths: Sequence[Path]) -> Iterator[tuple[str, WrittenFeature]]:
    for file in dict.fromkeys(scenario.file for scenario in suite.scenarios):
        if file.endswith(".feature"):
            yield shown_path(file, paths), read_written(Path(file).read_text(encoding="utf-8-sig"))


def _outcomes(given: Sequence[Scenario], named: Sequence[Scenario], outcomes: Outcomes) -> Iterator[tuple[tuple[str, int], Outcome]]:
    for one, other in zip(given, named, strict=True):
        yield (other.file, other.line), outcomes.get((one.file, one.line), "not run")


def write_site(gathered: Gathered, folder: Path, counting: Counting, jobs: int = 1) -> int:
    """Write the site into *folder* and give the number of its files; raise NotOurs where something else stands there.

    What an earlier site had and this one has not is removed. With more than one of *jobs*, each language is written by a process of its own.
    """
    before = check_ours(folder)
    gathered.settle()
    written = [_write(folder, path, content) for path, content in written_once()]
    with counting("languages", len(LANGUAGES)) as advance:
        for paths in _in_languages(gathered, folder, jobs):
            written.extend(paths)
            advance()
    _remove(folder, set(before) - set(written))
    (folder / MARK).write_text("".join(f"{path}\n" for path in sorted(written)), encoding="utf-8")
    return len(written)


_TOLD: list[Gathered] = []


def _in_languages(gathered: Gathered, folder: Path, jobs: int) -> Iterator[list[str]]:
    if jobs < 2 or "fork" not in get_all_start_methods():
        yield from (_write_language(gathered, folder, lang) for lang in LANGUAGES)
        return
    # A process that is forked has everything already; only the paths come back.
    with ProcessPoolExecutor(min(jobs, len(LANGUAGES)), get_context("fork"), _TOLD.append, (gathered,)) as pool:
        yield from pool.map(partial(_write_told, folder), LANGUAGES)


def _write_told(folder: Path, lang: str) -> list[str]:
    return _write_language(_TOLD[-1], folder, lang)


def _write_language(gathered: Gathered, folder: Path, lang: str) -> list[str]:
    return [_write(folder, path, content) for path, content in rendered(gathered, lang)]


def _write(folder: Path, path: str, content: bytes) -> str:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return path


def check_ours(folder: Path) -> tuple[str, ...]:
    """Give what an earlier site wrote into *folder*; raise NotOurs where something else stands there."""
    mark = folder / MARK
    if mark.is_file():
        return tuple(mark.read_text(encoding="utf-8").splitlines())
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotOurs(str(folder))
    return ()


def _remove(folder: Path, paths: Iterable[str]) -> None:
    for path in sorted(paths):
        file = folder / path
        if file.is_relative_to(folder) and ".." not in Path(path).parts:
            file.unlink(missing_ok=True)
            _remove_empty(file.parent, folder)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
