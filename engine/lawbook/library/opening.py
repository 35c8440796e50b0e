"""Open a folder of policies: read every file, check them together, and hand out a library or all that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lawbook.library.files import BASE, CALENDARS, LEFT_ALONE, SHARED_FOLDERS, VOCABULARIES, FoundFile, library_files
from lawbook.library.library import Library, PolicyVersion
from lawbook.problems import PolicyRejected, Problem, Problems, Where

if TYPE_CHECKING:
    from lawbook.check.law.citations import Span
    from lawbook.check.policies.headers import Header
    from lawbook.check.policies.library import CheckedLibrary
    from lawbook.read.document import Node


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of looking at a folder: all its problems in order of place, and the library where none of them stops it."""

    problems: tuple[Problem, ...]
    library: Library | None
    files: int


def open_library(path: str | Path, *, today: date | None = None) -> Library:
    """Open the policies in the folder *path*; raise PolicyRejected with everything that is wrong.

    *today* is the day to decide for where a caller names none, and the day against which reviews are due.
    """
    return _opened(inspect_library(path, today=today))


def open_version(path: str | Path, name: str, *, as_of: date, version: int | None = None) -> PolicyVersion:
    """Open one version of one policy, as `open_library` and `policy` would, without reading or checking the others.

    Raises PolicyRejected and NoSuchPolicy. What is wrong elsewhere in the folder does not stand in the way.
    """
    root = Path(path)
    if (root / name).is_dir() and name not in {*SHARED_FOLDERS, *LEFT_ALONE}:
        library = _opened(_inspect(root, as_of, Asked(name, as_of.toordinal(), version)))
        if name in library.policies:
            return library.policy(name, as_of=as_of, version=version)
    return open_library(root, today=as_of).policy(name, version=version)


def inspect_library(path: str | Path, *, today: date | None = None) -> Inspection:
    """Read and check the policies in the folder *path*, and say everything there is to say about them."""
    return _inspect(Path(path), today, None)


@dataclass(frozen=True, slots=True)
class Asked:
    """The one version that is asked for: of the policy *name* the one in force on the day number *day*, or *version*."""

    name: str
    day: int
    version: int | None

    def is_met_by(self, header: "Header", span: "Span | None") -> bool:
        """Tell whether a policy file is the one that is asked for, or of a policy that may be used by it."""
        if header.name != self.name:
            return True
        if self.version is not None:
            return header.version == self.version
        return span is None or (span[0] <= self.day and (span[1] is None or self.day < span[1]))


def _opened(inspection: Inspection) -> Library:
    if inspection.library is None:
        raise PolicyRejected(inspection.problems)
    return inspection.library


def _inspect(root: Path, today: date | None, asked: Asked | None) -> Inspection:
    problems = Problems()
    if not root.is_dir():
        problems.add("nothing-here", f"`{root}` is not a folder", Where(str(root), 1, 1))
        return Inspection(tuple(problems), None, 0)
    found = library_files(root, only=None if asked is None else asked.name)
    texts = {each: text for each in found if (text := _read(each, problems)) is not None}
    library = _checked(root, texts, problems, today, asked)
    told = _with_whole_paths(tuple(problems), found)
    if any(problem.severity == "error" for problem in told):
        return Inspection(told, None, len(found))
    library.warnings = told
    return Inspection(told, library, len(found))


def _read(found: FoundFile, problems: Problems) -> bytes | None:
    try:
        return found.file.read_bytes()
    except OSError as error:
        problems.add("unreadable-file", f"the file cannot be opened: {error.strerror}", Where(str(found.file), 1, 1))
        return None


