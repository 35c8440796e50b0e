"""What was decided before: a recorded decision, its explanation, and which version was in force as it was known at a moment."""

import re
from datetime import date, datetime

import msgspec
from flask import Blueprint, Response, request

from lawbook.contract.json_text import parse_facts
from lawbook.operations.recalling import Recalled, recall_library
from lawbook.record import Decided, Entry, Store
from lawbook.record.finding import find_entry, known_by
from lawbook.record.opening import Erased
from lawbook_api.permissions import Caller
from lawbook_api.policies import listed
from lawbook_api.problems import PASSED, RequestRefused
from lawbook_api.recording import Record, entry_told, still_there
from lawbook_api.requests import asked_day, asked_language, check_parameters
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

JSON = "application/json"
_ID = re.compile("[A-Za-z0-9-]{1,96}")


def recorded_routes(source: LibrarySource, settings: Settings, record: Record) -> Blueprint:
    """Make the routes that look into the record."""
    routes = Blueprint("recorded", __name__)
    recalled = Recalled()

    @routes.get("/v1/decisions/<id_>")
    def decision(id_: str) -> Response:
        check_parameters(request)
        entry, decided = _found(record, id_)
        return Response(msgspec.json.encode(msgspec.structs.asdict(decided) | {"entry": entry_told(entry)}), content_type=JSON)

    @routes.get("/v1/decisions/<id_>/explanation")
    def explanation(id_: str) -> Response:
        check_parameters(request, {"lang"})
        language = asked_language(request)
        _, decided = _found(record, id_)
        loaded = source.loaded
        same = loaded.policies.hash.hex() == decided.policies
        library = loaded.library if same else record.read(lambda store: recall_library(store, decided.policies, recalled))
        made = msgspec.json.decode(decided.decision)
        version = library.policy(decided.policy, as_of=date.fromisoformat(made["as_of"]), version=made["policies"][0]["version"])
        explained = version.explain(parse_facts(bytes(decided.facts)), language)
        return Response(msgspec.json.encode(explained.to_dict()), content_type=JSON)

    @routes.get("/v1/policies/<policy>/known")
    def known(policy: str) -> Response:
        check_parameters(request, {"as_of", "known_at"})
        day, moment = asked_day(request, settings), _moment(request.args.get("known_at"), settings)
        found = record.read(lambda store: known_by(store, moment))
        if found is None:
            raise RequestRefused("unknown-policy", f"no policies were known by {moment.isoformat()}")
        library = record.read(lambda store: recall_library(store, found.policies, recalled))
        library.versions(policy)
        told = listed(library, policy, day) | {"as_of": day.isoformat(), "known_at": moment.isoformat(), "taken_up": found.known_at}
        return Response(msgspec.json.encode(told), content_type=JSON)

    return routes


def _found(record: Record, id_: str) -> tuple[Entry, Decided]:
    def read(store: Store) -> tuple[Entry, Decided | Erased] | None:
        entry = find_entry(store, id_)
        return None if entry is None else (entry, record.opened(store).decided(entry))

    found = record.read(read) if _ID.fullmatch(id_) else None
    if found is not None and _may_see(found[1], request.environ.get(PASSED)):
        return found[0], still_there(found[1])
    raise RequestRefused("unknown-decision", f"no decision `{id_}` that the caller may see is recorded here")


def _may_see(found: Decided | Erased, caller: Caller | None) -> bool:
    """Tell whether *caller* may see what was decided: an auditor of the policy, and whoever asked for it."""
    decided = found.written if isinstance(found, Erased) else found
    return caller is not None and caller.may_use(decided.policy) and ("auditor" in caller.roles or caller.name == decided.caller)


def _moment(given: str | None, settings: Settings) -> datetime:
    if given is None:
        return settings.now()
    try:
        # A plus sign in a query stands for a space unless it is escaped, which few do.
        moment = datetime.fromisoformat(given.replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise RequestRefused("bad-parameter", f"`known_at` is `{given}`, and must be a moment such as 2026-11-21T12:00:00+08:00")
    return moment
