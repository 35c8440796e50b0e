"""What tables of cases say, in the words of the policy: they may use the bare names of facts, of decisions, of fields and of labels."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawbook.evaluate.telling_values import UNITS
from lawbook.model.policy import Decision, Fact, FieldWords, Policy
from lawbook.model.types import BooleanType, ListType, NumberType, RecordType, SetType, Type

YES_AND_NO = {"yes": "是", "no": "否"}
COUNTED = re.compile(r"(?P<number>-?[\d.,]+) (?P<unit>days?|months?)")


@dataclass(frozen=True)
class Called:
    """The facts and decisions of the policies that a table of cases asks, in one language."""

    facts: Mapping[str, Fact]
    decisions: Mapping[str, Decision]
    lang: str

    def fact(self, title: str, value: str) -> tuple[str, str]:
        """Say a fact and its value."""
        return self._said(self.facts.get(title.casefold()), title, value)

    def decision(self, title: str, value: str) -> tuple[str, str]:
        """Say a decision and its value."""
        return self._said(self.decisions.get(title.casefold()), title, value)

    def element(self, title: str, rows: Sequence[Sequence[str]]) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Say an element of the list of records *title*: each field with its value."""
        fact = self.facts.get(title.casefold())
        if fact is None or not isinstance(fact.type, ListType) or not isinstance(fact.type.of, RecordType):
            return title, tuple((row[0], row[1]) for row in rows)
        fields = {each.name: (each, kind) for each, kind in zip(fact.fields, fact.type.of.types, strict=True)}
        told = ((row[0], row[1]) if row[0] not in fields else self._worded(*fields[row[0]], row[1]) for row in rows)
        return fact.title.told(self.lang), tuple(told)

    def _said(self, declared: Fact | Decision | None, title: str, value: str) -> tuple[str, str]:
        return (title, value) if declared is None else self._worded(declared, declared.type, value)

    def _worded(self, declared: Fact | Decision | FieldWords, kind: Type, value: str) -> tuple[str, str]:
        titles = {label.casefold(): words.told(self.lang) for label, words in declared.titles}
        if isinstance(kind, BooleanType) and self.lang == "zh":
            titles = YES_AND_NO
        if isinstance(kind, SetType):
            parts = re.split(r"\s*[,，、]\s*", value)
            value = ("、" if self.lang == "zh" else ", ").join(titles.get(part.casefold(), part) for part in parts)
        if isinstance(kind, NumberType) and self.lang == "zh" and (counted := COUNTED.fullmatch(value)):
            value = f"{counted['number']} {UNITS[counted['unit'].rstrip('s') + 's'].zh}"
        return declared.title.told(self.lang), titles.get(value.casefold(), value)


def called(policies: Iterable[Policy], lang: str) -> Called:
    """Collect what *policies* declare, by name and by title."""
    facts: dict[str, Fact] = {}
    decisions: dict[str, Decision] = {}
    for policy in policies:
        for fact in policy.facts:
            facts.update((title.casefold(), fact) for title in (fact.name, fact.title.en, fact.title.zh))
        for decision in policy.decisions:
            decisions.update((title.casefold(), decision) for title in (decision.name, decision.title.en, decision.title.zh))
    return Called(facts, decisions, lang)
