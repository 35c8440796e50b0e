"""Names: what a name, a parameter on another day, or a macro comes to."""

from lawbook.check.typing.meeting import drawn_whole
from lawbook.check.typing.reading import Drawn, Found, Given, Reading
from lawbook.check.words.told import told, told_type, values
from lawbook.model import core
from lawbook.model.core import Expression
from lawbook.model.policy import Parameter
from lawbook.model.types import DateType, OneOfType, SetType, Type
from lawbook.model.values import Cause
from lawbook.problems import EngineFault
from lawbook.problems.nearest import did_you_mean
from lawbook.read.syntax import Call, Dated, Input, Name, Syntax

EVERY_DAY = DateType(693_596, 803_168)
"""What `as_of` may be: 1900-01-01 to 2199-12-31."""


def draw_name(syntax: Name, reading: Reading) -> Drawn | None:
    """Read a name: an open place of the macro, a bound variable, or anything declared."""
    name, scope = syntax.name, reading.scope
    if name in reading.given:
        return _given(syntax, reading.given[name], reading)
    if name in scope.variables:
        _warn_if_hidden(syntax, reading)
        return Found(scope.variables[name])
    if name in scope.macros:
        return _expanded(syntax, name, (), reading)
    declared = _declared(syntax, reading)
    if declared is None and name not in scope.broken:
        _unknown_name(syntax, reading)
    return None if declared is None else Found(declared)


def _warn_if_hidden(syntax: Name, reading: Reading) -> None:
    """Warn of a field of a filtered list that stands before something declared under the same name."""
    name, scope = syntax.name, reading.scope
    if any(name in names for names in (scope.facts, scope.decisions, scope.parameters, scope.macros)):
        message = f"`{name}` is the field of the element here, and not what is declared as `{name}`"
        reading.warn("duplicate-name", message, syntax.at, f"write `item.{name}` for the field; the other cannot be named here")


def _declared(syntax: Name, reading: Reading) -> Expression | None:
    name, scope, where = syntax.name, reading.scope, reading.place(syntax.at)
    if name == "as_of":
        return core.AsOf(where=where, type=EVERY_DAY)
    if name in scope.facts:
        return core.FactValue(name, where=where, type=scope.facts[name].type)
    if name in scope.decisions:
        return core.DecisionValue(name, where=where, type=scope.decisions[name].type)
    if name in scope.parameters:
        return _parameter(scope.parameters[name], core.AsOf(where=where, type=EVERY_DAY), syntax, reading)
    return None


def _unknown_name(syntax: Name, reading: Reading) -> None:
    name, scope = syntax.name, reading.scope
    if name in scope.calendars:
        message = f"`{name}` is a calendar, and has no value of its own"
        reading.problem("wrong-type", message, syntax.at, f"write `add working days(date, 3, {name})`, or another function of calendars")
        return
    one_ofs = [type_.of if isinstance(type_, SetType) else type_ for type_ in _types(reading)]
    if any(isinstance(type_, OneOfType) and name in type_.labels for type_ in one_ofs):
        reading.problem("unknown-name", f"`{name}` is a label, and stands for itself only in quotes here", syntax.at, f'write `"{name}"`')
        return
    known = {*reading.given, *scope.variables, *scope.facts, *scope.decisions, *scope.parameters, *scope.macros, "as_of"}
    reading.problem("unknown-name", f"`{name}` is declared nowhere", syntax.at, did_you_mean(name, sorted(known)))


def _types(reading: Reading) -> list[Type]:
    scope = reading.scope
    facts, parameters = ([each.type for each in declared.values()] for declared in (scope.facts, scope.parameters))
    return [*facts, *parameters, *(decision.type for decision in scope.decisions.values())]


