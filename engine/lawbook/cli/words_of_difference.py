"""What `lawbook diff` says, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DifferenceSaid:
    """The words of one language."""

    comma: str
    title: str
    alike: str
    proved: str
    differs: str
    follows: str
    unknown: str
    unfinished: str
    open_turn: str
    all_rows: str
    arrow: str
    before: str
    after: str
    decided_by: str
    by_formula: str
    in_way: str
    whenever: str
    always: str
    claims: Mapping[str, str]
    shown_by: str
    facts: str
    whys: Mapping[str, str]
    ways: Mapping[str, str]
    kinds: Mapping[str, str]
    added: str
    removed: str
    touched: Mapping[str, str]
    none: str
    effect: str
    effect_heads: tuple[str, ...]
    rejected: str
    sums: str
    nobody: str
    left_out: str
    numbers: Mapping[str, str]


DIFFERENCE: dict[str, DifferenceSaid] = {
    "en": DifferenceSaid(
        comma=", ",
        title="{name} {before} on {before_day} → {other} {after} on {after_day}",
        alike="unchanged, word for word: {names}",
        proved="{title} ({name}): proved to come to the same for every input",
        differs="{title} ({name}) comes out otherwise",
        follows="it is worded as before, and differs because of: {names}",
        unknown="{title} ({name}): don't know whether it comes out otherwise: {why}",
        unfinished="there may be more: {why}",
        open_turn="it may be that {turn}",
        all_rows="every input for which it differs is decided by one of the sets of rows shown",
        arrow="{before} → {after}",
        before="before",
        after="after",
        decided_by="{side}: {value}, by {rows}",
        by_formula="{side}: {value}",
        in_way="{arrow} ({way})",
        whenever="{claim}whenever (proved; all else may be anything)",
        always="{claim}for every input (proved)",
        claims={
            "rises": "it is more ",
            "falls": "it is less ",
            "later": "it is later ",
            "earlier": "it is earlier ",
            "otherwise": "it is otherwise ",
        },
        shown_by="shown by these inputs, all others being as usual",
        facts="an input: {facts}",
        whys={
            "time": "time ran out",
            "not-expressible": "it cannot be put to the solver ({})",
            "not-settled": "the solver gives no answer to rely on",
            "other-type": "its values are of another type",
            "too-many": "there are more changes than the {} that are looked for",
        },
        ways={
            "rises": "more",
            "falls": "less",
            "later": "later",
            "earlier": "earlier",
            "known": "known now",
            "unknown": "no longer known",
            "otherwise": "otherwise",
            "becomes": "",
        },
        kinds={
            "added": "only in the second",
            "removed": "only in the first",
            "narrowed": "other values; compared on those that both take",
            "retyped": "of another type; taken for two facts",
            "optional": "may now be absent; compared where it is given",
            "required": "may no longer be absent; compared where it is given",
        },
        added="published only by the second: {names}",
        removed="published only by the first: {names}",
        touched={
            "facts": "facts",
            "rows": "rows and rules worded otherwise",
            "articles": "articles behind them",
            "requirements": "requirements they cover",
            "parameters": "parameters with other values",
            "scenarios": "scenarios of those requirements",
            "condition": "condition",
            "outcome": "outcome",
            "reason": "reason",
            "obligations": "obligations",
            "basis": "articles",
            "columns": "columns",
            "unknown": "what is published when unknown",
            "changed": "changed",
        },
        none="nothing that was compared comes out otherwise",
        effect="{title} ({name}): {changed} of {rows} rows come out otherwise ({share})",
        effect_heads=("before", "after", "rows", "share", "such as rows"),
        rejected="not decided: {before} rows before, {after} rows after",
        sums="sum before {before}, after {after}",
        nobody="no row comes out otherwise in what is counted",
        left_out="not counted, since not both publish it, or its values are of another type: {names}",
        numbers={
            "number": "a number",
            "value": "a value",
            "the same": "the same",
            "another": "another",
            "more": "more",
            "less": "less",
            "later": "later",
            "earlier": "earlier",
            "known": "known",
            "unknown": "not known",
        },
    ),
    "zh": DifferenceSaid(
        comma="、",
        title="{name} 第 {before} 版（{before_day}）→ {other} 第 {after} 版（{after_day}）",
        alike="文字未变：{names}",
        proved="{title}（{name}）：经证明对一切输入结果相同",
        differs="{title}（{name}）的结果有变",
        follows="其自身文字未变，差异源于：{names}",
        unknown="{title}（{name}）：结果是否有变未能判定：{why}",
        unfinished="可能还有其他变化：{why}",
        open_turn="可能存在：{turn}",
        all_rows="凡结果有变的输入，均由所列各组行之一决定",
        arrow="{before} → {after}",
        before="原来",
        after="现在",
        decided_by="{side}：{value}，依据 {rows}",
        by_formula="{side}：{value}",
        in_way="{arrow}（{way}）",
        whenever="凡满足以下条件即{claim}（已证明，其余任意）",
        always="对一切输入均{claim}（已证明）",
        claims={"rises": "变大", "falls": "变小", "later": "推后", "earlier": "提前", "otherwise": "不同", "": "如此"},
        shown_by="以下输入即为一例，其余取常见值",
        facts="输入示例：{facts}",
        whys={
            "time": "超过时限",
            "not-expressible": "无法交由求解器处理（{}）",
            "not-settled": "求解器未给出可以采信的结论",
            "other-type": "取值类型已改",
            "too-many": "变化的种类超过查找上限 {} 种",
        },
        ways={
            "rises": "变大",
            "falls": "变小",
            "later": "推后",
            "earlier": "提前",
            "known": "由无法确定变为可以确定",
            "unknown": "变为无法确定",
            "otherwise": "不同",
            "becomes": "",
        },
        kinds={
            "added": "仅后者有",
            "removed": "仅前者有",
            "narrowed": "取值范围不同，按双方均接受的取值比较",
            "retyped": "类型不同，视为两个事实",
            "optional": "现在可以缺失，按已提供的情形比较",
            "required": "现在不得缺失，按已提供的情形比较",
        },
        added="仅后者公布：{names}",
        removed="仅前者公布：{names}",
        touched={
            "facts": "事实",
            "rows": "文字有变的行与规则",
            "articles": "涉及的条文",
            "requirements": "涉及的要求",
            "parameters": "取值有变的参数",
            "scenarios": "相关要求的场景",
            "condition": "条件",
            "outcome": "结果",
            "reason": "原因",
            "obligations": "义务",
            "basis": "条文",
            "columns": "列",
            "unknown": "无法确定时公布的结果",
            "changed": "有变",
        },
        none="所比较的结果均无变化",
        effect="{title}（{name}）：{rows} 行中有 {changed} 行结果有变（{share}）",
        effect_heads=("原来", "现在", "行数", "占比", "例如第几行"),
        rejected="未能决定：原来 {before} 行，现在 {after} 行",
        sums="合计原为 {before}，现为 {after}",
        nobody="所统计的结果中没有一行有变",
        left_out="未统计（并非双方均公布，或取值类型已改）：{names}",
        numbers={
            "number": "数值",
            "value": "取值",
            "the same": "不变",
            "another": "不同",
            "more": "变大",
            "less": "变小",
            "later": "推后",
            "earlier": "提前",
            "known": "可以确定",
            "unknown": "无法确定",
        },
    ),
}
