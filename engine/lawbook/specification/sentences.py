# ruff: noqa: S101 - the claims of scenarios are assertions
"""The sentences of scenarios, in English and Chinese, and what each of them does or claims."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.contract.values import to_core, to_public
from lawbook.model.law import INTERNAL
from lawbook.model.values import Unknown
from lawbook.specification.promises import OF_PROMISES, claim_promise, claim_promise_where
from lawbook.specification.rankings import claim_candidate, claim_ranking, is_ranking
from lawbook.specification.wordings import Declared, Misunderstood, named, posted, posted_record
from lawbook.specification.world import World, decide, use_policies, use_policy

Kind: TypeAlias = Literal["given", "when", "then"]
Rows: TypeAlias = Sequence[Sequence[str]] | None
Act: TypeAlias = Callable[[World, re.Match[str], Rows], None]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One form of sentence: when it may stand, how it reads in both languages, and what it does."""

    kind: Kind
    reads: tuple[re.Pattern[str], ...]
    act: Act


def understand(world: World, kind: Kind, text: str, rows: Rows = None) -> None:
    """Do what the sentence *text* says; a claim that is not so fails an assertion.

    Raises Misunderstood when it is no sentence of *kind*, or speaks of things the policy does not have.
    """
    for sentence in SENTENCES:
        if sentence.kind != kind:
            continue
        for reads in sentence.reads:
            found = reads.fullmatch(text.strip())
            if found is not None:
                sentence.act(world, found, rows)
                return
    raise Misunderstood(f"`{text}` is not a sentence that can follow {kind.capitalize()}; docs/scenarios.md lists them")


def names_policy(text: str) -> bool:
    """Tell whether *text* is the sentence that names the policy and the day."""
    return any(reads.fullmatch(text.strip()) for reads in SENTENCES[0].reads)


def policies_called(text: str) -> Sequence[str]:
    """Give what the policies are called by the sentence *text*, by name or title, where it is one that says who decides."""
    for sentence in SENTENCES[:2]:
        for reads in sentence.reads:
            found = reads.fullmatch(text.strip())
            if found is not None:
                return [found["name"].strip()] if sentence.act is _policy else _listed(found)
    return ()


def claims_a_promise(text: str) -> bool:
    """Tell whether *text* claims a promise, which is judged by facts as well as by what was decided."""
    return OF_PROMISES.search(text) is not None


def _policy(world: World, found: re.Match[str], _: Rows) -> None:
    use_policy(world, found["name"], found["day"], found["version"])


def _policies(world: World, found: re.Match[str], _: Rows) -> None:
    use_policies(world, _listed(found), found["day"])


def _of_one(world: World, found: re.Match[str], rows: Rows) -> None:
    """Claim something of one of several policies."""
    understand(world.part(found["name"]), "then", found["claim"], rows)


def _give(world: World, found: re.Match[str], _: Rows) -> None:
    declared = named(world.fact_titles(), found["title"])
    world.facts[declared.name] = posted(declared, found["value"])


def _give_all(world: World, _: re.Match[str], rows: Rows) -> None:
    titles = world.fact_titles()
    for title, value in _pairs(rows):
        declared = named(titles, title)
        world.facts[declared.name] = posted(declared, value)


def _pairs(rows: Rows) -> list[tuple[str, str]]:
    if not rows:
        raise Misunderstood("a table of facts and values is needed below this sentence")
    if any(len(row) != 2 for row in rows):
        raise Misunderstood("the table below this sentence needs two columns")
    headed = rows[0][0].strip().casefold() in {"fact", "事实", "decision", "决定", "field", "字段"}
    return [(row[0], row[1]) for row in (rows[1:] if headed else rows)]


def _forget(world: World, found: re.Match[str], _: Rows) -> None:
    world.facts.pop(named(world.fact_titles(), found["title"]).name, None)


def _record(world: World, found: re.Match[str], rows: Rows) -> None:
    """Add one record to a list, its fields given in a table."""
    declared = named(world.fact_titles(), found["title"])
    listed = world.facts.setdefault(declared.name, [])
    if not isinstance(listed, list):
        raise Misunderstood(f"`{declared.name}` is not a list")
    listed.append(posted_record(declared, dict(_pairs(rows))))


def _decide(world: World, _: re.Match[str], __: Rows) -> None:
    decide(world)


