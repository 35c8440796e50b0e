"""Requests to the service that are spoiled in every part: address, query, headers, body; some are left as they are."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from support.offers import FACTS, OFFER
from support.spoiled_texts import spoiled_text

BASE = "/v1/policies/small-offer"
RELEASE = "/v1/releases/{release}"
FACTS_POSTED = (f"{BASE}/decisions", f"{BASE}/decisions:batch", f"{BASE}/explanation", f"{BASE}/notices")
STEPS = ("/v1/releases", f"{RELEASE}/approval", f"{RELEASE}/release", f"{RELEASE}/withdrawal", "/v1/rollbacks")
ASKED = (
    "/v1/policies",
    BASE,
    f"{BASE}/versions/{{version}}",
    f"{BASE}/facts-schema",
    f"{BASE}/known",
    "/v1/decisions/{id}",
    "/v1/decisions/{id}/explanation",
    "/v1/shadow",
    "/v1/releases",
    RELEASE,
    f"{RELEASE}/page",
    "/openapi.json",
    "/docs",
    "/healthz",
    "/readyz",
    "/metrics",
)
UNDESCRIBED = ("/", "/problems/fault")
SPOILED = {("post", path) for path in (*FACTS_POSTED, *STEPS)} | {("get", path) for path in ASKED}
"""The operations that are asked for, by method and path as the description of the service has them."""
HOSTILE: list[object] = [
    None, True, -1, 0, 10**40, 1e308, "", "0" * 2_000, "\ud800", "A", "NaN", "1e999999", [], {}, [[[[]]]], {"a": {"b": {}}}, "２０", "\x00", "-0.00", "2026-02-30",
]  # fmt: skip
WORDS = ["as_of", "version", "lang", "want", "what_would_change", "known_at", "page", "x"]
VALUES = [
    "",
    "2026-11-21",
    "9999-12-31",
    "0000-00-00",
    "2026-11-21T04:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "1",
    "-1",
    "1" * 30,
    "0" * 64,
    "en",
    "zh",
    "%00",
    "\u4fe1\u8d37",
    "true",
    "outcome=approve",
    "'\"<>",
]
KINDS_OF_BODY = [
    "application/json",
    "application/x-ndjson",
    "text/plain",
    "",
    "application/json; charset=utf-16",
    "a/b/c",
    "multipart/form-data",
]
PLACES = ["small-offer/v1.yaml", "other/v1.yaml", "small-offer/rows.csv", "../v1.yaml", "/", "small-offer/\x00.yaml", ""]
NAMES = ["small-offer@1", "small-offer@999999999", "other", "*", "", "\ud800"]


def spoiled(chance: Random, found: Mapping[str, Sequence[str]]) -> tuple[str, EnvironBuilder]:
    """Make a request, with the address it was made from; what varies in the address is one of what can be *found* there, or nothing that is there."""
    post = chance.random() < 0.75
    template = chance.choice((FACTS_POSTED if chance.random() < 0.8 else STEPS) if post else [*ASKED, *UNDESCRIBED])
    path = re.sub(r"{(\w+)}", lambda named: chance.choice([*found[named[1]], "0", "999999999", "x"]), template)
    if chance.random() < 0.1:
        place = chance.randrange(1, len(path) + 1)
        path = path[:place] + chance.choice(["%2e%2e", "//", "\u4e2d", "%00", ";", "%ff", "x" * 3_000]) + path[place:]
    query = {chance.choice(WORDS): chance.choice(VALUES) for _ in range(chance.randrange(3))} if chance.random() < 0.25 else {}
    body = _body(template, chance)
    kind = chance.choice(KINDS_OF_BODY) if chance.random() < 0.15 else f"application/{'x-nd' if path.endswith(':batch') else ''}json"
    method = "POST" if post else "GET"
    if chance.random() < 0.1:
        method = chance.choice(["GET", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "post"])
    headers = Headers()
    for name, values in {
        "X-Request-Id": ["a", "\t", "x" * 99],
        "Idempotency-Key": ["k", "l", "", "\xff", "k" * 999],
        "traceparent": ["x"],
    }.items():
        if chance.random() < 0.1:
            headers[name] = chance.choice(values)
    return template, EnvironBuilder(
        path, method=method, query_string=query, data=body if post else None, content_type=kind, headers=headers
    )


def _body(template: str, chance: Random) -> bytes:
    if template == f"{BASE}/decisions:batch":
        body = b"\n".join(_json(_facts(chance), chance) for _ in range(chance.randrange(4)))
    elif template in FACTS_POSTED:
        body = _json(_facts(chance), chance)
    else:
        body = _json(_step(template, chance), chance)
    return torn(body, chance) if chance.random() < 0.3 else body


def _json(value: object, chance: Random) -> bytes:
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _facts(chance: Random) -> dict[str, object]:
    facts: dict[str, object] = dict(FACTS)
    for _ in range(chance.randrange(4)):
        facts[chance.choice([*FACTS, "unheard_of", ""])] = chance.choice(HOSTILE)
    return facts


def _step(template: str, chance: Random) -> dict[str, object]:
    said: dict[str, object] = {}
    if template == "/v1/releases":
        said = {"policies": _names(chance), "files": _files(chance), "note": chance.choice([None, "", "\x00", "for spring"])}
    elif template == "/v1/rollbacks":
        said = {"policies": _names(chance), "reason": "too many declined", "to": chance.choice([None, 1, 2, 0, -1, 10**30])}
    elif template.endswith("/withdrawal"):
        said = {"reason": "declines too many"}
    if said and chance.random() < 0.4:
        said[chance.choice([*said, "unheard_of"])] = chance.choice(HOSTILE)
    return said


def _names(chance: Random) -> list[str]:
    return ["small-offer"] if chance.random() < 0.7 else [chance.choice(NAMES) for _ in range(chance.randrange(3))]


def _files(chance: Random) -> dict[str, str]:
    version = chance.randrange(2, 5)
    text = OFFER.format(version=version, effective=f"2026-0{version}-01", most=chance.randrange(1, 100_000))
    place = chance.choice(PLACES) if chance.random() < 0.2 else f"small-offer/v{version}.yaml"
    return {place: spoiled_text(text, chance) if chance.random() < 0.5 else text}


def torn(body: bytes, chance: Random) -> bytes:
    """Break a body off, put something into it, repeat it, nest it."""
    place = chance.randrange(len(body) + 1)
    return chance.choice(
        [body[:place], body[place:], body[:place] + chance.randbytes(3) + body[place:], body * 2, b"[" * 3_000, b"\xff\xfe" + body, b""]
    )


def spoiled_key(token: str, chance: Random) -> str:
    """Spoil what is shown of a key."""
    shown: list[Callable[[], str]] = [
        lambda: token[: chance.randrange(len(token))],
        token.upper,
        lambda: token + "\xff",
        lambda: "",
    ]
    return chance.choice(shown)()
