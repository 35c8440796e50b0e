"""What `lawbook prove` says of the questions it asks, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionsSaid:
    """The words of one language."""

    grades: dict[str, str]
    row: str
    every_row: str
    every_input: str
    heading: str
    heads: tuple[str, ...]


QUESTIONS: dict[str, QuestionsSaid] = {
    "en": QuestionsSaid(
        grades={"finding": "to mend: ", "note": "to look at: ", "unknown": ""},
        row="  {place}: {id}",
        every_row="{file}: every input hits a row, and no rows clash",
        every_input="{file}: every input comes to something, and no rows clash",
        heading="questions, for every input",
        heads=("policy", "version", "days through", "questions", "as it should be", "to mend", "to look at", "not settled"),
    ),
    "zh": QuestionsSaid(
        grades={"finding": "须改正：", "note": "请留意：", "unknown": ""},
        row="  {place}：{id}",
        every_row="{file}：一切输入都有一行适用，各行互不冲突",
        every_input="{file}：一切输入都有结果，各行互不冲突",
        heading="检查问题（对一切输入）",
        heads=("政策", "版本", "检查截至", "问题", "符合预期", "须改正", "请留意", "未判定"),
    ),
}
