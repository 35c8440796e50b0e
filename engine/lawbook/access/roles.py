"""The roles that a caller can have."""

from typing import Literal, TypeAlias, get_args

Role: TypeAlias = Literal["decider", "author", "approver", "auditor", "operator"]
ROLES: tuple[Role, ...] = get_args(Role)
MEANINGS: dict[Role, str] = {
    "decider": "posts facts and gets decisions, explanations and notices",
    "author": "reads policies and tries them: explanations and notices, no decisions; submits releases",
    "approver": "reads policies and tries them, as an author does; approves releases of others, puts them into force, rolls back",
    "auditor": "reads policies, explanations and the record; decides nothing",
    "operator": "reads metrics and the state of the service; puts approved releases into force, rolls back; sees no policy at work",
}
EVERY_POLICY = "*"
"""Stands among the policies of a key that may be used with all of them."""


def roles_in(names: object) -> frozenset[Role]:
    """Give the roles among *names*, whatever else stands there."""
    given = names if isinstance(names, list | tuple | set | frozenset) else str(names).split()
    return frozenset(role for role in ROLES if role in given)
