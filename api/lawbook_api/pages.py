"""The documentation page: one file of HTML in Chinese and English, with no script and nothing from elsewhere."""

import json
from collections.abc import Iterable
from datetime import date
from html import escape
from importlib.resources import files

from lawbook import Library, NoSuchPolicy, PolicyVersion
from lawbook.contract.facts import may_be_absent
from lawbook.model.policy import Decision, Fact, Policy, Words
from lawbook.operations.examples import example_facts
from lawbook_api.markup import both, code, say
from lawbook_api.problems import KINDS
from lawbook_api.values import tell_type

BASE = "http://lawbook.invalid"
"""Stands for the address by which the reader of a page reached the service."""
KEY = "$LAWBOOK_KEY"
"""Stands for the key where it is not known."""
ADDRESSES: tuple[tuple[str, str, Words], ...] = (
    ("POST", "/v1/policies/{policy}/decisions", Words("one JSON object of facts in, one decision out", "提交一个事实对象，返回一个决定")),
    (
        "POST",
        "/v1/policies/{policy}/decisions:batch",
        Words("NDJSON in and out: for each line its decision or its problem", "NDJSON 批量：逐行返回决定或错误"),
    ),
    ("POST", "/v1/policies/{policy}/explanation", Words("why: rule by rule, with ?lang=zh or en", "逐条规则解释，?lang=zh 或 en")),
    (
        "POST",
        "/v1/policies/{policy}/notices",
        Words("what the person concerned is told, with ?lang=zh or en", "告知当事人的内容，?lang=zh 或 en"),
    ),
    ("GET", "/v1/policies", Words("every policy and its versions", "全部政策及其版本")),
    ("GET", "/v1/policies/{policy}/versions/{n}", Words("one version, with the text its author wrote", "某一版本及其原文")),
    ("GET", "/v1/policies/{policy}/facts-schema", Words("JSON Schema of the facts", "事实的 JSON Schema")),
    ("GET", "/v1/policies/{policy}/known", Words("what was in force, as it was known at a moment", "某一时刻所知的生效版本")),
    ("GET", "/v1/decisions/{id}", Words("a decision as it was recorded", "已记录的决定")),
    ("GET", "/v1/decisions/{id}/explanation", Words("why it was decided so, by the policy of then", "按当时政策解释该决定")),
    ("GET", "/v1/shadow", Words("what the candidate does beside the policies being served", "候选版本在旁试行的结果")),
    ("GET", "/v1/releases", Words("every release, and what is released now", "全部发布及当前已发布内容")),
    ("POST", "/v1/releases", Words("submit versions of policies", "提交政策版本")),
    ("GET", "/v1/releases/{release}", Words("one release, step by step", "某项发布的经过")),
    ("GET", "/v1/releases/{release}/page", Words("its review page", "评审页")),
    ("POST", "/v1/releases/{release}/approval", Words("approve; never one's own", "批准（不得批准本人提交的发布）")),
    ("POST", "/v1/releases/{release}/release", Words("put what was approved into force", "发布已批准的内容")),
    ("POST", "/v1/releases/{release}/withdrawal", Words("take back, or take out of service", "撤回或停用")),
    ("POST", "/v1/rollbacks", Words("put back what was released before, with a reason", "附理由回退至先前发布的内容")),
    ("GET", "/openapi.json", Words("this service as OpenAPI 3.1", "OpenAPI 3.1 描述")),
    ("GET", "/healthz  /readyz  /metrics", Words("for those who run the service", "运维接口")),
)


def docs_page(library: Library, day: date) -> str:
    """Write the page about *library* as it stands on *day*; BASE stands where the address of the service goes."""
    versions = [version for name in library.policies if (version := in_force(library, name, day)) is not None]
    contents = "".join(f'<li><a href="#{version.name}">{both(version.policy.title)}</a></li>' for version in versions)
    sections = "".join(_policy(version, library) for version in versions)
    page = files("lawbook_api").joinpath("docs.html").read_text(encoding="utf-8")
    parts = {
        "day": day.isoformat(),
        "contents": contents,
        "addresses": _rows((code(method), code(path), both(words)) for method, path, words in ADDRESSES),
        "policies": sections,
        "problems": "".join(_problem(kind) for kind in KINDS),
    }
    for name, html in parts.items():
        page = page.replace(f"<!--{name}-->", html)
    return page


