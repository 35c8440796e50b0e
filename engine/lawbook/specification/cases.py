"""A case: one line of a table of facts and what is expected of them, told in the sentences of scenarios."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawbook.specification.scenarios import Scenario, Step

LISTED: Mapping[str, str] = {
    "reasons": "the reasons include {}",
    "原因": "the reasons include {}",
    "reasons exactly": "the reasons are {}",
    "全部原因": "the reasons are {}",
    "first reason": "the first reason is {}",
    "首要原因": "the first reason is {}",
    "without reasons": "the reasons do not include {}",
    "不含原因": "the reasons do not include {}",
    "obligations": "the obligations include {}",
    "义务": "the obligations include {}",
    "without obligations": "the obligations do not include {}",
    "不含义务": "the obligations do not include {}",
    "rules": "the rules {} apply",
    "规则": "the rules {} apply",
    "without rules": "the rules {} do not apply",
    "不适用规则": "the rules {} do not apply",
}
"""What may be expected beside decisions: a list of codes or ids."""
REFUSED = frozenset({"refused", "拒绝"})
NOTHING = frozenset({"none", "无"})
MISSING = frozenset({"missing", "未知", "缺失"})
NOT_KNOWN = re.compile(r"(?:not known|无法确定)|not known because (?P<en>.+)|因(?P<zh>.+?)(?:未知|缺失)而?无法确定")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What one case says: *facts* and *expected* by title, as written; *lists* has the records of facts that are lists of them."""

    id: str
    shows: str
    policy: str
    version: str
    as_of: str
    tags: tuple[str, ...]
    facts: Mapping[str, str]
    lists: Mapping[str, tuple[Mapping[str, str], ...]]
    expected: Mapping[str, str]
    file: str
    line: int
    table: int


def scenario_of(case: Case) -> Scenario:
    """Tell *case* as a scenario."""
    return Scenario(
        name=case.shows or case.id,
        feature=f"{case.policy} in cases",
        file=case.file,
        line=case.line,
        outline=case.table,
        tags=case.tags,
        language="en",
        steps=(*_given(case), Step("when", "it is decided", None, case.line), *_expected(case)),
        example=(case.id,) if case.shows else (),
    )


def _given(case: Case) -> Iterator[Step]:
    version = f" version {case.version}" if case.version else ""
    yield Step("given", f'the policy "{case.policy}"{version} on {case.as_of}', None, case.line)
    known = {title: words for title, words in case.facts.items() if words and words not in MISSING}
    known |= {title: "none" for title, records in case.lists.items() if not records}
    if known:
        yield Step("given", "the facts:", (("fact", "value"), *known.items()), case.line)
    for title, records in case.lists.items():
        for record in records:
            yield Step("given", f"{title} includes:", tuple(record.items()), case.line)


def _expected(case: Case) -> Iterator[Step]:
    for what, words in case.expected.items():
        if words:
            yield _claim(what, words, case.line)


def _claim(what: str, words: str, line: int) -> Step:
    if what in LISTED:
        codes = [code for code in re.split(r"[\s,，、]+", words) if code]
        told = ", ".join(f'"{code}"' for code in codes)
        none = what in {"reasons", "原因", "reasons exactly", "全部原因"} and words in NOTHING
        return Step("then", "no reason is given" if none else LISTED[what].format(told), None, line)
    if what in REFUSED:
        return Step("then", f"the facts are refused because of {words}", None, line)
    unknown = NOT_KNOWN.fullmatch(words)
    if unknown is None:
        return Step("then", "the decisions are:", (("decision", "value"), (what, words)), line)
    cause = unknown["en"] or unknown["zh"]
    because = f" because {cause} is missing" if cause else ""
    return Step("then", f"{what} could not be known{because}", None, line)
