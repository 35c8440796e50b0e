"""How long a compiled table takes: the 48-row table with several outputs, and tables of up to 50,000 random rows.

    python benchmarks/compile_probe.py [48] [5000] [50000]

Tables are put together in the core, without reading YAML. Printed: the time to compile, the memory of the process, and the time of a
decision from a mapping of posted facts to outcome, rows and reasons, and from JSON to JSON.
"""

import sys
from collections.abc import Mapping, Sequence
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

import msgspec

import random_tables
import tier_table
from lawbook.compile import Compiled, compile_policy
from lawbook.model import core
from lawbook.model.core import Row, Table
from lawbook.model.policy import Decision, Fact, Policy, Reason, Words
from lawbook.model.types import BooleanType, NumberType, OneOfType, RecordType, Type
from lawbook.model.values import Known, Unknown
from lawbook.problems.problem import NOWHERE
from timing import show, timed

DAY = 740_000
DAYS = NumberType("days", 0, 0, 20_000)
AMOUNT = NumberType("money", 2, 0, 10_000_000_000, "CNY")
SCORE = NumberType("integer", 0, 0, 1_000)
GRADE = OneOfType(("A", "B", "C", "D", "E"), ordered=True)
WORDS = Words("it", "它")


def node(of: Type) -> dict[str, Any]:
    return {"where": NOWHERE, "type": of}


def between(low: int, high: int, of: Type) -> core.Expression:
    ends = (core.Constant(low, **node(of)), core.Constant(high, **node(of)))
    return core.Within(core.Variable("?", **node(of)), (core.Interval(ends[0], True, ends[1], True),), **node(BooleanType()))


def among(labels: Sequence[str]) -> core.Expression:
    tests = tuple(core.Same(core.Constant(label, **node(GRADE))) for label in labels)
    return core.Within(core.Variable("?", **node(GRADE)), tests, **node(BooleanType()))


def outputs(values: Sequence[Known], types: Sequence[Type]) -> tuple[core.Expression, ...]:
    return tuple(core.Constant(value, **node(of)) for value, of in zip(values, types, strict=True))


def policy(facts: Mapping[str, Type], rows: Sequence[Row], types: Sequence[Type], names: Sequence[str]) -> Policy:
    declared = tuple(
        Fact(name=name, type=of, optional=False, title=WORDS, order=n, where=NOWHERE) for n, (name, of) in enumerate(facts.items())
    )
    inputs = tuple(core.FactValue(name, **node(of)) for name, of in facts.items())
    table = Table(hit="unique", inputs=inputs, rows=tuple(rows), priorities=(None,) * len(names), where=NOWHERE)
    record = RecordType(tuple(names), tuple(types), (False,) * len(names))
    made = [decision("decided", record, table, published=False, order=len(facts))]
    for place, (name, of) in enumerate(zip(names, types, strict=True)):
        field = core.FieldOf(core.DecisionValue("decided", **node(record)), place, **node(of))
        made.append(decision(name, of, field, published=True, order=len(facts) + place + 1))
    if len(names) == 1:
        made = [decision(names[0], types[0], table, published=True, order=len(facts))]
    codes = sorted({row.reason for row in rows if row.reason})
    return Policy(
        name="probe", version=1, title=WORDS, summary=None, effective=1, until=None, owner="benchmarks", review_by=DAY, facts=declared,
        parameters=(), reasons=tuple(Reason(code=code, text=WORDS, rank=100, where=NOWHERE) for code in codes), obligations=(),
        decisions=tuple(made), outputs=tuple(names), score_reasons=(), invariants=(), uses=(), content_hash="c" * 64,
        meaning_hash="m" * 64, where=NOWHERE,
    )  # fmt: skip


def decision(name: str, of: Type, body: core.Expression | Table, *, published: bool, order: int) -> Decision:
    return Decision(
        name=name, type=of, title=WORDS, body=body, order=order, published=published, nullable=True, fallback=Unknown(()), where=NOWHERE
    )


def tiers() -> Policy:
    types = (OneOfType(tier_table.TIERS), OneOfType(tier_table.CHANNELS), SCORE)
    rows = [
        Row(
            id=row.id,
            cells=(between(*row.days, DAYS), between(row.amount[0] * 100, row.amount[1] * 100 - 1, AMOUNT), among(row.grades)),
            outputs=outputs((row.tier, row.channel, row.calls), types),
            reason=row.reason,
            where=NOWHERE,
        )
        for row in tier_table.rows()
    ]
    facts: dict[str, Type] = {"days_past_due": DAYS, "overdue_amount": AMOUNT, "risk_grade": GRADE}
    return policy(facts, rows, types, ("tier", "channel", "calls"))


def random_policy(count: int, *, shared: bool) -> Policy:
    of = (DAYS, AMOUNT, SCORE)
    tier = OneOfType(tuple(f"T{n}" for n in range(7)))
    rows = [
        Row(
            id=f"R{number}",
            cells=tuple(between(low, high, side) for (low, high), side in zip(box, of, strict=True)),
            outputs=outputs((f"T{number % 7}",), (tier,)),
            where=NOWHERE,
        )
        for number, box in enumerate(random_tables.boxes(count, shared=shared))
    ]
    return policy(dict(zip(("days_past_due", "overdue_amount", "behaviour_score"), of, strict=True)), rows, (tier,), ("tier",))


def compiled(title: str, made: Policy) -> Compiled:
    began = perf_counter()
    one = compile_policy(made, DAY)
    one.decide  # noqa: B018 - it is made when first asked for
    print(
        f"{title}: compiled in {perf_counter() - began:.2f} s; process {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB; {len(one.source)} characters"
    )
    return one


def main(counts: Sequence[int]) -> None:
    small = compiled("48 rows", tiers())
    posted = tier_table.requests()
    contestants: dict[str, Any] = {}
    requests: dict[str, Any] = {}

    def decider(one: Compiled) -> Any:
        decide = one.decide

        def call(facts: dict[str, object]) -> object:
            made = decide(facts, DAY)
            return made.outcome, made.fired, made.reasons

        return call

    contestants["48 rows"], requests["48 rows"] = decider(small), posted
    for count in counts:
        for shared in (True, False):
            name = f"{count} rows, {'shared' if shared else 'distinct'} cuts"
            contestants[name], requests[name] = decider(compiled(name, random_policy(count, shared=shared))), random_tables.requests()
    show("posted facts to decision", timed(contestants, requests), "48 rows")
    bodies = [msgspec.json.encode(request) for request in posted]
    answers = {body: small.decide_json(body, DAY) for body in bodies}
    print(answers[bodies[0]].decode())
    figures = timed(
        {
            "msgspec alone": lambda body: (msgspec.json.decode(body), msgspec.json.encode(msgspec.json.decode(answers[body]))),
            "48 rows": lambda body: small.decide_json(body, DAY),
        },
        {"msgspec alone": bodies, "48 rows": bodies},
    )
    show("JSON to JSON", figures, "msgspec alone")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]])
