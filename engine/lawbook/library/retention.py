"""How long decisions must be kept: rules in `retention/retention.yaml` of a library, each resting on articles of its register of law."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lawbook.library.files import RETENTION
from lawbook.model.policy import Words
from lawbook.operators.calendar import add_months
from lawbook.problems import PolicyRejected, Problem, Problems
from lawbook.problems.nearest import did_you_mean

if TYPE_CHECKING:
    from lawbook.read.document import Mapping, Node

FILE = "retention.yaml"
KEYS = ("title", "policies", "keep", "cites")
_TERM = re.compile(r"([1-9][0-9]{0,2}) (year|month)s?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: decisions of *policies* are kept for the months that *keep* has for the latest of its day numbers that has come."""

    id: str
    title: Words
    policies: tuple[str, ...]
    keep: tuple[tuple[int, int], ...]
    cites: tuple[str, ...]

    def until(self, policy: str, decided: date, today: date) -> date | None:
        """Give the last day on which a decision of *policy* must be kept, by the rule as it is *today*; None where it does not say."""
        months = [months for since, months in self.keep if since <= today.toordinal()]
        if policy not in self.policies or not months:
            return None
        return date.fromordinal(add_months(decided.toordinal(), months[-1]))


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when a decision must be kept, and by which rule."""

    until: date
    rule: Rule


def kept_until(rules: Iterable[Rule], policy: str, decided: date, today: date) -> Kept | None:
    """Give the rule that keeps a decision longest; None where none says anything about its policy."""
    found = [Kept(until, rule) for rule in rules if (until := rule.until(policy, decided, today)) is not None]
    return max(found, key=lambda each: each.until, default=None)


def read_retention(root: Path, register: Collection[str], policies: Collection[str]) -> tuple[Rule, ...]:
    """Read the rules of the library in *root*; raise PolicyRejected with all that is wrong. Where there is no file, there are no rules."""
    rules, problems = inspect_retention(root, register, policies)
    if problems:
        raise PolicyRejected(problems)
    return rules


def inspect_retention(root: Path, register: Collection[str], policies: Collection[str]) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Read the rules of the library in *root*, and say all that is wrong with them."""
    from lawbook.read.yaml import read_document  # noqa: PLC0415 - heavy

    file = root / RETENTION / FILE
    if not file.is_file():
        return (), ()
    problems = Problems()
    document = read_document(file.read_bytes(), str(file), problems)
    rules = () if document is None else _read(document, register, policies, problems)
    return rules, tuple(problems)


def _read(document: "Node", register: Collection[str], policies: Collection[str], problems: Problems) -> tuple[Rule, ...]:
    from lawbook.check.words.shapes import as_mapping, check_keys, take_needed, whole_number  # noqa: PLC0415 - heavy

    mapping = as_mapping(document, "the file", problems)
    if mapping is None:
        return ()
    check_keys(mapping, ("retention", "rules"), "the file", problems)
    take_needed(mapping, "retention", whole_number(1, 1), "the file", problems)
    rules = take_needed(mapping, "rules", as_mapping, "the file", problems)
    read = () if rules is None else tuple(_rule(key.text, node, register, policies, problems) for key, node in rules.entries)
    return tuple(rule for rule in read if rule is not None)


def _rule(id_: str, node: "Node", register: Collection[str], policies: Collection[str], problems: Problems) -> Rule | None:
    from lawbook.check.words.shapes import as_mapping, check_keys, read_words, take_needed  # noqa: PLC0415 - heavy

    what = f"the rule `{id_}`"
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, KEYS, what, problems)
    title = take_needed(mapping, "title", read_words, what, problems)
    named = _known(mapping, "policies", policies, ("unknown-policy", "there is no policy"), problems)
    cites = _known(mapping, "cites", register, ("unknown-citation", "the register of law has no row"), problems)
    keep = take_needed(mapping, "keep", as_mapping, what, problems)
    terms = None if keep is None else _terms(keep, what, problems)
    if title is None or named is None or cites is None or terms is None:
        return None
    return Rule(id_, title, named, terms, cites)


def _known(mapping: "Mapping", key: str, known: Collection[str], said: tuple[str, str], problems: Problems) -> tuple[str, ...] | None:
    from lawbook.check.words.shapes import read_scalars, take_needed  # noqa: PLC0415 - heavy

    found = take_needed(mapping, key, read_scalars, "a rule", problems)
    code, message = said
    for scalar in found or ():
        if scalar.text not in known:
            problems.add(code, f"{message} `{scalar.text}`", scalar.where, did_you_mean(scalar.text, known))
    return None if found is None else tuple(scalar.text for scalar in found)


def _terms(keep: "Mapping", what: str, problems: Problems) -> tuple[tuple[int, int], ...]:
    from lawbook.check.words.shapes import as_scalar, read_date  # noqa: PLC0415 - heavy

    terms: list[tuple[int, int]] = []
    for key, node in keep.entries:
        since, scalar = read_date(key, f"a day of `keep` of {what}", problems), as_scalar(node, f"`keep` of {what}", problems)
        term = None if scalar is None else _TERM.fullmatch(scalar.text)
        if scalar is not None and term is None:
            problems.add("bad-value", f"`keep` of {what} is `{scalar.text}`, which is no term", scalar.where, "write it as `5 years`")
        if since is not None and term is not None:
            terms.append((since, int(term[1]) * (12 if term[2] == "year" else 1)))
    if not keep.entries:
        problems.add("wrong-shape", f"`keep` of {what} says no term", keep.where, "write it as `{2025-01-01: 5 years}`")
    return tuple(sorted(terms))
