"""Read what the person concerned is told: a sentence for each value of a decision, and the rights that every notice names."""

from collections.abc import Iterable

from lawbook.check.declared.catalogues import read_filled
from lawbook.check.declared.declarations import Declarations
from lawbook.check.words.shapes import as_mapping, place_of, read_scalars, take
from lawbook.check.written.drafts import Surroundings
from lawbook.check.written.grounds import known_obligations
from lawbook.model.policy import Decision, Notices, Obligation, Words
from lawbook.model.types import Type, labels_of
from lawbook.problems import Problems, Where
from lawbook.problems.nearest import did_you_mean
from lawbook.read.document import Mapping, Node, Scalar

UNTOLD = "untold"
"""What stands in place of the sentence of a label that is deliberately not told."""


def read_notices(mapping: Mapping, type_: Type, what: str, problems: Problems) -> Notices:
    """Take `notice` of a decision: one text, or one for each of the labels that it can come to, but for those that are `untold`."""
    node = mapping.get("notice")
    if node is None:
        return ()
    where = place_of(mapping, "notice")
    labels = labels_of(type_)
    keys = {key.text for key, _ in node.entries} if isinstance(node, Mapping) else set()
    if not labels or (keys and keys <= {"en", "zh"} - set(labels)):
        text = read_filled(node, f"`notice` of {what}", where, problems)
        return () if text is None else (("", text),)
    given = as_mapping(node, f"`notice` of {what}", problems)
    return () if given is None else _of_labels(given, labels, (what, where), problems)


def _of_labels(given: Mapping, labels: tuple[str, ...], at: tuple[str, Where], problems: Problems) -> Notices:
    what, where = at
    told: dict[str, Words | None] = {}
    for key, node in given.entries:
        if key.text in labels and _is_untold(node):
            told[key.text] = None
        elif key.text in labels:
            told[key.text] = read_filled(node, f"the notice of `{key.text}` of {what}", key.where, problems)
        else:
            near = did_you_mean(key.text, labels)
            problems.add("unknown-label", f"`notice` of {what} has `{key.text}`, which is no label of its type", key.where, near)
    absent = [f"`{label}`" for label in labels if label not in told]
    if absent and len(told) == len(given.entries):
        message = f"`notice` of {what} does not say what the person concerned is told of {', '.join(absent)}"
        problems.add(
            "missing-notice", message, where, "every label needs its sentence, in both languages; `untold` says that there is none"
        )
    return tuple((label, text) for label in labels if (text := told.get(label)) is not None)


def _is_untold(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text == UNTOLD


def check_always_told(decisions: Iterable[Decision], problems: Problems) -> None:
    """Refuse sentences that could leave a notice without any outcome: one decision at least is told whatever comes out."""
    told = [decision for decision in decisions if decision.notice and decision.published]
    if told and not problems.errors() and not any(_always_told(decision) for decision in told):
        names = ", ".join(f"`{decision.name}`" for decision in told)
        message = f"every decision that is told has an outcome that is `{UNTOLD}` ({names}), so a notice could be without any"
        problems.add("missing-notice", message, told[0].where, "give every label of one of them its sentence")


def _always_told(decision: Decision) -> bool:
    sentences = {label for label, _ in decision.notice}
    return "" in sentences or sentences >= set(labels_of(decision.type))


def read_rights(document: Mapping, visible: Declarations, around: Surroundings) -> tuple[Obligation, ...]:
    """Take `rights`: the obligations whose wording for the person concerned ends every notice."""
    scalars = take(document, "rights", read_scalars, "the policy", around.problems)
    rights: list[Obligation] = []
    for scalar in scalars or ():
        obligation = visible.obligations.get(scalar.text) if known_obligations((scalar,), around) else None
        if obligation is not None and obligation.notice is None:
            message = f"`rights` names `{scalar.text}`, which has no wording for the person concerned"
            around.problems.add("missing-notice", message, scalar.where, f"add `notice:` to the obligation at {obligation.where}")
        elif obligation is not None:
            rights.append(obligation)
    return tuple(rights)
