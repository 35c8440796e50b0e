"""The ways to run a policy, each asked the same question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lawbook.compile import compile_policy
from lawbook.contract.decision import Decision
from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.policy import Policy

Decider: TypeAlias = Callable[[Policy, Mapping[str, object], int], Decision]
"""Decides with a policy on posted facts for a day number; raises FactsRejected when they are bad."""


@dataclass(frozen=True, slots=True)
class BackEnd:
    """One of them, under the name that test ids show."""

    name: str
    decide: Decider


def _interpreted(policy: Policy, posted: Mapping[str, object], as_of: int) -> Decision:
    return evaluate_policy(policy, read_facts(policy, posted), as_of).decision


def _generated(policy: Policy, posted: Mapping[str, object], as_of: int) -> Decision:
    return compile_policy(policy, as_of).decide(posted, as_of)


BACK_ENDS: tuple[BackEnd, ...] = (BackEnd("interpreter", _interpreted), BackEnd("generated Python", _generated))
