"""Lending policy as data.

    import lawbook

    book = lawbook.open_library("policies")
    policy = book.policy("dunning-tier", as_of=date(2026, 11, 21))
    decision = policy.decide(facts)

What stands in `__all__` is the front door: it stays, and is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawbook.contract.decision import Decision, Given, Note
    from lawbook.evaluate.explanation import Explanation
    from lawbook.library import Inspection, Library, NoSuchPolicy, PolicyVersion, inspect_library, open_library
    from lawbook.model.policy import Words
    from lawbook.model.values import Cause, Unknown
    from lawbook.notices.notice import Notice
    from lawbook.notices.suggestions import Suggestion, WouldChange
    from lawbook.notices.wishes import UnknownWish
    from lawbook.problems import EngineFault, FactsRejected, PolicyRejected, Problem, Where

__version__ = "0.1.0"

__all__ = [
    "Cause",
    "Decision",
    "EngineFault",
    "Explanation",
    "FactsRejected",
    "Given",
    "Inspection",
    "Library",
    "NoSuchPolicy",
    "Note",
    "Notice",
    "PolicyRejected",
    "PolicyVersion",
    "Problem",
    "Suggestion",
    "Unknown",
    "UnknownWish",
    "Where",
    "Words",
    "WouldChange",
    "__version__",
    "inspect_library",
    "open_library",
]

_ROOMS = {
    "Cause": "model.values",
    "Decision": "contract.decision",
    "EngineFault": "problems",
    "Explanation": "evaluate.explanation",
    "FactsRejected": "problems",
    "Given": "contract.decision",
    "Inspection": "library",
    "Library": "library",
    "NoSuchPolicy": "library",
    "Note": "contract.decision",
    "Notice": "notices.notice",
    "PolicyRejected": "problems",
    "PolicyVersion": "library",
    "Problem": "problems",
    "Suggestion": "notices.suggestions",
    "Unknown": "model.values",
    "UnknownWish": "notices.wishes",
    "Where": "problems",
    "Words": "model.policy",
    "WouldChange": "notices.suggestions",
    "inspect_library": "library",
    "open_library": "library",
}


def __getattr__(name: str) -> object:
    """Load what is asked for, so that `import lawbook` alone costs next to nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module `lawbook` has no attribute `{name}`")
    value = getattr(import_module(f"lawbook.{_ROOMS[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