def draw_dated(syntax: Dated, reading: Reading) -> Found | None:
    """Read a parameter on another day."""
    day = drawn_whole(reading, syntax.date)
    parameter = reading.scope.parameters.get(syntax.name.name)
    if parameter is None:
        if reading.means(syntax.name.name):
            if syntax.name.name not in reading.scope.broken:
                message = f"`{syntax.name.name}` is no parameter: only a parameter has another value `at` another date"
                reading.problem("parameter-date", message, syntax.name.at)
        else:
            known = did_you_mean(syntax.name.name, sorted(reading.scope.parameters))
            reading.problem("unknown-name", f"`{syntax.name.name}` is declared nowhere", syntax.name.at, known)
        return None
    if day is None:
        return None
    if not isinstance(day.expression.type, DateType):
        message = f"{told(syntax.date)} is {told_type(day.expression.type)}, and a date is needed after `at`"
        reading.problem("wrong-type", message, syntax.date.at)
        return None
    return Found(_at(parameter, day.expression, syntax.at, reading))


def _parameter(parameter: Parameter, as_of: Expression, syntax: Name, reading: Reading) -> Expression:
    if parameter.dated_by is not None:
        message = f"`{parameter.name}` has its value on the day of `{parameter.dated_by}`, and stands here without a date"
        reading.problem("parameter-date", message, syntax.at, f"write `{parameter.name} at {parameter.dated_by}`")
    return _at(parameter, as_of, syntax.at, reading)


def _at(parameter: Parameter, day: Expression, at: int, reading: Reading) -> Expression:
    where = reading.place(at)
    key = None
    if parameter.by is not None and parameter.by in reading.scope.facts:
        key = core.FactValue(parameter.by, where=where, type=reading.scope.facts[parameter.by].type)
    cause = Cause(parameter.order, "no-parameter-value", parameter.name)
    return core.ParameterAt(parameter.name, day, key, cause, where=where, type=parameter.type)


def draw_input(syntax: Input, reading: Reading) -> Found | None:
    """Read `?`."""
    if reading.input is not None:
        return Found(reading.input)
    reading.problem("unknown-name", "`?` has a meaning only in a cell", syntax.at, "name what is meant")
    return None


def draw_macro(syntax: Call, reading: Reading) -> Drawn | None:
    """Read the use of a macro; what is given to it is read once, where it stands."""
    arguments = tuple(_read_given(argument, reading) for argument in syntax.arguments)
    return _expanded(syntax, syntax.function, arguments, reading)


def _read_given(argument: Syntax, reading: Reading) -> Given:
    labour = reading.labour
    parts, deepest = labour.parts, labour.deepest
    labour.deepest = labour.depth
    drawn = reading.draw(argument, reading)
    given = Given(drawn, labour.deepest - labour.depth, labour.parts - parts)
    labour.deepest = max(deepest, labour.deepest)
    return given


def _given(syntax: Name, given: Given, reading: Reading) -> Drawn | None:
    """Put what was given in its place, where that does not grow too deep or too large."""
    labour = reading.labour
    labour.parts += given.parts
    labour.deepest = max(labour.deepest, labour.depth + given.depth)
    return given.drawn if not reading.overgrown(syntax, labour.deepest) else None


def _expanded(syntax: Name | Call, name: str, arguments: tuple[Given, ...], reading: Reading) -> Drawn | None:
    macro = reading.scope.macros.get(name)
    if macro is None:
        raise EngineFault(f"{name} is no macro")
    if len(arguments) != len(macro.given):
        needed = ", ".join(macro.given)
        message = f"`{name}` is given {values(len(arguments))} and needs {len(macro.given)}"
        reading.problem("wrong-arguments", message, syntax.at, f"write `{name}({needed})`" if needed else f"write `{name}`")
        return None
    if any(used == name for used, _ in reading.uses):
        reading.problem("macro-cycle", f"the macro `{name}` uses itself", syntax.at)
        return None
    given = dict(zip(macro.given, arguments, strict=True))
    return reading.draw(macro.body, reading.inside(macro, given, syntax.at))
