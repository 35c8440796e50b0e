"""Articles of law with the rules that rest on them, and rules with the articles they rest on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from lawbook.library import Library, is_in_force
from lawbook.model.core import Table, Unless
from lawbook.model.law import INTERNAL, Citation, Force
from lawbook.model.policy import Policy, Words
from lawbook.problems import Where

FORCES: dict[Force, Words] = {
    "L": Words("law", "法律"),
    "R": Words("regulation", "监管规章"),
    "N": Words("normative document", "规范性文件"),
    "S": Words("standard", "标准"),
    "A": Words("rule of an association", "自律规则"),
    "P": Words("practice", "惯例"),
}


@dataclass(frozen=True, slots=True)
class Resting:
    """Something of a policy that cites law: a rule or row, an exception, a decision, a characteristic, an invariant or a parameter."""

    policy: str
    version: int
    kind: str
    id: str
    cites: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """A row of the register as it stands on a day; *force* is told in words, *until* is the first day on which it is no longer in force.

    *hard*: the rules of a policy that rest on it may not be loosened by who adopts that policy.
    """

    id: str
    register: str
    instrument: str
    article: str
    requirement: str
    force: str
    hard: bool
    confidence: str
    verified: bool
    effective: str
    until: str | None
    in_force: bool
    review_by: str
    review_due: bool
    source: str | None
    note: str | None
    cited_by: tuple[Resting, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON."""
        return asdict(self)


def articles(library: Library, day: date, lang: str, ids: Iterable[str] = ()) -> tuple[Article, ...]:
    """Give the rows of the register, or those called *ids*, each with what rests on it in the versions in force on *day*."""
    resting = rules_and_law(library, day)
    wanted = dict.fromkeys(ids) or library.register
    return tuple(
        tell_article(library.register[id_], day, lang, tuple(each for each in resting if id_ in each.cites))
        for id_ in wanted
        if id_ in library.register
    )


def rules_and_law(library: Library, day: date) -> tuple[Resting, ...]:
    """Give everything that cites something in the versions in force on *day*, policy by policy."""
    versions = (policy for name in library.policies for policy in library.versions(name))
    return tuple(each for policy in versions if is_in_force(policy, day.toordinal()) for each in resting_on_law(policy))


def resting_on_law(policy: Policy) -> Iterator[Resting]:
    """Give everything in *policy* that cites something, in order of declaration; what it takes of other policies rests there."""
    for decision in sorted((each for each in policy.decisions if each.origin is None), key=lambda decision: decision.order):
        if decision.cites:
            yield _resting(policy, "decision", decision.name, decision.cites, decision.where)
        if isinstance(decision.body, Table):
            rows = [*decision.body.rows, *([decision.body.otherwise] if decision.body.otherwise else ())]
            for row in rows:
                if row.cites:
                    yield _resting(policy, "rule", row.id, row.cites, row.where)
                yield from _exceptions(policy, row.exceptions)
    for invariant in policy.invariants:
        yield _resting(policy, "invariant", invariant.id, invariant.cites, invariant.where)
    for parameter in policy.parameters:
        yield _resting(policy, "parameter", parameter.name, parameter.cites, parameter.where)


def _exceptions(policy: Policy, exceptions: Iterable[Unless]) -> Iterator[Resting]:
    for exception in exceptions:
        yield _resting(policy, "exception", exception.id, exception.cites, exception.where)
        yield from _exceptions(policy, exception.exceptions)


def _resting(policy: Policy, kind: str, id_: str, cites: tuple[str, ...], where: Where) -> Resting:
    return Resting(policy.name, policy.version, kind, id_, cites, where.file, where.line)


def tell_article(citation: Citation, day: date, lang: str, cited_by: tuple[Resting, ...] = ()) -> Article:
    """Say a row of the register in *lang*, as it stands on *day*."""
    number = day.toordinal()
    return Article(
        id=citation.id,
        register=citation.register,
        instrument=citation.instrument.told(lang),
        article=citation.article.told(lang),
        requirement=citation.requirement.told(lang),
        force=FORCES[citation.force].told(lang),
        hard=citation.binds,
        confidence=citation.confidence,
        verified=citation.confidence != "unverified",
        effective=_written(citation.effective),
        until=None if citation.repealed is None else _written(citation.repealed),
        in_force=citation.effective <= number and (citation.repealed is None or number < citation.repealed),
        review_by=_written(citation.review_by),
        review_due=citation.review_by < number,
        source=citation.source,
        note=None if citation.note is None else citation.note.told(lang),
        cited_by=cited_by,
    )


def law_of(cites: Iterable[str], register: Mapping[str, Citation], day: date, lang: str) -> tuple[Article, ...]:
    """Say the rows that *cites* names, each once, in the order they are first named."""
    return tuple(tell_article(register[id_], day, lang) for id_ in dict.fromkeys(cites) if id_ != INTERNAL and id_ in register)


def _written(day: int) -> str:
    return date.fromordinal(day).isoformat()
