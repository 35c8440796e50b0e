"""A scenario out of facts that break a promise: it says what the policy promises, and fails until the promise is kept."""

from collections.abc import Mapping

from lawbook.evaluate.promises import Request
from lawbook.library.library import Library
from lawbook.model.policy import Invariant, Policy
from lawbook.model.values import Unknown
from lawbook.problems import Problems
from lawbook.specification.features import read_feature
from lawbook.specification.running import run_scenario
from lawbook.specification.writing import head, scenario, written

KEPT: Mapping[str, str] = {"en": 'the promise "{id}" is kept', "zh": '承诺"{id}"得到遵守'}
KEPT_WHERE: Mapping[str, str] = {"en": 'the promise "{id}" is kept if {title} is {value}', "zh": '{title}为{value}时，承诺"{id}"仍得到遵守'}
KEPT_WITHOUT: Mapping[str, str] = {"en": 'the promise "{id}" is kept if {title} is missing', "zh": '{title}未知时，承诺"{id}"仍得到遵守'}
FEATURE: Mapping[str, str] = {"en": "promises that are not kept", "zh": "未得到遵守的承诺"}


def scenario_of(policy: Policy, invariant: Invariant, one: Request, other: Request | None, lang: str) -> str:
    """Write the scenario that claims that *invariant* is kept on *one* (or between *one* and *other*)."""
    name = invariant.id if invariant.title is None else f"{invariant.id} {invariant.title.told(lang)}"
    claim = _claim(policy, invariant, one, other, lang)
    return scenario(policy, one.facts, one.day, name, [claim], lang, version=policy.version)


def feature_of(scenarios: list[str], lang: str) -> str:
    """Put scenarios into one file."""
    return head(FEATURE[lang], lang) + "".join(scenarios)


def fails(text: str, library: Library, lang: str) -> bool:
    """Tell whether a scenario, read back and run on *library*, fails as it should while the promise is broken."""
    problems = Problems()
    read = read_feature(feature_of([text], lang), "promise.feature", problems)
    return not problems.found and len(read) == 1 and run_scenario(read[0], library).verdict == "failed"


def _claim(policy: Policy, invariant: Invariant, one: Request, other: Request | None, lang: str) -> str:
    if other is None:
        return KEPT[lang].format(id=invariant.id)
    (fact,) = (fact for fact in policy.facts if one.facts[fact.name] != other.facts[fact.name])
    title, value = fact.title.told(lang), other.facts[fact.name]
    if isinstance(value, Unknown):
        return KEPT_WITHOUT[lang].format(id=invariant.id, title=title)
    return KEPT_WHERE[lang].format(id=invariant.id, title=title, value=written(fact, fact.type, value, lang))
