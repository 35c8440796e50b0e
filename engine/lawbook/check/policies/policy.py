"""Check one version of a policy: from its document to the policy it means."""

from collections.abc import Mapping as Names
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lawbook.check.declared.declarations import SECTIONS, Declarations, joined, read_declarations
from lawbook.check.declared.vocabulary import Vocabulary, read_uses, with_what_they_use
from lawbook.check.law.citations import Law, Span, check_in_force
from lawbook.check.making.all_decisions import make_all
from lawbook.check.making.internal import internal_names
from lawbook.check.making.scores import make_reasons
from lawbook.check.policies.hashes import hashed
from lawbook.check.policies.headers import HEADER_KEYS, Header
from lawbook.check.policies.invariants import read_invariants
from lawbook.check.policies.leftovers import check_unused
from lawbook.check.policies.persons import check_consents, check_subject, consents_needed
from lawbook.check.policies.placeholders import check_placeholders, of_codes, texts_of_codes, texts_of_decisions
from lawbook.check.policies.titles import check_titles
from lawbook.check.typing.lookups import EVERY_DAY
from lawbook.check.typing.workbench import Workbench
from lawbook.check.words.shapes import as_mapping, check_keys, needed, read_scalars, take, take_needed
from lawbook.check.written.decisions import read_decisions
from lawbook.check.written.drafts import DecisionDraft, ScorecardDraft, Surroundings
from lawbook.check.written.excepting import with_exceptions
from lawbook.check.written.granted import Granted
from lawbook.check.written.notices import check_always_told, read_rights
from lawbook.model.policy import Decision, Fact, Parameter, Policy, Reason
from lawbook.model.reading import expressions_of, reads_of
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping

