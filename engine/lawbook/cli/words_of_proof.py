"""What `lawbook prove` says, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProofSaid:
    """The words of one language."""

    broken: str
    outcome: str
    rows: str
    cites: str
    comma: str
    unknown: str
    vacuous: str
    promises: Mapping[str, str]
    whys: Mapping[str, str]
    kept: str
    scenarios: str
    no_scenario: str
    heading: str
    heads: tuple[str, ...]


PROOF: dict[str, ProofSaid] = {
    "en": ProofSaid(
        broken="{place} does not hold ({promise}); these facts break it:",
        outcome="comes to: {outcome}",
        rows="decided by: {rows}",
        cites="promised by: {cites}",
        comma=", ",
        unknown="{place} cannot be settled: {why}",
        vacuous="{place} holds, and says nothing: {why}",
        promises={
            "always": "always",
            "implies": "one thing implies another",
            "never_changes": "{} never changes with {}",
            "never_falls": "{} never falls as {} grows",
            "never_rises": "{} never rises as {} grows",
        },
        whys={
            "time": "time ran out ({})",
            "not-expressible": "it cannot be put to the solver ({})",
            "not-settled": "the solver gives no answer to rely on ({})",
            "no-input": "there is no input at all",
            "not-looked-at": "the outcome does not look at the fact",
            "never-assumed": "what it assumes never comes true (condition {})",
            "alternative-holds": "one alternative always holds by itself ({})",
        },
        kept="kept answers cannot be used: {trouble}",
        scenarios="scenarios written to {file}: {count}",
        no_scenario="no scenario can say what breaks {invariant} of {policy}",
        heading="invariants, for every input",
        heads=("policy", "days through", "invariants", "proved", "say nothing", "broken", "not settled"),
    ),
    "zh": ProofSaid(
        broken="{place} 不成立（{promise}），以下事实使其不成立：",
        outcome="结果：{outcome}",
        rows="由以下规则决定：{rows}",
        cites="依据：{cites}",
        comma="、",
        unknown="{place} 无法判定：{why}",
        vacuous="{place} 成立，但没有实际约束：{why}",
        promises={
            "always": "恒成立",
            "implies": "由前者得出后者",
            "never_changes": "{} 不随 {} 改变",
            "never_falls": "{} 不随 {} 增大而降低",
            "never_rises": "{} 不随 {} 增大而升高",
        },
        whys={
            "time": "超过时限（{}）",
            "not-expressible": "无法交由求解器处理（{}）",
            "not-settled": "求解器未给出可以采信的结论（{}）",
            "no-input": "不存在任何输入",
            "not-looked-at": "该结果不涉及该事实",
            "never-assumed": "其前提从不成立（第 {} 项条件）",
            "alternative-holds": "其中一项本身恒成立（第 {} 项）",
        },
        kept="已保存的结论无法使用：{trouble}",
        scenarios="已将 {count} 个场景写入 {file}",
        no_scenario="场景语句无法表述违反 {policy} 的 {invariant} 的情形",
        heading="承诺（对一切输入）",
        heads=("政策", "检查截至", "承诺", "已证明", "无实际约束", "被违反", "未判定"),
    ),
}
