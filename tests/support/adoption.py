"""A small policy that rests on law, and what holding an edited copy of it to the original reports."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from lawbook.check.adoption.adopted import Upstream, check_adopted, hash_of_files
from lawbook.check.policies.library import CheckedLibrary, check_library
from lawbook.compile import Compiled, compile_policy
from lawbook.model.policy import Policy
from lawbook.problems import Problem, Problems
from lawbook.read.document import Node
from lawbook.read.yaml import read_document

LAW = """register: law/cn
language: 1
rows:
  HARD-1:
    instrument: {en: Collection Rules, zh: 催收规定}
    article: "3"
    effective: 2020-01-01
    force: R
    requirement: {en: at most three calls a day, zh: 每日通话不超过三次}
    confidence: high
    review_by: 2030-06-30
  SOFT-1:
    instrument: {en: Collection Standard, zh: 催收标准}
    article: "5"
    effective: 2020-01-01
    force: S
    requirement: {en: at most one visit a day, zh: 每日上门不超过一次}
    confidence: high
    review_by: 2030-06-30
"""
PARAMETERS = """vocabulary: shared/figures
language: 1
parameters:
  calls_most:
    type: integer
    min: 0
    max: 100
    title: {en: calls allowed, zh: 通话上限}
    values: {2024-05-15: 3, 2026-06-01: 2}
    bound: at_most
    cites: [HARD-1]
  staff_least:
    type: integer
    min: 0
    max: 100
    title: {en: staff needed, zh: 最少人数}
    values: {2024-05-15: 2}
    bound: at_least
    cites: [HARD-1]
  visits_most:
    type: integer
    min: 0
    max: 100
    title: {en: visits allowed, zh: 上门上限}
    values: {2024-05-15: 1}
    bound: at_most
    cites: [SOFT-1]
  grace_days:
    type: integer
    min: 0
    max: 100
    title: {en: days of grace, zh: 宽限天数}
    values: {2024-05-15: 3}
    cites: [internal]
    owner: collections
    review_by: 2030-06-30
  pause_days:
    type: integer
    min: 0
    max: 100
    title: {en: days of pause, zh: 暂停天数}
    values: {2024-05-15: 3}
    cites: [HARD-1]
  quiet_from: {type: time, title: {en: quiet from, zh: 静默起}, values: {2024-05-15: "22:00"}, bound: at_most, cites: [HARD-1]}
  quiet_to: {type: time, title: {en: quiet to, zh: 静默止}, values: {2024-05-15: "08:00"}, bound: at_least, cites: [HARD-1]}
"""
POLICY = """policy: contact
language: 1
version: 1
title: {en: Contact with debtors, zh: 联系债务人}
effective: 2026-01-01
owner: collections
review_by: 2030-06-30
uses: [shared/figures]
facts:
  calls: {type: integer, min: 0, max: 100, title: {en: calls, zh: 通话次数}}
  visits: {type: integer, min: 0, max: 100, title: {en: visits, zh: 上门次数}}
  staff: {type: integer, min: 0, max: 100, title: {en: staff, zh: 人数}}
  overdue: {type: integer, min: 0, max: 5000, title: {en: days overdue, zh: 逾期天数}}
  hardship: {type: boolean, optional: true, title: {en: in hardship, zh: 处于困境}}
  channel: {type: [CALL, LETTER, VISIT], title: {en: channel, zh: 渠道}, titles: {CALL: {en: call, zh: 电话}, LETTER: {en: letter, zh: 信函}, VISIT: {en: visit, zh: 上门}}}
  signs: {type: {set of: [ILL, JAILED, DEAD]}, title: {en: signs, zh: 迹象}, titles: {ILL: {en: ill, zh: 患病}, JAILED: {en: jailed, zh: 服刑}, DEAD: {en: dead, zh: 身故}}}
  hour: {type: time, title: {en: time, zh: 时间}}
reasons:
  STOP: {en: Contact is not allowed, zh: 不得联系}
obligations:
  RECORD: {en: Keep a record, zh: 留存记录}
