"""Releases for tests: who takes part in them, and a store with the policy `small-offer` on its way through."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from lawbook.access.roles import roles_in
from lawbook.library import open_library
from lawbook.operations.releasing.states import Actor
from lawbook.operations.releasing.steps import Doing, Gated, approve, put_into_force, record_gate, submit
from lawbook.operations.releasing.stories import Release, Served
from lawbook.record import Recorder
from support.offers import write_offer

TODAY = date(2026, 11, 21)
NOW = "2026-11-21T04:00:00.000+00:00"


def doing(name: str, *roles: str, reason: str | None = None) -> Doing:
    """Give somebody who does something at noon."""
    return Doing(Actor(name, roles_in(roles)), NOW, "0.1.0", reason)


AUTHOR = doing("li", "author")
APPROVER = doing("wang", "approver")
OPERATOR = doing("zhao", "operator")
URGENT = replace(OPERATOR, reason="declines those it should not")
PASSED = Gated(passed=True, report=b"{}", page=b"<p>all is well</p>")


@contextmanager
def recorder_at(url: str, writer: str = "one") -> Iterator[Recorder]:
    """Give a recorder, and close it at the end."""
    recorder = Recorder(url, writer)
    try:
        yield recorder
    finally:
        recorder.close()


def files_in(root: Path) -> Mapping[str, bytes]:
    """Give the files of the policies in *root*."""
    return open_library(root, today=TODAY).files


def offers(root: Path, *versions: int, most: int = 50_000) -> Mapping[str, bytes]:
    """Write versions of `small-offer`, and give the files in *root*."""
    for version in versions:
        write_offer(root, version, f"2026-0{version}-01", most)
    return files_in(root)


def submitted(recorder: Recorder, files: Mapping[str, bytes], *names: str) -> Release:
    """Submit policies with all their versions."""
    return submit(recorder, AUTHOR, files, dict.fromkeys(names or ("small-offer",)), TODAY)


def approved(recorder: Recorder, files: Mapping[str, bytes], *names: str) -> Release:
    """Submit policies, have their gate passed, and approve them."""
    release = submitted(recorder, files, *names)
    record_gate(recorder, AUTHOR, release.number, PASSED)
    return approve(recorder, APPROVER, release.number)


def put_out(recorder: Recorder, files: Mapping[str, bytes], *names: str) -> Served:
    """Bring policies all the way to being released."""
    return put_into_force(recorder, OPERATOR, approved(recorder, files, *names).number, TODAY)
