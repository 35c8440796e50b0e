"""What `lawbook cover` says around its figures, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CoverSaid:
    """What `lawbook cover` says around its figures, in one language."""

    measures: Mapping[str, str]
    policy: str
    version: str
    all_versions: str
    decision: str
    goal: str
    why: str
    more: str
    reached: str
    article: str
    by_article: str
    summary: str
    not_passed: str
    missed: str
    idle: str
    colon: str
    requirements: str
    of_requirements: tuple[str, ...]
    standings: Mapping[str, str]


COVER: dict[str, CoverSaid] = {
    "en": CoverSaid(
        measures={"rows": "rows", "conditions": "conditions", "boundaries": "boundaries"},
        policy="policy",
        version="version",
        all_versions="all",
        decision="decision",
        goal="not reached",
        why="why",
        more="… and {count} more (--all)",
        reached="reached by scenarios",
        article="article",
        by_article="by article",
        summary="{scenarios} scenarios asked for {decisions} decisions",
        not_passed="; {count} of them did not pass",
        missed="{what} {share:g}%, and {least:g}% is asked for",
        idle="{count} of {total} scenarios kill no mutant",
        colon=": ",
        requirements="requirements",
        of_requirements=("id", "", "standing", "rules", "scenarios", "notice", "carried by"),
        standings={
            "held": "held",
            "carried": "carried",
            "unnoticed": "NOT NOTICED when its rules are removed",
            "no scenario": "NO SCENARIO",
            "no rule": "NO RULE",
            "nothing": "NOTHING",
        },
    ),
    "zh": CoverSaid(
        measures={"rows": "规则与行", "conditions": "条件", "boundaries": "边界值"},
        policy="政策",
        version="版本",
        all_versions="全部",
        decision="决定",
        goal="未覆盖",
        why="原因",
        more="……另有 {count} 项（--all）",
        reached="场景覆盖情况",
        article="条款",
        by_article="按条款",
        summary="{scenarios} 个场景共作出 {decisions} 次决定",
        not_passed="；其中 {count} 个场景未通过",
        missed="{what} {share:g}%，要求 {least:g}%",
        idle="{total} 个场景中有 {count} 个未杀死任何变异体",
        colon="：",
        requirements="业务要求",
        of_requirements=("编号", "", "状态", "规则", "场景", "可察觉", "承载"),
        standings={
            "held": "已保证",
            "carried": "另有承载",
            "unnoticed": "删去规则后无场景察觉",
            "no scenario": "无场景",
            "no rule": "无规则",
            "nothing": "均无",
        },
    ),
}
