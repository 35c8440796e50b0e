"""The sets of rows behind a difference: those that decide, not all that are hit; and all of them, where that is said."""

from itertools import product

import pytest

from lawbook.difference.answers import Witness
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy
from support.versions import by_name, comparison, versions

TABLE = """
facts:
  x: {type: integer, min: 0, max: 9}
  z: {type: integer, min: 0, max: 9}
decisions:
  k:
    type: [P, Q, S]
    table:
      hit: first
      inputs: [x, z]
      rows:
        R1: ["> 7", "> 7", P]
        R2: ["> 2", "-", P]
        R3: ["-", "-", Q]
"""
LIST = TABLE.replace("type: [P, Q, S]", "type: {set of: [P, Q, S]}").replace("hit: first", "hit: collect")
WORST = TABLE.replace("type: [P, Q, S]", "type: [P, Q, S]\n    severity: [P, Q, S]").replace("hit: first", "hit: priority")
SAME = TABLE.replace("hit: first", "hit: any").replace('R3: ["-", "-", Q]', 'R3: ["<= 2", "-", Q]')
Sets = set[tuple[tuple[str, ...], tuple[str, ...]]]


def rows_of(witnesses: tuple[Witness, ...]) -> Sets:
    return {(each.before.rows, each.after.rows) for each in witnesses}


def decided_otherwise(pair: tuple[Policy, Policy]) -> Sets:
    """Ask the interpreter of every input there is."""
    found: Sets = set()
    for x, z in product(range(10), repeat=2):
        before, after = (evaluate_policy(policy, {"x": x, "z": z}, policy.effective).decision for policy in pair)
        if before.outcome != after.outcome:
            found.add((tuple(sorted(before.fired)), tuple(sorted(after.fired))))
    return found


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (TABLE, ('"-", Q]', '"-", S]')),
        (TABLE, ('R2: ["> 2", "-", P]', 'R2: ["> 2", "-", S]')),
        (TABLE, (", P]", ", S]")),
        (WORST, ('R1: ["> 7"', 'R1: ["> 1"')),
        (WORST, ('R2: ["> 2"', 'R2: ["> 4"')),
        (SAME, (", P]", ", S]")),
        (LIST, (", P]", ", S]")),
    ],
)
def test_all_sets_of_rows_that_decide_are_shown_where_that_is_said(text: str, change: tuple[str, str]) -> None:
    pair = versions(change, text=text)
    found = by_name(comparison(pair, sets=9))["k"]
    assert (found.state, found.all_rows) == ("differs", True)
    assert rows_of(found.witnesses) == decided_otherwise(pair)


def test_what_is_left_to_otherwise_is_a_set_of_its_own() -> None:
    pair = versions(("otherwise: Q", "otherwise: S"), text=TABLE.replace('        R3: ["-", "-", Q]', "    otherwise: Q"))
    found = by_name(comparison(pair, sets=9))["k"]
    assert found.all_rows
    assert rows_of(found.witnesses) == decided_otherwise(pair) == {(("k:otherwise",), ("k:otherwise",))}


def test_nothing_is_said_of_rows_where_a_formula_decides() -> None:
    text = "facts:\n  x: {type: integer, min: 0, max: 9}\ndecisions:\n  twice: {type: integer, min: 0, max: 90, formula: x * 2}\n"
    found = by_name(comparison(versions(("x * 2", "x * 3"), text=text), sets=9))["twice"]
    assert (found.state, found.all_rows) == ("differs", False)
