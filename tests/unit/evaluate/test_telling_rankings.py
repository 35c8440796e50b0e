"""A ranking is explained in both languages: who stands where, who could not be compared, who is excluded and by what."""

from datetime import date

import pytest

from lawbook.contract.facts import read_facts
from lawbook.evaluate.explanation import Explanation, explain_policy
from support.fragments import checked_fragment
from support.rankings import AGENCIES, agency

DAY = date(2026, 6, 15).toordinal()


def explained(lang: str, *agencies: dict[str, object]) -> Explanation:
    (policy,) = checked_fragment(AGENCIES, "agency-choice", {}, whole=True).policies
    return explain_policy(policy, read_facts(policy, {"agencies": list(agencies)}), DAY, lang)


SEVERAL = (agency("A", "0.2", 3), agency("B", "0.9", 10, listed=False), agency("C", "0.8", 0, listed=None), agency("D", "0.4", 1))


@pytest.mark.parametrize(
    ("lang", "ranking", "order", "gate"),
    [
        (
            "en",
            "1. “D”; 2. “A”; “C” cannot be compared: listed of agencies is missing; “B” is excluded by G1, G2",
            "agencies ranked by recovered (highest first), then complaints (lowest first)",
            ("not listed", "some of agencies: listed is no"),
        ),
        (
            "zh",
            "1. “D”；2. “A”；“C”无法比较：缺少机构的在名单内；“B”因G1、G2被排除",
            "机构按回收率（由高到低），再按投诉数（由低到高）排序",
            ("不在名单", "机构中有一项：在名单内为否"),
        ),
    ],
)
def test_a_ranking_is_told(lang: str, ranking: str, order: str, gate: tuple[str, str]) -> None:
    told = {each.name: each for each in explained(lang, *SEVERAL).decisions}
    assert (told["ranking"].value, told["ranking"].formula) == (ranking, order)
    (row,) = told["ranking.G1"].rows
    (condition,) = row.conditions
    assert (told["ranking.G1"].title, condition.text, row.fate, row.reason) == (*gate, "fired", "NOT_LISTED")


@pytest.mark.parametrize(("lang", "nobody", "first"), [("en", "no candidate", "the first over"), ("zh", "没有候选", "的首项")])
def test_a_ranking_of_nobody_is_told(lang: str, nobody: str, first: str) -> None:
    told = {each.name: each for each in explained(lang).decisions}
    assert told["ranking"].value == nobody
    assert first in (told["chosen"].formula or "")
    assert {row.fate for each in told.values() for row in each.rows} == {"not fired"}
