"""Read what a policy version says of itself: its name, number, days and owner."""

import datetime as dt
from dataclasses import dataclass

from lawbook.check.typing.lookups import EVERY_DAY
from lawbook.check.words.naming import read_file_name
from lawbook.check.words.shapes import as_scalar, place_of, read_date, read_text, read_words, take, take_needed, whole_number
from lawbook.model.policy import Words
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node

HEADER_KEYS = ("policy", "language", "version", "title", "summary", "effective", "owner", "review_by")
_MOST_VERSION = 1_000_000


@dataclass(frozen=True, slots=True)
class Header:
    """The head of one policy file; None stands for what is missing or could not be read."""

    path: str
    name: str | None
    version: int | None
    title: Words | None
    summary: Words | None
    effective: int | None
    owner: str | None
    review_by: int | None
    where: Where
    version_where: Where
    effective_where: Where

    @property
    def folder(self) -> str:
        """The folder that the file stands in."""
        return self.path.rpartition("/")[0]


def read_header(document: Mapping, path: str, problems: Problems) -> Header:
    """Take the head of a policy file, and note when the file stands in a place that is not its own."""
    what = "the policy"
    header = Header(
        path=path,
        name=take(document, "policy", _read_name, what, problems),
        version=take_needed(document, "version", whole_number(1, _MOST_VERSION), what, problems),
        title=take_needed(document, "title", read_words, what, problems),
        summary=take(document, "summary", read_words, what, problems),
        effective=take_needed(document, "effective", _read_effective, what, problems),
        owner=take_needed(document, "owner", read_text, what, problems),
        review_by=take_needed(document, "review_by", read_date, what, problems),
        where=place_of(document, "policy"),
        version_where=place_of(document, "version"),
        effective_where=place_of(document, "effective"),
    )
    if header.name is not None and header.version is not None:
        expect_path(path, f"{header.name}/v{header.version}.yaml", header.where, problems)
    return header


def _read_name(node: Node, what: str, problems: Problems) -> str | None:
    scalar = as_scalar(node, what, problems)
    return None if scalar is None else read_file_name(scalar, "a policy", problems)


def _read_effective(node: Node, what: str, problems: Problems) -> int | None:
    day = read_date(node, what, problems)
    if day is None or EVERY_DAY.low <= day <= EVERY_DAY.high:
        return day
    first, last = (dt.date.fromordinal(end).isoformat() for end in (EVERY_DAY.low, EVERY_DAY.high))
    told = dt.date.fromordinal(day).isoformat()
    problems.add("out-of-range", f"{what} is {told}, and decisions are made for the days from {first} to {last}", node.where)
    return None


def expect_path(path: str, expected: str, where: Where, problems: Problems) -> None:
    """Note a document that stands elsewhere than its name says."""
    if path != expected:
        problems.add(
            "wrong-folder", f"this document belongs in `{expected}`, and stands in `{path}`", where, "move the file, or correct its name"
        )
