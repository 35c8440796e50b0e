"""What is published of a decision in generated Python: values as Python callers see them, or as they stand in JSON."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Literal, TypeAlias

from msgspec import Raw

from lawbook.compile.resolving import Remembered
from lawbook.compile.source import Source
from lawbook.compile.terms import Term
from lawbook.contract.decision import canonical_json
from lawbook.contract.values import to_json_value, to_public
from lawbook.model.policy import Decision as Declared
from lawbook.model.types import BooleanType, DateType, ListType, MomentType, NumberType, OneOfType, SetType, TextType, TimeType, Type
from lawbook.model.values import Known, Unknown, Value

Form: TypeAlias = Literal["public", "json"]

_AS_PUBLIC: dict[type[Type], str] = {
    DateType: "DATE({0})",
    TimeType: "TIME({0} // 3600, {0} // 60 % 60, {0} % 60)",
    MomentType: "INSTANT({0})",
}
_AS_JSON: dict[type[Type], str] = {
    DateType: "DATE_TEXT({0})",
    MomentType: "MOMENT_TEXT({0})",
}


def told(of: Type, form: Form, text: str, source: Source) -> str:
    """Give the text of the known value *text*, of type *of*, as it is published."""
    match of:
        case BooleanType() | TextType() | OneOfType() | NumberType(kind="integer" | "days" | "months"):
            return text
        case NumberType(scale=scale) if form == "public":
            return f"SCALEB(DECIMAL({text}), {-scale})"
        case NumberType(scale=0):
            return f"str({text})"
        case NumberType(scale=scale):
            pattern = source.constant(f"%d.%0{scale}d")
            return f"({pattern} % divmod({text}, {10**scale}) if {text} >= 0 else FIXED({text}, {scale}))"
        case TimeType() if form == "json":
            return f"{source.constant(Remembered(partial(_to_json, of)))}[{text}]"
        case DateType() | TimeType() | MomentType():
            return (_AS_PUBLIC if form == "public" else _AS_JSON)[type(of)].format(text)
        case SetType() | ListType(of=OneOfType()):
            return f"{source.constant(Remembered(partial(_teller(form), of)))}[{text}]"
        case _:
            return f"{source.constant(partial(_teller(form), of))}({text})"


def _teller(form: Form) -> Callable[[Type, Value], object]:
    return to_public if form == "public" else _to_json


def _to_json(of: Type, value: Value) -> object:
    told_value = to_json_value(of, value)
    return Raw(canonical_json(told_value)) if isinstance(told_value, list | dict) else told_value


def published(declared: Declared, value: Term, choices: Iterable[Known] | None, form: Form, source: Source) -> tuple[list[str], str]:
    """Give the lines that work out the published value of a decision, and the text of it.

    *choices* are all the known values that it can have, where they are known. The causes of an unknown are put into `unknowns`.
    """
    text = told(declared.type, form, value.text, source)
    if choices is not None and text != value.text:
        text = f"{source.constant({choice: _teller(form)(declared.type, choice) for choice in choices})}[{value.text}]"
    if not value.nullable:
        return [], text
    name, key = source.fresh("p"), source.constant(declared.name)
    causes = f"{value.text}.causes" if form == "public" else f"CAUSES({value.text})"
    doubt = [f"unknowns[{key}] = {causes}", f"{name} = {_fallback(declared, value, form, source)}"]
    return [f"if type({value.text}) is U: {'; '.join(doubt)}", f"else: {name} = {text}"], name


def _fallback(declared: Declared, value: Term, form: Form, source: Source) -> str:
    match declared.fallback:
        case None:
            return f"ALWAYS_KNOWN({source.constant(declared.name)})"
        case Unknown():
            return value.text if form == "public" else f"{{'unknown': CAUSES({value.text})}}"
        case fallback:
            return source.constant(_teller(form)(declared.type, fallback))
