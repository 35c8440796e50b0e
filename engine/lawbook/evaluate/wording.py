"""Values and conditions in words, in Chinese and English, from the titles that the policy gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import assert_never

from lawbook.model import core
from lawbook.model.core import Expression, Test
from lawbook.model.policy import Decision, Fact, Policy, Words
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook.model.values import Cause, Unknown, Value
from lawbook.problems import EngineFault


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the names and labels of one policy are called in one language."""

    lang: str
    titles: Mapping[str, str]
    units: Mapping[str, str]
    labels: Mapping[tuple[str, ...], Mapping[str, str]]

    def both(self, en: str, zh: str) -> str:
        """Take the text in the glossary's language."""
        return zh if self.lang == "zh" else en


def glossary(policy: Policy, lang: str) -> Glossary:
    """Gather the titles, units and label titles of *policy* in *lang*, `zh` or `en`."""
    titles = {parameter.name: parameter.title.told(lang) for parameter in policy.parameters}
    units: dict[str, str] = {}
    labels: dict[tuple[str, ...], dict[str, str]] = {}
    declarations: list[Fact | Decision] = [*policy.facts, *policy.decisions]
    for declared in declarations:
        titles[declared.name] = declared.title.told(lang)
        if declared.unit is not None:
            units[declared.name] = declared.unit.told(lang)
        one_of = declared.type.of if isinstance(declared.type, SetType) else declared.type
        if isinstance(one_of, OneOfType):
            labels.setdefault(one_of.labels, {}).update((label, words.told(lang)) for label, words in declared.titles)
    return Glossary(lang, titles, units, labels)


def tell_value(kind: Type, value: Value, words: Glossary, unit: str | None = None) -> str:  # noqa: C901 - one match over the types
    """Say a value of type *kind* as a person would write it."""
    if isinstance(value, Unknown):
        causes = tell_causes(value.causes, words)
        return words.both(f"unknown ({causes})", f"未知（{causes}）")
    match kind:
        case NumberType() if isinstance(value, int):
            return _number(kind, value, words, unit)
        case BooleanType():
            return words.both("yes", "是") if value else words.both("no", "否")
        case DateType() if isinstance(value, int):
            day = date.fromordinal(value)
            return words.both(day.isoformat(), f"{day.year}年{day.month}月{day.day}日")
        case TimeType() if isinstance(value, int):
            clock = f"{value // 3600:02}:{value // 60 % 60:02}"
            return clock + (f":{value % 60:02}" if value % 60 else "")
        case MomentType() if isinstance(value, int):
            return datetime.fromtimestamp(value, UTC).isoformat().replace("+00:00", "Z")
        case OneOfType():
            return words.labels.get(kind.labels, {}).get(str(value), str(value))
        case SetType() if isinstance(value, frozenset):
            chosen = [tell_value(kind.of, label, words) for label in kind.of.labels if label in value]
            return words.both(", ", "、").join(chosen) or words.both("none", "无")
        case TextType():
            return words.both(f"“{value}”", f"“{value}”")
        case ListType() | RecordType() if isinstance(value, tuple):
            return _elements(kind, value, words)
        case _:
            return str(value)


def _elements(kind: ListType | RecordType, value: tuple[Value, ...], words: Glossary) -> str:
    if isinstance(kind, ListType) and isinstance(kind.of, RecordType) and kind.of.names == core.RANKED_FIELDS:
        return _ranking(kind.of, value, words)
    kinds = kind.types if isinstance(kind, RecordType) else (kind.of,) * len(value)
    told = [tell_value(each, element, words) for each, element in zip(kinds, value, strict=True)]
    return "[" + words.both(", ", "，").join(told) + "]"


def _ranking(kind: RecordType, candidates: tuple[Value, ...], words: Glossary) -> str:
    told = [_candidate(place, kind, of, words) for place, of in enumerate(candidates, 1) if isinstance(of, tuple)]
    return words.both("; ", "；").join(told) or words.both("no candidate", "没有候选")


def _candidate(place: int, kind: RecordType, of: tuple[Value, ...], words: Glossary) -> str:
    called, gates = tell_value(kind.types[0], of[0], words), tell_value(kind.types[2], of[2], words)
    match of:
        case (_, "ranked", _, _):
            return f"{place}. {called}"
        case (_, "excluded", _, _):
            return words.both(f"{called} is excluded by {gates}", f"{called}因{gates}被排除")
        case (_, _, _, Unknown(causes=causes)):
            return words.both(
                f"{called} cannot be compared: {tell_causes(causes, words)}", f"{called}无法比较：{tell_causes(causes, words)}"
            )
        case _:
            raise EngineFault(f"{of!r} is no candidate")


