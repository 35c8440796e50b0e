"""Make all decisions of a policy, in an order in which each needs only those before it."""

from collections.abc import Collection, Sequence

from lawbook.check.making.decision import give_up, make_decision
from lawbook.check.making.internal import internal_names
from lawbook.check.typing.workbench import Workbench
from lawbook.check.words.graph import circles, in_order
from lawbook.check.written.drafts import DecisionDraft
from lawbook.check.written.needs import names_in


def make_all(drafts: Sequence[DecisionDraft], published: Collection[str], bench: Workbench) -> tuple[str, ...]:
    """Type every decision, and give the names of all that are decided, internal ones included, in the order of making."""
    by_key = {draft.key: draft for draft in drafts}
    owner = {name: draft.key for draft in drafts for name in draft.names()}
    types = {fact.name: fact.type for fact in bench.facts.values()}
    types |= {output.name: output.read.type for draft in drafts for output in draft.outputs}
    needs: dict[str, set[str]] = {}
    for draft in by_key.values():
        used = names_in(draft, bench.macros, bench.facts, types)
        bench.used.update(used)
        needs[draft.key] = {owner[name] for name in used if name in owner}
    order = in_order(needs)
    behind = [key for key in by_key if key not in set(order)]
    _tell_circles(needs, by_key, bench)
    for key in behind:
        give_up(by_key[key], bench)
    made: list[str] = []
    for key in order:
        draft = by_key[key]
        if any(name in bench.tainted for need in needs[key] for name in by_key[need].names()):
            bench.tainted.update(draft.names())
        make_decision(draft, published, bench)
        made.extend(_in_making_order(draft))
    return tuple(made)


def _in_making_order(draft: DecisionDraft) -> list[str]:
    return [*internal_names(draft), *draft.names()]


def _tell_circles(needs: dict[str, set[str]], drafts: dict[str, DecisionDraft], bench: Workbench) -> None:
    for circle in circles(needs):
        told = ", which needs ".join(f"`{name}`" for name in (*circle, circle[0])).replace(", which needs", " needs", 1)
        bench.problems.add("cycle", f"{told}: none of them can be decided first", drafts[circle[0]].where)
