"""Conditions and calculations in words, in Chinese and English, from the titles that the policy gives them."""

from dataclasses import replace
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

from lawbook.evaluate.telling_values import Glossary, tell_value
from lawbook.model import core
from lawbook.model.core import Expression, Test
from lawbook.model.types import BooleanType, DateType, MomentType, NumberType, RecordType, SetType, TimeType, Type
from lawbook.model.walking import every_part

Side: TypeAlias = Literal["less", "at most", "at least", "more"]

_OF_NUMBERS: dict[Side, tuple[str, str]] = {
    "less": ("less than", "小于"), "at most": ("at most", "不超过"), "at least": ("at least", "不小于"), "more": ("more than", "大于"),
}  # fmt: skip
_OF_DAYS: dict[Side, tuple[str, str]] = {
    "less": ("before", "早于"), "at most": ("on or before", "不晚于"), "at least": ("on or after", "不早于"), "more": ("after", "晚于"),
}  # fmt: skip
_OF_MOMENTS: dict[Side, tuple[str, str]] = {**_OF_DAYS, "at most": ("at or before", "不晚于"), "at least": ("at or after", "不早于")}


def tell(expression: Expression, words: Glossary) -> str:  # noqa: C901 - one match over the core
    """Say an expression in words; a truth becomes a claim."""
    match expression:
        case core.Constant(value=value):
            return tell_value(expression.type, value, words)
        case core.FactValue() | core.DecisionValue() | core.Variable() | core.FieldOf() if isinstance(expression.type, BooleanType):
            return _claim(expression, words, holds=True)
        case core.FactValue() | core.DecisionValue() | core.Variable() | core.FieldOf():
            return _noun(expression, words)
        case core.ParameterAt():
            return _claim(expression, words, holds=True) if isinstance(expression.type, BooleanType) else _noun(expression, words)
        case core.AsOf():
            return words.both("the decision date", "决定日期")
        case core.Rescale(of=of):
            return tell(of, words)
        case core.Equal(left=left, right=right):
            return _compared(left, right, words.both("is", "为"), words)
        case core.Less(left=left, right=right):
            return _beside(left, right, "less", words)
        case core.AtMost(left=left, right=right):
            return _beside(left, right, "at most", words)
        case core.Position(of=of):
            return tell(of, words)
        case core.Within(of=of, tests=tests):
            return _noun(of, words) + words.both(" ", "") + _tests(tests, words)
        case core.Contains():
            return _held(expression, words, holds=True)
        case core.IsKnown(of=of):
            return words.both(f"{_noun(of, words)} is known", f"{_noun(of, words)}已知")
        case core.During(time=time, start=start, end=end):
            t, s, e = tell(time, words), tell(start, words), tell(end, words)
            return words.both(f"{t} is in the period from {s} to {e}", f"{t}处于{s}至{e}时段内")
        case core.Not(of=core.Less(left=left, right=right)):
            return _beside(left, right, "at least", words)
        case core.Not(of=core.AtMost(left=left, right=right)):
            return _beside(left, right, "more", words)
        case core.Not(of=core.Equal(left=left, right=right)):
            return _compared(left, right, words.both("is not", "不为"), words)
        case core.Not(of=of):
            return _denied(of, words)
        case core.All(items=items):
            return words.both(" and ", "，且").join(_grouped(item, words) for item in items)
        case core.AnyOf(items=items):
            return words.both(" or ", "，或").join(_grouped(item, words) for item in items)
        case core.If(condition=condition, then=then, otherwise=otherwise):
            c, a, b = tell(condition, words), tell(then, words), tell(otherwise, words)
            other = b if isinstance(otherwise, core.If) else f"为{b}"
            return words.both(f"{a} if {c}, else {b}", f"若{c}则为{a}，否则{other}")
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
            return " + ".join(_set_apart(part, words) for part in (left, right))
        case core.Subtract(left=left, right=right):
            return f"{_set_apart(left, words)} - {_enclosed(right, words)}"
        case core.Multiply(left=left, right=right):
            return " × ".join(_enclosed(part, words) for part in (left, right))
        case core.Negate(of=inner):
            return f"-({tell(inner, words)})"
        case core.Power(base=base, exponent=exponent):
            return " ** ".join(_factor(part, words) for part in (base, exponent))
        case core.RoundedQuotient():
            return _rounded(expression, words)
        case core.Modulo(of=inner, by=by):
            whole = _enclosed(inner, words)
            return words.both(f"the remainder of {whole} by {by}", f"{whole}除以{by}的余数")
        case core.Absolute(of=inner):
            whole = _enclosed(inner, words)
            return words.both(f"the size of {whole}", f"{whole}的绝对值")
        case core.Least(items=items):
            return _extreme(("least", "最小值"), ("earliest", "最早者"), items, words)
        case core.Greatest(items=items):
            return _extreme(("greatest", "最大值"), ("latest", "最晚者"), items, words)
        case core.AddMonths(date=day, months=months):
            counted = words.both(" months", "个月") if isinstance(_unscaled(months), core.Multiply) else ""
            return " + ".join(_set_apart(part, words) for part in (day, months)) + counted
        case core.MonthsBetween(start=start, end=end):
            first, last = of(start, end)
            return words.both(f"full months from {first} to {last}", f"{first}至{last}的足月数")
        case core.DatePart(of=inner, part=part):
            whole = _enclosed(inner, words)
            return words.both(f"the {part} of {whole}", f"{whole}的{PARTS[part]}")
        case core.IsWorkingDay(date=day, working=working):
            title = words.titles.get(working.calendar, working.calendar)
            return words.both(f"{tell(day, words)} is one of the {title}", f"{tell(day, words)}是{title}")
        case core.AddWorkingDays(date=day, many=many, working=working):
            (first, count), title = of(day, many), words.titles.get(working.calendar, working.calendar)
            count = count if isinstance(many, core.Constant) else words.both(f"({count})", f"（{count}）")
            return words.both(f"{first} + {count} {title}", f"{first} + {count}个{title}")
        case core.WorkingDaysBetween(start=start, end=end, working=working):
            first, last = of(start, end)
            title = words.titles.get(working.calendar, working.calendar)
            return words.both(f"the {title} after {first} up to {last}", f"{first}次日起至{last}的{title}数")
        case core.SetSize(of=inner):
            return words.both(f"the number of {tell(inner, words)}", f"{tell(inner, words)}的个数")
        case core.Aggregate():
            return _aggregate(expression, words)
        case _:
            return ""


