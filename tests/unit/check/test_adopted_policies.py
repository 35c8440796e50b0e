"""What rests on law in an adopted policy may be tightened and never loosened; what rests on softer ground may be either."""

import re
from random import Random

import pytest

from support.adoption import POLICY, adopted, compiled, held, published, said

LOOSER: dict[str, tuple[tuple[str, str], str]] = {
    "a cap raised": (
        ("2026-06-01: 2}", "2026-06-01: 4}"),
        "`calls_most` is 4 from 2026-06-01, and 2 in the base",
    ),
    "a cap lowered later": (
        ("2026-06-01: 2}", "2026-07-01: 2}"),
        "`calls_most` is 3 from 2026-06-01, and 2 in the base",
    ),
    "a floor lowered": (
        ("values: {2024-05-15: 2}", "values: {2024-05-15: 1}"),
        "`staff_least` is 1 from 2024-05-15, and 2 in the base",
    ),
    "quiet hours that begin later": (
        ('values: {2024-05-15: "22:00"}', 'values: {2024-05-15: "23:00"}'),
        "`quiet_from` and `quiet_to` are from 23:00:00 to 08:00:00 from 2024-05-15, and from 22:00:00 to 08:00:00 in the base",
    ),
    "quiet hours that end earlier": (
        ('values: {2024-05-15: "08:00"}', 'values: {2024-05-15: "07:00"}'),
        "`quiet_from` and `quiet_to` are from 22:00:00 to 07:00:00 from 2024-05-15, and from 22:00:00 to 08:00:00 in the base",
    ),
    "quiet hours that no longer pass midnight": (
        ('values: {2024-05-15: "22:00"}', 'values: {2024-05-15: "07:00"}'),
        "`quiet_from` and `quiet_to` are from 07:00:00 to 08:00:00 from 2024-05-15, and from 22:00:00 to 08:00:00 in the base",
    ),
    "a rule removed": (
        ('      - {id: STAFF, when: channel = "VISIT" and staff < staff_least, then: refused, cites: [HARD-1]}\n', ""),
        "the rule `STAFF` of `contact` is gone",
    ),
    "a milder outcome": (
        ("when: hardship and calls > 0, then: refused", "when: hardship and calls > 0, then: permitted"),
        "`KIND` comes to `permitted`, and to `refused` in the base",
    ),
    "a narrower condition": (
        ("when: hardship and calls > 0", "when: hardship and calls > 1"),
        "`KIND` applies in the base, and not here, where `hardship` is true and `calls` is 1",
    ),
    "a condition that is false where it was not known": (
        ("when: hardship and calls > 0", "when: hardship is known and hardship and calls > 0"),
        "`KIND` applies in the base, and not here, where `hardship` is not known and `calls` is 1",
    ),
    "a label of a set left out": (
        ('["ILL", "DEAD"]', '["ILL"]'),
        "`SIGNS` applies in the base, and not here, where {signs} and `channel` is `CALL`",
    ),
    "an exception added": (
        ("when: calls >= calls_most,", "when: calls >= calls_most, unless: [{id: NEVER, when: calls > 90, cites: [internal]}],"),
        "`CALLS` has an exception `NEVER`, which the base does not have",
    ),
    "a wider exception": (
        ('when: channel = "LETTER", cites', 'when: channel != "VISIT", cites'),
        "`SIGNS` applies in the base, and not here, where {signs} and `channel` is `CALL`",
    ),
    "an obligation dropped": (
        ("obliges: [RECORD], ", ""),
        "`CALLS` no longer obliges to `RECORD`",
    ),
    "a reason dropped": (
        ("reason: STOP, ", ""),
        "`CALLS` no longer gives a reason",
    ),
    "a milder fallback": (
        ("unknown: refused", "unknown: permitted"),
        "`contact` publishes something else than in the base where it is not known",
    ),
    "a decision that is no longer published": (
        ("outputs: [contact, stage, wait]", "outputs: [contact, wait]"),
        "`stage` is no longer published",
    ),
    "a milder row of a table": (
        ('["> 90", "-", LATE]', '["> 90", "-", EARLY]'),
        "`ST-LATE` comes to `EARLY`, and to `LATE` in the base",
    ),
    "a narrower cell": (
        ('["> 90", "-", LATE]', '["> 91", "-", LATE]'),
        "`ST-LATE` applies in the base, and not here, where `overdue` is 91",
    ),
    "a cell that had none": (
        ('["> 90", "-", LATE]', '["> 90", CALL, LATE]'),
        "`ST-LATE` applies in the base, and not here, where `overdue` is 91 and `channel` is `LETTER`",
    ),
    "a milder row that comes first": (
        ("        ST-LATE:", '        ST-NEW: ["[91..95]", "-", EARLY]\n        ST-LATE:'),
        "`ST-NEW` comes before `ST-LATE` and comes to `EARLY`",
    ),
    "an invariant removed": (
        ('invariants:\n  - {id: INV-CALLS, always: contact = "refused" or calls < 3, cites: [HARD-1]}\n', ""),
        "the invariant `INV-CALLS` is gone",
    ),
}
TIGHTER = {
    "a cap lowered": ("2026-06-01: 2}", "2026-06-01: 1}"),
    "a floor raised": ("values: {2024-05-15: 2}", "values: {2024-05-15: 3}"),
    "longer quiet hours": ('values: {2024-05-15: "22:00"}', 'values: {2024-05-15: "20:00"}'),
    "a rule of one's own": (
        "      - {id: GRACE,",
        "      - {id: MINE, when: calls > 5, then: refused, cites: [internal]}\n      - {id: GRACE,",
    ),
    "a wider condition": ("when: hardship and calls > 0", "when: hardship or calls > 0"),
    "the same said otherwise": ("when: hardship and calls > 0", "when: not(not(hardship) or calls <= 0)"),
    "a condition that is joined otherwise": ("when: hardship and calls > 0", "when: if hardship then calls > 0 else false"),
    "another label of a set": ('["ILL", "DEAD"]', '["ILL", "DEAD", "JAILED"]'),
    "an exception removed": ('unless: [{id: SIGNS-LETTER, when: channel = "LETTER", cites: [HARD-1]}], ', ""),
    "a worse row": ('["> 90", "-", LATE]', '["> 90", "-", LOST]'),
    "a wider cell": ('["> 90", "-", LATE]', '["> 60", "-", LATE]'),
    "a worse row that comes first": ("        ST-LATE:", '        ST-NEW: ["[91..95]", "-", LOST]\n        ST-LATE:'),
    "a milder row that comes first and meets none": ("        ST-LOST:", '        ST-NEW: ["< 10", "-", EARLY]\n        ST-LOST:'),
    "a worse otherwise": ("    otherwise: EARLY", "    otherwise: LATE"),
    "an internal figure": ("values: {2024-05-15: 3}\n    cites: [internal]", "values: {2024-05-15: 9}\n    cites: [internal]"),
    "an internal rule": ("when: overdue < grace_days", "when: overdue < 1"),
    "a figure that may be greater": ("    max: 100\n    title: {en: days of pause", "    max: 200\n    title: {en: days of pause"),
    "another text": ("zh: 不得联系", "zh: 暂停联系"),
    "a standard tightened": ("values: {2024-05-15: 1}", "values: {2024-05-15: 0}"),
}
UNJUDGED: dict[str, tuple[tuple[str, str], str]] = {
    "a figure of which nobody said what is looser": (
        ("values: {2024-05-15: 3}\n    cites: [HARD-1]", "values: {2024-05-15: 4}\n    cites: [HARD-1]"),
        "`pause_days` is 4 from 2024-05-15, and 3 in the base",
    ),
    "a formula": (("formula: pause_days + 1", "formula: pause_days + 2"), "`wait` is made otherwise than in the base"),
    "a figure that nothing uses": (("formula: pause_days + 1", "formula: '4'"), "nothing uses the parameter `pause_days` any more"),
    "a calculation": (
        ("when: calls >= calls_most,", "when: calls + 1 >= calls_most + 1,"),
        "whether `CALLS` still applies wherever it did cannot be told",
    ),
    "an invariant": (
        ("or calls < 3, cites", "or calls < 2, cites"),
        "the invariant `INV-CALLS` says something else than in the base",
    ),
    "severity": (
        ("severity: [LOST, LATE, EARLY]", "severity: [LATE, LOST, EARLY]"),
        "the labels of `stage` are ranked otherwise than in the base",
    ),
    "a hit policy": (
        ("hit: first", "hit: priority"),
        "`stage` takes its rows otherwise",
    ),
    "another kind of figure": (
        (
            "    type: integer\n    min: 0\n    max: 100\n    title: {en: staff",
            "    type: decimal\n    scale: 1\n    min: 0\n    max: 100\n    title: {en: staff",
        ),
        "the parameter `staff_least` is of another kind",
    ),
}


