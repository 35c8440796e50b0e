"""Read rankings: a list of candidates, the gates that exclude some of them, and what the others are ordered by."""

from lawbook.check.words.naming import read_name
from lawbook.check.words.shapes import as_mapping, as_scalar, as_sequence, check_keys, needed, read_words, take, take_needed
from lawbook.check.written.drafts import GateDraft, Grounds, OrderDraft, RankDraft, Surroundings, Written
from lawbook.check.written.grounds import GROUND_KEYS, OWNER_KEYS, check_cited, read_grounds, read_new_id
from lawbook.check.written.tables import read_expression
from lawbook.model.core import RANKED_FIELDS, STATUSES
from lawbook.model.types import BooleanType, ListType, OneOfType, RecordType, SetType, Type
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Node

RANK_KEYS = ("of", "as", "key", "exclude", "by")
GATE_KEYS = ("id", "when", "title", *GROUND_KEYS, *OWNER_KEYS)
ORDERS = ("ascending", "descending")


def ranked_type(key: Type, gates: tuple[str, ...], most: int) -> ListType:
    """Give the type of a ranking of at most *most* candidates that are called by values of type *key*."""
    types = (key, OneOfType(STATUSES), SetType(OneOfType(gates)), BooleanType())
    return ListType(RecordType(RANKED_FIELDS, types, (False, False, False, True)), most)


def read_rank(rank: Mapping, key: str, default: Grounds, around: Surroundings) -> RankDraft | None:
    """Take the ranking of the decision *key*; None when a part of it could not be read."""
    what = f"the ranking of `{key}`"
    problems = around.problems
    check_keys(rank, RANK_KEYS, what, problems)
    of, name = _expression(rank, "of", what, problems), take_needed(rank, "as", as_scalar, what, problems)
    variable = None if name is None else read_name(name, f"`as` of {what}", problems)
    candidate = _expression(rank, "key", what, problems)
    gates = _read_gates(rank, what, default, around)
    by = _read_by(rank, what, problems)
    if name is None or variable is None or of is None or candidate is None:
        return None
    known, orders = tuple(filter(None, gates)), tuple(filter(None, by))
    broken = len(known) < len(gates) or len(orders) < len(by) or not by
    return RankDraft(of, variable, candidate, known, orders, broken, rank.where, name.where)


def _expression(mapping: Mapping, key: str, what: str, problems: Problems) -> Written | None:
    node = needed(mapping, key, what, problems)
    return None if node is None else read_expression(node, f"`{key}` of {what}", problems)


def _read_gates(rank: Mapping, what: str, default: Grounds, around: Surroundings) -> list[GateDraft | None]:
    gates = take(rank, "exclude", as_sequence, what, around.problems)
    if gates is None:
        return [] if rank.get("exclude") is None else [None]
    return [_read_gate(node, what, default, around) for node in gates.items]


def _read_gate(node: Node, of: str, default: Grounds, around: Surroundings) -> GateDraft | None:
    problems = around.problems
    gate = as_mapping(node, f"each gate of {of}", problems)
    if gate is None:
        return None
    id_node = needed(gate, "id", f"a gate of {of}", problems)
    id_ = None if id_node is None else read_new_id(id_node, "a gate", around)
    what = f"the gate `{id_}`" if id_ else "the gate"
    check_keys(gate, GATE_KEYS, what, problems)
    grounds = read_grounds(gate, what, default, around)
    check_cited(grounds, what, gate.where, problems)
    title = take(gate, "title", read_words, what, problems)
    when = _expression(gate, "when", what, problems)
    return None if id_ is None or when is None else GateDraft(id_, title, when, grounds, gate.where)


def _read_by(rank: Mapping, what: str, problems: Problems) -> list[OrderDraft | None]:
    orders = take_needed(rank, "by", as_sequence, what, problems)
    if orders is None:
        return []
    if not orders.items:
        problems.add("wrong-shape", f"`by` of {what} is an empty list", orders.where, "say `ascending:` or `descending:` of something")
    return [_read_order(node, f"an item of `by` of {what}", problems) for node in orders.items]


def _read_order(node: Node, what: str, problems: Problems) -> OrderDraft | None:
    order = as_mapping(node, what, problems)
    if order is None:
        return None
    check_keys(order, ORDERS, what, problems)
    given = [key for key in ORDERS if order.get(key) is not None]
    if len(given) != 1:
        problems.add("wrong-shape", f"{what} needs exactly one of `ascending` and `descending`", order.where)
        return None
    written = _expression(order, given[0], what, problems)
    return None if written is None else OrderDraft(written, descending=given[0] == "descending")
