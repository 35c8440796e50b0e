"""Who may do what: each address with the act it is, each act with the roles that may do it; what is not here is refused to everybody."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lawbook.access.roles import EVERY_POLICY, Role
from lawbook.operations.releasing.states import MAY as MAY_RELEASE

Act: TypeAlias = Literal[
    "decide", "explain", "read", "look back", "compare", "operate", "look at releases", "submit", "approve", "release", "withdraw"
]

MAY: dict[Act, frozenset[Role]] = {
    "decide": frozenset({"decider"}),
    "explain": frozenset({"decider", "author", "approver", "auditor"}),
    "read": frozenset({"decider", "author", "approver", "auditor"}),
    "look back": frozenset({"decider", "auditor"}),
    "compare": frozenset({"author", "approver", "auditor", "operator"}),
    "operate": frozenset({"operator"}),
    "look at releases": frozenset({"author", "approver", "auditor", "operator"}),
    "submit": MAY_RELEASE["submit"],
    "approve": MAY_RELEASE["approve"],
    "release": MAY_RELEASE["release"],
    "withdraw": MAY_RELEASE["withdraw"],
}
"""The roles that may do each act."""

ACTS: dict[str, Act] = {
    "POST /v1/policies/<policy>/decisions": "decide",
    "POST /v1/policies/<policy>/decisions:batch": "decide",
    "POST /v1/policies/<policy>/explanation": "explain",
    "POST /v1/policies/<policy>/notices": "explain",
    "GET /v1/policies": "read",
    "GET /v1/policies/<policy>": "read",
    "GET /v1/policies/<policy>/versions/<int:version>": "read",
    "GET /v1/policies/<policy>/facts-schema": "read",
    "GET /v1/policies/<policy>/known": "read",
    "GET /v1/decisions/<id_>": "look back",
    "GET /v1/decisions/<id_>/explanation": "look back",
    "GET /v1/shadow": "compare",
    "GET /v1/releases": "look at releases",
    "POST /v1/releases": "submit",
    "GET /v1/releases/<int:release>": "look at releases",
    "GET /v1/releases/<int:release>/page": "look at releases",
    "POST /v1/releases/<int:release>/approval": "approve",
    "POST /v1/releases/<int:release>/release": "release",
    "POST /v1/releases/<int:release>/withdrawal": "withdraw",
    "POST /v1/rollbacks": "release",
    "GET /metrics": "operate",
}
"""What each address that is not open is for."""

OPEN = frozenset({"GET /", "GET /docs", "GET /openapi.json", "GET /problems/<kind>", "GET /healthz", "GET /readyz"})
"""What needs no key: how to call the service, and whether it lives."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who showed a good key or token: the name, what they may do, and with which policies."""

    name: str
    roles: frozenset[Role]
    policies: frozenset[str]
    rate: int | None = None
    quota: int | None = None

    def may(self, act: Act) -> bool:
        """Tell whether one of the caller's roles may do *act*."""
        return not self.roles.isdisjoint(MAY[act])

    def may_use(self, policy: str) -> bool:
        """Tell whether the caller's key or token is for *policy*."""
        return EVERY_POLICY in self.policies or policy in self.policies


def named(method: str, rule: str) -> str:
    """Give the name of an address in the tables; whoever may GET may ask for the HEAD."""
    return f"{'GET' if method == 'HEAD' else method} {rule}"
