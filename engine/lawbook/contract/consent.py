"""Facts that need consent: one that is posted without it is not looked at, whatever it says."""

from collections.abc import Iterator, Mapping

from lawbook.model.policy import Consent, Policy
from lawbook.model.values import Unknown, Value


def gives(value: Value, consent: Consent) -> bool:
    """Tell whether *value*, that of the fact which *consent* names, gives it; what is not known gives nothing."""
    if consent.purpose is None:
        return value is True
    return isinstance(value, frozenset) and consent.purpose in value


def without_consent(policy: Policy, values: Mapping[str, Value]) -> Iterator[tuple[str, Consent]]:
    """Name each fact of *values* that is known and needs a consent that they do not give; facts that are not among them are passed over."""
    for fact in policy.facts:
        needed = fact.consent
        if needed is None or isinstance(values.get(fact.name, _ABSENT), Unknown):
            continue
        given = values.get(needed.fact)
        if given is not None and not gives(given, needed):
            yield fact.name, needed


_ABSENT = Unknown(())
