"""Single decisions and explanations: one JSON object of facts in, one decision out."""

from time import perf_counter

import msgspec
from flask import Blueprint, Response, request

from lawbook import FactsRejected, UnknownWish
from lawbook.contract.json_text import parse_facts
from lawbook_api.gate import Gate
from lawbook_api.metrics import Meters
from lawbook_api.problems import RequestRefused
from lawbook_api.recording import Record, what_is_asked
from lawbook_api.requests import asked_day, asked_flag, asked_language, asked_number, asked_version, check_parameters, posted_object
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

JSON = "application/json"
ROUTE = "/v1/policies/<policy>/decisions"


def decision_routes(source: LibrarySource, settings: Settings, meters: Meters, gate: Gate, record: Record) -> Blueprint:
    """Make the routes that decide and explain."""
    routes = Blueprint("decisions", __name__)

    @routes.post(ROUTE)
    def decide(policy: str) -> Response:
        started = perf_counter()
        facts = posted_object(request, settings)
        loaded = source.loaded
        version = asked_version(request, loaded.library, policy, settings)
        asked = what_is_asked(request, policy)
        try:
            if (first := record.first_answer(asked, facts)) is not None:
                return Response(first, content_type=JSON)
            decision = version.decide_json(facts)
            gate.charge(request.environ, 1)
            decided = perf_counter()
            answer = record.answer(record.made(asked, facts, decision, loaded.policies, version))
        except FactsRejected:
            meters.rejected(policy)
            raise
        meters.decided(version, decision, decided - started)
        return Response(answer, content_type=JSON)

    @routes.post("/v1/policies/<policy>/explanation")
    def explain(policy: str) -> Response:
        facts = posted_object(request, settings)
        check_parameters(request, {"as_of", "version", "lang"})
        version = source.library().policy(policy, as_of=asked_day(request, settings), version=asked_number(request))
        explanation = version.explain(parse_facts(facts), asked_language(request))
        return Response(msgspec.json.encode(explanation.to_dict()), content_type=JSON)

    @routes.post("/v1/policies/<policy>/notices")
    def notify(policy: str) -> Response:
        facts = posted_object(request, settings)
        check_parameters(request, {"as_of", "version", "lang", "what_would_change", "want"})
        version = source.library().policy(policy, as_of=asked_day(request, settings), version=asked_number(request))
        would_change, want = asked_flag(request, "what_would_change"), request.args.get("want")
        try:
            notice = version.notice(parse_facts(facts), asked_language(request), would_change=would_change or want is not None, want=want)
        except UnknownWish as unknown:
            raise RequestRefused("bad-parameter", f"`want`: {unknown}") from None
        return Response(msgspec.json.encode(notice.to_dict()), content_type=JSON)

    return routes
