"""Facts as they are posted, read by the declarations of a policy: all that is wrong with them is said at once."""

from collections.abc import Mapping

from lawbook.contract.consent import without_consent
from lawbook.contract.expected import expected, found, shortened
from lawbook.contract.values import Reading, read_value
from lawbook.model.core import DecisionValue
from lawbook.model.policy import Fact, Policy
from lawbook.model.values import Cause, Unknown, Value
from lawbook.problems import FactsRejected, Problem, Where
from lawbook.problems.nearest import did_you_mean


def missing(fact: Fact) -> Unknown:
    """Give the unknown that an absent fact is."""
    return Unknown((Cause(fact.order, "missing-fact", fact.name),))


def may_be_absent(fact: Fact) -> bool:
    """Whether the policy can do without *fact*: it is optional, or declared in a shared vocabulary and not used by the policy."""
    return fact.optional or not fact.used


def read_facts(policy: Policy, posted: Mapping[str, object]) -> dict[str, Value]:
    """Read every declared fact from *posted*: its value, or the unknown that it is absent.

    None stands for absent. A declared fact that the policy does not use may be absent; where it is posted it must be of its type
    all the same. Raises FactsRejected with every bad fact, in order of declaration, then those that no declaration knows, as posted.
    """
    if not isinstance(posted, Mapping):
        raise FactsRejected(
            [Problem("wrong-fact-type", f"the facts are {found(posted, private=True)}", Where("", 0, 0), "expected an object")]
        )
    reading = Reading()
    values: dict[str, Value] = {}
    for fact in policy.facts:
        given = posted.get(fact.name)
        if given is not None:
            reading.fact, reading.order, reading.private = fact.name, fact.order, fact.personal
            value = read_value(fact.type, given, fact.name, reading)
            if value is not None:
                values[fact.name] = value
        elif may_be_absent(fact):
            values[fact.name] = missing(fact)
        else:
            reading.add("missing-fact", f"`{fact.name}` is absent", fact.name, f"expected {expected(fact.type)}")
    for name, needed in without_consent(policy, values):
        purpose = "" if needed.purpose is None else f" to `{needed.purpose}`"
        message = f"`{name}` needs a consent{purpose} that `{needed.fact}` does not give"
        reading.add("consent-missing", message, name, f"leave `{name}` out, or obtain the consent and post it as `{needed.fact}`")
    _note_unknown_names(policy, posted, reading)
    if reading.problems:
        raise FactsRejected(reading.problems)
    return values


def _note_unknown_names(policy: Policy, posted: Mapping[str, object], reading: Reading) -> None:
    declared = {fact.name for fact in policy.facts}
    unknown = [name for name in posted if name not in declared]
    decided = _decided(policy) if unknown else {}
    for name in unknown:
        if name in decided:
            reading.add("derived-fact", f"`{name}` is decided by {decided[name]} and cannot be posted", str(name), "leave it out")
        else:
            shown = shortened(str(name))
            reading.add("unknown-fact", f"`{shown}` is not a fact of this policy", shown, did_you_mean(str(name), declared))


def _decided(policy: Policy) -> dict[object, str]:
    """Say who decides each name that is decided: this policy, or one of which it uses decisions."""
    decided: dict[object, str] = {}
    for decision in policy.decisions:
        if decision.origin is not None:
            decided[decision.name.removeprefix(f"{decision.origin}.")] = f"the policy `{decision.origin}`"
    for decision in policy.decisions:
        taken = decision.body.name if isinstance(decision.body, DecisionValue) else ""
        other = next((used.policy for used in policy.others if taken.startswith(f"{used.policy}.")), None)
        decided[decision.name] = "this policy" if other is None else f"the policy `{other}`"
    return decided
