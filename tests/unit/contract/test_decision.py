import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

from lawbook.contract.decision import Decision, Given, Note, ranked
from lawbook.model.policy import Obligation
from lawbook.model.values import Cause, Unknown
from lawbook.problems.problem import NOWHERE
from support.contracts import a_policy, words

POLICY = a_policy(obligations=(Obligation(code="SMS", text=words("send a message"), where=NOWHERE),))
DECISION = Decision(
    policy=POLICY,
    as_of=date(2026, 11, 21).toordinal(),
    outcome={
        "tier": "M2-坚决",
        "limit": Decimal("8000.00"),
        "since": date(2024, 1, 1),
        "at": time(22, 0),
        "moment": datetime(2024, 1, 1, tzinfo=UTC),
        "channels": ("sms", "call"),
        "best": {"region": "A", "fee": Decimal("0.1500")},
        "score": Unknown((Cause(1, "two-rows-matched", "score", ("R1", "R2")),)),
        "days": 12,
        "ok": True,
    },
    fired=("R2", "tier:otherwise"),
    reasons=(Given("QUIET", words("quiet"), "tier", "R2", cites=("LAW-1",)),),
    obligations=("SMS",),
    unknowns={"tier": (Cause(0, "missing-fact", "income"),)},
    notes=(Note("parameter-held", "cap", "2025-01-01"),),
)


def test_the_canonical_bytes_are_these() -> None:
    assert DECISION.to_json().decode() == (
        '{"as_of":"2026-11-21","fired":["R2","tier:otherwise"],'
        '"notes":[{"kind":"parameter-held","name":"cap","through":"2025-01-01"}],'
        '"obligations":[{"code":"SMS","text":{"en":"send a message","zh":"中文 send a message"}}],'
        '"outcome":{"at":"22:00:00","best":{"fee":"0.1500","region":"A"},"channels":["sms","call"],"days":12,"limit":"8000.00",'
        '"moment":"2024-01-01T00:00:00Z","ok":true,"score":{"unknown":[{"kind":"two-rows-matched","name":"score","rows":["R1","R2"]}]},'
        '"since":"2024-01-01","tier":"M2-坚决"},'
        '"policies":[{"hash":"sha256:c0ffee","policy":"dunning-tier","version":2}],'
        '"reasons":[{"cites":["LAW-1"],"code":"QUIET","decision":"tier","rule":"R2","text":{"en":"quiet","zh":"中文 quiet"}}],'
        '"unknown":{"tier":[{"kind":"missing-fact","name":"income"}]}}'
    )


def test_the_bytes_are_what_plain_json_writes() -> None:
    plain = json.dumps(DECISION.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert DECISION.to_json() == plain.encode()


def test_reasons_rank_by_severity_rank_points_code_and_rule() -> None:
    text = words("because")

    def given(code: str, rule: str = "R", severity: int = 999, rank: int = 100, points: int = 0) -> Given:
        return Given(code, text, "d", rule, severity, rank, points)

    worst, early, lost = given("Z", severity=0), given("Y", rank=1), given("X", points=9)
    assert ranked([given("B"), given("A"), lost, early, worst]) == (worst, early, lost, given("A"), given("B"))
    assert ranked([given("A", "R2"), given("A", "R1"), given("A", "R3")]) == (given("A", "R1"),)
    assert ranked([lost]) == (lost,)
