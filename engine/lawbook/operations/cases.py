"""Sets of cases for boundaries and deciding conditions: made, written as a table or as scenarios, and run before they are handed out."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from lawbook.cover.boundaries import Boundary
from lawbook.evaluate.telling_values import Glossary, glossary
from lawbook.evaluate.wording import tell
from lawbook.library.library import Library, PolicyVersion
from lawbook.model.policy import Policy
from lawbook.model.types import ListType, RecordType, TextType
from lawbook.model.values import Unknown
from lawbook.mutation.skeletons import PHRASES
from lawbook.operations.proving import posted
from lawbook.problems import Problems
from lawbook.reaching.aims import Aim, Decides, Kind, Side, aims_of
from lawbook.reaching.making import Made, Reached, reach
from lawbook.specification.case_tables import read_csv_cases
from lawbook.specification.features import read_feature
from lawbook.specification.running import run_scenario
from lawbook.specification.scenarios import Scenario
from lawbook.specification.writing import head, scenario, written

CSV, FEATURE = ".cases.csv", ".feature"
_TRUTHS: Mapping[str, tuple[str, str]] = {"en": ("false", "true"), "zh": ("不成立", "成立")}


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Cases of one kind, and the text of a file of them; *left_out* counts those that such a file cannot say, or that do not pass."""

    reached: Reached
    text: str
    cases: int
    left_out: int


def make_cases(version: PolicyVersion, kind: Kind, seconds: float, advance: Callable[[], None] = lambda: None) -> Reached:
    """Make cases of *kind* for a version, on its day."""
    return reach(version.policy, aims_of(version.policy, kind), version.as_of.toordinal(), seconds, advance)


def written_cases(version: PolicyVersion, reached: Reached, library: Library, *, feature: bool, lang: str) -> CaseSet:
    """Write cases as a table or (*feature*) as scenarios in *lang*; only those that were read back and pass are in it."""
    write = _feature if feature else _table
    kept: list[Made] = []
    for case in reached.cases:
        text = write(version, [case], lang)
        if text is not None and _passes(text, library, feature=feature):
            kept.append(case)
    text = write(version, kept, lang) or ""
    return CaseSet(reached, text, len(kept), len(reached.cases) - len(kept))


def to_json(version: PolicyVersion, reached: Reached) -> dict[str, object]:
    """Give cases, and what became of each aim, as they stand in JSON."""
    words = glossary(version.policy, "en")
    return {
        "policy": version.name,
        "version": version.version,
        "as_of": version.as_of.isoformat(),
        "aims": [
            {"shows": told_aim(aim, words), "decision": aim.decision, "rows": list(aim.rows), "state": state}
            for aim, state in reached.states
        ],
        "cases": [
            {
                "facts": posted(version.policy, each.facts),
                "decision": each.judged.decision.to_dict(),
                "shows": [told_aim(aim, words) for aim in each.aims],
            }
            for each in reached.cases
        ],
    }


def _passes(text: str, library: Library, *, feature: bool) -> bool:
    problems = Problems()
    read: tuple[Scenario, ...] = (
        read_feature(text, "made.feature", problems) if feature else read_csv_cases(text, "made.cases.csv", problems)
    )
    return len(read) == 1 and not problems.found and run_scenario(read[0], library).verdict == "passed"


def _table(version: PolicyVersion, cases: Iterable[Made], lang: str) -> str | None:
    policy = version.policy
    used = [fact for fact in policy.facts if fact.used]
    claimed = [
        each for each in policy.decisions if each.name in policy.outputs and not isinstance(each.type, ListType | RecordType | TextType)
    ]
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(
        ["id", "shows", "policy", "version", "as_of", *(fact.name for fact in used), *(f"expect {each.name}" for each in claimed)]
    )
    words = glossary(policy, lang)
    for number, case in enumerate(cases, 1):
        facts = [case.facts[fact.name] for fact in used]
        if any(isinstance(fact.type, ListType | RecordType) and value for fact, value in zip(used, facts, strict=True)):
            return None
        given = [
            "" if isinstance(value, Unknown) else written(fact, fact.type, value, None) if value != () else "none"
            for fact, value in zip(used, facts, strict=True)
        ]
        values = [case.judged.values[each.name] for each in claimed]
        wanted = [
            "not known" if isinstance(value, Unknown) else written(each, each.type, value, None)
            for each, value in zip(claimed, values, strict=True)
        ]
        shows = f"{number}: {shown(case, words)}"
        table.writerow([f"C{number}", shows, policy.name, str(policy.version), version.as_of.isoformat(), *given, *wanted])
    return text.getvalue()


def _feature(version: PolicyVersion, cases: Iterable[Made], lang: str) -> str | None:
    policy, day, words = version.policy, version.as_of.toordinal(), glossary(version.policy, lang)
    written_ = (
        scenario(policy, case.facts, day, f"{number}: {shown(case, words)}", list(_claims(policy, case, lang)), lang)
        for number, case in enumerate(cases, 1)
    )
    return head(policy.title.told(lang), lang) + "".join(written_)


def _claims(policy: Policy, case: Made, lang: str) -> Iterator[str]:
    says = PHRASES[lang]
    for declared in policy.decisions:
        if declared.name in policy.outputs and not isinstance(declared.type, ListType | RecordType | TextType):
            title, value = declared.title.told(lang), case.judged.values[declared.name]
            if isinstance(value, Unknown):
                yield says.unknown.format(title=title)
            else:
                yield says.value.format(title=title, value=written(declared, declared.type, value, lang))


def shown(case: Made, words: Glossary) -> str:
    """Say what a case shows: the first of its aims, and how many more."""
    first = told_aim(case.aims[0], words)
    more = len(case.aims) - 1
    return first if not more else words.both(f"{first} (and {more} more)", f"{first}（另有{more}项）")


def told_aim(aim: Aim, words: Glossary) -> str:
    """Say what an aim is, on one line."""
    match aim:
        case Side(boundary=boundary, side=side):
            return " ".join(_side(boundary, side, words).split())
        case Decides(row=row, atom=atom, comes_out=comes_out):
            came = _TRUTHS[words.lang][comes_out]
            claim = " ".join(tell(atom, words).split())
            return words.both(f"{row} turns on: {claim} ({came})", f"{row} 取决于：{claim}（{came}）")


def _side(boundary: Boundary, side: int, words: Glossary) -> str:
    left, right = tell(boundary.left, words), tell(boundary.right, words)
    away = boundary.sides[side]
    if away == 0:
        return words.both(f"{left} at {right}", f"{left}恰为{right}")
    where = words.both("just below" if away < 0 else "just above", "恰低于" if away < 0 else "恰高于")
    return words.both(f"{left} {where} {right}", f"{left}{where}{right}")
