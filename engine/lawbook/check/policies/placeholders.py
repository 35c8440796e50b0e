"""The names in braces in the texts that a policy gives, which are filled with values when the texts are told."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lawbook.check.declared.catalogues import placeholders
from lawbook.check.words.told import told_type
from lawbook.model.policy import Decision, Obligation, Reason, Words
from lawbook.model.types import ListType, RecordType, Type
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text with placeholders; *what* names it in the author's words."""

    what: str
    text: Words
    where: Where

    def names(self) -> tuple[str, ...]:
        """Give the names that both languages have."""
        return tuple(sorted(placeholders(self.text.en) & placeholders(self.text.zh)))


def texts_of_codes(nouns: Iterable[Reason | Obligation | None]) -> Iterator[FilledText]:
    """Give the texts of reasons and obligations, and those for the person concerned."""
    for noun in nouns:
        if noun is not None:
            kind = "reason" if isinstance(noun, Reason) else "obligation"
            yield FilledText(f"the {kind} `{noun.code}`", noun.text, noun.where)
            if noun.notice is not None:
                yield FilledText(f"the notice of the {kind} `{noun.code}`", noun.notice, noun.where)


def texts_of_decisions(decisions: Iterable[Decision]) -> Iterator[FilledText]:
    """Give the sentences that say outcomes to the person concerned."""
    for decision in decisions:
        for label, text in decision.notice:
            of = f"`{label}` of `{decision.name}`" if label else f"`{decision.name}`"
            yield FilledText(f"the notice of {of}", text, decision.where)


def check_placeholders(
    texts: Iterable[FilledText], names: Collection[str], types: Mapping[str, Type], policy: str | None, problems: Problems
) -> frozenset[str]:
    """Give the names in the placeholders of *texts*, and note those that are not among *names* or cannot be written in a sentence.

    *types* has the type of each of *names* whose declaration is sound.
    """
    found: set[str] = set()
    for each in texts:
        for name in each.names():
            found.add(name)
            if name not in names:
                message = f"{each.what} has the placeholder `{{{name}}}`, which is no fact or decision of `{policy}`"
                problems.add("bad-placeholder", message, each.where, did_you_mean(name, names))
            elif isinstance(type_ := types.get(name), ListType | RecordType):
                message = f"{each.what} has the placeholder `{{{name}}}`, which is {told_type(type_)} and cannot be written in a sentence"
                problems.add("bad-placeholder", message, each.where, "decide a number, a label or a text from it, and name that")
    return frozenset(found)


def of_codes(
    catalogue: Mapping[str, Reason | None] | Mapping[str, Obligation | None], codes: Iterable[str]
) -> list[Reason | Obligation | None]:
    """Give the texts of *codes*."""
    return [catalogue.get(code) for code in sorted(codes)]
