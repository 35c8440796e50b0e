"""A scenario that would notice a change, to be finished by a person: facts on which the policy and its mutant differ, and what to claim.

A skeleton is handed out only after it was read back and run: it passes on the policy as it is, and fails on what the mutant decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawbook.contract.decision import Decision
from lawbook.model.policy import Policy
from lawbook.model.types import ListType, RecordType
from lawbook.model.values import Unknown
from lawbook.mutation.recorded import Recording
from lawbook.mutation.searching import Example
from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.writing import head, scenario, written


@dataclass(frozen=True, slots=True)
class Phrases:
    """The claims of one language that a skeleton is made of."""

    value: str
    unknown: str
    known: str
    reasons: str
    no_reason: str
    owes: str
    owes_not: str
    fires: str
    fires_not: str
    between: str


PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        value="{title} is {value}",
        unknown="{title} could not be known",
        known="{title} is known",
        reasons="the reasons are {listed}",
        no_reason="no reason is given",
        owes="the obligations include {listed}",
        owes_not="the obligations do not include {listed}",
        fires="the rules {listed} apply",
        fires_not="the rules {listed} do not apply",
        between=", ",
    ),
    "zh": Phrases(
        value="{title}为{value}",
        unknown="{title}无法确定",
        known="{title}可以确定",
        reasons="全部原因为{listed}",
        no_reason="没有原因",
        owes="义务包括{listed}",
        owes_not="义务不包括{listed}",
        fires="规则{listed}适用",
        fires_not="规则{listed}不适用",
        between="、",
    ),
}


def skeleton(recording: Recording, policy: Policy, example: Example, name: str, lang: str) -> str | None:
    """Write a scenario that tells *policy* from a mutant by *example*; None where sentences cannot say what differs."""
    says = PHRASES[lang]
    claims = list(_claims(policy, example, says, lang))
    if not claims:
        return None
    text = head(policy.title.told(lang), lang) + scenario(policy, example.before.facts, example.before.as_of, name, claims, lang)
    return text if _tells_apart(recording, text, example) else None


def _tells_apart(recording: Recording, text: str, example: Example) -> bool:
    """Run a skeleton on the policy as it is, and on what the mutant decides."""
    problems = Problems()
    scenarios = read_feature(text, "skeleton.feature", problems)
    if problems.found or len(scenarios) != 1:
        return False
    recorded = recording.run(scenarios[0])
    return recorded is not None and not recording.passes(recorded, {0: example.after})


def _claims(policy: Policy, example: Example, says: Phrases, lang: str) -> Iterator[str]:
    """Say what the policy decides and the mutant does not: what is published, given as reasons or owed, else which rules decided."""
    found = [*_outcomes(policy, example, says, lang), *_grounds(example.before.decision, example.after, says)]
    yield from found or _fired(example.before.decision, example.after, says)


def _outcomes(policy: Policy, example: Example, says: Phrases, lang: str) -> Iterator[str]:
    before, after = example.before.decision, example.after
    for declared in policy.decisions:
        name = declared.name
        if not declared.published or (before.outcome[name], before.unknowns.get(name)) == (after.outcome[name], after.unknowns.get(name)):
            continue
        title, value = declared.title.told(lang), example.before.values[name]
        if isinstance(value, Unknown):
            yield says.unknown.format(title=title)
        elif before.outcome[name] == after.outcome[name]:
            yield says.known.format(title=title)
        shown = declared.fallback if isinstance(value, Unknown) else value
        if shown is None or isinstance(shown, Unknown) or isinstance(declared.type, ListType | RecordType):
            continue
        if before.outcome[name] != after.outcome[name]:
            yield says.value.format(title=title, value=written(declared, declared.type, shown, lang))


def _grounds(before: Decision, after: Decision, says: Phrases) -> Iterator[str]:
    codes = [given.code for given in before.reasons]
    if codes != [given.code for given in after.reasons]:
        yield says.reasons.format(listed=_listed(codes, says)) if codes else says.no_reason
    owed = [code for code in before.obligations if code not in after.obligations]
    free = [code for code in after.obligations if code not in before.obligations]
    if owed:
        yield says.owes.format(listed=_listed(owed, says))
    if free:
        yield says.owes_not.format(listed=_listed(free, says))


def _fired(before: Decision, after: Decision, says: Phrases) -> Iterator[str]:
    fires = [id_ for id_ in before.fired if id_ not in after.fired]
    silent = [id_ for id_ in dict.fromkeys(after.fired) if id_ not in before.fired]
    if fires:
        yield says.fires.format(listed=_listed(fires, says))
    if silent:
        yield says.fires_not.format(listed=_listed(silent, says))


def _listed(codes: list[str], says: Phrases) -> str:
    return says.between.join(f'"{code}"' for code in codes)
