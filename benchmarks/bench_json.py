"""From JSON bytes to JSON bytes for a shipped policy, stage by stage, against msgspec's own decoding and encoding of the same bytes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from lawbook import open_library
from timing import show, timed

POLICIES = Path(__file__).parents[1] / "policies"


def run() -> None:
    """Time `underwriting` on its shipped examples."""
    library = open_library(POLICIES)
    policy = library.policy("underwriting", as_of=date(2026, 11, 21))
    bodies = [file.read_bytes() for file in sorted((POLICIES / "underwriting" / "examples").glob("*.json"))]
    bodies = [msgspec.json.encode(msgspec.json.decode(body)) for body in bodies]
    exact = msgspec.json.Decoder(float_hook=Decimal)
    facts = {body: exact.decode(body) for body in bodies}
    told = {body: policy.decide_json(body) for body in bodies}
    plain = {body: msgspec.json.decode(told[body]) for body in bodies}
    decisions = {body: policy.decide(facts[body]) for body in bodies}
    requests = bodies * (1000 // len(bodies))
    stages = {
        "msgspec decodes and encodes": lambda body: (msgspec.json.decode(body), msgspec.json.encode(plain[body])),
        "JSON bytes to JSON bytes": policy.decide_json,
        "  deciding on decoded facts": lambda body: policy.decide(facts[body]),
        "  writing the decision": lambda body: decisions[body].to_json(),
    }
    sizes = (
        f"{len(bodies)} examples, {sum(map(len, bodies)) // len(bodies)} bytes in, {sum(map(len, told.values())) // len(bodies)} bytes out"
    )
    show(f"underwriting, {sizes}", timed(stages, dict.fromkeys(stages, requests)), "msgspec decodes and encodes")
