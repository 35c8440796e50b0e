"""What came of a question, in words of both languages."""

from collections.abc import Mapping

from lawbook.evaluate.telling_values import glossary, tell_causes
from lawbook.model.policy import Words
from lawbook.prove import silence
from lawbook.prove.answers import NotKnown
from lawbook.questions.asked import Answer, Kind, Later, Never, Place, Reached

UNLIKE: Mapping[Kind, Words] = {
    "gap": Words("`{decision}`: no row is hit", "`{decision}`：没有任何一行适用"),
    "overlap": Words("`{decision}`: {rows} are hit at once, and only one may be", "`{decision}`：{rows} 同时适用，而只允许一行适用"),
    "conflict": Words("`{decision}`: {rows} are hit at once, and say different things", "`{decision}`：{rows} 同时适用，而结果不一致"),
    "failure": Words("`{decision}` cannot be known: {causes}", "`{decision}` 无法得出：{causes}"),
    "fires": Words("`{subject}` of `{decision}` is never hit", "`{decision}` 的 `{subject}` 永远不会适用"),
    "decides": Words(
        "`{subject}` of `{decision}` can be hit, and never decides: something always outweighs it",
        "`{decision}` 的 `{subject}` 可能适用，但从不起决定作用：总有其他行优先",
    ),
    "matters": Words(
        "`{subject}` of `{decision}` changes nothing: without it every outcome, reason and duty would be the same",
        "`{decision}` 的 `{subject}` 不起任何作用：去掉后，所有结果、理由和义务都不变",
    ),
    "label": Words("`{decision}` never comes to `{subject}`", "`{decision}` 永远不会是 `{subject}`"),
    "fact": Words(
        "nothing that is published, given as a reason or owed ever turns on `{subject}`",
        "`{subject}` 的取值不影响任何公布的结果、理由或者义务",
    ),
}
"""What is said where the answer is not the wanted one."""

ASKED: Mapping[Kind, Words] = {
    "gap": Words("whether a row of `{decision}` is always hit", "`{decision}` 是否总有一行适用"),
    "overlap": Words("whether rows of `{decision}` can be hit at once", "`{decision}` 是否可能有多行同时适用"),
    "conflict": Words("whether rows of `{decision}` can be hit at once and disagree", "`{decision}` 是否可能有多行同时适用而结果不一致"),
    "failure": Words("whether `{decision}` can always be known", "`{decision}` 是否总能得出"),
    "fires": Words("whether `{subject}` of `{decision}` can be hit", "`{decision}` 的 `{subject}` 是否可能适用"),
    "decides": Words("whether `{subject}` of `{decision}` can decide", "`{decision}` 的 `{subject}` 是否可能起决定作用"),
    "matters": Words("whether `{subject}` of `{decision}` changes anything", "`{decision}` 的 `{subject}` 是否起作用"),
    "label": Words("whether `{decision}` can come to `{subject}`", "`{decision}` 是否可能是 `{subject}`"),
    "fact": Words("whether anything turns on `{subject}`", "`{subject}` 的取值是否影响任何结果"),
}
"""What is said to have been asked where nothing can be said."""

WHYS: Mapping[str, Words] = {
    "time": Words("time ran out", "超过时限"),
    "not-expressible": Words("it cannot be put to the solver", "无法交由求解器处理"),
    "not-settled": Words("the solver gives no answer to rely on", "求解器未给出可以采信的结论"),
}


OUTWEIGHED = Words(
    "`{subject}` of `{decision}` can be hit, and never decides: {rows} always outweigh it",
    "`{decision}` 的 `{subject}` 可能适用，但从不起决定作用：{rows} 总是优先",
)
"""The same of a row, where those that outweigh it are known."""

LATER: Mapping[Later, Words] = {
    "never": Words("", ""),
    "could": Words(" on the days that were looked at; on later days this could change", "（以所检查的日期为限；之后可能改变）"),
    "not-known": Words(" on the days that were looked at; of later days nothing can be said", "（以所检查的日期为限；之后无法判定）"),
}


def told(answer: Answer, lang: str) -> str:
    """Say in *lang*, `zh` or `en`, what came of a question that did not come out as it should."""
    question, verdict = answer.question, answer.verdict
    if isinstance(verdict, NotKnown):
        what = ASKED[question.kind].told(lang).format(decision=question.decision, subject=question.subject)
        why = f"{WHYS[verdict.why].told(lang)}{', ' if lang == 'en' else '，'}{silence.told(verdict.what, lang)}"
        return f"not settled: {what} ({why})" if lang == "en" else f"无法判定：{what}（{why}）"
    causes = verdict.causes if isinstance(verdict, Reached) else ()
    later = LATER[verdict.later].told(lang) if isinstance(verdict, Never) else ""
    words = OUTWEIGHED if question.kind == "decides" and verdict.rows else UNLIKE[question.kind]
    said = words.told(lang).format(
        decision=question.decision,
        subject=question.subject,
        rows=_listed(verdict.rows, lang),
        causes=tell_causes(causes, glossary(answer.policy, lang)),
    )
    return f"{said}{later}"


def _listed(rows: tuple[Place, ...], lang: str) -> str:
    ids = [f"`{row.id}`" for row in rows]
    if lang == "zh":
        return "、".join(ids)
    return ids[0] if len(ids) == 1 else f"{', '.join(ids[:-1])} and {ids[-1]}" if ids else ""
