"""What a request asks: its body, the policy it names, and the day or version it wants."""

from collections.abc import Collection
from datetime import date

from flask import Request

from lawbook import Library, PolicyVersion
from lawbook_api.depth import nests_deeper
from lawbook_api.problems import RequestRefused
from lawbook_api.settings import Settings

ONE_OBJECT = frozenset({"application/json"})
MANY_LINES = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines"})
_NOTHING: frozenset[str] = frozenset()


def posted_object(request: Request, settings: Settings) -> bytes:
    """Give the body of a request that posts one JSON object."""
    check_media_type(request, ONE_OBJECT)
    body = request.get_data(cache=False)
    # Of a body in chunks, whose length nobody says beforehand, as much is read as may be, and no more.
    if request.content_length is None and request.environ["wsgi.input"].read(1):
        raise RequestRefused("too-large", f"the body has more than the {settings.body_limit} bytes that are accepted")
    check_whole(request, len(body))
    refuse_depth(body, settings.depth_limit)
    return body


def check_whole(request: Request, received: int) -> None:
    """Refuse a request whose body ended before as much was *received* as it said."""
    if request.content_length is not None and received < request.content_length:
        raise RequestRefused("bad-request", f"the body ended after {received} of {request.content_length} bytes")


def refuse_depth(body: bytes, limit: int) -> None:
    """Refuse a *body* whose objects and lists stand within one another more than *limit* deep."""
    if nests_deeper(body, limit):
        raise RequestRefused("too-deep", f"objects and lists stand within one another more than {limit} deep")


def known_policy(request: Request, library: Library) -> str | None:
    """Give the policy that the address names, where there is one: whatever else stands in its place is written down nowhere."""
    named: str | None = (request.view_args or {}).get("policy")
    return named if named in library.policies else None


def check_media_type(request: Request, accepted: Collection[str]) -> None:
    """Refuse a request whose body is of no media type that is *accepted*."""
    if request.mimetype not in accepted:
        named = f"`{request.mimetype}`" if request.mimetype else "no media type"
        raise RequestRefused("wrong-media-type", f"the request says {named}; send Content-Type: {max(accepted)}")


def asked_version(request: Request, library: Library, policy: str, settings: Settings) -> PolicyVersion:
    """Give the version of *policy* that the request wants: `as_of` names a day (today unless given), `version` a number."""
    if not request.query_string:
        return library.policy(policy, as_of=settings.today())
    check_parameters(request, {"as_of", "version"})
    return library.policy(policy, as_of=asked_day(request, settings), version=asked_number(request))


def asked_day(request: Request, settings: Settings) -> date:
    """Give the day that `as_of` names, or today."""
    given = request.args.get("as_of")
    if given is None:
        return settings.today()
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or day.isoformat() != given:
        raise RequestRefused("bad-parameter", f"`as_of` is `{given}`, and must be a calendar date such as 2026-11-21")
    return day


def asked_number(request: Request) -> int | None:
    """Give the number that `version` names, if it is there."""
    given = request.args.get("version")
    if given is None:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise RequestRefused("bad-parameter", f"`version` is `{given}`, and must be a whole number such as 3")
    return int(given)


def asked_language(request: Request) -> str:
    """Give the language that `lang` names, English unless it does."""
    lang = request.args.get("lang", "en")
    if lang not in {"en", "zh"}:
        raise RequestRefused("bad-parameter", f"`lang` is `{lang}`, and must be en or zh")
    return lang


def asked_flag(request: Request, name: str) -> bool:
    """Give whether the parameter *name* says true; it does not unless it is there."""
    given = request.args.get(name, "false")
    if given not in {"true", "false"}:
        raise RequestRefused("bad-parameter", f"`{name}` is `{given}`, and must be true or false")
    return given == "true"


def check_parameters(request: Request, known: Collection[str] = _NOTHING) -> None:
    """Refuse a request with query parameters that mean nothing here, or that stand there twice."""
    for name, values in request.args.lists():
        if name not in known:
            meant = f"; known here: {', '.join(sorted(known))}" if known else ""
            raise RequestRefused("bad-parameter", f"`{name}` is no query parameter of this address{meant}")
        if len(values) > 1:
            raise RequestRefused("bad-parameter", f"`{name}` stands in the query {len(values)} times")
