"""Write the counterexamples that a proof found as scenarios, to be kept and run once the policy is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lawbook.contract.facts import read_facts
from lawbook.evaluate.promises import Request
from lawbook.library import Library
from lawbook.model.policy import Policy
from lawbook.operations.findings import Finding
from lawbook.problems import EngineFault
from lawbook.specification.broken_promises import fails, feature_of, scenario_of


@dataclass(frozen=True, slots=True)
class Written:
    """A file of scenarios, one for each of *findings*; *left_out* are those that sentences cannot say."""

    text: str
    findings: tuple[Finding, ...]
    left_out: tuple[Finding, ...]


def as_scenarios(library: Library, findings: Iterable[Finding], lang: str) -> Written:
    """Write a scenario for each of *findings* that has a counterexample; each was read back and run, and fails."""
    made = [(finding, _scenario(library, finding, lang)) for finding in findings if finding.told.counterexample]
    told = [(finding, text) for finding, text in made if fails(text, library, lang)]
    left_out = tuple(finding for finding, text in made if (finding, text) not in told)
    return Written(feature_of([text for _, text in told], lang), tuple(finding for finding, _ in told), left_out)


def _scenario(library: Library, finding: Finding, lang: str) -> str:
    day = date.fromisoformat(str(finding.told.counterexample[0]["as_of"]))
    policy = library.policy(finding.policy, as_of=day, version=finding.version).policy
    (invariant,) = (each for each in policy.invariants if each.id == finding.invariant)
    one, *others = (_request(policy, posted) for posted in finding.told.counterexample)
    return scenario_of(policy, invariant, one, others[0] if others else None, lang)


def _request(policy: Policy, posted: object) -> Request:
    match posted:
        case {"as_of": str(day), "facts": dict(facts)}:
            return Request(read_facts(policy, facts), date.fromisoformat(day).toordinal())
        case _:
            raise EngineFault(f"{posted!r} is no request")
