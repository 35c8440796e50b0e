"""Many decisions in one request: a line of facts in, a line of decision or problem out, none dropped."""

import logging
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

import msgspec
from flask import Blueprint, Response, request

from lawbook import FactsRejected, PolicyVersion, __version__
from lawbook_api.metrics import Meters
from lawbook_api.problems import ProblemDetails, details, facts_rejected
from lawbook_api.requests import MANY_LINES, asked_version, check_media_type
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

LOGGER = logging.getLogger("lawbook.api")
NDJSON = "application/x-ndjson"
CHUNK = 256
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
        time = settings.now().isoformat(timespec="milliseconds")
        answers = answered(version, lines, settings.new_id(), time, settings.body_limit)
        return Response(_counted(answers, policy, version.version, meters), content_type=NDJSON)

    return routes


def _taken_in(stream: IO[bytes]) -> IO[bytes]:
    lines: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - read by the answer
    while piece := stream.read(PIECE):
        lines.write(piece)
    lines.seek(0)
    return lines


def answered(version: PolicyVersion, lines: Iterable[bytes], batch: str, time: str, limit: int) -> Iterator[tuple[bytes, bool]]:
    """Give the answer to each of *lines*, and whether it is a decision."""
    before = b',"engine":"%b","id":"%b-' % (__version__.encode(), batch.encode())
    after = b',"time":"%b"}\n' % time.encode()
    decide: Callable[[bytes], bytes] = version.decide_json
    for number, line in enumerate(lines, 1):
        if len(line) > limit:
            yield _problem(number, details("too-large", f"the line has {len(line)} bytes, more than {limit}")), False
            continue
        try:
            body = decide(line)
        except FactsRejected as rejection:
            yield _problem(number, facts_rejected(rejection)), False
        except Exception:
            # The answer has begun, so that the status can no longer say it: the line does, and the log.
            LOGGER.exception("line %s of batch %s", number, batch)
            yield _problem(number, details("fault", "the service is at fault")), False
        else:
            yield b'{"decision":%b%b%d","line":%d%b' % (body, before, number, number, after), True


def _problem(number: int, problem: ProblemDetails) -> bytes:
    return msgspec.json.encode({"line": number, "problem": problem.to_dict()}) + b"\n"


def _counted(answers: Iterator[tuple[bytes, bool]], policy: str, version: int, meters: Meters) -> Iterator[bytes]:
    """Send the answers on in pieces, and count them."""
    waiting: list[bytes] = []
    decided = 0
    for answer, is_decision in answers:
        waiting.append(answer)
        decided += is_decision
        if len(waiting) == CHUNK:
            _count(meters, policy, version, decided, CHUNK - decided)
            yield b"".join(waiting)
            waiting, decided = [], 0
    _count(meters, policy, version, decided, len(waiting) - decided)
    yield b"".join(waiting)


def _count(meters: Meters, policy: str, version: int, decided: int, rejected: int) -> None:
    meters.decided(policy, version, decided)
    if rejected:
        meters.rejected(policy, rejected)
