"""Many decisions in one request: a line of facts in, a line of decision or problem out, none dropped."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, NoReturn

import msgspec
from flask import Blueprint, Response, request

from lawbook import FactsRejected, PolicyVersion, __version__
from lawbook_api.metrics import Meters
from lawbook_api.problems import ProblemDetails, RequestRefused, details, facts_rejected
from lawbook_api.requests import MANY_LINES, asked_version, check_media_type
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

LOGGER = logging.getLogger("lawbook.api")
NDJSON = "application/x-ndjson"
CHUNK = 128
"""How many answers are sent together."""
KEPT_IN_MEMORY = 8_000_000
"""How many bytes of a posted batch are kept in memory; more goes to a temporary file."""
PIECE = 262_144


def batch_routes(source: LibrarySource, settings: Settings, meters: Meters) -> Blueprint:
    """Make the route that decides on many lines."""
    routes = Blueprint("batches", __name__)

    @routes.post("/v1/policies/<policy>/decisions:batch")
    def decide_batch(policy: str) -> Response:
        check_media_type(request, MANY_LINES)
        request.max_content_length = settings.batch_limit
        version = asked_version(request, source.library(), policy, settings)
        # The whole batch is taken in before the first answer goes out, so that a client that sends everything
        # before it reads anything cannot wait for us while we wait for it.
        lines = _taken_in(request.stream)
        batch = Batch(settings.new_id(), settings.now().isoformat(timespec="milliseconds"), settings.body_limit)
        response = Response(answers(version, lines, batch, meters), content_type=NDJSON)
        response.call_on_close(lines.close)
        return response

    return routes


def _taken_in(stream: IO[bytes]) -> IO[bytes]:
    lines: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - read by the answer
    try:
        while piece := stream.read(PIECE):
            lines.write(piece)
    except BaseException:
        lines.close()
        raise
    lines.seek(0)
    return lines


@dataclass(frozen=True, slots=True)
class Batch:
    """One posted batch: its id, the time it was taken in, and how long a line may be."""

    id: str
    time: str
    limit: int


def answers(version: PolicyVersion, lines: Iterable[bytes], batch: Batch, meters: Meters) -> Iterator[bytes]:
    """Give the answer to each of *lines*, many at a time, and count them."""
    between = b',"engine":"%b","id":"%b-' % (__version__.encode(), batch.id.encode())
    end = b"%b%%d%b%%d%b" % (between, b'","line":', b',"time":"%b"}\n' % batch.time.encode())
    decide, limit = version.decide_json, batch.limit
    pieces: list[bytes] = []
    counted = rejected = number = 0
    for number, line in enumerate(lines, 1):
        try:
            body = decide(line if len(line) <= limit else _too_long(line, limit))
        except Exception as error:  # noqa: BLE001 - whatever happens, the line is answered
            rejected += 1
            pieces.append(_problem(number, _details(error, number, batch)))
        else:
            pieces += (b'{"decision":', body, end % (number, number))
        if number % CHUNK == 0:
            meters.batched(version.name, version.version, CHUNK - rejected, rejected)
            yield b"".join(pieces)
            pieces, counted, rejected = [], number, 0
    meters.batched(version.name, version.version, number - counted - rejected, rejected)
    yield b"".join(pieces)


def _too_long(line: bytes, limit: int) -> NoReturn:
    raise RequestRefused("too-large", f"the line has {len(line)} bytes, more than {limit}")


def _details(error: Exception, number: int, batch: Batch) -> ProblemDetails:
    match error:
        case FactsRejected():
            return facts_rejected(error)
        case RequestRefused():
            return details(error.kind, error.detail)
        case _:
            # The answer has begun, so that its status can no longer say it: the line does, and the log.
            LOGGER.error("line %s of batch %s", number, batch.id, exc_info=error)
            return details("fault", "the service is at fault")


def _problem(number: int, problem: ProblemDetails) -> bytes:
    return msgspec.json.encode({"line": number, "problem": problem.to_dict()}) + b"\n"