POLICY_KEYS = (*HEADER_KEYS, "base", "new_facts", "uses", *SECTIONS, "decisions", "outputs", "rights", "invariants", "covers")
_Noun = TypeVar("_Noun")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a policy may reach for in its library; *others* are the policies whose decisions it may take, in the versions meant, *granted* all exceptions."""

    vocabularies: Names[str, Vocabulary]
    law: Law
    files: Names[str, str]
    others: Names[str, Policy] = field(default_factory=dict)
    granted: Sequence[Granted] = ()


def check_policy(document: Mapping, header: Header, span: Span | None, shelf: Shelf, problems: Problems) -> Policy | None:
    """Turn the document of one version into a policy; None after noting problems."""
    check_keys(document, POLICY_KEYS, "a policy", problems)
    used = read_uses(document, shelf.vocabularies, problems)
    uses = with_what_they_use([scalar.text for scalar in used], shelf.vocabularies)
    shared = [shelf.vocabularies[name].own for name in uses]
    own = read_declarations(document, joined(shared, Problems()), shelf.law, problems, owned=True)
    visible = joined([*shared, own], problems)
    around = Surroundings(visible, shelf.law, span, shelf.files, header.folder, problems, shelf.others)
    drafts, places, outputs, excused = _read_decided(document, header, shelf, around)
    visible = replace(visible, reasons={**visible.reasons, **excused})
    bench = _workbench(visible, drafts, places, span, problems)
    order = make_all(drafts, outputs, bench)
    cards = [(draft, draft.body) for draft in drafts if isinstance(draft.body, ScorecardDraft)]
    reasons = [given for draft, card in cards if (given := make_reasons(draft, card, bench)) is not None]
    invariants = read_invariants(document, outputs, bench, around)
    take(document, "covers", read_scalars, "the policy", problems)
    rights = read_rights(document, visible, around)
    decisions = tuple(bench.decisions[name] for name in order if name in bench.decisions)
    named = _check_texts(own, visible, (drafts, places, decisions), header, around, bench)
    usage = reads_of(expressions_of(decisions, reasons, ()))
    promised = reads_of(expressions_of((), (), invariants))
    parameters = tuple(each for name, each in bench.parameters.items() if name in usage.parameters | promised.parameters)
    told = tuple(each for name, each in bench.parameters.items() if name in named - usage.parameters - promised.parameters)
    bench.used.update(named)
    for parameter in (*parameters, *told):
        if span is not None:
            check_in_force(parameter.cites, shelf.law, span, parameter.where, problems)
    if not problems.errors():
        check_unused(own, document, bench.used, around)
    if header.name is None or header.version is None or header.title is None or header.effective is None:
        return None
    if header.owner is None or header.review_by is None:
        return None
    policy = Policy(
        name=header.name,
        version=header.version,
        title=header.title,
        summary=header.summary,
        effective=header.effective,
        until=None if span is None else span[1],
        owner=header.owner,
        review_by=header.review_by,
        facts=_facts(bench, usage.facts),
        parameters=parameters,
        reasons=_given(visible.reasons, around.reasons),
        obligations=_given(visible.obligations, around.obligations),
        decisions=decisions,
        outputs=outputs,
        score_reasons=tuple(reasons),
        invariants=invariants,
        uses=uses,
        told_parameters=told,
        rights=rights,
        content_hash="",
        meaning_hash="",
        calendars=tuple(calendar for name, calendar in bench.calendars.items() if name in usage.calendars | promised.calendars),
        where=header.where,
    )
    return hashed(policy)


def _facts(bench: Workbench, looked_at: frozenset[str]) -> tuple[Fact, ...]:
    """Give all facts, those used that are *looked_at* or say whether what is looked at may be."""
    used = consents_needed(bench.facts, looked_at)
    return tuple(replace(fact, used=fact.name in used) for fact in bench.facts.values())


def _check_texts(
    own: Declarations,
    visible: Declarations,
    read: tuple[tuple[DecisionDraft, ...], dict[str, Where], tuple[Decision, ...]],
    header: Header,
    around: Surroundings,
    bench: Workbench,
) -> frozenset[str]:
    """Look at what people read: titles, and placeholders in texts; give the names that stand in placeholders."""
    drafts, places, decisions = read
    check_titles(bench.facts.values(), drafts, around.problems)
    check_subject(bench.facts.values(), around.problems)
    check_consents(bench.facts, around.problems)
    check_always_told(decisions, around.problems)
    given = [*of_codes(visible.reasons, around.reasons | own.reasons.keys())]
    given += of_codes(visible.obligations, around.obligations | own.obligations.keys())
    nouns: tuple[Fact | Parameter | Decision, ...] = (*bench.facts.values(), *bench.parameters.values(), *decisions)
    types = {noun.name: noun.type for noun in nouns}
    texts = [*texts_of_codes(given), *texts_of_decisions(decisions)]
    return check_placeholders(texts, {*visible.facts, *visible.parameters, *places}, types, header.name, around.problems)


def _read_decided(
    document: Mapping, header: Header, shelf: Shelf, around: Surroundings
) -> tuple[tuple[DecisionDraft, ...], dict[str, Where], tuple[str, ...], Names[str, Reason]]:
    """Take what is decided, exceptions included, where each name stands, what is published, and the reasons that the exceptions give."""
    drafts, places = _read_drafts(document, around)
    outputs = _read_outputs(document, places, around.problems)
    granted = [each for each in shelf.granted if each.concerns(header.name, around.span)]
    made = with_exceptions(drafts, places, outputs, granted, around)
    return made.drafts, made.places, outputs, made.reasons


def _read_drafts(document: Mapping, around: Surroundings) -> tuple[tuple[DecisionDraft, ...], dict[str, Where]]:
    section = take_needed(document, "decisions", as_mapping, "the policy", around.problems)
    if section is None:
        return (), {}
    if not section.entries:
        around.problems.add("no-decision", "the policy decides nothing", section.where)
    return read_decisions(section, around)


def _read_outputs(document: Mapping, decided: Names[str, Where], problems: Problems) -> tuple[str, ...]:
    node = needed(document, "outputs", "the policy", problems)
    scalars = None if node is None else read_scalars(node, "`outputs`", problems)
    if node is not None and scalars == ():
        problems.add("no-decision", "the policy publishes nothing", node.where)
    for scalar in scalars or ():
        if scalar.text not in decided:
            near = did_you_mean(scalar.text, decided)
            problems.add("unknown-outcome", f"`outputs` names `{scalar.text}`, which is no decision", scalar.where, near)
    return tuple(scalar.text for scalar in scalars or () if scalar.text in decided)


def _workbench(
    visible: Declarations, drafts: Sequence[DecisionDraft], places: Names[str, Where], span: Span | None, problems: Problems
) -> Workbench:
    """Lay out the vocabulary in order: facts, parameters, calendars, then what is decided."""
    facts = [fact for fact in visible.facts.values() if fact is not None]
    parameters = [parameter for parameter in visible.parameters.values() if parameter is not None]
    names = [name for draft in drafts for name in _decided(draft)]
    calendars = [calendar for calendar in visible.calendars.values() if calendar is not None]
    start = len(facts) + len(parameters) + len(calendars)
    readable = {name for draft in drafts for name in draft.names()}
    return Workbench(
        facts={fact.name: replace(fact, order=place) for place, fact in enumerate(facts)},
        parameters={each.name: replace(each, order=place) for place, each in enumerate(parameters, len(facts))},
        macros={name: macro for name, macro in visible.macros.items() if macro is not None},
        orders={name: place for place, name in enumerate(dict.fromkeys(names), start)},
        span=None if span is None else (span[0], EVERY_DAY.high if span[1] is None else span[1] - 1),
        problems=problems,
        calendars={each.name: replace(each, order=place) for place, each in enumerate(calendars, len(facts) + len(parameters))},
        broken=set(visible.broken_names()) | {name for name in places if name not in readable},
    )


def _decided(draft: DecisionDraft) -> list[str]:
    return [*draft.names(), *internal_names(draft)]


def _given(catalogue: Names[str, _Noun | None], codes: set[str]) -> tuple[_Noun, ...]:
    return tuple(noun for code, noun in catalogue.items() if code in codes and noun is not None)
