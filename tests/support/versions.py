"""Two versions of a small policy, and what comes of comparing them."""

from collections.abc import Mapping

from lawbook.difference.answers import Compared, Comparison
from lawbook.difference.comparing import compare
from lawbook.difference.together import Sides
from lawbook.model.policy import Policy
from support.fragments import checked_fragment

LOAN = """
facts:
  amount: {type: money CNY, min: 0, max: 1000000}
  days_late: {type: days, min: 0, max: 2000}
  student: {type: boolean}
  grade: {type: [A, B, C, D], ordered: true, optional: true}
  region: {type: [north, south]}
parameters:
  cap: {type: money CNY, min: 0, max: 1000000, values: {2020-01-01: 20000}}
decisions:
  stage:
    type: [M0, M1, M2]
    ordered: true
    table:
      hit: first
      inputs: [days_late]
      rows:
        S0: ["0", M0]
        S1: ["<= 30", M1]
        S2: ["-", M2]
  outcome:
    type: [approve, refer, decline]
    severity: [decline, refer, approve]
    unknown: refer
    rules:
      - {id: LATE, when: 'stage = "M2"', then: decline}
      - {id: ABOVE, when: amount > cap, then: refer}
      - {id: GRADE, when: 'grade = "D"', then: decline}
    otherwise: approve
  limit: {type: money CNY, formula: 'if outcome = "approve" then min(amount, cap) else 0', unknown: 0}
"""


def versions(*changes: tuple[str, str], text: str = LOAN) -> tuple[Policy, Policy]:
    """Give a policy, and the same with each first text in its place changed to the second."""
    after = text
    for old, new in changes:
        assert old in after
        after = after.replace(old, new)
    found: list[Policy] = []
    for each in (text, after):
        checked = checked_fragment(each, "loan", {})
        assert checked.errors == ()
        found += checked.policies
    return found[0], found[1]


def comparison(pair: tuple[Policy, Policy], names: tuple[str, ...] = (), *, sets: int = 1, seconds: float = 10) -> Comparison:
    """Compare two versions on the first day of the later one."""
    day = pair[1].effective
    both = tuple(name for name in pair[1].outputs if name in pair[0].outputs)
    return compare(Sides(*pair, (day, day), seconds, most_rows=sets), names or both)


def by_name(found: Comparison) -> Mapping[str, Compared]:
    """Give what came of each decision."""
    return {each.decision.name: each for each in found.compared}
