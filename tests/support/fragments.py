"""Fragments of policies, completed: what a test does not care about (titles, owner, citations) is filled in, and no place moves."""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Names
from dataclasses import dataclass

from lawbook.check.policies.library import check_library
from lawbook.model.policy import Policy
from lawbook.problems import Problem, Problems
from lawbook.read.document import Mapping, Node, Scalar, Sequence
from lawbook.read.yaml import read_document

_POLICY_FILE = re.compile(r"(?P<name>[a-z0-9-]+)/v(?P<version>[0-9]+)\.yaml")
_NEUTRAL = re.compile(r"[A-Z][A-Z0-9+_-]*")


@dataclass(frozen=True, slots=True)
class CheckedFragment:
    """What came of checking a fragment: its policy where it has no errors, and all problems, each as `line:column code`.

    A problem of another file has that file's path before its line. Policies beside it are completed too, and not among these.
    """

    policies: tuple[Policy, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def checked_fragment(text: str, name: str, beside: Names[str, str], *, whole: bool = False, version: str = "v1") -> CheckedFragment:
    """Check *text* as a version of the policy *name*, together with the files *beside* it; a *whole* text is not completed."""
    path = f"{name}/{version}.yaml"
    problems = Problems()
    documents: list[tuple[str, Node]] = []
    for file, content in {**beside, path: text}.items():
        node = None if file.endswith(".csv") else read_document(content, file, problems)
        if node is not None:
            documents.append((file, _completed(node, file, path, name) if not whole else node))
    files = {file: content for file, content in beside.items() if file.endswith(".csv")}
    checked = check_library(documents, problems, files=files)
    policies = tuple(policy for policy in checked.policies if whole or policy.name == name)
    return CheckedFragment(policies, _told_in(problems, "error", path), _told_in(problems, "warning", path))


def _completed(node: Node, file: str, path: str, name: str) -> Node:
    if file == path:
        return completed(node, name)
    beside = _POLICY_FILE.fullmatch(file)
    if beside is not None:
        return completed(node, beside["name"], int(beside["version"]))
    return completed_vocabulary(node) if isinstance(node, Mapping) and node.get("vocabulary") is not None else node


def _told_in(problems: Iterable[Problem], severity: str, path: str) -> tuple[str, ...]:
    return tuple(
        f"{'' if problem.where.file == path else problem.where.file + ':'}{problem.where.line}:{problem.where.column} {problem.code}"
        for problem in problems
        if problem.severity == severity
    )


def completed(document: Node, name: str, version: int = 1) -> Node:
    """Give the policy *document* with every entry that the language wants and the fragment leaves out."""
    if not isinstance(document, Mapping):
        return document
    whole = document
    for section, completion in _SECTIONS.items():
        whole = _each(whole, section, completion)
    outputs = Sequence(tuple(_text(output, whole) for output in _published(whole)), whole.where)
    head: dict[str, Node] = {
        "policy": _text(name, whole),
        "language": _text("1", whole),
        "version": _text(str(version), whole),
        "title": _words(name, whole),
        "effective": _text("2026-01-01", whole),
        "owner": _text("conformance", whole),
        "review_by": _text("2099-12-31", whole),
    }
    return _with(whole, head | {"outputs": outputs})


def completed_vocabulary(document: Node) -> Node:
    """Give a vocabulary with titles and citations."""
    if not isinstance(document, Mapping):
        return document
    for section, completion in _SECTIONS.items():
        document = _each(document, section, completion)
    return document


def _published(document: Mapping) -> list[str]:
    decisions = document.get("decisions")
    names: list[str] = []
    for key, decision in decisions.entries if isinstance(decisions, Mapping) else ():
        table = decision.get("table") if isinstance(decision, Mapping) else None
        outputs = table.get("outputs") if isinstance(table, Mapping) else None
        names.extend([output.text for output, _ in outputs.entries] if isinstance(outputs, Mapping) else [key.text])
    return names


def _text(text: str, near: Node) -> Scalar:
    return Scalar(text, "plain", near.where)


def _words(text: str, near: Node) -> Mapping:
    return Mapping(((_text("en", near), _text(text, near)), (_text("zh", near), _text(text, near))), near.where)


def _with(mapping: Mapping, defaults: dict[str, Node]) -> Mapping:
    missing = tuple((_text(key, mapping), node) for key, node in defaults.items() if mapping.get(key) is None)
    return Mapping((*mapping.entries, *missing), mapping.where)


def _replaced(mapping: Mapping, key: str, node: Node) -> Mapping:
    return Mapping(tuple((name, node if name.text == key else old) for name, old in mapping.entries), mapping.where)


def _each(document: Mapping, section: str, completion: Callable[[str, Mapping], Mapping]) -> Mapping:
    node = document.get(section)
    if not isinstance(node, Mapping):
        return document
    entries = tuple((key, completion(key.text, value) if isinstance(value, Mapping) else value) for key, value in node.entries)
    return _replaced(document, section, Mapping(entries, node.where))


def _titled(name: str, mapping: Mapping) -> Mapping:
    return _with(_typed(name, mapping), {"title": _words(name, mapping)})


def _typed(_: str, mapping: Mapping) -> Mapping:
    """Title the labels of a type, and the fields of a record."""
    written = mapping.get("type")
    if isinstance(written, Mapping):
        fields = written.get("list of")
        if isinstance(fields, Mapping):
            return _replaced(mapping, "type", _each(written, "list of", _titled))
        written = written.get("set of")
    if not isinstance(written, Sequence):
        return mapping
    labels = [item.text for item in written.items if isinstance(item, Scalar) and not _NEUTRAL.fullmatch(item.text)]
    titles = Mapping(tuple((_text(label, written), _words(label, written)) for label in labels), written.where)
    return _with(mapping, {"titles": titles}) if labels else mapping


def _parameter(name: str, mapping: Mapping) -> Mapping:
    return _with(_titled(name, mapping), {"cites": Sequence((_text("internal", mapping),), mapping.where)})


def _decision(name: str, mapping: Mapping) -> Mapping:
    table = mapping.get("table")
    if isinstance(table, Mapping):
        mapping = _replaced(mapping, "table", _each(table, "outputs", _titled))
    if mapping.get("from") is not None:
        return mapping
    return _with(_titled(name, mapping), {"cites": Sequence((_text("internal", mapping),), mapping.where)})


def _told(code: str, mapping: Mapping) -> Mapping:
    if mapping.get("en") is not None or mapping.get("zh") is not None:
        return mapping
    return _with(mapping, {"en": _text(code, mapping), "zh": _text(code, mapping)})


_SECTIONS: dict[str, Callable[[str, Mapping], Mapping]] = {
    "types": _typed,
    "facts": _titled,
    "parameters": _parameter,
    "reasons": _told,
    "obligations": _told,
    "decisions": _decision,
}
