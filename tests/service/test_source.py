"""The policies being served change whole, or not at all."""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from lawbook import PolicyRejected
from lawbook.model.policy import Words
from lawbook.model.types import (
    BooleanType,
    DateType,
    ListType,
    MomentType,
    NumberType,
    OneOfType,
    RecordType,
    SetType,
    TextType,
    TimeType,
    Type,
)
from lawbook_api.health import readiness
from lawbook_api.values import tell_type
from support.offers import write_offer
from support.services import app_for, settings_for, source_of


def until(happened: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_nothing_is_read_again_while_nothing_changes(tmp_path: Path) -> None:
    write_offer(tmp_path)
    source = source_of(settings_for(tmp_path))
    before = source.library()
    source.refresh()
    assert source.library() is before


def test_a_change_is_taken_up_by_the_thread_that_watches(tmp_path: Path) -> None:
    write_offer(tmp_path)
    source = source_of(settings_for(tmp_path))
    source.watch(0.01)
    write_offer(tmp_path, 2, "2026-06-01")
    until(lambda: source.loaded.generation == 2)
    source.close()
    assert [policy.version for policy in source.library().versions("small-offer")] == [1, 2]


def test_a_touched_nudge_has_everything_read_again(tmp_path: Path) -> None:
    write_offer(tmp_path / "policies")
    nudge = tmp_path / "nudge"
    nudge.touch()
    source = source_of(replace(settings_for(tmp_path / "policies"), nudge=nudge))
    os.utime(nudge, (1, 1))
    source.refresh()
    assert source.loaded.generation == 2


def test_a_folder_that_goes_away_leaves_what_was_served(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = tmp_path / "policies"
    write_offer(root)
    source = source_of(settings_for(root))
    root.rename(tmp_path / "elsewhere")
    source.refresh()
    assert source.library().policies == ("small-offer",)
    assert readiness(source, in_full=True)["status"] == "ready with an edit refused"
    assert "generation 1 goes on being served" in caplog.text


def test_a_fault_while_reloading_leaves_what_was_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write_offer(tmp_path)
    source = source_of(settings_for(tmp_path))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("lawbook_api.source.open_origin", broken)
    write_offer(tmp_path, 2, "2026-06-01")
    with caplog.at_level(logging.ERROR):
        source.watch(0.01)
        until(lambda: source.refusal is not None)
    source.close()
    assert source.refusal is not None
    assert source.refusal.detail == "the service is at fault: RuntimeError"
    assert "out of order" in caplog.text


def test_policies_that_cannot_be_used_are_not_served_at_all(tmp_path: Path) -> None:
    with pytest.raises(PolicyRejected):
        source_of(settings_for(tmp_path))


def test_a_batch_of_no_known_length_is_refused_when_it_grows_too_large(tmp_path: Path) -> None:
    write_offer(tmp_path)
    path = "/v1/policies/small-offer/decisions:batch"
    environ = EnvironBuilder(path, method="POST", data=b"x" * 120, content_type="application/x-ndjson").get_environ()
    del environ["CONTENT_LENGTH"]
    environ["wsgi.input_terminated"] = True
    app = app_for(settings_for(tmp_path, batch_limit=100))
    environ |= app.test_client().environ_base
    _, status, _ = run_wsgi_app(app, environ, buffered=True)
    assert status == "413 REQUEST ENTITY TOO LARGE"


TITLES = {"A": Words("A", "甲"), "B": Words("bee", "乙")}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (BooleanType(), "<code>true</code> <code>false</code>"),
        (NumberType("money", 2, 0, 1_000, "CNY"), "金额</span> CNY 0.00 – 10.00"),
        (NumberType("days", 0, 0, 9), "天数</span> 0 – 9"),
        (DateType(693_596, 803_168), "日期</span> 1900-01-01 – 2199-12-31"),
        (TimeType(), "<code>22:00</code>"),
        (MomentType(), "<code>2026-11-21T09:00:00+08:00</code>"),
        (TextType(5), "最多 5 字"),
        (OneOfType(("A", "B")), '<code>B</code> <span class="en" lang="en">bee</span><span class="zh" lang="zh">乙</span>'),
        (SetType(OneOfType(("A", "B"))), "任选</span><br><code>A</code>"),
        (ListType(RecordType(("paid",), (BooleanType(),), (False,)), 7), "最多 7 项</span><br><code>paid</code> <code>true</code>"),
        (OneOfType(("<b>",)), "<code>&lt;b&gt;</code>"),
    ],
)
def test_the_values_of_every_type_are_told_on_the_page(kind: Type, told: str) -> None:
    assert told in tell_type(kind, TITLES)
