"""What the command says around an explanation, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The command's own words in one language."""

    colon: str
    comma: str
    stop: str
    published: str
    taken: str
    missing: str
    reached: str
    wanted: str
    instead: str
    lacking: str
    underlying: str
    required: str
    optional: str
    again: str
    hard: str
    soft: str
    unverified: str
    since: str
    until: str
    law: str
    kinds: Mapping[str, str]
    fates: Mapping[str, str]
    headings: Mapping[str, str]
    law_on: str
    rules_on: str
    of_law: tuple[str, ...]
    of_rules: tuple[str, ...]


WORDS: dict[str, Said] = {
    "en": Said(
        colon=": ",
        comma=", ",
        stop=". ",
        published="published in its place",
        taken="decided by",
        missing="missing",
        reached="That is what was wanted.",
        wanted="Wanted",
        instead="What decided otherwise",
        lacking="What would have led there, and what did not hold",
        underlying="What those rest on",
        required="needed",
        optional="may be left out",
        again="please try again",
        hard="hard",
        soft="soft",
        unverified="not verified",
        since="in force from",
        until="until",
        law="the law these rest on",
        kinds={"decision": "decision", "rule": "rule", "exception": "exception", "invariant": "invariant", "parameter": "parameter"},
        fates={"fired": "applied", "outweighed": "applied, but was outweighed", "not fired": "did not apply", "unknown": "is not known"},
        headings={
            "outcome": "outcome",
            "not known": "not known",
            "reasons": "reasons",
            "obligations": "obligations",
            "fired": "rules that applied",
            "held": "parameters held beyond the day through which they were verified",
            "ranges": "ranges",
            "all": "all",
        },
        law_on="law on {day}",
        rules_on="rules on {day} and the law they rest on",
        of_law=("id", "force", "from", "until", "rules", "instrument"),
        of_rules=("policy", "kind", "id", "cites"),
    ),
    "zh": Said(
        colon="：",
        comma="、",
        stop="。",
        published="对外给出",
        taken="由该政策作出",
        missing="缺少",
        reached="这正是所期望的结果。",
        wanted="期望",
        instead="作出其他结论的规则",
        lacking="可得出该结论的规则及未满足的条件",
        underlying="上述条件所依据的判断",
        required="必填",
        optional="可不填",
        again="请重新输入",
        hard="强制",
        soft="非强制",
        unverified="未经核对",
        since="施行自",
        until="失效于",
        law="所依据的法规",
        kinds={"decision": "决定", "rule": "规则", "exception": "例外", "invariant": "不变式", "parameter": "参数"},
        fates={"fired": "适用", "outweighed": "适用，但让位于其他规则", "not fired": "不适用", "unknown": "无法判断"},
        headings={
            "outcome": "结论",
            "not known": "未知",
            "reasons": "理由",
            "obligations": "须履行的义务",
            "fired": "适用的规则",
            "held": "已超过核实日期而沿用的参数",
            "ranges": "取值范围",
            "all": "合计",
        },
        law_on="{day} 的法规",
        rules_on="{day} 的规则及其所依据的法规",
        of_law=("编号", "效力", "施行日", "失效日", "规则数", "文件与条款"),
        of_rules=("政策", "类别", "编号", "依据"),
    ),
}
