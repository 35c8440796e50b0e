"""A notice says an outcome, why, and what can be done, and gives away nothing that is internal."""

from lawbook.contract.facts import read_facts
from lawbook.evaluate.explanation import explain_policy
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy
from lawbook.notices.notice import Notice, make_notice
from lawbook.notices.search import search
from lawbook.notices.suggestions import WouldChange, tell_changes
from lawbook.notices.wishes import Wish
from support.fragments import checked_fragment

LOAN = """
facts:
  income: {type: money CNY, min: 0, max: 1000000, optional: true, changes: customer up, title: {en: monthly income, zh: 月收入}}
  amount: {type: money CNY, min: 0, max: 1000000, changes: customer down, title: {en: amount asked for, zh: 申请金额}}
  rate: {type: ratio, min: 0, max: 1, title: {en: rate, zh: 利率}}
  signed_on: {type: date, min: 2000-01-01, max: 2099-12-31, title: {en: signed on, zh: 签署日}}
  term: {type: months, min: 1, max: 60, title: {en: term, zh: 期限}}
  kind: {type: [home, car], titles: {home: {en: a home, zh: 住房}, car: {en: a car, zh: 汽车}}, title: {en: purpose, zh: 用途}}
  papers: {type: {set of: [ID, TAX, BANK]}, changes: customer up, title: {en: papers, zh: 资料}}
  watched: {type: boolean, changes: customer, title: {en: on the list, zh: 名单}}
parameters:
  cap: {type: money CNY, min: 0, max: 1000000, values: {2020-01-01: "50000.00"}}
reasons:
  TOO_MUCH:
    en: above the cap
    zh: 超出上限
    notice: {en: "We lend at most {cap}, and you asked for {amount}.", zh: "最高可贷{cap}，您申请{amount}。"}
  INCOME: {en: "{income} is too little", zh: "收入{income}不足"}
  LISTED: {en: on the watch list, zh: 命中名单, internal: true, notice: {en: Information could not be verified., zh: 信息未能核实。}}
  PAPERS: {en: Papers are absent., zh: 资料不全。}
  SIGNED: {en: "signed on {signed_on} for {term} at {rate} for {kind}", zh: "{signed_on}签署，期限{term}，利率{rate}，用于{kind}"}
obligations:
  LOG: {en: write it down, zh: 记录}
  ANSWER: {en: have a person answer, zh: 由人工答复, notice: {en: You may ask for a person., zh: 您可以要求人工处理。}}
rights: [ANSWER]
decisions:
  outcome:
    type: [APPROVE, REFER, DECLINE]
    severity: [DECLINE, REFER, APPROVE]
    notice:
      APPROVE: {en: "You can have {amount}.", zh: "可以借款{amount}。"}
      REFER: {en: A person decides., zh: 由人工决定。}
      DECLINE: {en: We cannot lend to you., zh: 我们无法向您提供借款。}
    rules:
      - {id: L-1, when: amount > cap, then: DECLINE, reason: TOO_MUCH, obliges: [LOG]}
      - {id: L-2, when: watched, then: DECLINE, reason: LISTED}
      - {id: L-3, when: "income is missing or income < 2000", then: DECLINE, reason: INCOME}
      - {id: L-4, when: 'not(contains(papers, "TAX"))', then: REFER, reason: PAPERS}
      - {id: L-5, when: "term > 1", then: DECLINE, reason: SIGNED, unless: [{id: L-5a, when: rate < 0.5}]}
    otherwise: APPROVE
"""
GOOD: dict[str, object] = {
    "income": "9000.00", "amount": "20000.00", "rate": "0.1095", "signed_on": "2026-11-21", "term": 12, "kind": "home", "papers": ["ID", "TAX"],
    "watched": False,
}  # fmt: skip


def loan() -> Policy:
    checked = checked_fragment(LOAN, "loan", {})
    assert checked.errors == ()
    return checked.policies[0]


def told(lang: str, **changed: object) -> Notice:
    policy = loan()
    return make_notice(policy, evaluate_policy(policy, read_facts(policy, facts_with(**changed)), policy.effective), lang)


def facts_with(**changed: object) -> dict[str, object]:
    return {name: value for name, value in {**GOOD, **changed}.items() if value is not None}


def changes(lang: str, wish: Wish | None = None, **changed: object) -> WouldChange:
    policy = loan()
    judged = evaluate_policy(policy, read_facts(policy, facts_with(**changed)), policy.effective)
    return tell_changes(policy, search(policy, judged, wish), policy.effective, lang)


def test_an_outcome_is_said_in_the_sentence_of_its_label() -> None:
    assert (told("en").outcome, told("zh").outcome) == (("You can have CNY 20,000.00.",), ("可以借款20,000.00元。",))


