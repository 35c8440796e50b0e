"""What is said of a question that has no answer, in words of both languages: what has no formula, and what the solver says of itself."""

import re
from collections.abc import Mapping

_LIST = re.compile(r"a list of up to (?P<most>\d+) elements")

IN_CHINESE: Mapping[str, str] = {
    "months of a date without bounds": "无上下限日期的月数",
    "months of what is no date": "非日期值的月数",
    "a ranking of what a table gathers": "对决策表汇集结果的排序",
    "the first of what a table gathers": "决策表汇集结果的首项",
    "the order of what a table gathers": "决策表汇集结果的次序",
    "a table that stands for anything": "取值任意的决策表",
    "a value that is no number where one is needed": "须为数字之处的其他值",
    "a value that is no truth where one is needed": "须为真假之处的其他值",
    "a value that is no set where one is needed": "须为集合之处的其他值",
    "a value that is no record where one is needed": "须为记录之处的其他值",
    "a value that is no list where one is needed": "须为列表之处的其他值",
    "a choice between values of different shapes": "在结构不同的值之间选择",
    "a comparison of lists": "列表之间的比较",
    "a priority that is no constant": "非常量的优先级",
    "a number that the solver does not settle": "求解器未确定的数字",
    "an expression that has no formula": "没有对应公式的表达式",
    "a number of working days that is not fixed": "不固定的工作日天数",
    "a fact of no decision": "不属于任何决策的事实",
    "a model that says nothing": "求解器给出的例子不说明任何问题",
    "an example that the interpreter does not confirm": "求解器给出的例子未经解释器证实",
    "a counterexample of something looser": "反例只违反更宽松的形式",
    "a counterexample that the interpreter does not confirm": "反例未经解释器证实",
    "facts that the interpreter does not confirm": "求解器给出的事实未经解释器证实",
    "timeout": "求解超时",
    "canceled": "求解已中止",
}


def told(what: str, lang: str) -> str:
    """Say *what* in *lang*, `zh` or `en`; names and numbers are the same in both."""
    if lang != "zh":
        return what
    found = _LIST.fullmatch(what)
    return f"最多 {found['most']} 个元素的列表" if found else IN_CHINESE.get(what, what)
