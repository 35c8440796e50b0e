"""Goals in words, and why one of them is not reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from lawbook.cover.boundaries import Boundary
from lawbook.cover.conditions import Aspect
from lawbook.cover.goals import ComesOut, Goal, RowFires, SideSeen
from lawbook.cover.impossible import needed_tests
from lawbook.cover.observing import Observation, Observed
from lawbook.evaluate.explanation import values_behind
from lawbook.evaluate.expressions import evaluate
from lawbook.evaluate.telling_values import Glossary, glossary, tell_value
from lawbook.evaluate.wording import tell
from lawbook.model import core
from lawbook.model.core import Expression, Table
from lawbook.model.policy import Policy, Words
from lawbook.model.types import DateType, MomentType, NumberType, TimeType
from lawbook.model.walking import every_part

ASPECTS: dict[Aspect, Words] = {"true": Words("true", "成立"), "false": Words("false", "不成立"), "unknown": Words("unknown", "无法判断")}
MOST_LACKING = 4
"""How many conditions are told of those that a scenario lacks."""


@dataclass(frozen=True, slots=True)
class ToldGoal:
    """A goal in words: what it is, and why it is not reached."""

    goal: Goal
    text: str
    why: str


def told_goals(goals: Sequence[Goal], observed: Observed, lang: str) -> Iterator[ToldGoal]:
    """Tell those of *goals* that are not reached, in *lang* (`zh` or `en`)."""
    glossaries: dict[tuple[str, int], Glossary] = {}
    for goal in goals:
        if goal.state == "reached":
            continue
        policy = goal.policy
        words = glossaries.setdefault((policy.name, policy.version), glossary(policy, lang))
        yield ToldGoal(goal, told(goal, words), _why(goal, observed, words))


def told(goal: Goal, words: Glossary) -> str:
    """Say what a goal is."""
    match goal.target:
        case RowFires(row=row):
            return row.id
        case ComesOut(condition=condition, aspect=aspect):
            return f"{tell(condition.test, words)}{words.both(': ', '：')}{ASPECTS[aspect].told(words.lang)}"
        case SideSeen(boundary=boundary, side=side):
            return _side(boundary, side, words)
        case _:
            assert_never(goal.target)


def _side(boundary: Boundary, number: int, words: Glossary) -> str:
    left = tell(boundary.left, words)
    side = boundary.sides[number]
    right = boundary.right
    if isinstance(right, core.Constant) and isinstance(right.value, int):
        return f"{left} = {_number(boundary.left, right.value + side, words)}"
    told = tell(right, words)
    if side == 0:
        return f"{left} = {told}"
    step = _distance(boundary.left, boundary.width or abs(side), words)
    below = side < 0
    return words.both(
        f"{left} {step} {'below' if below else 'above'} {told}",
        f"{left}比{told}{'少' if below else '多'}{step}",
    )


def _number(expression: Expression, value: int, words: Glossary) -> str:
    """Tell a value on the scale of *expression*."""
    if isinstance(expression, core.Position):
        return tell_value(expression.of.type, expression.labels[value], words) if 0 <= value < len(expression.labels) else str(value)
    return tell_value(expression.type, value, words, _unit(expression, words))


def _distance(expression: Expression, value: int, words: Glossary) -> str:
    """Tell how far two values on the scale of *expression* are apart."""
    if isinstance(expression, core.Rescale) and value % 10**expression.by == 0:
        return _distance(expression.of, value // 10**expression.by, words)
    match expression.type:
        case NumberType() if not isinstance(expression, core.Position):
            return tell_value(expression.type, value, words, _unit(expression, words))
        case DateType():
            return words.both(f"{value} day{'' if value == 1 else 's'}", f"{value}天")
        case TimeType() | MomentType():
            return words.both(f"{value} second{'' if value == 1 else 's'}", f"{value}秒")
        case _:
            return str(value)


def _unit(expression: Expression, words: Glossary) -> str | None:
    return words.units.get(expression.name) if isinstance(expression, core.FactValue | core.DecisionValue | core.ParameterAt) else None


def _why(goal: Goal, observed: Observed, words: Glossary) -> str:
    if goal.state == "impossible":
        return words.both("no facts can bring it about", "任何事实都不能使其发生")
    observations = [each for version in goal.states for each in observed.of_version(goal.policy.name, version)]
    if not observations:
        return words.both("no scenario decides with this version", "没有场景使用该版本作出决定")
    match goal.target:
        case RowFires():
            return _why_row(goal, goal.target, observations, words)
        case ComesOut(condition=condition, aspect=aspect):
            return _why_condition(condition.test, aspect, observations, words)
        case SideSeen(boundary=boundary, side=side):
            return _why_side(boundary, side, observations, words)
        case _:
            assert_never(goal.target)


def _why_row(goal: Goal, target: RowFires, observations: Sequence[Observation], words: Glossary) -> str:
    if goal.state == "outweighed" and goal.by is not None:
        fired = [row.row.id for row in goal.by.judged.tables[target.decision].fired]
        by = words.both(", ", "、").join(fired) or words.both("nothing", "无")
        place = goal.by.scenario.place
        return words.both(f"it applies in {place}, where {by} decides", f"在 {place} 中适用，但起决定作用的是 {by}")
    table = _table(goal.policy, target.decision)
    if target.row is table.otherwise:
        return words.both("no scenario leaves all other rows without effect", "没有场景使其他各行均不适用")
    tests = tuple(needed_tests(target.row, table))
    nearest = min(observations, key=lambda each: len(_lacking(tests, each)))
    lacking = _lacking(tests, nearest)
    place = nearest.scenario.place
    told = words.both("; ", "；").join(_with_values(test, nearest, words) for test in lacking[:MOST_LACKING])
    more = len(lacking) - MOST_LACKING
    rest = words.both(f"; and {more} more", f"；另有 {more} 项") if more > 0 else ""
    return words.both(f"{place} comes nearest and lacks: {told}{rest}", f"最接近的是 {place}，尚缺：{told}{rest}")


def _table(policy: Policy, name: str) -> Table:
    (body,) = [decision.body for decision in policy.decisions if decision.name == name and isinstance(decision.body, Table)]
    return body


def _lacking(tests: Sequence[Expression], observation: Observation) -> list[Expression]:
    setting = observation.setting()
    return [test for test in tests if evaluate(test, setting) is not True]


def _values(test: Expression, observation: Observation, words: Glossary) -> str:
    return words.both(", ", "，").join(f"{title} {value}" for title, value in values_behind([test], observation.setting(), words))


def _with_values(test: Expression, observation: Observation, words: Glossary) -> str:
    values = _values(test, observation, words)
    return tell(test, words) + (words.both(f" ({values})", f"（{values}）") if values else "")


def _why_condition(test: Expression, aspect: Aspect, observations: Sequence[Observation], words: Glossary) -> str:
    if aspect == "unknown":
        return _why_never_unknown(test, observations[0].policy, words)
    count = len(observations)
    some = observations[0]
    values = _values(test, some, words)
    return words.both(
        f"never {aspect} in {count} decision{'' if count == 1 else 's'}; in {some.scenario.place}: {values}",
        f"在 {count} 次决定中从未{ASPECTS[aspect].zh}；如 {some.scenario.place}：{values}",
    )


def _why_never_unknown(test: Expression, policy: Policy, words: Glossary) -> str:
    optional = {fact.name for fact in policy.facts if fact.optional} | {each.name for each in policy.decisions if each.nullable}
    open_ = [part.name for part in every_part(test) if isinstance(part, core.FactValue | core.DecisionValue) and part.name in optional]
    dated = [part.name for part in every_part(test) if isinstance(part, core.ParameterAt)]
    titles = words.both(" or ", "或").join(words.titles[name] for name in dict.fromkeys(open_ or dated))
    if titles:
        return words.both(f"no scenario leaves {titles} unknown", f"没有场景使{titles}未知")
    return words.both("no scenario leaves open what it looks at", "没有场景使其所依据的内容未知")


def _why_side(boundary: Boundary, number: int, observations: Sequence[Observation], words: Glossary) -> str:
    nearest: tuple[int, Observation, int, int] | None = None
    for observation in observations:
        setting = observation.setting()
        left, right = evaluate(boundary.left, setting), evaluate(boundary.right, setting)
        if isinstance(left, int) and isinstance(right, int):
            distance = abs(left - right - boundary.sides[number])
            if nearest is None or distance < nearest[0]:
                nearest = distance, observation, left, right
    if nearest is None:
        return words.both("no scenario compares the two", "没有场景对二者进行比较")
    place = nearest[1].scenario.place
    values = f"{tell(boundary.left, words)} = {_number(boundary.left, nearest[2], words)}"
    if not isinstance(boundary.right, core.Constant):
        values += words.both(", ", "，") + f"{tell(boundary.right, words)} = {_number(boundary.right, nearest[3], words)}"
    return words.both(f"{place} comes nearest: {values}", f"最接近的是 {place}：{values}")
