"""What would change an outcome, in sentences for the person concerned."""

from dataclasses import dataclass

from lawbook.contract.values import public_to_json, to_public
from lawbook.evaluate.filling import Filling, filling, written_day, written_value
from lawbook.model.policy import Decision, Policy
from lawbook.model.types import SetType
from lawbook.model.values import Known, Unknown, Value
from lawbook.notices.moves import Move
from lawbook.notices.phrases import PHRASES, Phrases
from lawbook.notices.search import Change, Ended, Searched, published_values
from lawbook.notices.wishes import sentence_of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Facts as they would have to be, by name, and the outcome they lead to; *text* says it to the person concerned."""

    facts: tuple[tuple[str, object], ...]
    outcome: object
    text: str

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return {"facts": {name: public_to_json(value) for name, value in self.facts}, "outcome": self.outcome, "text": self.text}


@dataclass(frozen=True, slots=True)
class WouldChange:
    """What would change an outcome: the smallest changes first, how the search for them ended, and that in words.

    *decision* is the one that would come out better. Of up to *facts* facts together every change was looked at.
    """

    decision: str | None
    suggestions: tuple[Suggestion, ...]
    ended: Ended
    facts: int
    text: str

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        told = [suggestion.to_dict() for suggestion in self.suggestions]
        return {"decision": self.decision, "ended": self.ended, "facts": self.facts, "suggestions": told, "text": self.text}


def tell_changes(policy: Policy, searched: Searched, as_of: int, lang: str) -> WouldChange:
    """Say in *lang* what a search found."""
    phrases = PHRASES[lang]
    main = None if searched.goal is None else next(each for each in policy.decisions if each.name == searched.goal.main)
    suggestions = tuple(_suggestion(policy, main, change, lang) for change in searched.found if main is not None)
    ended = phrases.ended[searched.ended].format(facts=searched.facts)
    text = phrases.beside.format(day=written_day(as_of, lang)) if suggestions else ended
    return WouldChange(None if main is None else main.name, suggestions, searched.ended, searched.facts, text)


def _suggestion(policy: Policy, main: Decision, change: Change, lang: str) -> Suggestion:
    phrases, filled = PHRASES[lang], filling(policy, change.judged, lang)
    changes = phrases.and_.join(part for move, value in change.facts for part in _changed(move, value, filled, phrases))
    outcome = tell_outcome(main, filled) or name_outcome(main, filled)
    value = published_values(policy, change.judged)[main.name]
    return Suggestion(
        facts=tuple((move.fact.name, to_public(move.fact.type, value)) for move, value in change.facts),
        outcome=public_to_json(to_public(main.type, value)),
        text=phrases.left.format(changes=changes, outcome=outcome),
    )


def _changed(move: Move, value: Known, filled: Filling, phrases: Phrases) -> list[str]:
    fact, words = move.fact, filled.words
    title = fact.title.told(words.lang)
    if isinstance(fact.type, SetType) and isinstance(value, frozenset) and isinstance(move.present, frozenset):
        gone, come = move.present - value, value - move.present
        texts = ((phrases.joined, come), (phrases.apart, gone))
        return [text.format(title=title, labels=written_value(fact.type, labels, words)) for text, labels in texts if labels]
    unit = words.units.get(fact.name)
    after = written_value(fact.type, value, words, unit)
    if isinstance(move.present, Unknown):
        return [phrases.supplied.format(title=title, after=after)]
    return [phrases.changed.format(title=title, after=after, before=written_value(fact.type, move.present, words, unit))]


def tell_outcome(decision: Decision, filled: Filling) -> str | None:
    """Say what is published of *decision* in a sentence, its own where it has any; None where what came out is not told."""
    value: Value = filled.values[decision.name]
    if isinstance(value, Unknown) or not decision.notice:
        return name_outcome(decision, filled)
    text = sentence_of(decision, value)
    return None if text is None else filled.text(text)


def name_outcome(decision: Decision, filled: Filling) -> str:
    """Say what is published of *decision* by its title and value."""
    words = filled.words
    title = decision.title.told(words.lang)
    if isinstance(filled.values[decision.name], Unknown):
        return PHRASES[words.lang].not_known.format(title=title)
    return words.both(f"{title}: {filled.value(decision.name)}.", f"{title}：{filled.value(decision.name)}。")
