"""What `lawbook prove` found, in SARIF 2.1.0, as code review tools read it."""

import json
from collections.abc import Iterator, Sequence

from lawbook.operations.checking import SARIF_SCHEMA
from lawbook.operations.proving import Settled, request_to_json, said
from lawbook.operations.questioning import Answered, example_of
from lawbook.problems import Where
from lawbook.prove.answers import Counterexample
from lawbook.questions.asked import Answer, Reached
from lawbook.questions.telling import told

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
}
LEVELS = {"broken": "error", "finding": "error", "unknown": "warning", "vacuous": "warning", "note": "note"}


def to_sarif(settled: Sequence[Settled], answered: Sequence[Answered], engine: str) -> dict[str, object]:
    """Give what is not as it should be; *engine* is the version of this program."""
    results = [*_of_invariants(settled), *(_of(answer) for each in answered for answer in each.answers if answer.grade != "settled")]
    used = sorted({str(result["ruleId"]) for result in results})
    rules = [{"id": rule, "shortDescription": {"text": RULES[rule]}} for rule in used]
    driver = {"name": "lawbook", "version": engine, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _of_invariants(settled: Sequence[Settled]) -> Iterator[dict[str, object]]:
    for each in settled:
        if each.outcome == "proved":
            continue
        policy, invariant = each.question.policy, each.question.invariant
        text = f"{policy.name} {policy.version} {invariant.id} ({said(invariant)}): {each.outcome}"
        if isinstance(each.verdict, Counterexample):
            text += " " + json.dumps(request_to_json(policy, each.verdict.one), ensure_ascii=False)
        yield _result("invariant", LEVELS[each.outcome], text, invariant.where)


def _of(answer: Answer) -> dict[str, object]:
    text = f"{answer.policy.name} {answer.policy.version}: {told(answer, 'en')} · {told(answer, 'zh')}"
    example = example_of(answer)
    if example is not None:
        text += " " + json.dumps(request_to_json(answer.policy, example), ensure_ascii=False)
    result = _result(answer.question.kind, LEVELS[answer.grade], text, answer.question.where)
    if isinstance(answer.verdict, Reached) and answer.verdict.rows:
        result["relatedLocations"] = [_location(row.where) | {"message": {"text": row.id}} for row in answer.verdict.rows]
    return result


def _result(rule: str, level: str, text: str, where: Where) -> dict[str, object]:
    return {"ruleId": rule, "level": level, "message": {"text": text}, "locations": [_location(where)]}


def _location(where: Where) -> dict[str, object]:
    region = {"startLine": max(1, where.line), "startColumn": max(1, where.column)}
    return {"physicalLocation": {"artifactLocation": {"uri": where.file}, "region": region}}