def test_a_copy_as_it_came_is_sound() -> None:
    assert said() == []


@pytest.mark.parametrize("what", LOOSER)
def test_what_rests_on_law_is_not_loosened(what: str) -> None:
    edit, message = LOOSER[what]
    signs = "it is not true that ill is among signs and it is true that dead is among signs"
    also = [("    unknown: refused\n", "")] if "hardship is known" in edit[1] else []
    assert ("loosened", message.replace("{signs}", signs)) in said(edit, *also)


@pytest.mark.parametrize("what", TIGHTER)
def test_what_is_tightened_or_free_is_accepted(what: str) -> None:
    assert said(TIGHTER[what]) == []


@pytest.mark.parametrize("what", UNJUDGED)
def test_what_cannot_be_told_is_for_a_person(what: str) -> None:
    edit, message = UNJUDGED[what]
    assert ("unjudged-change", message) in said(edit)


def test_a_decision_that_rests_on_law_stays() -> None:
    wait = POLICY[POLICY.index("  wait:") : POLICY.index("outputs:")]
    told = said((wait, ""), ("outputs: [contact, stage, wait]", "outputs: [contact, stage]"))
    assert ("loosened", "the decision `wait` is gone") in told


def test_a_figure_that_begins_later_is_for_a_person() -> None:
    told = said(("values: {2024-05-15: 2}", "values: {2025-05-15: 2}"))
    assert told == [("unjudged-change", "`staff_least` is without a value from 2024-05-15, and 2 in the base")]


