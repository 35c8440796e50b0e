"""The golden libraries against the schema that editors use."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from lawbook.operations.file_schema import KINDS, file_schema

GOLDEN = Path(__file__).parents[2] / "golden"
GOOD = sorted((GOLDEN / "good").rglob("*.yaml"))
SHAPES = ("bad-decision", "missing-key", "missing-translation", "unknown-key", "wrong-shape", "bad-value")


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: numbers and truths are typed, dates stay text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def with_text_keys(value: object) -> object:
    """Let every key be a text, as in JSON."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(part) for key, part in value.items()}
    return [with_text_keys(part) for part in value] if isinstance(value, list) else value


def faults(file: Path) -> list[str]:
    document = with_text_keys(yaml.load(file.read_text(encoding="utf-8"), Loader=EditorLoader))  # noqa: S506 - a safe loader
    assert isinstance(document, dict)
    kind = next(kind for kind in KINDS if kind in document)
    return [error.message for error in jsonschema.Draft202012Validator(file_schema(kind)).iter_errors(document)]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.relative_to(GOLDEN / "good").as_posix())
def test_every_good_file_fits(file: Path) -> None:
    assert faults(file) == []


@pytest.mark.parametrize("code", SHAPES)
def test_a_file_of_the_wrong_shape_does_not_fit(code: str) -> None:
    assert any(faults(file) for file in (GOLDEN / "bad" / code).rglob("*.yaml"))
