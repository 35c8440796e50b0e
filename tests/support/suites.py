"""The conformance suite as data: its shape, and how its files are read."""

import re
from pathlib import Path

import msgspec
import yaml


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reason expected; what is left out is not compared."""

    code: str
    rule: str
    decision: str | msgspec.UnsetType = msgspec.UNSET
    severity: int | msgspec.UnsetType = msgspec.UNSET
    rank: int | msgspec.UnsetType = msgspec.UNSET
    points: int | msgspec.UnsetType = msgspec.UNSET
    cites: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Facts, and what the policy of the case must answer.

    *gives* has each published value as it stands in JSON, *unknown* the causes of each published decision that is unknown: a decision
    in both shows its fallback. *fired*, *reasons*, *obligations* and *notes* are compared where they are stated. *refused* lists
    the problems of facts that are refused, and then nothing else is stated.
    """

    facts: dict[str, object]
    shows: str = ""
    as_of: str = "2026-06-15"
    gives: dict[str, object] = {}
    unknown: dict[str, tuple[str, ...]] = {}
    fired: tuple[str, ...] | None = None
    reasons: tuple[Given, ...] | None = None
    obligations: tuple[str, ...] | None = None
    notes: tuple[str, ...] | None = None
    refused: tuple[str, ...] | None = None


class Shows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a case shows, in one sentence in each language."""

    en: str
    zh: str


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fragment of a policy and examples of what it decides.

    *warnings* are all that the fragment gives cause for, each `line:column code`; *beside* has the texts of other files of the library.
    """

    id: str
    shows: Shows
    policy: str
    examples: tuple[Example, ...]
    nodes: tuple[str, ...] = ()
    hit: tuple[str, ...] = ()
    aggregations: tuple[str, ...] = ()
    roundings: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    beside: dict[str, str] = {}


class Rejected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fragment that is refused: *problems* are `line:column code`, in order of place, all of them errors.

    A *whole* fragment is not completed with titles, owner and citations.
    """

    id: str
    shows: Shows
    policy: str
    problems: tuple[str, ...]
    whole: bool = False
    beside: dict[str, str] = {}


class Suite(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of the conformance suite: the cases of one construct."""

    suite: str
    title: Shows
    cases: tuple[Case, ...] = ()
    rejected: tuple[Rejected, ...] = ()


class PlainLoader(yaml.SafeLoader):
    """YAML in which only JSON's scalars are anything but text: a date stays text, and so does 0.10."""


PlainLoader.yaml_implicit_resolvers = {}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(true|false)$"), list("tf"))
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("null$"), ["n"])
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("-?(0|[1-9][0-9]*)$"), list("-0123456789"))


def read_suite(path: Path) -> Suite:
    """Read one file of the suite; anything that has no meaning there is an error."""
    return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), Loader=PlainLoader), Suite)  # noqa: S506 - it is a safe loader