def test_a_standard_may_be_loosened_and_that_is_shown() -> None:
    (problem,) = held(("values: {2024-05-15: 1}", "values: {2024-05-15: 2}"))
    assert (problem.code, problem.severity) == ("soft-loosened", "warning")


def test_a_change_of_a_standard_that_cannot_be_told_is_free() -> None:
    assert said(("when: visits >= visits_most", "when: visits + 1 >= visits_most + 1")) == []


def test_a_place_is_that_of_the_value() -> None:
    (problem,) = held(("2026-06-01: 2}", "2026-06-01: 4}"))
    assert str(problem.where) == "shared/figures.yaml:9:41"
    assert problem.help == "it rests on `HARD-1`; the base has it at base/shared/figures.yaml:4:3"


def test_the_law_of_the_base_counts_and_not_that_of_the_copy() -> None:
    told = said(("force: R", "force: A"), ("2026-06-01: 2}", "2026-06-01: 4}"))
    assert told == [("loosened", "`calls_most` is 4 from 2026-06-01, and 2 in the base")]


def test_somebody_may_confirm_what_cannot_be_told() -> None:
    edit = UNJUDGED["a calculation"][0]
    (problem,) = held(edit)
    reading = str(problem.help).partition('as: "')[2][:12]
    confirmed = f', confirmed: [{{of: CALLS, as: "{reading}", by: compliance, on: 2026-11-21, why: {{en: the same, zh: 等价}}}}]'
    assert said(edit, confirmed=confirmed) == []
    later = ("when: calls + 1 >= calls_most + 1", "when: calls + 2 >= calls_most + 9")
    assert [code for code, _ in said(edit, later, confirmed=confirmed)] == ["useless-confirmation", "unjudged-change"]


def test_nobody_can_confirm_what_is_looser_than_law() -> None:
    (problem,) = held(LOOSER["a cap raised"][0])
    confirmed = ', confirmed: [{of: calls_most, as: "000000000000", by: compliance, on: 2026-11-21, why: {en: need, zh: 需要}}]'
    assert problem.code == "loosened"
    assert [code for code, _ in said(LOOSER["a cap raised"][0], confirmed=confirmed)] == ["useless-confirmation", "loosened"]


