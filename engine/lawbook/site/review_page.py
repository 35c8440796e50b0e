"""The review page of a release: one file, in both languages, that a person reads before approving. No script, nothing from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeAlias

from markupsafe import Markup

from lawbook.model.policy import Words
from lawbook.site.rendering import STYLE, environment

Verdict: TypeAlias = Literal["passed", "failed", "told"]

SAID: Mapping[str, Words] = {
    "title": Words("Release {n}: for review", "发布 {n}：评审页"),
    "lead": Words(
        "What this release brings, what was found by checking it, and what it changes. Read it before you approve; the record keeps this very page.",
        "本次发布的内容、检验结果及其影响。批准前请通读；记录中保存的即为本页原文。",
    ),
    "brings": Words("What it brings", "发布内容"),
    "version": Words("version", "版本"),
    "content_hash": Words("content hash", "内容哈希"),
    "author": Words("submitted by", "提交人"),
    "submitted": Words("submitted", "提交时间"),
    "note": Words("note", "说明"),
    "gated_by": Words("gate run by", "闸门运行人"),
    "gated": Words("gate run", "闸门运行时间"),
    "engine": Words("engine", "引擎版本"),
    "texts": Words("all texts", "全部文本哈希"),
    "gate": Words("The gate", "闸门"),
    "part": Words("part", "检查项"),
    "verdict": Words("verdict", "结论"),
    "came": Words("what came of it", "结果"),
    "passed": Words("passed", "通过"),
    "failed": Words("not passed", "未通过"),
    "told": Words("to be read", "供审阅"),
    "gate_passed": Words("The gate passed. Somebody other than the author may approve.", "闸门已通过，可由提交人以外的人批准。"),
    "gate_failed": Words("The gate did not pass. This release cannot be approved.", "闸门未通过，本次发布不得批准。"),
    "lowered": Words("Less was asked for than is usual:", "本次所要求的低于通常标准："),
    "colon": Words(": ", "："),
}


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """A table of a part: every cell in both languages."""

    caption: Words
    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """One part of the gate: its verdict, what came of it in one sentence, and what there is to read."""

    key: str
    title: Words
    verdict: Verdict
    said: Words
    tables: tuple[ReviewTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything that the page tells. *units* are the versions with their content hashes, *facts* what else stands at its head.

    *lowered* says where less was asked for than is usual.
    """

    number: int
    units: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    passed: bool
    parts: tuple[ReviewPart, ...]
    lowered: tuple[Words, ...] = ()


def rendered_review(review: Review) -> bytes:
    """Lay the page out."""
    style = Markup(files("lawbook.site").joinpath("templates", STYLE).read_text(encoding="utf-8"))  # noqa: S704 - our own style sheet
    template = environment().get_template("review.html")
    return template.render(review=review, style=style, said=lambda lang, key, **filled: SAID[key].told(lang).format(**filled)).encode()


def same(text: str) -> Words:
    """Give a name that is the same in both languages."""
    return Words(text, text)
