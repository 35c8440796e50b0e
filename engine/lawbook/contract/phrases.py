"""What decisions of a policy say again and again, as they say it: kept once, so that each decision can be kept small."""

import json
from collections.abc import Iterator

from lawbook.contract.decision import canonical_json, made_by, words_to_json
from lawbook.model.core import Row, Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import BooleanType, ListType, NumberType, OneOfType, SetType, Type


def phrases(policy: Policy) -> bytes:
    """Give, as JSON, what decisions of *policy* and their facts say but for values: ids, reasons and duties in both languages, and names.

    Where a value would stand, one stands that is of no case. The same policy has the same phrases.
    """
    reasons = {reason.code: reason for reason in policy.reasons}
    rows = [(decision, row) for decision in policy.decisions if decision.origin is None for row in _rows(decision)]
    given = [
        {
            "cites": list(row.cites),
            "code": row.reason,
            "decision": decision.name,
            "rule": row.id,
            "text": words_to_json(reasons[row.reason].text),
        }
        for decision, row in rows
        if row.reason is not None
    ]
    rowless = sorted(reasons.keys() - {row.reason for _, row in rows})
    said = {
        "fired": [row.id for _, row in rows],
        "obligations": [{"code": duty.code, "text": words_to_json(duty.text)} for duty in policy.obligations],
        "outcome": {decision.name: _stand_in(decision.type) for decision in policy.decisions if decision.published},
        "policies": made_by(policy),
        "reasons": [*given, *({"code": code, "text": words_to_json(reasons[code].text)} for code in rowless)],
    }
    facts = {fact.name: _stand_in(fact.type) for fact in policy.facts}
    # Facts stand as they came: mostly in the order of their declaration, and most who write JSON put spaces nowhere, or behind , and :.
    posted = ",".join(json.dumps(facts, ensure_ascii=False, separators=layout) for layout in ((",", ":"), (", ", ": ")))
    return b'{"decision":%b,"facts":[%b]}' % (canonical_json(said), posted.encode())


def _rows(decision: Decision) -> Iterator[Row]:
    if isinstance(decision.body, Table):
        yield from decision.body.rows
        if decision.body.otherwise is not None:
            yield decision.body.otherwise


def _stand_in(of: Type) -> object:
    """Give what stands where a value of the type would, so that what comes before and after it is met as it is said."""
    match of:
        case OneOfType(labels=labels):
            return labels[0]
        case SetType() | ListType():
            return []
        case BooleanType():
            return False
        case NumberType(scale=0):
            return 0
        case _:
            return "0"
