"""The exceptions that were granted: for whom, until when, why, and who approved them.

Values of personal facts are left out of the list; the text of the policy, and the page of its version, have them as they are written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lawbook.check.written.granted import Granted, read_granted
from lawbook.library.files import EXCEPTIONS
from lawbook.model.policy import Decision, Policy, Words
from lawbook.problems import Problems
from lawbook.read.document import Mapping as Keyed
from lawbook.read.yaml import read_document
from lawbook.site.addresses import GRANTED, at, decision_anchor, version_page
from lawbook.site.gathered import Gathered
from lawbook.site.grounds import Link
from lawbook.site.pages import Page
from lawbook.site.said import say

STANDINGS = ("in_force", "to_come", "past")
MASKED = Words("(personal, not told here)", "（个人信息，此处不显示）")
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class ToldException:
    """One exception in both languages, how it stands on a day (one of STANDINGS), and where it is written."""

    id: str
    policy: Policy
    decision: Decision
    before: Words
    after: Words
    whom: Words
    first: date
    last: date
    reason: Words
    approver: str
    standing: str
    place: str


def told_exceptions(files: Mapping[str, bytes], policy_of: Callable[[str], Policy | None], day: int) -> Iterator[ToldException]:
    """Tell the exceptions in *files* that are of a policy that *policy_of* gives; those that end first come first."""
    problems = Problems()
    paths = sorted(path for path in files if path.startswith(f"{EXCEPTIONS}/"))
    documents = [read for path in paths if isinstance(read := read_document(files[path], path, problems), Keyed)]
    for each in sorted(read_granted(documents, problems), key=lambda each: (each.last, each.id)):
        policy = policy_of(each.policy.text)
        decision = None if policy is None else next((one for one in policy.decisions if one.name == each.decision.text), None)
        if policy is not None and decision is not None:
            yield _told(each, policy, decision, day)


def granted_page(gathered: Gathered, lang: str) -> Page:
    """Give the page of exceptions."""
    names = set(gathered.library.policies)
    found = tuple(told_exceptions(gathered.library.files, lambda name: gathered.shown(name) if name in names else None, gathered.day))
    lines = {standing: tuple(_line(each, lang) for each in found if each.standing == standing) for standing in STANDINGS}
    return Page(path=GRANTED, template="granted.html", title=say(lang, "granted"), section="granted", tells={"lines": lines})


@dataclass(frozen=True, slots=True)
class Line:
    """One exception in one language."""

    id: str
    policy: Link
    decision: Link
    turn: str
    whom: str
    days: str
    reason: str
    approver: str


def _line(told: ToldException, lang: str) -> Line:
    page = version_page(told.policy.name, told.policy.version)
    return Line(
        told.id,
        Link(told.policy.title.told(lang), page),
        Link(told.decision.title.told(lang), at(page, decision_anchor(told.decision.name))),
        f"{told.before.told(lang)} → {told.after.told(lang)}",
        told.whom.told(lang),
        days_of(told),
        told.reason.told(lang),
        told.approver,
    )


def days_of(told: ToldException) -> str:
    """Tell the first day and the last."""
    return f"{told.first.isoformat()} – {told.last.isoformat()}"


def _told(granted: Granted, policy: Policy, decision: Decision, day: int) -> ToldException:
    titles = dict(decision.titles)
    before, after = (titles.get(each.text, Words(each.text, each.text)) for each in (granted.instead_of, granted.then))
    standing = "past" if granted.last < day else "to_come" if day < granted.first else "in_force"
    first, last = date.fromordinal(granted.first), date.fromordinal(granted.last)
    return ToldException(
        granted.id, policy, decision, before, after, _whom(granted, policy), first, last, granted.reason, granted.approver, standing,
        f"{granted.where.file}:{granted.where.line}",
    )  # fmt: skip


def _whom(granted: Granted, policy: Policy) -> Words:
    facts = {fact.name: fact for fact in policy.facts}
    private = {name for name, fact in facts.items() if fact.personal or fact.subject}
    if granted.when is not None:
        text = granted.when.scalar.text
        return MASKED if private & set(_NAME.findall(text)) else Words(text, text)
    told = []
    for fact, value in granted.whom:
        declared = facts.get(fact.text)
        title = Words(fact.text, fact.text) if declared is None else declared.title
        titles = {} if declared is None else dict(declared.titles)
        shown = MASKED if fact.text in private else titles.get(value.text, Words(value.text, value.text))
        told.append(Words(f"{title.en} = {shown.en}", f"{title.zh} = {shown.zh}"))
    return Words("; ".join(each.en for each in told), "；".join(each.zh for each in told))
