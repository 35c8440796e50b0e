"""Questions asked of a set of labels."""

from lawbook.check.typing.comparisons import BOOLEAN
from lawbook.check.typing.meeting import drawn_whole, label_written
from lawbook.check.typing.reading import Found, Listing, Reading
from lawbook.check.words.told import told, told_type
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.types import SetType
from lawbook.read.syntax import Call


def draw_contains(syntax: Call, reading: Reading) -> Found | None:
    """Read `contains(set, "label")`."""
    of = _set(syntax, reading)
    if of is None:
        return None
    expression, type_ = of
    label = label_written(syntax.arguments[1], reading, type_.of)
    if label is None:
        return None
    return Found(core.Contains(expression, label, where=reading.place(syntax.at), type=BOOLEAN))


def draw_any_or_all(syntax: Call, reading: Reading) -> Found | None:
    """Read `any of(set, ["A", "B"])` or `all of(…)`."""
    of = _set(syntax, reading)
    asked = reading.draw(syntax.arguments[1], reading)
    if of is None or asked is None:
        return None
    if not isinstance(asked, Listing) or not asked.items:
        message = f"{told(syntax.arguments[1])} is no list of labels"
        reading.problem("wrong-arguments", message, syntax.arguments[1].at, f'write `{syntax.function}(set, ["A", "B"])`')
        return None
    expression, type_ = of
    where = reading.place(syntax.at)
    labels = [label_written(item, asked.reading, type_.of) for item in asked.items]
    contained = [core.Contains(expression, label, where=where, type=BOOLEAN) for label in labels if label is not None]
    if len(contained) < len(labels):
        return None
    join = core.AnyOf if syntax.function == "any of" else core.All
    return Found(join(tuple(contained), where=where, type=BOOLEAN))


def _set(syntax: Call, reading: Reading) -> tuple[Expression, SetType] | None:
    argument = syntax.arguments[0]
    found = drawn_whole(reading, argument)
    if found is None:
        return None
    type_ = found.expression.type
    if isinstance(type_, SetType):
        return found.expression, type_
    message = f"{told(argument)} is {told_type(type_)}, and `{syntax.function}` is asked of a set"
    reading.problem("wrong-type", message, argument.at)
    return None
