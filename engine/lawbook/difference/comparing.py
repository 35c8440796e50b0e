"""Comparing two versions decision by decision: what is alike word for word, then what the solver proves, then what it finds.

First all that is said alike stands for anything: what cannot turn out otherwise even so is settled, and what is left is a short list of turns that may
be. Then a witness is looked for of each, among those known already, then by the solver. Whatever it gives is made plain and decided
by the interpreter on both versions before it counts.
"""

from collections.abc import Callable
from dataclasses import replace

from lawbook.difference.alike import worded_alike
from lawbook.difference.answers import Compared, Comparison, NotSettled, Witness
from lawbook.difference.joints import fact_changes
from lawbook.difference.searching import Search
from lawbook.difference.together import Sides, Together
from lawbook.difference.turns import are_comparable
from lawbook.model.policy import Decision
from lawbook.model.walking import decisions_read


def compare(sides: Sides, names: tuple[str, ...], advance: Callable[[], None] = lambda: None) -> Comparison:
    """Compare the decisions *names*, which both versions make; *advance* is called after each."""
    old, new = ({each.name: each for each in policy.decisions} for policy in (sides.before, sides.after))
    together = Together(sides)
    found: dict[str, Compared] = {}
    known: list[Witness] = []
    # INVARIANT: decisions stand in an order in which each needs only those before it, so that witnesses of causes come first.
    for name in (name for name in new if name in names):
        found[name] = _compared(together, old[name], new[name], known)
        if found[name].follows:
            same = {each for each, compared in found.items() if compared.state == "proved"}
            found[name] = replace(found[name], follows=tuple(each for each in found[name].follows if each not in same))
        known += found[name].witnesses
        advance()
    return Comparison(
        before=sides.before,
        after=sides.after,
        days=sides.days,
        joints=sides.joints,
        facts=fact_changes(sides.before, sides.after),
        added=tuple(each for name, each in new.items() if name in sides.after.outputs and name not in sides.before.outputs),
        removed=tuple(each for name, each in old.items() if name in sides.before.outputs and name not in sides.after.outputs),
        compared=tuple(found[name] for name in names),
    )


def _compared(together: Together, was: Decision, now: Decision, known: list[Witness]) -> Compared:
    sides = together.sides
    if not are_comparable(was.type, now.type):
        return Compared(now, was, "unknown", trouble=NotSettled("other-type", now.name))
    shown = [name in policy.outputs for name, policy in ((was.name, sides.before), (now.name, sides.after))]
    if now.name in sides.alike and (was.fallback == now.fallback or not any(shown)) and shown[0] == shown[1]:
        return Compared(now, was, "alike")
    found = Search(together, was, now).run(known)
    if found.state == "differs" and worded_alike(was, now):
        read = dict.fromkeys(name for name in decisions_read(now.body) if name not in sides.alike)
        return Compared(now, was, "differs", found.witnesses, found.all_rows, found.trouble, tuple(read))
    return found
