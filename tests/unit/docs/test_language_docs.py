"""The reference of the policy language says what the engine does: its examples run, and its tables are the engine's own."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import get_args

import msgspec
import pytest
import yaml

from lawbook.check.declared import calendars, facts, parameters, types
from lawbook.check.declared import macros as declared_macros
from lawbook.check.policies import invariants
from lawbook.check.policies import policy as policies
from lawbook.check.typing.functions import FUNCTIONS
from lawbook.check.words.naming import RESERVED
from lawbook.check.written import decisions, granted, ranks, scorecards, tables
from lawbook.model import limits
from lawbook.model.law import Force
from lawbook.model.policy import Policy
from lawbook.model.types import ListType, NumberKind, NumberType, RecordType, Type
from lawbook.model.values import CauseKind
from lawbook.problems import Problems
from lawbook.read.document import Mapping
from lawbook.read.yaml import read_document
from support.answers import answer, expected_of
from support.back_ends import BACK_ENDS, BackEnd
from support.fragments import checked_fragment
from support.suites import Example, PlainLoader

PAGE = Path(__file__).parents[3] / "docs" / "policy-language.md"
TEXT = PAGE.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Shown:
    """An example of the page: a policy, the line it begins on, another it uses (`name/v1.yaml`), and the answers that follow it."""

    line: int
    beside: dict[str, str]
    policy: str
    whole: bool
    answers: tuple[Example, ...]

    @property
    def name(self) -> str:
        """The name that the policy is checked under."""
        return yaml.safe_load(self.policy)["policy"] if self.whole else f"line-{self.line}"


def shown() -> Iterator[Shown]:
    other = r"(?:^```yaml other policy\n(.*?)^```\n)?"
    block = re.compile(other + r"^```yaml (whole policy|policy)\n(.*?)^```\n(?:```yaml answers\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
    for match in block.finditer(TEXT):
        answers = yaml.load(match[4] or "[]", Loader=PlainLoader)  # noqa: S506 - it is a safe loader
        line = TEXT[: match.start()].count("\n") + 1
        beside = {f"{yaml.safe_load(match[1])['policy']}/v1.yaml": match[1]} if match[1] else {}
        yield Shown(line, beside, match[3], match[2] == "whole policy", msgspec.convert(answers, tuple[Example, ...]))


SHOWN = {f"line {each.line}": each for each in shown()}
CALENDARS = {
    f"{yaml.safe_load(text)['calendar']}.yaml": text
    for text in re.findall(r"^```yaml calendar\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
}
EXCEPTIONS = {
    line: text
    for match in re.finditer(r"^```yaml exceptions\n(.*?)^```\n```yaml policy\n", TEXT, re.MULTILINE | re.DOTALL)
    for line, text in [(TEXT[: match.end()].count("\n"), match[1])]
}
"""Exceptions by the line on which the policy begins that stands after them."""
ANSWERS = {f"{name}, answer {number}": (name, answer) for name, each in SHOWN.items() for number, answer in enumerate(each.answers, 1)}


@cache
def policy_at(name: str) -> Policy:
    each = SHOWN[name]
    version = "v2" if each.whole else "v1"
    beside = (
        {f"{yaml.safe_load(EXCEPTIONS[each.line])['exceptions']}.yaml": EXCEPTIONS[each.line].replace("POLICY", each.name)}
        if each.line in EXCEPTIONS
        else {}
    )
    checked = checked_fragment(each.policy, each.name, CALENDARS | each.beside | beside, whole=each.whole, version=version)
    assert (checked.errors, checked.warnings) == ((), ())
    (policy,) = checked.policies
    return policy


@pytest.mark.parametrize("name", SHOWN)
def test_every_policy_of_the_page_is_sound_and_answers_something(name: str) -> None:
    assert policy_at(name).decisions
    assert SHOWN[name].answers


@pytest.mark.parametrize("back_end", BACK_ENDS, ids=lambda back_end: back_end.name)
@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_of_the_page_is_what_is_decided(name: str, back_end: BackEnd) -> None:
    policy, example = ANSWERS[name]
    assert answer(back_end, policy_at(policy), example) == expected_of(example)


def test_no_block_of_yaml_escapes_these_tests() -> None:
    fences = re.findall(r"^```(\w.*)$", TEXT, re.MULTILINE)
    assert set(fences) == {
        "yaml whole policy",
        "yaml policy",
        "yaml other policy",
        "yaml answers",
        "yaml calendar",
        "yaml exceptions",
        "json",
    }
    assert (
        len(fences) == sum(len(each.beside) + (2 if each.answers else 1) for each in SHOWN.values()) + len(CALENDARS) + len(EXCEPTIONS) + 1
    )


def test_the_answer_in_json_is_the_canonical_body_of_the_first_answer() -> None:
    (written,) = re.findall(r"^```json\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    name, example = next(iter(ANSWERS.values()))
    as_of = date.fromisoformat(example.as_of).toordinal()
    decision = BACK_ENDS[0].decide(policy_at(name), example.facts, as_of)
    body = json.loads(written.replace('"..."', f'"{policy_at(name).content_hash}"'))
    assert decision.to_json() == json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def table(marker: str) -> list[list[str]]:
    """Give the rows of the table that follows the comment *marker*, without its head."""
    after = TEXT.split(f"<!-- {marker} -->\n", 1)[1]
    lines = [line for line in after.split("\n\n", 1)[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in lines[2:]]


def first_codes(marker: str) -> list[str]:
    return [row[0].strip("`") for row in table(marker)]


def test_every_cause_is_listed() -> None:
    assert sorted(first_codes("causes")) == sorted(get_args(CauseKind))


THREE_VALUES = """\
facts:
  p: {type: boolean, optional: true}
  q: {type: boolean, optional: true}
