"""What a release changes: what is decided otherwise than by what is released now, and how many of a population that touches."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from lawbook.difference.answers import Compared, Comparison
from lawbook.library.library import PolicyVersion
from lawbook.library.reach import is_in_force
from lawbook.model.policy import Policy, Words
from lawbook.operations.columns import ColumnMapping, find_columns, read_columns, same_names
from lawbook.operations.comparing import Opened, Touched, compare_opened, compared_names, touched
from lawbook.operations.comparing_told import Telling, comparison_to_json, tell_region, tell_rows, tell_turn, telling
from lawbook.operations.migrating import Effect, effect_to_json, migrate, share
from lawbook.operations.releasing.composing import Whole
from lawbook.operations.releasing.gate import Came, Course, Population
from lawbook.operations.releasing.stories import Unit
from lawbook.operations.releasing.turns import turns_of
from lawbook.operations.rows import read_rows
from lawbook.operations.telling import problems_to_json
from lawbook.problems import PolicyRejected, Problems
from lawbook.site.review_page import ReviewTable, same

STATES: Mapping[str, Words] = {
    "alike": Words("unchanged, word for word", "文字未变"),
    "proved": Words("proved to come to the same for every input", "经证明对一切输入结果相同"),
    "differs": Words("comes out otherwise", "结果有变"),
    "unknown": Words("not known whether it comes out otherwise", "结果是否有变未能判定"),
}
DECISION = Words("decision", "决定")
HEADS = (DECISION, Words("outcome", "结果"), Words("by the rows", "依据的行"), Words("whenever, or for example", "条件或示例"))
FIRST = Words("the first release: there is nothing to compare with", "首次发布，没有可比较的版本")
ROW_HEADS = (DECISION, Words("row", "行"), Words("change", "变动"))
CHANGES: Mapping[str, Words] = {
    "added": Words("added", "新增"),
    "removed": Words("removed", "删除"),
    "changed": Words("changed", "有变"),
}


def changes_part(course: Course) -> Came:
    """Compare each version with the one that is released now, or with the version before it, on every day from which on that may differ."""
    tables, data = list[ReviewTable](), list[object]()
    compared, differing, unknown = set[str](), set[tuple[str, str]](), set[tuple[str, str]]()
    for unit, days in _pairs(course):
        if not days:
            tables.append(ReviewTable(same(unit.name), (Words("note", "说明"),), ((FIRST,),)))
        told: tuple[tuple[Words, ...], ...] | None = None
        for opened in days:
            names = compared_names(opened, ())
            with course.counted("diff", len(names)) as advance:
                comparison = compare_opened(opened, names, course.bars.seconds, 1, advance)
            changes = touched(comparison.before, comparison.after, course.suite)
            compared.add(unit.name)
            differing |= {(unit.name, name) for name in _differing(comparison)}
            unknown |= {
                (unit.name, each.decision.name) for each in comparison.compared if each.state == "unknown" or each.trouble is not None
            }
            data.append(comparison_to_json(comparison, changes))
            rows = tuple(_decisions(comparison))
            if rows != told:
                tables.append(ReviewTable(_on_day(f"{unit.policy}@{comparison.before.version} → {unit.name}", opened), HEADS, rows))
            if told is None:
                tables.append(_worded(unit, comparison, changes))
            told = rows
    said = Words(
        f"{len(compared)} versions compared; {len(differing)} decisions come out otherwise, of {len(unknown)} not all is known",
        f"比较了 {len(compared)} 个版本，{len(differing)} 项决定的结果有变，{len(unknown)} 项未能完全判定",
    )
    return Came("told", said if compared else FIRST, tuple(tables), data)


def _differing(comparison: Comparison) -> Iterator[str]:
    yield from (each.decision.name for each in comparison.compared if each.state == "differs")
    yield from (each.name for each in (*comparison.added, *comparison.removed))


def _on_day(caption: str, opened: Opened) -> Words:
    day = opened.after.as_of.isoformat()
    return Words(f"{caption}, from {day}", f"{caption}，自 {day} 起")


def _worded(unit: Unit, comparison: Comparison, changes: Touched) -> ReviewTable:
    caption = f"{unit.policy}@{comparison.before.version} → {unit.name}"
    titles = {each.name: each.title for each in (*comparison.before.decisions, *comparison.after.decisions)}
    rows = tuple((titles[each.decision], same(each.row or "-"), CHANGES[each.kind]) for each in changes.rows)
    return ReviewTable(Words(f"{caption}: rows and rules worded otherwise", f"{caption}：文字有变的行与规则"), ROW_HEADS, rows)


def _pairs(course: Course) -> Iterator[tuple[Unit, Sequence[Opened]]]:
    """Give each version, and what it takes the place of, on each day on which they are compared; none for what takes the place of nothing."""
    for unit in course.release.units:
        after = course.now.library.version(unit.policy, unit.version)
        earlier = _earlier(course, unit)
        if earlier is None:
            yield unit, ()
            continue
        whole, number = earlier
        before = whole.library.version(unit.policy, number)
        days = map(date.fromordinal, _days(before, after, course.today.toordinal()))
        yield unit, [Opened(_on(whole, unit.policy, number, day), _on(course.now, unit.policy, unit.version, day)) for day in days]


def _days(before: Policy, after: Policy, today: int) -> Sequence[int]:
    """Give today, or the first day of both where that is to come, and each later day from which on either may decide otherwise than before."""
    both = max(before.effective, after.effective)

    def decide_on(day: int) -> bool:
        return is_in_force(before, day) and is_in_force(after, day)

    first = today if today > both and decide_on(today) else both
    return [first, *sorted(day for day in turns_of(before) | turns_of(after) if day > first and decide_on(day))]


def _earlier(course: Course, unit: Unit) -> tuple[Whole, int] | None:
    """Find what a version takes the place of: itself as it is released now, else the version before it."""
    for whole in (course.before, course.now):
        if unit.policy in whole.library.policies:
            numbers = [each.version for each in whole.library.versions(unit.policy) if each.version <= unit.version]
            numbers = [number for number in numbers if whole is course.before or number != unit.version]
            if numbers:
                return whole, max(numbers)
    return None


def _on(whole: Whole, policy: str, version: int, day: date) -> PolicyVersion:
    return whole.library.policy(policy, as_of=day, version=version)


def _decisions(comparison: Comparison) -> Iterator[tuple[Words, ...]]:
    words = {lang: telling(comparison, lang) for lang in ("en", "zh")}
    for each in comparison.compared:
        title = each.decision.title
        if each.state != "differs":
            why = "" if each.trouble is None else f" ({each.trouble.why}: {each.trouble.what})"
            state = STATES[each.state]
            yield title, Words(state.en + why, state.zh + why), same("-"), same("-")
        for place, _ in enumerate(each.witnesses):
            yield title, *(Words(*(_cells(each, place, lang, words)[cell] for lang in ("en", "zh"))) for cell in range(3))
        if each.state == "differs" and each.trouble is not None:
            yield title, Words("there may be more", "可能还有其他变化"), same("-"), same(f"{each.trouble.why}: {each.trouble.what}")
    for decided, what in (
        (comparison.added, Words("published now", "新公布的决定")),
        (comparison.removed, Words("no longer published", "不再公布")),
    ):
        yield from ((each.title, what, same("-"), same("-")) for each in decided)


def _cells(of: Compared, place: int, lang: str, words: Mapping[str, Telling]) -> tuple[str, str, str]:
    told = words[lang]
    witness = of.witnesses[place]
    before, after = tell_turn(of, witness, told)
    glossaries = ((of.was, witness.before, told.before), (of.decision, witness.after, told.after))
    rows = " → ".join(
        " ".join(id_ for id_, _ in tell_rows(decision, outcome, glossary)) or "-" for decision, outcome, glossary in glossaries
    )
    joint, colon = ("; ", ": ") if lang == "en" else ("；", "：")
    return f"{before} → {after}", rows, joint.join(f"{title}{colon}{value}" for title, value in tell_region(witness, told)) or "-"


def population_part(course: Course) -> Came:
    """Decide every row of a population by what is released and by what would be."""
    population = course.population
    if population is None:
        return Came("told", Words("no population was named", "未指定客群数据"))
    tables, data, moved = list[ReviewTable](), list[object](), Counter[date]()
    found: dict[str, Effect] = {}
    for unit, opened in ((unit, opened) for unit, days in _pairs(course) for opened in days):
        names = compared_names(opened, ())
        told = {"policy": unit.policy, "version": unit.version, "as_of": opened.after.as_of.isoformat()}
        try:
            sides = [(version, mapping_for(version, population)) for version in (opened.before, opened.after)]
        except PolicyRejected as rejection:
            # A release may bring several policies, and a population is of one: of the others it is told why it is not for them.
            rows = tuple((same(str(problem.where)), same(problem.message)) for problem in rejection.problems)
            tables.append(
                ReviewTable(
                    Words(f"{unit.name}: not decided", f"{unit.name}：未作比较"), (Words("where", "位置"), Words("why", "原因")), rows
                )
            )
            data.append({**told, "problems": problems_to_json(rejection.problems)})
            continue
        effect = Effect(())
        with course.counted("rows", 0) as advance:
            for _, effect in migrate(sides[0], sides[1], read_rows(population.rows), names):  # noqa: B007 - the last is the whole
                advance()
        moved[opened.after.as_of] += sum(each.changed for each in effect.migrations)
        data.append({**told, **effect_to_json(effect)})
        if found.get(unit.name) != effect:
            tables += _matrices(unit, opened.after, effect)
        found[unit.name] = effect
    counts = [(f"{day}: ", f"{day}：", count) if len(moved) > 1 else ("", "", count) for day, count in sorted(moved.items())] or [
        ("", "", 0)
    ]
    said = Words(
        "; ".join(f"{on}{count} outcomes come out otherwise" for on, _, count in counts),
        "；".join(f"{on}{count} 项结果有变" for _, on, count in counts),
    )
    digest = sha256(population.rows.read_bytes()).hexdigest()
    return Came("told", said, tuple(tables), {"file": population.rows.name, "sha256": digest, "effects": data})


def _matrices(unit: Unit, version: PolicyVersion, effect: Effect) -> Iterator[ReviewTable]:
    rejected = " / ".join(map(str, effect.rejected))
    day = version.as_of.isoformat()
    counted = Words(
        f"{unit.name} on {day}: {effect.rows} rows, not decided before / after: {rejected}",
        f"{unit.name}，{day}：{effect.rows} 行，未能决定（原来 / 现在）：{rejected}",
    )
    yield ReviewTable(counted, (DECISION, Words("come out otherwise", "结果有变"), Words("share", "占比")), tuple(
        (_title(version, each.decision), same(str(each.changed)), same(share(each.changed, each.rows))) for each in effect.migrations
    ))  # fmt: skip
    for each in effect.migrations:
        labels = {label: words for found in version.policy.decisions if found.name == each.decision for label, words in found.titles}
        rows = tuple(
            (labels.get(before, same(before)), labels.get(after, same(after)), same(str(count)), same(share(count, each.rows)))
            for (before, after), count in sorted(each.counts.items(), key=lambda item: -item[1])
        )
        heads = (Words("before", "原来"), Words("after", "现在"), Words("rows", "行数"), Words("share", "占比"))
        yield ReviewTable(_title(version, each.decision), heads, rows if each.changed else ())


def _title(version: PolicyVersion, decision: str) -> Words:
    return next(each.title for each in version.policy.decisions if each.name == decision)


def mapping_for(version: PolicyVersion, population: Population) -> ColumnMapping:
    """Map the columns of a population to the facts of a version; raises PolicyRejected where the file that does so is amiss."""
    columns = population.columns or find_columns(version.policy, population.root, population.rows)
    if columns is None:
        first = next(iter(read_rows(population.rows)), None)
        return same_names(version.policy, frozenset() if first is None else frozenset(first.values))
    problems = Problems()
    mapping = read_columns(columns.read_bytes(), str(columns), version.policy, problems)
    if mapping is None or problems.errors():
        raise PolicyRejected(tuple(problems))
    return mapping
