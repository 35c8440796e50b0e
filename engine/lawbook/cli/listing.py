"""`lawbook list`."""

import json
import sys

from lawbook.cli.options import ROOT, AsJson, AsOf, Lang, Policies, day_of, language_of, open_policies
from lawbook.cli.terminal import Table, show


def list_(as_of: AsOf = None, lang: Lang = None, as_json: AsJson = False, policies: Policies = ROOT) -> None:
    """List every version of every policy: in force, to come and past."""
    from lawbook.operations.listing import list_policies  # noqa: PLC0415 - heavy

    day = day_of(as_of)
    listed = list_policies(open_policies(policies, as_of), day, language_of(lang))
    if as_json:
        told = {"as_of": day.isoformat(), "versions": [each.to_dict() for each in listed]}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return
    rows = tuple(
        (
            each.policy,
            str(each.version),
            each.state,
            each.effective,
            each.until or "",
            each.title,
            each.owner,
            _review(each.review_by, due=each.review_due),
        )
        for each in listed
    )
    show(Table(f"policies on {day}", rows, ("policy", "version", "state", "from", "until", "title", "owner", "review by")))


def _review(day: str, *, due: bool) -> str:
    return f"{day} (due)" if due else day
