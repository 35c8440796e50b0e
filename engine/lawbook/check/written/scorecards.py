"""Read scorecards: a base and, for each characteristic, points by bin."""

from lawbook.check.law.citations import read_cites
from lawbook.check.words.naming import read_name
from lawbook.check.words.shapes import as_mapping, as_scalar, check_keys, read_words, take, take_needed, whole_number
from lawbook.check.written.drafts import BinDraft, CharacteristicDraft, Grounds, ScorecardDraft, Surroundings, Written
from lawbook.check.written.grounds import GROUND_KEYS, OWNER_KEYS, check_cited, known_reason, read_grounds
from lawbook.check.written.tables import read_expression
from lawbook.problems import Where
from lawbook.read.document import Mapping, Node, Scalar
from lawbook.read.syntax import Name

SCORECARD_KEYS = ("base", "characteristics", "reasons", *GROUND_KEYS, *OWNER_KEYS)
CHARACTERISTIC_KEYS = ("of", "title", "bins", "unknown", "reason", "cites")
_MOST_POINTS = 1_000_000
_MOST_REASONS = 100
_points = whole_number(-_MOST_POINTS, _MOST_POINTS)


def read_scorecard(scorecard: Mapping, key: str, default: Grounds, around: Surroundings) -> ScorecardDraft | None:
    """Take the scorecard of the decision *key*; None when a part of it could not be read."""
    what = f"the scorecard of `{key}`"
    problems = around.problems
    check_keys(scorecard, SCORECARD_KEYS, what, problems)
    base = take_needed(scorecard, "base", _points, what, problems)
    grounds = read_grounds(scorecard, what, default, around)
    section = take_needed(scorecard, "characteristics", as_mapping, what, problems)
    entries = section.entries if section is not None else ()
    read = [_read_characteristic(name, node, key, grounds, around) for name, node in entries]
    when, at_most, sound = _read_reasons(scorecard, what, around)
    if section is not None and not entries:
        problems.add("wrong-shape", f"{what} has no characteristics", section.where)
    known = tuple(each for each in read if each is not None)
    if base is None or not known or len(known) < len(read) or not sound:
        return None
    return ScorecardDraft(base, known, when, at_most, grounds, scorecard.where)


def _read_reasons(scorecard: Mapping, what: str, around: Surroundings) -> tuple[Written | None, int, bool]:
    """Give when reasons are given, how many at most, and whether that could be read."""
    node = scorecard.get("reasons")
    if node is None:
        return None, 0, True
    of = f"`reasons` of {what}"
    reasons = as_mapping(node, of, around.problems)
    if reasons is None:
        return None, 0, False
    check_keys(reasons, ("when", "at_most"), of, around.problems)
    at_most = take_needed(reasons, "at_most", whole_number(1, _MOST_REASONS), of, around.problems)
    when_node = take_needed(reasons, "when", as_scalar, of, around.problems)
    when = None if when_node is None else read_expression(when_node, f"`when` of {of}", around.problems)
    return when, at_most or 0, when is not None and at_most is not None


def _read_characteristic(key: Scalar, node: Node, card: str, default: Grounds, around: Surroundings) -> CharacteristicDraft | None:
    what = f"the characteristic `{key.text}`"
    problems = around.problems
    name = read_name(key, "a characteristic", problems)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, CHARACTERISTIC_KEYS, what, problems)
    title = take(mapping, "title", read_words, what, problems)
    of_node = mapping.get("of")
    of = Written(Name(key.text, at=0), key) if of_node is None else read_expression(of_node, f"`of` of {what}", problems)
    bins = take_needed(mapping, "bins", as_mapping, what, problems)
    entries = bins.entries if bins is not None else ()
    read = [_read_bin(cell, points, what, around) for cell, points in entries]
    if bins is not None and not entries:
        problems.add("wrong-shape", f"{what} has no bins", bins.where)
    unknown = _read_unknown(mapping, what, around)
    reason = take(mapping, "reason", as_scalar, what, problems)
    code = default.reason if reason is None else known_reason(reason, around)
    cites = take(mapping, "cites", read_cites(around.law, around.span), what, problems)
    grounds = Grounds(cites=(default.cites if mapping.get("cites") is None else ()) if cites is None else cites)
    check_cited(grounds, what, key.where, problems)
    known = tuple(each for each in read if each is not None)
    _claim_ids(f"{card}.{key.text}", len(read), key.where, around)
    if name is None or of is None or not known or len(known) < len(read) or (unknown is None and mapping.get("unknown") is not None):
        return None
    return CharacteristicDraft(name, title, of, known, unknown, code, grounds.cites or (), key.where)


def _claim_ids(prefix: str, number: int, where: Where, around: Surroundings) -> None:
    for suffix in (*range(1, number + 1), "unknown"):
        around.ids.setdefault(f"{prefix}:{suffix}", where)


def _read_bin(cell: Scalar, node: Node, what: str, around: Surroundings) -> BinDraft | None:
    points = _points(node, f"the points for `{cell.text}` of {what}", around.problems)
    return None if points is None else BinDraft(cell, points)


def _read_unknown(mapping: Mapping, what: str, around: Surroundings) -> BinDraft | None:
    key = mapping.key("unknown")
    points = take(mapping, "unknown", _points, what, around.problems)
    return None if key is None or points is None else BinDraft(key, points)
