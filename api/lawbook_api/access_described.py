"""What the OpenAPI description says of access: which addresses need a key, with which roles, and how those who are not let in are answered."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeAlias, cast

from lawbook_api.permissions import ACTS, MAY
from lawbook_api.problems import KINDS, MEDIA_TYPE

Json: TypeAlias = dict[str, object]

SCHEMES: Json = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "lb_<id>_<secret>, or a JWT of the configured issuer",
        "description": "A key made with `lawbook keys create`, good for its roles and policies only. 由运维人员创建的密钥，仅对其角色与政策有效。",
    }
}
_RULES = {re.compile(re.sub(r"<[^>]+>", "[^/]+", address)): act for address, act in ACTS.items()}


def with_access(paths: Mapping[str, object]) -> Json:
    """Give *paths* with what each operation says of access."""
    return {
        path: {method: _guarded(f"{method.upper()} {path}", operation) for method, operation in cast("dict[str, Json]", item).items()}
        for path, item in paths.items()
    }


def _guarded(address: str, operation: Json) -> Json:
    act = next((act for rule, act in _RULES.items() if rule.fullmatch(address)), None)
    if act is None:
        return operation | {"security": []}
    roles = ", ".join(sorted(MAY[act]))
    answers = {**cast("Json", operation["responses"]), **REFUSALS}
    told = f"Needs a key or token with one of the roles: {roles}."
    return operation | {
        "security": [{"key": []}],
        "description": told,
        "x-roles": sorted(MAY[act]),
        "responses": dict(sorted(answers.items())),
    }


def _refusal(status: HTTPStatus) -> Json:
    titles = "; ".join(title for each, title, _ in KINDS.values() if each == status)
    told: Json = {"description": titles, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return told | ({"headers": _HEADERS[status]} if status in _HEADERS else {})


_HEADERS: dict[HTTPStatus, Json] = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": {"description": "how to show a key", "schema": {"type": "string"}}},
    HTTPStatus.TOO_MANY_REQUESTS: {
        name: {"description": told, "schema": {"type": "string"}}
        for name, told in {
            "Retry-After": "seconds after which it is worth trying again",
            "RateLimit-Policy": "how many requests (q) in how many seconds (w) the caller may send",
            "RateLimit": "how many (r) are left",
        }.items()
    },
    HTTPStatus.SERVICE_UNAVAILABLE: {
        "Retry-After": {"description": "seconds after which it is worth trying again", "schema": {"type": "string"}}
    },
}
NOT_LET_IN = HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE
REFUSALS: Json = {str(status.value): _refusal(status) for status in NOT_LET_IN}
