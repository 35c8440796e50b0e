"""The page that lists every kind of problem: its code, what it means, and an example that the test suite checks."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from lawbook.contract.facts import read_facts
from lawbook.contract.json_text import parse_facts
from lawbook.model.limits import FILE_BYTES
from lawbook.model.policy import Policy
from lawbook.problems import CATALOGUE, FactsRejected, Problems, catalogue
from lawbook.read.yaml import read_document
from support.fragments import checked_fragment

BAD = Path(__file__).parents[1] / "golden" / "bad"

_HEAD = """\
# Problems

Everything that can be wrong with a policy, or with facts that are posted, has a code. The codes do not change: tools may rely on them.

Checking tells every problem at once, each in one line with its file, line and column, and most with a help. An error stops the policy from
being used. A warning (it begins with `warning:`) does not.

This page is made from the catalogue in `engine/lawbook/problems/catalogue.py` and from the example libraries in `tests/golden/bad`;
a test keeps it equal to both. The [reference of the language](policy-language.md) says what is meant to stand in a policy.
"""

_FACTS = """\
facts:
  age: {type: integer, min: 0, max: 120}
  income: {type: money CNY, min: 0, max: 1000000, optional: true}
  agreed: {type: boolean, optional: true}
  city: {type: text, most: 40, optional: true, consent: {fact: agreed}}
decisions:
  adult: {type: boolean, formula: age >= 18}
  stated: {type: boolean, formula: income is known}
"""
_POSTED = {
    "missing-fact": '{"income": "3000.00"}',
    "unknown-fact": '{"age": 30, "incom": "3000.00"}',
    "derived-fact": '{"age": 30, "adult": true}',
    "wrong-fact-type": '{"age": "thirty"}',
    "fact-out-of-range": '{"age": 130}',
    "consent-missing": '{"age": 30, "city": "Xiamen"}',
    "fact-scale": '{"age": 30, "income": "3000.005"}',
    "not-json": '{"age": 30, "age": 31}',
}


def problem_page() -> str:
    """Write the page."""
    parts = [_HEAD]
    for title, codes in _sections():
        parts.append(f"## {title[0].upper()}{title[1:]}\n")
        if title == "facts as posted":
            parts.append(f"The examples are posted to a policy with these facts and decisions.\n\n```yaml\n{_FACTS}```\n")
        parts.extend(_entry(code) for code in codes)
    return "\n".join(parts)


def _sections() -> Iterator[tuple[str, list[str]]]:
    source = Path(catalogue.__file__).read_text(encoding="utf-8")
    for section in re.split(r"^    # ", source, flags=re.MULTILINE)[1:]:
        title, _, rest = section.partition("\n")
        yield title, re.findall(r'^    "([a-z-]+)":', rest, re.MULTILINE)


def _entry(code: str) -> str:
    meaning = CATALOGUE[code]
    return f"### `{code}`\n\n{meaning[0].upper()}{meaning[1:]}.\n\n```text\n{_example(code)}\n```\n"


def _example(code: str) -> str:
    if code in _POSTED:
        return _posted_example(_POSTED[code])
    if code == "file-too-large":
        problems = Problems()
        read_document("#" * (FILE_BYTES + 1), "limits/v1.yaml", problems)
        return "\n".join(str(problem) for problem in problems)
    report = (BAD / code / "expected.txt").read_text(encoding="utf-8")
    told = next(told for told in re.split(r"\n(?!  )", report.rstrip("\n")) if f"[{code}]" in told)
    place = re.match(r"(?:warning: )?(.+?):(\d+):(\d+): ", told)
    excerpt = "" if place is None else _excerpt(_file(BAD / code, place[1]), int(place[2]), int(place[3]))
    return f"{excerpt}{told}"


def _file(folder: Path, named: str) -> Path:
    return folder / named if named.startswith("features/") else folder / "policies" / named


def _excerpt(file: Path, line: int, column: int) -> str:
    """Show the line of a problem, the one before it, and a mark under its column; nothing where the file says nothing of use."""
    if not file.is_file():
        return ""
    lines = file.read_bytes().decode(errors="replace").splitlines()
    shown = [(number, lines[number - 1]) for number in (line - 1, line) if 0 < number <= len(lines)]
    if not shown or shown[-1][0] != line:
        return ""
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in lines[line - 1][: column - 1])
    numbered = "".join(f"{number:>4} | {text}\n" for number, text in shown)
    return f"{numbered}     | {' ' * width}^\n"


def _posted_example(body: str) -> str:
    policy: Policy
    (policy,) = checked_fragment(_FACTS, "adult", {}).policies
    try:
        read_facts(policy, parse_facts(body))
    except FactsRejected as rejection:
        return f"{body}\n{rejection}"
    raise AssertionError(f"{body} is not refused")
