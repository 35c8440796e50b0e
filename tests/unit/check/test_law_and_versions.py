"""From when to when a version is in force, and what it cites meanwhile."""

from datetime import date

from support.libraries import HEAD, checked, codes, policy

BODY = """decisions:
  outcome:
    type: [OK, DECLINE]
    severity: [DECLINE, OK]
    title: {en: outcome, zh: 结论}
    rules:
      - {id: R1, then: DECLINE, cites: [CITED]}
    otherwise: OK
outputs: [outcome]
"""
ROW = """  %s:
    instrument: {en: Rules, zh: 规则}
    article: "1"
    effective: %s
    force: N
    requirement: {en: care, zh: 审慎}
    confidence: high
    review_by: 2027-06-30
"""


def law(*rows: str) -> dict[str, str]:
    """Give a register of rows written `ID from`, or `ID from until`."""
    listed = []
    for row in rows:
        id_, effective, *repealed = row.split()
        listed.append(ROW % (id_, effective + "".join(f"\n    repealed: {day}" for day in repealed)))
    return {"law/cn.yaml": "register: law/cn\nlanguage: 1\nrows:\n" + "".join(listed)}


def told(cited: str, *rows: str, until: str | None = None) -> list[str]:
    files = {**policy(BODY.replace("CITED", cited)), **law(*rows)}
    if until is not None:
        files["limits/v2.yaml"] = (
            (HEAD + BODY).replace("CITED", "internal").replace("version: 1", "version: 2").replace("2026-01-01", until)
        )
    _, problems = checked(files)
    return [problem.message for problem in problems if problem.code == "not-in-force"]


def test_a_law_in_force_throughout_is_enough() -> None:
    assert told("CN-1", "CN-1 2020-01-01") == []


def test_a_law_must_have_come_into_force() -> None:
    assert told("CN-1", "CN-1 2026-01-02") == ["`CN-1` is not in force on 2026-01-01, a day of this version"]


def test_a_law_may_be_repealed_when_the_version_ends() -> None:
    assert told("CN-1", "CN-1 2020-01-01 2027-01-01", until="2027-01-01") == []
    assert told("CN-1", "CN-1 2020-01-01 2026-12-31", until="2027-01-01") == ["`CN-1` is not in force on 2026-12-31, a day of this version"]


def test_one_law_may_follow_another() -> None:
    assert told("CN-1, CN-2", "CN-1 2020-01-01 2026-07-01", "CN-2 2026-07-01") == []
    assert told("CN-2, CN-1", "CN-1 2020-01-01 2026-07-01", "CN-2 2026-07-02") == [
        "`CN-2` and `CN-1` are not in force on 2026-07-01, a day of this version"
    ]


def test_an_internal_default_is_always_in_force() -> None:
    assert told("CN-1, internal", "CN-1 2027-01-01") == []


def test_a_version_ends_when_the_next_begins() -> None:
    files = {f"limits/v{n}.yaml": (HEAD + BODY).replace("CITED", "internal").replace("version: 1", f"version: {n}") for n in (1, 2, 3)}
    files["limits/v2.yaml"] = files["limits/v2.yaml"].replace("2026-01-01", "2027-01-01")
    files["limits/v3.yaml"] = files["limits/v3.yaml"].replace("2026-01-01", "2026-07-01")
    library, problems = checked(files)
    assert codes(problems) == []
    days = [(one.version, one.until and date.fromordinal(one.until).isoformat()) for one in library.policies]
    assert days == [(1, "2026-07-01"), (2, None), (3, "2027-01-01")]


def test_a_parameter_that_is_used_cites_law_in_force() -> None:
    parameters = """vocabulary: shared/parameters
language: 1
parameters:
  cut: {type: integer, min: 0, max: 9, title: {en: cut, zh: 分界}, values: {2020-01-01: 1}, cites: [CN-1]}
  other: {type: integer, min: 0, max: 9, title: {en: other, zh: 其他}, values: {2020-01-01: 1}, cites: [CN-1]}
"""
    body = "uses: [shared/parameters]\n" + BODY.replace("CITED", "internal").replace("then: D", "when: cut > 0, then: D")
    _, problems = checked({**policy(body), "shared/parameters.yaml": parameters, **law("CN-1 2026-07-01")})
    assert [str(problem.where) for problem in problems if problem.code == "not-in-force"] == ["shared/parameters.yaml:4:3"]


def test_a_register_may_hold_law_that_nothing_cites() -> None:
    _, problems = checked({**policy(BODY.replace("CITED", "internal")), **law("CN-1 2020-01-01")})
    assert codes(problems) == []


