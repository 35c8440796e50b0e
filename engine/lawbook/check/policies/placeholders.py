"""The names in braces in the texts that a policy gives."""

from collections.abc import Collection, Iterable, Mapping

from lawbook.check.declared.catalogues import placeholders
from lawbook.check.words.nearest import did_you_mean
from lawbook.model.policy import Obligation, Reason
from lawbook.problems import Problems


def check_placeholders(texts: Iterable[Reason | Obligation | None], names: Collection[str], policy: str | None, problems: Problems) -> None:
    """Note the placeholders of *texts* that are no fact, parameter or decision of the policy, whose *names* these are."""
    for text in texts:
        if text is None:
            continue
        for name in sorted(placeholders(text.text.en) & placeholders(text.text.zh)):
            if name not in names:
                kind = "reason" if isinstance(text, Reason) else "obligation"
                message = f"the {kind} `{text.code}` has the placeholder `{{{name}}}`, which is no fact or decision of `{policy}`"
                problems.add("bad-placeholder", message, text.where, did_you_mean(name, names))


def of_codes(
    catalogue: Mapping[str, Reason | None] | Mapping[str, Obligation | None], codes: Iterable[str]
) -> list[Reason | Obligation | None]:
    """Give the texts of *codes*."""
    return [catalogue.get(code) for code in sorted(codes)]
