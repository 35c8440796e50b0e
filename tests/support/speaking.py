"""What a client says to a server byte by byte, and what it is answered, held against HTTP."""

import re
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

PATIENCE = 15.0
"""Seconds in which whoever has said everything is answered, and the connection closed."""
A_WHILE = 0.002
"""Seconds between one piece and the next."""
A_MOMENT = 0.1
"""Seconds for which nothing comes before a client that lingers says that no more comes from it."""
STATUS = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2}) [ -~]*")
FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t -~\x80-\xff]*)")


class NotHttp(ValueError):  # noqa: N818 - it is what was heard, named as one
    """What came is no answer in HTTP/1.1."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that came, and whether the other side closed the connection of itself, with nothing left to say."""

    received: bytes
    ended: bool

    def statuses(self, *, bodiless: bool = False) -> list[int]:
        """Give the status of every answer, interim ones among them; raises NotHttp where something is not as it must be."""
        return list(_statuses(self.received, bodiless=bodiless, ended=self.ended))


def speak(port: int, pieces: Sequence[bytes], ends: str) -> Heard:
    """Say *pieces*, and hear what is said; raises TimeoutError where nothing comes and the connection is not closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        # Whoever is not wanted any more hears nothing, or a part: that is no fault of the other side.
        with suppress(ConnectionError):
            for number, piece in enumerate(pieces):
                time.sleep(A_WHILE if number else 0)
                line.sendall(piece)
        if ends == "resets":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if ends in {"closes", "resets"}:
            return Heard(b"", ended=False)
        return _hear(line, ends)


def _hear(line: socket.socket, ends: str) -> Heard:
    received = b""
    speaks = True
    if ends == "ends":
        speaks = _end(line)
    line.settimeout(A_MOMENT if ends == "lingers" else PATIENCE)
    while True:
        try:
            piece = line.recv(65_536)
        except ConnectionError:
            # It closed while more was being sent, of which it wanted nothing.
            return Heard(received, ended=False)
        except TimeoutError:
            if ends != "lingers" or not speaks:
                raise
            speaks = _end(line)
            line.settimeout(PATIENCE)
        else:
            if not piece:
                return Heard(received, ended=speaks)
            received += piece


def _end(line: socket.socket) -> bool:
    """Say that no more comes, unless nobody is there any more; then nobody speaks."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_WR)
    return False


def _statuses(received: bytes, *, bodiless: bool, ended: bool) -> Iterator[int]:
    while received:
        head, found, rest = received.partition(b"\r\n\r\n")
        if not found and not ended:
            return
        first, *fields = head.split(b"\r\n")
        status = STATUS.fullmatch(first)
        said = [FIELD.fullmatch(field) for field in fields]
        if not found or status is None or None in said:
            raise NotHttp(head)
        headers = {field[1].lower(): field[2] for field in said if field is not None}
        yield int(status[1])
        received = rest if bodiless or status[1][:1] == b"1" else _after_body(rest, headers, ended=ended)


def _after_body(rest: bytes, headers: dict[bytes, bytes], *, ended: bool) -> bytes:
    if headers.get(b"transfer-encoding") == b"chunked":
        while True:
            size, _, rest = rest.partition(b"\r\n")
            number = int(size, 16)
            if rest[number : number + 2] != b"\r\n":
                raise NotHttp(rest)
            rest = rest[number + 2 :]
            if number == 0:
                return rest
    length = int(headers[b"content-length"])
    if len(rest) < length and ended:
        raise NotHttp(rest)
    return rest[length:]
