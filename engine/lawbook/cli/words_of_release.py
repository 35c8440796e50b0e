"""What the command says of releases, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReleaseSaid:
    """The words in one language."""

    comma: str
    head: str
    story: str
    of_story: tuple[str, ...]
    releases: str
    of_releases: tuple[str, ...]
    served: str
    of_served: tuple[str, ...]
    none: str
    nothing: str
    gate_passed: str
    gate_failed: str
    parts: str
    of_parts: tuple[str, ...]
    page: str
    states: Mapping[str, str]
    acts: Mapping[str, str]
    gates: Mapping[bool | None, str]
    verdicts: Mapping[str, str]
    steps: Mapping[str, str]
    next: Mapping[str, str]

    def next_of(self, state: str, gate_passed: bool | None) -> str:  # noqa: FBT001 - how a release stands
        """Say what comes next."""
        if state == "submitted":
            return self.next["approve" if gate_passed else "gate"]
        return self.next["release"] if state == "approved" else ""


RELEASE: dict[str, ReleaseSaid] = {
    "en": ReleaseSaid(
        comma=", ",
        head="release {number}: {state} · {units}",
        story="Story",
        of_story=("step", "by", "time", "reason", "entry"),
        releases="Releases",
        of_releases=("release", "state", "versions", "author", "approver", "gate"),
        served="Released since {since}",
        of_served=("policy", "of release"),
        none="nothing was submitted yet; begin with: `lawbook release submit POLICY@VERSION --as KEYFILE`",
        nothing="nothing is released",
        gate_passed="the gate passed",
        gate_failed="the gate did not pass; its page says why",
        parts="Gate",
        of_parts=("part", "verdict", "what came of it"),
        page="the review page is in {page}; it is kept in the record too",
        states={
            "draft": "draft", "submitted": "submitted", "approved": "approved", "released": "released", "superseded": "superseded",
            "withdrawn": "withdrawn",
        },
        acts={
            "submit": "submitted", "gate": "gate run", "approve": "approved", "release": "released", "supersede": "superseded",
            "withdraw": "withdrawn", "restore": "released again",
        },
        gates={None: "not run", True: "passed", False: "not passed"},
        verdicts={"passed": "passed", "failed": "not passed", "told": "to be read"},
        steps={
            "check": "check", "scenarios": "scenarios", "cover": "coverage", "mutate": "mutation", "prove": "proofs", "diff": "differences", "granted": "exceptions",
            "population": "population",
        },
        next={
            "gate": "next: `lawbook release gate {number} --as KEYFILE`",
            "approve": "next, by somebody else than the author: `lawbook release approve {number} --as KEYFILE`",
            "release": "next: `lawbook release release {number} --as KEYFILE`",
        },
    ),
    "zh": ReleaseSaid(
        comma="、",
        head="发布 {number}：{state} · {units}",
        story="经过",
        of_story=("步骤", "经手人", "时间", "理由", "记录条目"),
        releases="发布",
        of_releases=("编号", "状态", "版本", "提交人", "批准人", "闸门"),
        served="自 {since} 起已发布",
        of_served=("政策", "所属发布"),
        none="尚未提交任何发布；请从此开始：`lawbook release submit 政策@版本 --as 密钥文件`",
        nothing="目前没有已发布的政策",
        gate_passed="闸门已通过",
        gate_failed="闸门未通过，原因见评审页",
        parts="闸门",
        of_parts=("检查项", "结论", "结果"),
        page="评审页见 {page}，记录中亦有保存",
        states={
            "draft": "草稿", "submitted": "已提交", "approved": "已批准", "released": "已发布", "superseded": "已被取代", "withdrawn": "已撤回",
        },
        acts={
            "submit": "提交", "gate": "运行闸门", "approve": "批准", "release": "发布", "supersede": "被取代", "withdraw": "撤回",
            "restore": "恢复发布",
        },
        gates={None: "未运行", True: "通过", False: "未通过"},
        verdicts={"passed": "通过", "failed": "未通过", "told": "供审阅"},
        steps={
            "check": "检查", "scenarios": "场景", "cover": "覆盖", "mutate": "变异", "prove": "证明", "diff": "差异", "granted": "例外", "population": "客群影响",
        },
        next={
            "gate": "下一步：`lawbook release gate {number} --as 密钥文件`",
            "approve": "下一步（须由提交人以外的人）：`lawbook release approve {number} --as 密钥文件`",
            "release": "下一步：`lawbook release release {number} --as 密钥文件`",
        },
    ),
}  # fmt: skip
