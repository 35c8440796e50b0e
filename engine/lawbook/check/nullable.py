"""Whether an expression can be unknown."""

from lawbook.check.scope import Scope
from lawbook.model.core import Expression


def can_be_unknown(expression: Expression, scope: Scope) -> bool:
    """Tell whether *expression* can be unknown for any facts that the contract accepts."""
    raise NotImplementedError
