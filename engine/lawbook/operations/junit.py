"""The results of scenarios as JUnit XML, which every build server reads."""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from lawbook.operations.testing import Ran, sentence
from lawbook.problems import Problem

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(ran: Sequence[Ran], problems: Iterable[Problem]) -> bytes:
    """Write a test suite for each file and back end; what could not be read is an error of its file."""
    root = ET.Element("testsuites", name="lawbook")
    for file in dict.fromkeys(each.result.scenario.file for each in ran):
        for back_end in dict.fromkeys(each.result.back_end for each in ran):
            of_file = [each for each in ran if (each.result.scenario.file, each.result.back_end) == (file, back_end)]
            _suite(root, file, back_end, of_file)
    for problem in problems:
        suite = ET.SubElement(root, "testsuite", name=problem.where.file, tests="1", errors="1", failures="0")
        case = ET.SubElement(suite, "testcase", classname=problem.where.file, name="can be read")
        ET.SubElement(case, "error", message=_clean(problem.message), type=problem.code).text = _clean(str(problem))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(root: ET.Element, file: str, back_end: str, ran: Sequence[Ran]) -> None:
    verdicts = [each.result.verdict for each in ran]
    suite = ET.SubElement(
        root,
        "testsuite",
        name=f"{_clean(ran[0].result.scenario.feature)} ({back_end})",
        file=file,
        tests=str(len(ran)),
        failures=str(verdicts.count("failed")),
        errors=str(verdicts.count("misunderstood")),
        time=f"{sum(each.seconds for each in ran):.3f}",
    )
    for each in ran:
        _case(suite, each)


def _case(suite: ET.Element, ran: Ran) -> None:
    result = ran.result
    scenario = result.scenario
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_clean(scenario.feature),
        name=_clean(f"{scenario.title} ({result.back_end})"),
        file=scenario.file,
        line=str(scenario.line),
        time=f"{ran.seconds:.3f}",
    )
    if scenario.tags:
        properties = ET.SubElement(case, "properties")
        for tag in scenario.tags:
            ET.SubElement(properties, "property", name="tag", value=_clean(tag))
    if result.verdict != "passed":
        told = f"{result.place}: {'' if result.step is None else sentence(result.step)}\n{result.message}"
        kind = "failure" if result.verdict == "failed" else "error"
        ET.SubElement(case, kind, message=_clean(result.message), type=result.verdict).text = _clean(told)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
