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
    others_alike: str
    heads: tuple[str, ...]
    impossible_aim: str
    open_aim: str
    wrote: str
    left_out: str
    kinds: tuple[tuple[str, str], ...]


INPUTS: dict[str, InputsSaid] = {
    "en": InputsSaid(
        impossible="no input leads there: proved for every input on {day}",
        unknown="don't know of more: {why}",
        example="example {number}",
        facts="unusual facts",
        rows="decided by {rows}",
        others_alike="every other input that leads there shares all that is unusual about one of these (proved)",
        heads=("cases for", "aims", "shown", "impossible (proved)", "open", "cases"),
        impossible_aim="no input shows: {what}",
        open_aim="don't know of an input that shows: {what}",
        wrote="{cases} cases written to {file}; each passes today",
        left_out="{cases} cases cannot be said in such a file, and are left out",
        kinds=(("boundary", "sides of boundaries"), ("mcdc", "conditions that decide by themselves")),
    ),
    "zh": InputsSaid(
        impossible="没有输入能得到该结果：就 {day} 对一切输入已证明",
        unknown="未能找到更多：{why}",
        example="示例 {number}",
        facts="不寻常的事实",
        rows="依据 {rows}",
        others_alike="能得到该结果的其他输入，均具备上述某一示例的全部不寻常之处（已证明）",
        heads=("用例种类", "目标", "已展示", "不可能（已证明）", "未定", "用例"),
        impossible_aim="没有输入能展示：{what}",
        open_aim="未能找到可展示的输入：{what}",
        wrote="已将 {cases} 个用例写入 {file}，目前均通过",
        left_out="有 {cases} 个用例无法写入此类文件，已略去",
        kinds=(("boundary", "边界两侧"), ("mcdc", "独立起决定作用的条件")),
    ),
}
