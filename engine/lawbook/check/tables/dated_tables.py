"""A table as it reads on given days: the parameters of the day in their places."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from lawbook.model.core import AsOf, Constant, Expression, Interval, ParameterAt, Row, Same, Table, is_expression
from lawbook.model.policy import Parameter
from lawbook.model.walking import every_part
from lawbook.operators.parameters import value_on

_MOST_DAYS = 400
"""How many readings of one table are looked at."""


def readings(table: Table, parameters: Mapping[str, Parameter], span: tuple[int, int] | None) -> Iterator[Table]:
    """Give *table* for each combination of parameter values of the day that is in force at some time of *span*.

    Where that would be too many, the last one is *table* itself, of whose parameters nothing is said.
    """
    tests = {id(test): test for row in table.rows for test in _tests(row)}
    names = {part.name for test in tests.values() for part in every_part(test) if isinstance(part, ParameterAt) and _is_of_the_day(part)}
    if not names or span is None:
        yield table
        return
    first, last = span
    dated = [dated for name in names for _, dated in parameters[name].series]
    days = {first} | {day for series in dated for day, _ in series if first < day <= last}
    seen: set[tuple[Row, ...]] = set()
    for day in sorted(days)[:_MOST_DAYS]:
        for choice in _choices(names, parameters):
            reading = replace(table, rows=tuple(_row_on(row, day, choice, parameters) for row in table.rows))
            if reading.rows not in seen:
                seen.add(reading.rows)
                yield reading
    if len(days) > _MOST_DAYS:
        yield table


def _tests(row: Row) -> Iterator[Expression]:
    yield from (cell for cell in row.cells if cell is not None)
    if row.condition is not None:
        yield row.condition


def _is_of_the_day(part: ParameterAt) -> bool:
    return isinstance(part.date, AsOf)


def _choices(names: set[str], parameters: Mapping[str, Parameter]) -> list[dict[str, str]]:
    """Give the variants to look at: all of one keying fact; where several facts key parameters, those are left as they are."""
    keys = {parameters[name].by: [key for key, _ in parameters[name].series] for name in names}
    by = [name for name in keys if name is not None]
    return [{by[0]: key} for key in keys[by[0]] if key is not None] if len(by) == 1 else [{}]


def _row_on(row: Row, day: int, choice: dict[str, str], parameters: Mapping[str, Parameter]) -> Row:
    cells = tuple(None if cell is None else _on(cell, day, choice, parameters) for cell in row.cells)
    condition = None if row.condition is None else _on(row.condition, day, choice, parameters)
    return replace(row, cells=cells, condition=condition)


def _on(expression: Expression, day: int, choice: dict[str, str], parameters: Mapping[str, Parameter]) -> Expression:
    if isinstance(expression, ParameterAt) and _is_of_the_day(expression):
        parameter = parameters[expression.name]
        key = None if parameter.by is None else choice.get(parameter.by)
        value = None if parameter.by is not None and key is None else value_on(parameter, key, day)
        return expression if value is None else Constant(value, where=expression.where, type=expression.type)
    changed: dict[str, Any] = {}
    for each in fields(expression):
        value = getattr(expression, each.name)
        if isinstance(value, tuple):
            changed[each.name] = tuple(_part_on(part, day, choice, parameters) for part in value)
        elif is_expression(value):
            changed[each.name] = _on(value, day, choice, parameters)
    return replace(expression, **changed)


def _part_on(part: object, day: int, choice: dict[str, str], parameters: Mapping[str, Parameter]) -> object:
    match part:
        case Same(value=value):
            return Same(_on(value, day, choice, parameters))
        case Interval(low=low, high=high):
            ends = [None if end is None else _on(end, day, choice, parameters) for end in (low, high)]
            return replace(part, low=ends[0], high=ends[1])
        case _ if is_expression(part):
            return _on(part, day, choice, parameters)
        case _:
            return part
