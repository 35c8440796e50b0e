"""The service does what /openapi.json says, and refuses what it does not: schemathesis asks a real server, the same each time."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from support.offers import write_offer
from support.services import Server, serving

# JSON Schema cannot say that text is a number within a range, so that the service refuses some of what the schema lets through.
Operation: TypeAlias = schemathesis.APIOperation[Any, Any, Any, Any]
Case: TypeAlias = schemathesis.Case[Any]
LEFT_OUT: list[Any] = [positive_data_acceptance]


@schemathesis.serializer("application/x-ndjson")
def as_lines(_context: object, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("described")
    write_offer(root)
    with serving(root, "--quiet") as running:
        yield running


def can_be_wrong(operation: Operation) -> bool:
    """Tell whether anything that is not as described can be sent: whatever is posted to a batch is answered line by line."""
    return (bool(list(operation.query)) or bool(list(operation.body))) and not operation.path.endswith(":batch")


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "not as described"])
def test_the_service_does_what_its_description_says(server: Server, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{server.address}/openapi.json")
    shown = {"Authorization": f"Bearer {server.key}"}
    asked = 0
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        if mode is GenerationMode.NEGATIVE and not can_be_wrong(operation):
            continue
        asked += 1

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=30, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def answers_are_as_described(case: Case) -> None:
            case.call_and_validate(excluded_checks=LEFT_OUT, headers=shown)

        answers_are_as_described()
    assert asked >= 4
