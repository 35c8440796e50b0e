"""What is known while the decisions of a policy get their types, one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lawbook.check.typing.expressions import elaborate
from lawbook.check.words.names import names_used
from lawbook.check.words.scope import DecisionSignature, Macro, Scope
from lawbook.check.written.drafts import Written
from lawbook.model.core import Expression
from lawbook.model.policy import Calendar, Decision, Fact, Parameter
from lawbook.model.types import Type
from lawbook.problems import Problems


@dataclass(frozen=True, slots=True)
class Workbench:
    """The vocabulary, and the decisions made so far.

    *orders* has the place of each name that is decided. *broken* collects names that are declared but cannot be typed, *tainted*
    the decisions about which nothing more is asked, because they or what they need are wrong, *used* every name that is used.
    """

    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    macros: Mapping[str, Macro]
    orders: Mapping[str, int]
    span: tuple[int, int] | None
    problems: Problems
    broken: set[str]
    tainted: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    signatures: dict[str, DecisionSignature] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)

    def scope(self, subject: str) -> Scope:
        """Give the scope of an expression of the decision *subject*."""
        return Scope(
            facts=self.facts,
            parameters=self.parameters,
            decisions=self.signatures,
            macros=self.macros,
            order=self.orders.get(subject, 0),
            subject=subject,
            broken=self.broken,
            span=self.span,
            calendars=self.calendars,
        )

    def elaborate(self, written: Written, subject: str, wanted: Type | None) -> Expression | None:
        """Type an expression on behalf of *subject*, and remember the names it uses."""
        self.used.update(names_used(written.syntax, self.macros, self.facts))
        return elaborate(written.syntax, written.scalar, self.scope(subject), self.problems, wanted=wanted)

    def add(self, decision: Decision) -> None:
        """Let the decisions that follow use *decision*."""
        self.decisions[decision.name] = decision
        self.signatures[decision.name] = DecisionSignature(decision.type, decision.nullable)
