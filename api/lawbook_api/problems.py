"""Everything that can go wrong with a request, answered once: RFC 9457 problem details that list all that is amiss."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from lawbook import FactsRejected, NoSuchPolicy, PolicyRejected, Problem
from lawbook.access.keeping import KeysUnavailable
from lawbook.operations.telling import problem_to_json

LOGGER = logging.getLogger("lawbook.api")
MEDIA_TYPE = "application/problem+json"

KINDS: dict[str, tuple[int, str, str]] = {
    "facts-rejected": (422, "some facts cannot be decided on", "提交的事实有误"),
    "not-json": (400, "the body is not one JSON object", "请求体不是一个 JSON 对象"),
    "bad-parameter": (400, "a query parameter cannot be read", "查询参数有误"),
    "unknown-policy": (404, "there is no such policy", "没有这项政策"),
    "unknown-version": (404, "the policy has no such version", "该政策没有这个版本"),
    "not-in-force": (404, "no version of the policy is in force on that day", "该日没有生效的政策版本"),
    "no-date": (400, "a day is needed", "需要日期"),
    "not-found": (404, "there is nothing at this address", "此地址没有内容"),
    "method-not-allowed": (405, "this address does not answer to that method", "此地址不支持该方法"),
    "too-slow-sending": (408, "the body did not come in time", "请求体未能按时传完"),
    "too-large": (413, "the body is larger than the service accepts", "请求体过大"),
    "wrong-media-type": (415, "the body is not of a media type the service reads", "请求体的媒体类型不受支持"),
    "bad-request": (400, "the request cannot be read", "请求无法读取"),
    "not-known": (401, "a key or token is needed", "需要密钥或令牌"),
    "not-allowed": (403, "the caller may not do this", "调用方无权进行此操作"),
    "bad-header": (400, "a header cannot be read", "请求头有误"),
    "key-reused": (409, "the idempotency key stands for another request", "该幂等键已用于另一请求"),
    "unknown-decision": (404, "no such decision is recorded", "没有这项决定的记录"),
    "not-recorded": (404, "this service keeps no record", "本服务未保存决定记录"),
    "erased": (410, "the decision was erased", "该决定所涉个人信息已删除"),
    "record-unavailable": (503, "decisions cannot be recorded, and none is given", "决定暂时无法记录，因此不予作出"),
    "not-shadowed": (404, "no candidate decides beside the policies", "没有候选版本在旁试行"),
    "policies-rejected": (422, "the policies have problems", "政策存在问题"),
    "unknown-release": (404, "there is no such release", "没有这项发布"),
    "own-release": (403, "the approver is never the author", "批准人不得为提交人"),
    "release-refused": (409, "the release cannot take this step", "该发布不能执行此步骤"),
    "too-deep": (400, "the body nests too deep", "请求体嵌套过深"),
    "too-many-requests": (429, "the caller sends more requests than it may", "调用方请求过于频繁"),
    "over-quota": (429, "the caller has been given all its decisions for the day", "调用方当日的决定次数已用完"),
    "keys-unavailable": (503, "keys cannot be looked up now", "密钥暂时无法核验"),
    "too-slow": (503, "the time for the batch is over", "批量处理超时"),
    "fault": (500, "the service is at fault", "服务内部错误"),
}
"""Each kind of problem: its status, and its title in English and Chinese."""

PASSED = "lawbook.caller"
"""Where the environment of a request says who was let through."""
RETRY_AFTER = "1"
"""Seconds after which a request that was refused for now may be sent again."""
KIND = "lawbook.problem"
"""Where the environment of a request says what kind of problem was answered."""
STATUSES = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "wrong-media-type"}


class RequestRefused(Exception):  # noqa: N818 - it is an outcome the caller reads, named as one
    """A request that cannot be answered, for the reason *kind* (one of KINDS)."""

    def __init__(self, kind: str, detail: str) -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """The body of an answer that says what is wrong."""

    type: str
    title: str
    status: int
    detail: str
    problems: tuple[dict[str, object], ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give plain data for JSON, without what is empty."""
        told: dict[str, object] = {"type": self.type, "title": self.title, "status": self.status, "detail": self.detail}
        return told | ({"problems": list(self.problems)} if self.problems else {})


def details(kind: str, detail: str, problems: Iterable[Problem] = ()) -> ProblemDetails:
    """Say that something of *kind* is wrong."""
    status, title, _ = KINDS[kind]
    return ProblemDetails(f"/problems/{kind}", title, status, detail, tuple(map(problem_to_json, problems)))


def facts_rejected(rejection: FactsRejected) -> ProblemDetails:
    """Say everything that is wrong with posted facts."""
    problems = rejection.problems
    if all(problem.code == "not-json" for problem in problems):
        return details("not-json", "; ".join(problem.message for problem in problems), problems)
    count = len(problems)
    return details("facts-rejected", f"{count} {'fact is' if count == 1 else 'facts are'} wrong; nothing was decided", problems)


def policies_rejected(rejection: PolicyRejected) -> ProblemDetails:
    """Say everything that is wrong with policies."""
    count = len(rejection.problems)
    return details("policies-rejected", f"{count} {'problem' if count == 1 else 'problems'}; nothing was changed", rejection.problems)


def no_such_policy(absence: NoSuchPolicy) -> ProblemDetails:
    """Say which policy or version is not there."""
    return details(absence.code, str(absence))


def answer(problem: ProblemDetails) -> Response:
    """Make the response for *problem*."""
    request.environ[KIND] = problem.type.removeprefix("/problems/")
    later = {"Retry-After": RETRY_AFTER} if problem.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Response(msgspec.json.encode(problem.to_dict()), problem.status, content_type=MEDIA_TYPE, headers=later)


def answer_problems(app: Flask) -> None:
    """Make *app* answer whatever goes wrong with problem details."""

    @app.errorhandler(FactsRejected)
    def rejected(rejection: FactsRejected) -> Response:
        return answer(facts_rejected(rejection))

    @app.errorhandler(NoSuchPolicy)
    def absent(absence: NoSuchPolicy) -> Response:
        return answer(no_such_policy(absence))

    @app.errorhandler(RequestRefused)
    def refused(refusal: RequestRefused) -> Response:
        return answer(details(refusal.kind, refusal.detail))

    @app.errorhandler(KeysUnavailable)
    def unavailable(trouble: KeysUnavailable) -> Response:
        LOGGER.error("%s", trouble)
        return answer(details("keys-unavailable", "try again"))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        return _of_http(error)

    @app.after_request
    def say_how_to_be_known(response: Response) -> Response:
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = 'Bearer realm="lawbook"'
        return response


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return Response(response=error.get_response().get_data(), status=status, headers=error.get_headers())
    kind = STATUSES.get(status, "bad-request" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "fault")
    response = answer(details(kind, KINDS[kind][1]))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response
