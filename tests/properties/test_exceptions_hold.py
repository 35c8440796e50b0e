"""Exceptions do what they say and nothing else: held to a few lines that say it again, on every back end, for grants and people at random."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.library.compiled import CompiledPolicies
from lawbook.model.policy import Policy
from support.fragments import checked_fragment

FIRST = date(2026, 6, 1)
LABELS = ("DECLINE", "REFER", "APPROVE")
FRAGMENT = """\
facts:
  amount: {type: integer, min: 0, max: 100, optional: true}
  customer: {type: text, optional: true}
  grade: {type: [A, B], optional: true}
decisions:
  outcome:
    type: [DECLINE, REFER, APPROVE]
    severity: [DECLINE, REFER, APPROVE]
    unknown: DECLINE
    rules:
      - {id: R1, when: amount > 50, then: REFER}
      - {id: R2, when: amount > 90, then: DECLINE}
    otherwise: APPROVE
"""
WORDS = "reason: {en: so, zh: 如此}, author: Li Na, approver: Wang Wei"


@dataclass(frozen=True)
class Grant:
    """An exception as it is written, days counted from the first."""

    instead_of: str
    then: str
    whom: tuple[tuple[str, str], ...]
    first: int
    last: int

    def holds(self, facts: dict[str, object], day: int) -> bool:
        """Tell whether it is for whom *facts* are of, on that day."""
        return self.first <= day <= self.last and all(facts.get(fact) == value for fact, value in self.whom)

    def written(self, number: int) -> str:
        """Write it."""
        whom = ", ".join(f"{fact}: {value}" for fact, value in self.whom)
        days = ", ".join(f"{key}: {FIRST + timedelta(day)}" for key, day in (("from", self.first), ("until", self.last)))
        outcome = f"instead_of: {self.instead_of}, then: {self.then}"
        return f"  - {{id: EX-{number}, policy: case, decision: outcome, {outcome}, whom: {{{whom}}}, {days}, {WORDS}}}\n"


people = st.fixed_dictionaries({}, optional={"customer": st.sampled_from(["C-1", "C-2"]), "grade": st.sampled_from(["A", "B"])})
facts = st.tuples(people, st.none() | st.sampled_from([0, 50, 51, 90, 91])).map(
    lambda drawn: {**drawn[0], **({} if drawn[1] is None else {"amount": drawn[1]})}
)


@st.composite
def grants(draw: st.DrawFn) -> Grant:
    instead_of, then = draw(st.permutations(LABELS))[:2]
    whom = draw(people.filter(bool))
    first = draw(st.integers(0, 9))
    return Grant(instead_of, then, tuple(sorted(whom.items())), first, first + draw(st.integers(0, 9)))


@cache
def granted(chosen: tuple[Grant, ...]) -> Policy:
    listed = "".join(each.written(number) for number, each in enumerate(chosen))
    beside = {"exceptions/some.yaml": f"language: 1\nexceptions: exceptions/some\ngrants:\n{listed}"} if chosen else {}
    checked = checked_fragment(FRAGMENT, "case", beside)
    assert checked.errors == ()
    return checked.policies[0]


def never_late(chosen: list[Grant]) -> tuple[Grant, ...]:
    """Leave out those that others come before on all of their days, which are refused."""
    kept: list[Grant] = []
    for each in chosen:
        alike = [one for one in kept if (one.instead_of, one.whom) == (each.instead_of, each.whom)]
        if not any(one.first <= each.first and each.last <= one.last for one in alike):
            kept.append(each)
    return tuple(kept)


@given(chosen=st.lists(grants(), max_size=4).map(never_late), posted=facts, day=st.integers(0, 20))
@settings(max_examples=150)
def test_the_first_exception_that_holds_decides_and_where_none_does_the_policy(
    chosen: tuple[Grant, ...], posted: dict[str, object], day: int
) -> None:
    policy, on = granted(chosen), (FIRST + timedelta(day)).toordinal()
    plain = evaluate_policy(granted(()), read_facts(granted(()), posted), on).decision
    decided = evaluate_policy(policy, read_facts(policy, posted), on).decision
    compiled = CompiledPolicies().on(policy, on).deciding(on)(posted)
    assert compiled.to_json() == decided.to_json()
    ruled = None if plain.unknowns else plain.outcome["outcome"]
    holding = [(number, each) for number, each in enumerate(chosen) if each.instead_of == ruled and each.holds(posted, day)]
    assert decided.outcome["outcome"] == (holding[0][1].then if holding else plain.outcome["outcome"])
    assert [reason.code for reason in decided.reasons if reason.code.startswith("EX-")] == [f"EX-{number}" for number, _ in holding[:1]]
    assert decided.unknowns == plain.unknowns
