"""Reading feature files: backgrounds and rules put in their place, each line of an outline's examples a scenario of its own."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from lawbook.problems import Problems, Where
from lawbook.specification.scenarios import Scenario, Step
from lawbook.specification.sentences import Kind

KINDS: Mapping[str, Kind] = {"Context": "given", "Action": "when", "Outcome": "then"}
EXPECTED = {
    "#FeatureLine": "`Feature:`",
    "#RuleLine": "`Rule:`",
    "#BackgroundLine": "`Background:`",
    "#ScenarioLine": "`Scenario:`",
    "#ExamplesLine": "`Examples:`",
    "#StepLine": "a sentence that begins with Given, When, Then, And or But",
    "#TableRow": "a row of a table",
    "#TagLine": "tags",
}


def read_feature(text: str, file: str, problems: Problems) -> tuple[Scenario, ...]:
    """Read the scenarios of one feature file, noting what cannot be read of it."""
    document: Any
    try:
        document = Parser().parse(text)
    except CompositeParserException as several:
        for error in several.errors:
            _note(error, file, problems)
        return ()
    except ParserException as error:
        _note(error, file, problems)
        return ()
    if document.get("feature") is None:
        problems.add("feature-syntax", "the file has no feature", Where(file, 1, 1), "begin it with `Feature:` and what it is about")
        return ()
    _refuse_texts(document["feature"], file, problems)
    places = {each["id"]: each for each in _dictionaries(document) if "id" in each and "location" in each}
    document["uri"] = file
    pickles = Compiler().compile(document)
    return tuple(_scenario(pickle, document["feature"]["name"], places) for pickle in pickles)


def _note(error: ParserException, file: str, problems: Problems) -> None:
    message = re.sub(r"^\(\d+:\d+\): ", "", str(error))
    where = Where(file, error.location["line"], error.location.get("column", 1))
    unexpected = re.fullmatch(r"expected: (?P<expected>.*), got '(?P<got>.*)'", message, re.DOTALL)
    ended = re.fullmatch(r"unexpected end of file, expected: (?P<expected>.*)", message)
    found = unexpected or ended
    if found is None:
        problems.add("feature-syntax", message[:1].lower() + message[1:], where)
        return
    expected = [EXPECTED[name] for name in found["expected"].split(", ") if name in EXPECTED]
    told = "the file ends too early" if unexpected is None else f"`{unexpected['got']}` cannot stand here"
    problems.add("feature-syntax", told, where, f"{', '.join(expected)} could stand here" if expected else None)


def _refuse_texts(node: object, file: str, problems: Problems) -> None:
    # No sentence takes a block of text, and to pass over it would be to promise what nobody holds.
    for each in _dictionaries(node):
        if "docString" in each:
            place = each["docString"]["location"]
            problems.add("feature-syntax", "no sentence takes a block of text", Where(file, place["line"], place.get("column", 1)))


def _dictionaries(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _dictionaries(value)
    elif isinstance(node, list):
        for item in node:
            yield from _dictionaries(item)


def _scenario(pickle: Mapping[str, Any], feature: str, places: Mapping[str, Any]) -> Scenario:
    own, *rest = (places[each] for each in pickle["astNodeIds"])
    example = rest[-1] if rest else None
    return Scenario(
        name=pickle["name"],
        feature=feature,
        file=pickle["uri"],
        line=(example or own)["location"]["line"],
        outline=own["location"]["line"],
        tags=tuple(tag["name"].removeprefix("@") for tag in pickle["tags"]),
        language=pickle["language"],
        steps=tuple(_steps(pickle["steps"], places)),
        example=() if example is None else tuple(cell["value"] for cell in example["cells"]),
    )


def _steps(steps: list[Mapping[str, Any]], places: Mapping[str, Any]) -> Iterator[Step]:
    kind: Kind = "given"
    for step in steps:
        kind = KINDS.get(step["type"], kind)  # `*` says what the sentence before it says
        rows = step.get("argument", {}).get("dataTable", {}).get("rows")
        table = None if rows is None else tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
        yield Step(kind, step["text"], table, places[step["astNodeIds"][0]]["location"]["line"])
