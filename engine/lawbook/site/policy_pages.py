"""The pages of policies: all of them, each with its versions, each version in full, and the scenarios that show its rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lawbook.cover.goals import MEASURES, Figure, figure
from lawbook.evaluate.statements import Statement, lay_out
from lawbook.library.reach import is_in_force
from lawbook.model.core import AnyOf, Not, Row, Table
from lawbook.model.policy import Always, Decision, Implies, Invariant, Monotone, NeverChanges, Policy, Reason
from lawbook.site.addresses import POLICIES, at, decision_anchor, evidence_page, policy_page, version_page
from lawbook.site.decisions import decisions_of, facts_of, told_decision
from lawbook.site.differences import Aspect, Change, differences
from lawbook.site.gathered import Gathered, every_row
from lawbook.site.grounds import Cited, Counted, Link, ScenarioLink, cited, counts, day, scenario_link
from lawbook.site.pages import Page
from lawbook.site.parameters import parameters_of
from lawbook.site.rows import Coded, Pen, pen, told_row
from lawbook.site.said import say


@dataclass(frozen=True, slots=True)
class Reached:
    """One measure of how much the scenarios reach."""

    measure: str
    reached: int
    total: int
    share: float


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in a list."""

    version: int
    to: str
    state: str
    effective: str
    until: str | None
    owner: str
    review_by: str
    due: bool
    rules: int
    results: tuple[Counted, ...]
    reached: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy in a list: the version in force, and where it is told."""

    name: str
    title: str
    summary: str
    to: str
    shown: VersionLine
    versions: int


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One difference between two versions."""

    decision: Link
    row: Link | None
    kind: str
    aspects: tuple[Aspect, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvariantView:
    """One thing that always holds."""

    id: str
    title: str | None
    told: Statement | str
    cites: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class GivenView:
    """A reason or an obligation with the rules that give it; *told* is how the person concerned is told."""

    coded: Coded
    told: str
    given_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The scenarios of one row."""

    row: str
    to: str
    results: tuple[Counted, ...]
    scenarios: tuple[ScenarioLink, ...]


def policy_lines(gathered: Gathered, lang: str) -> tuple[PolicyLine, ...]:
    """Tell every policy by the version that is in force."""
    return tuple(_policy_line(gathered, name, lang) for name in gathered.library.policies)


def _policy_line(gathered: Gathered, name: str, lang: str) -> PolicyLine:
    policy = gathered.shown(name)
    return PolicyLine(
        name=name,
        title=policy.title.told(lang),
        summary="" if policy.summary is None else policy.summary.told(lang),
        to=policy_page(name),
        shown=version_line(gathered, policy, lang),
        versions=len(gathered.library.versions(name)),
    )


def version_line(gathered: Gathered, policy: Policy, lang: str) -> VersionLine:
    """Tell one version in a line."""
    today = gathered.day
    state = "to_come" if today < policy.effective else "in_force" if is_in_force(policy, today) else "past"
    return VersionLine(
        version=policy.version,
        to=version_page(policy.name, policy.version),
        state=state,
        effective=day(policy.effective),
        until=None if policy.until is None else say(lang, "until", day=day(policy.until)),
        owner=policy.owner,
        review_by=day(policy.review_by),
        due=policy.review_by < today,
        rules=sum(len(every_row(each.body)) for each in policy.decisions if isinstance(each.body, Table)),
        results=counts(gathered.outlines_of.get((policy.name, policy.version), ())),
        reached=tuple(_reached(gathered, policy)),
    )


def _reached(gathered: Gathered, policy: Policy) -> Iterator[Reached]:
    goals = [goal for goal in gathered.goals if goal.policy.name == policy.name]
    for measure in MEASURES:
        found: Figure = figure(goals, measure, policy.version)
        yield Reached(measure, found.reached, found.total, found.share)


def policy_pages(gathered: Gathered, lang: str) -> Iterator[Page]:
    """Give every page about policies."""
    lines = policy_lines(gathered, lang)
    home = Link(say(lang, "policies"), POLICIES)
    yield Page(path=POLICIES, template="policies.html", title=home.text, section="policies", tells={"policies": lines})
    for line in lines:
        versions = gathered.library.versions(line.name)
        yield Page(
            path=line.to,
            template="policy.html",
            title=line.title,
            section="policies",
            trail=(home,),
            tells={
                "policy": line,
                "versions": tuple(version_line(gathered, policy, lang) for policy in reversed(versions)),
                "changes": tuple(
                    (old.version, new.version, _changes(gathered, old, new, lang)) for old, new in reversed(tuple(pairwise(versions)))
                ),
            },
        )
        for place, policy in enumerate(versions):
            trail = (home, Link(line.title, line.to))
            yield _version(gathered, policy, versions[place - 1] if place else None, trail, lang)
            yield _evidence(gathered, policy, trail, lang)


def _version(gathered: Gathered, policy: Policy, older: Policy | None, trail: tuple[Link, ...], lang: str) -> Page:
    writer = pen(gathered, policy, lang)
    number = say(lang, "version_n", n=policy.version)
    return Page(
        path=writer.page,
        template="version.html",
        title=f"{policy.title.told(lang)}{say(lang, 'list')}{number}" if lang == "en" else f"{policy.title.told(lang)} {number}",
        section="policies",
        trail=(*trail, Link(number, writer.page)),
        tells={
            "policy": policy,
            "line": version_line(gathered, policy, lang),
            "summary": None if policy.summary is None else policy.summary.told(lang),
            "outputs": tuple(_output(writer, name) for name in policy.outputs),
            "decisions": decisions_of(writer),
            "facts": facts_of(writer),
            "parameters": parameters_of(writer),
            "reasons": tuple(_given(writer, each.code) for each in policy.reasons),
            "obligations": tuple(_given(writer, each.code) for each in policy.obligations),
            "rights": tuple(writer.with_titles(each.notice) for each in policy.rights if each.notice is not None),
            "invariants": tuple(_invariant(writer, each) for each in policy.invariants),
            "older": None if older is None else older.version,
            "changes": () if older is None else _changes(gathered, older, policy, lang),
            "evidence": evidence_page(policy.name, policy.version),
        },
    )


def _output(writer: Pen, name: str) -> Link:
    return Link(writer.words.titles[name], at(writer.page, decision_anchor(name)))


def _given(writer: Pen, code: str) -> GivenView:
    rows = [
        row
        for decision in writer.policy.decisions
        if isinstance(decision.body, Table)
        for row in every_row(decision.body)
        if code == row.reason or code in row.obliges
    ]
    scored = [each.decision for score in writer.policy.score_reasons for each in score.characteristics if each.reason == code]
    links = [Link(row.id, at(writer.page, row.id)) for row in rows]
    links += [Link(writer.words.titles.get(name, name), at(writer.page, decision_anchor(name))) for name in scored]
    return GivenView(writer.coded(code), _told_of(writer, code), tuple(links))


def _told_of(writer: Pen, code: str) -> str:
    noun = writer.noun(code)
    if noun.notice is not None:
        return writer.with_titles(noun.notice)
    return writer.say("as_the_text" if isinstance(noun, Reason) else "not_told")


def _invariant(writer: Pen, invariant: Invariant) -> InvariantView:
    titles = writer.words.titles
    statement: Statement | str
    match invariant:
        case Always(holds=holds):
            statement = lay_out(holds, writer.words)
        case Implies(when=when, then=then):
            kept = AnyOf((Not(when, where=when.where, type=when.type), then), where=when.where, type=when.type)
            statement = lay_out(kept, writer.words)
        case NeverChanges(outcome=outcome, with_fact=fact):
            statement = writer.say("never_changes", outcome=titles.get(outcome, outcome), fact=titles.get(fact, fact))
        case Monotone(of=of, in_fact=fact, falling=falling):
            key = "never_rises" if falling else "never_falls"
            statement = writer.say(key, outcome=titles.get(of, of), fact=titles.get(fact, fact))
    title = None if invariant.title is None else invariant.title.told(writer.lang)
    return InvariantView(invariant.id, title, statement, cited(writer.gathered, invariant.cites, writer.lang))


def _changes(gathered: Gathered, old: Policy, new: Policy, lang: str) -> tuple[ChangeView, ...]:
    before, after = pen(gathered, old, lang), pen(gathered, new, lang)
    return tuple(_change(change, before, after) for change in differences(old, new))


def _change(change: Change, before: Pen, after: Pen) -> ChangeView:
    writer = before if change.kind == "removed" else after
    decision = Link(writer.words.titles.get(change.decision, change.decision), at(writer.page, decision_anchor(change.decision)))
    return ChangeView(
        decision=decision,
        row=None if change.row is None else Link(change.row, at(writer.page, change.row)),
        kind=change.kind,
        aspects=change.aspects,
        before=_told(before, change.decision, change.before, change.aspects),
        after=_told(after, change.decision, change.after, change.aspects),
    )


def _told(writer: Pen, name: str, noun: Decision | Row | None, aspects: tuple[Aspect, ...]) -> tuple[str, ...]:
    match noun:
        case Row():
            return told_row(writer, name, noun, aspects)
        case Decision():
            return told_decision(writer, noun, aspects)
        case None:
            return ()


def _evidence(gathered: Gathered, policy: Policy, trail: tuple[Link, ...], lang: str) -> Page:
    writer = pen(gathered, policy, lang)
    decisions = tuple(
        (Link(writer.words.titles[decision.name], at(writer.page, decision_anchor(decision.name))), _of_rows(writer, decision.body))
        for decision in policy.decisions
        if isinstance(decision.body, Table)
    )
    path = evidence_page(policy.name, policy.version)
    title = say(lang, "evidence", title=policy.title.told(lang), n=policy.version)
    trail = (*trail, Link(say(lang, "version_n", n=policy.version), writer.page))
    return Page(path=path, template="evidence.html", title=title, section="policies", trail=trail, tells={"decisions": decisions})


def _of_rows(writer: Pen, table: Table) -> tuple[Evidence, ...]:
    return tuple(_of_row(writer, row.id) for row in every_row(table))


def _of_row(writer: Pen, row: str) -> Evidence:
    showings = writer.gathered.fired.get((writer.policy.name, writer.policy.version, row), ())
    return Evidence(row, at(writer.page, row), counts(showings), tuple(scenario_link(showing) for showing in showings))