ORDERS: dict[bool, tuple[str, str]] = {False: ("lowest first", "由低到高"), True: ("highest first", "由高到低")}


def _order(expression: core.Ranked, words: Glossary) -> str:
    listed, ways = tell(expression.of, words), zip(expression.by, expression.descending, strict=True)
    each = [words.both("{} ({})", "{}（{}）").format(_ordering(by, words), words.both(*ORDERS[down])) for by, down in ways]
    told = words.both(", then ", "，再按").join(each)
    return words.both(f"{listed} ranked by {told}", f"{listed}按{told}排序")


def _ordering(by: Expression, words: Glossary) -> str:
    """Say what candidates are ordered by: in full where it is short, else by the fields that it looks at."""
    parts = list(every_part(by))
    if len(parts) <= SHORT:
        return tell(by, words)
    fields = dict.fromkeys(tell(part, words) for part in parts if isinstance(part, core.FieldOf) and isinstance(part.of, core.Variable))
    listed = words.both(", ", "、").join(fields)
    return words.both(f"a score of {listed}", f"由{listed}得出的分数")


SHORT = 8
"""How many parts what candidates are ordered by may have to be said in full."""


def _field(of: Expression, position: int, words: Glossary) -> str:
    """Say a field by its name, of an element alone, of a table with several outputs beside the name of the table."""
    title = words.field(of.type, of.type.names[position]) if isinstance(of.type, RecordType) else ""
    whole = _noun(of, words)
    return title if isinstance(of, core.Variable | core.Aggregate) else words.both(f"{title} of {whole}", f"{whole}的{title}")


def _enclosed(part: Expression, words: Glossary) -> str:
    """Say a part of a calculation, in brackets where it is one itself."""
    if isinstance(_unscaled(part), core.Add | core.Subtract | core.AddMonths | core.AddWorkingDays):
        return _bracketed(tell(part, words), words)
    return _set_apart(part, words)


def _set_apart(part: Expression, words: Glossary) -> str:
    """Say a part of a sum or of a list, in brackets where what is said of it could be taken to go on."""
    told = tell(part, words)
    return _bracketed(told, words) if isinstance(_unscaled(part), core.If | core.RoundedQuotient) else told


def _factor(part: Expression, words: Glossary) -> str:
    return _bracketed(tell(part, words), words) if isinstance(_unscaled(part), core.Multiply) else _enclosed(part, words)


def _bracketed(told: str, words: Glossary) -> str:
    return words.both(f"({told})", f"（{told}）")


def _unscaled(part: Expression) -> Expression:
    return _unscaled(part.of) if isinstance(part, core.Rescale) else part


def _extreme(numbers: tuple[str, str], days: tuple[str, str], items: tuple[Expression, ...], words: Glossary) -> str:
    """Say the least or the greatest of several, in brackets, since each may be a calculation."""
    en, zh = days if isinstance(items[0].type, DateType | MomentType) else numbers
    listed = words.both(", ", "、").join(_set_apart(item, words) for item in items)
    return words.both(f"the {en} of ({listed})", f"{zh}（{listed}）")


