"""Traces of requests (OpenTelemetry): a span for each, in the trace that the caller began where the request says so. No facts stand in them."""

from typing import TYPE_CHECKING

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from lawbook import __version__
from lawbook_api.log import SPAN, Told

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FAULT = 500


class Traces:
    """Begins and ends the spans of requests."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("lawbook", __version__)
        self._carried = TraceContextTextMapPropagator()

    def close(self) -> None:
        """Send the spans that wait."""
        self._provider.shutdown()

    def begin(self, environ: "WSGIEnvironment") -> None:
        """Begin the span of a request."""
        carried = {name: environ[f"HTTP_{name.upper()}"] for name in ("traceparent", "tracestate") if f"HTTP_{name.upper()}" in environ}
        environ[SPAN] = self._tracer.start_span("request", self._carried.extract(carried), SpanKind.SERVER)

    def end(self, environ: "WSGIEnvironment", told: Told) -> str | None:
        """End the span of a request with what is *told* of it; give the id of its trace."""
        span: Span | None = environ.get(SPAN)
        if span is None:
            return None
        span.update_name(f"{told.method} {told.route}")
        span.set_attributes(
            {
                "http.request.method": told.method,
                "http.route": told.route,
                "http.response.status_code": told.status,
                "lawbook.request": told.request,
                **({"lawbook.policy": told.policy} if told.policy is not None else {}),
            }
        )
        if told.status >= FAULT:
            span.set_status(Status(StatusCode.ERROR))
        span.end()
        return f"{span.get_span_context().trace_id:032x}"


def traces_sent_to(address: str) -> Traces:
    """Send spans to the collector at *address* (OTLP over HTTP), many together, from a thread of their own."""
    provider = TracerProvider(resource=Resource.create({"service.name": "lawbook", "service.version": __version__}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    return Traces(provider)
