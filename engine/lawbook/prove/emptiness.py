"""Whether a promise says anything: each of its alternatives must fail somewhere, or the others are of no use.

What was found for one alternative is put to the interpreter for all others of the version first: a solver takes far longer to find a
request than the interpreter takes to judge it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lawbook.evaluate.expressions import Setting, evaluate
from lawbook.evaluate.promises import Request, published
from lawbook.model.core import All, AnyOf, Expression, Not
from lawbook.model.policy import Always, Implies, Invariant, Policy
from lawbook.model.values import Value
from lawbook.prove.answers import Empty
from lawbook.prove.usual import usual_fact


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several ways in which a promise can be kept: by *of* being what *keeps*; it fails wherever *of* is not, so also where unknown."""

    of: Expression
    empty: Empty
    keeps: bool = True


def alternatives(invariant: Invariant) -> tuple[Alternative, ...]:
    """Give the alternatives of an invariant; none where there is only one."""
    match invariant:
        case Always(holds=AnyOf(items=items)):
            return tuple(Alternative(item, Empty("alternative-holds", place, len(items))) for place, item in enumerate(items, 1))
        case Always(holds=Not(of=All(items=items))):
            every = enumerate(items, 1)
            return tuple(Alternative(item, Empty("never-assumed", place, len(items)), keeps=False) for place, item in every)
        case Implies(when=when, then=then):
            assumed = Alternative(when, Empty("never-assumed", 1, 1), keeps=False)
            return assumed, Alternative(then, Empty("alternative-holds", 2, 2))
        case _:
            return ()


class Emptiness:
    """Requests on which alternatives of the promises of *policy* were seen to fail, with what is decided on them."""

    def __init__(self, policy: Policy, day: int) -> None:
        self._policy = policy
        self._parameters = {each.name: each for each in policy.parameters}
        self._seen: list[tuple[Request, Mapping[str, Value]]] = []
        self._usual = Request({fact.name: usual_fact(fact) for fact in policy.facts}, day)

    def note(self, request: Request) -> None:
        """Remember *request*."""
        self._seen.append((request, published(self._policy, request)))

    def is_known_to_fail(self, alternative: Alternative) -> bool:
        """Tell whether *alternative* fails on a request that is known."""
        if not self._seen:
            self.note(self._usual)
        return any(self._fails(alternative, request, values) for request, values in self._seen)

    def _fails(self, alternative: Alternative, request: Request, values: Mapping[str, Value]) -> bool:
        value = evaluate(alternative.of, Setting(request.facts, values, self._parameters, request.day))
        return value is not alternative.keeps
