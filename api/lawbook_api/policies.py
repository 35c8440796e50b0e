"""What is being served: the policies, their versions, their texts and the facts they take."""

from datetime import date

import msgspec
from flask import Blueprint, Response, request

from lawbook import Library
from lawbook.library import is_in_force
from lawbook.model.policy import Policy, Words
from lawbook_api.gate import Gate
from lawbook_api.requests import asked_day, asked_version, check_parameters
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource


def policy_routes(source: LibrarySource, settings: Settings, gate: Gate) -> Blueprint:
    """Make the routes that tell about policies."""
    routes = Blueprint("policies", __name__)

    @routes.get("/v1/policies")
    def policies() -> Response:
        check_parameters(request, {"as_of"})
        library, day = source.library(), asked_day(request, settings)
        caller = gate.caller(request.environ)
        names = [name for name in library.policies if caller is not None and caller.may_use(name)]
        return _json({"as_of": day.isoformat(), "policies": [listed(library, name, day) for name in names]})

    @routes.get("/v1/policies/<policy>")
    def policy_(policy: str) -> Response:
        check_parameters(request, {"as_of"})
        library, day = source.library(), asked_day(request, settings)
        library.versions(policy)
        return _json(listed(library, policy, day))

    @routes.get("/v1/policies/<policy>/versions/<int:version>")
    def version_(policy: str, version: int) -> Response:
        check_parameters(request)
        library = source.library()
        return _json(described(library, library.version(policy, version)))

    @routes.get("/v1/policies/<policy>/facts-schema")
    def facts_schema(policy: str) -> Response:
        version = asked_version(request, source.library(), policy, settings)
        return Response(msgspec.json.encode(version.facts_schema()), content_type="application/schema+json")

    return routes


def listed(library: Library, name: str, day: date) -> dict[str, object]:
    """Give one policy with its versions, as it stands in the list."""
    versions = library.versions(name)
    in_force = [policy.version for policy in versions if is_in_force(policy, day.toordinal())]
    return {
        "name": name,
        "title": _words(versions[-1].title),
        "in_force": in_force[0] if in_force else None,
        "versions": [
            {
                "version": policy.version,
                "effective": _day(policy.effective),
                "until": None if policy.until is None else _day(policy.until),
                "content_hash": policy.content_hash,
                "href": f"/v1/policies/{name}/versions/{policy.version}",
            }
            for policy in versions
        ],
        "links": {
            "decisions": f"/v1/policies/{name}/decisions",
            "batch": f"/v1/policies/{name}/decisions:batch",
            "explanation": f"/v1/policies/{name}/explanation",
            "notices": f"/v1/policies/{name}/notices",
            "facts_schema": f"/v1/policies/{name}/facts-schema",
        },
    }


def described(library: Library, policy: Policy) -> dict[str, object]:
    """Give everything about one version, with the text its author wrote."""
    decisions = {decision.name: decision for decision in policy.decisions}
    return {
        "policy": policy.name,
        "version": policy.version,
        "title": _words(policy.title),
        "summary": None if policy.summary is None else _words(policy.summary),
        "effective": _day(policy.effective),
        "until": None if policy.until is None else _day(policy.until),
        "owner": policy.owner,
        "review_by": _day(policy.review_by),
        "content_hash": policy.content_hash,
        "meaning_hash": policy.meaning_hash,
        "uses": list(policy.uses),
        "others": [
            {"policy": used.policy, "version": used.version, "from": _day((form.stretch or (policy.effective, None))[0])}
            for form in (policy, *policy.later)
            for used in form.others
        ],
        "outputs": [{"name": name, "title": _words(decisions[name].title)} for name in policy.outputs],
        "facts_schema": f"/v1/policies/{policy.name}/facts-schema?as_of={_day(policy.effective)}&version={policy.version}",
        "source": library.source(policy),
    }


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "zh": words.zh}


def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()


def _json(told: object) -> Response:
    return Response(msgspec.json.encode(told), content_type="application/json")
