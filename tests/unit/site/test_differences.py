from lawbook.model.policy import Policy
from lawbook.site.differences import Change, differences
from support.covered import policy_of

BODY = """\
facts:
  amount: {{type: money CNY, min: 0, max: 100000}}
  verified: {{type: boolean}}
reasons:
  TOO_MUCH: {{en: too much, zh: 金额过高}}
  UNVERIFIED: {{en: not verified, zh: 未核验}}
decisions:
  outcome:
    type: [refuse, allow]
    severity: [refuse, allow]
    rules:
{rules}
    otherwise: allow
  half: {{type: money CNY, formula: "round down(amount / {by}, 2)"}}
{more}
"""
RULE = "      - {{id: {id}, when: {when}, then: refuse, reason: {reason}, cites: [internal], covers: [{covers}]}}\n"


def policy(*rules: tuple[str, str, str, str], by: int = 2, more: str = "") -> Policy:
    lines = "".join(RULE.format(id=id_, when=when, reason=reason, covers=covers) for id_, when, reason, covers in rules)
    return policy_of(BODY.format(rules=lines.rstrip(), by=by, more=more))


FIRST = ("R-1", "amount > 500", "TOO_MUCH", "AA-01")
SECOND = ("R-2", "not(verified)", "UNVERIFIED", "AA-02")


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str, tuple[str, ...]]]:
    return [(change.decision, change.row, change.kind, change.aspects) for change in changes]


def test_nothing_differs_from_itself() -> None:
    assert differences(policy(FIRST, SECOND), policy(FIRST, SECOND)) == ()


def test_a_rule_that_is_new_and_one_that_is_gone() -> None:
    assert told(differences(policy(FIRST), policy(FIRST, SECOND))) == [("outcome", "R-2", "added", ())]
    assert told(differences(policy(FIRST, SECOND), policy(SECOND))) == [("outcome", "R-1", "removed", ())]


def test_a_rule_that_differs_is_told_with_in_what() -> None:
    changed = ("R-1", "amount > 600", "UNVERIFIED", "AA-03")
    assert told(differences(policy(FIRST), policy(changed))) == [("outcome", "R-1", "changed", ("condition", "reason", "requirements"))]


def test_a_calculation_that_differs() -> None:
    assert told(differences(policy(FIRST), policy(FIRST, by=3))) == [("half", None, "changed", ("outcome",))]


def test_a_decision_that_is_new_and_one_that_is_gone() -> None:
    more = policy(FIRST, more="  double: {type: money CNY, formula: amount * 2}")
    assert told(differences(policy(FIRST), more)) == [("double", None, "added", ())]
    assert told(differences(more, policy(FIRST))) == [("double", None, "removed", ())]
