"""Read what a row, rule or decision gives and rests on: reason, obligations, citations, the requirements it covers, its owner."""

from collections.abc import Mapping as Names

from lawbook.check.law.citations import CITE, read_cites
from lawbook.check.words.naming import read_id
from lawbook.check.words.shapes import as_scalar, read_date, read_scalars, read_text, take
from lawbook.check.written.drafts import Grounds, Surroundings
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar

GROUND_KEYS = ("reason", "obliges", "cites", "covers")
OWNER_KEYS = ("owner", "review_by")


def read_grounds(mapping: Mapping, what: str, default: Grounds, around: Surroundings) -> Grounds:
    """Take the grounds of *what*; those it does not give are those of *default*."""
    problems = around.problems
    reason = take(mapping, "reason", as_scalar, what, problems)
    obliges = take(mapping, "obliges", read_scalars, what, problems)
    cites = take(mapping, "cites", read_cites(around.law, around.span), what, problems)
    covers = take(mapping, "covers", read_scalars, what, problems)
    take(mapping, "owner", read_text, what, problems)
    take(mapping, "review_by", read_date, what, problems)
    return Grounds(
        reason=default.reason if reason is None else known_reason(reason, around),
        obliges=default.obliges if obliges is None else known_obligations(obliges, around),
        cites=(default.cites if mapping.get("cites") is None else ()) if cites is None else cites,
        covers=default.covers if covers is None else tuple(scalar.text for scalar in covers),
    )


def known_reason(scalar: Scalar, around: Surroundings) -> str | None:
    """Give the reason code in *scalar*, or None after noting that no catalogue has it."""
    around.reasons.add(scalar.text)
    return _known(scalar, around.visible.reasons, "reason", around.problems)


def known_obligations(scalars: tuple[Scalar, ...], around: Surroundings) -> tuple[str, ...]:
    """Give the obligation codes in *scalars* that a catalogue has."""
    around.obligations.update(scalar.text for scalar in scalars)
    codes = [_known(scalar, around.visible.obligations, "obligation", around.problems) for scalar in scalars]
    return tuple(code for code in codes if code is not None)


def _known(scalar: Scalar, catalogue: Names[str, object], kind: str, problems: Problems) -> str | None:
    if scalar.text in catalogue:
        return scalar.text
    code = "unknown-reason" if kind == "reason" else "unknown-obligation"
    near = did_you_mean(scalar.text, catalogue)
    problems.add(code, f"there is no {kind} `{scalar.text}`", scalar.where, near or f"declare it under `{kind}s:`")
    return None


def read_new_id(node: Node, what: str, around: Surroundings) -> str | None:
    """Take an id that nothing else in the policy has."""
    scalar = as_scalar(node, f"the id of {what}", around.problems)
    id_ = None if scalar is None else read_id(scalar, what, around.problems)
    if id_ is None:
        return None
    other = around.ids.setdefault(id_, node.where)
    if other is node.where:
        return id_
    around.problems.add("duplicate-id", f"the id `{id_}` stands twice in this policy", node.where, f"the other one is at {other}")
    return None


def check_cited(grounds: Grounds, what: str, where: Where, problems: Problems) -> None:
    """Note a row or rule that says nothing of what it rests on."""
    if grounds.cites is None:
        problems.add("no-citation", f"{what} cites nothing", where, CITE)
