"""Decisions taken from other policies: where a document says `from:`, and what it takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lawbook.check.declared.label_types import TypeRead
from lawbook.check.declared.types import SIBLINGS
from lawbook.check.words.shapes import as_scalar
from lawbook.check.written.drafts import OutputDraft, Surroundings, TakenDraft
from lawbook.check.written.notices import read_notices
from lawbook.model.policy import Decision, Policy, Words
from lawbook.model.types import OneOfType, SetType
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar

_TAKEN = re.compile(r"(?P<policy>[a-z0-9][a-z0-9-]*)\.(?P<decision>[^.\s]+)")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a `from:` names: the *decision* of another *policy*; *where* it stands."""

    policy: str
    decision: str
    where: Where

    @property
    def name(self) -> str:
        """The name by which the core knows the decision."""
        return f"{self.policy}.{self.decision}"


def references_in(document: Mapping) -> Iterator[Reference]:
    """Give every decision of another policy that *document* takes, as far as it can be read."""
    section = document.get("decisions")
    for _, node in section.entries if isinstance(section, Mapping) else ():
        written = node.get("from") if isinstance(node, Mapping) else None
        if isinstance(written, Scalar) and (reference := _reference(written)) is not None:
            yield reference


def _reference(scalar: Scalar) -> Reference | None:
    found = _TAKEN.fullmatch(scalar.text.strip())
    return None if found is None else Reference(found["policy"], found["decision"], scalar.where)


def read_taken(mapping: Mapping, key: Scalar, title: Words | None, around: Surroundings) -> tuple[OutputDraft, TakenDraft] | None:
    """Take a decision that another policy makes; None after saying why it cannot be had, here or where the other policy is wrong."""
    problems = around.problems
    for own in ("type", "unit", *SIBLINGS):
        if (scalar := mapping.key(own)) is not None:
            message = f"`{own}` of the decision `{key.text}` has no meaning beside `from`"
            problems.add("unknown-key", message, scalar.where, "the other policy says it")
    reference = _read_reference(mapping.get("from"), key, problems)
    policy = None if reference is None else around.others.get(reference.policy)
    if reference is None or policy is None:
        return None
    taken = _published(reference, policy, problems)
    if taken is None:
        return None
    labelled = isinstance(taken.type, OneOfType | SetType)
    read = TypeRead(taken.type, taken.titles if labelled else ())
    notice = read_notices(mapping, taken.type, f"the decision `{key.text}`", problems)
    output = OutputDraft(key.text, read, title or taken.title, taken.unit, mapping.get("unknown"), notice, key.where)
    return output, TakenDraft(reference.name, taken.type, taken.nullable, reference.where)


def _read_reference(node: Node | None, key: Scalar, problems: Problems) -> Reference | None:
    scalar = None if node is None else as_scalar(node, f"`from` of the decision `{key.text}`", problems)
    reference = None if scalar is None else _reference(scalar)
    if scalar is not None and reference is None:
        message = f"`from` of the decision `{key.text}` is `{scalar.text}`, which names no decision of a policy"
        problems.add("bad-value", message, scalar.where, "write the policy, a full stop and its decision, such as `dunning-tier.stage`")
    return reference


def _published(reference: Reference, policy: Policy, problems: Problems) -> Decision | None:
    decisions = {decision.name: decision for decision in policy.decisions}
    decision = decisions.get(reference.decision)
    if decision is not None and decision.published:
        return decision
    told = "does not publish" if decision is not None else "has no decision"
    message = f"version {policy.version} of `{policy.name}` {told} `{reference.decision}`"
    near = did_you_mean(reference.decision, policy.outputs) or f"it publishes {', '.join(f'`{name}`' for name in policy.outputs)}"
    problems.add("unknown-decision", message, reference.where, near)
    return None