def _checked(root: Path, texts: Mapping[FoundFile, bytes], problems: Problems, today: date | None, asked: Asked | None) -> Library:
    # The grammar and the checker are heavy, and not everyone who imports this room opens a folder.
    from lawbook.check.policies.library import check_library  # noqa: PLC0415

    documents = _read_documents(texts, problems) if asked is None else _read_needed(texts, problems)
    rows = {found.path: _decoded(found, text, problems) for found, text in texts.items() if found.path.endswith(".csv")}
    adopted: Mapping[str, bytes] = {}
    day = None if today is None else today.toordinal()
    checked = check_library(documents, problems, files=rows, today=day, needed=None if asked is None else asked.is_met_by)
    if (root / BASE).is_dir() or checked.bases:
        adopted = _hold_to_bases(root / BASE, checked, documents, problems)
    if not checked.policies and not len(problems) and asked is None:
        problems.add(
            "nothing-here", f"no policy was found in `{root}`", Where(str(root), 1, 1), "a policy stands in <name>/v<version>.yaml"
        )
    sources = {found.path: text for found, text in texts.items()}
    written = {
        (policy.name, policy.version): sources[f"{policy.name}/v{policy.version}.yaml"].decode("utf-8-sig") for policy in checked.policies
    }
    files = {**sources, **{f"{BASE}/{path}": text for path, text in adopted.items()}}
    return Library(root, checked.policies, register=checked.register, texts=written, files=files, today=today)


def _hold_to_bases(root: Path, checked: "CheckedLibrary", documents: "list[tuple[str, Node]]", problems: Problems) -> Mapping[str, bytes]:
    """Check the library that policies were adopted from, and hold them to it; give its files."""
    from lawbook.check.adoption.adopted import Upstream, check_adopted  # noqa: PLC0415 - heavy, and few libraries need it
    from lawbook.check.policies.library import check_library  # noqa: PLC0415

    amiss = Problems()
    found = library_files(root) if root.is_dir() else ()
    texts = {each: text for each in found if (text := _read(each, amiss)) is not None}
    rows = {each.path: _decoded(each, text, amiss) for each, text in texts.items() if each.path.endswith(".csv")}
    upstream = check_library(_read_documents(texts, amiss), amiss, files=rows)
    if amiss.errors():
        problems.extend(_with_whole_paths(amiss.errors(), found))
        return {}
    files = {each.path: text for each, text in texts.items()}
    check_adopted(checked, Upstream(upstream, files), documents, problems)
    return files


def _read_documents(texts: Mapping[FoundFile, bytes], problems: Problems) -> "list[tuple[str, Node]]":
    from lawbook.read.yaml import read_document  # noqa: PLC0415 - heavy

    documents: list[tuple[str, Node]] = []
    for found, text in texts.items():
        if found.path.endswith(".yml"):
            message = "policy files end in .yaml, and this one in .yml"
            problems.add("wrong-folder", message, Where(str(found.file), 1, 1), "give it the ending .yaml")
        elif found.path.endswith(".yaml") and (document := read_document(text, str(found.file), problems)) is not None:
            documents.append((found.path, document))
    return documents


def _read_needed(texts: Mapping[FoundFile, bytes], problems: Problems) -> "list[tuple[str, Node]]":
    """Read the files of a policy, all law, and of the vocabularies and calendars those that the policy uses, directly or not."""
    from lawbook.read.document import Mapping as Keyed  # noqa: PLC0415 - heavy
    from lawbook.read.document import Scalar, Sequence  # noqa: PLC0415

    waiting = {found: text for found, text in texts.items() if found.folder() not in {VOCABULARIES, CALENDARS}}
    documents: list[tuple[str, Node]] = []
    while waiting:
        read = _read_documents(waiting, problems)
        documents.extend(read)
        uses = [document.get("uses") for _, document in read if isinstance(document, Keyed)]
        named = {f"{item.text}.yaml" for used in uses if isinstance(used, Sequence) for item in used.items if isinstance(item, Scalar)}
        have = {path for path, _ in documents}
        waiting = {found: text for found, text in texts.items() if found.path in named - have}
    return documents


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
        replace(problem, where=problem.where._replace(file=whole[problem.where.file])) if problem.where.file in whole else problem
        for problem in problems
    )
