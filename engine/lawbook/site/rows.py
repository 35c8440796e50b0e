"""Rules and rows as they are read: when, unless, then, the reason, the basis, the scenarios, and since which version."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from lawbook.evaluate.statements import Statement, lay_out, tell_cell
from lawbook.evaluate.telling_values import Glossary, glossary, singular
from lawbook.evaluate.wording import tell
from lawbook.model import core
from lawbook.model.core import Row, Table, Unless
from lawbook.model.policy import Decision, Obligation, Policy, Reason, Words
from lawbook.model.types import RecordType
from lawbook.site.addresses import at, version_page
from lawbook.site.differences import Aspect, row_aspects
from lawbook.site.gathered import Gathered, every_row
from lawbook.site.grounds import Cited, Link, Shown, cited, requirement_links, shown
from lawbook.site.said import say

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """A named exception of a rule, with exceptions of its own."""

    id: str
    when: Statement
    exceptions: "tuple[ExceptionView, ...]"
    cites: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """A reason or an obligation: its code and its text."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Since:
    """How a row compares with the version before: new, changed (in what, and from what), or as it was; and where it stands."""

    kind: Literal["added", "changed", "same", "first"]
    aspects: tuple[Aspect, ...]
    versions: tuple[Link, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule or row."""

    id: str
    cells: tuple[str, ...]
    when: Statement | None
    exceptions: tuple[ExceptionView, ...]
    outputs: tuple[str, ...]
    reason: Coded | None
    obliges: tuple[Coded, ...]
    cites: tuple[Cited, ...]
    covers: tuple[Link, ...]
    shown: Shown
    since: Since
    otherwise: bool


@dataclass(frozen=True)
class Pen:
    """What is needed to write about one version in one language."""

    gathered: Gathered
    policy: Policy
    lang: str
    words: Glossary

    def say(self, key: str, **filled: object) -> str:
        """Say *key* in the language of the pen."""
        return say(self.lang, key, **filled)

    @property
    def page(self) -> str:
        """The page of the version."""
        return version_page(self.policy.name, self.policy.version)

    def coded(self, code: str) -> Coded:
        """Give a reason or an obligation with its text, in which the names in braces are titles."""
        return Coded(code, self.with_titles(self.noun(code).text))

    def noun(self, code: str) -> Reason | Obligation:
        """Find the reason or obligation with a code."""
        catalogue: list[Reason | Obligation] = [*self.policy.reasons, *self.policy.obligations]
        return next(each for each in catalogue if each.code == code)

    def with_titles(self, text: Words) -> str:
        """Say a text in which the names in braces are titles."""
        return _PLACE.sub(lambda place: f"‹{self.words.titles.get(place[1], place[1])}›", text.told(self.lang))


def pen(gathered: Gathered, policy: Policy, lang: str) -> Pen:
    """Take up the pen for one version in one language."""
    return Pen(gathered, policy, lang, glossary(policy, lang))


def rules_of(writer: Pen, decision: Decision, table: Table) -> tuple[RuleView, ...]:
    """Tell every row of *table*, and last what holds otherwise."""
    return tuple(_rule(writer, decision, table, row) for row in every_row(table))


def _rule(writer: Pen, decision: Decision, table: Table, row: Row) -> RuleView:
    gathered, policy, lang = writer.gathered, writer.policy, writer.lang
    return RuleView(
        id=row.id,
        cells=tuple("" if cell is None else tell_cell(cell, writer.words) for cell in row.cells),
        when=_when(writer, row),
        exceptions=tuple(_exception(writer, exception) for exception in row.exceptions),
        outputs=outputs_of(writer.words, decision, row),
        reason=None if row.reason is None else writer.coded(row.reason),
        obliges=tuple(writer.coded(code) for code in row.obliges),
        cites=cited(gathered, row.cites, lang),
        covers=requirement_links(gathered, row.covers, lang),
        shown=shown(gathered, (policy.name, policy.version, row.id)),
        since=_since(writer, decision, row),
        otherwise=row is table.otherwise,
    )


def _when(writer: Pen, row: Row) -> Statement | None:
    when = row.when if row.exceptions or row.when is not None else row.condition
    return None if when is None else lay_out(when, writer.words)


def _exception(writer: Pen, exception: Unless) -> ExceptionView:
    # The condition of an exception already says "and none of its own exceptions"; what stands before that is its own.
    own = exception.condition.items[0] if exception.exceptions and isinstance(exception.condition, core.All) else exception.condition
    inner = tuple(_exception(writer, each) for each in exception.exceptions)
    return ExceptionView(exception.id, lay_out(own, writer.words), inner, cited(writer.gathered, exception.cites, writer.lang))


def outputs_of(words: Glossary, decision: Decision, row: Row) -> tuple[str, ...]:
    """Say what a row concludes, output by output."""
    names = decision.type.names if isinstance(decision.type, RecordType) else (decision.name,)
    return tuple(_output(words, output, name) for output, name in zip(row.outputs, names, strict=True))


def _output(words: Glossary, output: core.Expression, name: str) -> str:
    told = tell(output, words)
    unit = words.units.get(name)
    if unit is None or not isinstance(output, core.Constant) or told.endswith((unit, singular(unit))):
        return told
    return words.both(f"{told} {singular(unit) if told == '1' else unit}", f"{told}{unit}")


def _since(writer: Pen, decision: Decision, row: Row) -> Since:
    policy = writer.policy
    versions = writer.gathered.library.versions(policy.name)
    same = {each.version: _found(each, decision.name, row.id) for each in versions}
    links = tuple(Link(f"v{number}", at(version_page(policy.name, number), row.id)) for number, found in same.items() if found is not None)
    place = versions.index(policy)
    if place == 0:
        return Since("first", (), links, ())
    older = versions[place - 1]
    before = same[older.version]
    if before is None:
        return Since("added", (), links, ())
    aspects = row_aspects(before, row)
    if not aspects:
        return Since("same", (), links, ())
    return Since("changed", aspects, links, told_row(pen(writer.gathered, older, writer.lang), decision.name, before, aspects))


def _found(policy: Policy, decision: str, row: str) -> Row | None:
    for each in policy.decisions:
        if each.name == decision and isinstance(each.body, Table):
            return next((found for found in every_row(each.body) if found.id == row), None)
    return None


def told_row(writer: Pen, name: str, row: Row, aspects: Collection[Aspect] = ()) -> tuple[str, ...]:
    """Say a row in a few lines: what it asks, what it concludes, and what follows; or of these only the *aspects* named."""
    decision = next(each for each in writer.policy.decisions if each.name == name)
    colon, commas = writer.say("colon"), writer.say("list")
    lines: tuple[tuple[Aspect, str, str], ...] = (
        ("condition", "when", _asked(writer, decision, row) or writer.say("always")),
        ("outcome", "then", commas.join(outputs_of(writer.words, decision, row))),
        ("reason", "reason", "" if row.reason is None else _with_code(writer, row.reason)),
        ("obligations", "obliges", " ".join(_with_code(writer, code) for code in row.obliges)),
        ("basis", "basis", named(writer, row.cites)),
        ("requirements", "serves", commas.join(row.covers)),
    )
    return tuple(
        f"{writer.say(key)}{colon}{text or writer.say('none')}"
        for aspect, key, text in lines
        if aspect in aspects or (not aspects and text)
    )


def _with_code(writer: Pen, code: str) -> str:
    """Say a reason or an obligation by its text, and its code beside it."""
    return writer.words.both(f"{writer.coded(code).text} ({code})", f"{writer.coded(code).text}（{code}）")


def named(writer: Pen, cites: Iterable[str]) -> str:
    """Name what is cited, one after the other."""
    return writer.say("list").join(each.label if each.internal else each.id for each in cited(writer.gathered, cites, writer.lang))


def _asked(writer: Pen, decision: Decision, row: Row) -> str:
    words = writer.words
    inputs = decision.body.inputs if isinstance(decision.body, Table) else ()
    asked = [
        f"{tell(of, words)}{words.both(': ', '：')}{tell_cell(cell, words)}"
        for of, cell in zip(inputs, row.cells, strict=False)
        if cell is not None
    ]
    if row.condition is not None:
        asked.append(tell(row.condition, words))
    return words.both("; ", "；").join(asked)
