"""Facts that a new version of a policy needs and the version before it did not: callers must know of them."""

from collections.abc import Mapping as Names
from collections.abc import Sequence

from lawbook.model.policy import Fact, Policy
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Scalar


def check_new_facts(policies: Sequence[Policy], announced: Names[tuple[str, int], Sequence[Scalar]], problems: Problems) -> None:
    """Warn of required facts that a version needs and its predecessor did not, unless it announces them under `new_facts`."""
    for policy in policies:
        named = announced.get((policy.name, policy.version), ())
        before = _predecessor(policy, policies)
        new = {} if before is None else _newly_needed(policy, before)
        for name, fact in new.items():
            if before is not None and name not in {scalar.text for scalar in named}:
                message = f"version {policy.version} of `{policy.name}` needs the fact `{name}`, and version {before.version} did not"
                advice = f"tell callers, and announce it: `new_facts: [{name}]`; or declare it `optional: true` at {fact.where}"
                problems.warn("new-required-fact", message, policy.where, advice)
        for scalar in named:
            if scalar.text not in new:
                message = f"`new_facts` names `{scalar.text}`, which this version does not newly need"
                problems.add("unknown-name", message, scalar.where, did_you_mean(scalar.text, new))


def _predecessor(policy: Policy, policies: Sequence[Policy]) -> Policy | None:
    earlier = [other for other in policies if other.name == policy.name and other.effective < policy.effective]
    return max(earlier, key=lambda other: other.effective, default=None)


def _newly_needed(policy: Policy, before: Policy) -> dict[str, Fact]:
    had = {fact.name for fact in before.facts if fact.used and not fact.optional}
    return {fact.name: fact for fact in policy.facts if fact.used and not fact.optional and fact.name not in had}