def _is(world: World, found: re.Match[str], _: Rows) -> None:
    _claim(world, named(world.decision_titles(), found["title"]), found["value"])


def _all_are(world: World, _: re.Match[str], rows: Rows) -> None:
    titles = world.decision_titles()
    for title, value in _pairs(rows):
        _claim(world, named(titles, title), value)


def _claim(world: World, declared: Declared, words: str) -> None:
    decision = world.decided()
    if declared.name not in decision.outcome:
        raise Misunderstood(f"`{declared.name}` is not published: only the outputs of a policy can be promised")
    if is_ranking(declared.type):
        claim_ranking(decision, declared, words)
        return
    wanted = to_public(declared.type, to_core(declared.type, posted(declared, words), declared.name))
    got = decision.outcome[declared.name]
    assert got == wanted, f"{declared.title.en} is {got}, not {wanted}; fired: {', '.join(decision.fired)}"


def _excluded(world: World, found: re.Match[str], _: Rows) -> None:
    declared = named(world.decision_titles(), found["title"])
    claim_candidate(world.decided(), declared, found["candidate"], "excluded", _listed(found))


def _incomparable(world: World, found: re.Match[str], _: Rows) -> None:
    declared = named(world.decision_titles(), found["title"])
    claim_candidate(world.decided(), declared, found["candidate"], "unknown")


def _is_not_known(world: World, found: re.Match[str], _: Rows) -> None:
    declared = named(world.decision_titles(), found["title"])
    unknowns = world.decided().unknowns
    assert declared.name in unknowns, f"{declared.title.en} was known: {world.decided().outcome[declared.name]}"
    wanted = found.groupdict().get("cause")
    if wanted is not None:
        names = [cause.name for cause in unknowns[declared.name]]
        assert _cause(world, wanted) in names, f"{declared.title.en} was not known because of {', '.join(names)}"


def _cause(world: World, title: str) -> str:
    """Give the name of the fact, parameter, calendar or decision that *title* stands for."""
    policy = world.policy().policy
    titles = [(parameter.name, parameter.title) for parameter in policy.parameters]
    titles += [(calendar.name, calendar.title) for calendar in policy.calendars]
    for name, words in titles:
        if title.strip() in (name, words.en, words.zh):
            return name
    return named({**world.decision_titles(), **world.fact_titles()}, title).name


def _is_known(world: World, found: re.Match[str], _: Rows) -> None:
    declared = named(world.decision_titles(), found["title"])
    assert not isinstance(world.decided().outcome[declared.name], Unknown)
    assert declared.name not in world.decided().unknowns, f"{declared.title.en} was not known"


def _codes(world: World) -> list[tuple[str, str, str]]:
    return [(given.code, given.text.en, given.text.zh) for given in world.decided().reasons]


def _owed(world: World) -> list[tuple[str, str, str]]:
    texts = {owed.code: owed.text for owed in world.policy().policy.obligations}
    return [(code, texts[code].en, texts[code].zh) for code in world.decided().obligations]


def _listed(found: re.Match[str]) -> list[str]:
    return [part.strip().strip('"“”') for part in re.split(r"[\"”]\s*(?:,|，|、|and|和)\s*[\"“]", found["listed"])]


def _known_codes(world: World, wanted: str, catalogue: Literal["reasons", "obligations"]) -> None:
    # A code that only another version of the policy uses is known too: scenarios speak of both sides of a change.
    name = world.policy().policy.name
    versions = [each.policy for each in world.library.every_version() if each.policy.name == name]
    codes = [code for policy in versions for code in (policy.reasons if catalogue == "reasons" else policy.obligations)]
    if not any(wanted in (each.code, each.text.en, each.text.zh) for each in codes):
        raise Misunderstood(f"`{wanted}` is not among the {catalogue} of the policy")


def _reasons_include(world: World, found: re.Match[str], _: Rows) -> None:
    for wanted in _listed(found):
        _known_codes(world, wanted, "reasons")
        assert any(wanted in told for told in _codes(world)), f"the reasons are {[told[0] for told in _codes(world)]}"


def _reasons_exclude(world: World, found: re.Match[str], _: Rows) -> None:
    for wanted in _listed(found):
        _known_codes(world, wanted, "reasons")
        assert not any(wanted in told for told in _codes(world)), f"the reasons are {[told[0] for told in _codes(world)]}"


