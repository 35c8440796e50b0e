"""A mistake is told where it is made, and not again wherever it is felt."""

from support.libraries import checked, codes, policy


def told(body: str) -> list[str]:
    _, problems = checked(policy(body))
    return codes(problems)


DECISION = "  {name}: {{type: money CNY, title: {{en: '{name}', zh: '{name}。'}}, formula: '{formula}'}}\n"


def decisions(**formulas: str) -> str:
    listed = "".join(DECISION.format(name=name, formula=formula) for name, formula in formulas.items())
    return f"decisions:\n{listed}outputs: [{', '.join(formulas)}]\n"


def test_a_broken_fact_is_still_a_name() -> None:
    facts = "facts:\n  income: {type: money CNY, min: 0, title: {en: income, zh: 收入}}\n"
    assert told(facts + decisions(limit="income * 6", line="income * 2")) == ["missing-key"]


def test_a_broken_parameter_is_still_a_name() -> None:
    parameters = (
        "parameters:\n  cap: {type: money CNY, min: 0, max: 9, title: {en: cap, zh: 上限}, values: {2024-13-01: 1}, cites: [internal]}\n"
    )
    assert told(parameters + decisions(limit="cap * 6")) == ["bad-date"]


def test_a_broken_macro_is_still_a_name() -> None:
    macros = "macros:\n  doubled: {given: [amount], formula: 'amount * '}\n"
    assert told(macros + decisions(limit="doubled(6)")) == ["expression-syntax"]


def test_a_broken_type_is_still_a_type() -> None:
    types = "types:\n  grade: {type: [A, B], severity: [A]}\n"
    facts = "facts:\n  grade: {type: grade, title: {en: grade, zh: 等级}}\n"
    assert told(types + facts + decisions(limit='if grade = "A" then 1 else 2')) == ["severity-incomplete"]


def test_a_decision_with_a_broken_formula_keeps_its_type() -> None:
    bounded = decisions(limit="nothing * 6", line="limit * 2").replace("type: money CNY", "type: money CNY, min: 0, max: 100")
    assert told(bounded) == ["unknown-name", "out-of-range"]


def test_a_decision_without_bounds_whose_formula_is_broken_is_still_a_name() -> None:
    assert told(decisions(limit="nothing * 6", line="limit * 2")) == ["unknown-name"]


def test_a_decision_with_a_broken_type_is_still_a_name() -> None:
    assert told(decisions(limit="6", line="limit * 2").replace("limit: {type: money CNY", "limit: {type: mony CNY")) == ["unknown-type"]


def test_a_broken_decision_asks_no_fallback_of_those_that_need_it() -> None:
    facts = "facts:\n  income: {type: money CNY, min: 0, max: 9, optional: true, title: {en: income, zh: 收入}}\n"
    body = facts + decisions(limit="income + nothing", line="limit * 2").replace("type: money CNY", "type: money CNY, min: 0, max: 100")
    assert told(body) == ["unknown-name", "out-of-range"]


def test_decisions_behind_a_circle_are_not_part_of_it() -> None:
    assert told(decisions(one="two", two="one", three="one + two")) == ["cycle"]


def test_a_broken_reason_is_still_a_code() -> None:
    body = """reasons:
  LOW: {en: too low}
decisions:
  outcome:
    type: [OK, DECLINE]
    severity: [DECLINE, OK]
    title: {en: outcome, zh: 结论}
    rules:
      - {id: R1, then: DECLINE, reason: LOW, cites: [internal]}
    otherwise: OK
outputs: [outcome]
"""
    assert told(body) == ["missing-translation"]


def test_a_broken_row_of_law_is_still_a_row() -> None:
    law = """register: law/cn
language: 1
rows:
  CN-1: {article: "1"}
"""
    body = decisions(limit="6").replace("formula", "cites: [CN-1], formula")
    _, problems = checked({**policy(body), "law/cn.yaml": law})
    assert [problem.where.file for problem in problems] == ["law/cn.yaml"] * 6


def test_a_misspelt_key_is_not_also_a_missing_one() -> None:
    assert told(decisions(limit="6").replace("formula:", "fromula:")) == ["unknown-key"]


def test_a_mistake_in_a_vocabulary_is_told_once_for_all_that_use_it() -> None:
    vocabulary = "vocabulary: shared/borrower\nlanguage: 1\nfacts:\n  income: {type: money, title: {en: income, zh: 收入}}\n"
    one = policy("uses: [shared/borrower]\n" + decisions(limit="income"))["limits/v1.yaml"]
    two = one.replace("policy: limits", "policy: lines")
    library, problems = checked({"limits/v1.yaml": one, "lines/v1.yaml": two, "shared/borrower.yaml": vocabulary})
    assert codes(problems) == ["unknown-type"]
    assert library.policies == ()


def test_one_policy_does_not_suffer_for_another() -> None:
    good = policy(decisions(limit="6"))["limits/v1.yaml"]
    bad = good.replace("policy: limits", "policy: lines").replace("'6'", "'sixx'")
    library, problems = checked({"limits/v1.yaml": good, "lines/v1.yaml": bad})
    assert codes(problems) == ["unknown-name"]
    assert [one.name for one in library.policies] == ["limits"]