decisions:
  both: {type: boolean, formula: p and q, unknown: unknown}
  either: {type: boolean, formula: p or q, unknown: unknown}
  opposite: {type: boolean, formula: not(p), unknown: unknown}
"""


def test_the_table_of_three_values_is_what_is_decided() -> None:
    (policy,) = checked_fragment(THREE_VALUES, "three-values", {}).policies
    known = {"true": True, "false": False}
    rows = table("three values")
    assert {(p, q) for p, q, *_ in rows} == set(product(("true", "false", "unknown"), repeat=2))
    for p, q, *truths in rows:
        facts = {name: known[value] for name, value in {"p": p, "q": q}.items() if value in known}
        decision = BACK_ENDS[0].decide(policy, facts, date(2026, 6, 15).toordinal())
        told = ["unknown" if name in decision.unknowns else str(decision.outcome[name]).lower() for name in policy.outputs]
        assert told == truths, f"{p} {q}"


def test_every_hit_policy_is_listed() -> None:
    assert first_codes("hit policies") == list(tables.HITS)


def test_every_function_is_listed_as_the_checker_writes_it() -> None:
    assert first_codes("functions") == [function.written for function in FUNCTIONS.values()]


def test_every_type_is_listed() -> None:
    listed = [type_written(written) for written in first_codes("types")]
    inside = [each.of for each in listed if isinstance(each, ListType)]
    assert {type(each) for each in (*listed, *inside)} == set(get_args(Type))
    assert RecordType in {type(each) for each in inside}
    assert [each.kind for each in listed if isinstance(each, NumberType)] == list(get_args(NumberKind))


def type_written(written: str) -> Type:
    problems = Problems()
    document = read_document(f"type: {written}\n" + ("scale: 2\n" if written == "decimal" else ""), "type.yaml", problems)
    assert isinstance(document, Mapping)
    read = types.read_type(document, {}, "the type", problems, bounds=False)
    assert read is not None, [str(problem) for problem in problems]
    return read.type


def test_every_force_of_law_is_listed() -> None:
    assert first_codes("forces") == list(get_args(Force))


def test_every_limit_is_listed_with_its_value() -> None:
    assert table("limits") == [list(each) for each in limits_of_the_language()]


def limits_of_the_language() -> Iterator[tuple[str, str]]:
    body = ast.parse(Path(limits.__file__).read_text(encoding="utf-8")).body
    for statement, after in pairwise(body):
        if isinstance(statement, ast.Assign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            told = str(after.value.value).rstrip(".")
            yield told[0].lower() + told[1:], f"{ast.literal_eval(statement.value):,}"


def test_every_reserved_word_is_listed() -> None:
    listed = TEXT.split("<!-- reserved words -->\n", 1)[1].split("\n\n", 1)[0]
    assert re.findall(r"`([^`]+)`", listed) == sorted(RESERVED)


def test_every_key_is_listed() -> None:
    listed = {row[0]: re.findall(r"`([^`]+)`", row[1]) for row in table("keys")}
    assert listed == {
        "a policy": list(policies.POLICY_KEYS),
        "a fact": list(facts.FACT_KEYS),
        "the consent of a fact": list(facts.CONSENT_KEYS),
        "a field of a list": list(types.FIELD_KEYS),
        "a parameter": list(parameters.PARAMETER_KEYS),
        "a macro": list(declared_macros.MACRO_KEYS),
        "a decision": list(decisions.DECISION_KEYS),
        "an output of a table": list(decisions.OUTPUT_KEYS),
        "a table": list(tables.TABLE_KEYS),
        "a scorecard": list(scorecards.SCORECARD_KEYS),
        "a ranking": list(ranks.RANK_KEYS),
        "a gate of a ranking": list(ranks.GATE_KEYS),
        "a characteristic": list(scorecards.CHARACTERISTIC_KEYS),
        "an invariant": list(invariants.INVARIANT_KEYS),
        "a calendar": list(calendars.CALENDAR_KEYS),
        "a holiday": list(calendars.HOLIDAY_KEYS),
        "a file of exceptions": list(granted.EXCEPTIONS_KEYS),
        "an exception": list(granted.GRANT_KEYS),
    }


def test_every_section_is_in_the_contents() -> None:
    sections = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    contents = re.findall(r"\[([^\]]+)\]\(#([^)]+)\)", TEXT.split("## ", 1)[0])
    assert [title for title, _ in contents] == sections
    assert [anchor for _, anchor in contents] == [section.lower().replace(" ", "-") for section in sections]
