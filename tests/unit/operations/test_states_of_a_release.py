"""How a release may stand, and who may do what with it."""

from itertools import product

import pytest

from lawbook.access.roles import ROLES, roles_in
from lawbook.operations.releasing.states import ACTS, FROM, MAY, STATES, Act, Actor, Refusal, Standing, State, after

LI = Actor("li", roles_in(ROLES))
WANG = Actor("wang", roles_in(ROLES))


def standing(state: State, *, gate_passed: bool | None = True) -> Standing:
    return Standing(state, author="li", gate_passed=gate_passed, approver="wang" if state in {"approved", "released"} else None)


def why(came: Standing | Refusal) -> str:
    assert isinstance(came, Refusal)
    assert came.words
    return came.why


@pytest.mark.parametrize(("state", "act"), list(product(STATES, ACTS)))
def test_an_act_leads_on_only_from_the_states_it_is_for(state: State, act: Act) -> None:
    came = after(standing(state), act, WANG, reason="needed", gate_passed=True)
    if state in FROM[act]:
        assert isinstance(came, Standing)
    else:
        assert why(came) == "wrong-state"


@pytest.mark.parametrize(("role", "act"), list(product(ROLES, ACTS)))
def test_an_act_is_done_only_by_a_role_that_may(role: str, act: Act) -> None:
    state = min(FROM[act])
    came = after(standing(state), act, Actor("wang", roles_in([role])), reason="needed", gate_passed=True)
    if role not in MAY[act]:
        assert why(came) == "wrong-role"
    elif act == "withdraw" and role == "author":
        assert why(came) == "not-yours"
    else:
        assert isinstance(came, Standing)


def test_a_release_goes_its_way() -> None:
    way: list[State] = []
    now: Standing | Refusal = Standing()
    acts: tuple[tuple[Act, Actor], ...] = (
        ("submit", LI),
        ("gate", LI),
        ("approve", WANG),
        ("release", WANG),
        ("supersede", WANG),
        ("restore", WANG),
    )
    for act, actor in acts:
        assert isinstance(now, Standing)
        now = after(now, act, actor, gate_passed=True)
        way.append(now.state if isinstance(now, Standing) else "draft")
    assert way == ["submitted", "submitted", "approved", "released", "superseded", "released"]
    assert now == Standing("released", author="li", gate_passed=True, approver="wang")


@pytest.mark.parametrize("name", ["li", "Li", "LI", "ｌｉ", " li", "jwt:li", "jwt: Li"])
def test_an_approval_attempted_by_the_author_is_refused(name: str) -> None:
    assert why(after(standing("submitted"), "approve", Actor(name, roles_in(ROLES)))) == "own-release"
    assert why(after(standing("submitted"), "approve", Actor(name, roles_in(["author"])))) == "own-release"


@pytest.mark.parametrize(("gate_passed", "reason"), [(None, "gate-missing"), (False, "gate-failed")])
def test_what_did_not_pass_its_gate_is_not_approved(gate_passed: bool | None, reason: str) -> None:  # noqa: FBT001 - a parameter of the test
    assert why(after(standing("submitted", gate_passed=gate_passed), "approve", WANG)) == reason


def test_a_gate_that_is_run_again_counts_in_place_of_the_one_before() -> None:
    again = after(standing("submitted"), "gate", LI, gate_passed=False)
    assert again == Standing("submitted", author="li", gate_passed=False)


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_what_is_withdrawn_needs_a_reason(reason: str | None) -> None:
    assert why(after(standing("released"), "withdraw", WANG, reason=reason)) == "no-reason"


def test_an_author_withdraws_what_is_their_own_until_it_is_released() -> None:
    author = Actor("li", roles_in(["author"]))
    assert isinstance(after(standing("approved"), "withdraw", author, reason="a slip"), Standing)
    assert why(after(standing("released"), "withdraw", author, reason="a slip")) == "not-yours"
    assert why(after(standing("submitted"), "withdraw", Actor("sun", roles_in(["author"])), reason="a slip")) == "not-yours"
