"""Vocabularies and calendars: which documents use which, and what each makes visible."""

from collections.abc import Mapping as Names
from dataclasses import dataclass

from lawbook.check.declared.calendars import calendar_name, read_calendar
from lawbook.check.declared.declarations import SECTIONS, Declarations, joined, read_declarations
from lawbook.check.law.citations import Law
from lawbook.check.words.graph import circles, in_order
from lawbook.check.words.shapes import check_keys, read_scalars, read_words, take
from lawbook.problems import Problems
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Scalar

_KEYS = ("vocabulary", "language", "title", "description", "uses", *SECTIONS)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One shared vocabulary: what it declares by itself, and the vocabularies it uses, those they use themselves included, first."""

    name: str
    own: Declarations
    uses: tuple[str, ...]


def read_calendars(documents: Names[str, Mapping], problems: Problems) -> dict[str, Vocabulary]:
    """Read all calendars of a library, each as a vocabulary that declares nothing else."""
    read: dict[str, Vocabulary] = {}
    for name, mapping in documents.items():
        node = mapping.get("calendar")
        if isinstance(node, Scalar):
            called = calendar_name(node)
            calendar = read_calendar(mapping, called, problems)
            read[name] = Vocabulary(name, Declarations(calendars={called.text: calendar}, places={("name", called.text): called.where}), ())
    return read


def read_vocabularies(
    documents: Names[str, Mapping], calendars: Names[str, Vocabulary], law: Law, problems: Problems
) -> dict[str, Vocabulary]:
    """Read all vocabularies of a library, each after those it uses; *calendars* can be used as they are, and are in the result."""
    used = {name: read_uses(mapping, {**calendars, **documents}, problems) for name, mapping in documents.items()}
    read = dict(calendars)
    for name in _in_order(used, problems):
        mapping = documents[name]
        check_keys(mapping, _KEYS, "a vocabulary", problems)
        for words in ("title", "description"):
            take(mapping, words, read_words, "the vocabulary", problems)
        closure = with_what_they_use([scalar.text for scalar in used[name]], read)
        inherited = joined((read[other].own for other in closure), problems)
        read[name] = Vocabulary(name, read_declarations(mapping, inherited, law, problems, owned=False), closure)
    return read


def read_uses(mapping: Mapping, vocabularies: Names[str, object], problems: Problems) -> tuple[Scalar, ...]:
    """Take the vocabularies that a document uses, of those that there are."""
    scalars = take(mapping, "uses", read_scalars, "the document", problems) or ()
    for scalar in scalars:
        if scalar.text not in vocabularies:
            near = did_you_mean(scalar.text, vocabularies)
            problems.add("unknown-vocabulary", f"the library has no vocabulary or calendar `{scalar.text}`", scalar.where, near)
    return tuple(scalar for scalar in scalars if scalar.text in vocabularies)


def with_what_they_use(names: list[str], read: Names[str, Vocabulary]) -> tuple[str, ...]:
    """Give the vocabularies *names* with all that they use, each once, users after what they use."""
    order: dict[str, None] = {}
    for name in names:
        if name in read:
            order.update(dict.fromkeys((*read[name].uses, name)))
    return tuple(order)


def _in_order(used: Names[str, tuple[Scalar, ...]], problems: Problems) -> list[str]:
    """Put each vocabulary after those it uses; those in a circle, each circle told once, and those behind it come last."""
    needs = {name: [scalar.text for scalar in scalars] for name, scalars in used.items()}
    for circle in circles(needs):
        told = ", which uses ".join(f"`{name}`" for name in (*circle, circle[0])).replace(", which uses", " uses", 1)
        where = next(scalar.where for scalar in used[circle[0]] if scalar.text in circle)
        problems.add("vocabulary-cycle", f"{told}: none of them can be read first", where)
    return list(dict.fromkeys((*in_order(needs), *used)))