def _reasons_are(world: World, found: re.Match[str], _: Rows) -> None:
    wanted, given = _listed(found), _codes(world)
    matching = len(wanted) == len(given) and all(want in told for want, told in zip(wanted, given, strict=True))
    assert matching, f"the reasons are {[told[0] for told in given]}"


def _first_reason(world: World, found: re.Match[str], _: Rows) -> None:
    wanted, given = _listed(found)[0], _codes(world)
    _known_codes(world, wanted, "reasons")
    assert given, "no reason was given"
    assert wanted in given[0], f"the reasons are {[told[0] for told in given]}"


def _rests_on(world: World, found: re.Match[str], _: Rows) -> None:
    """Claim that the law cited for a reason includes rows of the register."""
    reason = found["name"]
    _known_codes(world, reason, "reasons")
    for wanted in _listed(found):
        if wanted != INTERNAL and wanted not in world.library.register:
            raise Misunderstood(f"`{wanted}` is not in the register of law")
        cited = [given.cites for given in world.decided().reasons if reason in (given.code, given.text.en, given.text.zh)]
        assert cited, f"the reasons are {[told[0] for told in _codes(world)]}"
        assert wanted in cited[0], f"{reason} rests on {', '.join(cited[0])}"


def _no_reason(world: World, _: re.Match[str], __: Rows) -> None:
    assert not world.decided().reasons, f"the reasons are {[told[0] for told in _codes(world)]}"


def _owes(world: World, found: re.Match[str], _: Rows) -> None:
    for wanted in _listed(found):
        _known_codes(world, wanted, "obligations")
        assert any(wanted in told for told in _owed(world)), f"the obligations are {[told[0] for told in _owed(world)]}"


def _does_not_owe(world: World, found: re.Match[str], _: Rows) -> None:
    for wanted in _listed(found):
        _known_codes(world, wanted, "obligations")
        assert not any(wanted in told for told in _owed(world)), f"the obligations are {[told[0] for told in _owed(world)]}"


def _fires(world: World, found: re.Match[str], _: Rows) -> None:
    for wanted in _listed(found):
        assert wanted in world.decided().fired, f"fired: {', '.join(world.decided().fired)}"


def _does_not_fire(world: World, found: re.Match[str], _: Rows) -> None:
    for wanted in _listed(found):
        assert wanted not in world.decided().fired, f"fired: {', '.join(world.decided().fired)}"


def _keeps(world: World, found: re.Match[str], _: Rows) -> None:
    claim_promise(world, found["name"])


def _keeps_where(world: World, found: re.Match[str], _: Rows) -> None:
    claim_promise_where(world, found["name"], found["title"], found["value"])


def _refused(world: World, found: re.Match[str], _: Rows) -> None:
    declared = named(world.fact_titles(), found["title"])
    assert world.refused is not None, "the facts were accepted"
    refused = [problem.where.file for problem in world.refused.problems]
    assert declared.name in refused, f"refused: {', '.join(refused)}"


def _sentence(kind: Kind, act: Act, *reads: str) -> Sentence:
    return Sentence(kind, tuple(re.compile(each) for each in reads), act)


Q = r"[\"“](?P<name>[^\"”]+)[\"”]"
DAY = r"(?P<day>\d{4}-\d{2}-\d{2})"
CANDIDATE = r"[\"“](?P<candidate>[^\"”]+)[\"”]\s*"
LISTED = r"(?P<listed>[\"“].+[\"”])"

