"""What changes the hashes of a policy version, and what does not."""

from support.libraries import HEAD, only, policy

BODY = """
facts:
  income: {type: money CNY, min: 0, max: 1000000, title: {en: income, zh: 收入}}
  debt: {type: money CNY, min: 0, max: 1000000, optional: true, title: {en: debt, zh: 债务}}
reasons:
  LOW: {en: too low, zh: 过低}
decisions:
  band:
    type: [A, B]
    title: {en: band, zh: 档次}
    table:
      hit: unique
      inputs: [income]
      cites: [internal]
      rows:
        B1: ["< 3000", A]
        B2: [">= 3000", B]
  outcome:
    type: [OK, NO-GO]
    severity: [NO-GO, OK]
    title: {en: outcome, zh: 结论}
    unknown: NO-GO
    rules:
      - {id: R1, when: debt > income, then: NO-GO, reason: LOW, cites: [internal]}
      - {id: R2, when: income < 100, then: NO-GO, cites: [internal]}
    otherwise: OK
outputs: [band, outcome]
"""
ONE = only(policy(BODY))


def hashes(body: str, head: str = HEAD) -> tuple[bool, bool]:
    """Tell whether the meaning and the content are those of the policy above."""
    other = only(policy(body, head))
    return other.meaning_hash == ONE.meaning_hash, other.content_hash == ONE.content_hash


def changed(*edits: tuple[str, str]) -> str:
    """Give the body with each of *edits* made."""
    body = BODY
    for old, new in edits:
        assert old in body
        body = body.replace(old, new)
    return body


SAME, OTHER_TEXT, OTHER_MEANING = (True, True), (True, False), (False, False)


def test_a_hash_is_the_hex_of_sha_256() -> None:
    assert len(ONE.meaning_hash) == len(ONE.content_hash) == 64
    assert int(ONE.meaning_hash, 16) != int(ONE.content_hash, 16)


def test_comments_say_nothing() -> None:
    assert hashes("# a remark\n" + BODY + "# another\n") == SAME


def test_the_order_of_keys_says_nothing() -> None:
    edit = ("{id: R2, when: income < 100, then: NO-GO, cites: [internal]}", "{cites: [internal], then: NO-GO, when: income < 100, id: R2}")
    assert hashes(changed(edit)) == SAME


def test_the_way_an_expression_is_spaced_says_nothing() -> None:
    assert hashes(changed(("debt > income", "debt   >   (income)"))) == SAME


def test_what_a_vocabulary_declares_may_stand_in_the_policy() -> None:
    facts = BODY[BODY.index("facts:") : BODY.index("reasons:")]
    shared = {"shared/borrower.yaml": "vocabulary: shared/borrower\nlanguage: 1\n" + facts}
    split = only({**policy("uses: [shared/borrower]\n" + BODY.replace(facts, "")), **shared})
    assert (split.meaning_hash, split.content_hash) == (ONE.meaning_hash, ONE.content_hash)


def test_the_order_of_rules_decides_nothing() -> None:
    first, second = (line + "\n" for line in BODY.splitlines() if line.lstrip().startswith("- {id"))
    assert hashes(BODY.replace(first + second, second + first))[0]


def test_the_order_of_rows_of_a_unique_table_decides_nothing() -> None:
    first, second = (line + "\n" for line in BODY.splitlines() if line.lstrip().startswith(("B1:", "B2:")))
    assert hashes(BODY.replace(first + second, second + first))[0]


def test_the_order_of_rows_of_a_first_table_decides() -> None:
    first, second = (line + "\n" for line in BODY.splitlines() if line.lstrip().startswith(("B1:", "B2:")))
    body = BODY.replace("unique", "first")
    assert only(policy(body)).meaning_hash != only(policy(body.replace(first + second, second + first))).meaning_hash


def test_titles_are_content() -> None:
    assert hashes(changed(("{en: band, zh: 档次}", "{en: income band, zh: 收入档次}"))) == OTHER_TEXT


def test_what_a_person_is_told_is_content() -> None:
    assert hashes(changed(("too low", "much too low"))) == OTHER_TEXT


def test_the_owner_is_content() -> None:
    assert hashes(BODY, HEAD.replace("owner: credit-policy", "owner: credit-risk")) == OTHER_TEXT


def test_what_a_rule_covers_is_content() -> None:
    assert hashes(changed(("when: income < 100", "covers: [UW-1], when: income < 100"))) == OTHER_TEXT


def test_the_order_of_facts_is_content() -> None:
    lines = BODY.splitlines(keepends=True)
    first, second = (next(line for line in lines if line.startswith(f"  {name}:")) for name in ("income", "debt"))
    assert hashes(BODY.replace(first + second, second + first)) == OTHER_TEXT


def test_a_fact_that_nothing_uses_is_no_part_of_it() -> None:
    assert hashes(changed(("reasons:", "  age: {type: integer, min: 0, max: 9, title: {en: age, zh: 年龄}}\nreasons:"))) == SAME


def test_a_threshold_is_meaning() -> None:
    assert hashes(changed(("income < 100", "income < 101"))) == OTHER_MEANING


def test_a_bound_is_meaning() -> None:
    assert hashes(changed(("max: 1000000, optional", "max: 2000000, optional"))) == OTHER_MEANING


def test_a_fallback_is_meaning() -> None:
    assert hashes(changed(("unknown: NO-GO", "unknown: OK"))) == OTHER_MEANING


def test_a_reason_given_is_meaning() -> None:
    assert hashes(changed((", reason: LOW", ""), ("reasons:\n  LOW: {en: too low, zh: 过低}\n", ""))) == OTHER_MEANING


def test_the_rank_of_a_reason_is_meaning() -> None:
    assert hashes(changed(("zh: 过低", "zh: 过低, rank: 5"))) == OTHER_MEANING


def test_what_is_published_is_meaning() -> None:
    assert hashes(changed(("outputs: [band, outcome]", "outputs: [outcome]"))) == OTHER_MEANING
