"""Tokens of a configured issuer: what is taken, and everything that is not."""

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lawbook_api.app import create_app
from lawbook_api.settings import Issuer, Settings
from support.issuing import AUDIENCE, NAME, Issuing, ec_key, published, rsa_key, write_keys
from support.key_stores import KeysInMemory
from support.offers import FACTS, write_offer
from support.services import NOON, settings_for, source_of

ISSUING = Issuing(NOON)
SECONDS = int(NOON.timestamp())
BODY = json.dumps(FACTS).encode()


def asked(settings: Settings, token: str) -> TestResponse:
    app = create_app(source_of(settings), settings, keys=KeysInMemory())
    headers = {"Authorization": f"Bearer {token}"}
    return app.test_client().post("/v1/policies/small-offer/decisions", data=BODY, content_type="application/json", headers=headers)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    policies = tmp_path / "policies"
    write_offer(policies)
    return settings_for(policies, issuer=Issuer(name=NAME, audience=AUDIENCE, keys=str(write_keys(tmp_path))))


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"key": ec_key(), "algorithm": "ES256", "kid": "e1"},
        {"kid": None},
        {"roles": "auditor decider"},
        {"aud": ["others", AUDIENCE]},
        {"exp": SECONDS - 29},
        {"nbf": SECONDS + 29, "iat": SECONDS + 29},
    ],
    ids=["RSA", "elliptic curve", "no key id", "roles as a text", "several audiences", "expired within the skew", "begins within the skew"],
)
def test_a_good_token_is_taken(settings: Settings, claims: dict[str, Any]) -> None:
    assert asked(settings, ISSUING.token(**claims)).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"key": rsa_key(2)},
        {"kid": "r9"},
        {"key": "s" * 64, "algorithm": "HS256"},
        {"key": "s" * 64, "algorithm": "HS256", "kid": None},
        {"algorithm": "RS512"},
        {"key": ec_key(), "algorithm": "ES256"},
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "others"},
        {"aud": None},
        {"sub": None},
        {"exp": None},
        {"exp": SECONDS - 30},
        {"exp": "tomorrow"},
        {"exp": True},
        {"nbf": SECONDS + 31},
        {"iat": SECONDS + 31},
        {"headers": {"crit": ["exp"]}},
        {"much": "x" * 20_000},
    ],
    ids=", ".join,
)
def test_any_other_token_is_refused(settings: Settings, claims: dict[str, Any]) -> None:
    assert asked(settings, ISSUING.token(**claims)).status_code == 401


def test_a_token_that_nobody_signed_is_refused(settings: Settings) -> None:
    head, body, _ = ISSUING.token().split(".")
    unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
    for token in (f"{unsigned}.{body}.", f"{head}.{body}.", f"{head}.{body}.AAAA", "a.b.c", "..", f"{head}.{body}"):
        assert asked(settings, token).status_code == 401


def test_roles_and_policies_are_taken_from_the_claims_that_are_configured(settings: Settings) -> None:
    assert settings.issuer is not None
    issuer = replace(settings.issuer, roles_claim="realm_access.roles", policies_claim="https://lawbook.example/policies")
    nested = replace(settings, issuer=issuer)
    roles: dict[str, Any] = {"realm_access": {"roles": ["decider", "unheard-of"]}}
    policies: dict[str, Any] = {"https://lawbook.example/policies": ["small-offer", 7]}
    assert asked(nested, ISSUING.token(**roles, **policies)).status_code == 200
    assert asked(nested, ISSUING.token(**roles)).status_code == 403
    assert asked(nested, ISSUING.token(**policies)).status_code == 403
    assert asked(nested, ISSUING.token(**roles, **{"https://lawbook.example/policies": "large-offer"})).status_code == 403
    assert asked(settings, ISSUING.token(roles=["author"])).status_code == 403
    assert asked(settings, ISSUING.token(roles=None)).status_code == 403


def test_a_token_is_good_until_it_expires_however_lately_it_was_verified(settings: Settings) -> None:
    passed = 0.0
    moving = replace(settings, monotonic=lambda: passed, now=lambda: NOON + timedelta(seconds=passed), key_seconds=600.0)
    app = create_app(source_of(moving), moving, keys=KeysInMemory())
    headers = {"Authorization": f"Bearer {ISSUING.token(exp=SECONDS)}"}
    assert app.test_client().get("/v1/policies", headers=headers).status_code == 200
    passed = 30.0
    assert app.test_client().get("/v1/policies", headers=headers).status_code == 401


def test_a_key_published_later_is_found_and_one_withdrawn_forgotten(settings: Settings, tmp_path: Path) -> None:
    passed = 0.0
    moving = replace(settings, monotonic=lambda: passed, key_seconds=1.0)
    app = create_app(source_of(moving), moving, keys=KeysInMemory())

    def status(**claims: Any) -> int:
        headers = {"Authorization": f"Bearer {ISSUING.token(**claims)}"}
        return app.test_client().get("/v1/policies", headers=headers).status_code

    assert (status(), status(key=rsa_key(1), kid="r2")) == (200, 401)
    write_keys(tmp_path, rotated=True)
    passed = 31.0
    assert (status(key=rsa_key(1), kid="r2"), status()) == (200, 401)


def test_keys_that_cannot_be_fetched_for_long_are_used_no_more(settings: Settings, tmp_path: Path) -> None:
    passed = 0.0
    moving = replace(settings, monotonic=lambda: passed, key_seconds=1.0)
    app = create_app(source_of(moving), moving, keys=KeysInMemory())
    headers = {"Authorization": f"Bearer {ISSUING.token()}"}

    def answer() -> TestResponse:
        return app.test_client().post("/v1/policies/small-offer/decisions", data=BODY, content_type="application/json", headers=headers)

    assert answer().status_code == 200
    (tmp_path / "jwks.json").unlink()
    passed = 3_599.0
    assert answer().status_code == 200
    passed = 3_601.0
    unavailable = answer()
    assert (unavailable.status_code, unavailable.get_json()["type"]) == (503, "/problems/keys-unavailable")
    assert unavailable.headers["Retry-After"] == "1"


@contextmanager
def issuer_at_an_address(name: str | None = None) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = f"http://127.0.0.1:{server.server_port}"
            told = {"issuer": name or here, "jwks_uri": f"{here}/keys"}
            body = (published() if self.path == "/keys" else json.dumps(told)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_keys_are_asked_of_the_issuer_unless_it_is_said_where_they_are(settings: Settings) -> None:
    with issuer_at_an_address() as address:
        discovering = replace(settings, issuer=Issuer(name=address, audience=AUDIENCE))
        assert asked(discovering, ISSUING.token(iss=address)).status_code == 200


def test_an_issuer_that_calls_itself_otherwise_is_not_believed(settings: Settings) -> None:
    with issuer_at_an_address("https://other.example") as address:
        discovering = replace(settings, issuer=Issuer(name=address, audience=AUDIENCE))
        assert asked(discovering, ISSUING.token(iss=address)).status_code == 503
