"""A comparison told: in the policy's own terms for people, and as plain data for programs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lawbook.bounds.values import Among, Bounds, SetsBetween, Stretch, only_value, whatever
from lawbook.contract.values import public_to_json, to_core, to_json_value
from lawbook.difference.answers import Compared, Comparison, Witness
from lawbook.difference.joints import Which, facts_for
from lawbook.difference.turns import Turn
from lawbook.evaluate.statements import tell_cell
from lawbook.evaluate.telling_values import Glossary, glossary, tell_value
from lawbook.evaluate.wording import tell
from lawbook.model.core import Row, Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import DateType, ListType, MomentType, RecordType, TimeType, Type
from lawbook.model.values import Unknown
from lawbook.operations.comparing import Touched
from lawbook.operations.proving import posted
from lawbook.prove.usual import usual_fact
from lawbook.witness.ground import Outcome

IN_TIME = (DateType, TimeType, MomentType)
"""The types of which more is later."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The words that both sides of a comparison are told in."""

    comparison: Comparison
    before: Glossary
    after: Glossary


def types_of(comparison: Comparison) -> Mapping[str, Type]:
    """Give the types of everything that a region may name."""
    decided = {each.name: each.type for policy in (comparison.before, comparison.after) for each in policy.decisions}
    return {**decided, **{joint.fact.name: joint.fact.type for joint in comparison.joints}}


def telling(comparison: Comparison, lang: str) -> Telling:
    """Gather the words of both versions in *lang*."""
    return Telling(comparison, glossary(comparison.before, lang), glossary(comparison.after, lang))


def tell_turn(of: Compared, witness: Witness, words: Telling) -> tuple[str, str]:
    """Say what came out before and what comes out after."""
    return (
        tell_outcome(of.was, witness.before, words.before),
        tell_outcome(of.decision, witness.after, words.after),
    )


def tell_outcome(decision: Decision, outcome: Outcome, words: Glossary) -> str:
    """Say what is published of a decision, and whether that stands in for what is not known."""
    if isinstance(outcome.value, Unknown):
        return words.both("not known", "无法确定")
    if isinstance(decision.type, ListType | RecordType):
        told = json.dumps(public_to_json(outcome.value), ensure_ascii=False)
    else:
        told = tell_value(decision.type, to_core(decision.type, outcome.value), words, words.units.get(decision.name))
    return told + words.both(" (not known)", "（无法确定）") if outcome.unknown else told


def tell_rows(decision: Decision, outcome: Outcome, words: Glossary) -> tuple[tuple[str, str], ...]:
    """Give the rows that decide, each with what it asks in words."""
    if not isinstance(decision.body, Table):
        return ()
    table = decision.body
    rows = {row.id: row for row in (*table.rows, *([] if table.otherwise is None else [table.otherwise]))}
    return tuple((id_, _asked(rows[id_], table, words)) for id_ in outcome.rows)


def _asked(row: Row, table: Table, words: Glossary) -> str:
    if row is table.otherwise:
        return words.both("no other row applies", "其他各行均不适用")
    cells = [f"{tell(of, words)}: {tell_cell(cell, words)}" for cell, of in zip(row.cells, table.inputs, strict=False) if cell is not None]
    claims = [tell(row.when if row.when is not None else row.condition, words)] if row.condition is not None else []
    return words.both("; ", "；").join([*cells, *claims])


def tell_region(witness: Witness, words: Telling) -> tuple[tuple[str, str], ...]:
    """Say what must be so for the turn, each with its title."""
    types, glossary_ = types_of(words.comparison), words.after
    titles = {**words.before.titles, **glossary_.titles}
    facts = {joint.fact.name: joint.fact for joint in words.comparison.joints}
    region = witness.region
    if region is None:
        region_values = {name: value for name, value in witness.values.items() if value != usual_fact(facts[name])}
        return tuple((titles.get(name, name), tell_value(types[name], value, glossary_)) for name, value in region_values.items())
    return tuple((titles.get(name, name), tell_bounds(types[name], bounds, glossary_)) for name, bounds in region.items())


def tell_bounds(type_: Type, bounds: Bounds, words: Glossary) -> str:
    """Say within which bounds a value lies."""
    value = only_value(bounds)
    if value is not None:
        return tell_value(type_, value, words)
    match bounds:
        case Stretch(low=low, high=high):
            return _tell_stretch(type_, low, high, words)
        case Among(values=values) if values:
            order = getattr(type_, "labels", ())
            listed = sorted(values, key=lambda each: order.index(each) if each in order else 0)
            if len(listed) == len(order):
                return words.both("known, whatever it is", "已知（任意）")
            return words.both(" or ", "或").join(tell_value(type_, each, words) for each in listed)
        case Among():
            return words.both("not known", "未知")
        case SetsBetween(least=least):
            return tell_value(type_, least, words)
        case _:
            return words.both("any", "任意")


