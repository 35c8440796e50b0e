"""Read a register of law."""

from lawbook.check.words.naming import read_id
from lawbook.check.words.shapes import as_mapping, check_keys, choice, place_of, read_date, read_text, read_words, take, take_needed
from lawbook.model.law import INTERNAL, Citation, Confidence, Force
from lawbook.model.policy import Words
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Node, Scalar

_KEYS = ("register", "language", "title", "rows")
ROW_KEYS = ("instrument", "article", "effective", "repealed", "force", "requirement", "confidence", "review_by", "source", "note")
_FORCES: dict[str, Force] = {"L": "L", "R": "R", "N": "N", "S": "S", "A": "A", "P": "P"}
_CONFIDENCES: dict[str, Confidence] = {"high": "high", "medium": "medium", "unverified": "unverified"}


def read_register(document: Mapping, name: str, problems: Problems) -> list[tuple[Scalar, Citation | None]]:
    """Take the rows of the register *name* by the keys they stand under; None stands for one that cannot be used."""
    check_keys(document, _KEYS, "a register", problems)
    take(document, "title", read_words, "the register", problems)
    rows = take_needed(document, "rows", as_mapping, "the register", problems)
    read: list[tuple[Scalar, Citation | None]] = []
    for key, node in rows.entries if rows is not None else ():
        row = as_mapping(node, f"the row `{key.text}`", problems)
        read.append((key, None if row is None else _read_row(key, row, name, problems)))
    return read


def _read_article(node: Node, what: str, problems: Problems) -> Words | None:
    """Take what says which article it is: a number, which both languages have alike, or words in both."""
    if not isinstance(node, Scalar):
        return read_words(node, what, problems)
    written = read_text(node, what, problems)
    return None if written is None else Words(written, written)


def _read_row(key: Scalar, row: Mapping, register: str, problems: Problems) -> Citation | None:
    what = f"the row `{key.text}`"
    check_keys(row, ROW_KEYS, what, problems)
    id_ = read_id(key, "a row", problems)
    if id_ == INTERNAL:
        problems.add("bad-name", f"a row of law cannot be called `{INTERNAL}`, which cites an internal default", key.where)
        id_ = None
    instrument = take_needed(row, "instrument", read_words, what, problems)
    article = take_needed(row, "article", _read_article, what, problems)
    effective = take_needed(row, "effective", read_date, what, problems)
    repealed = take(row, "repealed", read_date, what, problems)
    force: Force | None = take_needed(row, "force", choice(_FORCES), what, problems)
    requirement = take_needed(row, "requirement", read_words, what, problems)
    confidence: Confidence | None = take_needed(row, "confidence", choice(_CONFIDENCES), what, problems)
    review_by = take_needed(row, "review_by", read_date, what, problems)
    source = take(row, "source", read_text, what, problems)
    note = take(row, "note", read_words, what, problems)
    if not (id_ and instrument and article and effective and force and requirement and confidence and review_by):
        return None
    if repealed is not None and repealed <= effective:
        problems.add("empty-range", f"{what} is repealed before it comes into force", place_of(row, "repealed"))
        return None
    return Citation(
        id=id_, register=register, instrument=instrument, article=article, requirement=requirement, effective=effective, repealed=repealed,
        force=force, confidence=confidence, review_by=review_by, source=source, note=note, where=key.where,
    )  # fmt: skip
