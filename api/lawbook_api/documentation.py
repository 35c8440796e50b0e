"""The description of the service, for programs (/openapi.json) and for people (/docs)."""

from dataclasses import dataclass
from datetime import date
from html import escape

import msgspec
from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import NotFound

from lawbook import Library
from lawbook_api.openapi import openapi
from lawbook_api.pages import BASE, docs_page
from lawbook_api.problems import KINDS
from lawbook_api.requests import check_parameters
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

CONTENT_SECURITY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Described:
    """What is told about one library on one day, made once."""

    library: Library
    day: date
    json: bytes
    page: bytes


class Descriptions:
    """Keeps the description of the library being served, and makes it anew when the library or the day is another."""

    def __init__(self, source: LibrarySource, settings: Settings) -> None:
        self._source = source
        self._settings = settings
        self._kept: Described | None = None

    def current(self) -> Described:
        """Give the description of what is being served today."""
        library, day = self._source.library(), self._settings.today()
        kept = self._kept
        if kept is None or kept.library is not library or kept.day != day:
            page = docs_page(library, day).encode()
            self._kept = kept = Described(library, day, msgspec.json.encode(openapi(library, day)), page)
        return kept


def documentation_routes(source: LibrarySource, settings: Settings) -> Blueprint:
    """Make the routes that describe the service."""
    routes = Blueprint("documentation", __name__)
    descriptions = Descriptions(source, settings)

    @routes.get("/openapi.json")
    def openapi_json() -> Response:
        check_parameters(request)
        return Response(descriptions.current().json, content_type="application/json")

    @routes.get("/docs")
    def docs() -> Response:
        check_parameters(request)
        headers = {"Content-Security-Policy": CONTENT_SECURITY}
        page = descriptions.current().page.replace(BASE.encode(), escape(request.host_url.rstrip("/")).encode())
        return Response(page, content_type="text/html; charset=utf-8", headers=headers)

    @routes.get("/")
    def home() -> Response:
        return _to("/docs")

    @routes.get("/problems/<kind>")
    def problem(kind: str) -> Response:
        if kind not in KINDS:
            raise NotFound
        return _to(f"/docs#problem-{kind}")

    return routes


def _to(address: str) -> Response:
    response = redirect(address)
    return Response(response.get_data(), response.status_code, headers=[("Location", address)], content_type="text/html; charset=utf-8")
