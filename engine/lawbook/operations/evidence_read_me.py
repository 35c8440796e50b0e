"""What an evidence pack says of itself, to whoever opens it first: what is in it, and how it is verified."""

from collections.abc import Collection, Iterator

from lawbook.operations.evidence_of_release import STEPS
from lawbook.record.packing import OPENING, PHRASES

WIDTH = 18
"""How wide the column of names is."""
_UNRELEASED = (
    "The policies were served from a folder, or a bundle of one, and not as released: nothing is known of a release, nor how scenarios stood at it.",
    "政策由文件夹（或其签名包）直接提供，未经发布流程：无发布信息，场景在发布时的结果不得而知。",
)
_VERIFIED = """\
Verify it, without any database and without network · 无需数据库、无需联网即可验证:

    pip install 'lawbook[record]'
    lawbook audit check THIS-FILE --key record.pub
"""


def read_me(paths: Collection[str], *, scenarios_run: bool) -> str:
    """Tell of a pack that has the files *paths*, and no more than is in it; *scenarios_run* where scenarios were run when it was made."""
    lines = [f"{name:<{WIDTH}}{english} · {chinese}" for name, english, chinese in _contents(paths, scenarios_run=scenarios_run)]
    unreleased = () if STEPS in paths else (*_UNRELEASED, "")
    return "\n".join(("# Evidence of one decision · 一项决定的证据", "", *lines, "", *unreleased, _VERIFIED))


def _contents(paths: Collection[str], *, scenarios_run: bool) -> Iterator[tuple[str, str, str]]:
    yield "decision.json", "what was decided", "决定"
    yield "facts.json", "on which facts", "所据事实"
    yield "explanation.*", "why, rule by rule", "逐条规则的理由"
    yield "articles.json", "the articles that its reasons and rules rest on", "所依条文"
    yield "scenarios.json", *_scenarios(released=STEPS in paths, run=scenarios_run)
    if STEPS in paths:
        english = "the release that the policy was of: its steps, the report of its gate, the scenarios that were run"
        yield "release/", english, "政策所属的发布：步骤、闸门报告、所运行的场景"
    yield "policies/", "the texts of all policies as they were", "当时的政策文本"
    yield "record/", *_record(paths)


def _scenarios(*, released: bool, run: bool) -> tuple[str, str]:
    match released, run:
        case True, True:
            return "how the scenarios of the policy stood at its release, and stand on these texts now", "场景在发布时与现在的结果"
        case True, False:
            return (
                "how the scenarios of the policy stood at its release; none were run for this pack",
                "场景在发布时的结果；本证据包未运行场景",
            )
        case False, True:
            return "how the scenarios of the policy stand on these texts now", "场景现在的结果"
        case _:
            return "that no scenarios were run for this pack", "说明本证据包未运行场景"


def _record(paths: Collection[str]) -> tuple[str, str]:
    """Tell what is there of the record: what is not sealed needs no key, and has no phrases."""
    english, chinese = ["the entry of the record"], ["记录条目"]
    if OPENING in paths:
        english.append("the key that opens it alone")
        chinese.append("仅开启该条目的密钥")
    if PHRASES in paths:
        english.append("the phrases it was condensed by")
        chinese.append("压缩所用语句")
    return f"{', '.join(english)}, and the signed checkpoint that covers it", f"{'、'.join(chinese)}与签名检查点"