UNITS: dict[str, Words] = {"days": Words("days", "天"), "months": Words("months", "个月")}
CURRENCIES: dict[str, str] = {"CNY": "元", "USD": "美元", "EUR": "欧元", "DEM": "马克", "JPY": "日元", "GBP": "英镑", "HKD": "港元"}


def _number(kind: NumberType, value: int, words: Glossary, unit: str | None) -> str:
    exact = Decimal(value).scaleb(-kind.scale)
    match kind.kind:
        case "money":
            amount = f"{exact:,f}"
            currency = kind.currency or ""
            return words.both(f"{currency} {amount}", amount + CURRENCIES.get(currency, " " + currency))
        case "ratio":
            percent = f"{exact * 100:f}"
            return (percent.rstrip("0").rstrip(".") if "." in percent else percent) + "%"
        case "days" | "months":
            told = UNITS[kind.kind]
            return words.both(f"{value} {told.en.removesuffix('s') if value == 1 else told.en}", f"{value}{told.zh}")
        case "integer" | "decimal":
            return f"{exact:,f}" + (words.both(" ", "") + unit if unit else "")
        case _:
            assert_never(kind.kind)


def tell_causes(causes: tuple[Cause, ...], words: Glossary) -> str:
    """Say what prevented knowing."""
    return words.both("; ", "；").join(tell_cause(cause, words) for cause in causes)


def tell_cause(cause: Cause, words: Glossary) -> str:
    """Say one cause of an unknown."""
    name = words.titles.get(cause.name, cause.name)
    rows = words.both(", ", "、").join(cause.rows)
    match cause.kind:
        case "missing-fact":
            return words.both(f"{name} is missing", f"缺少{name}")
        case "no-row-matched":
            return words.both(f"no row of {name} fits", f"{name}没有适用的行")
        case "two-rows-matched":
            return words.both(f"several rows of {name} fit: {rows}", f"{name}有多行同时适用：{rows}")
        case "rows-disagree":
            return words.both(f"rows of {name} disagree: {rows}", f"{name}的适用行结果不一致：{rows}")
        case "division-by-zero":
            return words.both(f"{name} divides by zero", f"{name}的计算除以零")
        case "no-parameter-value":
            return words.both(f"{name} has no value on that day", f"{name}在该日没有取值")
        case "empty-list":
            return words.both(f"a list in {name} is empty", f"{name}所用列表为空")
        case "beyond-calendar":
            return words.both(f"{name} goes beyond the calendar's data", f"{name}超出日历数据范围")
        case _:
            assert_never(cause.kind)


COMPARED: dict[str, tuple[str, str]] = {"less": ("is less than", "小于"), "at most": ("is at most", "不超过")}


