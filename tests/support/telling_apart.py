"""Whether two forms of a policy can come to different outcomes: found by the solver and confirmed by the interpreter, or proved not to."""

from dataclasses import dataclass, replace

from lawbook.evaluate.promises import Request, published
from lawbook.evaluate.promises import alike as alike_values
from lawbook.model.core import ParameterAt
from lawbook.model.policy import Policy
from lawbook.model.values import Unknown
from lawbook.model.walking import decisions_read, every_part, parts_of_body
from lawbook.prove.invariants import request_of, span_of
from lawbook.prove.solver import Solver
from lawbook.prove.symbols import FALSE, NotExpressible, alike, either, opposite
from lawbook.prove.worlds import World


@dataclass(frozen=True, slots=True)
class Same:
    """No facts tell the two apart."""


@dataclass(frozen=True, slots=True)
class Apart:
    """On *request* they come to different outcomes, as the interpreter says."""

    request: Request


@dataclass(frozen=True, slots=True)
class Open:
    """It is not known."""

    why: str


class Original:
    """A policy that is compared with others made of it: its formulas are made once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = open_to_unknowns(policy)
        self.span = span_of(policy)
        self.world = World(self.policy, self.span.first, self.span.last)

    def told_apart(self, other: Policy, seconds: float) -> Same | Apart | Open:
        """Tell whether *other*, which has the same facts, can come to a different outcome."""
        other = open_to_unknowns(other)
        touched = _touched(self.policy, other)
        names = [name for name in self.policy.outputs if name in touched]
        if not names:
            return Same()
        try:
            shared = frozenset(each.name for each in other.decisions) - touched
            beside = World(other, self.span.first, self.span.last, beside=self.world, alike=shared)
            differing = either(*(opposite(alike(self.world.published(name), beside.published(name))) for name in names))
        except NotExpressible as refusal:
            return Open(refusal.what)
        if differing is FALSE:
            return Same()
        solver = Solver([*self.world.side, *beside.side, differing], seconds)
        match solver.check():
            case "unsat":
                return Same()
            case "unknown":
                return Open(solver.why)
            case _:
                # What only the other form looks at is told, too: a fact of one name is one fact.
                for name in beside.facts:
                    self.world.fact(name)
                request = request_of(self.world, solver.model)
                return Apart(request) if differ(self.policy, other, request) else Open("the interpreter does not confirm it")


def open_to_unknowns(policy: Policy) -> Policy:
    """Let what was checked to be always known be published as unknown, where a fault makes it so."""
    decisions = (replace(each, fallback=Unknown(())) if each.published and each.fallback is None else each for each in policy.decisions)
    return replace(policy, decisions=tuple(decisions))


def differ(one: Policy, other: Policy, request: Request) -> bool:
    """Tell whether two forms of a policy come to different outcomes on *request*."""
    before, after = published(one, request), published(other, request)
    return any(not alike_values(before[name], after[name]) for name in one.outputs)


def _touched(one: Policy, other: Policy) -> frozenset[str]:
    parameters = {each.name for each, new in zip(one.parameters, other.parameters, strict=True) if each != new}
    touched: set[str] = set()
    for before, after in zip(one.decisions, other.decisions, strict=True):
        read = set(decisions_read(after.body))
        looked_up = {part.name for of in parts_of_body(after.body) for part in every_part(of) if isinstance(part, ParameterAt)}
        if before != after or read & touched or looked_up & parameters:
            touched.add(before.name)
    return frozenset(touched)
