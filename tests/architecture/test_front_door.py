"""What `import lawbook` gives, and what it costs."""

import subprocess
import sys

import pytest

import lawbook

FRONT_DOOR = {
    "Cause",
    "Decision",
    "EngineFault",
    "Explanation",
    "FactsRejected",
    "Given",
    "Inspection",
    "Library",
    "NoSuchPolicy",
    "Note",
    "Notice",
    "PolicyRejected",
    "PolicyVersion",
    "Problem",
    "Suggestion",
    "Unknown",
    "UnknownWish",
    "Where",
    "Words",
    "WouldChange",
    "__version__",
    "inspect_library",
    "open_library",
}
HEAVY = {"lark", "yaml", "jsonschema", "typer", "rich", "msgspec"}
OPTIONAL = {
    "flask",
    "werkzeug",
    "granian",
    "prometheus_client",
    "jinja2",
    "markupsafe",
    "lawbook_api",
    "pytest",
    "pytest_bdd",
    "hypothesis",
    "z3",
    "sqlalchemy",
    "alembic",
    "cryptography",
    "psycopg",
    "duckdb",
    "ibis",
}


def loaded_after(statement: str) -> set[str]:
    program = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split())


def test_the_front_door_is_what_was_promised() -> None:
    assert set(lawbook.__all__) == FRONT_DOOR
    assert set(dir(lawbook)) == FRONT_DOOR


@pytest.mark.parametrize("name", sorted(FRONT_DOOR))
def test_everything_promised_is_there(name: str) -> None:
    assert getattr(lawbook, name) is not None


def test_nothing_else_is() -> None:
    with pytest.raises(AttributeError, match="module `lawbook` has no attribute `nothing`"):
        _ = lawbook.nothing


def test_importing_lawbook_loads_nothing_heavy() -> None:
    assert loaded_after("import lawbook") & (HEAVY | OPTIONAL) == set()


def test_deciding_loads_no_optional_library() -> None:
    assert loaded_after("import lawbook\nlawbook.open_library('policies')") & OPTIONAL == set()


def test_the_help_of_the_command_loads_no_engine() -> None:
    assert (
        loaded_after("from lawbook.cli.main import outcome_of\noutcome_of(['--help'])") & {"lark", "yaml", "jsonschema", "msgspec"} == set()
    )
