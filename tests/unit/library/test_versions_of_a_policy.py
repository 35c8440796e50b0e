from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest

from lawbook import FactsRejected, Library, NoSuchPolicy, open_library
from support.offers import FACTS, write_offer


@pytest.fixture
def book(tmp_path: Path) -> Library:
    write_offer(tmp_path, 1, "2026-01-01", most=1_000)
    write_offer(tmp_path, 2, "2026-07-01", most=50_000)
    return open_library(tmp_path)


@pytest.mark.parametrize(
    ("day", "version"),
    [("2026-01-01", 1), ("2026-06-30", 1), ("2026-07-01", 2), ("2099-01-01", 2)],
    ids=["first day", "last day before the next", "first day of the next", "long after"],
)
def test_the_version_in_force_on_the_day_is_given(book: Library, day: str, version: int) -> None:
    found = book.policy("small-offer", as_of=date.fromisoformat(day))
    assert (found.name, found.version, found.as_of) == ("small-offer", version, date.fromisoformat(day))


def test_a_version_can_be_asked_for_by_number_on_any_day(book: Library) -> None:
    first = book.policy("small-offer", as_of=date(2026, 12, 1), version=1)
    second = book.policy("small-offer", as_of=date(2026, 12, 1), version=2)
    assert first.decide(FACTS).outcome["outcome"] == "decline"
    assert second.decide(FACTS).outcome["outcome"] == "approve"


@pytest.mark.parametrize(
    ("name", "day", "version", "code", "message"),
    [
        ("small-ofer", date(2026, 1, 1), None, "unknown-policy", "there is no policy `small-ofer`; did you mean `small-offer`?"),
        ("house", date(2026, 1, 1), None, "unknown-policy", "there is no policy `house`; there is `small-offer`"),
        (
            "small-offer",
            date(2025, 12, 31),
            None,
            "not-in-force",
            "no version of the policy `small-offer` is in force on 2025-12-31; version 1 comes into force on 2026-01-01",
        ),
        ("small-offer", date(2026, 1, 1), 3, "unknown-version", "the policy `small-offer` has no version 3; it has 1, 2"),
        (
            "small-offer",
            date(2024, 12, 31),
            2,
            "not-in-force",
            "version 2 of `small-offer` cannot decide for 2024-12-31; `most` has no value on that day",
        ),
        (
            "small-offer",
            date(1899, 12, 31),
            2,
            "not-in-force",
            "no decision can be made for 1899-12-31; the days from 1900-01-01 to 2199-12-31 are possible",
        ),
        ("small-offer", None, None, "no-date", "`small-offer` is asked for without a day; say for which day to decide, with as_of="),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(
    book: Library, name: str, day: date | None, version: int | None, code: str, message: str
) -> None:
    with pytest.raises(NoSuchPolicy) as refusal:
        book.policy(name, as_of=day, version=version)
    assert (refusal.value.code, str(refusal.value)) == (code, message)


def test_the_day_of_opening_stands_in_for_a_day_that_is_not_named(tmp_path: Path) -> None:
    write_offer(tmp_path)
    assert open_library(tmp_path, today=date(2026, 3, 1)).policy("small-offer").as_of == date(2026, 3, 1)


def test_many_rows_are_decided_as_they_are_asked_for(book: Library) -> None:
    policy = book.policy("small-offer", as_of=date(2026, 7, 1))
    decided = policy.decide_many([FACTS, {**FACTS, "verified": False}, {"amount": 1}])
    assert next(decided).outcome["outcome"] == "approve"
    assert next(decided).outcome["outcome"] == "decline"
    with pytest.raises(FactsRejected):
        next(decided)


def test_decide_and_decide_json_give_the_same_bytes(book: Library) -> None:
    policy = book.policy("small-offer", as_of=date(2026, 7, 1))
    assert policy.decide_json(b'{"amount": "1200.50", "verified": true, "grade": "A", "open_debts": 2}') == policy.decide(FACTS).to_json()


def test_an_explanation_says_why_in_the_language_asked_for(book: Library) -> None:
    explanation = book.policy("small-offer", as_of=date(2026, 7, 1)).explain({**FACTS, "grade": "C"}, lang="zh")
    assert explanation.outcome == (("结论", "转人工"), ("额度", "1,200.50元"), ("多头负债", "否"))
    assert explanation.reasons == (("LOW_GRADE", "等级较低", "SO-3"),)


def test_a_policy_is_compiled_once_for_days_on_which_its_parameters_stay(book: Library) -> None:
    first = book.policy("small-offer", as_of=date(2026, 7, 1))
    again = book.policy("small-offer", as_of=date(2026, 8, 1))
    assert first.compiled is again.compiled


def test_threads_that_decide_at_once_share_what_is_compiled(book: Library) -> None:
    policy = book.policy("small-offer", as_of=date(2026, 7, 1))
    begin = Barrier(8)
    seen: list[object] = []

    def decide() -> None:
        begin.wait()
        seen.append(policy.compiled)

    threads = [Thread(target=decide) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(compiled) for compiled in seen}) == 1


def test_policies_are_listed_with_all_their_versions(book: Library) -> None:
    assert book.policies == ("small-offer",)
    assert [policy.version for policy in book.versions("small-offer")] == [1, 2]
    assert [(each.version, each.as_of) for each in book.every_version()] == [(1, date(2026, 1, 1)), (2, date(2026, 7, 1))]
    assert repr(book.policy("small-offer", as_of=date(2026, 7, 1))) == "<small-offer version 2 as of 2026-07-01>"


def test_the_text_of_the_author_is_kept(book: Library) -> None:
    assert "version: 2\n" in book.source(book.version("small-offer", 2))
