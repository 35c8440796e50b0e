"""What `lawbook prove` found, in SARIF 2.1.0, as code review tools read it."""

import json
from collections.abc import Iterable, Iterator
from typing import cast

from lawbook.operations import checking
from lawbook.operations.checking import SARIF_SCHEMA
from lawbook.operations.findings import Asked, Reply, Report
from lawbook.problems import Problem

RULES: dict[str, str] = {
    "invariant": "a promise of the policy does not hold, says nothing or cannot be settled",
    "gap": "no row of a table is hit",
    "overlap": "rows are hit at once of which only one may be",
    "conflict": "rows are hit at once and say different things",
    "failure": "a decision cannot be known, though everything it looks at is",
    "fires": "a row is never hit",
    "decides": "a row never decides",
    "matters": "a row changes nothing",
    "label": "a decision never comes to one of its labels",
    "fact": "nothing turns on a fact",
    "absent": "a decision of a table can be unknown where facts are absent",
}
LEVELS = {"broken": "error", "finding": "error", "unknown": "warning", "vacuous": "warning", "note": "note"}


def to_sarif(report: Report, engine: str) -> dict[str, object]:
    """Give what is not as it should be; *engine* is the version of this program."""
    return _log([*_of_invariants(report), *(_of(asked, reply) for asked in report.questions for reply in asked.replies)], engine)


def table_to_sarif(problems: Iterable[Problem], replies: Iterable[Reply], engine: str) -> dict[str, object]:
    """Give what is wrong with a table of its own, and what came of the questions about it."""
    found = checking.to_sarif(problems, engine)
    runs = [found, _log([_of_reply(reply, "") for reply in replies], engine)]
    return found | {"runs": [run for log in runs for run in cast("list[object]", log["runs"])]}


def _log(results: list[dict[str, object]], engine: str) -> dict[str, object]:
    used = sorted({str(result["ruleId"]) for result in results})
    rules = [{"id": rule, "shortDescription": {"text": RULES[rule]}} for rule in used]
    driver = {"name": "lawbook", "version": engine, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _of_invariants(report: Report) -> Iterator[dict[str, object]]:
    for each in report.invariants:
        if each.outcome == "proved":
            continue
        title = f" {each.title['en']} · {each.title['zh']}" if each.title else ""
        text = f"{each.policy} {each.version} {each.invariant}{title} ({' '.join(each.promise)}): {each.outcome}"
        if each.told.counterexample:
            text += " " + json.dumps(each.told.counterexample[0], ensure_ascii=False)
        yield _result("invariant", LEVELS[each.outcome], text, each.place)


def _of(asked: Asked, reply: Reply) -> dict[str, object]:
    return _of_reply(reply, f"{asked.policy} {asked.version}: ")


def _of_reply(reply: Reply, about: str) -> dict[str, object]:
    text = f"{about}{reply.message['en']} · {reply.message['zh']}"
    if reply.example is not None:
        text += " " + json.dumps(reply.example, ensure_ascii=False)
    result = _result(reply.kind, LEVELS[reply.grade], text, reply.place)
    if reply.rows:
        result["relatedLocations"] = [_location(row.place) | {"message": {"text": row.id}} for row in reply.rows]
    return result


def _result(rule: str, level: str, text: str, place: str) -> dict[str, object]:
    return {"ruleId": rule, "level": level, "message": {"text": text}, "locations": [_location(place)]}


def _location(place: str) -> dict[str, object]:
    file, line, column = place.rsplit(":", 2)
    region = {"startLine": max(1, int(line)), "startColumn": max(1, int(column))}
    return {"physicalLocation": {"artifactLocation": {"uri": file}, "region": region}}