def test_two_registers_may_not_have_one_row() -> None:
    other = {"law/eu.yaml": law("CN-1 2020-01-01")["law/cn.yaml"].replace("law/cn", "law/eu")}
    _, problems = checked({**policy(BODY.replace("CITED", "CN-1")), **law("CN-1 2020-01-01"), **other})
    assert [(problem.code, problem.where.file) for problem in problems] == [("duplicate-id", "law/eu.yaml")]


def test_a_row_is_not_repealed_before_it_begins() -> None:
    _, problems = checked({**policy(BODY.replace("CITED", "internal")), **law("CN-1 2020-01-01 2019-01-01")})
    assert codes(problems) == ["empty-range"]


def test_a_parameter_is_reviewed_in_time() -> None:
    parameter = (
        "parameters:\n  cut: {type: integer, min: 0, max: 9, title: {en: cut, zh: 分界}, values: {2020-01-01: 1}, %s, cites: [internal]}\n"
    )
    body = parameter % "verified_through: 2026-11-20" + BODY.replace("CITED", "internal").replace("then: D", "when: cut > 0, then: D")
    assert codes(checked(policy(body), today=date(2026, 11, 20))[1]) == []
    assert codes(checked(policy(body), today=date(2026, 11, 21))[1]) == ["parameter-past-review"]


def test_the_review_date_of_a_parameter_counts_before_the_day_it_was_verified_through() -> None:
    parameter = (
        "parameters:\n  cut: {type: integer, min: 0, max: 9, title: {en: cut, zh: 分界}, values: {2020-01-01: 1}, %s, cites: [internal]}\n"
    )
    body = parameter % "verified_through: 2026-02-24, review_by: 2026-12-31" + BODY.replace("CITED", "internal").replace(
        "then: D", "when: cut > 0, then: D"
    )
    assert codes(checked(policy(body), today=date(2026, 12, 31))[1]) == []
    assert codes(checked(policy(body), today=date(2027, 1, 1))[1]) == ["parameter-past-review"]


def test_policies_rules_and_rows_of_law_are_reviewed_in_time() -> None:
    files = {**policy(BODY.replace("CITED", "CN-1").replace("then: D", "review_by: 2027-06-29, then: D")), **law("CN-1 2020-01-01")}
    assert codes(checked(files, today=date(2027, 6, 29))[1]) == []
    _, problems = checked(files, today=date(2027, 7, 1))
    assert [(problem.code, problem.severity, problem.message) for problem in problems] == [
        ("past-review", "warning", "`CN-1` was to be reviewed by 2027-06-30"),
        ("past-review", "warning", "`limits` was to be reviewed by 2027-06-30"),
        ("past-review", "warning", "`R1` was to be reviewed by 2027-06-29"),
    ]


def test_a_version_that_is_no_longer_in_force_needs_no_review() -> None:
    first, second = (HEAD + BODY.replace("CITED", "internal"), HEAD + BODY.replace("CITED", "internal"))
    second = second.replace("version: 1", "version: 2").replace("2026-01-01", "2027-01-01").replace("2027-06-30", "2028-06-30")
    _, problems = checked({"limits/v1.yaml": first, "limits/v2.yaml": second}, today=date(2027, 7, 1))
    assert codes(problems) == []


def versions_needing(second: str, announced: str = "") -> dict[str, str]:
    """Give two versions: the first needs `age`, the second the facts *second*, of which it announces some."""
    body = "facts:\n%sdecisions:\n  total: {type: integer, min: 0, max: 999, title: {en: total, zh: 合计}, formula: %s}\noutputs: [total]\n"
    fact = "  %s: {type: integer, min: 0, max: 99, title: {en: %s, zh: %s}}\n"
    names = second.split(" + ")
    first = HEAD + body % (fact % ("age", "age", "年龄"), "age")
    later = HEAD.replace("version: 1", "version: 2").replace("2026-01-01", "2026-08-01") + announced
    zh = {"age": "年龄", "rent": "房租"}
    return {"limits/v1.yaml": first, "limits/v2.yaml": later + body % ("".join(fact % (each, each, zh[each]) for each in names), second)}


def test_a_version_that_needs_a_new_fact_says_so() -> None:
    _, problems = checked(versions_needing("age + rent"))
    assert [(problem.code, problem.severity, str(problem.where)) for problem in problems] == [
        ("new-required-fact", "warning", "limits/v2.yaml:1:1")
    ]
    assert codes(checked(versions_needing("age + rent", "new_facts: [rent]\n"))[1]) == []
    assert codes(checked(versions_needing("age"))[1]) == []


def test_only_facts_that_are_newly_needed_are_announced() -> None:
    _, problems = checked(versions_needing("age + rent", "new_facts: [rent, age]\n"))
    assert [problem.message for problem in problems] == ["`new_facts` names `age`, which this version does not newly need"]
    assert codes(checked(versions_needing("age", "new_facts: [rent]\n"))[1]) == ["unknown-name"]
