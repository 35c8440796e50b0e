"""Ask for the facts of a policy one by one, in the words of its author."""

from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.contract.expected import expected
from lawbook.contract.values import to_core
from lawbook.evaluate.telling_values import UNITS, glossary
from lawbook.model.policy import Fact, Policy
from lawbook.model.types import BooleanType, NumberType, OneOfType, SetType
from lawbook.operations.columns import posted


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to ask for: its title, what may be answered, and the titles of its labels where it has any."""

    fact: Fact
    title: str
    unit: str | None
    expected: str
    labels: tuple[tuple[str, str], ...]


def questions(policy: Policy, lang: str) -> Iterator[Question]:
    """Give a question for each fact that *policy* looks at, in order of declaration, in *lang*."""
    words = glossary(policy, lang)
    for fact in policy.facts:
        if not fact.used:
            continue
        unit = words.units.get(fact.name)
        if unit is None and isinstance(fact.type, NumberType):
            unit = UNITS[fact.type.kind].told(lang) if fact.type.kind in UNITS else fact.type.currency
        one_of = fact.type.of if isinstance(fact.type, SetType) else fact.type
        titles = words.labels.get(one_of.labels, {}) if isinstance(one_of, OneOfType) else {}
        labels = tuple((label, titles.get(label, label)) for label in one_of.labels) if isinstance(one_of, OneOfType) else ()
        yield Question(fact, words.titles[fact.name], unit, expected(fact.type), labels)


def answered(question: Question, text: str) -> object | None:
    """Read an answer: None for nothing said; raises FactsRejected when it is no value of the fact.

    A label may be given by its name, its title or its number in the list.
    """
    text = text.strip()
    if not text:
        return None
    value = posted(question.fact.type, _label(question, text))
    to_core(question.fact.type, value, question.fact.name)
    return value


def _label(question: Question, text: str) -> str:
    match question.fact.type:
        case OneOfType():
            meant = (label for number, (label, title) in enumerate(question.labels, 1) if text in {label, title, str(number)})
            return next(meant, text)
        case BooleanType():
            return _TRUTHS.get(text.lower(), text)
        case _:
            return text


_TRUTHS = {"yes": "true", "y": "true", "是": "true", "no": "false", "n": "false", "否": "false"}
