"""Many decisions in one request: a line of facts in, a line of decision or problem out, none dropped."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO

import msgspec
from flask import Blueprint, Response, request

from lawbook import FactsRejected, PolicyVersion
from lawbook_api.gate import Gate
from lawbook_api.metrics import Meters
from lawbook_api.problems import ProblemDetails, RequestRefused, details, facts_rejected
from lawbook_api.recording import Line, Record, Sitting, what_is_asked
from lawbook_api.requests import MANY_LINES, asked_version, check_media_type, check_whole, refuse_depth
from lawbook_api.settings import Settings
from lawbook_api.source import LibrarySource

LOGGER = logging.getLogger("lawbook.api")
NDJSON = "application/x-ndjson"
CHUNK = 512
"""How many answers are recorded, and sent, together."""
KEPT_IN_MEMORY = 1_000_000
"""How many bytes of a posted batch are kept in memory; more goes to a temporary file."""
PIECE = 262_144
TOO_SLOW = details("too-slow", "the line was not decided; send it again")


def batch_routes(source: LibrarySource, settings: Settings, meters: Meters, gate: Gate, record: Record) -> Blueprint:
    """Make the route that decides on many lines."""
    routes = Blueprint("batches", __name__)

    @routes.post("/v1/policies/<policy>/decisions:batch")
    def decide_batch(policy: str) -> Response:
        check_media_type(request, MANY_LINES)
        request.max_content_length = settings.batch_limit
        loaded = source.loaded
        version = asked_version(request, loaded.library, policy, settings)
        sitting = Sitting(settings.new_id(), record.time(), what_is_asked(request, policy), loaded.policies, version)
        # The whole batch is taken in before the first answer goes out, so that a client that sends everything
        # before it reads anything cannot wait for us while we wait for it.
        lines = _taken_in(request.stream, partial(check_whole, request), partial(gate.charge, request.environ))
        batch = Batch(version, sitting, settings.body_limit, settings.depth_limit, settings.monotonic() + settings.batch_seconds)
        response = Response(answers(batch, lines, record, meters, settings.monotonic), content_type=NDJSON)
        response.call_on_close(lines.close)
        return response

    return routes


def _taken_in(stream: IO[bytes], check: Callable[[int], None], charge: Callable[[int], None]) -> IO[bytes]:
    """Keep what is sent, *check* how many bytes there are, and charge the caller for its lines."""
    count, last = 0, b"\n"
    lines: IO[bytes] = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - read by the answer
    try:
        while piece := stream.read(PIECE):
            lines.write(piece)
            count, last = count + piece.count(b"\n"), piece[-1:]
        check(lines.tell())
        charge(count + (last != b"\n"))
    except BaseException:
        lines.close()
        raise
    lines.seek(0)
    return lines


@dataclass(frozen=True, slots=True)
class Batch:
    """One posted batch: by what it is decided, its *sitting*, how long a line may be, how deep it may nest, and until when it may take."""

    version: PolicyVersion
    sitting: Sitting
    limit: int
    depth: int
    until: float


def answers(batch: Batch, lines: Iterable[bytes], record: Record, meters: Meters, clock: Callable[[], float]) -> Iterator[bytes]:
    """Give the answer to each of *lines*, many at a time, and count them."""
    version = batch.version
    numbered = enumerate(lines, 1)
    while chunk := list(islice(numbered, CHUNK)):
        decided, problems = _decided(batch, chunk) if clock() < batch.until else ([], {number: TOO_SLOW for number, _ in chunk})
        told = dict(zip((line.number for line in decided), record.answer_lines(batch.sitting, decided), strict=True)) if decided else {}
        withheld = {number: details(each.kind, each.detail) for number, each in told.items() if isinstance(each, RequestRefused)}
        problems |= withheld
        meters.batched(version.name, version.version, len(decided) - len(withheld), len(problems) - len(withheld))
        answered = {number: each for number, each in told.items() if isinstance(each, bytes)}
        yield b"".join([answered[number] if number in answered else _problem(number, problems[number]) for number, _ in chunk])


def _decided(batch: Batch, chunk: list[tuple[int, bytes]]) -> tuple[list[Line], dict[int, ProblemDetails]]:
    """Decide on each line of *chunk*; give what was decided, and what was wrong with the others by their number."""
    decide, limit = batch.version.decide_json, batch.limit
    decided: list[Line] = []
    problems: dict[int, ProblemDetails] = {}
    for number, line in chunk:
        try:
            body = decide(_sound(line, limit, batch.depth))
        except Exception as error:  # noqa: BLE001 - whatever happens, the line is answered
            problems[number] = _details(error, number, batch)
        else:
            decided.append(Line(number, line, body))
    return decided, problems


def _sound(line: bytes, limit: int, depth: int) -> bytes:
    if len(line) > limit:
        raise RequestRefused("too-large", f"the line has {len(line)} bytes, more than {limit}")
    refuse_depth(line, depth)
    return line


def _details(error: Exception, number: int, batch: Batch) -> ProblemDetails:
    match error:
        case FactsRejected():
            return facts_rejected(error)
        case RequestRefused():
            return details(error.kind, error.detail)
        case _:
            # The answer has begun, so that its status can no longer say it: the line does, and the log.
            LOGGER.error("line %s of batch %s", number, batch.sitting.id, exc_info=error)
            return details("fault", "the service is at fault")


def _problem(number: int, problem: ProblemDetails) -> bytes:
    return msgspec.json.encode({"line": number, "problem": problem.to_dict()}) + b"\n"