def test_a_reason_is_told_in_its_wording_for_the_person_concerned() -> None:
    assert told("en", amount="60000.00").reasons == ("We lend at most CNY 50,000.00, and you asked for CNY 60,000.00.",)
    assert told("zh", amount="60000.00").reasons == ("最高可贷50,000.00元，您申请60,000.00元。",)


def test_a_reason_without_one_is_told_by_its_text() -> None:
    assert told("en", papers=[]).reasons == ("Papers are absent.",)


def test_values_are_written_as_a_person_writes_them() -> None:
    assert told("en", rate="0.5").reasons == ("signed on 21 November 2026 for 12 months at 50% for a home",)
    assert told("zh", rate="0.5").reasons == ("2026年11月21日签署，期限12个月，利率50%，用于住房",)


def test_what_is_not_known_is_said_to_be_so() -> None:
    assert told("en", income=None).reasons == ("(monthly income: not known) is too little",)
    assert told("zh", income=None).reasons == ("收入（月收入：尚不明确）不足",)


def test_of_an_internal_reason_nothing_more_is_told() -> None:
    notice = told("en", watched=True)
    assert notice.reasons == ("Information could not be verified.",)
    assert "LISTED" not in notice.to_text()
    assert "watch" not in notice.to_text()


def test_a_notice_ends_with_rights_and_leaves_out_what_is_for_the_house() -> None:
    assert told("en", amount="60000.00").steps == ("You may ask for a person.",)


def test_a_notice_names_the_policy_and_the_day_in_full() -> None:
    assert told("en").decided == "Decided on 1 January 2026 under the policy “loan”, in force since 1 January 2026."


def test_explanations_fill_their_texts_too() -> None:
    policy = loan()
    explanation = explain_policy(policy, read_facts(policy, facts_with(income="10.00")), policy.effective, "en")
    assert [text for _, text, _ in explanation.reasons] == ["CNY 10.00 is too little"]


def test_the_decision_keeps_its_texts_as_they_are() -> None:
    policy = loan()
    decision = evaluate_policy(policy, read_facts(policy, facts_with(income="10.00")), policy.effective).decision
    assert [given.text.en for given in decision.reasons] == ["{income} is too little"]


def test_the_smallest_change_is_exact() -> None:
    found = changes("en", amount="60000.00")
    assert [dict(each.to_dict())["facts"] for each in found.suggestions] == [{"amount": "50000.00"}]
    assert found.suggestions[0].text == (
        "If “amount asked for” were CNY 50,000.00 instead of CNY 60,000.00, and all else stayed as it is, the outcome would be: "
        "You can have CNY 50,000.00."
    )


def test_several_facts_are_changed_only_where_one_is_not_enough() -> None:
    found = changes("zh", amount="60000.00", income="1000.00")
    assert [sorted(name for name, _ in each.facts) for each in found.suggestions] == [["amount", "income"]]
    assert "“申请金额”为50,000.00元（现为60,000.00元）" in found.suggestions[0].text
    assert "“月收入”为2,000.00元（现为1,000.00元）" in found.suggestions[0].text


def test_only_what_is_missing_of_a_set_is_added() -> None:
    assert "“papers” also included TAX" in changes("en", papers=["ID"]).suggestions[0].text


def test_what_is_not_known_may_become_known() -> None:
    found = changes("en", income=None)
    assert "“monthly income” were known to be CNY 2,000.00" in found.suggestions[0].text


def test_what_an_internal_reason_looks_at_is_never_suggested() -> None:
    found = changes("en", watched=True)
    assert (found.suggestions, found.ended) == ((), "none")
    assert found.text == "No change of what is in your hands would change the outcome at present."


def test_a_wished_outcome_can_be_asked_for() -> None:
    found = changes("en", Wish("outcome", "APPROVE"), papers=[], amount="60000.00")
    assert [sorted(name for name, _ in each.facts) for each in found.suggestions] == [["amount", "papers"]]


def test_nothing_is_better_than_the_best() -> None:
    assert (changes("zh").ended, changes("zh").text) == ("best", "目前已是最好的结果。")


ASKED = """
facts:
  asked_for: {type: [payout, debit], title: {en: asked for, zh: 待决事项}}
  signed: {type: boolean, changes: customer, title: {en: signed, zh: 已签署}}
decisions:
  payout:
    type: [not_asked, release, refuse]
    severity: [refuse, release, not_asked]
    notice:
      not_asked: untold
      release: {en: The loan can be paid out., zh: 可以放款。}
      refuse: {en: The loan is not paid out., zh: 不予放款。}
    rules:
      - {id: P-1, when: 'asked_for = "payout"', then: release}
      - {id: P-2, when: 'asked_for = "payout" and not(signed)', then: refuse}
    otherwise: not_asked
  standing:
    type: [in_force, ended]
    severity: [ended, in_force]
    notice:
      in_force: {en: The authorisation is in force., zh: 授权有效。}
      ended: {en: The authorisation has ended., zh: 授权已终止。}
    rules:
      - {id: S-1, when: not(signed), then: ended}
    otherwise: in_force
"""


