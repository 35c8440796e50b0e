"""Read rules: conditions with their named exceptions, the most severe of which decides."""

from lawbook.check.law.citations import read_cites
from lawbook.check.words.shapes import as_mapping, as_scalar, as_sequence, check_keys, needed, place_of, take, take_needed
from lawbook.check.written.drafts import Grounds, RowDraft, Surroundings, TableDraft, UnlessDraft, Written
from lawbook.check.written.grounds import GROUND_KEYS, OWNER_KEYS, check_cited, read_grounds, read_new_id
from lawbook.check.written.tables import read_expression, read_otherwise
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Node, Scalar, Sequence

RULE_KEYS = ("id", "when", "unless", "then", "title", *GROUND_KEYS, *OWNER_KEYS)
UNLESS_KEYS = ("id", "when", "unless", "cites", *OWNER_KEYS)


def read_rules(rules: Sequence, decision: Mapping, key: Scalar, default: Grounds, around: Surroundings) -> TableDraft:
    """Take the rules of the decision *key*."""
    read = [_read_rule(node, key.text, default, around) for node in rules.items]
    if not rules.items:
        around.problems.add("wrong-shape", f"the rules of `{key.text}` are an empty list", rules.where)
    otherwise = read_otherwise(decision, key.text, 1, default, around)
    if otherwise is None or otherwise == "open":
        message = f"the rules of `{key.text}` do not say what holds when none applies"
        around.problems.add("no-otherwise", message, rules.where, "add `otherwise:` with a label")
    sound = tuple(row for row in read if row is not None)
    return TableDraft(
        hit="priority",
        aggregation=None,
        inputs=(),
        rows=sound,
        otherwise=otherwise if isinstance(otherwise, RowDraft) else None,
        open=True,
        kind="rules",
        broken=len(sound) < len(read) or not rules.items or not isinstance(otherwise, RowDraft),
        where=place_of(decision, "rules"),
    )


def _read_rule(node: Node, key: str, default: Grounds, around: Surroundings) -> RowDraft | None:
    problems = around.problems
    rule = as_mapping(node, f"each rule of `{key}`", problems)
    if rule is None:
        return None
    id_node = needed(rule, "id", f"a rule of `{key}`", problems)
    id_ = None if id_node is None else read_new_id(id_node, "a rule", around)
    what = f"the rule `{id_}`" if id_ else "the rule"
    check_keys(rule, RULE_KEYS, what, problems)
    grounds = read_grounds(rule, what, default, around)
    check_cited(grounds, what, rule.where, problems)
    when, sound = _read_when(rule, what, problems)
    exceptions, all_sound = _read_exceptions(rule, what, around)
    then = take_needed(rule, "then", as_scalar, what, problems)
    if id_ is None or then is None or not sound or not all_sound:
        return None
    return RowDraft(id_, (), (then,), grounds, rule.where, when, exceptions)


def _read_when(mapping: Mapping, what: str, problems: Problems) -> tuple[Written | None, bool]:
    """Give the condition, where there is one, and whether it is sound."""
    node = mapping.get("when")
    if node is None:
        return None, True
    written = read_expression(node, f"`when` of {what}", problems)
    return written, written is not None


def _read_exceptions(mapping: Mapping, what: str, around: Surroundings) -> tuple[tuple[UnlessDraft, ...], bool]:
    node = mapping.get("unless")
    if node is None:
        return (), True
    items = as_sequence(node, f"`unless` of {what}", around.problems)
    if items is None:
        return (), False
    read = [_read_exception(item, what, around) for item in items.items]
    sound = tuple(each for each in read if each is not None)
    return sound, len(sound) == len(read)


def _read_exception(node: Node, of: str, around: Surroundings) -> UnlessDraft | None:
    problems = around.problems
    exception = as_mapping(node, f"each exception of {of}", problems)
    if exception is None:
        return None
    check_keys(exception, UNLESS_KEYS, f"an exception of {of}", problems)
    id_node = needed(exception, "id", f"an exception of {of}", problems)
    id_ = None if id_node is None else read_new_id(id_node, "an exception", around)
    what = f"the exception `{id_}`" if id_ else f"the exception of {of}"
    when_node = needed(exception, "when", what, problems)
    when = None if when_node is None else read_expression(when_node, f"`when` of {what}", problems)
    exceptions, sound = _read_exceptions(exception, what, around)
    cites = take(exception, "cites", read_cites(around.law, around.span), what, problems)
    if id_ is None or when is None or not sound:
        return None
    return UnlessDraft(id_, when, exceptions, cites or (), exception.where)
