"""Random decisions: formulas, tables of every hit policy, rules with exceptions, scorecards."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from support.surface_cells import any_cell, looking_elsewhere, rows_of_shares, shares
from support.surface_formulas import EVERY_DAY, TRUTH, Formula, Pen, group_of, number, written_number
from support.surface_numbers import DAYS, DECIMAL, INTEGER, MONTHS, rounded, write_integer
from support.surface_ranks import declare_ranking
from support.surface_vocabulary import Draft, grounds, one_of_tree, type_tree, value_tree
from support.surface_writing import Bare, Entries, Tree

HITS = (
    "unique",
    "first",
    "any",
    "priority",
    "rule order",
    "output order",
    "collect",
    "collect sum",
    "collect min",
    "collect max",
    "collect count",
)
GATHERING = frozenset({"rule order", "output order", "collect"})
ALL_ROWS = frozenset({hit for hit in HITS if hit.startswith("collect")} | GATHERING)
NAMES = ("stage", "决定", "limit_of", "outcome", "tier", "额度", "score_of")


def declare_decision(draft: Draft, one_ofs: Sequence[OneOfType]) -> None:
    """Declare one decision, or several by one table."""
    match draft.random.randrange(13):
        case 12 if declare_ranking(draft, draft.fresh(draft.random.choice(NAMES))):
            return
        case 0 | 1 | 2 | 3 | 4:
            _formula(draft, one_ofs)
        case 5 | 6 | 7 | 8 | 9:
            _table(draft, one_ofs)
        case 10:
            _rules(draft, one_ofs)
        case _:
            _scorecard(draft)


def _publish(draft: Draft, name: str, type_: Type, *, known: bool = False) -> dict[str, Tree]:
    """Let a decision be used, and publish it or not; give its fallback."""
    draft.names.add(Formula(name, type_))
    if draft.chance(1, 4):
        return {}
    draft.outputs.append(name)
    if known and draft.chance(1, 2):
        return {}
    held = EVERY_DAY if isinstance(type_, DateType) else type_
    fallback = Bare("unknown") if draft.chance(1, 2) else value_tree(draft, held)
    return {"unknown": fallback}


# ── formulas


def _formula(draft: Draft, one_ofs: Sequence[OneOfType]) -> None:
    pen, name = draft.pen(), draft.fresh(draft.random.choice(NAMES))
    formula = _any_formula(pen, one_ofs, draft.random.choice((2, 3, 1, 4)))
    type_, beside = declared(draft, formula.type)
    tree: dict[str, Tree] = {"title": draft.words(name), **beside, "formula": formula.text}
    draft.section("decisions")[name] = tree | _publish(draft, name, type_)


def _any_formula(pen: Pen, one_ofs: Sequence[OneOfType], depth: int) -> Formula:
    kinds: list[Type] = [
        TRUTH,
        DECIMAL,
        INTEGER,
        DAYS,
        MONTHS,
        DateType(1, 2),
        TimeType(),
        MomentType(),
        TextType(5),
        pen.random.choice(one_ofs),
    ]
    kinds += [
        formula.type for group, formulas in pen.names.formulas.items() if group.startswith(("money", "set")) for formula in formulas[:1]
    ]
    type_ = pen.random.choice(kinds)
    if type_ == INTEGER:
        return write_integer(pen, depth)
    if type_ == DECIMAL and pen.chance(1, 3):
        return rounded(pen, DECIMAL, depth) or pen.write(DECIMAL, depth)
    formula = pen.write(type_, depth)
    return replace(formula, type=type_) if isinstance(type_, OneOfType) else formula


def declared(draft: Draft, type_: Type) -> tuple[Type, dict[str, Tree]]:
    """Give the type of a decision that takes values of *type_*, and how it is declared."""
    match type_:
        case NumberType(scale=scale):
            held = replace(type_, kind="decimal") if type_.kind == "integer" and scale else type_
            tree = type_tree(held, draft)
            if draft.chance(3, 4):
                tree = {key: value for key, value in tree.items() if key not in {"min", "max"}}
            return held, tree
        case DateType():
            return type_, {"type": "date"}
        case TextType(most=most):
            return type_, {"type": "text", "most": str(most + 5)}
        case _:
            return type_, type_tree(type_, draft)


# ── tables


def _table(draft: Draft, one_ofs: Sequence[OneOfType]) -> None:
    random, pen = draft.random, draft.pen()
    hit = random.choice(random.choice((HITS, HITS[:4])))
    name = draft.fresh(random.choice(NAMES))
    types = _output_types(draft, hit, one_ofs)
    inputs = [_input(pen) for _ in range(random.choice((1, 2, 1, 3)))]
    cells = _row_cells(draft, pen, hit, inputs)
    fixed = (hit in ALL_ROWS and not hit.startswith("collect ")) or random.randrange(3) > 0
    rows = [[*row, *outputs] for row in cells for outputs in [_outputs(pen, types, fixed or hit in {"priority", "output order"})]]
    if hit == "any":
        rows = [*rows, *(random.choice(rows) for _ in range(random.randrange(2)))]
    if hit in {"unique", "any"} and draft.chance(1, 16):
        inputs, rows = _many_rows(draft, pen, types)
    left_out = draft.chance(1, 3) and len(rows) > 1
    rows = rows[1:] if left_out else rows
    table: dict[str, Tree] = {"hit": hit, "inputs": [input_.text for input_ in inputs], **grounds(draft, usual=True)}
    table["rows"] = _rows(draft, name, rows, len(inputs))
    tree: dict[str, Tree] = {"title": draft.words(name), "table": table}
    needed = left_out or hit in {"first", "priority"}
    if needed or draft.chance(1, 5):
        tree["otherwise"] = _otherwise(draft, pen, types, needed=needed and hit not in ALL_ROWS)
    _declare_outputs(draft, name, tree, table, types, hit)


def _many_rows(draft: Draft, pen: Pen, types: list[Type]) -> tuple[list[Formula], list[list[str]]]:
    """Write a table as large as those that stand in files: one input cut into many ranges."""
    numbers = [
        formula for formula in pen.named("plain") if isinstance(formula.type, NumberType) and formula.type.high - formula.type.low > 90
    ]
    if not numbers:
        return [Formula("true", TRUTH)], [["-", *_outputs(pen, types, fixed=True)]]
    input_ = pen.among(numbers)
    assert isinstance(input_.type, NumberType)
    low, scale = input_.type.low, input_.type.scale
    cuts = [
        written_number(cut, scale) for cut in sorted(draft.random.sample(range(low + 1, input_.type.high), draft.random.choice((40, 80))))
    ]
    cells = [f"< {cuts[0]}", *(f"[{one}..{other})" for one, other in pairwise(cuts)), f">= {cuts[-1]}"]
    return [input_], [[cell, *_outputs(pen, types, fixed=True)] for cell in cells]


def _input(pen: Pen) -> Formula:
    named = [formula for formulas in pen.names.formulas.values() for formula in formulas]
    formula = pen.among(named)
    made = pen.write(formula.type, 2) if pen.chance(1, 4) else formula
    # What is made of literals only has no type of its own.
    return formula if made.literal else made


def _row_cells(draft: Draft, pen: Pen, hit: str, inputs: list[Formula]) -> list[list[str]]:
    if hit in {"unique", "any"} or (hit not in ALL_ROWS and draft.chance(1, 2)):
        # Beside rows that share all values, one that looks elsewhere: two rows may be hit.
        beside = [[looking_elsewhere(pen, inputs[0]), *("-" for _ in inputs[1:])]] if draft.chance(1, 3) else []
        return [*rows_of_shares(pen, inputs), *beside]
    many = draft.random.choice((2, 3, 1, 5))
    rows = [[any_cell(pen, input_.type) for input_ in inputs] for _ in range(many)]
    kept = [row for row in rows if hit in ALL_ROWS or any(cell != "-" for cell in row)]
    return kept or [[*row] for row in rows_of_shares(pen, inputs)]


def _output_types(draft: Draft, hit: str, one_ofs: Sequence[OneOfType]) -> list[Type]:
    random = draft.random
    if hit in {"collect sum", "collect min", "collect max"}:
        return [random.choice((number("money", 2, 0, 10_000, "CNY"), number("integer", 0, -100, 100), number("decimal", 2, 0, 500)))]
    if hit == "collect count":
        return [number("integer", 0, 0, 100)]
    label = random.choice(one_ofs)
    if hit in {"priority", "output order"}:
        label = label if label.severity is not None else OneOfType(label.labels, label.ordered, label.labels)
        first: Type = label
    else:
        first = random.choice(
            (label, number("integer", 0, -100, 100), number("money", 2, 0, 500_000, "CNY"), BooleanType(), label, TextType(10))
        )
    if hit in ALL_ROWS:
        return [first]
    more: tuple[Type, ...] = (number("integer", 0, 0, 9), BooleanType(), random.choice(one_ofs), DateType(1, 2), TimeType())
    return [first, *random.sample(more, random.choice((0, 0, 1, 2)))]


def _outputs(pen: Pen, types: list[Type], fixed: bool) -> list[str]:  # noqa: FBT001 - whether all are constants
    return [_output(pen, type_, fixed=fixed) for type_ in types]


def _output(pen: Pen, type_: Type, *, fixed: bool) -> str:
    if fixed or pen.chance(1, 2):
        return _constant(pen, type_)
    if isinstance(type_, NumberType):
        unit = type_ if type_.kind == "money" and pen.named(group_of(type_)) else INTEGER
        made = rounded(pen, unit, 2, places=type_.scale) if unit == type_ else write_integer(pen, 2)
        return made.text if made is not None and unit.kind == type_.kind else _constant(pen, type_)
    return pen.write(type_, 2).text


def _constant(pen: Pen, type_: Type) -> str:
    draft = Draft(pen.random)
    match type_:
        case DateType() | TimeType() | MomentType():
            return f'@"{value_tree(draft, DateType(700_000, 750_000) if isinstance(type_, DateType) else type_)}"'
        case TextType():
            return f'"{pen.random.choice(("x", "上海", "no"))}"'
        case OneOfType(labels=labels):
            return pen.random.choice(labels)
        case _:
            value = value_tree(draft, type_)
            assert isinstance(value, str)
            return value


def _rows(draft: Draft, name: str, rows: list[list[str]], inputs: int) -> Tree:
    if draft.chance(1, 8):
        path = f"{draft.random.choice(('rows', 'tier'))}-{draft.count}.csv"
        draft.files[path] = _csv(draft, name, rows, inputs)
        return path
    tree = Entries()
    for place, row in enumerate(rows, 1):
        id_ = f"{name}-{place}" if draft.chance(1, 2) else f"T{draft.count}.{place}"
        tree[id_] = [*row]
        if draft.chance(1, 3):
            outputs: Tree = [*row[inputs:]] if len(row) - inputs > 1 else row[inputs]
            tree[id_] = {"if": [*row[:inputs]], "then": outputs, **grounds(draft)}
    draft.count += 1
    return tree


def _csv(draft: Draft, name: str, rows: list[list[str]], inputs: int) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=draft.random.choice(("\n", "\r\n")))
    width = len(rows[0]) - inputs
    reasons = [*draft.sections.get("reasons", {"": ""}), ""]
    writer.writerow(["id", *(f"in {place}" for place in range(inputs)), *(f"out {place}" for place in range(width)), "reason"])
    for place, row in enumerate(rows, 1):
        writer.writerow([f"{name}-{draft.count}-{place}", *row, draft.random.choice(reasons)])
    draft.count += 1
    return text.getvalue()


def _otherwise(draft: Draft, pen: Pen, types: list[Type], *, needed: bool) -> Tree:
    if needed and draft.chance(1, 4):
        return Bare("unknown")
    values = _outputs(pen, types, fixed=True)
    whole: Tree = values[0] if len(values) == 1 else [*values]
    return {"then": whole} | grounds(draft) if draft.chance(1, 3) or len(values) > 1 else whole


def _declare_outputs(draft: Draft, name: str, tree: dict[str, Tree], table: dict[str, Tree], types: list[Type], hit: str) -> None:
    if len(types) > 1:
        outputs = Entries()
        for type_ in types:
            output = draft.fresh(draft.random.choice(NAMES))
            held, beside = declared_output(draft, type_)
            outputs[output] = {"title": draft.words(output), **beside, **_publish(draft, output, held)}
        table["outputs"] = outputs
    else:
        held, beside = declared_output(draft, types[0])
        if hit == "collect" and isinstance(held, OneOfType) and draft.chance(1, 2):
            held = SetType(held)
            beside = type_tree(held, draft)
        elif hit in GATHERING:
            held = ListType(held, 200)
        tree |= beside | _publish(draft, name, held)
    draft.section("decisions")[name] = tree


def declared_output(draft: Draft, type_: Type) -> tuple[Type, dict[str, Tree]]:
    """Give the type of an output of a table, and how it is declared, numbers without bounds."""
    if isinstance(type_, OneOfType):
        return type_, one_of_tree(type_, draft) if type_.name is None else {"type": type_.name}
    if isinstance(type_, NumberType):
        wide = replace(type_, low=-(10**12), high=10**12)
        return wide, {key: value for key, value in type_tree(wide, draft).items() if key not in {"min", "max"}}
    return declared(draft, type_)


# ── rules


def _rules(draft: Draft, one_ofs: Sequence[OneOfType]) -> None:
    name, pen = draft.fresh(draft.random.choice(NAMES)), draft.pen()
    chosen = draft.random.choice(one_ofs)
    type_ = OneOfType(chosen.labels, chosen.ordered, tuple(reversed(chosen.labels)))
    rules: list[Tree] = []
    for place in range(1, draft.random.randint(1, 4) + 1):
        rule: dict[str, Tree] = {"id": f"{name}-{place}", "then": draft.random.choice(type_.labels), **grounds(draft, usual=True)}
        if not draft.chance(1, 8):
            rule["when"] = pen.truth(3).text
        if draft.chance(1, 2):
            rule["unless"] = _exceptions(draft, pen, f"{name}-{place}", 2)
        rules.append(rule)
    tree: dict[str, Tree] = {"title": draft.words(name), "rules": rules, **one_of_tree(type_, draft)}
    otherwise = _constant(pen, type_)
    # What holds otherwise needs its own grounds, where the decision has none.
    tree["otherwise"] = {"then": otherwise, **grounds(draft, usual=True)}
    draft.section("decisions")[name] = tree | _publish(draft, name, type_)


def _exceptions(draft: Draft, pen: Pen, name: str, depth: int) -> list[Tree]:
    made: list[Tree] = []
    for letter in "ab"[: draft.random.randint(1, 2)]:
        exception: dict[str, Tree] = {"id": f"{name}{letter}", "when": pen.truth(1).text}
        if depth > 1 and draft.chance(1, 3):
            exception["unless"] = _exceptions(draft, pen, f"{name}{letter}.", depth - 1)
        made.append(exception)
    return made


# ── scorecards


def _scorecard(draft: Draft) -> None:
    name, pen = draft.fresh(draft.random.choice(NAMES)), draft.pen()
    named = [formula for formulas in pen.names.formulas.values() for formula in formulas]
    characteristics = Entries()
    for place in range(draft.random.randint(1, 3)):
        of = pen.among(named)
        cells = shares(pen, of)
        if cells == ["-"]:
            continue
        points: dict[str, Tree] = {cell: str(draft.random.choice((10, 0, -20, 40))) for cell in cells}
        tree: dict[str, Tree] = {"bins": Entries(points), "unknown": str(draft.random.choice((0, -5)))}
        plain = of.text if of.text.isidentifier() and of.text not in characteristics else None
        if plain is None or draft.chance(1, 3):
            tree["of"] = of.text
        if "reasons" in draft.sections:
            tree["reason"] = draft.random.choice([*draft.sections["reasons"]])
        characteristics[plain if plain is not None and "of" not in tree else f"trait_{place}"] = tree
    if not characteristics:
        return
    card: dict[str, Tree] = {"base": draft.random.choice(("480", "0", "-3")), "characteristics": characteristics, "cites": ["internal"]}
    draft.section("decisions")[name] = {
        "title": draft.words(name),
        "scorecard": card,
        **_publish(draft, name, number("integer", 0, -1000, 1000)),
    }
    if draft.chance(1, 2) and "reasons" in draft.sections:
        card["reasons"] = {"when": draft.pen().truth(1).text, "at_most": draft.random.choice(("1", "4"))}
