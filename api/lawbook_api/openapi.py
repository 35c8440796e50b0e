"""The OpenAPI 3.1 description of the service, made from the policies it serves on one day."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias, get_args

from lawbook import Library, NoSuchPolicy, PolicyVersion, __version__
from lawbook.contract.schema import decision_schema, facts_schema
from lawbook.notices.notice import MOST_REASONS
from lawbook.notices.search import Ended
from lawbook.notices.wishes import wishes_of
from lawbook.operations.examples import example_facts
from lawbook_api.access_described import SCHEMES, with_access
from lawbook_api.problems import KINDS, MEDIA_TYPE
from lawbook_api.record_described import with_known, with_record
from lawbook_api.releases_described import release_schemas, with_releases

Json: TypeAlias = dict[str, object]

AS_OF: Json = {
    "name": "as_of",
    "in": "query",
    "description": "the day to decide for; today in the time zone of the service unless given",
    "schema": {"type": "string", "format": "date"},
}
VERSION: Json = {
    "name": "version",
    "in": "query",
    "description": "the number of a version, in place of the one in force on the day",
    "schema": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
}
LANG: Json = {
    "name": "lang",
    "in": "query",
    "description": "the language of what is told",
    "schema": {"enum": ["en", "zh"], "default": "en"},
}
WOULD_CHANGE: Json = {
    "name": "what_would_change",
    "in": "query",
    "description": "tell also the smallest changes that would lead to a better outcome",
    "schema": {"enum": ["true", "false"], "default": "false"},
}
TEXT: Json = {"type": "string"}
DAY: Json = {"type": "string", "format": "date"}
WORDS: Json = {"type": "object", "properties": {"en": TEXT, "zh": TEXT}, "required": ["en", "zh"], "additionalProperties": False}
POSTING = ("not-json", "bad-parameter", "unknown-policy", "unknown-version", "not-in-force", "too-large", "wrong-media-type")


def openapi(library: Library, day: date) -> Json:
    """Describe every address of the service, each policy with the facts it takes and the decisions it gives on *day*."""
    paths: Json = {}
    for name in library.policies:
        try:
            version = library.policy(name, as_of=day)
        except NoSuchPolicy:
            continue
        paths |= _policy_paths(version, library)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lawbook",
            "version": __version__,
            "summary": "Lending policies that decide over HTTP",
            "description": "Post the facts of a case to a policy and get its decision, with reasons, obligations and citations. 提交事实，获得带理由与依据的决定。",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": _both(library, name)} for name in library.policies] + [{"name": "service"}],
        "paths": with_access(with_record(paths | _service_paths(library)) | with_releases()),
        "components": {
            "securitySchemes": SCHEMES,
            "schemas": {
                "Problem": _problem_schema(),
                "Policy": _listed_schema(),
                "Explanation": _explanation_schema(),
                "Notice": _notice_schema(),
                **release_schemas(),
            },
        },
    }


def _both(library: Library, name: str) -> str:
    title = library.versions(name)[-1].title
    return f"{title.en} · {title.zh}"


def _policy_paths(version: PolicyVersion, library: Library) -> Json:
    name, title = version.policy.name, version.policy.title
    both = f"{title.en} · {title.zh}"
    word = name.replace("-", "_")
    facts = _embedded(facts_schema(version.policy))
    body = _embedded(decision_schema(version.policy))
    decision = _closed({"decision": body, "engine": TEXT, "id": TEXT, "time": {"type": "string", "format": "date-time"}})
    posted: Json = {"schema": facts, "example": example_facts(version.policy, library.root, version.as_of)}
    one_object = _body("application/json", posted)
    lines = _body("application/x-ndjson", {"schema": {"type": "string", "description": "one JSON object of facts on each line"}})
    batched = tuple(kind for kind in POSTING if kind != "not-json")
    base = f"/v1/policies/{name}"
    decided = _responses("the decision", {"application/json": decision}, (*POSTING, "facts-rejected"))
    answered = _responses("for each line its decision or its problem, in order", {"application/x-ndjson": {"type": "string"}}, batched)
    explained = _responses(
        "every rule: fired, not fired and why not, or not known", {"application/json": _ref("Explanation")}, (*POSTING, "facts-rejected")
    )
    told = _responses("what the person concerned is told", {"application/json": _ref("Notice")}, (*POSTING, "facts-rejected"))
    asked = [AS_OF, VERSION, LANG, WOULD_CHANGE, *_want(version)]
    notified = _operation(name, f"notify_{word}", f"Notice: {both}", asked, told, one_object)
    return {
        f"{base}/decisions": {"post": _operation(name, f"decide_{word}", f"Decide: {both}", [AS_OF, VERSION], decided, one_object)},
        f"{base}/decisions:batch": {
            "post": _operation(name, f"batch_{word}", f"Decide on lines: {both}", [AS_OF, VERSION], answered, lines)
        },
        f"{base}/explanation": {
            "post": _operation(name, f"explain_{word}", f"Explain: {both}", [AS_OF, VERSION, LANG], explained, one_object)
        },
        f"{base}/notices": {"post": notified},
        **_told_paths(base, name, word, both, [each.version for each in library.versions(name)]),
    }


def _want(version: PolicyVersion) -> list[Json]:
    """Describe the parameter that names a wished outcome, where the policy publishes labels or truths."""
    declared = {decision.name: decision for decision in version.policy.decisions}
    wishes = [f"{name}={label}" for name in version.policy.outputs for label in wishes_of(declared[name])]
    description = "the outcome that what would change is looked for, in place of anything better"
    return [{"name": "want", "in": "query", "description": description, "schema": {"enum": wishes}}] if wishes else []


def _told_paths(base: str, name: str, word: str, both: str, numbers: list[int]) -> Json:
    number: Json = {"name": "version", "in": "path", "required": True, "schema": {"enum": numbers}}
    listed = _responses("the versions of the policy", {"application/json": _ref("Policy")}, ("bad-parameter",))
    text = _responses(
        "the version and the text its author wrote",
        {"application/json": {"type": "object"}},
        ("bad-parameter", "unknown-version", "not-found"),
    )
    schema = _responses(
        "the JSON Schema of the facts",
        {"application/schema+json": {"type": "object"}},
        ("bad-parameter", "unknown-version", "not-in-force"),
    )
    return {
        base: {"get": _operation(name, f"policy_{word}", f"Versions: {both}", [AS_OF], listed)},
        f"{base}/versions/{{version}}": {"get": _operation(name, f"version_{word}", f"One version: {both}", [number], text)},
        f"{base}/known": {"get": with_known(name, word, both, AS_OF)},
        f"{base}/facts-schema": {"get": _operation(name, f"facts_{word}", f"Facts taken: {both}", [AS_OF, VERSION], schema)},
    }


def _body(kind: str, content: Json) -> Json:
    return {"required": True, "content": {kind: content}}


def _service_paths(library: Library) -> Json:
    del library
    listed = _closed({"as_of": DAY, "policies": {"type": "array", "items": _ref("Policy")}})
    state: Json = {"type": "object", "required": ["status"], "properties": {"status": TEXT}}
    plain: list[tuple[str, str, str, str, Json]] = [
        ("/openapi.json", "openapi", "This description", "application/json", {"type": "object"}),
        ("/docs", "docs", "The same for people to read, in English and Chinese", "text/html", TEXT),
        ("/healthz", "alive", "Whether the service lives", "application/json", state),
        ("/readyz", "ready", "What is being served, and what is wrong with the last edit", "application/json", state),
        ("/metrics", "metrics", "Counters for Prometheus", "text/plain", TEXT),
    ]
    told = {
        path: {"get": _operation("service", id_, summary, [], _responses(summary.lower(), {kind: schema}, ()))}
        for path, id_, summary, kind, schema in plain
    }
    policies = _operation(
        "service", "policies", "Every policy and its versions", [AS_OF],
        _responses("the policies", {"application/json": listed}, ("bad-parameter",)),
    )  # fmt: skip
    beside = _operation(
        "service", "shadow", "What the candidate does beside the policies being served", [],
        _responses("how many alike, how many otherwise, and which", {"application/json": _shadow_schema()}, ("bad-parameter", "not-shadowed")),
    )  # fmt: skip
    return {"/v1/policies": {"get": policies}, "/v1/shadow": {"get": beside}, **told}


def _shadow_schema() -> Json:
    number: Json = {"type": "integer"}
    by_policy: Json = {"type": "object", "additionalProperties": number}
    version = _closed({"version": number, "hash": TEXT})
    pair: Json = {
        "type": "object",
        "properties": {"policy": TEXT, "live": version, "candidate": version, "compared": number, "alike": number, "differing": number},
        "required": ["policy", "live", "candidate", "compared", "alike", "differing", "refused", "decisions", "reasons", "examples"],
    }
    return _closed(
        {
            "policies": {"type": "array", "items": pair},
            "unchanged": by_policy,
            "absent": by_policy,
            "failed": number,
            "dropped": number,
            "waiting": number,
        }
    )


def _operation(tag: str, id_: str, summary: str, parameters: list[Json], responses: Json, body: Json | None = None) -> Json:
    told: Json = {"tags": [tag], "operationId": id_, "summary": summary, "parameters": parameters, "responses": responses}
    return told if body is None else told | {"requestBody": body}


def _responses(good: str, content: dict[str, Json], kinds: Iterable[str]) -> Json:
    statuses: dict[int, list[str]] = {}
    for kind in kinds:
        status, title, _ = KINDS[kind]
        statuses.setdefault(status, []).append(title)
    problems = {
        str(status): {"description": "; ".join(titles), "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}
        for status, titles in sorted(statuses.items())
    }
    return {"200": {"description": good, "content": {kind: {"schema": schema} for kind, schema in content.items()}}, **problems}


def _embedded(schema: dict[str, object]) -> Json:
    return {name: value for name, value in schema.items() if name not in {"$schema", "$id"}}


def _closed(properties: dict[str, Json]) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _problem_schema() -> Json:
    one: Json = {
        "type": "object",
        "properties": {
            "code": TEXT, "severity": TEXT, "message": TEXT, "help": TEXT, "fact": TEXT, "file": TEXT, "line": {"type": "integer"}, "column": {"type": "integer"},
        },
        "required": ["code", "message"],
        "additionalProperties": False,
    }  # fmt: skip
    return {
        "type": "object",
        "description": "RFC 9457 problem details; `problems` lists everything that is wrong at once",
        "properties": {
            "type": {"enum": [f"/problems/{kind}" for kind in KINDS]},
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "problems": {"type": "array", "items": one},
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": False,
    }


def _listed_schema() -> Json:
    version = _closed(
        {"version": {"type": "integer"}, "effective": DAY, "until": {"type": ["string", "null"]}, "content_hash": TEXT, "href": TEXT}
    )
    links = _closed({"decisions": TEXT, "batch": TEXT, "explanation": TEXT, "notices": TEXT, "facts_schema": TEXT})
    return _closed(
        {
            "name": TEXT,
            "title": WORDS,
            "in_force": {"type": ["integer", "null"]},
            "versions": {"type": "array", "items": version},
            "links": links,
        }
    )


def _explanation_schema() -> Json:
    listed: Json = {"type": "array"}
    return {
        "type": "object",
        "properties": {
            "policy": TEXT, "version": {"type": "integer"}, "title": TEXT, "lang": {"enum": ["en", "zh"]}, "as_of": DAY,
            "outcome": listed, "reasons": listed, "decisions": listed,
        },
        "required": ["policy", "version", "title", "lang", "as_of", "outcome", "reasons", "decisions"],
    }  # fmt: skip


def _notice_schema() -> Json:
    lines: Json = {"type": "array", "items": TEXT}
    suggestion = _closed({"facts": {"type": "object"}, "outcome": {"type": ["string", "boolean"]}, "text": TEXT})
    ended: Json = {"enum": list(get_args(Ended))}
    changes = _closed(
        {
            "decision": {"type": ["string", "null"]},
            "ended": ended,
            "facts": {"type": "integer"},
            "suggestions": {"type": "array", "items": suggestion},
            "text": TEXT,
        }
    )
    told: dict[str, Json] = {
        "as_of": DAY, "decided": TEXT, "lang": {"enum": ["en", "zh"]}, "outcome": lines,
        "reasons": {**lines, "maxItems": MOST_REASONS}, "since": DAY, "steps": lines, "title": TEXT,
    }  # fmt: skip
    return {**_closed(told), "properties": {**told, "would_change": changes}}
