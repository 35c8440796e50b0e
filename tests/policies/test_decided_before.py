"""What was decided once is decided so for ever: an engine that alters any decision of the past fails here.

Each file holds texts of policies and decisions made by them. `--update-golden` adds a file for the texts of today; none is ever rewritten.
"""

from datetime import date
from pathlib import Path

import pytest

from lawbook import open_library
from lawbook.operations.recalling import open_files
from support.decided_corpus import corpora, read_corpus, write_corpus


@pytest.mark.parametrize("file", corpora(), ids=lambda file: file.stem)
def test_every_past_decision_comes_out_as_it_did(file: Path) -> None:
    texts, decisions = read_corpus(file)
    library = open_files(texts)
    for decided in decisions:
        version = library.policy(decided.policy, as_of=date.fromisoformat(decided.as_of), version=decided.version)
        assert version.decide_json(bytes(decided.facts)) == bytes(decided.decision), decided.policy


def test_there_are_decisions_of_the_past(*, update_golden: bool) -> None:
    if update_golden:
        write_corpus(open_library("policies"))
    found = [decided for file in corpora() for decided in read_corpus(file)[1]]
    assert len(found) >= 500
    assert len({decided.policy for decided in found}) >= 12
