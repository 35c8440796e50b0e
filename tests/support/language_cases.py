"""The cases of the language conformance suite, and the policy of each."""

from functools import cache
from pathlib import Path

from lawbook.library.compiled import CompiledPolicies
from lawbook.model.policy import Policy
from support.fragments import checked_fragment
from support.suites import Suite, read_suite

FOLDER = Path(__file__).parents[1] / "conformance" / "lawbook"
SUITES: tuple[Suite, ...] = tuple(read_suite(path) for path in sorted(FOLDER.glob("*.yaml")))
CASES = {f"{suite.suite}/{case.id}": case for suite in SUITES for case in suite.cases}
REJECTED = {f"{suite.suite}/{case.id}": case for suite in SUITES for case in suite.rejected}
EXAMPLES = {f"{name}/{number}": (name, example) for name, case in CASES.items() for number, example in enumerate(case.examples, 1)}


@cache
def policy_of(name: str) -> Policy:
    """Give the policy of a case, read once."""
    case = CASES[name]
    checked = checked_fragment(case.policy, case.id, case.beside)
    assert (checked.errors, checked.warnings) == ((), case.warnings)
    (policy,) = checked.policies
    return policy


@cache
def kept_of(name: str) -> CompiledPolicies:
    """Give where the policy of a case is kept compiled, from one example and day to the next."""
    assert name in CASES
    return CompiledPolicies()