def _rounded(rounded: core.RoundedQuotient, words: Glossary) -> str:
    """Say what is divided by what, and how it is rounded to what; what only rounds divides by one."""
    numerator, denominator, kind = rounded.numerator, rounded.denominator, rounded.type
    divisor = _divisor(rounded)
    if divisor == MONTHS_OF_A_YEAR and isinstance(numerator, core.MonthsBetween) and rounded.rounding == "floor":
        first, last = tell(numerator.start, words), tell(numerator.end, words)
        return words.both(f"full years from {first} to {last}", f"{first}至{last}的足年数")
    if divisor is None:
        quotient = f"{_enclosed(numerator, words)} / {_factor(denominator, words)}"
    else:
        quotient = tell(numerator, words) if divisor == 1 else f"{_enclosed(numerator, words)} / {divisor:,f}"
    to = _grain(kind, words) if isinstance(kind, NumberType) else ""
    en, zh = ROUNDED[rounded.rounding]
    return words.both(f"{quotient}, {en}{f' to {to}' if to else ''}", f"{quotient}，{zh}{f'至{to}' if to else ''}")


def _divisor(rounded: core.RoundedQuotient) -> Decimal | None:
    """Give the number that is divided by, where it is written out: constants hold the scales of what they divide."""
    divided, made = rounded.numerator.type, rounded.type
    if not (isinstance(rounded.denominator, core.Constant) and isinstance(divided, NumberType) and isinstance(made, NumberType)):
        return None
    divisor = Decimal(str(rounded.denominator.value)).scaleb(made.scale - divided.scale - rounded.shift)
    return divisor.quantize(Decimal(1)) if divisor == divisor.to_integral_value() else divisor.normalize()


def _grain(kind: NumberType, words: Glossary) -> str:
    """Say what is rounded to where it is not to whole numbers: hundredths, hundreds."""
    if kind.scale == 0 and kind.kind != "money":
        return ""
    least = replace(kind, scale=max(kind.scale, 0), low=0, high=10**18)
    return tell_value(least, 10 ** max(-kind.scale, 0), words)


MONTHS_OF_A_YEAR = 12
ROUNDED: dict[str, tuple[str, str]] = {
    "up": ("rounded up", "远离零取整"), "down": ("rounded down", "向零取整"), "half up": ("rounded half up", "四舍五入"),
    "half down": ("rounded half down", "五舍六入"), "half even": ("rounded half even", "四舍六入五成双"),
    "floor": ("rounded to the next below", "向下取整"), "ceiling": ("rounded to the next above", "向上取整"),
}  # fmt: skip
PARTS: dict[str, str] = {"year": "年份", "month": "月份", "day": "日", "weekday": "星期"}
AGGREGATES: dict[str, str] = {"count": "项数", "sum": "合计", "min": "最小值", "max": "最大值", "first": "首项"}


def _grouped(item: Expression, words: Glossary) -> str:
    told = tell(item, words)
    return words.both(f"({told})", f"（{told}）") if isinstance(item, core.All | core.AnyOf) else told


def _of_set(of: Expression, label: str, words: Glossary) -> str:
    return tell_value(of.type.of, label, words) if isinstance(of.type, SetType) else label


def _aggregate(aggregate: core.Aggregate, words: Glossary) -> str:
    listed = tell(aggregate.of, words)
    # The first gives what stands first itself, whatever part of it is looked at.
    value = None if aggregate.value is None or aggregate.kind == "first" else tell(aggregate.value, words)
    condition = None if aggregate.condition is None else tell(aggregate.condition, words)
    of, where = f" of {value}" if value else "", f" where {condition}" if condition else ""
    among, each = f"中符合“{condition}”的各项" if condition else "", f"之{value}" if value else ""
    return words.both(f"the {aggregate.kind}{of} over {listed}{where}", f"{listed}{among}{each}的{AGGREGATES[aggregate.kind]}")


def _noun(expression: Expression, words: Glossary) -> str:
    """Name what *expression* looks at, without claiming that a truth holds."""
    match expression:
        case core.FactValue(name=name) | core.DecisionValue(name=name) | core.Variable(name=name):
            return words.titles.get(name, name)
        case core.ParameterAt(name=name, date=day):
            title = words.titles.get(name, name)
            on = tell(day, words)
            return title if isinstance(day, core.AsOf) else words.both(f"{title} on {on}", f"{on}的{title}")
        case core.FieldOf(of=of, position=position):
            return _field(of, position, words)
        case _:
            return tell(expression, words)


