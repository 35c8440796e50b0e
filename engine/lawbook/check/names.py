"""Which names an expression uses, before anything is typed."""

from collections.abc import Mapping

from lawbook.check.scope import Macro
from lawbook.model.policy import Fact
from lawbook.read.syntax import Syntax


def names_used(syntax: Syntax, macros: Mapping[str, Macro], facts: Mapping[str, Fact] | None = None) -> frozenset[str]:
    """Give every name that *syntax* uses, those in the bodies of its macros and the macros themselves included.

    Names bound within (`some x in …`, a macro's given) are not. With *facts*, the fields of a filtered list fact are not either.
    """
    raise NotImplementedError
