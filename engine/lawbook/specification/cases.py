"""A case: one line of a table of facts and what is expected of them, told in the sentences of scenarios."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawbook.specification.scenarios import Scenario, Step

_INCLUDE, _EXACTLY, _FIRST = (
    ("the reasons include {}", "原因包括{}"),
    ("the reasons are {}", "全部原因为{}"),
    ("the first reason is {}", "首要原因为{}"),
)
_WITHOUT = ("the reasons do not include {}", "原因不包括{}")
_OWED, _NOT_OWED = ("the obligations include {}", "义务包括{}"), ("the obligations do not include {}", "义务不包括{}")
_APPLY, _DO_NOT = ("the rules {} apply", "规则{}适用"), ("the rules {} do not apply", "规则{}不适用")
LISTED: Mapping[str, tuple[str, str]] = {
    "reasons": _INCLUDE,
    "原因": _INCLUDE,
    "reasons exactly": _EXACTLY,
    "全部原因": _EXACTLY,
    "first reason": _FIRST,
    "首要原因": _FIRST,
    "without reasons": _WITHOUT,
    "不含原因": _WITHOUT,
    "obligations": _OWED,
    "义务": _OWED,
    "without obligations": _NOT_OWED,
    "不含义务": _NOT_OWED,
    "rules": _APPLY,
    "规则": _APPLY,
    "without rules": _DO_NOT,
    "不适用规则": _DO_NOT,
}
"""What may be expected beside decisions: a list of codes or ids; the claim in English and in Chinese."""
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
        language="zh-CN" if _in_chinese(case) else "en",
        steps=(*_given(case), Step("when", "作出决定" if _in_chinese(case) else "it is decided", None, case.line), *_expected(case)),
        example=(case.id,) if case.shows else (),
    )


_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _in_chinese(case: Case) -> bool:
    """Tell whether a case is written in Chinese: by what it shows, or by how it calls what it speaks of."""
    return any(map(_CHINESE.search, (case.shows, *case.facts, *case.lists, *case.expected)))


def _given(case: Case) -> Iterator[Step]:
    chinese = _in_chinese(case)
    if chinese:
        named = f'{case.as_of} 适用政策"{case.policy}"{f"第{case.version}版" if case.version else ""}'
    else:
        named = f'the policy "{case.policy}"{f" version {case.version}" if case.version else ""} on {case.as_of}'
    yield Step("given", named, None, case.line)
    known = {title: words for title, words in case.facts.items() if words and words not in MISSING}
    known |= {title: "none" for title, records in case.lists.items() if not records}
    if known:
        head, text = (("事实", "值"), "以下事实:") if chinese else (("fact", "value"), "the facts:")
        yield Step("given", text, (head, *known.items()), case.line)
    for title, records in case.lists.items():
        for record in records:
            yield Step("given", f"{title}{'包括:' if chinese else ' includes:'}", tuple(record.items()), case.line)


def _expected(case: Case) -> Iterator[Step]:
    for what, words in case.expected.items():
        if words:
            yield _claim(what, words, case.line, chinese=_in_chinese(case))


def _claim(what: str, words: str, line: int, *, chinese: bool) -> Step:
    if what in LISTED:
        codes = [code for code in re.split(r"[\s,，、]+", words) if code]
        if what in {"reasons", "原因", "reasons exactly", "全部原因"} and words in NOTHING:
            return Step("then", "未给出原因" if chinese else "no reason is given", None, line)
        told = ("、" if chinese else ", ").join(f'"{code}"' for code in codes)
        return Step("then", LISTED[what][chinese].format(told), None, line)
    if what in REFUSED:
        return Step("then", f"事实因{words}被拒绝" if chinese else f"the facts are refused because of {words}", None, line)
    unknown = NOT_KNOWN.fullmatch(words)
    if unknown is None:
        head, text = (("决定", "值"), "决定如下:") if chinese else (("decision", "value"), "the decisions are:")
        return Step("then", text, (head, (what, words)), line)
    cause = unknown["en"] or unknown["zh"]
    if chinese:
        return Step("then", f"因{cause}未知，{what}无法确定" if cause else f"{what}无法确定", None, line)
    return Step("then", f"{what} could not be known{f' because {cause} is missing' if cause else ''}", None, line)
