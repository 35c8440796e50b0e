"""The contract of a policy as JSON Schema (2020-12): the facts it takes and the decisions it gives.

What JSON Schema cannot say stands in keywords of our own, which say it exactly: `x-number` (range and decimals of a number that may be
written as text), `formatMinimum` and `formatMaximum` (of dates and instants). A validator that does not know them accepts a little more:
text that is a number out of range, decimals that are zeros beyond the scale, days outside the declared ones. It must keep `format`.
"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from lawbook.contract.facts import may_be_absent
from lawbook.contract.values import SAFE_INTEGER
from lawbook.contract.written import DATE, MOMENT, TIME, date_text, exact, fixed_scale, moment_text
from lawbook.model.policy import Decision, Fact, FieldWords, Policy, Words
from lawbook.model.types import (
    MOMENT_HIGH,
    MOMENT_LOW,
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
from lawbook.model.values import Unknown

Schema: TypeAlias = dict[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def facts_schema(policy: Policy) -> Schema:
    """Describe the JSON object of facts that *policy* takes."""
    return {
        "$schema": DRAFT,
        "$id": f"urn:lawbook:{policy.name}:v{policy.version}:facts",
        **_titled(policy.title),
        "type": "object",
        "properties": {fact.name: _fact(fact) for fact in policy.facts},
        "required": [fact.name for fact in policy.facts if not may_be_absent(fact)],
        "additionalProperties": False,
    }


def decision_schema(policy: Policy) -> Schema:
    """Describe the canonical body of a decision of *policy*."""
    published = [decision for decision in policy.decisions if decision.published]
    outcome = {decision.name: _outcome(decision) for decision in published}
    causes = {decision.name: _list_of(CAUSE) for decision in published if decision.nullable}
    reason = _closed({"cites": _list_of(TEXT), "code": TEXT, "decision": TEXT, "rule": TEXT, "text": BOTH_LANGUAGES})
    note = _closed({"kind": {"const": "parameter-held"}, "name": TEXT, "through": {"type": "string", "format": "date"}})
    made_by = [_made_by(policy.name, policy.version), *(_made_by(used.policy, used.version) for used in policy.others)]
    body = _closed(
        {
            "as_of": {"type": "string", "format": "date"},
            "fired": _list_of(TEXT),
            "notes": _list_of(note),
            "obligations": _list_of(_closed({"code": TEXT, "text": BOTH_LANGUAGES})),
            "outcome": _closed(outcome),
            "policies": _list_of(made_by[0] if len(made_by) == 1 else {"anyOf": made_by}),
            "reasons": _list_of(reason),
            "unknown": {"type": "object", "properties": causes, "additionalProperties": False},
        }
    )
    return {"$schema": DRAFT, "$id": f"urn:lawbook:{policy.name}:v{policy.version}:decision", **_titled(policy.title), **body}


def _made_by(policy: str, version: int) -> Schema:
    return _closed({"hash": TEXT, "policy": {"const": policy}, "version": {"const": version}})


def _closed(properties: dict[str, Schema], optional: Iterable[str] = ()) -> Schema:
    required = [name for name in properties if name not in set(optional)]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


TEXT: Schema = {"type": "string"}
BOTH_LANGUAGES: Schema = _closed({"en": TEXT, "zh": TEXT})
CAUSE: Schema = _closed({"kind": TEXT, "name": TEXT, "rows": _list_of(TEXT)}, optional=["rows"])
UNKNOWN: Schema = _closed({"unknown": _list_of(CAUSE)})


def _titled(words: Words) -> Schema:
    return {"title": words.en, "x-title-zh": words.zh}


def _worded(declared: Fact | Decision | FieldWords) -> Schema:
    told = _titled(declared.title)
    if declared.unit is not None:
        told["x-unit"] = {"en": declared.unit.en, "zh": declared.unit.zh}
    if declared.titles:
        told["x-titles"] = {label: {"en": words.en, "zh": words.zh} for label, words in declared.titles}
    return told


def _fact(fact: Fact) -> Schema:
    told = _worded(fact)
    if fact.personal:
        told["x-personal"] = True
    if fact.consent is not None:
        told["x-consent"] = {"fact": fact.consent.fact} | ({} if fact.consent.purpose is None else {"purpose": fact.consent.purpose})
    schema = _with_fields(fact, posted_schema(fact.type))
    return {**told, **(_or_null(schema) if may_be_absent(fact) else schema)}


def _with_fields(fact: Fact, schema: Schema) -> Schema:
    """Say beside each field of a list of records what it is called."""
    items = schema.get("items")
    properties = items.get("properties") if isinstance(items, dict) else None
    if not fact.fields or not isinstance(items, dict) or not isinstance(properties, dict):
        return schema
    told = {each.name: {**_worded(each), **properties[each.name]} for each in fact.fields}
    return {**schema, "items": {**items, "properties": told}}


def _or_null(schema: Schema) -> Schema:
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    nullable = {**schema, "type": [*kinds, "null"]}
    enum = schema.get("enum")
    if isinstance(enum, list):
        nullable["enum"] = [*enum, None]
    return nullable


def posted_schema(type_: Type) -> Schema:  # noqa: C901 - one match over the types
    """Describe the JSON values that are accepted as values of *type_*."""
    match type_:
        case BooleanType():
            return {"type": "boolean"}
        case NumberType(kind="integer" | "days" | "months"):
            low, high = max(type_.low, -SAFE_INTEGER), min(type_.high, SAFE_INTEGER)
            return {"type": "integer", "minimum": low, "maximum": high, "x-kind": type_.kind}
        case NumberType():
            return _posted_number(type_)
        case DateType(low=low, high=high):
            return _between({"type": "string", "format": "date", "pattern": f"^{DATE}$"}, date_text(low), date_text(high))
        case TimeType():
            return {"type": "string", "pattern": f"^{TIME}$", "x-kind": "time of day"}
        case MomentType():
            written: Schema = {"type": "string", "format": "date-time", "pattern": f"^{MOMENT}$"}
            return _between(written, moment_text(MOMENT_LOW), moment_text(MOMENT_HIGH))
        case TextType(most=most):
            return {"type": "string", "maxLength": most}
        case OneOfType(labels=labels):
            return {"type": "string", "enum": list(labels)}
        case SetType(of=of):
            return {"type": "array", "items": posted_schema(of), "uniqueItems": True}
        case RecordType(names=names, types=types, optional=optional):
            fields = {
                name: _or_null(posted_schema(kind)) if can else posted_schema(kind)
                for name, kind, can in zip(names, types, optional, strict=True)
            }
            return _closed(fields, [name for name, can in zip(names, optional, strict=True) if can])
        case ListType(of=of, most=most):
            return {"type": "array", "items": posted_schema(of), "maxItems": most}
        case _:
            assert_never(type_)


def _between(schema: Schema, low: str, high: str) -> Schema:
    return {**schema, "formatMinimum": low, "formatMaximum": high}


def _posted_number(type_: NumberType) -> Schema:
    low, high = fixed_scale(type_.low, type_.scale), fixed_scale(type_.high, type_.scale)
    decimals = f"(\\.[0-9]{{1,{type_.scale}}})?" if type_.scale else ""
    schema: Schema = {
        "type": ["number", "string"],
        "minimum": _json_number(type_.low, type_.scale, -1),
        "maximum": _json_number(type_.high, type_.scale, 1),
        "multipleOf": _json_number(1, type_.scale, 0),
        "pattern": f"^-?[0-9]+{decimals}$",
        "x-kind": type_.kind,
        "x-number": {"minimum": low, "maximum": high, "scale": type_.scale},
    }
    if type_.currency is not None:
        schema["x-currency"] = type_.currency
    return schema


def _json_number(count: int, scale: int, outwards: int) -> int | float:
    """Give an exact number for readers of JSON; where none would be exact, the next whole number *outwards*."""
    unit: int = 10**scale
    whole, rest = divmod(count, unit)
    if rest == 0:
        return whole
    nearest = float(exact(count, scale))
    if outwards == 0 or f"{nearest:.{scale}f}" == fixed_scale(count, scale):
        return nearest
    return whole if outwards < 0 else whole + 1


def _outcome(decision: Decision) -> Schema:
    schema = told_schema(decision.type)
    if isinstance(decision.fallback, Unknown):
        schema = {"anyOf": [schema, UNKNOWN]}
    return {**_worded(decision), **schema}


def told_schema(type_: Type) -> Schema:
    """Describe how values of *type_* are told in a decision."""
    match type_:
        case NumberType(kind="decimal" | "money" | "ratio", scale=scale):
            decimals = f"\\.[0-9]{{{scale}}}" if scale else ""
            return {"type": "string", "pattern": f"^-?[0-9]+{decimals}$", "x-kind": type_.kind}
        case NumberType():
            return {"type": "integer", "x-kind": type_.kind}
        case DateType():
            return {"type": "string", "format": "date"}
        case TimeType():
            return {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$", "x-kind": "time of day"}
        case MomentType():
            return {"type": "string", "format": "date-time"}
        case SetType(of=of):
            return {"type": "array", "items": told_schema(of), "uniqueItems": True}
        case RecordType(names=names, types=types, optional=optional):
            kinds = [told_schema(kind) for kind in types]
            return _closed(
                {name: {"anyOf": [kind, UNKNOWN]} if can else kind for name, kind, can in zip(names, kinds, optional, strict=True)}
            )
        case ListType(of=of):
            return _list_of(told_schema(of))
        case BooleanType() | TextType() | OneOfType():
            return posted_schema(type_)
        case _:
            assert_never(type_)
