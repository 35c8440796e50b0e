"""The gate: who may pass is decided here, for the quick lane and for Flask alike."""

from typing import TYPE_CHECKING, assert_never

from flask import Flask, request

from lawbook.access.keeping import KeysUnavailable
from lawbook_api.credentials import Credentials
from lawbook_api.limits import Limits, Standing
from lawbook_api.permissions import ACTS, OPEN, Act, Caller, named
from lawbook_api.problems import PASSED, RequestRefused

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

STANDING = "lawbook.standing"
"""Where the environment of a request says how who was let through stands."""
REFUSED = "lawbook.refused"
"""Where it has what is refused, whatever the address, to whoever is let through."""
REFUSED_CALLER = "lawbook.asking"
"""Where it says who asked, let through or not."""


class Gate:
    """Lets through those who may do what they ask for, as often as they may."""

    def __init__(self, credentials: Credentials, limits: Limits) -> None:
        self._credentials = credentials
        self._limits = limits

    def quickly(self, environ: "WSGIEnvironment") -> bool | None:
        """Give what `admits` would, where that is known without looking anything up; else None."""
        caller = self._credentials.remembered(environ.get("HTTP_AUTHORIZATION"))
        if caller is None or self._limits.has_quota(caller):
            return None
        return self._enter(environ, caller)

    def admits(self, environ: "WSGIEnvironment") -> bool:
        """Find out who is calling, and count the request as one of theirs; tell whether it is somebody we know who does not ask too often."""
        try:
            caller = self._credentials.caller(environ.get("HTTP_AUTHORIZATION"))
            return caller is not None and self._enter(environ, caller)
        except KeysUnavailable:
            # Whoever says what is wrong looks again.
            return False

    def _enter(self, environ: "WSGIEnvironment", caller: Caller) -> bool:
        standing = self._limits.take(caller)
        environ[PASSED], environ[STANDING] = caller, standing
        return standing.over is None

    def passing(self, environ: "WSGIEnvironment", act: Act, policy: str) -> bool:
        """Tell whether the request passes without more ado; where it does not, Flask says why."""
        if STANDING not in environ and not self.admits(environ):
            return False
        caller: Caller = environ[PASSED]
        return environ[STANDING].over is None and caller.may(act) and caller.may_use(policy)

    def caller(self, environ: "WSGIEnvironment") -> Caller | None:
        """Give who is calling, if it is somebody we know."""
        return environ.get(PASSED) or self._credentials.caller(environ.get("HTTP_AUTHORIZATION"))

    def check(self, environ: "WSGIEnvironment", method: str, rule: str | None, policy: str | None) -> None:
        """Refuse the request unless its address is open or the caller may do what it is for; *rule* is None where nothing is there.

        A request that is refused costs as much of the caller's rate as any other.
        """
        address = "" if rule is None else named(method, rule)
        if address in OPEN:
            return
        if STANDING not in environ:
            caller = self._credentials.caller(environ.get("HTTP_AUTHORIZATION"))
            if caller is None:
                shown = "HTTP_AUTHORIZATION" in environ
                raise RequestRefused("not-known", "the key or token is not good here" if shown else "send Authorization: Bearer and a key")
            self._enter(environ, caller)
        _check_standing(environ[STANDING])
        if rule is not None and method != "OPTIONS":
            _check_act(environ, environ[PASSED], ACTS.get(address), policy)

    def charge(self, environ: "WSGIEnvironment", decisions: int) -> None:
        """Count *decisions* that are to be given; refuse them all where the caller has not so many left."""
        caller: Caller = environ[PASSED]
        left = self._limits.decisions_left(caller)
        if left is not None and left < decisions:
            raise RequestRefused("over-quota", f"the request asks for {decisions} decisions, and {left} are left today")
        self._limits.decided(caller, decisions)

    def give_back(self, environ: "WSGIEnvironment", decisions: int) -> None:
        """Take back that *decisions* were counted: they had been given before."""
        self._limits.decided(environ[PASSED], -decisions)


def _check_standing(standing: Standing) -> None:
    match standing.over:
        case None:
            return
        case "too-many-requests":
            raise RequestRefused(standing.over, f"{standing.rate} requests a second are allowed")
        case "over-quota":
            raise RequestRefused(standing.over, "all decisions of the day have been given; they begin anew at midnight")
        case _:
            assert_never(standing.over)


def _check_act(environ: "WSGIEnvironment", caller: Caller, act: Act | None, policy: str | None) -> None:
    environ[REFUSED_CALLER] = caller.name
    if act is None:
        raise RequestRefused("not-allowed", "no role may do this")
    if not caller.may(act):
        raise RequestRefused("not-allowed", f"none of the caller's roles ({', '.join(sorted(caller.roles)) or 'none'}) may do this")
    if policy is not None and not caller.may_use(policy):
        raise RequestRefused("not-allowed", f"the key or token is not for the policy `{policy}`")


def guard(app: Flask, gate: Gate) -> None:
    """Have every request to *app* pass *gate* before anything else looks at it."""

    @app.before_request
    def pass_gate() -> None:
        rule = request.url_rule
        policy = (request.view_args or {}).get("policy")
        gate.check(request.environ, request.method, None if rule is None else rule.rule, policy)
        if (refusal := request.environ.get(REFUSED)) is not None:
            raise refusal
