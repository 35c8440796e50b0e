# ruff: noqa: S101 - the claims of scenarios are assertions
"""What scenarios claim of the promises that a policy makes: that one is kept, also where a fact is another."""

import re
from collections.abc import Mapping

from lawbook.contract.facts import read_facts
from lawbook.evaluate.promises import Request, is_kept, published
from lawbook.evaluate.telling_values import glossary, tell_value
from lawbook.model.policy import Always, Implies, Invariant, Policy
from lawbook.specification.wordings import Misunderstood, named, posted
from lawbook.specification.world import World

ABSENT = frozenset({"missing", "unknown", "not known", "未知", "缺失"})
OF_PROMISES = re.compile(r"the promise [\"“]|承诺\s*[\"“]")


def claim_promise(world: World, id_: str) -> None:
    """Claim that the promise *id_* is kept by what was decided."""
    invariant = _promised(world, id_)
    if not isinstance(invariant, Always | Implies):
        raise Misunderstood(f'the promise `{id_}` compares two decisions: say with what, as in `the promise "{id_}" is kept if ... is ...`')
    policy, one = world.decided().policy, _request(world, world.facts)
    assert is_kept(policy, invariant, one), f"the promise {id_} is broken: {_outcome(policy, one)}"


def claim_promise_where(world: World, id_: str, title: str, words: str) -> None:
    """Claim that the promise *id_* is kept between what was decided and what is decided where the fact called *title* is another."""
    invariant = _promised(world, id_)
    declared = named(world.fact_titles(), title)
    value = None if words.strip().casefold() in ABSENT else posted(declared, words)
    policy = world.decided().policy
    one, other = _request(world, world.facts), _request(world, {**world.facts, declared.name: value})
    assert is_kept(policy, invariant, one, other), f"the promise {id_} is broken: {_outcome(policy, one)} would change"


def _promised(world: World, id_: str) -> Invariant:
    policy = world.decided().policy
    for invariant in policy.invariants:
        if invariant.id == id_.strip():
            return invariant
    raise Misunderstood(f"the policy `{policy.name}` promises nothing called `{id_.strip()}`")


def _request(world: World, facts: Mapping[str, object]) -> Request:
    decision = world.decided()
    return Request(read_facts(decision.policy, facts), decision.as_of)


def _outcome(policy: Policy, one: Request) -> str:
    """Tell what is published, in the words of the policy."""
    values, words = published(policy, one), glossary(policy, "en")
    types = {declared.name: declared.type for declared in policy.decisions}
    told = {name: tell_value(types[name], values[name], words, words.units.get(name)) for name in policy.outputs}
    return ", ".join(f"{words.titles[name]} is {value}" for name, value in told.items())
