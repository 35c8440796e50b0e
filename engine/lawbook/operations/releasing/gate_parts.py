"""The parts of the gate, each a function from a course to what came of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from lawbook.cover.goals import Measure
from lawbook.cover.observing import observe
from lawbook.model.policy import Words
from lawbook.mutation.recorded import record
from lawbook.operations import covering, findings, mutating, proving, questioning, testing
from lawbook.operations.releasing.composing import inspected, surroundings
from lawbook.operations.releasing.gate import REACHED, Came, Course, places_of
from lawbook.operations.releasing.gate_changes import changes_part, population_part
from lawbook.operations.releasing.gate_granted import granted_part
from lawbook.operations.telling import problems_to_json
from lawbook.site.review_page import ReviewTable, same
from lawbook.specification.scenarios import Suite

BACK_ENDS = ("interpreter", "generated Python")
MOST = 50
"""How many lines of one kind stand on the page; the report has them all."""
WHERE, WHAT = Words("where", "位置"), Words("what", "内容")
POLICY, LEAST = Words("policy", "政策"), Words("at least", "下限")
NO_SOLVER = Words(
    "the solver is not installed; install it with: pip install 'lawbook[prove]'", "未安装求解器，请先执行：pip install 'lawbook[prove]'"
)


def check_part(course: Course) -> Came:
    """Check all that would be released together, strictly where it is about what is released."""
    inspection = inspected(course.now.files, course.today)
    own = {path for path in course.now.files if path.partition("/")[0] in course.names}
    rests = own | set(surroundings(course.now.files, own))
    found = [problem for problem in inspection.problems if problem.severity == "error" or problem.where.file in rests]
    rows = tuple((same(f"{each.where.file}:{each.where.line}"), same(f"{each.message} [{each.code}]")) for each in found[:MOST])
    said = Words(f"{len(found)} problems and warnings in {len(rests)} files", f"{len(rests)} 个文件中有 {len(found)} 项问题或警告")
    return Came("failed" if found else "passed", said, (ReviewTable(TITLE_FOUND, (WHERE, WHAT), rows),), problems_to_json(found))


def _standing(suite: Suite, ran: Sequence[testing.Ran]) -> list[dict[str, object]]:
    """Tell of each scenario, by its place among the texts that are kept, what came of it on each back end."""
    places, verdicts = places_of(suite), dict[tuple[str, int, str], dict[str, str]]()
    for each in ran:
        scenario = each.result.scenario
        verdicts.setdefault((places[scenario.file], scenario.line, scenario.title), {})[each.result.back_end] = each.result.verdict
    return [{"file": file, "line": line, "scenario": title, "verdicts": each} for (file, line, title), each in verdicts.items()]


TITLE_FOUND = Words("problems and warnings", "问题与警告")
NOT_PASSED = Words("scenarios that do not pass", "未通过的场景")
NOT_RUN = Words(
    "scenarios that were not run, as they decide by policies, too, that would not be released with these",
    "未运行的场景（所涉其他政策不在发布范围内）",
)
OTHERS = Words("policies that are wanting", "缺少的政策")


def scenarios_part(course: Course) -> Came:
    """Run the scenarios on the interpreter and on generated Python."""
    suite, ran = course.suite, []
    with course.counted("scenarios", len(suite.scenarios) * len(BACK_ENDS)) as advance:
        for each in testing.run_suite(suite, course.now.library, BACK_ENDS, course.clock):
            ran.append(each)
            advance()
    counts = testing.counted(ran)
    amiss = testing.not_passed(ran)
    rows = tuple((same(result.scenario.place), same(f"{result.scenario.title}: {result.message}")) for result, _ in amiss[:MOST])
    rows += tuple((same(f"{each.where.file}:{each.where.line}"), same(each.message)) for each in suite.problems[:MOST])
    wanting = tuple((same(scenario.place), same(scenario.title), same(", ".join(others))) for scenario, others in course.left_out[:MOST])
    unrun = len(course.left_out)
    said = Words(
        f"{counts['passed']} pass, {counts['failed']} fail, {counts['misunderstood']} are not understood"
        + (f"; {unrun} were not run" if unrun else ""),
        f"通过 {counts['passed']} 个，未通过 {counts['failed']} 个，无法理解 {counts['misunderstood']} 个"
        + (f"；未运行 {unrun} 个" if unrun else ""),
    )
    data = {
        "not_run": [{"scenario": scenario.place, "policies": list(others)} for scenario, others in course.left_out],
        "counts": dict(counts),
        "problems": problems_to_json(suite.problems),
        "not_passed": [result.scenario.place for result, _ in amiss],
        "scenarios": _standing(suite, ran),
    }
    return Came(
        "passed" if testing.passes(suite, ran) else "failed",
        said,
        (ReviewTable(NOT_PASSED, (WHERE, WHAT), rows), ReviewTable(NOT_RUN, (WHERE, WHAT, OTHERS), wanting)),
        data,
    )


def cover_part(course: Course) -> Came:
    """Measure how much of the policies the scenarios reach."""
    with course.counted("coverage", len(course.suite.scenarios)) as advance:
        observed = observe(course.suite, course.now.library, advance)
    measured = {lang: covering.cover(course.now.library, observed, course.names, lang) for lang in ("en", "zh")}
    least: dict[Measure | Literal["ids"], float] = {measure: share for measure, share in course.bars.cover.items()}  # noqa: C416 - of a wider type
    missed = covering.missed(measured["en"], least)
    shares = tuple(
        (
            same(policy.name),
            *(same(f"{figure.reached}/{figure.total} {figure.share:g}%" if figure.total else "-") for figure in policy.figures.values()),
        )
        for policy in measured["en"].policies
    )
    goals = tuple(
        (same(one.goal.policy.name), Words(one.text, other.text), Words(one.why, other.why))
        for english, chinese in zip(measured["en"].policies, measured["zh"].policies, strict=True)
        for one, other in zip(english.unreached, chinese.unreached, strict=True)
    )
    bars = "；".join(f"{REACHED[measure].zh} {least:g}%" for measure, least in course.bars.cover.items())
    asked = ", ".join(f"{REACHED[measure].en} {least:g}%" for measure, least in course.bars.cover.items())
    said = Words(f"{len(missed)} bars are missed; asked for is {asked}", f"{len(missed)} 项未达标，要求：{bars}")
    heads = (POLICY, *(REACHED[measure] for measure in measured["en"].policies[0].figures))
    tables = (
        ReviewTable(Words("reached", "已覆盖"), heads, shares),
        ReviewTable(Words("not reached", "未覆盖"), (POLICY, WHAT, Words("why", "原因")), goals[:MOST]),
    )
    return Came("failed" if missed else "passed", said, tables, covering.to_json(measured["en"], missed))


def mutate_part(course: Course) -> Came:
    """Try small changes of the policies on the scenarios."""
    library, bars = course.now.library, course.bars
    changes = mutating.changes_by_policy(library, course.names)
    with course.counted("scenarios", len(course.suite.scenarios)) as advance:
        recording = record(course.suite, library, advance)
    with course.counted("mutants", sum(map(len, changes.values()))) as advance:
        trials = mutating.try_changes(changes, recording, bars.jobs, advance)
    missed = mutating.missed(trials, bars.mutation)
    told = {lang: mutating.told_survivors(trials, recording, lang, bars.jobs, 0) for lang in ("en", "zh")}
    rows = tuple((same(each.name), same(str(len(each.changes))), same(str(each.killed)), same(f"{each.score:g}%")) for each in trials)
    survivors = tuple(
        (same(one.place), Words(one.operator, other.operator), Words(f"{one.before} → {one.after}", f"{other.before} → {other.after}"))
        for name, found in told["en"].items()
        for one, other in zip(found, told["zh"][name], strict=True)
    )
    score = ", ".join(f"{each.name} {each.score:g}%" for each in trials)
    said = Words(f"{score} of changes noticed; asked for is {bars.mutation:g}%", f"发现的改动占比：{score}，要求 {bars.mutation:g}%")
    tables = (
        ReviewTable(
            Words("changes noticed", "被发现的改动"),
            (POLICY, Words("changes", "改动"), Words("noticed", "被发现"), Words("share", "占比")),
            rows,
        ),
        ReviewTable(Words("would go unnoticed", "不会被发现的改动"), (WHERE, Words("kind", "种类"), WHAT), survivors[:MOST]),
    )
    return Came("failed" if missed else "passed", said, tables, mutating.to_json(trials, recording, told["en"], bars.mutation))


def prove_part(course: Course) -> Came:
    """Prove the invariants for every input, and ask what goes without saying."""
    library, bars = course.now.library, course.bars
    asked = proving.questions_of(library, course.names)
    versions = questioning.versions_of(library, course.names)
    with course.counted("invariants", len(asked)) as advance:
        invariants = proving.prove(asked, bars.seconds, 1, None, advance)
    with course.counted("questions", len(versions)) as advance:
        questions = questioning.answered(library, versions, bars.seconds, 1, None, advance)
    report = findings.Report(invariants, questions)
    amiss = tuple(
        (same(each.place), same(f"{each.policy}@{each.version} {each.invariant}"), OUTCOMES[each.outcome])
        for each in invariants
        if each.outcome != "proved"
    )
    replies = tuple(
        (same(reply.place), Words(reply.message["en"], reply.message["zh"]), GRADES[reply.grade])
        for each in questions
        for reply in each.replies
    )
    broken, unknown = (sum(each.outcome == outcome for each in invariants) for outcome in ("broken", "unknown"))
    found = sum(len(each.graded("finding")) for each in questions)
    said = Words(
        f"{len(invariants)} invariants, {broken} broken, {unknown} not known; {found} findings among {sum(each.count for each in questions)} questions",
        f"不变式 {len(invariants)} 项，{broken} 项不成立，{unknown} 项无法判定；{sum(each.count for each in questions)} 个问题中发现 {found} 处问题",
    )
    heads = (WHERE, WHAT, Words("outcome", "结果"))
    tables = (
        ReviewTable(Words("invariants that are not proved", "未获证明的不变式"), heads, amiss[:MOST]),
        ReviewTable(Words("answers to look at", "值得一看的答复"), heads, replies[:MOST]),
    )
    fails = report.fails(strict=False) or (bars.settled and unknown > 0)
    return Came("failed" if fails else "passed", said, tables, findings.to_json(report))


OUTCOMES: Mapping[str, Words] = {
    "broken": Words("broken", "不成立"),
    "vacuous": Words("says nothing", "空洞"),
    "unknown": Words("not known", "无法确定"),
}
GRADES: Mapping[str, Words] = {
    "finding": Words("to mend", "应修正"),
    "note": Words("to know", "供参考"),
    "unknown": Words("not known", "无法确定"),
}

PARTS: Mapping[str, Callable[[Course], Came]] = {
    "check": check_part,
    "scenarios": scenarios_part,
    "cover": cover_part,
    "mutate": mutate_part,
    "prove": prove_part,
    "diff": changes_part,
    "granted": granted_part,
    "population": population_part,
}
