# ruff: noqa: S101 - the claims of scenarios are assertions
"""What scenarios claim of a ranking: who is ranked in which order, who is excluded by what, who could not be compared."""

import re
from collections.abc import Mapping, Sequence

from lawbook.contract.decision import Decision
from lawbook.model.core import RANKED_FIELDS
from lawbook.model.types import ListType, RecordType, Type
from lawbook.specification.wordings import NOTHING, Declared, Misunderstood


def is_ranking(type_: Type) -> bool:
    """Tell whether values of *type_* are rankings."""
    return isinstance(type_, ListType) and isinstance(type_.of, RecordType) and type_.of.names == RANKED_FIELDS


def claim_ranking(decision: Decision, declared: Declared, words: str) -> None:
    """Claim that *words* name the ranked candidates in order; `none` and `无` say that there are none."""
    ranked = [str(each["candidate"]) for each in _candidates(decision, declared) if each["status"] == "ranked"]
    wanted = [part.strip().strip('"“”') for part in re.split("[,，、]", words)]
    assert ranked == wanted or (not ranked and words.strip().casefold() in NOTHING), f"{declared.title.en} is {', '.join(ranked) or 'none'}"


def claim_candidate(decision: Decision, declared: Declared, candidate: str, status: str, gates: Sequence[str] = ()) -> None:
    """Claim what became of one candidate; *gates* are those that exclude it."""
    found = [each for each in _candidates(decision, declared) if str(each["candidate"]) == candidate]
    if not found:
        raise Misunderstood(f"`{candidate}` is no candidate of `{declared.title.en}`")
    for each in found:
        told = (each["status"], each["excluded_by"])
        assert told == (status, tuple(gates)), f"{candidate} is {each['status']} {', '.join(map(str, _listed(each)))}".rstrip()


def _listed(candidate: Mapping[str, object]) -> tuple[object, ...]:
    gates = candidate["excluded_by"]
    return gates if isinstance(gates, tuple) else ()


def _candidates(decision: Decision, declared: Declared) -> Sequence[Mapping[str, object]]:
    if not is_ranking(declared.type):
        raise Misunderstood(f"`{declared.title.en}` is no ranking")
    if declared.name not in decision.outcome:
        raise Misunderstood(f"`{declared.name}` is not published: only the outputs of a policy can be promised")
    ranking = decision.outcome[declared.name]
    assert isinstance(ranking, tuple), f"{declared.title.en} was not known"
    return ranking
