"""What notices say around the words of a policy, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of notices in one language; *ended* says how a search for changes ended, by its kind."""

    decided: str
    since: str
    why: str
    steps: str
    changes: str
    changed: str
    supplied: str
    joined: str
    apart: str
    left: str
    leads: str
    and_: str
    not_known: str
    beside: str
    ended: Mapping[str, str]


PHRASES: dict[str, Phrases] = {
    "en": Phrases(
        decided="Decided on {day} under the policy “{title}”",
        since=", in force since {since}.",
        why="Why",
        steps="What you can do",
        changes="What would change it",
        changed="“{title}” were {after} instead of {before}",
        supplied="“{title}” were known to be {after}",
        joined="“{title}” also included {labels}",
        apart="“{title}” did not include {labels}",
        left="If {changes}, and all else stayed as it is, the outcome would be: {outcome}",
        leads="; ",
        and_=" and ",
        not_known="{title}: this could not be determined.",
        beside="This is what the policy of {day} would decide; it is no promise, and facts are checked again.",
        ended={
            "found": "",
            "none": "No change of what is in your hands would change the outcome at present.",
            "none up to": "No change of up to {facts} things in your hands would change the outcome; more were not looked at.",
            "unfinished": "No change was found by a limited search; there may be one.",
            "best": "The outcome is the best there is.",
            "nothing to change": "The outcome does not depend on anything in your hands at present.",
        },
    ),
    "zh": Phrases(
        decided="依据《{title}》于{day}作出决定",
        since="，该政策自{since}起施行。",
        why="主要理由",
        steps="您可以采取的行动",
        changes="哪些变化会带来更好的结果",
        changed="“{title}”为{after}（现为{before}）",
        supplied="能够确认“{title}”为{after}",
        joined="“{title}”另包括{labels}",
        apart="“{title}”不包括{labels}",
        left="若{changes}，其他情况不变，结果将为：{outcome}",
        leads="；",
        and_="，且",
        not_known="{title}：尚无法确定。",
        beside="以上按{day}适用的政策推算，不构成承诺，届时仍须核实。",
        ended={
            "found": "",
            "none": "目前，在您能够改变的事项中，任何变化都不会改变结果。",
            "none up to": "在您能够改变的事项中，同时改变不超过{facts}项不会改变结果；更多事项同时改变的情形未作推算。",
            "unfinished": "在有限的推算范围内未找到可改变结果的变化，不排除存在。",
            "best": "目前已是最好的结果。",
            "nothing to change": "目前的结果不取决于您能够改变的事项。",
        },
    ),
}
