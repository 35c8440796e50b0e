"""Random vocabularies: types, facts of every type, parameters of every kind, macros, and codes, each as a tree to be written."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberKind,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from support.surface_formulas import EVERY_DAY, TRUTH, Formula, Macro, Names, Pen, group_of, number, written_number
from support.surface_numbers import DECIMAL, quotient, write_number
from support.surface_truths import LITERAL_DAYS, LITERAL_MOMENTS, LITERAL_TIMES, WRITERS
from support.surface_writing import Bare, Entries, Tree

EFFECTIVE = dt.date(2026, 1, 1)
LABELS: tuple[tuple[str, ...], ...] = (
    ("A", "B", "C", "D"),
    ("M0", "M1", "M2-FIRM", "M3"),
    ("call", "sms", "letter"),
    ("AA+", "AA", "B-"),
    ("男", "女"),
    ("yes", "no", "n/a"),
    ("< 6", "6-12", "> 12"),
    ("REFUSED", "ASKED", "PERMITTED"),
)
NAMES = ("income", "age", "逾期天数", "score_2", "debt", "city", "x", "本金余额", "grade_of_it", "signed_on", "local", "held", "many")
SET_ASIDE = ("A", "B", "C")
LAW = {
    "L-ALWAYS": ("2000-01-01", None),
    "L-FIRST": ("2001-01-01", "2030-01-01"),
    "L-NEXT": ("2029-06-01", None),
}
CITES: tuple[tuple[str, ...], ...] = (("internal",), ("L-ALWAYS",), ("L-FIRST", "L-NEXT"), ("internal", "L-FIRST"))


@dataclass
class Draft:
    """A policy being written: its sections as trees, and what expressions may name."""

    random: Random
    names: Names = field(default_factory=Names)
    sections: dict[str, Entries] = field(default_factory=dict)
    outputs: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    count: int = 0
    calendar: dict[str, Tree] | None = None

    def pen(self) -> Pen:
        """Give the pen for expressions that name what is declared so far."""
        return Pen(self.random, self.names, WRITERS)

    def section(self, name: str) -> Entries:
        """Give a section of the policy."""
        return self.sections.setdefault(name, Entries())

    def chance(self, often: int, of: int) -> bool:
        """Be true *often* out of *of* times."""
        return self.random.randrange(of) >= of - often

    def fresh(self, stem: str) -> str:
        """Give a name that nothing has yet."""
        self.count += 1
        name = stem if stem not in self.taken else f"{stem}_{self.count}"
        self.taken.add(name)
        return name

    def words(self, name: str) -> dict[str, Tree]:
        """Give a title that nothing else has."""
        self.count += 1
        return {"en": f"{name} number {self.count}", "zh": f"{name}第{self.count}项"}


def declare_types(draft: Draft) -> list[OneOfType]:
    """Choose the one-of types of a policy, some of them declared under a name."""
    made: list[OneOfType] = []
    for labels in draft.random.sample(LABELS, draft.random.randint(1, 3)):
        severity = tuple(reversed(labels)) if draft.chance(1, 2) else None
        type_ = OneOfType(labels, draft.chance(1, 2), severity)
        if draft.chance(1, 3):
            name = draft.fresh(draft.random.choice(("risk_grade", "channel", "等级")))
            draft.section("types")[name] = one_of_tree(type_, draft)
            type_ = OneOfType(labels, type_.ordered, severity, name)
        made.append(type_)
    return made


def one_of_tree(type_: OneOfType, draft: Draft) -> dict[str, Tree]:
    """Write a one-of type, with what stands beside it."""
    if type_.name is not None:
        return {"type": type_.name}
    tree: dict[str, Tree] = {"type": list(type_.labels)}
    if type_.ordered:
        tree["ordered"] = "true"
    if type_.severity is not None:
        tree["severity"] = list(type_.severity)
    return tree | _label_titles(type_.labels, draft)


def _label_titles(labels: tuple[str, ...], draft: Draft) -> dict[str, Tree]:
    needing = [label for label in labels if not (label.isascii() and label.replace("-", "").replace("+", "").isalnum() and label.isupper())]
    return {"titles": {label: draft.words("label") for label in needing}} if needing else {}


_WORDS: dict[type[Type], str] = {BooleanType: "boolean", TimeType: "time", MomentType: "moment"}


def type_tree(type_: Type, draft: Draft) -> dict[str, Tree]:
    """Write a type as it stands in a fact, a parameter or a field."""
    match type_:
        case BooleanType() | TimeType() | MomentType():
            return {"type": _WORDS[type(type_)]}
        case NumberType():
            return _number_tree(type_)
        case DateType():
            days = {"min": dt.date.fromordinal(type_.low).isoformat(), "max": dt.date.fromordinal(type_.high).isoformat()}
            return {"type": "date"} if type_ == EVERY_DAY else {"type": "date", **days}
        case TextType(most=most):
            return {"type": "text", "most": str(most)}
        case OneOfType():
            return one_of_tree(type_, draft)
        case SetType(of=of):
            return _set_tree(of, draft)
        case ListType(of=RecordType(names=names, types=types, optional=optional), most=most):
            fields = Entries()
            for name, each, may in zip(names, types, optional, strict=True):
                unit = {"unit": draft.words("unit")} if draft.chance(1, 4) else {}
                fields[name] = type_tree(each, draft) | {"title": draft.words(name)} | unit | ({"optional": "true"} if may else {})
            return {"type": {"list of": fields, "most": str(most)}}
        case _:
            raise AssertionError(type_)


def _set_tree(of: OneOfType, draft: Draft) -> dict[str, Tree]:
    if of.name is not None:
        return {"type": f"set of {of.name}" if draft.chance(1, 2) else {"set of": of.name}}
    return {"type": {"set of": list(of.labels)}, **_label_titles(of.labels, draft)}


def _number_tree(type_: NumberType) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"type": f"money {type_.currency}" if type_.kind == "money" else type_.kind}
    usual = {"ratio": 4, "money": {"CNY": 2, "JPY": 0}.get(type_.currency or "", 2)}.get(type_.kind, 0)
    if type_.kind == "decimal" or type_.scale != usual:
        tree["scale"] = str(type_.scale)
    return tree | {"min": written_number(type_.low, type_.scale), "max": written_number(type_.high, type_.scale)}


def draw_type(draft: Draft, one_ofs: list[OneOfType], *, inner: bool = False) -> Type:
    """Choose a type for a fact, a field or a parameter; with *inner* no list."""
    random = draft.random
    choice = random.randrange(11 if inner else 14)
    match choice:
        case 0:
            return TRUTH
        case 1 | 2 | 3 | 4:
            return draw_number(random)
        case 5:
            first = dt.date(random.choice((1900, 2020, 2000)), 1, 1).toordinal()
            return EVERY_DAY if draft.chance(1, 2) else DateType(first, first + random.choice((365, 36500)))
        case 6:
            return TimeType()
        case 7:
            return MomentType()
        case 8:
            return TextType(random.choice((20, 3)))
        case 9 | 10:
            return random.choice(one_ofs)
        case 11:
            return SetType(random.choice(one_ofs))
        case _:
            return list_type(draft, one_ofs)


def draw_number(random: Random) -> NumberType:
    """Choose the type of a number, its range now and then an odd one."""
    kinds: tuple[NumberKind, ...] = ("integer", "money", "decimal", "ratio", "days", "months")
    kind = random.choice(kinds)
    low, high = random.choice(((0, 100), (0, 1_000_000), (-100, 100), (1, 12), (-5, -1), (3, 3)))
    match kind:
        case "money":
            currency = random.choice(("CNY", "CNY", "JPY"))
            scale = 0 if currency == "JPY" else 2
            return number(kind, scale, low * 10**scale, high * 10**scale, currency)
        case "decimal":
            scale = random.choice((1, 2, 3, 0))
            return number(kind, scale, low * 10**scale, high * 10**scale + (5 if scale else 0))
        case "ratio":
            return number(kind, 4, 0, random.choice((10_000, 24_000)))
        case "days" | "months":
            return number(kind, 0, max(low, -100), min(high, 5000))
        case _:
            return number(kind, 0, low, high)


def list_type(draft: Draft, one_ofs: list[OneOfType]) -> ListType:
    """Choose the type of a list of records."""
    names = draft.random.sample(("amount", "open", "due", "kind", "余额"), draft.random.randint(1, 4))
    types: list[Type] = [draw_number(draft.random)]
    types += [draw_type(draft, one_ofs, inner=True) for _ in names[1:]]
    return ListType(RecordType(tuple(names), tuple(types), tuple(draft.chance(1, 3) for _ in names)), draft.random.choice((3, 5, 1)))


def declare_fact(draft: Draft, type_: Type) -> None:
    """Declare a fact."""
    name = draft.fresh(draft.random.choice(NAMES))
    tree = type_tree(type_, draft) | {"title": draft.words(name)}
    if draft.chance(1, 8):
        tree["description"] = draft.words("description")
    if draft.chance(1, 2):
        draft.optional.add(name)
        tree["optional"] = "true"
    if draft.chance(1, 5):
        tree |= {"personal": "true", "changes": draft.random.choice(("customer", "never")), "unit": draft.words("unit")}
    draft.section("facts")[name] = tree
    draft.names.add(Formula(name, type_))


def declare_parameter(draft: Draft, type_: Type) -> None:
    """Declare a parameter: bare, keyed by a one-of fact, or dated by a date fact."""
    random = draft.random
    name = draft.fresh(random.choice(("cap", "quiet_from", "上限", "rate_of")))
    tree: dict[str, Tree] = type_tree(type_, draft) | {"title": draft.words(name), "cites": list(random.choice(CITES[:2]))}
    by = draft.names.formulas.get(
        random.choice([group for group in ("date", *_label_groups(draft)) if group in draft.names.formulas] or ["-"])
    )
    keyed = draft.chance(1, 2) and by is not None and by[0].text in draft.sections.get("facts", {})
    sound = draft.chance(2, 3)
    if keyed and by is not None:
        tree["by"] = by[0].text
    if keyed and by is not None and isinstance(by[0].type, OneOfType):
        tree["values"] = {label: _dated(draft, type_, sound=sound) for label in by[0].type.labels}
    else:
        tree["values"] = _dated(draft, type_, sound=sound)
    if draft.chance(1, 3):
        tree["verified_through"] = random.choice(("2026-06-30", "2025-01-01", "2027-12-31"))
        tree["after"] = random.choice(("hold", "unknown"))
    draft.section("parameters")[name] = tree
    dated = keyed and by is not None and isinstance(by[0].type, DateType)
    _name_parameter(draft, name, type_, bare=sound and not dated)


def _label_groups(draft: Draft) -> list[str]:
    return [group for group in draft.names.formulas if group.startswith("labels ")]


def _name_parameter(draft: Draft, name: str, type_: Type, *, bare: bool) -> None:
    dates = ['@"2025-08-31"', "as_of", *(formula.text for formula in draft.names.formulas.get("date", []) if formula.text.isidentifier())]
    if bare:
        draft.names.add(Formula(name, type_))
        draft.names.add(Formula(name, type_))
    date = draft.random.choice(dates)
    if date != "as_of":
        draft.names.add(Formula(f"{name} at {date}", type_, level=7))


def _dated(draft: Draft, type_: Type, *, sound: bool) -> Entries:
    days = sorted(draft.random.sample(("2026-06-15", "2026-12-31", "2027-01-01", "2025-08-31", "2023-02-28"), draft.random.randrange(3)))
    dated = Entries()
    if sound or not days:
        dated["2020-01-01"] = value_tree(draft, type_)
    for day in days:
        dated[day] = Bare("none") if not sound and draft.chance(1, 4) else value_tree(draft, type_)
    return dated


def value_tree(draft: Draft, type_: Type) -> Tree:
    """Write a value of a type, as a parameter or a fallback has it."""
    random = draft.random
    match type_:
        case BooleanType():
            return random.choice(("true", "false"))
        case NumberType(low=low, high=high, scale=scale):
            return written_number(random.choice((low, high, (low + high) // 2, random.randint(low, high))), scale)
        case DateType(low=low, high=high):
            days = [day for day in LITERAL_DAYS if low <= dt.date.fromisoformat(day).toordinal() <= high]
            return random.choice(days) if days else dt.date.fromordinal(low).isoformat()
        case TimeType():
            return random.choice(LITERAL_TIMES)
        case MomentType():
            return random.choice(LITERAL_MOMENTS)
        case TextType(most=most):
            return random.choice(("x", "", "上海 ", "no"))[:most]
        case OneOfType(labels=labels):
            return random.choice(labels)
        case SetType(of=of):
            return [*random.sample(of.labels, random.randint(0, len(of.labels)))]
        case ListType(of=of):
            return [value_tree(draft, of) for _ in range(random.randrange(3))]
        case _:
            raise AssertionError(type_)


def declare_macro(draft: Draft) -> None:
    """Declare a macro of one or two places, or of none."""
    places = ["part", "whole"][: draft.random.choice((1, 2, 0))]
    money = [group for group in draft.names.formulas if group.startswith("money")]
    unit = draft.names.formulas[money[0]][0].type if money and draft.chance(1, 2) else DECIMAL
    assert isinstance(unit, NumberType)
    given = [Formula(place, number("decimal", 2, -10_000, 10_000)) for place in places]
    pen = draft.pen().inside(given)
    name = draft.fresh(draft.random.choice(("room", "share", "份额")))
    divides = quotient(pen, unit, 1) if draft.chance(1, 3) else None
    whole = pen.truth(2) if draft.chance(1, 3) else write_number(pen, unit, 2)
    result = divides.unit if divides is not None else whole.type
    text = divides.text if divides is not None else whole.text
    draft.section("macros")[name] = {"given": list(places), "formula": text}
    draft.names.macros.append(Macro(name, tuple(group_of(each.type) for each in given), result, quotient=divides is not None))


def declare_calendar(draft: Draft) -> None:
    """Write a calendar for expressions to count by."""
    random = draft.random
    first, last = random.choice(("2025-06-01", "2020-01-01")), random.choice(("2026-12-31", "2027-03-31", "2026-06-20"))
    rest = random.choice((["saturday", "sunday"], ["sunday"], ["sunday", "saturday", "friday"]))
    new_year: dict[str, Tree] = {"title": draft.words("holiday"), "from": "2026-01-01", "until": "2026-01-03", "workdays": ["2026-01-04"]}
    another: dict[str, Tree] = {"title": draft.words("holiday"), "from": "2026-06-15"}
    holidays: list[Tree] = list(random.choice(([new_year, another], [new_year], [another], [])))
    draft.taken.add("worked")
    draft.names.calendars.append(("worked", DateType(dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last).toordinal())))
    draft.calendar = {
        "calendar": "calendars/worked", "language": "1", "title": draft.words("calendar"), "from": first, "until": last,
        "rest_days": [*rest], "source": "drawn", "verified": "2026-01-01", "holidays": holidays,
    }  # fmt: skip


def declare_codes(draft: Draft) -> None:
    """Declare reasons and obligations."""
    facts = [*draft.sections.get("facts", {})]
    for number_ in range(draft.random.randint(1, 3)):
        words: dict[str, Tree] = {"en": f"reason {number_}", "zh": f"理由{number_}"}
        if facts and draft.chance(1, 3):
            name = draft.random.choice(facts)
            words = {"en": f"because of {{{name}}}", "zh": f"因{{{name}}}而"}
        rank: dict[str, Tree] = {"rank": draft.random.choice(("5", "100", "0"))} if draft.chance(1, 2) else {}
        draft.section("reasons")[f"R{number_}"] = words | rank
    for number_ in range(draft.random.randint(1, 2)):
        draft.section("obligations")[f"O-{number_}"] = {"en": f"do {number_}", "zh": f"办理{number_}"}


def grounds(draft: Draft, *, usual: bool = False) -> dict[str, Tree]:
    """Give what a row or rule gives and rests on; *usual*: it cites something."""
    tree: dict[str, Tree] = {"cites": list(draft.random.choice(CITES))} if usual or draft.chance(1, 6) else {}
    if draft.chance(1, 3) and "reasons" in draft.sections:
        tree["reason"] = draft.random.choice([*draft.sections["reasons"]])
    if draft.chance(1, 4) and "obligations" in draft.sections:
        codes = [*draft.sections["obligations"]]
        tree["obliges"] = [*draft.random.sample(codes, draft.random.randint(1, len(codes)))]
    if draft.chance(1, 8):
        tree["covers"] = ["DUN-05", "DUN-07"]
    return tree
