"""What a mutant is: a policy with one small change, and what a person is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from lawbook.model.core import Expression
from lawbook.model.policy import Decision, Parameter, Policy, ScoreReasons, Words
from lawbook.model.types import Type
from lawbook.model.values import Known
from lawbook.problems import Where

Operator: TypeAlias = Literal[
    "bound",
    "end",
    "comparison",
    "label",
    "condition",
    "junction",
    "negation",
    "exception",
    "row",
    "order",
    "outcome",
    "severity",
    "otherwise",
    "fallback",
    "reason",
    "obligation",
    "points",
    "constant",
    "rounding",
    "extreme",
    "sign",
    "branch",
    "parameter",
    "date",
]

OPERATORS: Mapping[Operator, Words] = {
    "bound": Words("a written bound moved by one unit", "界限值变动一个单位"),
    "end": Words("an open end closed, or a closed one opened", "开端与闭端互换"),
    "comparison": Words("a comparison turned into its opposite", "比较改为其反面"),
    "label": Words("a label compared with another one", "所比较的选项换为相邻选项"),
    "condition": Words("a condition dropped", "删去条件"),
    "junction": Words("`and` and `or` exchanged", "“且”与“或”互换"),
    "negation": Words("a `not` removed", "删去“非”"),
    "exception": Words("an exception dropped", "删去例外"),
    "row": Words("a rule or row dropped", "删去规则或行"),
    "order": Words("two rows exchanged", "两行次序互换"),
    "outcome": Words("an outcome exchanged for its neighbour", "结论换为相邻结论"),
    "severity": Words("two severities exchanged", "两个严重程度互换"),
    "otherwise": Words("what holds otherwise changed", "变更“其他情形”的结论"),
    "fallback": Words("what is published for an unknown changed", "变更未知时对外给出的值"),
    "reason": Words("a reason dropped, or one more or fewer given", "删去原因，或多给、少给一项原因"),
    "obligation": Words("an obligation dropped", "删去义务"),
    "points": Words("the points of a scorecard changed by one", "评分卡分值变动一分"),
    "constant": Words("a constant of a formula changed by one unit", "公式中的常数变动一个单位"),
    "rounding": Words("a rounding turned the other way", "取整方向改变"),
    "extreme": Words("least and greatest exchanged", "最小与最大互换"),
    "sign": Words("plus and minus exchanged", "加减互换"),
    "branch": Words("the branches of an `if` exchanged", "“若……则……否则”的两支互换"),
    "parameter": Words("a parameter changed by one unit", "参数变动一个单位"),
    "date": Words("the day of a parameter's value moved by one", "参数生效日移动一天"),
}
"""The operators, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value of a type, as a person is told it."""

    type: Type
    value: Known


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table over the input it stands under; None is `-`."""

    truth: Expression | None
    input: Expression


Part: TypeAlias = Expression | Typed | Cell | Words
"""What was changed, or what it was changed into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What stands in the place of the decisions, parameters and scorecards of the same names."""

    decisions: tuple[Decision, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    score_reasons: tuple[ScoreReasons, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One small change of a policy.

    *subject* is the id of the rule or row, or the name of the decision or parameter, that is changed at *where*. *before* stands there
    and *after* would; None is nothing. *row* is the place of the row that changed, where only one row of one table did.
    """

    id: str
    operator: Operator
    subject: str
    before: Part | None
    after: Part | None
    changes: Changes
    row: int | None = None
    where: Where = field(compare=False)

    @property
    def starts(self) -> tuple[str, ...]:
        """The decisions whose making is changed."""
        return tuple(decision.name for decision in self.changes.decisions)


def mutated(policy: Policy, mutant: Mutant) -> Policy:
    """Give *policy* with the change made; its hashes still name what it was."""
    changes = mutant.changes
    decisions = {each.name: each for each in changes.decisions}
    parameters = {each.name: each for each in changes.parameters}
    scores = {each.decision: each for each in changes.score_reasons}
    return replace(
        policy,
        decisions=tuple(decisions.get(each.name, each) for each in policy.decisions),
        parameters=tuple(parameters.get(each.name, each) for each in policy.parameters),
        score_reasons=tuple(scores.get(each.decision, each) for each in policy.score_reasons),
    )