def curl(version: PolicyVersion, library: Library, base: str, key: str) -> str:
    """Write a request for a decision, ready to paste into a shell; *key* may be a variable of the shell."""
    facts = json.dumps(example_facts(version.policy, library.root, version.as_of), ensure_ascii=False, default=str)
    quoted = facts.replace("'", "'\\''")
    headers = f"-H \"Authorization: Bearer {key}\" -H 'Content-Type: application/json'"
    return f"curl -s {base}/v1/policies/{version.name}/decisions {headers} -d '{quoted}'"


def in_force(library: Library, name: str, day: date) -> PolicyVersion | None:
    """Give the version of the policy *name* in force on *day*, where there is one."""
    try:
        return library.policy(name, as_of=day)
    except NoSuchPolicy:
        return None


def _policy(version: PolicyVersion, library: Library) -> str:
    policy = version.policy
    decisions = {decision.name: decision for decision in policy.decisions}
    until = "" if policy.until is None else f" – {date.fromordinal(policy.until - 1)}"
    summary = "" if policy.summary is None else f"<p>{both(policy.summary)}</p>"
    facts = _table(("fact", "事实"), ("values", "取值"), ("required", "必填"), rows=(_fact(fact) for fact in policy.facts if fact.used))
    outcomes = _table(("outcome", "结论"), ("values", "取值"), rows=(_outcome(decisions[name]) for name in policy.outputs))
    return (
        f'<section id="{escape(policy.name)}"><h2>{both(policy.title)}</h2>{summary}'
        f"<p class=meta>{code(policy.name)} · {say('version', '版本')} {policy.version} · "
        f"{say('in force', '生效')} {date.fromordinal(policy.effective)}{until} · {code(policy.content_hash[:19])}</p>"
        f"<pre>{escape(curl(version, library, BASE, KEY))}</pre>"
        f"<h3>{say('Facts', '事实')}</h3>{facts}<h3>{say('Outcomes', '结论')}</h3>{outcomes}{_catalogues(policy)}</section>"
    )


def _catalogues(policy: Policy) -> str:
    reasons = _table(("reason", "理由"), ("text", "文字"), rows=((code(each.code), both(each.text)) for each in policy.reasons))
    duties = _table(("obligation", "义务"), ("text", "文字"), rows=((code(each.code), both(each.text)) for each in policy.obligations))
    told = ((say("Reasons", "理由"), reasons, policy.reasons), (say("Obligations", "义务"), duties, policy.obligations))
    return "".join(f"<details><summary>{title}</summary>{table}</details>" for title, table, some in told if some)


def _fact(fact: Fact) -> tuple[str, ...]:
    needed = say("optional", "选填") if may_be_absent(fact) else say("yes", "是")
    unit = f" {both(fact.unit)}" if fact.unit is not None else ""
    return _named(fact.name, fact.title), tell_type(fact.type, dict(fact.titles)) + unit, needed


def _outcome(decision: Decision) -> tuple[str, ...]:
    return _named(decision.name, decision.title), tell_type(decision.type, dict(decision.titles))


def _problem(kind: str) -> str:
    status, en, zh = KINDS[kind]
    return f'<tr id="problem-{kind}"><td>{status}</td><td>{code(kind)}</td><td>{say(en, zh)}</td></tr>'


def _table(*headings: tuple[str, str], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{say(en, zh)}</th>" for en, zh in headings)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{_rows(rows)}</tbody></table></div>'


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)


def _named(name: str, title: Words) -> str:
    return f"{code(name)}<br>{both(title)}"