def tell(expression: Expression, words: Glossary) -> str:  # noqa: C901 - one match over the core
    """Say an expression in words; a truth becomes a claim."""
    match expression:
        case core.Constant(value=value):
            return tell_value(expression.type, value, words)
        case core.FactValue() | core.DecisionValue() | core.Variable() if isinstance(expression.type, BooleanType):
            return _leaf_claim(expression, words, holds=True)
        case core.FactValue(name=name) | core.DecisionValue(name=name) | core.Variable(name=name):
            return words.titles.get(name, name)
        case core.ParameterAt(name=name, date=day):
            title = words.titles.get(name, name)
            on = tell(day, words)
            return title if isinstance(day, core.AsOf) else words.both(f"{title} on {on}", f"{on}的{title}")
        case core.AsOf():
            return words.both("the decision date", "决定日期")
        case core.Rescale(of=of):
            return tell(of, words)
        case core.Equal(left=left, right=right):
            return _compared(left, right, words.both("is", "为"), words)
        case core.Less(left=left, right=right):
            return _compared(left, right, words.both(*COMPARED["less"]), words)
        case core.AtMost(left=left, right=right):
            return _compared(left, right, words.both(*COMPARED["at most"]), words)
        case core.Position(of=of):
            return tell(of, words)
        case core.Within(of=of, tests=tests):
            return tell(of, words) + words.both(" ", "") + _tests(tests, words)
        case core.Contains(of=of, label=label):
            return words.both(
                f"{tell(of, words)} includes {_of_set(of, label, words)}", f"{tell(of, words)}包含{_of_set(of, label, words)}"
            )
        case core.IsKnown(of=of):
            return words.both(f"{tell(of, words)} is known", f"{tell(of, words)}已知")
        case core.During(time=time, start=start, end=end):
            t, s, e = tell(time, words), tell(start, words), tell(end, words)
            return words.both(f"{t} is in the period from {s} to {e}", f"{t}处于{s}至{e}时段内")
        case core.Not(of=core.Less(left=left, right=right)):
            return _compared(left, right, words.both("is at least", "不小于"), words)
        case core.Not(of=core.AtMost(left=left, right=right)):
            return _compared(left, right, words.both("is more than", "大于"), words)
        case core.Not(of=core.Equal(left=left, right=right)):
            return _compared(left, right, words.both("is not", "不为"), words)
        case core.FieldOf() if isinstance(expression.type, BooleanType):
            return _claimed(_field(expression.of, expression, words), words, holds=True)
        case core.Not(of=core.FieldOf(of=inner) as field):
            return _claimed(_field(inner, field, words), words, holds=False)
        case core.Not(of=core.FactValue() | core.DecisionValue() | core.Variable() as leaf):
            return _leaf_claim(leaf, words, holds=False)
        case core.Not(of=of):
            return words.both(f"it is not so that {tell(of, words)}", f"并非{tell(of, words)}")
        case core.All(items=items):
            return words.both(" and ", "，且").join(_grouped(item, words) for item in items)
        case core.AnyOf(items=items):
            return words.both(" or ", "，或").join(_grouped(item, words) for item in items)
        case core.If(condition=condition, then=then, otherwise=otherwise):
            c, a, b = tell(condition, words), tell(then, words), tell(otherwise, words)
            return words.both(f"{a} if {c}, else {b}", f"若{c}则为{a}，否则为{b}")
        case core.Ranked():
            return _order(expression, words)
        case core.Quantified(kind=kind, of=of, condition=condition):
            listed, claim = tell(of, words), tell(condition, words)
            return words.both(f"{kind} of {listed}: {claim}", f"{listed}中{'有' if kind == 'some' else '每'}一项：{claim}")
        case _:
            return _tell_number(expression, words)


def _tell_number(expression: Expression, words: Glossary) -> str:  # noqa: C901 - one match over the core
    def of(*parts: Expression) -> list[str]:
        return [tell(part, words) for part in parts]

    match expression:
        case core.Add(left=left, right=right):
            return " + ".join(of(left, right))
        case core.Subtract(left=left, right=right):
            return f"{tell(left, words)} - {_enclosed(right, words)}"
        case core.Multiply(left=left, right=right):
            return " × ".join(_enclosed(part, words) for part in (left, right))
        case core.Negate(of=inner):
            return f"-({tell(inner, words)})"
        case core.Power(base=base, exponent=exponent):
            return " ** ".join(of(base, exponent))
        case core.RoundedQuotient(numerator=numerator, denominator=denominator, rounding=rounding):
            exact = isinstance(denominator, core.Constant)
            quotient = tell(numerator, words) if exact else " / ".join(f"({part})" for part in of(numerator, denominator))
            return words.both(f"{quotient}, rounded {rounding}", f"{quotient}（{ROUNDED[rounding]}）")
        case core.Modulo(of=inner, by=by):
            whole = _enclosed(inner, words)
            return words.both(f"the remainder of {whole} by {by}", f"{whole}除以{by}的余数")
        case core.Absolute(of=inner):
            whole = _enclosed(inner, words)
            return words.both(f"the size of {whole}", f"{whole}的绝对值")
        case core.Least(items=items):
            return words.both("the least of ", "最小值：") + words.both(", ", "、").join(of(*items))
        case core.Greatest(items=items):
            return words.both("the greatest of ", "最大值：") + words.both(", ", "、").join(of(*items))
        case core.AddMonths(date=day, months=months):
            return " + ".join(of(day, months))
        case core.MonthsBetween(start=start, end=end):
            first, last = of(start, end)
            return words.both(f"full months from {first} to {last}", f"{first}至{last}的足月数")
        case core.DatePart(of=inner, part=part):
            whole = _enclosed(inner, words)
            return words.both(f"the {part} of {whole}", f"{whole}的{PARTS[part]}")
        case core.SetSize(of=inner):
            return words.both(f"the number of {tell(inner, words)}", f"{tell(inner, words)}的个数")
        case core.Aggregate(kind=kind, of=inner):
            return words.both(f"the {kind} over {tell(inner, words)}", f"{tell(inner, words)}的{AGGREGATES[kind]}")
        case core.FieldOf(of=inner):
            return _field(inner, expression, words)
        case _:
            return ""


