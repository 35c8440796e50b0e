"""Exceptions go back, and out of service, with the policies that they are to."""

from collections.abc import Mapping
from pathlib import Path

from lawbook.operations.releasing.steps import roll_back, withdraw
from lawbook.operations.releasing.stories import released
from support.granted import GRANTED
from support.offers import write_file, write_offer
from support.releases import TODAY, URGENT, files_in, put_out, recorder_at

OF_OTHERS = GRANTED.replace("small-offer", "other-offer").replace("exceptions/2026", "exceptions/of-others").replace("EX-2026", "EX-OTHERS")
GRANTED_TO = {"small-offer": "exceptions/2026.yaml", "other-offer": "exceptions/of-others.yaml"}


def granted(root: Path, *policies: str, until: str = "2027-01-31") -> Mapping[str, bytes]:
    """Write two policies alike, with an exception to each of *policies*."""
    write_offer(root, 1, "2026-01-01", 50_000)
    same = (root / "small-offer/v1.yaml").read_text(encoding="utf-8").replace("small-offer", "other-offer")
    write_file(root, "other-offer/v1.yaml", same)
    for policy, text in (("small-offer", GRANTED), ("other-offer", OF_OTHERS)):
        (root / GRANTED_TO[policy]).unlink(missing_ok=True)
        if policy in policies:
            write_file(root, GRANTED_TO[policy], text.replace("2027-01-31", until))
    return files_in(root)


def test_exceptions_go_back_with_their_policy_and_those_of_others_stay(store_url: str, tmp_path: Path) -> None:
    with recorder_at(store_url) as recorder:
        both = "small-offer", "other-offer"
        plain = granted(tmp_path)
        put_out(recorder, plain, *both)
        put_out(recorder, granted(tmp_path, "other-offer"), "other-offer")
        first = granted(tmp_path, *both)
        put_out(recorder, first, "small-offer")
        put_out(recorder, granted(tmp_path, *both, until="2027-06-30"), "small-offer")
        assert roll_back(recorder, URGENT, ["small-offer"], None, TODAY).current == {"small-offer": 3, "other-offer": 2}
        assert released(recorder.store()) == first
        assert roll_back(recorder, URGENT, ["small-offer"], None, TODAY).current == {"small-offer": 1, "other-offer": 2}
        assert released(recorder.store()) == {path: text for path, text in first.items() if path != GRANTED_TO["small-offer"]}
        assert roll_back(recorder, URGENT, ["other-offer"], None, TODAY).current == {"small-offer": 1, "other-offer": 1}
        assert released(recorder.store()) == plain


def test_exceptions_go_out_of_service_with_the_policy_that_they_are_to(tmp_path: Path) -> None:
    with recorder_at(f"sqlite:///{tmp_path}/record.db") as recorder:
        put_out(recorder, granted(tmp_path, "small-offer"), "small-offer")
        put_out(recorder, granted(tmp_path, "small-offer", "other-offer"), "other-offer")
        assert withdraw(recorder, URGENT, 1, TODAY).standing.state == "withdrawn"
        assert set(released(recorder.store())) == {"other-offer/v1.yaml", GRANTED_TO["other-offer"]}
