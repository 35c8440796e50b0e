"""One question asked in every way there is, and what each answers: the ways must agree to the byte."""

from collections.abc import Callable, Mapping

from lawbook.compile import compile_policy
from lawbook.compile.compiled import Compiled
from lawbook.contract.decision import Decision
from lawbook.contract.facts import read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.contract.struct import decode_facts
from lawbook.evaluate.policies import Judged, evaluate_policy
from lawbook.model.policy import Policy
from lawbook.model.values import Value
from lawbook.problems import FactsRejected
from support.surface_facts import LAST_DAY, Posting


def refusal(ask: Callable[[], object]) -> object:
    """Give the answer, or the text of all problems of facts that are refused."""
    try:
        return ask()
    except FactsRejected as rejection:
        return str(rejection)


class Ways:
    """A policy on a day, with its generated Python, ready to be asked in every way."""

    def __init__(self, policy: Policy, day: int) -> None:
        self.policy, self.day = policy, day
        self.compiled: Compiled = compile_policy(policy, day)
        self._decode = decode_facts(policy)
        # What is compiled for a day answers for every other on which the parameters are the same.
        first, last = self.compiled.span
        self.days = {day, max(first, policy.effective), min(last, LAST_DAY if policy.until is None else policy.until - 1)}

    def judged(self, facts: Mapping[str, Value]) -> Judged:
        """Ask the definition."""
        return evaluate_policy(self.policy, facts, self.day)

    def hold(self, posting: Posting) -> Judged | None:
        """Ask in every way, with facts posted by a Python caller and as JSON; give what the definition says, None when it is refused."""
        facts = refusal(lambda: read_facts(self.policy, posting.facts))
        self._hold_posted(posting.facts, facts)
        self._hold_body(posting.body)
        return self.judged(facts) if isinstance(facts, dict) else None

    def _hold_posted(self, posted: Mapping[str, object], facts: object) -> None:
        answer = refusal(lambda: self.compiled.decide(posted, self.day))
        if not isinstance(facts, dict):
            assert answer == facts
            return
        self._same(answer, self.judged(facts).decision)
        for day in self.days:
            self._same(self.compiled.decide_values(facts, day), evaluate_policy(self.policy, facts, day).decision)

    def _hold_body(self, body: bytes) -> None:
        plain = refusal(lambda: read_facts(self.policy, parse_facts(body)))
        assert refusal(lambda: self._decode(body)) == plain
        answer = refusal(lambda: self.compiled.decide_json(body, self.day))
        assert answer == (self.judged(plain).decision.to_json() if isinstance(plain, dict) else plain)
        posted = refusal(lambda: parse_facts(body))
        if isinstance(posted, dict):
            self._hold_posted(posted, plain)

    def _same(self, answer: object, expected: Decision) -> None:
        assert isinstance(answer, Decision)
        assert answer == expected
        assert answer.to_json() == expected.to_json()
        assert [*answer.outcome] == [*expected.outcome]
        assert {name: type(value) for name, value in answer.outcome.items()} == {
            name: type(value) for name, value in expected.outcome.items()
        }
