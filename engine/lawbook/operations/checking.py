"""Check a folder of policies, and report what was found to people, programs and code review tools."""

from collections.abc import Iterable
from dataclasses import replace

from lawbook.library import Inspection
from lawbook.library.retention import inspect_retention
from lawbook.operations.telling import problems_to_json
from lawbook.problems import CATALOGUE, Problem

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def with_retention(inspection: Inspection) -> Inspection:
    """Look at the rules of retention, too, where the policies are in order; what is wrong with them stops no decision."""
    library = inspection.library
    if library is None:
        return inspection
    _, problems = inspect_retention(library.root, library.register, library.policies)
    return replace(inspection, problems=(*inspection.problems, *problems), library=None) if problems else inspection


def passes(inspection: Inspection, *, strict: bool) -> bool:
    """Tell whether the policies may be used; when *strict*, warnings stop them too."""
    return inspection.library is not None and not (strict and inspection.problems)


def summary(inspection: Inspection) -> str:
    """Say in one line what was found."""
    errors = sum(problem.severity == "error" for problem in inspection.problems)
    warnings = len(inspection.problems) - errors
    found = [_counted(count, noun) for count, noun in ((errors, "problem"), (warnings, "warning")) if count]
    files = len({problem.where.file for problem in inspection.problems})
    if inspection.library is None:
        return f"{' and '.join(found)} in {_counted(files, 'file')}"
    versions = sum(len(inspection.library.versions(name)) for name in inspection.library.policies)
    checked = f"{_counted(len(inspection.library.policies), 'policy')} in {_counted(versions, 'version')}"
    return f"{checked}: {' and '.join(found) or 'no problems'}"


def _counted(count: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count:,} {noun if count == 1 else plural}"


def to_json(inspection: Inspection, *, strict: bool) -> dict[str, object]:
    """Give what was found as plain data."""
    library = inspection.library
    versions = [] if library is None else [policy for name in library.policies for policy in library.versions(name)]
    return {
        "ok": passes(inspection, strict=strict),
        "files": inspection.files,
        "policies": [
            {"policy": policy.name, "version": policy.version, "content_hash": policy.content_hash, "meaning_hash": policy.meaning_hash}
            for policy in versions
        ],
        "problems": problems_to_json(inspection.problems),
    }


def to_sarif(problems: Iterable[Problem], engine: str) -> dict[str, object]:
    """Give problems in SARIF 2.1.0, as code review tools read it; *engine* is the version of this program."""
    found = tuple(problems)
    rules = [{"id": code, "shortDescription": {"text": CATALOGUE[code]}} for code in sorted({problem.code for problem in found})]
    driver = {"name": "lawbook", "version": engine, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(problem) for problem in found]}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem) -> dict[str, object]:
    text = problem.message if problem.help is None else f"{problem.message} ({problem.help})"
    region = {"startLine": max(1, problem.where.line), "startColumn": max(1, problem.where.column)}
    location = {"physicalLocation": {"artifactLocation": {"uri": problem.where.file}, "region": region}}
    return {"ruleId": problem.code, "level": problem.severity, "message": {"text": text}, "locations": [location]}
