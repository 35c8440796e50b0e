"""What `lawbook inputs` and `lawbook cases` say, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InputsSaid:
    """The words of one language."""

    impossible: str
    unknown: str
    example: str
    facts: str
    rows: str
    no_others: str
    reached: str
    goals: str
    heads: tuple[str, ...]
    not_reached: str
    wrote: str
    kinds: tuple[tuple[str, str], ...]


INPUTS: dict[str, InputsSaid] = {
    "en": InputsSaid(
        impossible="no input leads there: proved for every input on {day}",
        unknown="don't know of more: {why} ({what})",
        example="example {number}",
        facts="unusual facts",
        rows="decided by {rows}",
        no_others="there are no others",
        reached="{reached} of {total} goals reached ({share}), {impossible} of them proved not to be reachable, {open} open",
        goals="goals",
        heads=("kind", "goals", "reached", "not reachable (proved)", "open"),
        not_reached="not reached: {what}",
        wrote="{cases} cases written to {file}; each passes today",
        kinds=(("boundary", "sides of boundaries"), ("mcdc", "conditions that decide by themselves")),
    ),
    "zh": InputsSaid(
        impossible="没有输入能得到该结果：就 {day} 对一切输入已证明",
        unknown="未能找到更多：{why}（{what}）",
        example="示例 {number}",
        facts="不寻常的事实",
        rows="依据 {rows}",
        no_others="没有其他输入",
        reached="{total} 个目标中达到 {reached} 个（{share}），其中经证明不可达 {impossible} 个，未定 {open} 个",
        goals="目标",
        heads=("种类", "目标", "达到", "不可达（已证明）", "未定"),
        not_reached="未达到：{what}",
        wrote="已将 {cases} 个用例写入 {file}，目前均通过",
        kinds=(("boundary", "边界两侧"), ("mcdc", "独立起决定作用的条件")),
    ),
}
