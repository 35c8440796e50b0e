"""The schema that editors use agrees with the checker about what is written in real files."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from lawbook.operations.file_schema import KINDS, file_schema
from lawbook.operations.schemas import written
from support.offers import OFFER

FILES = sorted(file for file in Path("policies").glob("**/*.yaml") if "data" not in file.parts and "schema" not in file.parts)


class _Texts(yaml.SafeLoader):
    """Reads YAML as editors do: dates stay text."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text: str) -> list[str]:
    document = with_text_keys(yaml.load(text, Loader=_Texts))  # noqa: S506 - a safe loader
    assert isinstance(document, dict)
    kind = next(kind for kind in KINDS if kind in document)
    validator = jsonschema.Draft202012Validator(file_schema(kind))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"[:200] for error in validator.iter_errors(document)]


def with_text_keys(value: object) -> object:
    if isinstance(value, dict):
        return {str(key).lower() if isinstance(key, bool) else str(key): with_text_keys(part) for key, part in value.items()}
    return [with_text_keys(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_shipped_file_fits_its_schema(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schema_is_the_one_this_engine_gives(kind: str) -> None:
    assert (Path("policies/schema") / f"{kind}.schema.json").read_text(encoding="utf-8") == written(kind)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("outputs: [", "outptus: ["),
        ("hit: unique", "hit: uniqe"),
        ("optional: true}", "optional: perhaps}"),
        ("effective: 2026-01-01", "effective: soon"),
        ("    formula: min(amount, most)\n", ""),
        ("title: {en: limit, zh: 额度}", "title: {en: limit}"),
    ],
)
def test_what_the_schema_is_for_is_refused(before: str, after: str) -> None:
    text = OFFER.format(version=1, effective="2026-01-01", most=1)
    assert before in text
    assert faults(text) == []
    assert faults(text.replace(before, after)) != []
