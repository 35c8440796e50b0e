"""The JSON Schema of the files that policies are written in, from which editors complete and check."""

from collections.abc import Iterable
from typing import TypeAlias

from lawbook.check.declared.calendars import CALENDAR_KEYS, HOLIDAY_KEYS, WEEKDAYS
from lawbook.check.declared.declarations import SECTIONS
from lawbook.check.declared.facts import CHANGES, CONSENT_KEYS, FACT_KEYS
from lawbook.check.declared.macros import MACRO_KEYS
from lawbook.check.declared.parameters import PARAMETER_KEYS
from lawbook.check.declared.types import FIELD_KEYS
from lawbook.check.law.register import ROW_KEYS as LAW_KEYS
from lawbook.check.policies.bases import CONFIRMATION_KEYS
from lawbook.check.policies.headers import HEADER_KEYS
from lawbook.check.policies.invariants import IMPLIES_KEYS, INVARIANT_KEYS
from lawbook.check.policies.invariants import KINDS as INVARIANT_KINDS
from lawbook.check.policies.policy import POLICY_KEYS
from lawbook.check.written.decisions import DECISION_KEYS, FORMS, OUTPUT_KEYS
from lawbook.check.written.granted import EXCEPTIONS_KEYS, GRANT_KEYS
from lawbook.check.written.notices import UNTOLD
from lawbook.check.written.ranks import GATE_KEYS, ORDERS, RANK_KEYS
from lawbook.check.written.rules import RULE_KEYS, UNLESS_KEYS
from lawbook.check.written.scorecards import CHARACTERISTIC_KEYS, SCORECARD_KEYS
from lawbook.check.written.tables import HITS, ROW_KEYS, TABLE_KEYS
from lawbook.library.retention import KEYS as RETENTION_KEYS
from lawbook.model.limits import LABELS, LIST_LENGTH, NAME_LENGTH, TABLE_ROWS

