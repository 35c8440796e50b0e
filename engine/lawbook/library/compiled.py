"""Compiled policies, each made when first needed and kept for the days it is good for."""

from threading import Lock
from typing import TYPE_CHECKING

from lawbook.model.policy import Policy

if TYPE_CHECKING:
    from lawbook.compile import Compiled

KEPT = 64
"""How many stretches of days are kept compiled for one version; asked for more, the oldest are made anew."""


class CompiledPolicies:
    """The compiled forms of the policies of one library; safe to share between threads."""

    def __init__(self) -> None:
        self._spans: dict[tuple[str, int], tuple[Compiled, ...]] = {}
        self._making = Lock()

    def on(self, policy: Policy, day: int) -> "Compiled":
        """Give *policy* compiled for the day number *day*."""
        key = (policy.name, policy.version)
        return self._kept(key, day) or self._made(key, policy, day)

    def _kept(self, key: tuple[str, int], day: int) -> "Compiled | None":
        for compiled in self._spans.get(key, ()):
            low, high = compiled.span
            if low <= day <= high:
                return compiled
        return None

    def _made(self, key: tuple[str, int], policy: Policy, day: int) -> "Compiled":
        from lawbook.compile import compile_policy  # noqa: PLC0415 - a command that decides once interprets

        with self._making:
            compiled = self._kept(key, day)
            if compiled is None:
                compiled = compile_policy(policy, day)
                # INVARIANT: the tuple is replaced, never changed, so that readers need no lock.
                self._spans[key] = (compiled, *self._spans.get(key, ()))[:KEPT]
            return compiled
