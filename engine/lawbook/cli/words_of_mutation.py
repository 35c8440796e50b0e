"""What `lawbook mutate` says around its figures, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MutationSaid:
    """The words of one language."""

    unnoticed: str
    unclaimed: str
    would_notice: str
    not_found: str
    not_passed: str
    more: str
    noticed: str
    heads: tuple[str, ...]
    missed: str
    comma: str


MUTATION: dict[str, MutationSaid] = {
    "en": MutationSaid(
        unnoticed="this change would go unnoticed: {place} {before} → {after}",
        unclaimed="decided otherwise in {places}, which claims nothing of it",
        would_notice="a scenario that would notice:",
        not_found="no facts were found on which it would be seen",
        not_passed="{place} does not pass on the policies as they are, and is left out",
        more="… and {count} more (--all)",
        noticed="small changes, and whether a scenario would notice",
        heads=("policy", "changes", "noticed", "unnoticed", "without effect", "score"),
        missed="{policy}: {score:g}% of the changes are noticed, and {least:g}% is asked for",
        comma=", ",
    ),
    "zh": MutationSaid(
        unnoticed="此改动不会被察觉：{place} {before} → {after}",
        unclaimed="{places} 的结果会不同，但该场景未对此作出断言",
        would_notice="可察觉此改动的场景：",
        not_found="未找到可显示其影响的事实",
        not_passed="{place} 在现行政策下未通过，未予采用",
        more="……另有 {count} 项（--all）",
        noticed="细小改动及场景能否察觉",
        heads=("政策", "改动", "已察觉", "未察觉", "无影响", "得分"),
        missed="{policy}：已察觉 {score:g}% 的改动，要求 {least:g}%",
        comma="、",
    ),
}
