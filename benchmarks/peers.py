"""The same 48-row table in other engines, and by hand; each as a function from a request to (tier, channel, calls, row, reason)."""

from collections.abc import Callable
from typing import Any

from tier_table import TierRow, rows

Answer = tuple[str, str, int, str, str]
Contestant = Callable[[dict[str, Any]], Answer]


def by_hand() -> Contestant:
    """Write nested ifs as a programmer would, returning a dict."""
    lines = [
        "def decide(facts):",
        "    days = facts['days_past_due']",
        "    amount = facts['overdue_amount']",
        "    grade = facts['risk_grade']",
    ]
    tree: dict[tuple[int, int], dict[tuple[int, int], list[TierRow]]] = {}
    for row in rows():
        tree.setdefault(row.days, {}).setdefault(row.amount, []).append(row)
    for days, amounts in tree.items():
        lines.append(f"    if days <= {days[1]}:")
        for amount, pair in amounts.items():
            lines.append(f"        if amount < {amount[1]}:")
            for row, test in zip(pair, (f"if grade in {pair[0].grades!r}:", "else:"), strict=True):
                answer = {"tier": row.tier, "channel": row.channel, "calls": row.calls, "row": row.id, "reason": row.reason}
                lines += [f"            {test}", f"                return {answer!r}"]
    namespace: dict[str, Any] = {}
    exec("\n".join(lines), namespace)  # noqa: S102 - the text is made above
    decide = namespace["decide"]

    def call(facts: dict[str, Any]) -> Answer:
        answer = decide(facts)
        return answer["tier"], answer["channel"], answer["calls"], answer["row"], answer["reason"]

    return call


def zen_engine() -> Contestant:
    """Use GoRules ZEN: one decision table, its content compiled once and handed over by the loader."""
    import zen  # noqa: PLC0415 - an optional peer

    inputs = [("d", "days_past_due"), ("a", "overdue_amount"), ("g", "risk_grade")]
    outputs = [("t", "tier"), ("c", "channel"), ("n", "calls"), ("r", "row"), ("e", "reason")]
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": short, "name": name, "field": name} for short, name in inputs],
        "outputs": [{"id": short, "name": name, "field": name} for short, name in outputs],
        "rules": [
            {
                "_id": row.id,
                "d": f"[{row.days[0]}..{row.days[1]}]",
                "a": f"[{row.amount[0]}..{row.amount[1]})",
                "g": ", ".join(f'"{grade}"' for grade in row.grades),
                "t": f'"{row.tier}"',
                "c": f'"{row.channel}"',
                "n": str(row.calls),
                "r": f'"{row.id}"',
                "e": f'"{row.reason}"',
            }
            for row in rows()
        ],
    }
    graph = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "request", "position": {"x": 0, "y": 0}},
            {"id": "table", "type": "decisionTableNode", "name": "table", "position": {"x": 1, "y": 0}, "content": table},
            {"id": "out", "type": "outputNode", "name": "response", "position": {"x": 2, "y": 0}},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
            {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
        ],
    }
    # A decision made with `create_decision` or `get_decision` takes some 190 µs; through the loader it is compiled once.
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"tier": graph}}})

    def call(facts: dict[str, Any]) -> Answer:
        answer = engine.evaluate("tier", facts)["result"]
        return answer["tier"], answer["channel"], answer["calls"], answer["row"], answer["reason"]

    return call


def cel_rows() -> Contestant:
    """Use CEL in Rust, row by row as the table says, in one conditional chain."""
    expression = "{}"
    for row in reversed(rows()):
        grades = ", ".join(f'"{grade}"' for grade in row.grades)
        test = f"days_past_due >= {row.days[0]} && days_past_due <= {row.days[1]} && overdue_amount >= {row.amount[0]}.0"
        expression = f"{test} && overdue_amount < {row.amount[1]}.0 && risk_grade in [{grades}] ? {_cel_answer(row)} : {expression}"
    return _cel(expression)


def cel_by_hand() -> Contestant:
    """Use CEL in Rust, the table turned by hand into nested conditions, one comparison a level."""
    tree: dict[int, dict[int, list[TierRow]]] = {}
    for row in rows():
        tree.setdefault(row.days[1], {}).setdefault(row.amount[1], []).append(row)
    expression = "{}"
    for days, amounts in reversed(tree.items()):
        inner = "{}"
        for amount, (low, high) in reversed(amounts.items()):
            grades = ", ".join(f'"{grade}"' for grade in low.grades)
            by_grade = f"risk_grade in [{grades}] ? {_cel_answer(low)} : {_cel_answer(high)}"
            inner = f"overdue_amount < {amount}.0 ? ({by_grade}) : ({inner})"
        expression = f"days_past_due <= {days} ? ({inner}) : ({expression})"
    return _cel(expression)


def _cel_answer(row: TierRow) -> str:
    return f'{{"tier": "{row.tier}", "channel": "{row.channel}", "calls": {row.calls}, "row": "{row.id}", "reason": "{row.reason}"}}'


def _cel(expression: str) -> Contestant:
    import cel  # noqa: PLC0415 - an optional peer

    program = cel.compile(expression)

    def call(facts: dict[str, Any]) -> Answer:
        answer = program.execute(facts)
        return answer["tier"], answer["channel"], answer["calls"], answer["row"], answer["reason"]

    return call


def durable_rules() -> Contestant:
    """Use durable-rules: one ruleset, one thread, the state deleted after each request."""
    from durable.lang import delete_state, m, post, ruleset, when_all  # noqa: PLC0415 - an optional peer

    answers: dict[str, Answer] = {}

    def rule(row: TierRow) -> None:
        grade = m.risk_grade == row.grades[0]
        for other in row.grades[1:]:
            grade = grade | (m.risk_grade == other)
        low_days, high_days = row.days
        low, high = row.amount

        @when_all(  # type: ignore[untyped-decorator] # the engine ships no types
            (m.days_past_due >= low_days) & (m.days_past_due <= high_days) & (m.overdue_amount >= low) & (m.overdue_amount < high) & grade
        )
        def fire(c: Any) -> None:  # noqa: ARG001 - the engine calls it so
            answers["now"] = (row.tier, row.channel, row.calls, row.id, row.reason)

    with ruleset("tier"):
        for row in rows():
            rule(row)

    def call(facts: dict[str, Any]) -> Answer:
        post("tier", facts)
        delete_state("tier")
        return answers.pop("now")

    return call
