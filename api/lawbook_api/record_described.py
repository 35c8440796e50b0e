"""What the record adds to the description of the service: idempotency keys, refusals, and the addresses that look back."""

from typing import Any

from lawbook_api.problems import KINDS, MEDIA_TYPE

KEY: dict[str, object] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "a request that is sent again under the same key gets its first answer; 以同一幂等键重发的请求得到首次的答复",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
ID: dict[str, object] = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "the id of a decision, as its answer told it",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]{1,96}$"},
}
LANG: dict[str, object] = {"name": "lang", "in": "query", "schema": {"enum": ["en", "zh"], "default": "en"}}
AGAIN = ("bad-header", "key-reused", "erased", "record-unavailable")
LOOKING_BACK = ("not-recorded", "unknown-decision", "erased", "record-unavailable", "bad-parameter")


def with_record(paths: dict[str, Any]) -> dict[str, object]:
    """Add what the record brings to *paths*."""
    for path, operations in paths.items():
        if path.endswith(("/decisions", "/decisions:batch")):
            operations["post"]["parameters"] = [*operations["post"]["parameters"], KEY]
            _refusals(operations["post"]["responses"], AGAIN)
    text = {"type": "string"}
    entry = {"type": "object", "properties": {"writer": text, "sequence": {"type": "integer"}, "hash": text, "previous": text}}
    decided: dict[str, object] = {
        "type": "object",
        "properties": {"id": text, "time": text, "decision": {"type": "object"}, "facts": {"type": "object"}, "entry": entry},
        "required": ["id", "time", "decision", "facts", "entry", "asked", "caller", "engine", "policies", "policy"],
    }
    told = _looking_back("recorded_decision", "A decision as it was recorded", [ID], decided)
    explained = _looking_back(
        "recorded_explanation",
        "A recorded decision, rule by rule, by the policy as it was then",
        [ID, LANG],
        {"$ref": "#/components/schemas/Explanation"},
    )
    return paths | {"/v1/decisions/{id}": {"get": told}, "/v1/decisions/{id}/explanation": {"get": explained}}


def with_known(name: str, word: str, both: str, as_of: dict[str, object]) -> Any:
    """Describe the address that tells what was known of the policy *name* at a moment."""
    known_at: dict[str, object] = {
        "name": "known_at",
        "in": "query",
        "description": "the moment whose knowledge counts; now unless given",
        "schema": {"type": "string", "format": "date-time"},
    }
    return _looking_back(f"known_{word}", f"What was in force as it was known: {both}", [as_of, known_at], {"type": "object"}, name)


def _looking_back(id_: str, summary: str, parameters: list[dict[str, object]], schema: dict[str, object], tag: str = "service") -> Any:
    responses: dict[str, Any] = {"200": {"description": summary, "content": {"application/json": {"schema": schema}}}}
    _refusals(responses, (*LOOKING_BACK, "unknown-policy"))
    return {"tags": [tag], "operationId": id_, "summary": summary, "parameters": parameters, "responses": responses}


def _refusals(responses: dict[str, Any], kinds: tuple[str, ...]) -> None:
    for kind in kinds:
        status, title, _ = KINDS[kind]
        told = responses.setdefault(
            str(status), {"description": "", "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        )
        told["description"] = "; ".join(filter(None, (told["description"], title)))
