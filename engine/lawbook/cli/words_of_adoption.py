"""What `lawbook adopt` and `lawbook upstream` say, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdoptionSaid:
    """The words of the commands about adopted policies in one language."""

    comma: str
    copied: str
    next: str
    unchanged: str
    nothing: str
    here: str
    upstream: str
    is_here: str
    is_upstream: str
    stopped: str
    taken: str
    headings: Mapping[str, str]
    """What each kind of change is told under, the most urgent first."""
    kinds: Mapping[str, str]
    """What each kind of thing that changes is called."""


ADOPTION: dict[str, AdoptionSaid] = {
    "en": AdoptionSaid(
        comma=", ",
        copied="{versions}: {count} files in {to}",
        next="now `cd {to}`, `lawbook check`, `lawbook test`; change what is yours to change, and `lawbook check` holds the rest",
        unchanged="nothing has changed since it was adopted",
        nothing="nothing",
        here="here: {before} → {after}",
        upstream="upstream: {before} → {after}",
        is_here="here:",
        is_upstream="upstream:",
        stopped="nothing was written; places to decide first: {count}. `--mark` writes both texts into the files",
        taken="the base is the one of upstream now; files written: {count}. Next: `lawbook check`, `lawbook test`",
        headings={
            "conflict": "changed here and upstream, differently",
            "both alike": "changed here and upstream, alike",
            "upstream": "changed upstream",
            "here": "changed here",
        },
        kinds={},
    ),
    "zh": AdoptionSaid(
        comma="、",
        copied="{versions}：{to} 中共 {count} 个文件",
        next="接下来执行 `cd {to}`、`lawbook check`、`lawbook test`；可自行修改本行事项，其余由 `lawbook check` 把关",
        unchanged="自采用以来没有变化",
        nothing="无",
        here="本地：{before} → {after}",
        upstream="上游：{before} → {after}",
        is_here="本地：",
        is_upstream="上游：",
        stopped="未写入任何文件；须先决定之处：{count}。`--mark` 将两种文本一并写入文件",
        taken="基准已更新为上游现状；写入文件数：{count}。接下来执行 `lawbook check`、`lawbook test`",
        headings={
            "conflict": "本地与上游均有修改，且不一致",
            "both alike": "本地与上游均有修改，且一致",
            "upstream": "上游有修改",
            "here": "本地有修改",
        },
        kinds={
            "type": "类型", "fact": "事实", "parameter": "参数", "macro": "宏", "reason": "原因", "obligation": "义务", "decision": "决定",
            "row": "行", "rule": "规则", "exception": "例外", "the file": "文件", "a file that was not adopted": "未采用的文件",
        },
    ),
}  # fmt: skip
