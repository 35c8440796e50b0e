"""Two policies, one of which takes decisions of the other, as the texts of files by path."""

from pathlib import Path

from support.offers import write_file

_HEAD = """\
policy: {name}
language: 1
version: {version}
title: {{en: {en}, zh: {zh}}}
effective: {effective}
owner: collections
review_by: 2030-01-01
"""
_DELINQUENCY = """\
facts:
  days_past_due: {{type: days, min: 0, max: 20000, title: {{en: days past due, zh: 逾期天数}}, optional: true}}
  disputed: {{type: boolean, title: {{en: disputed, zh: 有争议}}}}
parameters:
  grace: {{type: days, min: 0, max: 30, title: {{en: days of grace, zh: 宽限天数}}, values: {{2020-01-01: {grace}}}, cites: [internal]}}
reasons:
  LATE: {{en: The payment is late, zh: 还款已逾期}}
decisions:
  stage:
    type: [{labels}]
    ordered: true
    title: {{en: stage, zh: 阶段}}
    unknown: M0
    table:
      hit: unique
      inputs: [days_past_due]
      rows:
        S0: {{if: ["<= grace"], then: M0, cites: [internal]}}
        S1: {{if: ["> grace"], then: M1, reason: LATE, cites: [internal]}}
  held: {{type: boolean, title: {{en: held, zh: 暂停}}, formula: disputed, cites: [internal]}}
outputs: [stage, held]
"""
TRANSFER = """\
facts:
  debt: {type: integer, min: 0, max: 1000, title: {en: debt, zh: 债务}}
decisions:
  stage: {from: delinquency.stage, unknown: unknown}
  transfer:
    type: [KEEP, MOVE]
    severity: [KEEP, MOVE]
    title: {en: transfer, zh: 移交}
    unknown: KEEP
    rules:
      - {id: T1, when: stage < "M1" or debt < 100, then: KEEP, cites: [internal]}
    otherwise: MOVE
    cites: [internal]
outputs: [stage, transfer]
"""


def delinquency(*, version: int = 1, effective: str = "2026-01-01", grace: int = 3, labels: str = "M0, M1") -> dict[str, str]:
    """Give a version of the policy that is used."""
    head = _HEAD.format(name="delinquency", version=version, en="Delinquency", zh="逾期", effective=effective)
    return {f"delinquency/v{version}.yaml": head + _DELINQUENCY.format(grace=grace, labels=labels)}


def transfer(body: str = TRANSFER, *, effective: str = "2026-01-01") -> dict[str, str]:
    """Give the policy that uses it."""
    return {"transfer/v1.yaml": _HEAD.format(name="transfer", version=1, en="Transfer", zh="移交决定", effective=effective) + body}


def write_library(root: Path, files: dict[str, str]) -> None:
    """Write the files into a folder."""
    for path, text in files.items():
        write_file(root, path, text)
