"""An outcome that somebody wants, and which outcomes are better than others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawbook.model.policy import Decision, Policy, Words
from lawbook.model.types import BooleanType, OneOfType, labels_of
from lawbook.model.values import Known, Value
from lawbook.problems.nearest import did_you_mean


class UnknownWish(LookupError):  # noqa: N818 - it is an outcome the caller reads, named as one
    """What was wanted is no outcome of the policy."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The outcome that was wanted: the *value* of the published *decision*, in the policy's own names."""

    decision: str
    value: Known


def parse_wish(policy: Policy, text: str) -> Wish:
    """Read `decision=value`, or a value that only one published decision can have."""
    name, equals, value = text.partition("=")
    declared = {each.name: each for each in policy.decisions}
    published = {name: declared[name] for name in policy.outputs}
    if equals:
        if name.strip() not in published:
            raise UnknownWish(_no(f"decision `{name.strip()}` is published by `{policy.name}`", name.strip(), published))
        return Wish(name.strip(), _value(published[name.strip()], value.strip()))
    having = [each for each in published.values() if text in wishes_of(each)]
    if len(having) == 1:
        return Wish(having[0].name, _value(having[0], text))
    if having:
        choices = " or ".join(f"`{each.name}={text}`" for each in having)
        raise UnknownWish(f"several decisions can be `{text}`; say {choices}")
    every = [value for each in published.values() for value in wishes_of(each)]
    raise UnknownWish(_no(f"outcome of `{policy.name}` is called `{text}`", text, every))


def _no(claim: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    return f"no {claim}; {did_you_mean(name, names) or 'there are ' + ', '.join(f'`{each}`' for each in names)}"


def wishes_of(decision: Decision) -> tuple[str, ...]:
    """Give the values of *decision* that can be wished for: its labels, or the two truths."""
    return labels_of(decision.type)


def _value(decision: Decision, text: str) -> Known:
    if not wishes_of(decision):
        raise UnknownWish(f"`{decision.name}` is a calculation; only labels, true and false can be asked for")
    if text not in wishes_of(decision):
        raise UnknownWish(_no(f"outcome of `{decision.name}` is called `{text}`", text, wishes_of(decision)))
    return text == "true" if isinstance(decision.type, BooleanType) else text


@dataclass(frozen=True, slots=True)
class Goal:
    """What must come out: the decision *main* better than it is, or as wished; *allowed* has the values of every decision concerned."""

    main: str
    allowed: Mapping[str, frozenset[Known]]


def goal_of(policy: Policy, published: Mapping[str, Value], wish: Wish | None) -> Goal | None:
    """Say what must come out in place of what is *published*: what *wish* says, else anything better.

    Better is what stands later in the declared severity of the first decision that is told in notices, has a severity and could be
    better (where none is told, of the first that has a severity); what else is told must not get worse. An outcome that is not told, since
    it is about something nobody asked for, is neither better nor made better. None where nothing could be better.
    """
    if wish is not None:
        reached = published[wish.decision] == wish.value
        return None if reached else Goal(wish.decision, {wish.decision: frozenset({wish.value})})
    declared = {decision.name: decision for decision in policy.decisions}
    graded = [name for name in policy.outputs if _severity(declared[name]) is not None]
    told = [name for name in graded if declared[name].notice]
    better = {name: _better(declared[name], published[name]) for name in (told or graded[:1])}
    main = next((name for name, values in better.items() if values), None)
    if main is None:
        return None
    kept = {name: values for name in better if name != main and (values := _from(declared[name], published[name], beyond=0))}
    return Goal(main, {main: better[main], **kept})


def _severity(decision: Decision) -> tuple[str, ...] | None:
    return decision.type.severity if isinstance(decision.type, OneOfType) else None


def _from(decision: Decision, value: Value, *, beyond: int) -> frozenset[Known]:
    labels = _severity(decision)
    return frozenset(labels[labels.index(value) + beyond :]) if labels is not None and isinstance(value, str) else frozenset()


def _better(decision: Decision, value: Value) -> frozenset[Known]:
    if not _is_told(decision, value):
        return frozenset()
    return frozenset(each for each in _from(decision, value, beyond=1) if _is_told(decision, each))


def _is_told(decision: Decision, value: Value) -> bool:
    return not decision.notice or sentence_of(decision, value) is not None


def sentence_of(decision: Decision, value: Value) -> Words | None:
    """Give the sentence in which *decision* says *value* to the person concerned, where it has one."""
    key = str(value).lower() if isinstance(value, bool) else value
    return next((text for label, text in decision.notice if label in {"", key}), None)