# The order matters: the first form that fits is meant, so the general ones stand last.
SENTENCES: tuple[Sentence, ...] = (
    _sentence(
        "given", _policy, rf"the policy {Q}(?: version (?P<version>\d+))? on {DAY}", rf"{DAY}\s*适用政策\s*{Q}(?:第(?P<version>\d+)版)?"
    ),
    _sentence("given", _policies, rf"the policies {LISTED} on {DAY}", rf"{DAY}\s*适用政策\s*{LISTED}"),
    _sentence("given", _give_all, r"(?:the|these) facts:?", r"(?:以下|下列)?事实[:：]?"),
    _sentence("given", _record, r"(?P<title>.+) includes:?", r"(?P<title>.+?)包括[:：]?"),
    _sentence("given", _forget, r"(?P<title>.+) (?:is|are) (?:missing|unknown|not known)", r"(?P<title>.+?)\s*(?:未知|缺失)"),
    _sentence("given", _give, r"(?P<title>.+?) (?:is|are) (?P<value>.+)", r"(?P<title>.+?)\s*(?:为|是)\s*(?P<value>.+)"),
    _sentence("when", _decide, r"it is decided|the policy decides|the policies decide", r"作出决定|做出决定|各自作出决定"),
    _sentence("then", _of_one, rf"in {Q},? (?P<claim>.+)", rf"在\s*{Q}\s*中[,，]?\s*(?P<claim>.+)"),
    _sentence(
        "then",
        _keeps_where,
        rf"the promise {Q} is kept if (?P<title>.+?) (?:is|are) (?P<value>.+)",
        rf"(?P<title>.+?)(?P<value>未知|缺失)时[,，]?\s*承诺\s*{Q}仍?得到遵守",
        rf"(?P<title>.+?)\s*(?:为|是)\s*(?P<value>.+)时[,，]?\s*承诺\s*{Q}仍?得到遵守",
    ),
    _sentence("then", _keeps, rf"the promise {Q} is kept", rf"承诺\s*{Q}得到遵守"),
    _sentence("then", _reasons_include, rf"the reasons include {LISTED}", rf"原因包括\s*{LISTED}"),
    _sentence("then", _reasons_exclude, rf"the reasons do not include {LISTED}", rf"原因不包括\s*{LISTED}"),
    _sentence("then", _reasons_are, rf"the (?:only )?reasons? (?:is|are) {LISTED}", rf"(?:全部原因|唯一原因)为\s*{LISTED}"),
    _sentence("then", _first_reason, rf"the first reason is {LISTED}", rf"首要原因为\s*{LISTED}"),
    _sentence("then", _rests_on, rf"the reason {Q} rests on {LISTED}", rf"原因\s*{Q}\s*的依据包括\s*{LISTED}"),
    _sentence("then", _no_reason, r"no reason is given|there are no reasons", r"没有原因|未给出原因"),
    _sentence("then", _owes, rf"the obligations include {LISTED}", rf"(?:义务|后续义务)包括\s*{LISTED}"),
    _sentence("then", _does_not_owe, rf"the obligations do not include {LISTED}", rf"(?:义务|后续义务)不包括\s*{LISTED}"),
    _sentence(
        "then", _fires, rf"(?:the )?(?:rule|rules|row|rows) {LISTED} (?:fires?|applies|apply)", rf"(?:规则|行)\s*{LISTED}\s*(?:生效|适用)"
    ),
    _sentence(
        "then",
        _does_not_fire,
        rf"(?:the )?(?:rule|rules|row|rows) {LISTED} (?:do|does) not (?:fire|apply)",
        rf"(?:规则|行)\s*{LISTED}\s*不(?:生效|适用)",
    ),
    _sentence(
        "then", _excluded, rf"{CANDIDATE} is excluded from (?P<title>.+) by {LISTED}", rf"{CANDIDATE}因{LISTED}被排除在(?P<title>.+?)之外"
    ),
    _sentence("then", _incomparable, rf"{CANDIDATE} could not be compared in (?P<title>.+)", rf"{CANDIDATE}在(?P<title>.+?)中无法比较"),
    _sentence(
        "then",
        _is_not_known,
        r"(?P<title>.+) could not be known because (?P<cause>.+) (?:is|are) (?:missing|unknown)",
        r"因(?P<cause>.+?)(?:未知|缺失)[,，](?P<title>.+?)无法(?:确定|得知)",
        r"(?P<title>.+?)因(?P<cause>.+?)(?:未知|缺失)而无法(?:确定|得知)",
    ),
    _sentence("then", _is_not_known, r"(?P<title>.+) could not be known", r"(?P<title>.+?)无法(?:确定|得知)"),
    _sentence("then", _is_known, r"(?P<title>.+) is known", r"(?P<title>.+?)可以确定"),
    _sentence("then", _refused, r"the facts are refused because of (?P<title>.+)", r"事实因(?P<title>.+?)(?:被拒绝|不合格)"),
    _sentence("then", _all_are, r"the decisions? (?:is|are):?", r"(?:各项)?(?:决定|结论)(?:为|如下)[:：]?"),
    _sentence("then", _is, r"(?P<title>.+?) (?:is|are) (?P<value>.+)", r"(?P<title>.+?)\s*(?:为|是)\s*(?P<value>.+)"),
)
