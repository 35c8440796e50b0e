"""The catalogue of requirements that rules cover and scenarios carry as tags: `requirements.yaml` beside the features.

requirements:
  UW-01: {en: An application carries identity documents, zh: 申请须附身份证件}
  DUN-06: {en: ..., zh: ..., carried_by: [tests/service/test_records.py]}      # no rule: something else shows that it is kept
"""

from dataclasses import dataclass
from pathlib import Path

from lawbook.check.words.shapes import as_mapping, check_keys, needed, read_scalars, read_words, take
from lawbook.model.policy import Words
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping
from lawbook.read.yaml import read_document

FILE = "requirements.yaml"
_KEYS = ("en", "zh", "carried_by")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement: its id, what it asks for, and what carries it where that is no rule."""

    id: str
    text: Words
    carried_by: tuple[str, ...] = ()


def read_requirements(text: str | bytes, file: str, problems: Problems) -> tuple[Requirement, ...]:
    """Read a catalogue, noting what is wrong with it."""
    node = read_document(text, file, problems)
    document = None if node is None else as_mapping(node, "a catalogue of requirements", problems)
    if document is None:
        return ()
    check_keys(document, ("requirements",), "a catalogue of requirements", problems)
    listed = needed(document, "requirements", "a catalogue of requirements", problems)
    entries = None if listed is None else as_mapping(listed, "`requirements`", problems)
    found: list[Requirement] = []
    for key, value in () if entries is None else entries.entries:
        what = f"the requirement `{key.text}`"
        said = as_mapping(value, what, problems)
        if said is None:
            continue
        check_keys(said, _KEYS, what, problems)
        carried = take(said, "carried_by", read_scalars, what, problems) or ()
        text_ = read_words(Mapping(tuple(entry for entry in said.entries if entry[0].text in {"en", "zh"}), said.where), what, problems)
        if text_ is not None:
            found.append(Requirement(key.text, text_, tuple(scalar.text for scalar in carried)))
    return tuple(found)


def find_requirements(folders: list[Path], problems: Problems) -> tuple[Requirement, ...]:
    """Read the catalogues that stand in *folders*."""
    found: list[Requirement] = []
    for file in (folder / FILE for folder in folders):
        if file.is_file():
            try:
                found.extend(read_requirements(file.read_bytes(), str(file), problems))
            except OSError as error:
                problems.add("unreadable-file", f"the file cannot be opened: {error.strerror}", Where(str(file), 1, 1))
    return tuple(found)
