"""A policy that ranks agencies, in which anything a ranking can come to does."""

AGENCIES = """\
policy: agency-choice
title: {en: Agency choice, zh: 机构选择}
language: 1
version: 1
effective: 2026-01-01
owner: tests
review_by: 2099-12-31
facts:
  agencies:
    type:
      list of:
        code: {type: text, most: 10, title: {en: agency code, zh: 机构代码}}
        listed: {type: boolean, optional: true, title: {en: listed, zh: 在名单内}}
        recovered: {type: ratio, min: 0, max: 1, title: {en: recovered, zh: 回收率}}
        complaints: {type: integer, min: 0, max: 1000, title: {en: complaints, zh: 投诉数}, unit: {en: complaints, zh: 件}}
      most: 5
    title: {en: agencies, zh: 机构}
    optional: true
reasons:
  NOT_LISTED: {en: an agency is not on the published list, zh: 机构不在公示名单内}
decisions:
  ranking:
    title: {en: agency ranking, zh: 机构排序}
    rank:
      of: agencies
      as: agency
      key: agency.code
      exclude:
        - {id: G1, title: {en: not listed, zh: 不在名单}, when: not(agency.listed), reason: NOT_LISTED, cites: [internal]}
        - {id: G2, when: agency.complaints > 9, cites: [internal]}
      by: [{descending: agency.recovered}, {ascending: agency.complaints}]
    unknown: unknown
  chosen:
    type: text
    most: 10
    title: {en: chosen agency, zh: 选定机构}
    formula: 'first(ranking[status = "ranked"].candidate)'
    unknown: nobody
  hidden:
    title: {en: hidden ranking, zh: 内部排序}
    rank: {of: agencies, as: agency, key: agency.code, by: [{ascending: agency.complaints}]}
outputs: [ranking, chosen]
"""


def agency(code: str, recovered: str, complaints: int, *, listed: bool | None = True) -> dict[str, object]:
    """Give an agency as it would be posted."""
    return {"code": code, "recovered": recovered, "complaints": complaints, "listed": listed}
