"""A policy in formulas: its facts, its decisions as they are asked for, and what is published."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import z3

from lawbook.model.core import Table
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import ListType, Type
from lawbook.model.values import Unknown
from lawbook.problems import EngineFault
from lawbook.prove.arithmetic import whole
from lawbook.prove.expressions import Around, expressed, known
from lawbook.prove.facts import Made, Texts, fact_symbol, shortened
from lawbook.prove.loose import Loose
from lawbook.prove.symbols import TRUE, NotExpressible, Symbol, chosen
from lawbook.prove.tables import TableSymbol, table_symbol


class World:
    """One policy over every input and every day from *first* to *last*.

    In a *loose* one what is hard to reason about stands for anything. Facts and decisions are put into formulas when they are first asked for; *side* says what must hold of the symbols made for them.
    A world *beside* another speaks of the same inputs: what is loose there stands for the same here, texts have the same numbers, and the
    decisions *alike* are those of the other. In a loose world those that are *free* stand for anything, too.
    """

    def __init__(
        self,
        policy: Policy,
        first: int,
        last: int,
        *,
        loose: bool = False,
        beside: "World | None" = None,
        alike: frozenset[str] = frozenset(),
        free: frozenset[str] = frozenset(),
    ) -> None:
        self.policy = policy
        self.loose: Loose | None = beside.loose if beside is not None else Loose() if loose else None
        self._beside, self._alike, self._free = beside, alike, free
        self.facts: dict[str, Symbol] = {}
        self.day = whole(first) if first == last else z3.Int("as of")
        self.days = (first, last)
        self.texts: Texts = Texts() if beside is None else beside.texts
        self._bounds: dict[str, tuple[z3.BoolRef, ...]] = {}
        self._declared: dict[str, Decision] = {decision.name: decision for decision in policy.decisions}
        self._facts = {fact.name: fact for fact in policy.facts}
        self._decisions: dict[str, Symbol] = {}
        self._tables: dict[str, TableSymbol] = {}
        parameters = {each.name: each for each in policy.parameters}
        self._around = Around(self, parameters, self.day, self.days, self.loose, self.texts, owner=object())

    @property
    def side(self) -> list[z3.BoolRef]:
        """What holds of every symbol made so far."""
        return self.holds_of(self.facts)

    def holds_of(self, facts: Iterable[str]) -> list[z3.BoolRef]:
        """Give what holds of the day, of those of *facts* that were made, and of all that stands in for something."""
        first, last = self.days
        days = [] if first == last else [first <= self.day, self.day <= last]
        bounds = [bound for name in facts for bound in self._bounds.get(name, ())]
        return [*days, *bounds, *(self.loose.bounds if self.loose is not None else ())]

    def fact(self, name: str) -> Symbol:
        """Give the symbol of a fact."""
        if name not in self.facts:
            made = fact_symbol(self._facts[name], name)
            self.facts[name] = made.symbol
            self._bounds[name] = made.bounds
        return self.facts[name]

    def shorten(self) -> "World":
        """Give the same world with few elements in lists that are too long for formulas, before anything is asked for.

        What is found in it is so; nothing is proved by it where a list that was asked for is *too_long*.
        """
        self._facts = {name: shortened(fact) for name, fact in self._facts.items()}
        return self

    @property
    def too_long(self) -> str | None:
        """Say of a list that was asked for how much longer it may be than here."""
        asked = [fact.type for fact in self.policy.facts if fact.name in self.facts and fact is not self._facts[fact.name]]
        longest = max((type_.most for type_ in asked if isinstance(type_, ListType)), default=0)
        return f"a list of up to {longest} elements" if longest else None

    def another(self, name: str) -> Made:
        """Make one more symbol for a fact: another value of it."""
        return fact_symbol(self._facts[name], f"{name}'")

    @property
    def made(self) -> Mapping[str, Symbol]:
        """The decisions that were asked for so far."""
        return self._decisions

    def decision(self, name: str) -> Symbol:
        """Give what a decision comes to, before any fallback."""
        if self._beside is not None and name in self._alike:
            return self._beside.decision(name)
        if name not in self._decisions:
            # INVARIANT: decisions stand in an order in which each needs only those before it, so that this ends.
            try:
                self._decisions[name] = self._made(self._declared[name]) if name not in self._free else self._anything(name)
            except NotExpressible:
                if self.loose is None:
                    raise
                self._decisions[name] = self._anything(name)
        return self._decisions[name]

    def _anything(self, name: str) -> Symbol:
        if self.loose is None:
            raise EngineFault(f"{name} stands for anything in a world that is not loose")
        return self.loose.whatever(self.type(name), optional=self._declared[name].nullable)

    def _made(self, declared: Decision) -> Symbol:
        if not isinstance(declared.body, Table):
            return expressed(declared.body, self._around)
        self._tables[declared.name] = table_symbol(declared.body, declared.type, self._around)
        return self._tables[declared.name].value

    def table(self, name: str) -> TableSymbol:
        """Give the table of a decision."""
        if self._beside is not None and name in self._alike:
            return self._beside.table(name)
        self.decision(name)
        if name not in self._tables:
            raise NotExpressible("a table that stands for anything")
        return self._tables[name]

    def published(self, name: str) -> Symbol:
        """Give what is published of a decision: its fallback where it is unknown."""
        symbol, fallback = self.decision(name), self._declared[name].fallback
        if name not in self.policy.outputs or fallback is None or isinstance(fallback, Unknown):
            return symbol
        return chosen(symbol.known, Symbol(TRUE, symbol.value), known(self.type(name), fallback, self.texts))

    def type(self, name: str) -> Type:
        """Give the type of a decision."""
        return self._declared[name].type

    @property
    def around(self) -> Around:
        """Give what a decision looks at: other decisions as they are, before any fallback."""
        return self._around

    def after_fallbacks(self) -> Around:
        """Give what an invariant looks at: decisions as they are published."""
        return replace(self._around, named=_Published(self), owner=(self._around.owner, "published"))

    def with_another(self, name: str, symbol: Symbol, bounds: tuple[z3.BoolRef, ...], touched: frozenset[str]) -> "World":
        """Give the same world with another value of one fact; only decisions *touched* by it are made anew."""
        other = object.__new__(World)
        other.__dict__.update(self.__dict__)
        other._alike = frozenset()
        other.facts = {**self.facts, name: symbol}
        other._bounds = {**self._bounds, name: (*self._bounds.get(name, ()), *bounds)}
        other._decisions = {each: made for each, made in self._decisions.items() if each not in touched}
        other._tables = {each: made for each, made in self._tables.items() if each not in touched}
        other._around = replace(self._around, named=other, changed=self._around.changed | touched | {name})
        return other


class _Published:
    def __init__(self, world: World) -> None:
        self._world = world

    def fact(self, name: str) -> Symbol:
        return self._world.fact(name)

    def decision(self, name: str) -> Symbol:
        return self._world.published(name)
