"""Open a folder of policies: read every file, check them together, and hand out a library or all that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lawbook.library.files import FoundFile, library_files
from lawbook.library.library import Library
from lawbook.problems import PolicyRejected, Problem, Problems, Where

if TYPE_CHECKING:
    from lawbook.read.document import Node


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of looking at a folder: all its problems in order of place, and the library where none of them stops it."""

    problems: tuple[Problem, ...]
    library: Library | None
    files: int


def open_library(path: str | Path, *, today: date | None = None, only: str | None = None) -> Library:
    """Open the policies in the folder *path*; raise PolicyRejected with everything that is wrong.

    *today* is the day to decide for where a caller names none, and the day against which reviews are due.
    *only* names one policy: then the others are neither read nor checked.
    """
    inspection = inspect_library(path, today=today, only=only)
    if inspection.library is None:
        raise PolicyRejected(inspection.problems)
    return inspection.library


def inspect_library(path: str | Path, *, today: date | None = None, only: str | None = None) -> Inspection:
    """Read and check the policies in the folder *path*, and say everything there is to say about them."""
    root = Path(path)
    problems = Problems()
    if not root.is_dir():
        problems.add("nothing-here", f"`{root}` is not a folder", Where(str(root), 1, 1))
        return Inspection(tuple(problems), None, 0)
    found = library_files(root, only=only)
    texts = {each: text for each in found if (text := _read(each, problems)) is not None}
    library = _checked(root, texts, problems, today)
    told = _with_whole_paths(tuple(problems), found)
    if library is None or any(problem.severity == "error" for problem in told):
        return Inspection(told, None, len(found))
    library.warnings = told
    return Inspection(told, library, len(found))


def _read(found: FoundFile, problems: Problems) -> bytes | None:
    try:
        return found.file.read_bytes()
    except OSError as error:
        problems.add("unreadable-file", f"the file cannot be opened: {error.strerror}", Where(str(found.file), 1, 1))
        return None


def _checked(root: Path, texts: Mapping[FoundFile, bytes], problems: Problems, today: date | None) -> Library | None:
    # The grammar and the checker are heavy, and not everyone who imports this room opens a folder.
    from lawbook.check.library import check_library  # noqa: PLC0415
    from lawbook.read.yaml import read_document  # noqa: PLC0415

    documents: list[tuple[str, Node]] = []
    rows: dict[str, str] = {}
    for found, text in texts.items():
        if found.path.endswith(".csv"):
            rows[found.path] = _decoded(found, text, problems)
        elif found.path.endswith(".yml"):
            message = "policy files end in .yaml, and this one in .yml"
            problems.add("wrong-folder", message, Where(str(found.file), 1, 1), "give it the ending .yaml")
        else:
            document = read_document(text, str(found.file), problems)
            if document is not None:
                documents.append((found.path, document))
    checked = check_library(documents, problems, files=rows, today=None if today is None else today.toordinal())
    if not checked.policies and not len(problems):
        problems.add(
            "nothing-here", f"no policy was found in `{root}`", Where(str(root), 1, 1), "a policy stands in <name>/v<version>.yaml"
        )
    sources = {found.path: text for found, text in texts.items()}
    written = {
        (policy.name, policy.version): sources[f"{policy.name}/v{policy.version}.yaml"].decode("utf-8-sig") for policy in checked.policies
    }
    return Library(root, checked.policies, register=checked.register, texts=written, today=today)


def _decoded(found: FoundFile, text: bytes, problems: Problems) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        problems.add("unreadable-file", "the file is not UTF-8 text", Where(str(found.file), line, 1), "save it as UTF-8")
        return ""


def _with_whole_paths(problems: tuple[Problem, ...], found: tuple[FoundFile, ...]) -> tuple[Problem, ...]:
    """Name each file as the caller of this program would, also where a problem knows only its place inside the library."""
    whole = {each.path: str(each.file) for each in found}
    return tuple(
        replace(problem, where=replace(problem.where, file=whole[problem.where.file])) if problem.where.file in whole else problem
        for problem in problems
    )
