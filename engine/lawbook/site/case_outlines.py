"""Tables of cases as they are read: the facts that most cases share once, and of each case what it has otherwise."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from lawbook.site.called import Called
from lawbook.site.outlines import Examples, Sentence, Written
from lawbook.specification.scenarios import Scenario, Step


def table_name(file: str) -> str:
    """Name a table of cases by its file."""
    return PurePosixPath(file).name


def written_cases(cases: Sequence[Scenario], words: Called) -> Written:
    """Tell the cases of one table in the *words* of the policies that they ask."""
    facts = {case.line: _facts(case, words) for case in cases}
    usual = _usual(list(facts.values()))
    policies = Counter(_policy(case) for case in cases)
    policy = policies.most_common(1)[0][0]
    colon, stop = ("：", "；") if cases[0].language.startswith("zh") else (": ", "; ")
    rows = tuple(
        (
            case.line,
            (
                case.title,
                stop.join(_otherwise(_policy(case), policy, facts[case.line], usual, colon)),
                stop.join(_claim(step, colon, words) for step in case.steps if step.kind == "then"),
            ),
        )
        for case in cases
    )
    shared = (Sentence("", policy, ()), Sentence("", "", tuple(usual.items())))
    return Written(cases[0].outline, "", "", shared, (Examples("", None, rows),))


def _usual(facts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Give the facts that more than half of the cases have alike."""
    counted: dict[str, Counter[str]] = {}
    for each in facts:
        for title, value in each.items():
            counted.setdefault(title, Counter())[value] += 1
    most = {title: values.most_common(1)[0] for title, values in counted.items()}
    return {title: value for title, (value, count) in most.items() if count * 2 > len(facts)}


def _otherwise(policy: str, usual_policy: str, facts: Mapping[str, str], usual: Mapping[str, str], colon: str) -> Iterator[str]:
    if policy != usual_policy:
        yield policy
    yield from (f"{title}{colon}{value}" for title, value in facts.items() if usual.get(title) != value)
    yield from (f"{title}{colon}–" for title in usual if title not in facts)


def _policy(case: Scenario) -> str:
    return case.steps[0].text


def _facts(case: Scenario, words: Called) -> dict[str, str]:
    found: dict[str, str] = {}
    for step in case.steps[1:]:
        if step.kind == "given" and step.rows is not None:
            if step.rows[0] in {("fact", "value"), ("事实", "值")}:
                found.update(words.fact(title, value) for title, value in step.rows[1:])
            else:
                title, fields = words.element(step.text.removesuffix(" includes:").removesuffix("包括:"), step.rows)
                element = ("，" if words.lang == "zh" else ", ").join(" ".join(field) for field in fields)
                found[title] = f"{found[title]} + {element}" if title in found else element
    return found


def _claim(step: Step, colon: str, words: Called) -> str:
    joint = "，" if words.lang == "zh" else ", "
    return joint.join(colon.join(words.decision(row[0], row[1])) for row in step.rows[1:]) if step.rows else step.text
