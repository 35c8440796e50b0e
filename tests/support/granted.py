"""Exceptions: to a policy of our own, and to those that were written at random."""

from random import Random

from lawbook.model.policy import Fact, Policy
from lawbook.model.types import BooleanType, OneOfType, TextType, labels_of
from support.surface_vocabulary import EFFECTIVE

GRANTED = """\
# yaml-language-server: $schema=../schema/exceptions.schema.json
language: 1
exceptions: exceptions/2026

grants:
  - id: EX-2026-001
    policy: small-offer
    decision: outcome
    instead_of: refer
    then: approve
    whom: {grade: C, open_debts: 2, verified: true}
    from: 2026-11-01
    until: 2027-01-31
    reason: {en: Salary account with us, zh: 在本行代发工资}
    author: Li Na
    approver: Wang Wei
"""
"""Exceptions to the policy `small-offer`."""
WORDS = "reason: {en: so, zh: 如此}, author: Li Na, approver: Wang Wei"


def exceptions_for(policy: Policy, random: Random) -> dict[str, str]:
    """Write a file of exceptions for what *policy* publishes, none where there is nothing that can have one."""
    made = {name: labels for name in policy.outputs for labels in [_labels(policy, name)] if len(labels) > 1}
    whom = [written for fact in policy.facts for written in [_whom(fact, random)] if written]
    if not made or not whom:
        return {}
    grants = []
    for number in range(random.randint(1, 3)):
        name = random.choice(sorted(made))
        instead_of, then = random.sample(made[name], 2)
        outcome = f'decision: {name}, instead_of: "{instead_of}", then: "{then}"'
        days = f"from: {EFFECTIVE}, until: 2199-12-30"
        grants.append(f"  - {{id: EX-{number}, policy: {policy.name}, {outcome}, {random.choice(whom)}, {days}, {WORDS}}}\n")
    return {"exceptions/some.yaml": f"language: 1\nexceptions: exceptions/some\ngrants:\n{''.join(grants)}"}


def _labels(policy: Policy, name: str) -> tuple[str, ...]:
    (declared,) = (decision for decision in policy.decisions if decision.name == name)
    return labels_of(declared.type)


def _whom(fact: Fact, random: Random) -> str | None:
    match fact.type:
        case BooleanType():
            return f"whom: {{{fact.name}: {random.choice(('true', 'false'))}}}"
        case OneOfType(labels=labels):
            return f'whom: {{{fact.name}: "{random.choice(labels)}"}}'
        case TextType():
            return f'whom: {{{fact.name}: ""}}' if random.random() < 0.5 else f'when: {fact.name} != "one"'
        case _:
            return f"when: {fact.name} is known" if fact.optional else None
