"""How a release may stand, and what may be done with it by whom: one pure function, which knows no store and no clock."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args
from unicodedata import normalize

from lawbook.access.roles import Role

State: TypeAlias = Literal["draft", "submitted", "approved", "released", "superseded", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
Act: TypeAlias = Literal["submit", "gate", "approve", "release", "supersede", "withdraw", "restore"]
ACTS: tuple[Act, ...] = get_args(Act)
Why: TypeAlias = Literal[
    "wrong-role",
    "wrong-state",
    "own-release",
    "gate-missing",
    "gate-failed",
    "other-page",
    "no-reason",
    "not-yours",
    "nothing-changed",
    "already-released",
    "also-changed",
    "overtaken",
    "nothing-earlier",
    "rests-on-others",
    "no-such-release",
]
"""Why something may not be done."""

FROM: dict[Act, frozenset[State]] = {
    "submit": frozenset({"draft"}),
    "gate": frozenset({"submitted"}),
    "approve": frozenset({"submitted"}),
    "release": frozenset({"approved"}),
    "supersede": frozenset({"released"}),
    "withdraw": frozenset({"submitted", "approved", "released"}),
    "restore": frozenset({"superseded"}),
}
"""The states from which each act leads on."""
MAY: dict[Act, frozenset[Role]] = {
    "submit": frozenset({"author"}),
    "gate": frozenset({"author", "approver", "operator"}),
    "approve": frozenset({"approver"}),
    "release": frozenset({"approver", "operator"}),
    "supersede": frozenset({"approver", "operator"}),
    "withdraw": frozenset({"author", "approver", "operator"}),
    "restore": frozenset({"approver", "operator"}),
}
"""The roles that may do each act. An author may withdraw what is their own and not released yet."""


ISSUED = "jwt:"
"""How the name of somebody begins who shows a token of an issuer; the name of a key cannot begin so."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: the caller of a key or token, which stays the same when the key is rotated."""

    name: str
    roles: frozenset[Role]

    def is_same_as(self, other: str | None) -> bool:
        """Tell whether *other* is the name of the same person, however it is written, and whether a key or a token says it."""
        return other is not None and _person(self.name) == _person(other)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a release stands: who is its author, what came of the last gate (None: it was not run), and who approved it."""

    state: State = "draft"
    author: str | None = None
    gate_passed: bool | None = None
    approver: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done, by name and in words."""

    why: Why
    words: str


class ReleaseRefused(Exception):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """Something that may not be done with a release; *why* names the reason."""

    def __init__(self, why: Why, words: str) -> None:
        self.why = why
        self.words = words
        super().__init__(words)


def after(standing: Standing, act: Act, actor: Actor, *, reason: str | None = None, gate_passed: bool | None = None) -> Standing | Refusal:
    """Give how a release stands after *actor* did *act*, or why they may not; *gate_passed* says what came of a gate."""
    refusal = _refusal(standing, act, actor, reason)
    if refusal is not None:
        return refusal
    match act:
        case "submit":
            return Standing("submitted", author=actor.name)
        case "gate":
            return replace(standing, gate_passed=gate_passed is True)
        case "approve":
            return replace(standing, state="approved", approver=actor.name)
        case "release" | "restore":
            return replace(standing, state="released")
        case "supersede":
            return replace(standing, state="superseded")
        case "withdraw":
            return replace(standing, state="withdrawn")


def _refusal(standing: Standing, act: Act, actor: Actor, reason: str | None) -> Refusal | None:
    # INVARIANT: nobody approves what is their own, whatever roles and keys they have.
    if act == "approve" and actor.is_same_as(standing.author):
        return Refusal("own-release", f"{actor.name} is the author, and the approver is never the author; ask somebody else")
    if actor.roles.isdisjoint(MAY[act]):
        return Refusal("wrong-role", f"to {act} needs the role {' or '.join(sorted(MAY[act]))}; {actor.name} has {_roles(actor)}")
    if standing.state not in FROM[act]:
        return Refusal("wrong-state", f"the release is {standing.state}; to {act} it must be {' or '.join(sorted(FROM[act]))}")
    if act == "approve":
        return _refused_approval(standing)
    if act == "withdraw":
        return _refused_withdrawal(standing, actor, reason)
    return None


def _refused_approval(standing: Standing) -> Refusal | None:
    if standing.gate_passed is None:
        return Refusal("gate-missing", "the gate was not run; run it with: lawbook release gate")
    if not standing.gate_passed:
        return Refusal("gate-failed", "the gate did not pass, and what did not pass is not approved; its page says why")
    return None


def _refused_withdrawal(standing: Standing, actor: Actor, reason: str | None) -> Refusal | None:
    if not actor.roles & {"approver", "operator"} and (standing.state == "released" or not actor.is_same_as(standing.author)):
        return Refusal("not-yours", "an author withdraws what is their own and not released yet; ask an approver or operator")
    if not (reason or "").strip():
        return Refusal("no-reason", "say why: what is withdrawn, or rolled back, needs a reason")
    return None


def _person(name: str) -> str:
    return normalize("NFKC", name).casefold().removeprefix(ISSUED).strip()


def _roles(actor: Actor) -> str:
    return ", ".join(sorted(actor.roles)) or "none"
