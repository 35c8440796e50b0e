"""Files written at random in the language: putting them into their one layout changes nothing, and editors find nothing wrong with them."""

from random import Random

import jsonschema
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lawbook.operations.file_schema import KINDS, file_schema
from lawbook.operations.formatting import formatted
from lawbook.read.yaml import Loader
from support.generated_policies import Library, check_texts, libraries
from support.surface_writing import Layout

SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=SHARE // 5, suppress_health_check=list(HealthCheck))
layouts = st.integers(0, 2**32).map(lambda seed: Layout(Random(seed)))  # noqa: S311 - nothing secret is drawn
SCHEMAS = {kind: jsonschema.Draft202012Validator(file_schema(kind)) for kind in KINDS}


# Reads YAML as editors do: numbers and truths are typed, dates stay text.
EditorLoader: type[yaml.SafeLoader] = type("EditorLoader", (Loader,), {})
EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def with_text_keys(value: object) -> object:
    """Let every key be a text, as in JSON."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(part) for key, part in value.items()}
    return [with_text_keys(part) for part in value] if isinstance(value, list) else value


@some
@given(library=libraries(), layout=layouts)
def test_the_one_layout_says_the_same_and_is_its_own(library: Library, layout: Layout) -> None:
    texts = library.texts(layout)
    laid_out = {path: text if path.endswith(".csv") else formatted(text, path) for path, text in texts.items()}
    assert all(formatted(text, path) == text for path, text in laid_out.items() if not path.endswith(".csv"))
    policy = check_texts(texts).policy
    assert check_texts(laid_out).policy == policy


@some
@given(library=libraries())
def test_what_is_checked_fits_the_schema_that_editors_use(library: Library) -> None:
    texts = library.texts()
    assume(check_texts(texts).policy is not None)
    for path, text in texts.items():
        if not path.endswith(".csv"):
            document = with_text_keys(yaml.load(text, Loader=EditorLoader))  # noqa: S506 - a safe loader
            assert isinstance(document, dict)
            kind = next(kind for kind in KINDS if kind in document)
            assert [error.message for error in SCHEMAS[kind].iter_errors(document)] == []
