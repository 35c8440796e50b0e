"""Two versions of a small table over facts that may be absent: all that is said of their differences, held to every input there is."""

from collections.abc import Mapping
from itertools import product

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.bounds.values import can_be
from lawbook.difference.turns import Turn, turn_of
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy
from lawbook.model.values import Unknown, Value
from support.fragments import checked_fragment
from support.versions import by_name, comparison

SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=max(5, SHARE // 5), suppress_health_check=list(HealthCheck), deadline=None)
LABELS = ("P", "Q", "S")
TABLE = """
facts:
  x: {{type: integer, min: 0, max: 3, optional: true}}
  z: {{type: integer, min: 0, max: 3}}
decisions:
  k:
    type: {type}
    {severity}
    unknown: {unknown}
    table:
      hit: {hit}
      inputs: [x, z]
      rows:
{rows}
{otherwise}
"""
HITS = {"first": "[P, Q, S]", "priority": "[P, Q, S]", "any": "[P, Q, S]", "unique": "[P, Q, S]", "collect": "{set of: [P, Q, S]}"}
cells = st.sampled_from(["-", "> 0", "> 1", "> 2", "<= 0", "<= 1", "<= 2", "? is missing"])


@st.composite
def versions_of_tables(draw: st.DrawFn) -> tuple[Policy, Policy]:
    """Write a table, and the same with one row otherwise."""
    hit = draw(st.sampled_from(sorted(HITS)))
    rows = draw(
        st.lists(st.tuples(cells, cells.filter(lambda cell: "missing" not in cell), st.sampled_from(LABELS)), min_size=2, max_size=4)
    )
    place = draw(st.integers(0, len(rows) - 1))
    other = draw(st.tuples(cells, st.just(rows[place][1]), st.sampled_from(LABELS)))
    unknown, otherwise = draw(st.sampled_from(("unknown", *LABELS) if hit != "collect" else ("unknown",))), draw(st.sampled_from(LABELS))
    found: list[Policy] = []
    for written in (rows, [*rows[:place], other, *rows[place + 1 :]]):
        text = TABLE.format(
            type=HITS[hit],
            severity="severity: [P, Q, S]" if hit == "priority" else "",
            unknown=unknown,
            hit=hit,
            rows="\n".join(f'        R{number}: ["{one}", "{two}", {label}]' for number, (one, two, label) in enumerate(written)),
            otherwise="" if hit == "collect" else f"    otherwise: {otherwise}",
        )
        found += checked_fragment(text, "loan", {}).policies
    assume(len(found) == 2)
    return found[0], found[1]


def inputs() -> list[dict[str, Value]]:
    return [{"x": x, "z": z} for x, z in product((Unknown(()), *range(4)), range(4))]


def outcome(policy: Policy, facts: Mapping[str, Value]) -> tuple[object, tuple[str, ...]]:
    decided = evaluate_policy(policy, facts, policy.effective).decision
    return decided.outcome["k"], tuple(sorted(decided.fired))


@some
@given(pair=versions_of_tables())
def test_what_is_said_of_two_tables_is_so_for_every_input(pair: tuple[Policy, Policy]) -> None:
    found = by_name(comparison(pair, sets=9))["k"]
    turns: set[Turn] = set()
    sets: set[tuple[tuple[str, ...], ...]] = set()
    for facts in inputs():
        (one, before), (other, after) = (outcome(policy, facts) for policy in pair)
        turn = turn_of((found.was.type, found.decision.type), one, other)
        if turn is not None:
            turns.add(turn)
            sets.add((before, after))
        for witness in found.witnesses:
            if witness.region is not None and all(can_be(bounds, facts[name]) for name, bounds in witness.region.items()):
                assert turn == witness.turn
    event(f"{found.state}, {'all rows' if found.all_rows else 'not all rows'}")
    assert found.trouble is None
    assert {each.turn for each in found.witnesses} == turns
    assert found.state in ({"differs"} if turns else {"alike", "proved"})
    if found.all_rows:
        assert {(each.before.rows, each.after.rows) for each in found.witnesses} == sets