Schema: TypeAlias = dict[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
KINDS = ("policy", "vocabulary", "register", "calendar", "exceptions", "retention")

SCALAR: Schema = {"type": ["string", "number", "boolean"]}
TEXT: Schema = {"type": "string", "minLength": 1}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
FLAG: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _listed(items: Schema) -> Schema:
    return {"type": "array", "items": items, "uniqueItems": True}


def _named(values: Schema, description: str) -> Schema:
    return {"type": "object", "additionalProperties": values, "propertyNames": {"maxLength": NAME_LENGTH}, "description": description}


MEANINGS: dict[str, Schema] = {
    "language": {"const": 1, "description": "the version of the policy language"},
    "policy": {"type": "string", "description": "the name of the policy, which is its folder"},
    "vocabulary": {"type": "string", "description": "the name of the vocabulary, such as shared/borrower"},
    "register": {"type": "string", "description": "the name of the register, such as law/cn"},
    "version": {"type": "integer", "minimum": 1, "description": "the number of the version, which is its file: v2.yaml"},
    "title": _ref("words"),
    "summary": _ref("words"),
    "description": _ref("words"),
    "effective": {**DAY, "description": "the first day in force"},
    "owner": {**TEXT, "description": "who answers for it"},
    "review_by": {**DAY, "description": "the day by which somebody looks at it again"},
    "new_facts": {**_listed(TEXT), "description": "required facts that the version before did not need"},
    "uses": {**_listed(TEXT), "description": "the vocabularies and calendars whose declarations are seen here"},
    "types": _named(_ref("named_type"), "types with a name"),
    "facts": _named(_ref("fact"), "what a caller may post"),
    "parameters": _named(_ref("parameter"), "values that change on given days"),
    "macros": _named(_ref("macro"), "formulas with a name"),
    "reasons": _named(_ref("reason"), "reason codes and what a person is told"),
    "obligations": _named(_ref("obligation"), "what the caller must now do or record"),
    "decisions": _named(_ref("decision"), "what is decided, in any order"),
    "outputs": {**_listed(TEXT), "description": "the decisions that are published"},
    "invariants": {"type": "array", "items": _ref("invariant")},
    "covers": {**_listed(SCALAR), "description": "ids of the requirements this carries"},
    "cites": {**_listed(SCALAR), "description": "rows of the register of law, or internal"},
    "type": _ref("type"),
    "min": {"type": ["string", "number"], "description": "the least value"},
    "max": {"type": ["string", "number"], "description": "the greatest value"},
    "scale": {"type": "integer", "minimum": 0, "description": "how many decimals"},
    "ordered": {**FLAG, "description": "labels may be compared by their order"},
    "severity": {**_listed(SCALAR), "description": "every label once, worst first"},
    "titles": {"type": "object", "additionalProperties": _ref("words"), "description": "what each label is called"},
    "most": {"type": "integer", "minimum": 1, "description": "the greatest length"},
    "unit": _ref("words"),
    "optional": {**FLAG, "description": "absent means unknown"},
    "changes": {"enum": list(CHANGES), "description": "who can change it, and which way"},
    "personal": {**FLAG, "description": "names or describes a person"},
    "subject": {**FLAG, "description": "marks the person concerned"},
    "fact": {"type": "string", "description": "a fact that says whether there is consent: a truth value, or a set of purposes"},
    "purpose": {"type": "string", "description": "the label of that set for which consent is needed"},
    "consent": _ref("consent"),
    "by": {"type": "string", "description": "the fact that chooses the variant, or the date the value is taken at"},
    "verified_through": {**DAY, "description": "the last day for which the value was verified"},
    "after": {"enum": ["hold", "unknown"], "description": "what holds beyond that day"},
    "bound": {"enum": ["at_most", "at_least"], "description": "which values are looser: greater ones (at_most) or lesser ones (at_least)"},
    "given": {"type": "array", "items": TEXT},
    "formula": {**SCALAR, "description": "an expression"},
    "reason": {**TEXT, "description": "a reason code"},
    "rights": {**_listed(TEXT), "description": "obligations whose wording for the person concerned ends every notice"},
    "notice": {
        "anyOf": [_ref("words"), {"type": "object", "additionalProperties": {"anyOf": [_ref("words"), {"const": UNTOLD}]}}],
        "description": "what the person concerned is told: one text, or one for each label but those that are untold",
    },
    "obliges": {**_listed(TEXT), "description": "obligation codes"},
    "table": _ref("table"),
    "rules": {"type": "array", "items": _ref("rule"), "description": "the most severe outcome among the rules that apply wins"},
    "scorecard": _ref("scorecard"),
    "rank": _ref("rank"),
    "from": {"type": "string", "pattern": "^[a-z0-9-]+\\.", "description": "a decision of another policy, such as dunning-tier.stage"},
    "otherwise": {"description": "what holds when no row or rule does"},
    "unknown": {"description": "what is published when it cannot be known; unknown publishes that"},
    "hit": {"enum": list(HITS), "description": "which of the rows that are hit count"},
    "inputs": {"type": "array", "items": SCALAR, "description": "an expression for each input column"},
    "id": {**SCALAR, "description": "a name of its own within the policy"},
    "when": {**SCALAR, "description": "a condition"},
    "unless": {"type": "array", "items": _ref("unless"), "description": "named exceptions"},
    "if": {"type": "array", "items": SCALAR, "description": "a cell for each input"},
    "as": {**SCALAR, "description": "what a candidate is called while it is looked at"},
    "key": {**SCALAR, "description": "what tells candidates apart"},
    "exclude": {"type": "array", "items": _ref("gate"), "description": "gates: a candidate of which one is true is not ranked"},
    "ascending": {**SCALAR, "description": "an expression, smallest first"},
    "descending": {**SCALAR, "description": "an expression, greatest first"},
    "base": {"type": ["integer", "string"], "description": "the points to begin with"},
    "characteristics": _named(_ref("characteristic"), "what gives points"),
    "bins": {"type": "object", "additionalProperties": WHOLE, "minProperties": 1, "description": "points for each range or label"},
    "of": {**SCALAR, "description": "an expression; the fact or decision of the same name unless given"},
    "always": {**SCALAR, "description": "a condition that holds for every decision"},
    "never": {**SCALAR, "description": "a condition that holds for no decision"},
}  # fmt: skip
"""What each key means wherever it stands; the exceptions are given where they stand."""

LAW: dict[str, Schema] = {
    "instrument": _ref("words"),
    "article": {"anyOf": [_ref("words"), SCALAR], "description": "its number, or words in both languages"},
    "repealed": {**DAY, "description": "the first day no longer in force"},
    "force": {"enum": ["L", "R", "N", "S", "A", "P"]},
    "requirement": _ref("words"),
    "confidence": {"enum": ["high", "medium", "unverified"]},
    "source": TEXT,
    "note": _ref("words"),
}


def file_schema(kind: str) -> Schema:
    """Give the schema of a *kind* of file: `policy`, `vocabulary`, `register`, `calendar`, `exceptions` or `retention`."""
    match kind:
        case "policy":
            needed: tuple[str, ...] = (*(key for key in HEADER_KEYS if key != "summary"), "decisions", "outputs")
            body = _object(POLICY_KEYS, needed, base=_base())
        case "vocabulary":
            body = _object(("vocabulary", "language", "title", "description", "uses", *SECTIONS), ("vocabulary", "language"))
        case "calendar":
            body = _object(CALENDAR_KEYS, CALENDAR_KEYS, **_calendar())
        case "exceptions":
            body = _object(EXCEPTIONS_KEYS, ("exceptions", "language", "grants"), **_exceptions())
        case "retention":
            body = _object(("retention", "rules"), ("retention", "rules"), **_retention())
        case _:
            rows = _named(_ref("law"), "one requirement of one article each")
            body = _object(("register", "language", "title", "rows"), ("register", "language", "rows"), rows=rows)
    title = f"Lawbook {kind} file, language 1"
    return {"$schema": DRAFT, "$id": f"urn:lawbook:language:1:{kind}", "title": title, **body, "$defs": _definitions()}


def _object(keys: Iterable[str], needed: Iterable[str] = (), **others: Schema) -> Schema:
    properties = {key: others.get(key) or MEANINGS[key] for key in keys}
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


def _definitions() -> Schema:
    words = {"type": "object", "properties": {"en": SCALAR, "zh": SCALAR}, "required": ["en", "zh"], "additionalProperties": False}
    told = {"en": SCALAR, "zh": SCALAR, "notice": _ref("words")}
    reason = {**words, "properties": {**told, "rank": {"type": "integer", "minimum": 0}, "internal": FLAG}}
    return {
        "words": {**words, "description": "the same in English and Chinese"},
        "reason": reason,
        "obligation": {**words, "properties": told},
        "type": _type(),
        "named_type": _object(("type", *FIELD_KEYS[1:-3], "title", "description"), ["type"]),
        "field": _object(FIELD_KEYS, ["type", "title"]),
        "fact": _object(FACT_KEYS, ["type", "title"]),
        "consent": _object(CONSENT_KEYS, ["fact"]),
        "parameter": _object(PARAMETER_KEYS, ["type", "title", "values"], values=_dated_values()),
        "macro": _object(MACRO_KEYS, ["formula"]),
        "output": _object(OUTPUT_KEYS, ["type", "title"]),
        "decision": {
            **_object(DECISION_KEYS),
            "oneOf": [{"required": [form]} for form in FORMS],
        },
        "table": _object(TABLE_KEYS, ["hit", "inputs", "rows"], outputs=_named(_ref("output"), "several outputs"), rows=_rows()),
        "row": _object(ROW_KEYS, ["if", "then"], then={"description": "the output, or a list of the outputs"}),
        "rule": _object(RULE_KEYS, ["id", "then"], then={**SCALAR, "description": "the outcome"}),
        "unless": _object(UNLESS_KEYS, ["id", "when"]),
        "scorecard": _object(SCORECARD_KEYS, ["base", "characteristics"], reasons=_score_reasons()),
        "rank": _object(RANK_KEYS, ["of", "as", "key", "by"], by={"type": "array", "items": _ref("order"), "minItems": 1}),
        "order": {**_object(ORDERS), "minProperties": 1, "maxProperties": 1},
        "gate": _object(GATE_KEYS, ["id", "when"]),
        "characteristic": _object(CHARACTERISTIC_KEYS, ["bins"], unknown=WHOLE),
        "invariant": _invariant(),
        "law": _law(),
    }


def _type() -> Schema:
    labels = {"type": "array", "items": SCALAR, "minItems": 1, "maxItems": LABELS}
    members = {"type": "object", "properties": {"set of": {"anyOf": [labels, TEXT]}}, "required": ["set of"], "additionalProperties": False}
    fields = _named(_ref("field"), "the fields of each element")
    length = {"type": "integer", "minimum": 1, "maximum": LIST_LENGTH}
    records = {
        "type": "object", "properties": {"list of": fields, "most": length}, "required": ["list of", "most"], "additionalProperties": False,
    }  # fmt: skip
    plain = ["boolean", "integer", "decimal", "money CNY", "ratio", "days", "months", "text", "date", "time", "moment"]
    return {"anyOf": [{"type": "string", "examples": plain}, labels, members, records]}


def _base() -> Schema:
    confirmation = {
        "type": "object",
        "properties": {"of": TEXT, "as": TEXT, "by": TEXT, "on": DAY, "why": _ref("words")},
        "required": list(CONFIRMATION_KEYS),
        "additionalProperties": False,
        "description": "a difference that somebody looked at and answers for",
    }
    return {
        "type": "object",
        "properties": {
            "policy": TEXT, "version": WHOLE, "hash": TEXT, "confirmed": {"type": "array", "items": confirmation},
        },
        "required": ["policy", "version", "hash"],
        "additionalProperties": False,
        "description": "the version that this one was adopted from",
    }  # fmt: skip


def _dated_values() -> Schema:
    value = {"anyOf": [SCALAR, _listed(SCALAR)]}
    dated = {"type": "object", "patternProperties": {DAY["pattern"]: value}, "additionalProperties": False}
    return {"anyOf": [dated, {"type": "object", "additionalProperties": dated}], "description": "the value from each day on; none ends it"}


def _rows() -> Schema:
    row = {"anyOf": [{"type": "array", "items": SCALAR}, _ref("row")]}
    rows = {"type": "object", "additionalProperties": row, "minProperties": 1, "maxProperties": TABLE_ROWS}
    return {"anyOf": [rows, {"type": "string", "pattern": "\\.csv$"}], "description": "rows by id, or the CSV file they stand in"}


def _score_reasons() -> Schema:
    return {
        "type": "object",
        "properties": {"when": SCALAR, "at_most": {"type": "integer", "minimum": 1}},
        "required": ["when", "at_most"],
        "additionalProperties": False,
    }


def _invariant() -> Schema:
    never_changes = {
        "type": "object", "properties": {"outcome": TEXT, "with": TEXT}, "required": ["outcome", "with"], "additionalProperties": False,
    }  # fmt: skip
    implies = {
        "type": "object", "properties": {"when": SCALAR, "then": SCALAR}, "required": list(IMPLIES_KEYS), "additionalProperties": False,
    }  # fmt: skip
    monotone = {
        "type": "object", "properties": {"of": TEXT, "in": TEXT, "falling": FLAG}, "required": ["of", "in"], "additionalProperties": False,
    }  # fmt: skip
    kinds = [{"required": [kind]} for kind in INVARIANT_KINDS]
    return {**_object(INVARIANT_KEYS, ["id"], implies=implies, never_changes=never_changes, monotone=monotone), "oneOf": kinds}


def _calendar() -> dict[str, Schema]:
    workdays = {**_listed(DAY), "description": "days of rest that are worked instead"}
    ends = {"from": {**DAY, "description": "the first day"}, "until": {**DAY, "description": "the last day"}}
    holiday = _object(HOLIDAY_KEYS, ["title", "from"], workdays=workdays, **ends)
    return {
        **ends,
        "calendar": {"type": "string", "description": "the name of the calendar, such as calendars/china"},
        "rest_days": {**_listed({"enum": list(WEEKDAYS)}), "description": "the weekly days of rest"},
        "holidays": {"type": "array", "items": holiday, "description": "days off, and the days worked for them"},
        "source": {**TEXT, "description": "where the days were taken from"},
        "verified": {**DAY, "description": "the day on which they were last compared with the source"},
    }


def _retention() -> dict[str, Schema]:
    term = {"type": "string", "pattern": "^[1-9][0-9]{0,2} (year|month)s?$"}
    keep: Schema = {"type": "object", "patternProperties": {DAY["pattern"]: term}, "additionalProperties": False, "minProperties": 1}
    own: dict[str, Schema] = {
        "policies": {**_listed(TEXT), "description": "the policies of which decisions are kept"},
        "keep": {**keep, "description": "how long, from each day on"},
    }
    rule = _object(RETENTION_KEYS, RETENTION_KEYS, **own)
    return {"retention": {"const": 1, "description": "the version of this form"}, "rules": _named(rule, "rules by their id")}


def _exceptions() -> dict[str, Schema]:
    own: dict[str, Schema] = {
        "policy": {**TEXT, "description": "the policy it is an exception of"},
        "decision": {**TEXT, "description": "the published decision that comes out otherwise"},
        "instead_of": {**SCALAR, "description": "what the policy itself decides"},
        "then": {**SCALAR, "description": "what is decided in its place"},
        "whom": {"type": "object", "minProperties": 1, "additionalProperties": SCALAR, "description": "facts, and the value of each"},
        "from": {**DAY, "description": "the first day"},
        "until": {**DAY, "description": "the last day"},
        "reason": {**_ref("words"), "description": "why, in words for everybody"},
        "author": {**TEXT, "description": "who wrote it"},
        "approver": {**TEXT, "description": "who approved it: somebody else"},
    }
    needed = [key for key in GRANT_KEYS if key not in {"whom", "when"}]
    grant = _object(GRANT_KEYS, needed, **own) | {"oneOf": [{"required": ["whom"]}, {"required": ["when"]}]}
    return {
        "exceptions": {**TEXT, "description": "the name of the file, such as exceptions/2026"},
        "grants": {"type": "array", "items": grant, "description": "the exceptions"},
    }


def _law() -> Schema:
    optional = {"repealed", "source", "note"}
    return _object(LAW_KEYS, [key for key in LAW_KEYS if key not in optional], **LAW)
