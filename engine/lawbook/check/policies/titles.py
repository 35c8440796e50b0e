"""Titles are how people and scenarios name things, so no two things of a policy have the same one."""

from collections.abc import Iterable, Iterator

from lawbook.check.written.drafts import DecisionDraft
from lawbook.model.policy import Fact, Words
from lawbook.problems import Problems, Where


def check_titles(facts: Iterable[Fact], drafts: Iterable[DecisionDraft], problems: Problems) -> None:
    """Note facts and decisions that share a title in one of the languages."""
    for lang in ("en", "zh"):
        titled: dict[str, tuple[str, Where]] = {}
        for name, title, where in _titled(facts, drafts):
            text = title.told(lang)
            other, place = titled.setdefault(text, (name, where))
            if place != where and other != name:
                message = f"`{name}` and `{other}` have the same title `{text}`"
                problems.add("duplicate-title", message, where, f"the other one is at {place}")


def _titled(facts: Iterable[Fact], drafts: Iterable[DecisionDraft]) -> Iterator[tuple[str, Words, Where]]:
    for fact in facts:
        yield fact.name, fact.title, fact.where
    for draft in drafts:
        for output in draft.outputs:
            yield output.name, output.title, output.where
