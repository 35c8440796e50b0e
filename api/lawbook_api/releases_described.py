"""What the description of the service says of releases."""

from collections.abc import Sequence

from lawbook_api.problems import KINDS, MEDIA_TYPE

Json = dict[str, object]
TEXT: Json = {"type": "string"}
NUMBER: Json = {"name": "release", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": 999_999_999}}
REASON: Json = {"type": "string", "description": "why; it stands in the record for good", "pattern": "\\S"}
NAMED: Json = {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,95}(@v?[0-9]{1,9})?$"}}
READ: Json = {
    "name": "page",
    "in": "query",
    "description": "the SHA-256 of the review page that was read; nothing is approved if the gate was run again since",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
KEPT = ("not-recorded", "record-unavailable", "bad-parameter")
POSTED = ("bad-request", "not-json", "wrong-media-type", "too-large", "too-deep")
STEP = ("unknown-release", "release-refused")


def with_releases() -> Json:
    """Describe the addresses of releases."""
    one = "/v1/releases/{release}"
    released: Json = {"$ref": "#/components/schemas/Released"}
    release: Json = {"$ref": "#/components/schemas/Release"}
    listed: Json = {"type": "object", "properties": {"released": released, "releases": {"type": "array", "items": release}}}
    every = _operation("releases", "Every release and how it stands, and what is released now", [], listed, KEPT)
    submission = _closed({"policies": {**NAMED, "minItems": 1}, "files": {"type": "object", "additionalProperties": TEXT}}, {"note": TEXT})
    submitted = _operation(
        "submit_release", "Submit versions of policies, with the texts of their folder by place", [], release,
        (*KEPT, *POSTED, "release-refused", "policies-rejected"), submission,
    )  # fmt: skip
    told = _operation("release", "One release, step by step", [NUMBER], release, (*KEPT, "unknown-release"))
    page = _operation(
        "review_page",
        "The review page of its last gate, in Chinese and English",
        [NUMBER],
        TEXT,
        (*KEPT, "unknown-release"),
        kind="text/html",
    )
    approval = _operation(
        "approve_release", "Approve; the approver is never the author", [NUMBER, READ], release, (*KEPT, *STEP, "own-release")
    )
    put_out = _operation("put_into_force", "Put what was approved into force", [NUMBER], released, (*KEPT, *STEP))
    withdrawal = _operation(
        "withdraw_release", "Take back, or take out of service", [NUMBER], release, (*KEPT, *POSTED, *STEP, "policies-rejected"),
        _closed({"reason": REASON}),
    )  # fmt: skip
    back = _closed({"reason": REASON, "policies": NAMED}, {"to": {"type": ["integer", "null"], "minimum": 1, "maximum": 999_999_999}})
    rollback = _operation(
        "roll_back", "Put policies back to what was released before, or all where none is named", [], released,
        (*KEPT, *POSTED, "release-refused", "unknown-release"), back,
    )  # fmt: skip
    return {
        "/v1/releases": {"get": every, "post": submitted},
        one: {"get": told},
        f"{one}/page": {"get": page},
        f"{one}/approval": {"post": approval},
        f"{one}/release": {"post": put_out},
        f"{one}/withdrawal": {"post": withdrawal},
        "/v1/rollbacks": {"post": rollback},
    }


def release_schemas() -> Json:
    """Give the schemas that those addresses name."""
    unit = _closed({"policy": TEXT, "version": {"type": "integer"}, "content_hash": TEXT})
    maybe: Json = {"type": ["string", "null"]}
    entry = _closed({"writer": TEXT, "sequence": {"type": "integer"}, "hash": TEXT})
    event = _closed({"act": TEXT, "by": TEXT, "time": TEXT, "reason": maybe, "entry": entry})
    gate = _closed({"passed": {"type": "boolean"}, "report": TEXT, "page": TEXT})
    return {
        "Release": _closed(
            {
                "release": {"type": "integer"},
                "state": {"enum": ["submitted", "approved", "released", "superseded", "withdrawn"]},
                "units": {"type": "array", "items": unit},
                "author": maybe, "approver": maybe, "note": maybe, "texts": maybe,
                "gate": {"anyOf": [gate, {"type": "null"}]},
                "story": {"type": "array", "items": event},
            }
        ),
        "Released": _closed(
            {"number": {"type": "integer"}, "policies": {"type": "object", "additionalProperties": {"type": "integer"}}, "texts": maybe, "since": maybe}
        ),
    }  # fmt: skip


def _closed(required: Json, others: Json | None = None) -> Json:
    return {"type": "object", "properties": {**required, **(others or {})}, "required": list(required), "additionalProperties": False}


def _operation(
    id_: str, summary: str, parameters: Sequence[Json], schema: Json, kinds: Sequence[str], body: Json | None = None, kind: str = "application/json"
) -> Json:  # fmt: skip
    responses: dict[str, Json] = {"200": {"description": summary, "content": {kind: {"schema": schema}}}}
    for each in kinds:
        status, title, _ = KINDS[each]
        told = responses.setdefault(
            str(status), {"description": title, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        )
        if title not in str(told["description"]):
            told["description"] = f"{told['description']}; {title}"
    operation: Json = {"tags": ["service"], "operationId": id_, "summary": summary, "parameters": list(parameters), "responses": responses}
    return operation if body is None else operation | {"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}}
