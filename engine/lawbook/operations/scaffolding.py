"""Begin a policy, or its next version."""

import re
from datetime import date
from pathlib import Path

from lawbook.operations.formatting import formatted
from lawbook.problems import PolicyRejected, Problem, Where

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_VERSION_FILE = re.compile(r"v([1-9]\d*)\.yaml")

TEMPLATE = """\
# yaml-language-server: $schema=../schema/policy.schema.json
# What this policy decides, and for whom.
language: 1
policy: {name}
version: 1
title: {{en: {title}, zh: {title}}}
effective: {effective}
owner: {owner}
review_by: {review_by}

facts:
  amount:
    type: money CNY
    min: 0
    max: 1000000
    title: {{en: amount asked for, zh: 申请金额}}
  verified:
    type: boolean
    title: {{en: identity verified, zh: 身份已核验}}

parameters:
  most:
    type: money CNY
    min: 0
    max: 1000000
    title: {{en: most that is lent, zh: 最高贷款金额}}
    values: {{{effective}: 50000}}
    cites: [internal]

reasons:
  NOT_VERIFIED: {{en: Your identity could not be verified, zh: 未能核验您的身份}}
  TOO_MUCH: {{en: The amount is above what is lent, zh: 申请金额超过上限}}

decisions:
  outcome:
    type: [approve, decline]
    severity: [decline, approve]
    titles:
      approve: {{en: approve, zh: 通过}}
      decline: {{en: decline, zh: 拒绝}}
    title: {{en: outcome, zh: 结论}}
    rules:
      - {{id: {code}-1, when: not(verified), then: decline, reason: NOT_VERIFIED, cites: [internal]}}
      - {{id: {code}-2, when: amount > most, then: decline, reason: TOO_MUCH, cites: [internal]}}
    otherwise: approve

outputs: [outcome]
"""


def begin_policy(root: Path, name: str, effective: date, owner: str) -> Path:
    """Write the first version of the policy *name*, or its next one as a copy of the latest, in force from *effective*; give the file."""
    if not _NAME.fullmatch(name):
        where = Where(str(root / name), 1, 1)
        raise PolicyRejected(
            [Problem("bad-name", f"`{name}` cannot name a policy", where, "lower-case words joined by hyphens, such as loan-offer")]
        )
    folder = root / name
    latest = _latest(folder)
    if latest is None:
        folder.mkdir(parents=True, exist_ok=True)
        file, text = folder / "v1.yaml", _first(name, effective, owner)
    else:
        number, before = latest
        file = folder / f"v{number + 1}.yaml"
        text = _next(before.read_text(encoding="utf-8"), str(file), number + 1, effective)
    with file.open("x", encoding="utf-8") as new:
        new.write(text)
    return file


def _latest(folder: Path) -> tuple[int, Path] | None:
    versions = [(int(found[1]), file) for file in folder.glob("v*.yaml") if (found := _VERSION_FILE.fullmatch(file.name))]
    return max(versions, default=None)


def _first(name: str, effective: date, owner: str) -> str:
    code = "".join(word[0] for word in name.split("-")).upper()
    review = effective.replace(year=effective.year + 1, day=min(effective.day, 28))
    return TEMPLATE.format(name=name, title=name.replace("-", " "), effective=effective, owner=owner, review_by=review, code=code)


def _next(text: str, file: str, version: int, effective: date) -> str:
    changed = re.sub(r"^version:.*$", f"version: {version}", text, count=1, flags=re.MULTILINE)
    return formatted(re.sub(r"^effective:.*$", f"effective: {effective}", changed, count=1, flags=re.MULTILINE), file)
