"""What customers are told by the shipped policies has no words of the house, in either language."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.model.policy import Policy, Words

ROOT = Path(__file__).parents[2] / "policies"
ENGLISH = re.compile(
    r"\b(tiers?|scorecards?|gates?|thresholds?|parameters?|rules?|cut|cut-?off|dpd|pd|m[0-9]\b|aml|blacklist|sanctions?|fraud|emulator|proxy"
    r"|watch ?list|override|dunning|internal|dials?|hits?|flags?|segment|knock-?out|placement|ledger)\b",
    re.IGNORECASE,
)
CHINESE = re.compile(
    "催收等级|评分卡|审核关|阈值|参数|规则|黑名单|制裁|欺诈|反洗钱|模拟器|代理网络|命中|关注名单|内部|逾期阶段|封顶|档位|标签"
)
CODE = re.compile(r"\b[A-Z]{2,}(_[A-Z]+)+\b|\b[A-Z]{2,4}-[A-Z0-9]+")


@cache
def versions() -> dict[str, Policy]:
    return {f"{each.name} v{each.version}": each.policy for each in open_library(ROOT).every_version()}


def texts(policy: Policy) -> Iterator[tuple[str, Words]]:
    """Give every text that the policy can tell a customer, and where it comes from."""
    for reason in policy.reasons:
        yield reason.code, reason.notice or reason.text
    for obligation in (*policy.obligations, *policy.rights):
        if obligation.notice is not None:
            yield obligation.code, obligation.notice
    for decision in policy.decisions:
        yield from ((f"{decision.name} {label}", text) for label, text in decision.notice)


def house_words(text: Words) -> list[str]:
    found = [ENGLISH.search(text.en), CHINESE.search(text.zh), CODE.search(text.en), CODE.search(text.zh)]
    return [match[0] for match in found if match is not None]


@pytest.mark.parametrize("name", versions())
def test_no_word_of_the_house_is_told(name: str) -> None:
    told = {of: words for of, text in texts(versions()[name]) if (words := house_words(text))}
    assert told == {}


@pytest.mark.parametrize("name", versions())
def test_every_notice_says_how_to_reach_a_person(name: str) -> None:
    policy = versions()[name]
    assert policy.rights
    assert any("person" in right.notice.en and "人工" in right.notice.zh for right in policy.rights if right.notice is not None)


@pytest.mark.parametrize("name", versions())
def test_something_is_told_in_a_sentence(name: str) -> None:
    policy = versions()[name]
    assert any(decision.notice for decision in policy.decisions if decision.published)


def test_every_check_for_fraud_is_told_by_its_kind_only() -> None:
    internal = {reason.code for policy in versions().values() for reason in policy.reasons if reason.internal}
    assert {"INFORMATION_NOT_VERIFIED", "INFORMATION_STEP_UP", "FRAUD_PATH", "AUTH_FRAUD"} <= internal
