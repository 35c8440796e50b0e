"""What `lawbook prove` says, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProofSaid:
    """The words of one language."""

    broken: str
    unknown: str
    vacuous: str
    whys: Mapping[str, str]
    heading: str
    heads: tuple[str, ...]


PROOF: dict[str, ProofSaid] = {
    "en": ProofSaid(
        broken="{place} does not hold ({promise}); these facts break it:",
        unknown="{place} cannot be settled: {why} ({what})",
        vacuous="{place} holds, and says nothing: {why}",
        whys={
            "time": "time ran out",
            "not-expressible": "it cannot be put to the solver",
            "not-settled": "the solver gives no answer to rely on",
        },
        heading="invariants, for every input",
        heads=("policy", "invariants", "proved", "say nothing", "broken", "not settled"),
    ),
    "zh": ProofSaid(
        broken="{place} 不成立（{promise}），以下事实使其不成立：",
        unknown="{place} 无法判定：{why}（{what}）",
        vacuous="{place} 成立，但没有实际约束：{why}",
        whys={"time": "超过时限", "not-expressible": "无法交由求解器处理", "not-settled": "求解器未给出可以采信的结论"},
        heading="不变式（对一切输入）",
        heads=("政策", "不变式", "已证明", "无实际约束", "被违反", "未判定"),
    ),
}
