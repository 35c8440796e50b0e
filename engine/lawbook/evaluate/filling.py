"""Texts of a policy with their placeholders filled: values as a person writes them, in Chinese or English.

A decision itself carries codes and texts as the policy has them, so that its canonical bytes stay exact and cheap; whoever tells a
person fills them. What is not known is said to be so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from lawbook.evaluate.policies import Judged, as_published
from lawbook.evaluate.telling_values import Glossary, glossary, tell_value
from lawbook.model.policy import Decision, Fact, Parameter, Policy, Words
from lawbook.model.types import DateType, MomentType, NumberType, TextType, Type
from lawbook.model.values import Unknown, Value
from lawbook.operators.parameters import value_on

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Filling:
    """What stands in the placeholders of the texts of *policy*, for one decision, in the language of *words*.

    *values* has what the facts and decisions came to, the published ones with their fallbacks.
    """

    policy: Policy
    values: Mapping[str, Value]
    as_of: int
    words: Glossary

    @cached_property
    def _declared(self) -> dict[str, Fact | Decision | Parameter]:
        policy = self.policy
        nouns: tuple[Fact | Decision | Parameter, ...] = (*policy.facts, *policy.decisions, *policy.parameters, *policy.told_parameters)
        return {noun.name: noun for noun in nouns}

    def text(self, text: Words) -> str:
        """Give *text* with every placeholder filled."""
        return _PLACEHOLDER.sub(lambda match: self.value(match[1]), text.told(self.words.lang))

    def value(self, name: str) -> str:
        """Write what *name*, a fact, a decision or a parameter, came to."""
        declared = self._declared[name]
        value = self._on_the_day(declared) if isinstance(declared, Parameter) else self.values[name]
        if value is None or isinstance(value, Unknown):
            title = declared.title.told(self.words.lang)
            return self.words.both(f"({title}: not known)", f"（{title}：尚不明确）")
        return written_value(declared.type, value, self.words, self.words.units.get(name))

    def _on_the_day(self, parameter: Parameter) -> Value | None:
        day = self.as_of if parameter.dated_by is None else self.values[parameter.dated_by]
        key = None if parameter.by is None else self.values[parameter.by]
        if isinstance(day, int) and (key is None or isinstance(key, str)):
            return value_on(parameter, key, day)
        return None


def filling(policy: Policy, judged: Judged, lang: str) -> Filling:
    """Gather what *policy* came to, to fill its texts in *lang* (`zh` or `en`)."""
    published = {declared.name: as_published(declared, judged.values[declared.name]) for declared in policy.decisions}
    return Filling(policy, {**judged.facts, **published}, judged.decision.as_of, glossary(policy, lang))


def written_value(kind: Type, value: Value, words: Glossary, unit: str | None = None) -> str:
    """Write a known value into a sentence: a date in full, a text as it is, everything else as explanations do."""
    match kind:
        case DateType() if isinstance(value, int):
            return written_day(value, words.lang)
        case MomentType() if isinstance(value, int):
            moment = datetime.fromtimestamp(value, UTC)
            day = written_day(moment.toordinal(), words.lang)
            return words.both(f"{day}, {moment:%H:%M:%S} UTC", f"{day}{moment:%H:%M:%S}（协调世界时）")
        case NumberType(kind="money") if isinstance(value, int) and value < 0:
            return words.both("−", "负") + tell_value(kind, -value, words, unit)
        case TextType():
            return str(value)
        case _:
            return tell_value(kind, value, words, unit)


def written_day(number: int, lang: str) -> str:
    """Write a day number in full: 21 November 2026, 2026年11月21日."""
    day = date.fromordinal(number)
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
