"""Connections on which HTTP itself is spoiled: lengths, chunks, heads, targets, order; and what may come of each."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Literal, TypeAlias

from support.offers import FACTS

DECISIONS = "/v1/policies/small-offer/decisions"
LINE = f"POST {DECISIONS} HTTP/1.1"
CODED = "Transfer-Encoding: chunked"
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
LEAST = 1_000
"""The amount that the first client asks for; each asks for another, by which its decisions are known in the record."""
Ending: TypeAlias = Literal["waits", "lingers", "ends", "closes", "resets"]
"""What a client does once all is sent: wait until it is answered; wait a moment, then say that no more comes; say that at once; close; break off."""
BREAKING: tuple[Ending, ...] = ("ends", "ends", "closes", "resets")


@dataclass(frozen=True, slots=True)
class Spoiled:
    """One connection: what is sent, piece by piece, how it *ends*, and how many of its requests are decided at *least* and at *most*.

    Of one who says that no more comes before it was answered nothing is said at least: a server may take it for gone.
    """

    pieces: Sequence[bytes]
    most: int = 0
    least: int = 0
    ends: Ending = "lingers"
    bodiless: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """One who asks, with the *key*, for an amount of its own."""

    key: str
    number: int

    @property
    def body(self) -> bytes:
        return json.dumps({**FACTS, "amount": LEAST + self.number}).encode()

    @property
    def length(self) -> str:
        return f"Content-Length: {len(self.body)}"

    def head(self, *headers: str, line: str = LINE, last: bool = True) -> bytes:
        """Give the head of a request, the *last* one on the connection or one of several."""
        named = ["Host: here", f"Authorization: Bearer {self.key}", "Content-Type: application/json"]
        lines = [line, *named, *headers, *(["Connection: close"] if last else [])]
        return "\r\n".join([*lines, "\r\n"]).encode("latin-1")

    def whole(self, *headers: str, line: str = LINE, last: bool = True) -> bytes:
        return self.head(self.length, *headers, line=line, last=last) + self.body

    def in_chunks(self, chance: Random, extension: bytes = b"", trailer: bytes = b"") -> bytes:
        """Give the body in one to four chunks."""
        places = sorted({0, *(chance.randrange(1, len(self.body)) for _ in range(chance.randrange(4))), len(self.body)})
        pieces = [self.body[begin:end] for begin, end in pairwise(places)]
        return b"".join(b"%x%b\r\n%b\r\n" % (len(piece), extension, piece) for piece in pieces) + b"0\r\n%b\r\n" % trailer


def sound(client: Client, chance: Random) -> Spoiled:
    """Spoil nothing."""
    sent = client.whole() if chance.random() < 0.5 else client.head(CODED) + client.in_chunks(chance)
    waits = chance.random() < 0.5
    return Spoiled(_torn(sent, chance), most=1, least=int(waits), ends="waits" if waits else "ends")


def broken_off(client: Client, chance: Random) -> Spoiled:
    sent = client.whole()
    return Spoiled(_torn(sent[: chance.randrange(len(sent))], chance), ends=chance.choice(BREAKING))


def announced(client: Client, chance: Random) -> Spoiled:
    """Say another length than that of the body, or none."""
    length = len(client.body)
    bad = [
        "-1", f"-{length}", f"+{length}", f"0x{length:x}", "1e2", "", "9" * 20, "9" * 400, str(2**64 - 1), str(2**63), f"{length},{length - 1}",
        f"{length};", "\xb2", f"{length}.0",
    ]  # fmt: skip
    wrong = [str(length + chance.randrange(1, 500)), str(length - chance.randrange(1, length + 1))]
    good = [f"{length}, {length}", f"000{length}", f"\t{length} "]
    said = chance.choice([*bad, *wrong, *good])
    return Spoiled([client.head(f"Content-Length: {said}") + client.body], most=int(said in good))


def announced_twice(client: Client, chance: Random) -> Spoiled:
    other = chance.choice([0, 1, 5, -3])
    lengths = [client.length, f"Content-Length: {len(client.body) + other}"]
    chance.shuffle(lengths)
    return Spoiled([client.head(*lengths) + client.body], most=int(other == 0))


def announced_and_in_chunks(client: Client, chance: Random) -> Spoiled:
    sent = client.in_chunks(chance)
    headers = [
        CODED,
        chance.choice([client.length, "Content-Length: 0", "Content-Length: 5", f"Content-Length: {len(sent)}", "Content-Length: -1"]),
    ]
    chance.shuffle(headers)
    return Spoiled([client.head(*headers, line=chance.choice([LINE, LINE, f"POST {DECISIONS} HTTP/1.0"])) + sent], most=1)


def coded(client: Client, chance: Random) -> Spoiled:
    """Name a coding of the transfer that is none, or more than one."""
    good = ["identity, chunked", "Chunked", "chunked, chunked", "gzip, chunked", "chunked ", "\tchunked"]
    bad = ["chunked, identity", "gzip", "xchunked", "\x0bchunked", "", "chunked;q=1", "\xe4", "chunked\x00"]
    said = chance.choice([*good, *bad])
    return Spoiled([client.head(f"Transfer-Encoding: {said}") + client.in_chunks(chance)], most=int(said in good))


def of_wrong_size(client: Client, chance: Random) -> Spoiled:
    """Say a size of a chunk that is none, or not that of the chunk."""
    size = len(client.body)
    bad = [
        b"-1", b"zz", b"", b"0x%x" % size, b"F" * 17, b"f" * 16, b"%x" % (size - chance.randrange(1, size)),
        b"%x" % (size + chance.randrange(1, 99)), b" %x" % size, b"%x\x00" % size, b"+%x" % size,
    ]  # fmt: skip
    good = [b"%x " % size, b"0000%x" % size, b"%X" % size]
    said = chance.choice([*bad, *good])
    end = chance.choice([b"\r\n", b"\r\n", b"\n", b"\r", b""])
    return Spoiled([client.head(CODED) + said + end + client.body + b"\r\n0\r\n\r\n"], most=int(said in good))


def with_extensions(client: Client, chance: Random) -> Spoiled:
    """Put words after sizes, and headers after the last chunk, as may be, but not of every length."""
    extension = chance.choice([b"", b";a=b", b";a", b' ; a="b;c"', b";" + b"a" * 20_000, b';a="\r\n"', b";\x00"])
    trailer = chance.choice(
        [b"", b"A: b\r\n", client.length.encode() + b"\r\n", b"A\r\n", b"A: " + b"b" * 100_000 + b"\r\n", b"A: b\r\n" * 2_000]
    )
    return Spoiled([client.head(CODED, "Trailer: A") + client.in_chunks(chance, extension, trailer)], most=1)


def in_chunks_broken_off(client: Client, chance: Random) -> Spoiled:
    """Break off before the last byte, though all of what is asked may have come."""
    sent = client.in_chunks(chance)
    return Spoiled(_torn(client.head(CODED) + sent[: chance.randrange(len(sent))], chance), ends=chance.choice(BREAKING))


def with_headers(client: Client, chance: Random) -> Spoiled:
    """Put a header there that is none, or too many, or one as long as a book."""
    odd = [
        "X\x00: a", "X: a\x00b", "X a", "X : a", " folded", "X: a\r\n b", "X: a\rb", ": a", "\xe9: a", "X: \xe9", "Host: there", "X:", "\x7f: a",
        "Content-Type: text/plain", "Authorization: Bearer lb_0_0",
    ]  # fmt: skip
    asked = [
        "X-Request-Id: a\tb", "X-Request-Id: \xff", "Idempotency-Key: ", "Idempotency-Key: \xe9", "traceparent: 00-0-0-00", "Upgrade: websocket",
        "Upgrade: h2c", "Connection: upgrade, close", "Connection: Content-Length", "Content-Encoding: gzip", "TE: trailers", "Range: bytes=0-1",
        "If-None-Match: *", "Cookie: =", "X-HTTP-Method-Override: GET", 'Forwarded: for="\x01"', "Max-Forwards: 0",
    ]  # fmt: skip
    many = [
        "X: " + "a" * chance.choice([4_000, 60_000, 1_000_000]),
        "\r\n".join(f"X{number}: a" for number in range(chance.choice([50, 200, 5_000]))), "X" * 70_000 + ": a",
    ]  # fmt: skip
    return Spoiled([client.whole(chance.choice([*odd, *asked, chance.choice(many)]))], most=1)


def with_lines_ended_otherwise(client: Client, chance: Random) -> Spoiled:
    head, body = client.head(client.length), client.body
    ends = chance.choice([[b"\n"], [b"\r"], [b"\r\r\n"], [b"\r\n", b"\n"], [b"\n\r"], [b"\r\n", b"\r"]])
    ended = re.sub(rb"\r\n", lambda _: chance.choice(ends), head)
    return Spoiled([chance.choice([b"", b"\r\n", b"\n\n\r\n"]) + ended + body], most=1)


def for_another_line(client: Client, chance: Random) -> Spoiled:
    """Ask by another method, for another target, or by another version."""
    method = chance.choice(["POST", "GET", "PUT", "BREW", "", "P\x00", "post", "CONNECT", "OPTIONS", "TRACE", "PRI", "M" * 5_000, "\xe4"])
    targets = [
        "http://there" + DECISIONS, "https://there:1/x", "http:" + DECISIONS, "http://", "http://a:99999/", "http://[::1/", "//",
        "//a" + DECISIONS, "?x", "*", "there:443", "", "/ /", "/%", "/v1/%00", "/%ff%fe", "/\x01", "/\xe4",
        "/a#b", DECISIONS + "?", DECISIONS + "?as_of=%", "/v1/policies/../policies", "/" + "a" * 70_000, "/" + "%2e%2e/" * 500,
        "/v1/decisions/" + "%E4%BD%A0" * 200, "/problems/%0d%0aX:%20y", "/healthz;a=b",
    ]  # fmt: skip
    version = chance.choice(
        ["HTTP/1.1"] * 6 + ["HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.1 ", "", "HTTP/1", "HTTP/11.1"]
    )
    target = DECISIONS if chance.random() < 0.4 else chance.choice(targets)
    # To decide, an answer must be to a posting; others that are answered with 200 decide nothing.
    return Spoiled([client.whole(line=f"{method} {target} {version}")], most=1)


def expected(client: Client, chance: Random) -> Spoiled:
    """Say that the body follows once the service says so; then send it, all at once or without waiting, a part or nothing of it."""
    head, body = (
        client.head(client.length, chance.choice(["Expect: 100-continue", "Expect: 100-Continue", "Expect: coffee"])),
        client.body,
    )
    sent = chance.choice([body, body, body[: chance.randrange(len(body))], b""])
    whole = int(sent == body)
    return Spoiled([head, sent] if chance.random() < 0.5 else [head + sent], most=whole, least=whole, ends="waits" if whole else "lingers")


def in_a_row(client: Client, chance: Random) -> Spoiled:
    """Send up to six requests without waiting for answers, the last one perhaps not whole, or followed by what is no request."""
    before = chance.randrange(1, 6)
    last = client.whole()
    how = chance.choice(["whole", "broken off", "junk"])
    if how == "broken off":
        last = last[: chance.randrange(len(last))]
    elif how == "junk":
        last = chance.randbytes(40)
    asked = [
        client.whole(last=False) if chance.random() < 0.5 else client.head(CODED, last=False) + client.in_chunks(chance)
        for _ in range(before)
    ]
    sent = _torn(b"".join([*asked, last]), chance)
    if how == "whole":
        return Spoiled(sent, most=before + 1, least=before + 1, ends="waits")
    return Spoiled(sent, most=before)


def hidden_in_a_body(client: Client, chance: Random) -> Spoiled:
    """Send, as the body of one request, another, which nobody may take for one of its own."""
    inner = client.whole()
    length = f"Content-Length: {len(inner)}"
    how = chance.choice(["announced", "chunk"])
    if how == "announced":
        return Spoiled([client.head(length) + inner])
    return Spoiled([client.head(CODED) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(inner), inner)])


def with_noise(client: Client, chance: Random) -> Spoiled:
    """Change a few bytes of a head."""
    head = client.head(client.length)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(head) - 4)
        head = (
            head[:place]
            + chance.choice([b"", b"\x00", b"\r\n", b"\n", b":", b" ", chance.randbytes(1)])
            + head[place + chance.randrange(2) :]
        )
    announces = re.search(rb"\ncontent-length:[ \t]*0*%d[ \t]*\r?\n" % len(client.body), head, re.IGNORECASE) is not None
    return Spoiled([head + client.body], most=int(announces))


def of_another_protocol(client: Client, chance: Random) -> Spoiled:
    hello = bytes.fromhex("16030100a5010000a10303") + chance.randbytes(160)
    proxied = b"PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n" + client.whole()
    sent = chance.choice([hello, chance.randbytes(chance.randrange(1, 600)), b"GET /\r\n\r\n", b"", bytes(5_000), PREFACE[:18], proxied])
    return Spoiled([sent], ends=chance.choice(BREAKING))


def in_frames(client: Client, chance: Random) -> Spoiled:
    """Ask in HTTP/2, which the service does not speak; break off, go on with noise, or take back what was asked."""
    pieces = [
        in_http2(client),
        *chance.choice([[_frame(3, 0, 1, b"\0\0\0\x08")], [_frame(0, 1, 1, client.body[10:])], [chance.randbytes(40)], []]),
    ]
    return Spoiled(pieces, ends=chance.choice(BREAKING))


def in_http2(client: Client) -> bytes:
    """Ask for a decision in HTTP/2, with the first ten bytes of the body."""
    named = {":method": "POST", ":path": DECISIONS, ":scheme": "http", ":authority": "here", "content-type": "application/json"}
    named |= {"authorization": f"Bearer {client.key}", "content-length": str(len(client.body))}
    asked = b"".join(b"\x10%c%b%c%b" % (len(name), name.encode(), len(value), value.encode()) for name, value in named.items())
    return PREFACE + _frame(4, 0, 0, b"") + _frame(1, 4, 1, asked) + _frame(0, 0, 1, client.body[:10])


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def at_head(client: Client, chance: Random) -> Spoiled:
    """Ask for heads alone, or for nothing by name, with a body where none is looked for."""
    target = chance.choice(["/healthz", "/docs", "/v1/policies", "/metrics", "/nowhere"])
    return Spoiled([client.head(line=f"HEAD {target} HTTP/1.1")], bodiless=True)


KINDS: tuple[Callable[[Client, Random], Spoiled], ...] = (
    sound, broken_off, announced, announced_twice, announced_and_in_chunks, coded, of_wrong_size, with_extensions, in_chunks_broken_off, with_headers,
    with_lines_ended_otherwise, for_another_line, expected, in_a_row, hidden_in_a_body, with_noise, of_another_protocol, in_frames, at_head,
)  # fmt: skip


def spoiled_connection(key: str, number: int, seed: int) -> Spoiled:
    """Make the connection of that *number*, each time the same."""
    chance = Random(f"{seed} {number}")  # noqa: S311 - the same each time
    make = chance.choice(KINDS)
    return replace(make(Client(key, number), chance), kind=make.__name__)


def _torn(sent: bytes, chance: Random) -> list[bytes]:
    """Have it sent in one piece, or in a few."""
    if chance.random() < 0.6:
        return [sent]
    places = sorted({0, *(chance.randrange(len(sent) + 1) for _ in range(3)), len(sent)})
    return [sent[begin:end] for begin, end in pairwise(places)]
