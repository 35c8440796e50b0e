"""Releases over HTTP: submitted, approved, put into force, withdrawn, rolled back; and their stories and review pages, to be looked at.

The gate is run by command (`lawbook release gate`): it takes minutes of every processor, and a service that decides has none to spare.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import msgspec
from flask import Blueprint, Response, request

from lawbook import PolicyRejected, __version__
from lawbook.operations.releasing.states import Actor, ReleaseRefused
from lawbook.operations.releasing.steps import Doing, approve, put_into_force, roll_back, submit, withdraw
from lawbook.operations.releasing.stories import Release, all_releases, find_release, served_now
from lawbook.operations.releasing.told import release_to_json, served_to_json
from lawbook.record import Recorder, StoreDown
from lawbook.record.stepping import find_text
from lawbook_api.permissions import Caller
from lawbook_api.problems import PASSED, RequestRefused, answer, policies_rejected
from lawbook_api.recording import Record, unavailable
from lawbook_api.requests import check_parameters, posted_object
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

JSON = "application/json"
PAGE = "text/html; charset=utf-8"
CONTENT_SECURITY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""A review page brings its own style, and nothing else."""
_WANTED = re.compile(r"(?P<policy>[a-z0-9][a-z0-9-]{0,95})(@v?(?P<version>[0-9]{1,9}))?")
_PATH = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)+\.(yaml|csv)", re.ASCII)
REFUSED = {"no-such-release": "unknown-release", "own-release": "own-release"}
"""What is answered to a refusal, where it is not that the release does not take the step."""


class Submission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is posted to submit: the versions, the texts of the folder by their places in it, and a word for the approver."""

    policies: list[str]
    files: dict[str, str]
    note: str | None = None


class Reasoned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is posted to withdraw."""

    reason: str


class Rollback(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is posted to roll back: policies, or everything where the list is empty."""

    reason: str
    policies: list[str]
    to: int | None = None


Posted = TypeVar("Posted", Submission, Reasoned, Rollback)


def release_routes(source: LibrarySource, settings: Settings, record: Record) -> Blueprint:
    """Make the routes of releases."""
    routes = Blueprint("releases", __name__)

    @routes.get("/v1/releases")
    def releases() -> Response:
        check_parameters(request)
        every, served = record.read(all_releases), record.read(served_now)
        caller = _caller()
        told = [release_to_json(each) for each in every if all(map(caller.may_use, each.policies))]
        return _json({"released": served_to_json(served), "releases": told})

    @routes.post("/v1/releases")
    def submitted() -> Response:
        recorder = _recorder(record)
        request.max_content_length = settings.batch_limit
        posted = _posted(Submission, settings)
        wanted = _wanted(posted.policies)
        _check_policies(wanted)
        with _told_refusals():
            release = submit(recorder, _doing(record), _files(posted.files), wanted, settings.today(), posted.note)
        return _json(release_to_json(release))

    @routes.get("/v1/releases/<int:release>")
    def release_(release: int) -> Response:
        check_parameters(request)
        return _json(release_to_json(_found(record, release)))

    @routes.get("/v1/releases/<int:release>/page")
    def page(release: int) -> Response:
        check_parameters(request)
        gate = _found(record, release).gate
        text = None if gate is None else record.read(lambda store: find_text(store, gate.page))
        if text is None:
            raise RequestRefused("unknown-release", f"the gate of release {release} was not run, and there is no page")
        return Response(text, content_type=PAGE, headers={"Content-Security-Policy": CONTENT_SECURITY})

    _step_routes(routes, source, settings, record)

    @routes.errorhandler(PolicyRejected)
    def amiss(rejection: PolicyRejected) -> Response:
        return answer(policies_rejected(rejection))

    return routes


def _step_routes(routes: Blueprint, source: LibrarySource, settings: Settings, record: Record) -> None:
    @routes.post("/v1/releases/<int:release>/approval")
    def approval(release: int) -> Response:
        check_parameters(request, {"page"})
        _found(record, release)
        with _told_refusals():
            return _json(release_to_json(approve(_recorder(record), _doing(record), release, request.args.get("page"))))

    @routes.post("/v1/releases/<int:release>/release")
    def put_out(release: int) -> Response:
        check_parameters(request)
        _found(record, release)
        with _told_refusals():
            served = put_into_force(_recorder(record), _doing(record), release, settings.today())
        source.refresh()
        return _json(served_to_json(served))

    @routes.post("/v1/releases/<int:release>/withdrawal")
    def withdrawal(release: int) -> Response:
        recorder = _recorder(record)
        posted = _posted(Reasoned, settings)
        _found(record, release)
        with _told_refusals():
            told = release_to_json(withdraw(recorder, _doing(record, posted.reason), release, settings.today()))
        source.refresh()
        return _json(told)

    @routes.post("/v1/rollbacks")
    def rollback() -> Response:
        recorder = _recorder(record)
        posted = _posted(Rollback, settings)
        _check_policies(_wanted(posted.policies) if posted.policies else ("*",))
        with _told_refusals():
            served = roll_back(recorder, _doing(record, posted.reason), posted.policies, posted.to, settings.today())
        source.refresh()
        return _json(served_to_json(served))


def _recorder(record: Record) -> Recorder:
    if record.recorder is None:
        raise RequestRefused("not-recorded", "this service was started without a record, and keeps no releases")
    return record.recorder


def _caller() -> Caller:
    caller: Caller = request.environ[PASSED]
    return caller


def _doing(record: Record, reason: str | None = None) -> Doing:
    caller = _caller()
    return Doing(Actor(caller.name, caller.roles), record.time(), __version__, reason)


def _found(record: Record, number: int) -> Release:
    with _told_refusals():
        release = record.read(lambda store: find_release(store, number))
    _check_policies(release.policies)
    return release


def _check_policies(policies: Iterable[str]) -> None:
    missing = [name for name in policies if not _caller().may_use(name)]
    if missing:
        raise RequestRefused("not-allowed", f"the key or token is not for {', '.join(missing)}")


def _posted(kind: type[Posted], settings: Settings) -> Posted:
    check_parameters(request)
    body = posted_object(request, settings)
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise RequestRefused("bad-request", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RequestRefused("not-json", str(error)) from None


def _wanted(names: Sequence[str]) -> dict[str, int | None]:
    wanted: dict[str, int | None] = {}
    for name in names:
        found = _WANTED.fullmatch(name)
        if found is None:
            raise RequestRefused("bad-request", f"`{name}` names no policy; write small-offer, or small-offer@2")
        wanted[found["policy"]] = None if found["version"] is None else int(found["version"])
    if not wanted:
        raise RequestRefused("bad-request", "`policies` names none")
    return wanted


def _files(files: dict[str, str]) -> dict[str, bytes]:
    for path in files:
        if _PATH.fullmatch(path) is None:
            raise RequestRefused("bad-request", f"`{path}` is no place of a policy file, such as small-offer/v1.yaml")
    return {path: text.encode("utf-8", "surrogatepass") for path, text in files.items()}


@contextmanager
def _told_refusals() -> Iterator[None]:
    try:
        yield
    except ReleaseRefused as refused:
        raise RequestRefused(REFUSED.get(refused.why, "release-refused"), f"{refused.words} [{refused.why}]") from refused
    except StoreDown as down:
        raise unavailable(down) from down


def _json(told: object) -> Response:
    return Response(msgspec.json.encode(told), content_type=JSON)