ORDERS: dict[bool, tuple[str, str]] = {False: ("lowest first", "由低到高"), True: ("highest first", "由高到低")}


def _order(expression: core.Ranked, words: Glossary) -> str:
    listed, ways = tell(expression.of, words), zip(expression.by, expression.descending, strict=True)
    each = [words.both("{} ({})", "{}（{}）").format(tell(by, words), words.both(*ORDERS[down])) for by, down in ways]
    told = words.both(", then ", "，再按").join(each)
    return words.both(f"{listed} ranked by {told}", f"{listed}按{told}排序")


def _field(of: Expression, field: core.FieldOf, words: Glossary) -> str:
    """Say a field of an element by its name; a field of a table with several outputs by the table's."""
    if isinstance(of.type, RecordType) and isinstance(of, core.Variable | core.Aggregate):
        name = of.type.names[field.position]
        return words.titles.get(name, name)
    return tell(of, words)


def _enclosed(part: Expression, words: Glossary) -> str:
    """Say a part of a calculation, in brackets where it is one itself."""
    told = tell(part, words)
    return f"({told})" if isinstance(part, core.Add | core.Subtract | core.AddMonths) else told


ROUNDED: dict[str, str] = {
    "up": "远离零取整", "down": "向零取整", "half up": "四舍五入", "half down": "五舍六入", "half even": "四舍六入五成双", "floor": "向下取整",
    "ceiling": "向上取整",
}  # fmt: skip
PARTS: dict[str, str] = {"year": "年份", "month": "月份", "day": "日", "weekday": "星期"}
AGGREGATES: dict[str, str] = {"count": "项数", "sum": "合计", "min": "最小值", "max": "最大值", "first": "首项"}


def _grouped(item: Expression, words: Glossary) -> str:
    told = tell(item, words)
    return words.both(f"({told})", f"（{told}）") if isinstance(item, core.All | core.AnyOf) else told


def _of_set(of: Expression, label: str, words: Glossary) -> str:
    return tell_value(of.type.of, label, words) if isinstance(of.type, SetType) else label


def _leaf_claim(leaf: core.FactValue | core.DecisionValue | core.Variable, words: Glossary, *, holds: bool) -> str:
    return _claimed(words.titles.get(leaf.name, leaf.name), words, holds=holds)


def _claimed(title: str, words: Glossary, *, holds: bool) -> str:
    told = tell_value(BooleanType(), holds, words)
    return words.both(f"{title} is {told}", f"{title}为{told}")


def _compared(left: Expression, right: Expression, claim: str, words: Glossary) -> str:
    if isinstance(left, core.FactValue | core.DecisionValue | core.Variable) and isinstance(right, core.Constant):
        told = words.titles.get(left.name, left.name)
        return words.both(f"{told} {claim} {tell(right, words)}", f"{told}{claim}{tell(right, words)}")
    return words.both(f"{tell(left, words)} {claim} {tell(right, words)}", f"{tell(left, words)}{claim}{tell(right, words)}")


def _tests(tests: tuple[Test, ...], words: Glossary) -> str:
    joint = words.both(" or ", "或")
    values = [tell(test.value, words) for test in tests if isinstance(test, core.Same)]
    if len(values) == len(tests):
        return words.both("is ", "为") + joint.join(values)
    return joint.join(_test(test, words) for test in tests)


def _test(test: Test, words: Glossary) -> str:
    match test:
        case core.Same(value=value):
            return words.both(f"is {tell(value, words)}", f"为{tell(value, words)}")
        case core.Interval(low=low, low_closed=low_closed, high=high, high_closed=high_closed):
            if low is not None and high is not None and low_closed and high_closed:
                return words.both(f"is from {tell(low, words)} to {tell(high, words)}", f"为{tell(low, words)}至{tell(high, words)}")
            parts: list[str] = []
            if low is not None:
                parts.append((words.both("at least ", "不小于") if low_closed else words.both("more than ", "大于")) + tell(low, words))
            if high is not None:
                parts.append((words.both("at most ", "不超过") if high_closed else words.both("less than ", "小于")) + tell(high, words))
            return words.both("is ", "") + words.both(" and ", "且").join(parts)
        case _:
            assert_never(test)
