"""Who may do what: every address for every role, and for those who have no good key."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from lawbook.access.keys import Key
from lawbook.access.roles import ROLES
from lawbook_api.app import create_app
from lawbook_api.health import NOT_RECORDED
from lawbook_api.permissions import ACTS, OPEN, named
from support.key_stores import KeysInMemory, key_for
from support.offers import FACTS, write_offer
from support.services import NOON, settings_for, showing, source_of

DECIDERS = {"decider"}
READERS = {"decider", "author", "approver", "auditor"}
BASE = "/v1/policies/small-offer"
LOOKERS = {"author", "approver", "auditor", "operator"}
BODY, LINES = json.dumps(FACTS).encode(), json.dumps(FACTS).encode() + b"\n"
ADDRESSES: dict[str, tuple[str, str, bytes | None, set[str] | None]] = {
    "POST /v1/policies/<policy>/decisions": ("POST", f"{BASE}/decisions", BODY, DECIDERS),
    "POST /v1/policies/<policy>/decisions:batch": ("POST", f"{BASE}/decisions:batch", LINES, DECIDERS),
    "POST /v1/policies/<policy>/explanation": ("POST", f"{BASE}/explanation", BODY, READERS),
    "POST /v1/policies/<policy>/notices": ("POST", f"{BASE}/notices", BODY, READERS),
    "GET /v1/policies": ("GET", "/v1/policies", None, READERS),
    "GET /v1/policies/<policy>": ("GET", BASE, None, READERS),
    "GET /v1/policies/<policy>/versions/<int:version>": ("GET", f"{BASE}/versions/1", None, READERS),
    "GET /v1/policies/<policy>/facts-schema": ("GET", f"{BASE}/facts-schema", None, READERS),
    "GET /v1/policies/<policy>/known": ("GET", f"{BASE}/known", None, READERS),
    "GET /v1/decisions/<id_>": ("GET", "/v1/decisions/one", None, {"decider", "auditor"}),
    "GET /v1/decisions/<id_>/explanation": ("GET", "/v1/decisions/one/explanation", None, {"decider", "auditor"}),
    "GET /v1/shadow": ("GET", "/v1/shadow", None, {"author", "approver", "auditor", "operator"}),
    "GET /v1/releases": ("GET", "/v1/releases", None, LOOKERS),
    "POST /v1/releases": ("POST", "/v1/releases", BODY, {"author"}),
    "GET /v1/releases/<int:release>": ("GET", "/v1/releases/1", None, LOOKERS),
    "GET /v1/releases/<int:release>/page": ("GET", "/v1/releases/1/page", None, LOOKERS),
    "POST /v1/releases/<int:release>/approval": ("POST", "/v1/releases/1/approval", None, {"approver"}),
    "POST /v1/releases/<int:release>/release": ("POST", "/v1/releases/1/release", None, {"approver", "operator"}),
    "POST /v1/releases/<int:release>/withdrawal": ("POST", "/v1/releases/1/withdrawal", BODY, {"author", "approver", "operator"}),
    "POST /v1/rollbacks": ("POST", "/v1/rollbacks", BODY, {"approver", "operator"}),
    "GET /metrics": ("GET", "/metrics", None, {"operator"}),
    "GET /": ("GET", "/", None, None),
    "GET /docs": ("GET", "/docs", None, None),
    "GET /openapi.json": ("GET", "/openapi.json", None, None),
    "GET /problems/<kind>": ("GET", "/problems/not-json", None, None),
    "GET /healthz": ("GET", "/healthz", None, None),
    "GET /readyz": ("GET", "/readyz", None, None),
}
"""Each address: how it is asked, and who may (None for anybody)."""
STRANGERS = ["nobody", "a word", "another scheme", "another secret", "a key of nobody", "revoked", "expired", "no roles"]


@pytest.fixture(scope="module")
def keys() -> KeysInMemory:
    return KeysInMemory()


@pytest.fixture(scope="module")
def app(keys: KeysInMemory, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("policies")
    write_offer(root)
    settings = settings_for(root)
    return create_app(source_of(settings), settings, keys=keys)


def ask(app: Flask, address: str, authorization: str | None) -> TestResponse:
    method, path, body, _ = ADDRESSES[address]
    kind = "application/x-ndjson" if path.endswith(":batch") else "application/json"
    headers = {} if authorization is None else {"Authorization": authorization}
    return app.test_client().open(path, method=method, data=body, content_type=kind if body else None, headers=headers, buffered=True)


def good(answer: TestResponse) -> bool:
    """Tell whether the caller was let in; this service keeps no record and has no candidate, and says so to those who may look."""
    lacking = {"/problems/not-recorded", "/problems/not-shadowed"}
    return answer.status_code in {200, 302} or (answer.get_json(silent=True) or {}).get("type") in lacking


def test_every_address_is_in_the_matrix_and_in_the_tables(app: Flask) -> None:
    served = {named(method, rule.rule) for rule in app.url_map.iter_rules() for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert served == set(ADDRESSES) == set(ACTS) | OPEN


@pytest.mark.parametrize(("address", "role"), list(product(ADDRESSES, ROLES)))
def test_a_role_may_do_what_it_is_for_and_nothing_else(app: Flask, keys: KeysInMemory, address: str, role: str) -> None:
    allowed = ADDRESSES[address][3]
    answer = ask(app, address, f"Bearer {key_for(keys, [role])}")
    if allowed is None or role in allowed:
        assert good(answer), answer.data
    else:
        assert (answer.status_code, answer.get_json()["type"]) == (403, "/problems/not-allowed")


def shown_by(keys: KeysInMemory, stranger: str) -> str | None:
    token = key_for(keys)
    key = keys.find(token.split("_")[1])
    assert key is not None
    changed: dict[str, Key] = {
        "revoked": replace(key, revoked=NOON - timedelta(days=1)),
        "expired": replace(key, expires=NOON),
        "no roles": replace(key, roles=frozenset()),
    }
    keys.keep(changed.get(stranger, key))
    spoiled = token[:-1] + ("0" if token[-1] != "0" else "1")
    shown = {"a word": "Bearer word", "another scheme": f"Basic {token}", "another secret": f"Bearer {spoiled}"}
    shown["a key of nobody"] = f"Bearer lb_ffffffffffff_{'0' * 64}"
    return None if stranger == "nobody" else shown.get(stranger, f"Bearer {token}")


@pytest.mark.parametrize(("address", "stranger"), list(product(ADDRESSES, STRANGERS)))
def test_without_a_good_key_only_what_is_open_is_answered(app: Flask, keys: KeysInMemory, address: str, stranger: str) -> None:
    answer = ask(app, address, shown_by(keys, stranger))
    if ADDRESSES[address][3] is None:
        assert good(answer)
    elif stranger == "no roles":
        assert answer.status_code == 403
    else:
        assert (answer.status_code, answer.get_json()["type"]) == (401, "/problems/not-known")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="lawbook"'


@pytest.mark.parametrize("address", [each for each in ADDRESSES if "<policy>" in each])
def test_a_key_for_another_policy_is_not_let_in(app: Flask, keys: KeysInMemory, address: str) -> None:
    answer = ask(app, address, f"Bearer {key_for(keys, policies=['large-offer'])}")
    assert (answer.status_code, answer.get_json()["detail"]) == (403, "the key or token is not for the policy `small-offer`")
    assert good(ask(app, address, f"Bearer {key_for(keys, policies=['small-offer'])}"))


def test_only_the_policies_of_the_key_are_listed(app: Flask, keys: KeysInMemory) -> None:
    def listed(policy: str) -> list[str]:
        told = ask(app, "GET /v1/policies", f"Bearer {key_for(keys, policies=[policy])}").get_json()
        return [each["name"] for each in told["policies"]]

    assert (listed("large-offer"), listed("small-offer"), listed("*")) == ([], ["small-offer"], ["small-offer"])


def test_what_is_not_there_is_told_only_to_those_who_have_a_key(app: Flask, keys: KeysInMemory) -> None:
    known = showing(key_for(keys, ["operator"]))
    app.test_client_class = None
    assert app.test_client().get("/nowhere").status_code == 401
    assert app.test_client().options(f"{BASE}/decisions").status_code == 401
    app.test_client_class = known
    assert app.test_client().get("/nowhere").status_code == 404
    assert set(app.test_client().options(f"{BASE}/decisions").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    app.test_client_class = None


def test_an_address_without_an_entry_is_refused_to_everybody(keys: KeysInMemory, tmp_path: Path) -> None:
    write_offer(tmp_path)
    settings = settings_for(tmp_path)
    app = create_app(source_of(settings), settings, keys=keys)
    app.add_url_rule("/forgotten", view_func=lambda: "told")
    app.test_client_class = showing(key_for(keys))
    assert app.test_client().get("/forgotten").status_code == 403


def test_the_quick_lane_lets_in_whom_flask_lets_in(tmp_path: Path) -> None:
    write_offer(tmp_path)
    settings, keys = settings_for(tmp_path), KeysInMemory()
    quick, slow = (create_app(source_of(settings), settings, keys=keys) for _ in range(2))
    slow.wsgi_app = type(slow).wsgi_app.__get__(slow)  # type: ignore[method-assign]
    shown = [shown_by(keys, stranger) for stranger in STRANGERS]
    shown += [f"Bearer {key_for(keys, [role])}" for role in ROLES]
    shown += [f"Bearer {key_for(keys, policies=[policy])}" for policy in ("small-offer", "large-offer")]
    address = "POST /v1/policies/<policy>/decisions"
    for authorization in [*shown, *shown]:
        answers = [ask(app, address, authorization) for app in (quick, slow)]
        one, other = [(answer.status_code, sorted(answer.headers), answer.data) for answer in answers]
        assert one == other, authorization


def test_a_revoked_key_is_refused_once_it_is_no_longer_remembered(tmp_path: Path) -> None:
    write_offer(tmp_path)
    passed = 0.0
    settings = settings_for(tmp_path, key_seconds=5.0, monotonic=lambda: passed)
    keys = KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys)
    token = key_for(keys)

    def statuses() -> set[int]:
        answers = [ask(app, address, f"Bearer {token}") for address, (*_, allowed) in ADDRESSES.items() if allowed]
        return {200 if good(answer) else answer.status_code for answer in answers}

    assert statuses() == {200}
    key = keys.find(token.split("_")[1])
    assert key is not None
    keys.keep(replace(key, revoked=NOON))
    passed = 4.9
    assert statuses() == {200}
    passed = 5.0
    assert statuses() == {401}


def test_a_key_is_good_until_the_moment_it_expires_however_lately_it_was_verified(tmp_path: Path) -> None:
    write_offer(tmp_path)
    passed = 0.0
    settings = settings_for(tmp_path, monotonic=lambda: passed)
    settings = replace(settings, now=lambda: NOON + timedelta(seconds=passed))
    keys = KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys)
    authorization = f"Bearer {key_for(keys, expires=NOON + timedelta(seconds=2))}"
    assert ask(app, "GET /v1/policies", authorization).status_code == 200
    passed = 2.0
    assert ask(app, "GET /v1/policies", authorization).status_code == 401


def test_a_new_key_is_good_at_once(tmp_path: Path) -> None:
    write_offer(tmp_path)
    settings, keys = settings_for(tmp_path), KeysInMemory()
    app = create_app(source_of(settings), settings, keys=keys)
    elsewhere = KeysInMemory()
    token = key_for(elsewhere)
    assert ask(app, "GET /v1/policies", f"Bearer {token}").status_code == 401
    keys.keep(*elsewhere.all())
    assert ask(app, "GET /v1/policies", f"Bearer {token}").status_code == 200


def test_what_is_wrong_with_an_edit_is_told_to_those_who_mend_it(tmp_path: Path) -> None:
    file = write_offer(tmp_path)
    settings, keys = settings_for(tmp_path), KeysInMemory()
    source = source_of(settings)
    app = create_app(source, settings, keys=keys)
    file.write_text("nothing: here", encoding="utf-8")
    source.refresh()
    told = {role: "refused_edit" in ask(app, "GET /readyz", f"Bearer {key_for(keys, [role])}").get_json() for role in ROLES}
    assert told == {"decider": False, "author": True, "approver": True, "auditor": False, "operator": True}
    assert ask(app, "GET /readyz", None).get_json() == {
        "status": "ready with an edit refused",
        "generation": 1,
        "loaded_at": datetime(2026, 11, 21, 4, tzinfo=UTC).isoformat(),
        "policies": 1,
        "record": {"kept": False, "warning": NOT_RECORDED},
    }
