"""Read decisions: their types and titles, and the table, rules, scorecard, formula or other policy that makes them."""

from lawbook.check.declared.label_types import TypeRead
from lawbook.check.declared.types import SIBLINGS, UNBOUNDED, read_type
from lawbook.check.words.naming import read_name
from lawbook.check.words.shapes import as_mapping, as_sequence, check_keys, misspelt, read_words, take, take_needed
from lawbook.check.written.drafts import Body, DecisionDraft, Grounds, OutputDraft, Surroundings
from lawbook.check.written.grounds import GROUND_KEYS, OWNER_KEYS, read_grounds
from lawbook.check.written.notices import read_notices
from lawbook.check.written.others import read_taken
from lawbook.check.written.ranks import ranked_type, read_rank
from lawbook.check.written.rules import read_rules
from lawbook.check.written.scorecards import read_scorecard
from lawbook.check.written.tables import read_expression, read_table
from lawbook.model.policy import Words
from lawbook.model.types import NumberType, TextType
from lawbook.problems import Where
from lawbook.read.document import Mapping, Node, Scalar

FORMS = ("table", "rules", "scorecard", "rank", "formula", "from")
OUTPUT_KEYS = ("type", *SIBLINGS, "title", "unit", "unknown", "notice", "description")
DECISION_KEYS = (*OUTPUT_KEYS, *FORMS, "otherwise", *GROUND_KEYS, *OWNER_KEYS)
_POINTS = NumberType("integer", 0, -UNBOUNDED, UNBOUNDED)


def read_decisions(section: Mapping, around: Surroundings) -> tuple[tuple[DecisionDraft, ...], dict[str, Where]]:
    """Take the decisions whose types are sound, and the places of all names that are decided, sound or not."""
    drafts: list[DecisionDraft] = []
    places: dict[str, Where] = {}
    for key, node in section.entries:
        for name, where in _decided_names(key, node):
            _declare(name, where, places, around)
        draft = _read_decision(key, node, around)
        if draft is not None:
            drafts.append(draft)
    return tuple(drafts), places


def _decided_names(key: Scalar, node: Node) -> list[tuple[str, Where]]:
    names = [(key.text, key.where)]
    table = node.get("table") if isinstance(node, Mapping) else None
    outputs = table.get("outputs") if isinstance(table, Mapping) else None
    if isinstance(outputs, Mapping):
        names.extend((output.text, output.where) for output, _ in outputs.entries)
    return names


def _declare(name: str, where: Where, places: dict[str, Where], around: Surroundings) -> None:
    other = places.get(name) or around.visible.places.get(("name", name))
    if other is not None:
        around.problems.add("duplicate-name", f"`{name}` is declared already", where, f"the other one is at {other}")
    places.setdefault(name, where)


def _read_decision(key: Scalar, node: Node, around: Surroundings) -> DecisionDraft | None:
    what = f"the decision `{key.text}`"
    problems = around.problems
    name = read_name(key, "a decision", problems)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, DECISION_KEYS, what, problems)
    kind = _kind(mapping, key, around)
    title = (take if kind == "from" else take_needed)(mapping, "title", read_words, what, problems)
    take(mapping, "description", read_words, what, problems)
    grounds = read_grounds(mapping, what, Grounds(), around)
    if kind == "from":
        return _read_taken(mapping, key, title, grounds, around) if name is not None else None
    outputs, sound = _read_outputs(mapping, key, title, kind, around)
    body = None if kind is None else _read_body(mapping, key, kind, len(outputs), grounds, around)
    if name is None or not sound:
        return None
    return DecisionDraft(
        key=name,
        title=title or Words(name, name),
        outputs=tuple(output for output in outputs if output is not None),
        several=_outputs_of(mapping) is not None,
        body=body if title is not None else None,
        grounds=grounds,
        where=key.where,
    )


def _read_taken(mapping: Mapping, key: Scalar, title: Words | None, grounds: Grounds, around: Surroundings) -> DecisionDraft | None:
    _refuse_otherwise(mapping, "from", around)
    taken = read_taken(mapping, key, title, around)
    if taken is None:
        return None
    output, body = taken
    return DecisionDraft(
        key=key.text, title=output.title, outputs=(output,), several=False, body=body, grounds=grounds, where=key.where
    )  # fmt: skip


def _refuse_otherwise(mapping: Mapping, kind: str, around: Surroundings) -> None:
    if (otherwise := mapping.key("otherwise")) is not None:
        around.problems.add("unknown-key", f"`otherwise` has no meaning beside `{kind}`", otherwise.where)


