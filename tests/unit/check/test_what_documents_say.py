"""What can be wrong with the parts of a document, said in full."""

import pytest

from support.libraries import HEAD, checked, policy

FACTS = """facts:
  income: {type: integer, min: 0, max: 100, title: {en: income, zh: 收入}}
  grade: {type: [A, B], title: {en: grade, zh: 等级}}
  product: {type: [CASH, CARD], title: {en: product, zh: 产品}}
"""
LIMIT = "  limit: {type: integer, title: {en: limit, zh: 额度}, formula: income}\n"
REST = "decisions:\n" + LIMIT + "outputs: [limit]\n"


def told(body: str, head: str = HEAD) -> list[str]:
    """Say the errors of a policy."""
    _, problems = checked(policy(body, head))
    return [problem.message for problem in problems if problem.severity == "error"]


def test_a_good_policy_says_nothing() -> None:
    assert told(FACTS + REST) == []


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("Age: {type: boolean, title: {en: a, zh: 甲}}", "a fact cannot be called `Age`: names are lower-case snake_case or Chinese"),
        ("in: {type: boolean, title: {en: a, zh: 甲}}", "a fact cannot be called `in`, a word of the expression language"),
        ("ａge: {type: boolean, title: {en: a, zh: 甲}}", "`ａge` is not in normal form"),
        ("a" * 65 + ": {type: boolean, title: {en: a, zh: 甲}}", "a fact has a name of more than 64 characters"),
        ("年龄: {type: boolean, title: {en: a, zh: 甲}}", None),
        ("age: boolean", "the fact `age` needs a mapping of names to values, and the text `boolean` stands here"),
        ("age: [boolean]", "the fact `age` needs a mapping of names to values, and a list stands here"),
        ("age: ", "the fact `age` needs a mapping of names to values, and nothing stands here"),
        ("age: {type: boolean, title: {en: a, zh: 甲}, changes: often}", "`changes` of the fact `age` cannot be `often`"),
        ("age: {type: boolean, title: {en: a, zh: 甲}, personal: yes}", "some readers of YAML take the plain `yes` for a truth value"),
        ("age: {type: boolean, title: {en: a, zh: [甲]}}", "the Chinese text of `title` of the fact `age` needs a single value, and a list stands here"),
        ("age: {type: boolean, title: {en: no, zh: 甲}}", "some readers of YAML take the plain `no` for a truth value"),
        ("age: {type: boolean, title: {en: a, zh: 甲, fr: a}}", "`title` of the fact `age` has no key `fr`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_fact_is_said(fact: str, message: str | None) -> None:
    assert told(FACTS + "  " + fact + "\n" + REST) == ([] if message is None else [message])


PARAMETER = "parameters:\n  cut: {title: {en: cut, zh: 分界}, cites: [internal], %s}\n"


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ("type: boolean, values: {2020-01-01: maybe}", "the value of the parameter `cut` is `maybe`, and must be `true` or `false`"),
        ("type: integer, min: 0, max: 9, values: {2020-01-01: 10}", "the value of the parameter `cut` is 10, and must be from 0 to 9"),
        ("type: integer, min: 0, max: 9, values: {2020-01-01: five}", "the value of the parameter `cut` is `five`, which is not a number"),
        ("type: ratio, min: 0, max: 0.1, values: {2020-01-01: 0.11}", "the value of the parameter `cut` is 0.11, and must be from 0.0000 to 0.1000"),
        ("type: date, values: {2020-01-01: 1899-12-31}", "the value of the parameter `cut` is 1899-12-31, and must be from 1900-01-01 to 2199-12-31"),
        ("type: date, values: {2020-01-01: '@\"2026-01-01\"'}", None),
        ("type: time, values: {2020-01-01: 24:00}", "the value of the parameter `cut` is `24:00`, which is not a time of day"),
        ("type: moment, values: {2020-01-01: 2026-01-01T00:00:00Z}", None),
        ("type: moment, values: {2020-01-01: 2026-01-01}", "the value of the parameter `cut` is `2026-01-01`, which is not a moment"),
        ("type: moment, values: {2020-01-01: 2026-01-01T25:00:00Z}", "the value of the parameter `cut` is `2026-01-01T25:00:00Z`, a moment that never was"),
        ("type: moment, values: {2020-01-01: 1899-01-01T00:00:00Z}", "the value of the parameter `cut` is 1899-01-01T00:00:00Z, and moments are from 1900 to 2199"),
        ("type: text, most: 3, values: {2020-01-01: long}", "the value of the parameter `cut` has 4 characters, and may have 3"),
        ("type: text, values: {2020-01-01: '\"quoted\"'}", None),
        ("type: [A, B], values: {2020-01-01: C}", "the value of the parameter `cut` is `C`, which is no label of its type"),
        ("type: {set of: [A, B]}, values: {2020-01-01: [A, C]}", "an item of the value of the parameter `cut` is `C`, which is no label of its type"),
        ("type: {set of: [A, B]}, values: {2020-01-01: A}", "the value of the parameter `cut` needs a list, and the text `A` stands here"),
        ("type: {list of: {n: {type: boolean, title: {en: many, zh: 数}}}, most: 2}, values: {2020-01-01: []}", "the value of the parameter `cut` is of a type whose values cannot be written down"),
        ("type: boolean, values: {}", "the parameter `cut` has no values"),
        ("type: boolean, values: true", "`values` of the parameter `cut` needs a mapping of names to values, and the text `true` stands here"),
        ("type: boolean, values: {2020-01-01: true}, by: incom", "`by` of the parameter `cut` names `incom`, which is no fact"),
        ("type: boolean, values: {2020-01-01: true}, by: income", "`by` of the parameter `cut` names `income`, which is an integer"),
        ("type: boolean, values: {CASH: true, CARD: {2020-01-01: true}}, by: product", "`CASH` of the parameter `cut` needs a mapping of names to values, and the text `true` stands here"),
        ("type: boolean, values: {2020-01-01: true}, after: never", "`after` of the parameter `cut` cannot be `never`"),
        ("type: boolean, values: {2020-01-01: true, 2020-01-01 : false}", None),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_parameter_is_said(parameter: str, message: str | None) -> None:
    found = told(FACTS + PARAMETER.replace("%s", parameter) + REST)
    if "2020-01-01 :" in parameter:
        assert found[0].startswith("the key `2020-01-01` stands twice")
    else:
        assert found == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("macro", "message"),
    [
        ("{given: [amount], formula: amount * 2}", None),
        ("{given: [Amount], formula: 2}", "what a macro is given cannot be called `Amount`: names are lower-case snake_case or Chinese"),
        ("{formula: 2}", "the macro `twice` needs `given`"),
        ("{given: []}", "the macro `twice` needs `formula`"),
        ("twice", "the macro `twice` needs a mapping of names to values, and the text `twice` stands here"),
    ],
)
def test_what_is_wrong_with_a_macro_is_said(macro: str, message: str | None) -> None:
    assert told(FACTS + f"macros:\n  twice: {macro}\n" + REST) == ([] if message is None else [message])


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ("{type: integer, title: {en: it, zh: 它}, formula: income, otherwise: 1}", "`otherwise` has no meaning beside `formula`"),
        ("{type: integer, title: {en: it, zh: 它}}", "the decision `it` does not say how it is made"),
        ("{title: {en: it, zh: 它}, formula: income}", "the decision `it` needs `type`"),
        ("{type: integer, formula: income}", "the decision `it` needs `title`"),
        ("{type: integer, title: {en: it, zh: 它}, formula: [income]}", "the formula of `it` needs a single value, and a list stands here"),
        ("{type: integer, title: {en: it, zh: 它}, table: income}", "`table` of the decision `it` needs a mapping of names to values, and the text `income` stands here"),
        ("{type: [A, B], severity: [A, B], title: {en: it, zh: 它}, rules: {}, otherwise: A}", "`rules` of the decision `it` needs a list, and a mapping stands here"),
        ("{type: [A, B], severity: [A, B], title: {en: it, zh: 它}, rules: [], otherwise: A}", "the rules of `it` are an empty list"),
        ("{type: [A, B], title: {en: it, zh: 它}, scorecard: {base: 0, characteristics: {}}}", "the decision `it` is a scorecard, which comes to an integer"),
        ("income", "the decision `it` needs a mapping of names to values, and the text `income` stands here"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_decision_is_said(decision: str, message: str) -> None:
    assert told(FACTS + "decisions:\n" + LIMIT + f"  it: {decision}\noutputs: [limit]\n")[0] == message


RULES = """decisions:
  outcome:
    type: [OK, DECLINE]
    severity: [DECLINE, OK]
    title: {en: outcome, zh: 结论}
    rules:
      - {id: R1, when: income < 5, then: DECLINE, cites: [internal]}
      - %s
    otherwise: %s
outputs: [outcome]
"""


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("always", "each rule of `outcome` needs a mapping of names to values, and the text `always` stands here"),
        ("{when: income < 5, then: OK, cites: [internal]}", "a rule of `outcome` needs `id`"),
        ("{id: R2, when: income < 5, cites: [internal]}", "the rule `R2` needs `then`"),
        ("{id: 'R 2', then: OK, cites: [internal]}", "a rule cannot have the id `R 2`: letters, digits, `-`, `_` and `.` may stand in one"),
        ('{id: R2, then: if income < 5 then "OK" else "DECLINE", cites: [internal]}', "the outcome of `R2` ranks by severity, so it must be a plain label"),
        ("{id: R2, when: income, then: OK, cites: [internal]}", "`income` is an integer, and true or false is needed here"),
        ("{id: R2, then: OK, unless: {id: R2a}, cites: [internal]}", "`unless` of the rule `R2` needs a list, and a mapping stands here"),
        ("{id: R2, then: OK, unless: [R2a], cites: [internal]}", "each exception of the rule `R2` needs a mapping of names to values, and the text `R2a` stands here"),
        ("{id: R2, then: OK, unless: [{id: R2a}], cites: [internal]}", "the exception `R2a` needs `when`"),
        ("{id: R2, then: OK, unless: [{when: income < 5}], cites: [internal]}", "an exception of the rule `R2` needs `id`"),
        ("{id: R2, then: OK, unless: [{id: R1, when: income < 5}], cites: [internal]}", "the id `R1` stands twice in this policy"),
        ("{id: R2, then: OK, cites: internal}", "`cites` of the rule `R2` needs a list, and the text `internal` stands here"),
        ("{id: R2, then: OK, cites: []}", "`cites` of the rule `R2` cites nothing"),
        ("{id: R2, then: OK, cites: [internal], obliges: [X, X]}", "`obliges` of the rule `R2` has `X` twice"),
        ("{id: R2, then: OK, cites: [internal], review_by: soon}", "`review_by` of the rule `R2` is `soon`, which is not a date"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_said(rule: str, message: str) -> None:
    assert message in told(FACTS + RULES.replace("%s", rule, 1).replace("%s", "OK"))


@pytest.mark.parametrize(
    ("otherwise", "message"),
    [
        ("[OK, OK]", "`otherwise` of `outcome` has 2 outputs, and the table has 1 output"),
        ("{cites: [internal]}", "`otherwise` of `outcome` needs `then`"),
        ("{then: OKAY}", "`OKAY` is not one of OK, DECLINE"),
        ("unknown", "the rules of `outcome` do not say what holds when none applies"),
    ],
)
def test_what_is_wrong_with_otherwise_is_said(otherwise: str, message: str) -> None:
    rule = "{id: R2, when: income > 50, then: DECLINE, cites: [internal]}"
    assert told(FACTS + RULES.replace("%s", rule, 1).replace("%s", otherwise)) == [message]


TABLE = """decisions:
  band:
    type: %s
    title: {en: band, zh: 档次}
    table: {cites: [internal], %s}
outputs: [band]
"""


@pytest.mark.parametrize(
    ("type_", "table", "message"),
    [
        ("[LOW, HIGH]", "hit: unique, inputs: income, rows: {R1: ['-', LOW]}", "`inputs` of the table of `band` needs a list, and the text `income` stands here"),
        ("[LOW, HIGH]", "hit: unique, inputs: [income + ], rows: {R1: ['-', LOW]}", "the expression ends after `+`, where a value is expected"),
        ("[LOW, HIGH]", "hit: unique, inputs: [income], rows: {}", "the table has no rows"),
        ("[LOW, HIGH]", "hit: unique, inputs: [income], rows: [R1]", "`rows` needs a mapping of names to values, and a list stands here"),
        ("[LOW, HIGH]", "hit: unique, inputs: [income], rows: {R1: LOW}", "the row `R1` needs a list of cells, and the text `LOW` stands here"),
        ("[LOW, HIGH]", "hit: unique, inputs: [income], rows: {R1: [[], LOW]}", "a cell of the row `R1` needs a single value, and a list stands here"),
        ("[LOW, HIGH]", "hit: unique, inputs: [income], rows: {R1: {if: ['-']}}", "the row `R1` needs `then`"),
        ("[LOW, HIGH]", "hit: unique, inputs: [income], rows: {R1: {if: ['-'], then: [LOW, HIGH]}}", "the row `R1` has 2 outputs, and the table has 1 output"),
        ("[LOW, HIGH]", "hit: priority, inputs: [income], rows: {R1: ['-', LOW]}", "`band` is decided by a `priority` table, and its type has no `severity`"),
        ("[LOW, HIGH]", "hit: collect count, inputs: [income], rows: {R1: ['-', LOW]}", "`collect count` does not fit `band`, which is one of LOW, HIGH"),
        ("boolean", "hit: collect min, inputs: [income], rows: {R1: ['-', true]}", "`collect min` does not fit `band`, which is true or false"),
        ("{set of: [A, B]}", "hit: rule order, inputs: [income], rows: {R1: ['-', A]}", "`rule order` does not fit `band`, which is a set of A, B"),
        ("integer, min: 0, max: 2", "hit: collect sum, inputs: [income], rows: {R1: ['> 1', 2], R2: ['> 2', 1]}", "`band` can come to 0 to 3, and is declared from 0 to 2"),
        ("integer, min: 0, max: 1", "hit: collect count, inputs: [income], rows: {R1: ['> 1', 2], R2: ['> 2', 1]}", "`band` can come to 0 to 2, and is declared from 0 to 1"),
        ("integer", "hit: unique, inputs: [income], outputs: [a], rows: {R1: ['-', 1]}", "`outputs` of the table of `band` needs a mapping of names to values, and a list stands here"),
        ("integer", "hit: unique, inputs: [income], outputs: {tier: {type: integer, title: {en: t, zh: 层}}}, rows: {R1: ['-', 1]}", "`type` of the decision `band` has no meaning beside the `outputs` of its table"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_said(type_: str, table: str, message: str) -> None:
    body = TABLE.replace("%s", type_, 1).replace("%s", table)
    if ", min" in type_:
        body = body.replace("integer, min: 0, max: ", "integer\n    min: 0\n    max: ")
    assert message in told(FACTS + body)


def test_several_outputs_fit_no_table_that_gathers() -> None:
    body = """decisions:
  both:
    title: {en: both, zh: 两者}
    table:
      hit: rule order
      inputs: [income]
      cites: [internal]
      outputs:
        one: {type: boolean, title: {en: one, zh: 一}}
        two: {type: boolean, title: {en: two, zh: 二}}
      rows: {R1: ["-", true, false]}
outputs: [one, two]
"""
    assert told(FACTS + body) == ["`rule order` fits a table with one output, and `both` has several"]


@pytest.mark.parametrize(
    ("invariant", "message"),
    [
        ("{id: I1, always: limit >= 0}", None),
        ("limit >= 0", "each invariant needs a mapping of names to values, and the text `limit >= 0` stands here"),
        ("{always: limit >= 0}", "an invariant needs `id`"),
        ("{id: I1}", "the invariant `I1` needs exactly one of `always`, `never`, `implies`, `never_changes`, `monotone`"),
        ("{id: I1, always: limit}", "`limit` is an integer, and true or false is needed here"),
        ("{id: I1, never: 'limit <'}", "the expression ends after `<`, where a value is expected"),
        ("{id: I1, implies: limit}", "`implies` of the invariant `I1` needs a mapping of names to values, and the text `limit` stands here"),
        ("{id: I1, implies: {when: income > 0}}", "`implies` of the invariant `I1` needs `then`"),
        ("{id: I1, implies: {when: income > 0, then: limit}}", "`limit` is an integer, and true or false is needed here"),
        ("{id: I1, implies: {when: income > 0, then: limit >= 0}}", None),
        ("{id: I1, never_changes: limit}", "`never_changes` of the invariant `I1` needs a mapping of names to values, and the text `limit` stands here"),
        ("{id: I1, never_changes: {outcome: line, with: grade}}", "`line` is not among the published outcomes"),
        ("{id: I1, never_changes: {outcome: limit, with: grad}}", "`grad` is no fact"),
        ("{id: I1, never_changes: {outcome: limit}}", "`never_changes` of the invariant `I1` needs `with`"),
        ("{id: I1, monotone: limit}", "`monotone` of the invariant `I1` needs a mapping of names to values, and the text `limit` stands here"),
        ("{id: I1, monotone: {of: limit, in: grade}}", "`grade` is one of A, B, which has no order"),
        ("{id: I1, monotone: {of: limit, in: income, falling: true}}", None),
        ("{id: I1, monotone: {in: income}}", "`monotone` of the invariant `I1` needs `of`"),
        ("{id: I1, always: limit >= 0, cites: [CN-9]}", "the register of law has no row `CN-9`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_invariant_is_said(invariant: str, message: str | None) -> None:
    assert told(FACTS + REST + f"invariants: [{invariant}]\n") == ([] if message is None else [message])


CARD = """decisions:
  score:
    title: {en: score, zh: 评分}
    %s
    scorecard: %s
outputs: [score]
"""


@pytest.mark.parametrize(
    ("card", "message"),
    [
        ("{base: 0, cites: [internal], characteristics: {}}", "the scorecard of `score` has no characteristics"),
        ("{base: 0.5, cites: [internal], characteristics: {income: {bins: {'-': 1}}}}", "`base` of the scorecard of `score` is `0.5`, which is not a whole number"),
        ("{base: 0, characteristics: {income: {bins: {'-': 1}}}}", "the characteristic `income` cites nothing"),
        ("{base: 0, cites: [internal], characteristics: {income: {}}}", "the characteristic `income` needs `bins`"),
        ("{base: 0, cites: [internal], characteristics: {income: {bins: {}}}}", "the characteristic `income` has no bins"),
        ("{base: 0, cites: [internal], characteristics: {income: {bins: {'-': many}}}}", "the points for `-` of the characteristic `income` is `many`, which is not a whole number"),
        ("{base: 0, cites: [internal], characteristics: {incom: {bins: {'-': 1}}}}", "`incom` is declared nowhere"),
        ("{base: 0, cites: [internal], characteristics: {income: {bins: {'-': 1}, reason: X}}}", "there is no reason `X`"),
        ("{base: 0, cites: [internal], characteristics: {income: {bins: {'< 0': 1, '>= 0': 2}}}}", None),
        ("{base: 0, cites: [internal], characteristics: {income: {bins: {'-': 1}}}, reasons: {when: 'true'}}", "`reasons` of the scorecard of `score` needs `at_most`"),
        ("{base: 0, cites: [internal], characteristics: {income: {bins: {'-': 1}}}, reasons: often}", "`reasons` of the scorecard of `score` needs a mapping of names to values, and the text `often` stands here"),
        ("{base: 0, cites: [internal], characteristics: {income: {bins: {'-': 1}}}, reasons: {when: score, at_most: 3}}", "`score` is an integer, and true or false is needed here"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_scorecard_is_said(card: str, message: str | None) -> None:
    found = told(FACTS + CARD.replace("%s", "description: {en: points, zh: 分}", 1).replace("%s", card))
    assert found[:1] == ([] if message is None else [message])


def test_a_scorecard_stays_in_its_declared_range() -> None:
    card = "{base: 10, cites: [internal], characteristics: {income: {bins: {'< 5': 1, '>= 5': 9}}}}"
    body = FACTS + CARD.replace("%s", "type: integer\n    min: 0\n    max: 15", 1).replace("%s", card)
    assert told(body) == ["`score` can come to 11 to 19, and is declared from 0 to 15"]


def test_a_characteristic_that_can_be_unknown_says_what_it_is_then_worth() -> None:
    card = "{base: 10, cites: [internal], characteristics: {income: {bins: {'< 5': 1, '>= 5': 9}}}}"
    body = FACTS.replace("max: 100,", "max: 100, optional: true,", 1) + CARD.replace("%s", "covers: [X]", 1).replace("%s", card)
    assert told(body) == ["the characteristic `income` can be unknown"]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("[]", "a document begins with `policy:`, `vocabulary:`, `register:`, `calendar:` or `exceptions:`, and a list stands here"),
        ("language: 1\n", "the document does not say what it is"),
        ("vocabulary: shared/other\nlanguage: 1\n", "this document belongs in `shared/other.yaml`, and stands in `shared/x.yaml`"),
        ("vocabulary: shared/x\n", "the document does not say which version of the language it is in"),
        ("vocabulary: shared/x\nlanguage: 1\ndecisions: {}\n", "a vocabulary has no key `decisions`"),
        ("vocabulary: shared/x\nlanguage: 1\nfacts: [income]\n", "`facts` needs a mapping of names to values, and a list stands here"),
        ("vocabulary: [shared/x]\nlanguage: 1\n", "`vocabulary` needs a single value, and a list stands here"),
        ("register: shared/x\nlanguage: 1\n", "the register needs `rows`"),
        ("register: shared/x\nlanguage: 1\nrows: {internal: {}}\n", "a row of law cannot be called `internal`, which cites an internal default"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_document_is_said(document: str, message: str) -> None:
    _, problems = checked({"shared/x.yaml": document})
    assert message in [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("policy: limits", "`version` of the policy is `0`, and must be from 1"),
        ("policy: Limits", "a policy cannot be called `Limits`: such names are kebab-case"),
    ],
)
def test_what_is_wrong_with_a_head_is_said(head: str, message: str) -> None:
    changed = HEAD.replace("policy: limits", head).replace("version: 1", "version: 0" if head == "policy: limits" else "version: 1")
    found = told(FACTS + REST, changed)
    assert len(found) == 1
    assert found[0].replace("is 0,", "is `0`,").startswith(message)


def test_a_name_is_declared_once() -> None:
    macros = "macros:\n  income: {given: [], formula: 2}\n"
    assert told(FACTS + macros + REST) == ["`income` is declared twice"]
    assert told(FACTS + REST.replace("limit:", "grade:").replace("[limit]", "[grade]")) == ["`grade` is declared already"]
