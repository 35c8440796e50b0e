"""Random rankings of the records of a list."""

from lawbook.model.core import RANKED_FIELDS, STATUSES
from lawbook.model.types import BooleanType, ListType, NumberType, OneOfType, RecordType, SetType, TextType, Type
from support.surface_formulas import Formula, Pen
from support.surface_vocabulary import Draft, grounds
from support.surface_writing import Bare, Tree

CANDIDATE = "each_one"


def declare_ranking(draft: Draft, name: str) -> bool:
    """Declare a ranking called *name*; tell whether there was a list with a field to call its records by."""
    lists = [(of, keys) for of in draft.names.lists if (keys := _keys(of[1]))]
    if not lists:
        return False
    random = draft.random
    (of, type_), keys = random.choice(lists)
    assert isinstance(type_.of, RecordType)
    fields = [Formula(f"{CANDIDATE}.{field}", each) for field, each in zip(type_.of.names, type_.of.types, strict=True)]
    pen = draft.pen().inside(fields)
    key, key_type = random.choice(keys)
    gates = [f"{name}-{place}" for place in range(random.randrange(3))]
    rank: dict[str, Tree] = {
        "of": of,
        "as": CANDIDATE,
        "key": f"{CANDIDATE}.{key}",
        "by": [_order(pen) for _ in range(random.randint(1, 2))],
    }
    if gates:
        rank["exclude"] = [{"id": gate, "when": pen.truth(2).text, **grounds(draft, usual=True)} for gate in gates]
    tree: dict[str, Tree] = {"title": draft.words(name), "rank": rank}
    record = RecordType(RANKED_FIELDS, (key_type, OneOfType(STATUSES), SetType(OneOfType(tuple(gates))), BooleanType()), (False,) * 4)
    if gates:
        draft.names.lists.append((name, ListType(record, type_.most)))
    if draft.chance(2, 3):
        draft.outputs.append(name)
        tree["unknown"] = random.choice((Bare("unknown"), []))
    draft.section("decisions")[name] = tree
    return True


def _keys(type_: ListType) -> list[tuple[str, Type]]:
    if not isinstance(type_.of, RecordType):
        return []
    return [(name, of) for name, of in zip(type_.of.names, type_.of.types, strict=True) if _can_call(of)]


def _can_call(type_: Type) -> bool:
    return isinstance(type_, TextType | OneOfType) or (isinstance(type_, NumberType) and type_.kind == "integer")


def _order(pen: Pen) -> Tree:
    named = [
        formula for group, formulas in pen.names.formulas.items() if not group.startswith(("labels", "set", "text")) for formula in formulas
    ]
    own = [formula for formula in named if formula.text.startswith(CANDIDATE)]
    return {pen.random.choice(("ascending", "descending")): pen.among(own or named).text if pen.chance(3, 4) else pen.truth(1).text}