def asked(asked_for: str, *, signed: bool) -> Notice:
    checked = checked_fragment(ASKED, "asked", {})
    assert checked.errors == ()
    policy = checked.policies[0]
    judged = evaluate_policy(policy, read_facts(policy, {"asked_for": asked_for, "signed": signed}), policy.effective)
    return make_notice(policy, judged, "en", tell_changes(policy, search(policy, judged, None), policy.effective, "en"))


def test_what_nobody_asked_for_is_not_told_where_the_policy_says_so() -> None:
    assert asked("debit", signed=True).outcome == ("The authorisation is in force.",)
    assert asked("payout", signed=True).outcome == ("The loan can be paid out.", "The authorisation is in force.")


def test_an_outcome_that_is_not_told_is_no_better_one() -> None:
    found = asked("payout", signed=True).would_change
    assert found is not None
    assert found.ended == "best"


def test_what_was_not_asked_for_is_not_what_is_made_better() -> None:
    found = asked("debit", signed=False).would_change
    assert found is not None
    assert (found.decision, [dict(each.facts) for each in found.suggestions]) == ("standing", [{"signed": True}])


def test_a_wished_outcome_that_is_not_told_is_named() -> None:
    checked = checked_fragment(ASKED.replace("asked_for: {", "asked_for: {changes: customer, "), "asked", {})
    policy = checked.policies[0]
    judged = evaluate_policy(policy, read_facts(policy, {"asked_for": "payout", "signed": True}), policy.effective)
    found = tell_changes(policy, search(policy, judged, Wish("payout", "not_asked")), policy.effective, "en")
    assert [each.text.rpartition(": ")[2] for each in found.suggestions] == ["not_asked."]


def test_sentences_that_could_leave_a_notice_without_an_outcome_are_refused() -> None:
    alone = ASKED[: ASKED.index("  standing:")]
    assert checked_fragment(alone, "asked", {}).errors == ("6:3 missing-notice",)


GATES = """
facts:
  income: {type: money CNY, min: 0, max: 1000000, title: {en: monthly income, zh: 月收入}}
  papers: {type: boolean, optional: true, title: {en: papers in, zh: 资料已交}}
reasons:
  LOW: {en: Your income is too low., zh: 收入不足。}
  PAPERS: {en: Papers are absent., zh: 资料不全。}
obligations:
  ASK: {en: ask for them, zh: 要求补充, notice: {en: Please send your papers; we then decide., zh: 请补交资料，我们随后作出决定。}}
  LATER: {en: tell when, zh: 告知时间, notice: {en: You may apply again later., zh: 您可以稍后再次申请。}}
decisions:
  income_gate:
    type: [passed, decline]
    severity: [decline, passed]
    rules:
      - {id: I-1, when: income < 2000, then: decline, reason: LOW}
    otherwise: passed
  papers_gate:
    type: [passed, pending]
    severity: [pending, passed]
    rules:
      - {id: P-1, when: "papers is missing or not(papers)", then: pending, reason: PAPERS, obliges: [ASK]}
    otherwise: passed
  outcome:
    type: [approve, pending, decline]
    severity: [decline, pending, approve]
    notice:
      approve: {en: You can have it., zh: 可以借款。}
      pending: {en: We cannot decide yet., zh: 尚不能决定。}
      decline: {en: We cannot lend to you., zh: 无法借款。}
    rules:
      - {id: O-1, when: 'income_gate = "decline"', then: decline}
      - {id: O-2, when: 'papers_gate = "pending"', then: pending}
      - {id: O-3, when: 'papers', then: approve}
    otherwise: pending
    unknown: pending
  after:
    type: [none, later]
    table:
      hit: first
      inputs: [outcome]
      rows:
        A-1: {if: [decline], then: later, obliges: [LATER]}
        A-2: ["-", none]
outputs: [outcome]
"""


def at_gates(income: str, *, papers: bool) -> Notice:
    checked = checked_fragment(GATES, "gates", {})
    assert checked.errors == ()
    policy = checked.policies[0]
    return make_notice(policy, evaluate_policy(policy, read_facts(policy, {"income": income, "papers": papers}), policy.effective), "en")


def test_a_settled_outcome_asks_for_nothing_that_could_not_change_it() -> None:
    notice = at_gates("10.00", papers=False)
    assert notice.outcome == ("We cannot lend to you.",)
    assert notice.reasons == ("Your income is too low.",)
    assert notice.steps == ("You may apply again later.",)


def test_an_outcome_that_is_still_open_says_what_is_asked_for() -> None:
    notice = at_gates("9000.00", papers=False)
    assert (notice.outcome, notice.reasons) == (("We cannot decide yet.",), ("Papers are absent.",))
    assert notice.steps == ("Please send your papers; we then decide.",)
