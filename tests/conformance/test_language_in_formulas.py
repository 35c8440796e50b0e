"""The language conformance suite in the formulas that promises are proved by."""

from datetime import date

import pytest

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.values import Value
from lawbook.prove.symbols import NotExpressible
from support.formulas import OneRequest
from support.language_cases import EXAMPLES, policy_of

NOT_IN_FORMULAS = (
    "a list of up to", "a comparison of lists", "the first of what a table gathers", "a number of working days that is not fixed",
)  # fmt: skip
"""What the solver's form of a policy refuses, by name."""


@pytest.mark.parametrize("name", [name for name, (_, example) in EXAMPLES.items() if example.refused is None])
def test_in_formulas_every_decision_is_what_the_interpreter_says(name: str) -> None:
    case, example = EXAMPLES[name]
    policy, day = policy_of(case), date.fromisoformat(example.as_of).toordinal()
    facts = read_facts(policy, example.facts)
    judged, request = evaluate_policy(policy, facts, day), OneRequest(policy, facts, day)
    assert [each.name for each in policy.decisions if differs(request, each.name, judged.values[each.name])] == []


def differs(request: OneRequest, name: str, value: Value) -> bool:
    try:
        return request.differing(name, value)
    except NotExpressible as refusal:
        return not refusal.what.startswith(NOT_IN_FORMULAS)
