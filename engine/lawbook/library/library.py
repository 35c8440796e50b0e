"""The policies of one folder, and each of their versions bound to a day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lawbook.contract.decision import Decision
from lawbook.contract.facts import read_facts
from lawbook.contract.persons import SubjectReader, subject_reader
from lawbook.contract.schema import facts_schema
from lawbook.library.absence import NoSuchPolicy
from lawbook.library.compiled import CompiledPolicies
from lawbook.library.reach import check_day, check_reach, is_in_force
from lawbook.model.law import Citation
from lawbook.model.policy import Policy, on_day
from lawbook.problems import EngineFault, Problem
from lawbook.problems.nearest import did_you_mean

if TYPE_CHECKING:
    from lawbook.compile import Compiled
    from lawbook.evaluate.explanation import Explanation
    from lawbook.evaluate.policies import Judged
    from lawbook.notices.notice import Notice
    from lawbook.notices.suggestions import WouldChange

KEPT_BINDINGS = 4_096
"""How many (policy, version, day) bindings a library remembers."""


class PolicyVersion:
    """One version of a policy, bound to the day for which it decides."""

    def __init__(self, policy: Policy, as_of: date, cache: CompiledPolicies, register: Mapping[str, Citation] | None = None) -> None:
        self.policy = policy
        self.register = register or {}
        self.as_of = as_of
        self._cache = cache
        self._day = as_of.toordinal()

    def __repr__(self) -> str:
        return f"<{self.policy.name} version {self.policy.version} as of {self.as_of}>"

    @property
    def name(self) -> str:
        """The name of the policy."""
        return self.policy.name

    @property
    def version(self) -> int:
        """The number of the version."""
        return self.policy.version

    @cached_property
    def compiled(self) -> "Compiled":
        """The policy as generated Python, for the parameter values of the day."""
        return self._cache.on(self.policy, self._day)

    @cached_property
    def decide(self) -> Callable[[Mapping[str, object]], Decision]:
        """Decide on a mapping of facts; raises FactsRejected with every bad one where there is any."""
        return self.compiled.deciding(self._day)

    def decide_many(self, rows: Iterable[Mapping[str, object]]) -> Iterator[Decision]:
        """Decide on each of *rows* as it is asked for; raise FactsRejected at the first with bad facts."""
        return map(self.decide, rows)

    @cached_property
    def decide_json(self) -> Callable[[bytes], bytes]:
        """Decide on the facts of one JSON object and give the canonical bytes of the decision."""
        return self.compiled.deciding_json(self._day)

    @cached_property
    def subject_of(self) -> SubjectReader | None:
        """Find in the JSON of accepted facts whom they are about; None where no fact tells of a person."""
        return subject_reader(self.policy)

    @property
    def phrases(self) -> bytes:
        """What decisions of the version say again and again, as JSON that tells of no case; kept once however many days it is bound to."""
        return self.compiled.phrases

    def explain(self, facts: Mapping[str, object], lang: str = "en") -> "Explanation":
        """Decide on *facts* and say why, rule by rule, in *lang* (`zh` or `en`)."""
        from lawbook.evaluate.explanation import explain_policy  # noqa: PLC0415 - most who decide ask for no explanation

        return explain_policy(self.policy, read_facts(self.policy, facts), self._day, lang)

    def notice(self, facts: Mapping[str, object], lang: str = "en", *, would_change: bool = False, want: str | None = None) -> "Notice":
        """Decide on *facts* and say in *lang* (`zh` or `en`) what the person concerned is told, on wish with what would change it."""
        from lawbook.notices.notice import make_notice  # noqa: PLC0415 - nor for a notice

        judged = self._judged(facts)
        changes = self._changes(judged, lang, want) if would_change else None
        return make_notice(self.policy, judged, lang, changes)

    def what_would_change(self, facts: Mapping[str, object], lang: str = "en", *, want: str | None = None) -> "WouldChange":
        """Decide on *facts* and look for the smallest changes of what the person concerned can change that give a better outcome.

        With *want*, `decision=value` or a value that one published decision alone can have, that outcome; raises UnknownWish.
        """
        return self._changes(self._judged(facts), lang, want)

    def _judged(self, facts: Mapping[str, object]) -> "Judged":
        from lawbook.evaluate.policies import evaluate_policy  # noqa: PLC0415 - what is generated decides without it

        return evaluate_policy(self.policy, read_facts(self.policy, facts), self._day)

    def _changes(self, judged: "Judged", lang: str, want: str | None) -> "WouldChange":
        from lawbook.notices.search import search  # noqa: PLC0415 - heavy
        from lawbook.notices.suggestions import tell_changes  # noqa: PLC0415
        from lawbook.notices.wishes import parse_wish  # noqa: PLC0415

        wish = None if want is None else parse_wish(self.policy, want)
        return tell_changes(self.policy, search(self.policy, judged, wish), self._day, lang)

    def facts_schema(self) -> dict[str, object]:
        """Give the JSON Schema of the facts that the policy takes."""
        return facts_schema(self.policy)


class Library:
    """Every version of every policy found in one folder, checked. *warnings* are worth a look, and stop nothing.

    *files* has all that was read, by its place in the folder. *today* stands in where a caller names no day. A library never
    changes; when its files do, open another.
    """

    def __init__(
        self,
        root: Path,
        policies: Iterable[Policy],
        *,
        register: Iterable[Citation] = (),
        texts: Mapping[tuple[str, int], str] | None = None,
        files: Mapping[str, bytes] | None = None,
        warnings: Iterable[Problem] = (),
        today: date | None = None,
    ) -> None:
        self.root = root
        self.today = today
        self.register = {citation.id: citation for citation in register}
        self.warnings = tuple(warnings)
        self.files = dict(files or {})
        self._texts = dict(texts or {})
        self._versions: dict[str, tuple[Policy, ...]] = {}
        for policy in sorted(policies, key=lambda policy: (policy.name, policy.effective)):
            self._versions[policy.name] = (*self._versions.get(policy.name, ()), policy)
        self._compiled = CompiledPolicies()
        self._bound: dict[tuple[str, date | None, int | None], PolicyVersion] = {}

    def __repr__(self) -> str:
        return f"<library {self.root}: {', '.join(self.policies) or 'no policies'}>"

    @property
    def policies(self) -> tuple[str, ...]:
        """The names of the policies."""
        return tuple(self._versions)

    def versions(self, name: str) -> tuple[Policy, ...]:
        """Give every version of the policy *name*, in the order in which they come into force."""
        if name not in self._versions:
            help_ = did_you_mean(name, self._versions) or f"there {_listed('is', 'are', [f'`{known}`' for known in self._versions])}"
            raise NoSuchPolicy("unknown-policy", f"there is no policy `{name}`", help_)
        return self._versions[name]

    def every_version(self) -> Iterator[PolicyVersion]:
        """Give every version of every policy, each bound to the day on which it comes into force."""
        for versions in self._versions.values():
            for policy in versions:
                yield PolicyVersion(policy, date.fromordinal(policy.effective), self._compiled, self.register)

    def version(self, name: str, version: int) -> Policy:
        """Give the version of the policy *name* with the number *version*."""
        versions = self.versions(name)
        for policy in versions:
            if policy.version == version:
                return policy
        numbers = [str(policy.version) for policy in versions]
        raise NoSuchPolicy("unknown-version", f"the policy `{name}` has no version {version}", f"it has {', '.join(numbers)}")

    def policy(self, name: str, *, as_of: date | None = None, version: int | None = None) -> PolicyVersion:
        """Give the version of the policy *name* in force on the day *as_of*, or the one with the number *version*, bound to that day.

        Raises NoSuchPolicy. The day is the one the decision is made for; without it, the day the library was opened for.
        """
        asked = (name, as_of, version)
        bound = self._bound.get(asked)
        if bound is None:
            bound = self._bind(name, as_of or self.today, version)
            if len(self._bound) >= KEPT_BINDINGS:
                self._bound = {}
            self._bound[asked] = bound
        return bound

    def compile_all(self, day: date) -> None:
        """Compile every policy in force on *day* now, so that no decision has to wait for it."""
        number = day.toordinal()
        for versions in self._versions.values():
            for policy in versions:
                if is_in_force(policy, number):
                    self._compiled.on(_on(policy, number), number)

    def with_policy(self, policy: Policy) -> "Library":
        """Give the same library with *policy* in the place of the version of its name and number."""
        if policy.version not in {known.version for known in self.versions(policy.name)}:
            raise NoSuchPolicy("unknown-version", f"the policy `{policy.name}` has no version {policy.version}")
        others = [
            known
            for versions in self._versions.values()
            for known in versions
            if (known.name, known.version) != (policy.name, policy.version)
        ]
        return Library(
            self.root,
            [*others, policy],
            register=self.register.values(),
            texts=self._texts,
            warnings=self.warnings,
            today=self.today,
        )

    def source(self, policy: Policy) -> str:
        """Give the text that the author of *policy* wrote."""
        return self._texts[policy.name, policy.version]

    def _bind(self, name: str, day: date | None, version: int | None) -> PolicyVersion:
        versions = self.versions(name)
        if day is None:
            raise NoSuchPolicy("no-date", f"`{name}` is asked for without a day", "say for which day to decide, with as_of=")
        check_day(day)
        policy = self.version(name, version) if version is not None else _in_force(versions, day)
        check_reach(policy, day.toordinal())
        return PolicyVersion(_on(policy, day.toordinal()), day, self._compiled, self.register)


def _on(policy: Policy, day: int) -> Policy:
    form = on_day(policy, day)
    if form is None:
        raise EngineFault(f"version {policy.version} of {policy.name} is in force on the day {day}, and no form of it is")
    return form


def _in_force(versions: tuple[Policy, ...], day: date) -> Policy:
    number = day.toordinal()
    for policy in versions:
        if is_in_force(policy, number):
            return policy
    first = versions[0]
    starts = f"version {first.version} comes into force on {date.fromordinal(first.effective)}"
    raise NoSuchPolicy("not-in-force", f"no version of the policy `{first.name}` is in force on {day}", starts)


def _listed(one: str, many: str, names: list[str]) -> str:
    if not names:
        return f"{one} none"
    return f"{one if len(names) == 1 else many} {', '.join(names)}"
