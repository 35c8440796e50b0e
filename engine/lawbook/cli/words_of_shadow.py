"""What `lawbook shadow` says, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShadowSaid:
    """The words of one language."""

    title: str
    compared: str
    examples: str
    refused: str
    heads: tuple[str, ...]
    otherwise: str
    reasons_gained: str
    reasons_lost: str
    obligations_gained: str
    obligations_lost: str
    unchanged: str
    absent: str
    total: str
    erased: str


SHADOW: dict[str, ShadowSaid] = {
    "en": ShadowSaid(
        title="{policy}: version {live} as recorded → candidate {candidate}",
        compared="{alike} alike, {differing} otherwise ({share})",
        examples="such as {ids}",
        refused="{count} that the candidate cannot decide: {codes}; such as {ids}",
        heads=("recorded", "candidate", "decisions", "share", "such as"),
        otherwise="other outcomes that differ",
        reasons_gained="reasons gained",
        reasons_lost="reasons lost",
        obligations_gained="obligations gained",
        obligations_lost="obligations lost",
        unchanged="{policy}: {count} decided by a version that the candidate has word for word",
        absent="{policy}: {count} of a policy that the candidate does not have",
        total="{count} recorded decisions",
        erased="{count} more were erased, and cannot be decided again",
    ),
    "zh": ShadowSaid(
        title="{policy}：已记录的第 {live} 版 → 候选第 {candidate} 版",
        compared="{alike} 笔相同，{differing} 笔不同（{share}）",
        examples="例如 {ids}",
        refused="{count} 笔候选版本无法作出决定：{codes}；例如 {ids}",
        heads=("已记录", "候选", "笔数", "占比", "例如"),
        otherwise="其他有变的结果",
        reasons_gained="新增的理由",
        reasons_lost="不再给出的理由",
        obligations_gained="新增的义务",
        obligations_lost="不再产生的义务",
        unchanged="{policy}：{count} 笔所依据的版本与候选版本逐字相同",
        absent="{policy}：{count} 笔属于候选中没有的政策",
        total="已记录的决定共 {count} 笔",
        erased="另有 {count} 笔已删除，无法再次决定",
    ),
}