def _kind(mapping: Mapping, key: Scalar, around: Surroundings) -> str | None:
    kinds = [kind for kind in FORMS if mapping.get(kind) is not None]
    if len(kinds) == 1:
        return kinds[0]
    if not kinds and misspelt(mapping, FORMS, around.problems):
        return None
    told = " and ".join(f"`{kind}`" for kind in kinds)
    message = f"the decision `{key.text}` has {told}" if kinds else f"the decision `{key.text}` does not say how it is made"
    around.problems.add(
        "bad-decision", message, key.where, "it needs exactly one of `table`, `rules`, `scorecard`, `rank`, `formula` and `from`"
    )
    return None


def _outputs_of(mapping: Mapping) -> Mapping | None:
    table = mapping.get("table")
    outputs = table.get("outputs") if isinstance(table, Mapping) else None
    return outputs if isinstance(outputs, Mapping) else None


def _read_outputs(
    mapping: Mapping, key: Scalar, title: Words | None, kind: str | None, around: Surroundings
) -> tuple[list[OutputDraft | None], bool]:
    problems = around.problems
    several = _outputs_of(mapping)
    if several is None:
        table = mapping.get("table")
        if isinstance(table, Mapping):
            take(table, "outputs", as_mapping, f"the table of `{key.text}`", problems)
        read = _read_own_type(mapping, f"the decision `{key.text}`", kind, around)
        unit = take(mapping, "unit", read_words, f"the decision `{key.text}`", problems)
        if read is None:
            return [None], False
        notice = read_notices(mapping, read.type, f"the decision `{key.text}`", problems)
        return [OutputDraft(key.text, read, title or Words("", ""), unit, mapping.get("unknown"), notice, key.where)], True
    for own in ("type", "unknown", "notice", *SIBLINGS):
        if (scalar := mapping.key(own)) is not None:
            message = f"`{own}` of the decision `{key.text}` has no meaning beside the `outputs` of its table"
            problems.add("unknown-key", message, scalar.where, "say it of each output")
    outputs = [_read_output(name, node, around) for name, node in several.entries]
    return outputs, bool(outputs) and None not in outputs


def _read_own_type(mapping: Mapping, what: str, kind: str | None, around: Surroundings) -> TypeRead | None:
    if kind == "scorecard" and mapping.get("type") is None:
        return TypeRead(_POINTS, bounded=False)
    if kind == "rank":
        for own in ("type", *SIBLINGS):
            if (scalar := mapping.key(own)) is not None:
                around.problems.add("unknown-key", f"`{own}` has no meaning beside `rank`", scalar.where, "its type follows from its list")
        return TypeRead(ranked_type(TextType(1), (), 1), bounded=False)
    read = read_type(mapping, around.visible.types, what, around.problems, bounds=False)
    if read is not None and kind == "scorecard" and not (isinstance(read.type, NumberType) and read.type.kind == "integer"):
        around.problems.add("wrong-type", f"{what} is a scorecard, which comes to an integer", mapping.where)
        return None
    return read


def _read_output(key: Scalar, node: Node, around: Surroundings) -> OutputDraft | None:
    what = f"the output `{key.text}`"
    problems = around.problems
    name = read_name(key, "an output", problems)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, OUTPUT_KEYS, what, problems)
    read = read_type(mapping, around.visible.types, what, problems, bounds=False)
    title = take_needed(mapping, "title", read_words, what, problems)
    unit = take(mapping, "unit", read_words, what, problems)
    take(mapping, "description", read_words, what, problems)
    if name is None or read is None or title is None:
        return None
    return OutputDraft(name, read, title, unit, mapping.get("unknown"), read_notices(mapping, read.type, what, problems), key.where)


def _read_body(mapping: Mapping, key: Scalar, kind: str, width: int, grounds: Grounds, around: Surroundings) -> Body | None:
    problems = around.problems
    if kind in {"formula", "scorecard", "rank"}:
        _refuse_otherwise(mapping, kind, around)
    match kind:
        case "table":
            table = take_needed(mapping, "table", as_mapping, f"the decision `{key.text}`", problems)
            return None if table is None else read_table(table, mapping, key.text, width, grounds, around)
        case "rules":
            rules = take_needed(mapping, "rules", as_sequence, f"the decision `{key.text}`", problems)
            return None if rules is None else read_rules(rules, mapping, key, grounds, around)
        case "scorecard":
            scorecard = take_needed(mapping, "scorecard", as_mapping, f"the decision `{key.text}`", problems)
            return None if scorecard is None else read_scorecard(scorecard, key.text, grounds, around)
        case "rank":
            rank = take_needed(mapping, "rank", as_mapping, f"the decision `{key.text}`", problems)
            return None if rank is None else read_rank(rank, key.text, grounds, around)
        case _:
            formula = mapping.get("formula")
            return None if formula is None else read_expression(formula, f"the formula of `{key.text}`", problems)