def _tell_stretch(type_: Type, low: int, high: int, words: Glossary) -> str:
    first, last = tell_value(type_, low, words), tell_value(type_, high, words)
    whole = whatever(type_)
    ends = (whole.low, whole.high) if isinstance(whole, Stretch) else (None, None)
    if (low, high) == ends:
        return words.both("known, whatever it is", "已知（任意）")
    if low == ends[0]:
        return (
            words.both(f"not after {last}", f"不晚于{last}")
            if isinstance(type_, IN_TIME)
            else words.both(f"at most {last}", f"不超过{last}")
        )
    if high == ends[1]:
        return (
            words.both(f"not before {first}", f"不早于{first}")
            if isinstance(type_, IN_TIME)
            else words.both(f"at least {first}", f"不低于{first}")
        )
    return words.both(f"{first} to {last}", f"{first}至{last}")


def way_of(type_: Type, turn: Turn) -> str:
    """Name the way in which a decision turns out otherwise: what is in time becomes later or earlier, not more or less."""
    if isinstance(type_, IN_TIME):
        return {"rises": "later", "falls": "earlier"}.get(turn.way, turn.way)
    return turn.way


def tell_open_turn(of: Compared, turn: Turn, words: Telling) -> tuple[str, str]:
    """Say from what to what a label or a truth may turn."""
    sides = ((of.was.type, turn.before, words.before), (of.decision.type, turn.after, words.after))
    before, after = (
        glossary_.both("not known", "无法确定") if value is None else tell_value(type_, value, glossary_)
        for type_, value, glossary_ in sides
    )
    return before, after


def comparison_to_json(comparison: Comparison, touched: Touched) -> dict[str, object]:
    """Give a comparison as it stands in JSON."""
    return {
        "before": _version(comparison.before, comparison.days[0]),
        "after": _version(comparison.after, comparison.days[1]),
        "facts": [{"fact": each.name, "change": each.kind} for each in comparison.facts],
        "added": [each.name for each in comparison.added],
        "removed": [each.name for each in comparison.removed],
        "decisions": [_compared(comparison, each) for each in comparison.compared],
        "touched": {
            "rows": [{"decision": each.decision, "row": each.row, "change": each.kind, "aspects": list(each.aspects)} for each in touched.rows],
            "articles": list(touched.cites),
            "requirements": list(touched.covers),
            "parameters": [name for name, _, _ in touched.parameters],
            "scenarios": list(touched.scenarios),
        },
    }  # fmt: skip


def _version(policy: Policy, day: int) -> dict[str, object]:
    told: dict[str, object] = {"policy": policy.name, "version": policy.version, "hash": policy.content_hash}
    return {**told, "as_of": date.fromordinal(day).isoformat()}


def _compared(comparison: Comparison, compared: Compared) -> dict[str, object]:
    told: dict[str, object] = {"decision": compared.decision.name, "outcome": compared.state}
    if compared.follows:
        told["follows"] = list(compared.follows)
    if compared.witnesses:
        told["complete"] = compared.trouble is None
        told["every_row"] = compared.all_rows
        told["differences"] = [_witness(comparison, each) for each in compared.witnesses]
    if compared.trouble is not None:
        told["because"] = f"{compared.trouble.why}: {compared.trouble.what}"
        told["open"] = [_turn(each) for each in compared.trouble.turns]
    return told


def _turn(turn: Turn) -> dict[str, object]:
    return {"way": turn.way, "from": turn.before, "to": turn.after} if turn.way == "becomes" else {"way": turn.way}


def _witness(comparison: Comparison, witness: Witness) -> dict[str, object]:
    types = types_of(comparison)
    return {
        "way": witness.turn.way,
        "before": _side(comparison, "before", witness),
        "after": _side(comparison, "after", witness),
        "region": None if witness.region is None else {name: _bounds(types[name], each) for name, each in witness.region.items()},
    }


def _side(comparison: Comparison, which: Which, witness: Witness) -> dict[str, object]:
    outcome = witness.before if which == "before" else witness.after
    policy = comparison.before if which == "before" else comparison.after
    return {
        "outcome": public_to_json(outcome.value),
        "known": not outcome.unknown,
        "rows": list(outcome.rows),
        "facts": posted(policy, facts_for(comparison.joints, which, witness.values)),
    }


def _bounds(type_: Type, bounds: Bounds) -> dict[str, object]:
    value = only_value(bounds)
    if value is not None and not isinstance(value, Unknown):
        return {"is": to_json_value(type_, value)}
    match bounds:
        case Stretch(low=low, high=high):
            return {"at_least": to_json_value(type_, low), "at_most": to_json_value(type_, high)}
        case Among(values=values) if values:
            return {"one_of": sorted(map(str, values))}
        case _:
            return {"known": False}