decisions:
  contact:
    type: [permitted, refused]
    severity: [refused, permitted]
    titles: {permitted: {en: permitted, zh: 允许}, refused: {en: refused, zh: 禁止}}
    title: {en: contact, zh: 联系}
    rules:
      - {id: CALLS, when: calls >= calls_most, then: refused, reason: STOP, obliges: [RECORD], cites: [HARD-1]}
      - {id: VISITS, when: visits >= visits_most, then: refused, cites: [SOFT-1]}
      - {id: STAFF, when: channel = "VISIT" and staff < staff_least, then: refused, cites: [HARD-1]}
      - {id: QUIET, when: "during(hour, quiet_from, quiet_to)", then: refused, cites: [HARD-1]}
      - {id: SIGNS, when: 'any of(signs, ["ILL", "DEAD"])', unless: [{id: SIGNS-LETTER, when: channel = "LETTER", cites: [HARD-1]}], then: refused, cites: [HARD-1]}
      - {id: KIND, when: hardship and calls > 0, then: refused, cites: [HARD-1]}
      - {id: GRACE, when: overdue < grace_days, then: refused, cites: [internal]}
      - {id: PAUSE, when: "overdue in [10..12]", then: refused, cites: [HARD-1]}
    otherwise: permitted
    unknown: refused
  stage:
    type: [EARLY, LATE, LOST]
    ordered: true
    severity: [LOST, LATE, EARLY]
    titles: {EARLY: {en: early, zh: 早期}, LATE: {en: late, zh: 后期}, LOST: {en: lost, zh: 损失}}
    title: {en: stage, zh: 阶段}
    cites: [HARD-1]
    table:
      hit: first
      inputs: [overdue, channel]
      rows:
        ST-LOST: ["> 360", "-", LOST]
        ST-LATE: ["> 90", "-", LATE]
    otherwise: EARLY
  wait:
    type: integer
    min: 0
    max: 500
    title: {en: days to wait, zh: 等待天数}
    formula: pause_days + 1
outputs: [contact, stage, wait]
invariants:
  - {id: INV-CALLS, always: contact = "refused" or calls < 3, cites: [HARD-1]}
"""
FILES: Mapping[str, str] = {"law/cn.yaml": LAW, "shared/figures.yaml": PARAMETERS, "contact/v1.yaml": POLICY}


Edit: TypeAlias = tuple[str, str]


def held(*edits: Edit, confirmed: str = "", beside: Mapping[str, str] | None = None, first: Iterable[Edit] = ()) -> list[Problem]:
    """Adopt the policy (after the edits *first*), make *edits* in the copy, and give what is said of it, with files *beside* it."""
    base = _edited(FILES, first)
    upstream = _checked(base, "base/")
    texts = {path: text.encode() for path, text in base.items()}
    said = f'base: {{policy: contact, version: 1, hash: "{hash_of_files(upstream.policies[0], texts)}"{confirmed}}}\n'
    own = {**base, **(beside or {}), "contact/v1.yaml": base["contact/v1.yaml"].replace("uses:", f"{said}uses:", 1)}
    problems = Problems()
    documents = _documents(_edited(own, edits), "", problems)
    library = check_library(documents, problems, files={}, today=date(2026, 11, 21).toordinal())
    _expect_none(problems)
    check_adopted(library, Upstream(upstream, texts), documents, problems)
    return list(problems)


def said(*edits: Edit, confirmed: str = "", beside: Mapping[str, str] | None = None, first: Iterable[Edit] = ()) -> list[tuple[str, str]]:
    """Give the code and the message of each problem that *edits* make."""
    return [(problem.code, problem.message) for problem in held(*edits, confirmed=confirmed, beside=beside, first=first)]


def adopted(*edits: Edit) -> Policy:
    """Give the policy after *edits*."""
    return _checked(_edited(FILES, edits), "").policies[0]


def compiled(policy: Policy) -> Compiled:
    """Compile *policy* for a day of summer 2026."""
    return compile_policy(policy, policy.effective + 200)


def published(policy: Compiled, facts: Mapping[str, object]) -> dict[str, str]:
    """Decide on *facts* that summer, and give each outcome as text."""
    outcome = policy.decide(facts, policy.policy.effective + 200).outcome
    return {name: str(value) for name, value in outcome.items()}


def _edited(files: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """Make each edit once, in the file that has its text."""
    own = dict(files)
    for old, new in edits:
        path = next(path for path, text in own.items() if old in text)
        own[path] = own[path].replace(old, new, 1)
    return own


def _checked(files: Mapping[str, str], inside: str) -> CheckedLibrary:
    problems = Problems()
    library = check_library(_documents(files, inside, problems), problems, files={})
    _expect_none(problems)
    return library


def _expect_none(problems: Problems) -> None:
    if problems.errors():
        raise AssertionError("\n".join(str(problem) for problem in problems.errors()))
    problems.found.clear()


def _documents(files: Mapping[str, str], inside: str, problems: Problems) -> list[tuple[str, Node]]:
    read = [(path, read_document(text, inside + path, problems)) for path, text in files.items()]
    return [(path, node) for path, node in read if node is not None]