def _denied(of: Expression, words: Glossary) -> str:
    """Say that *of* is not so."""
    match of:
        case core.FactValue() | core.DecisionValue() | core.Variable() | core.FieldOf() | core.ParameterAt():
            return _claim(of, words, holds=False)
        case core.Contains():
            return _held(of, words, holds=False)
        case core.IsKnown(of=inner):
            return words.both(f"{_noun(inner, words)} is not known", f"{_noun(inner, words)}未知")
        case core.Within(of=inner, tests=tests) if all(isinstance(test, core.Same) for test in tests):
            values = words.both(" nor ", "、").join(tell(test.value, words) for test in tests if isinstance(test, core.Same))
            neither, any_of = ("is not", "") if len(tests) == 1 else ("is neither", "中的任何一项")
            return words.both(f"{_noun(inner, words)} {neither} {values}", f"{_noun(inner, words)}不为{values}{any_of}")
        case core.Within(of=inner, tests=(core.Interval(low=low, high=high, low_closed=True, high_closed=True),)) if low and high:
            first, last = tell(low, words), tell(high, words)
            return words.both(f"{_noun(inner, words)} is not from {first} to {last}", f"{_noun(inner, words)}不在{first}至{last}之间")
        case _:
            return words.both(f"it is not so that {_grouped(of, words)}", f"并非{_grouped(of, words)}")


def _held(contains: core.Contains, words: Glossary, *, holds: bool) -> str:
    """Say whether a set has a label: titles of sets stand in the plural, so the label is what is spoken of."""
    label, whole = _of_set(contains.of, contains.label, words), tell(contains.of, words)
    zh = f"{whole}{'包含' if holds else '不包含'}{label}"
    if isinstance(contains.of, core.Variable):
        return words.both(f"{whole} {'includes' if holds else 'does not include'} {label}", zh)
    return words.both(f"{label} {'is' if holds else 'is not'} among {whole}", zh)


def _claim(leaf: Expression, words: Glossary, *, holds: bool) -> str:
    title = _noun(leaf, words)
    told = tell_value(BooleanType(), holds, words)
    return words.both(f"{title} is {told}", f"{title}为{told}")


def _side(of: Type, which: Side, words: Glossary) -> str:
    """Say on which side of another a value of a type stands: numbers are less or more, days and moments before or after."""
    match of:
        case DateType():
            return words.both(*_OF_DAYS[which])
        case MomentType() | TimeType():
            return words.both(*_OF_MOMENTS[which])
        case _:
            return words.both(*_OF_NUMBERS[which])


def _beside(left: Expression, right: Expression, which: Side, words: Glossary) -> str:
    return _compared(left, right, words.both("is ", "") + _side(left.type, which, words), words)


def _compared(left: Expression, right: Expression, claim: str, words: Glossary) -> str:
    if isinstance(left, core.FactValue | core.DecisionValue | core.Variable) and isinstance(right, core.Constant):
        told = words.titles.get(left.name, left.name)
        return words.both(f"{told} {claim} {tell(right, words)}", f"{told}{claim}{tell(right, words)}")
    one, other = _set_apart(left, words), _set_apart(right, words)
    return words.both(f"{one} {claim} {other}", f"{one}{claim}{other}")


def _tests(tests: tuple[Test, ...], words: Glossary) -> str:
    values = [tell(test.value, words) for test in tests if isinstance(test, core.Same)]
    if len(values) == len(tests):
        return words.both("is ", "为") + _one_of(values, words)
    return words.both(" or ", "或").join(_test(test, words) for test in tests)


def _one_of(values: list[str], words: Glossary) -> str:
    listed = words.both(", ", "、").join(values[:-1])
    return f"{listed}{words.both(' or ', '或')}{values[-1]}" if listed else values[-1]


def _end(of: Expression, which: Side, words: Glossary) -> str:
    return _side(of.type, which, words) + words.both(" ", "") + tell(of, words)


def _test(test: Test, words: Glossary) -> str:
    match test:
        case core.Same(value=value):
            return words.both(f"is {tell(value, words)}", f"为{tell(value, words)}")
        case core.Interval(low=low, low_closed=low_closed, high=high, high_closed=high_closed):
            if low is not None and high is not None and low_closed and high_closed:
                return words.both(f"is from {tell(low, words)} to {tell(high, words)}", f"为{tell(low, words)}至{tell(high, words)}")
            parts: list[str] = []
            if low is not None:
                parts.append(_end(low, "at least" if low_closed else "more", words))
            if high is not None:
                parts.append(_end(high, "at most" if high_closed else "less", words))
            return words.both("is ", "") + words.both(" and ", "且").join(parts)
        case _:
            assert_never(test)
