"""Every command, option, setting and kind of problem is documented."""

import re
from pathlib import Path

import pytest
import typer.main

from lawbook.cli.exits import MEANINGS
from lawbook.cli.main import app_with
from lawbook_api.pages import ADDRESSES
from lawbook_api.problems import KINDS
from lawbook_api.settings import ENVIRONMENT

COMMANDS = Path("docs/commands.md").read_text(encoding="utf-8")
SERVICE = Path("docs/service.md").read_text(encoding="utf-8")
GROUP = typer.main.get_group(app_with())


LEAVES = [leaf for command in GROUP.commands.values() for leaf in getattr(command, "commands", {"": command}).values()]


@pytest.mark.parametrize("command", sorted(GROUP.commands))
def test_every_command_has_a_section(command: str) -> None:
    assert f"\n## `lawbook {command}" in COMMANDS


@pytest.mark.parametrize("option", sorted({option for command in LEAVES for parameter in command.params for option in parameter.opts}))
def test_every_option_is_documented(option: str) -> None:
    assert not option.startswith("-") or re.search(rf"{option}\b", COMMANDS)


def test_every_command_tells_its_exit_codes() -> None:
    assert all(command.epilog and "Exit codes" in command.epilog for command in LEAVES)
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", COMMANDS, re.MULTILINE)] == list(MEANINGS)


@pytest.mark.parametrize("setting", sorted(ENVIRONMENT))
def test_every_setting_is_documented(setting: str) -> None:
    assert f"`{setting}`" in SERVICE


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_problem_is_documented_with_its_status(kind: str) -> None:
    status, title, _ = KINDS[kind]
    assert f"| `/problems/{kind}` | {status} | {title} |" in SERVICE


def test_every_address_is_documented() -> None:
    told = set(re.findall(r"/[\w{}:/.-]+", " ".join(path for _, path, _ in ADDRESSES)))
    assert told <= set(re.findall(r"/[\w{}:/.-]+", SERVICE))


@pytest.mark.parametrize("page", sorted(Path("docs").glob("*.md")), ids=lambda page: page.name)
def test_pages_link_to_pages_that_are_there(page: Path) -> None:
    for target in re.findall(r"\]\(([\w./-]+\.md)(?:#[\w-]+)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target
