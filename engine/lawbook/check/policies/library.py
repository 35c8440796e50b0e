"""Check a whole library: registers of law, vocabularies and every version of every policy, all problems at once."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Names
from dataclasses import dataclass, field

from lawbook.check.declared.vocabulary import read_calendars, read_vocabularies
from lawbook.check.law.citations import Law, Span
from lawbook.check.law.register import read_register
from lawbook.check.policies.bases import Base, read_base
from lawbook.check.policies.headers import Header, expect_path, read_header
from lawbook.check.policies.new_facts import check_new_facts
from lawbook.check.policies.policy import Shelf
from lawbook.check.policies.reviews import check_calendar, check_reviews
from lawbook.check.policies.stretches import Version, check_versions
from lawbook.check.policies.versions import spans_of
from lawbook.check.words.shapes import as_scalar, found, read_scalars, take
from lawbook.check.written.granted import Granted, read_granted
from lawbook.model.law import Citation
from lawbook.model.policy import Policy
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar

KINDS = ("policy", "vocabulary", "register", "calendar", "exceptions")
_BEGIN = ", ".join(f"`{kind}:`" for kind in KINDS[:-1]) + f" or `{KINDS[-1]}:`"
_Document = tuple[str, str, Mapping]
"""The path, the name and the body of a document."""


@dataclass(frozen=True, slots=True)
class CheckedLibrary:
    """Every version of every policy that has no errors, the register of law, and which version each was adopted from."""

    policies: tuple[Policy, ...]
    register: tuple[Citation, ...]
    bases: Names[tuple[str, int], Base] = field(default_factory=dict)


def check_library(
    documents: Sequence[tuple[str, Node]],
    problems: Problems,
    *,
    files: Names[str, str],
    today: int | None = None,
    needed: Callable[[Header, Span | None], bool] | None = None,
) -> CheckedLibrary:
    """Check the *documents* of a library, each with its path; *files* has the texts of row files by path.

    A policy is among the result only when neither it nor what it uses has errors. *today* is the day number for what is overdue.
    With *needed* the other versions are read no further than their heads.
    """
    kinds = _sorted_by_kind(documents, problems)
    law = _read_law(kinds["register"], problems)
    citations = tuple(citation for citation in law.rows.values() if citation is not None)
    shared = Problems()
    calendars = read_calendars({name: document for _, name, document in kinds["calendar"]}, shared)
    vocabularies = read_vocabularies({name: document for _, name, document in kinds["vocabulary"]}, calendars, law, shared)
    granted = read_granted([document for _, _, document in kinds["exceptions"]], shared)
    problems.extend(each for each in shared.found if each not in problems.found)
    shelf = Shelf(vocabularies, law, files, granted=granted)
    owned = [Problems() for _ in kinds["policy"]]
    headers = [read_header(document, path, own) for (path, _, document), own in zip(kinds["policy"], owned, strict=True)]
    spans = spans_of(headers, problems)
    if needed is None:
        _check_granted(granted, headers, spans, shared)
        problems.extend(each for each in shared.found if each not in problems.found)
    versions = [
        Version(document, header, span, own)
        for (_, _, document), header, span, own in zip(kinds["policy"], headers, spans, owned, strict=True)
    ]
    policies = check_versions(versions, shelf, needed, shared)
    bases = {_named(each.header): base for each in versions if (base := read_base(each.document, each.problems)) is not None}
    announced = {_named(each.header): take(each.document, "new_facts", read_scalars, "the policy", each.problems) for each in versions}
    for own in owned:
        problems.extend(own.found)
    if needed is None and not problems.errors():
        check_new_facts(policies, {named: scalars or () for named, scalars in announced.items()}, problems)
    if today is not None and needed is None:
        _check_reviews(kinds, spans, today, problems)
    problems.found[:] = list(dict.fromkeys(problems.found))
    return CheckedLibrary(tuple(policies), citations, bases)


def _check_granted(granted: Sequence[Granted], headers: Sequence[Header], spans: Sequence[Span | None], problems: Problems) -> None:
    """Note exceptions of policies that are not there, or that are over before a version is in force."""
    names = [header.name for header in headers if header.name is not None]
    for each in granted:
        if each.policy.text not in names:
            near = did_you_mean(each.policy.text, names)
            problems.add("unknown-policy", f"the library has no policy `{each.policy.text}`", each.policy.where, near)
        elif not any(each.concerns(header.name, span) for header, span in zip(headers, spans, strict=True)):
            message = f"no version of `{each.policy.text}` is in force while the exception `{each.id}` is"
            problems.add("bad-exception", message, each.where)


def _named(header: Header) -> tuple[str, int]:
    return header.name or "", header.version or 0


def _check_reviews(kinds: Names[str, Sequence[_Document]], spans: Sequence[Span | None], today: int, problems: Problems) -> None:
    """Warn of what is past its review, in all files but those of versions that are no longer in force."""
    current = [each for each, span in zip(kinds["policy"], spans, strict=True) if span is None or span[1] is None or span[1] > today]
    for _, _, document in (*current, *kinds["vocabulary"], *kinds["register"]):
        check_reviews(document, today, problems)
    for _, _, document in kinds["calendar"]:
        check_calendar(document, today, problems)


def _sorted_by_kind(documents: Sequence[tuple[str, Node]], problems: Problems) -> dict[str, list[_Document]]:
    kinds: dict[str, list[_Document]] = {kind: [] for kind in KINDS}
    for path, node in documents:
        if not isinstance(node, Mapping):
            message = f"a document begins with {_BEGIN}, and {found(node)} stands here"
            problems.add("wrong-shape", message, node.where)
            continue
        kind = next((kind for kind in KINDS if node.get(kind) is not None), None)
        if kind is None:
            problems.add("missing-key", "the document does not say what it is", node.where, f"begin with {_BEGIN}")
            continue
        name_node = node.get(kind)
        name = None if name_node is None else as_scalar(name_node, f"`{kind}`", problems)
        _check_language(node, problems)
        if name is not None:
            if kind != "policy":
                expect_path(path, f"{name.text}.yaml", name.where, problems)
            kinds[kind].append((path, name.text, node))
    return kinds


def _check_language(document: Mapping, problems: Problems) -> None:
    node = document.get("language")
    if node is None:
        problems.add("missing-key", "the document does not say which version of the language it is in", document.where, "add `language: 1`")
    elif not (isinstance(node, Scalar) and node.text == "1"):
        problems.add("unknown-language", f"this engine reads version 1 of the language, and {found(node)} stands here", node.where)


def _read_law(documents: Sequence[_Document], problems: Problems) -> Law:
    rows: dict[str, Citation | None] = {}
    places: dict[str, Where] = {}
    for _, name, document in documents:
        for key, citation in read_register(document, name, problems):
            other = places.setdefault(key.text, key.where)
            if other != key.where:
                problems.add("duplicate-id", f"the register of law has `{key.text}` twice", key.where, f"the other one is at {other}")
            rows.setdefault(key.text, citation)
    return Law(rows)
