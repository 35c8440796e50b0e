"""Run the scenarios of a suite on the policies of a library, and report what came of them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawbook.library import Library
from lawbook.operations.telling import problems_to_json
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Result, Scenario, Step, Suite, Verdict
from lawbook.specification.sentences import policies_called
from lawbook.specification.world import Lexicon

Clock = Callable[[], float]
"""Gives seconds from some beginning."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A scenario as it was run, and how many seconds it took."""

    result: Result
    seconds: float


def chosen(suite: Suite, tags: Iterable[str]) -> Suite:
    """Keep the scenarios that carry any of *tags*, or all where none is named."""
    wanted = {tag.removeprefix("@") for tag in tags}
    return Suite(tuple(each for each in suite.scenarios if not wanted or wanted & set(each.tags)), suite.problems)


def of_policies(suite: Suite, library: Library, names: Collection[str]) -> Suite:
    """Keep the scenarios of the policies *names*: those in a folder of that name, and those in which one of them decides, whatever it is called.

    Where it decides together with policies that are not in *library*, nothing can be said of it, unless it stands in such a folder.
    """
    called = Lexicon().policies(library)

    def decides(scenario: Scenario) -> bool:
        told = _told_by(scenario)
        return told <= called.keys() and not {called[each] for each in told}.isdisjoint(names)

    return Suite(tuple(each for each in suite.scenarios if _stands_with(each, names) or decides(each)), suite.problems)


def left_out(suite: Suite, library: Library, names: Collection[str]) -> tuple[tuple[Scenario, tuple[str, ...]], ...]:
    """Give the scenarios in which one of the policies *names* decides together with others that are not in *library*, each with what these are called."""
    called = Lexicon().policies(library)
    found: list[tuple[Scenario, tuple[str, ...]]] = []
    for scenario in suite.scenarios:
        told = _told_by(scenario)
        others = tuple(sorted(told - called.keys()))
        if others and not _stands_with(scenario, names) and not {called[each] for each in told & called.keys()}.isdisjoint(names):
            found.append((scenario, others))
    return tuple(found)


def _told_by(scenario: Scenario) -> set[str]:
    return {each for step in scenario.steps for each in policies_called(step.text)}


def _stands_with(scenario: Scenario, names: Collection[str]) -> bool:
    return not set(names).isdisjoint(Path(scenario.file).parts)


def run_suite(suite: Suite, library: Library, back_ends: Sequence[str], clock: Clock) -> Iterator[Ran]:
    """Run every scenario on every one of *back_ends*, and give each result as it comes."""
    lexicon = Lexicon()
    for scenario in suite.scenarios:
        for back_end in back_ends:
            began = clock()
            result = run_scenario(scenario, library, back_end, lexicon=lexicon)
            yield Ran(result, clock() - began)


def passes(suite: Suite, ran: Sequence[Ran]) -> bool:
    """Tell whether everything could be read and every scenario passed; a suite without scenarios does not."""
    return bool(ran) and not suite.problems and all(each.result.verdict == "passed" for each in ran)


def counted(ran: Iterable[Ran]) -> dict[Verdict, int]:
    """Count scenarios by verdict; one that passes on one back end only counts as what it is on the other."""
    worst: dict[tuple[str, int, str], Verdict] = {}
    for each in ran:
        scenario = each.result.scenario
        key = (scenario.file, scenario.line, scenario.title)
        if worst.get(key, "passed") == "passed":
            worst[key] = each.result.verdict
    counts = Counter(worst.values())
    return {"passed": counts["passed"], "failed": counts["failed"], "misunderstood": counts["misunderstood"]}


def not_passed(ran: Iterable[Ran]) -> list[tuple[Result, str]]:
    """Give each result that is not a pass, with the back ends on which it came out so, once."""
    found: dict[tuple[str, int, str, str, str], tuple[Result, list[str]]] = {}
    for result in (each.result for each in ran):
        if result.verdict != "passed":
            scenario = result.scenario
            key = (result.place, scenario.line, scenario.title, result.verdict, result.message)
            found.setdefault(key, (result, []))[1].append(result.back_end)
    return [(result, " and ".join(back_ends)) for result, back_ends in found.values()]


def summary(suite: Suite, ran: Sequence[Ran]) -> str:
    """Say in one line what came of it."""
    counts = counted(ran)
    total = sum(counts.values())
    files = len({each.result.scenario.file for each in ran})
    told = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count) or "nothing was run"
    unread = len(suite.problems)
    also = f"; {unread} problem{'' if unread == 1 else 's'} in files of scenarios" if unread else ""
    return f"{total} scenario{'' if total == 1 else 's'} in {files} file{'' if files == 1 else 's'}: {told}{also}"


def sentence(step: Step) -> str:
    """Tell a sentence with what stands in the table below it, on one line."""
    if not step.rows:
        return step.text
    return f"{step.text} {'; '.join(' = '.join(row) for row in step.rows[1:4])}{' …' if len(step.rows) > 4 else ''}"


def to_json(suite: Suite, ran: Sequence[Ran]) -> dict[str, object]:
    """Give everything as plain data."""
    return {
        "ok": passes(suite, ran),
        "counts": counted(ran),
        "problems": problems_to_json(suite.problems),
        "results": [_result(each) for each in ran],
    }


def _result(ran: Ran) -> dict[str, object]:
    result = ran.result
    stopped = {} if result.step is None else {"sentence": sentence(result.step), "at": result.step.line}
    return {
        **_scenario(result.scenario),
        "back_end": result.back_end,
        "verdict": result.verdict,
        **stopped,
        **({"message": result.message} if result.message else {}),
        "decisions": [
            {"policy": made.version.name, "version": made.version.version, "as_of": made.version.as_of.isoformat()} for made in result.made
        ],
    }


def _scenario(scenario: Scenario) -> dict[str, object]:
    return {
        "scenario": scenario.title,
        "feature": scenario.feature,
        "file": scenario.file,
        "line": scenario.line,
        "tags": list(scenario.tags),
    }