def test_a_base_must_be_there_as_it_came() -> None:
    assert [code for code, _ in said(("version: 1, hash: ", "version: 3, hash: "))] == ["unknown-base"]
    assert [code for code, _ in said(('hash: "', f'hash: "{"0" * 64}", confirmed: []}} #'))] == ["changed-base"]


def test_a_later_version_may_not_forget_its_base() -> None:
    later = POLICY.replace("version: 1", "version: 2").replace("effective: 2026-01-01", "effective: 2027-01-01")
    message = "version 2 of `contact` does not say which version it was adopted from"
    assert said(beside={"contact/v2.yaml": later}) == [("unknown-base", message)]


@pytest.mark.parametrize("what", sorted(set(TIGHTER) - {"an internal figure", "an internal rule", "another text"}))
def test_what_is_accepted_as_tighter_never_decides_milder(what: str) -> None:
    random = Random(what)  # noqa: S311 - the same facts each time
    base, own = compiled(adopted()), compiled(adopted(TIGHTER[what]))
    for _ in range(200):
        facts = {
            "calls": random.choice((0, 1, 2, 3, 4, 9)),
            "visits": random.choice((0, 1, 2)),
            "staff": random.choice((1, 2, 3)),
            "overdue": random.choice((0, 9, 10, 12, 60, 61, 90, 91, 95, 96, 360, 361)),
            "hardship": random.choice((True, False, None)),
            "channel": random.choice(("CALL", "LETTER", "VISIT")),
            "signs": random.sample(("ILL", "JAILED", "DEAD"), random.randrange(4)),
            "hour": random.choice(("19:59", "20:00", "21:59", "22:00", "23:59", "00:00", "07:59", "08:00", "12:00")),
        }
        before, after = published(base, facts), published(own, facts)
        assert ("refused", "permitted").index(after["contact"]) <= ("refused", "permitted").index(before["contact"]), facts
        assert ("LOST", "LATE", "EARLY").index(after["stage"]) <= ("LOST", "LATE", "EARLY").index(before["stage"]), facts


def test_what_applies_otherwise_is_held_where_it_rests_on_law() -> None:
    worse = ("    otherwise: EARLY", "    otherwise: {then: LATE, cites: [HARD-1]}")
    rows = ('        ST-LATE: ["> 90", "-", LATE]\n', '        ST-LATE: ["> 90", "-", LATE]\n        ST-NEW: ["< 5", "-", EARLY]\n')
    milder = ("    otherwise: {then: LATE, cites: [HARD-1]}", "    otherwise: EARLY")
    assert said(milder, first=[worse]) == [("loosened", "`otherwise` of `stage` comes to `EARLY`, and to `LATE` in the base")]
    assert said(rows, first=[worse]) == [("unjudged-change", "`ST-NEW` takes from `otherwise` of `stage`, and comes to `EARLY`")]
    total = ("    otherwise: {then: LATE, cites: [HARD-1]}", "")
    whole = ('        ST-LATE: ["> 90", "-", LATE]\n', '        ST-LATE: ["-", "-", LATE]\n')
    assert said(total, whole, first=[worse]) == [("loosened", "`stage` has no `otherwise` any more")]


@pytest.mark.parametrize(
    ("confirmed", "message"),
    [
        (", confirmed: here", "`confirmed` of `base` needs a list, and the text `here` stands here"),
        (", confirmed: [here]", "a confirmation needs a mapping of names to values, and the text `here` stands here"),
        (", confirmed: [{of: CALLS}]", "a confirmation needs `as`"),
        (", confirmd: []", "`base` has no key `confirmd`"),
    ],
)
def test_what_is_said_of_a_base_is_read_with_care(confirmed: str, message: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(message)):
        held(confirmed=confirmed)


def test_a_base_needs_its_version_and_hash() -> None:
    with pytest.raises(AssertionError, match="`base` needs `version`"):
        held(("base: {policy: contact, version: 1, ", "base: {policy: contact, "))
    with pytest.raises(AssertionError, match="`hash` of `base` is no hash"):
        held(('hash: "', 'hash: "x'))
