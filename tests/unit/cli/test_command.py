import io
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from lawbook import __version__
from lawbook.cli import exits
from lawbook.cli.main import outcome_of
from lawbook.cli.options import policy_names
from lawbook.cli.progress import progress
from lawbook.cli.terminal import Table, say, show
from support.offers import FACTS, write_file, write_offer

DAY = ["--as-of", "2026-11-21"]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LAWBOOK_POLICIES", "LAWBOOK_LANG", "LAWBOOK_TIME_ZONE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    write_offer(tmp_path / "policies")
    write_file(tmp_path, "facts.json", json.dumps(FACTS))
    write_file(tmp_path, "bad.json", '{"amount": -1, "verifed": true}')
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(*arguments: str, standing_in: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(standing_in.encode()), encoding="utf-8"))
        code = outcome_of(list(arguments))
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return command


def test_a_sound_folder_passes(run: Run) -> None:
    assert run("check") == Ran(exits.OK, "1 policy in 1 version: no problems\n", "")


def test_problems_are_told_with_place_and_help_and_exit_one(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "policies" / "small-offer" / "v1.yaml"
    file.write_text(file.read_text().replace("amount > most", "amonut > most"))
    ran = run("check", "policies")
    line = 1 + file.read_text().splitlines().index(next(line for line in file.read_text().splitlines() if "amonut" in line))
    assert ran.code == exits.PROBLEMS
    assert ran.out.startswith(f"policies/small-offer/v1.yaml:{line}:26: ")
    assert "help: did you mean `amount`?" in ran.out


def test_problems_can_be_told_to_programs(run: Run, tmp_path: Path) -> None:
    write_file(tmp_path, "policies/a/v1.yaml", "policy: [")
    told = json.loads(run("check", "--format", "json").out)
    assert (told["ok"], [problem["code"] for problem in told["problems"]]) == (False, ["yaml-syntax"])
    sarif = json.loads(run("check", "--format", "sarif").out)
    assert sarif["version"] == "2.1.0"


def test_watching_checks_again_when_a_file_changes(tmp_path: Path) -> None:
    # Whoever is started in the background by a shell is deaf to an interrupt until it says otherwise.
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from lawbook.cli.main import run; run()"
    with subprocess.Popen([sys.executable, "-c", program, "check", "--watch"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as watching:
        too_long = threading.Timer(60, watching.kill)
        too_long.start()
        try:
            assert watching.stdout is not None
            assert watching.stdout.readline() == "1 policy in 1 version: no problems\n"
            edit = write_offer(tmp_path / "elsewhere", 2, "2027-01-01")
            edit.rename(tmp_path / "policies" / "small-offer" / edit.name)
            assert watching.stdout.readline() == "1 policy in 2 versions: no problems\n"
            watching.send_signal(signal.SIGINT)
            assert watching.wait() == exits.INTERRUPTED
        finally:
            too_long.cancel()
            watching.kill()


def test_a_decision_is_told_in_words(run: Run) -> None:
    ran = run("decide", "small-offer", "facts.json", *DAY)
    assert ran == Ran(
        exits.OK,
        "Small offer · small-offer v1 · 2026-11-21\n"
        "outcome\n  outcome     approve\n  limit       CNY 1,200.50\n  many debts  no\n\n"
        "rules that applied\n  ST-1\n  outcome:otherwise\n",
        "",
    )


def test_a_decision_is_told_in_chinese_where_the_environment_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    told = run("decide", "small-offer", "-", *DAY, standing_in=json.dumps({**FACTS, "verified": False})).out
    assert "结论\n  结论      拒绝\n" in told
    assert "理由\n  1  未能核验身份  NOT_VERIFIED  SO-1  internal\n" in told


def test_a_decision_can_be_had_as_canonical_json(run: Run) -> None:
    ran = run("decide", "small-offer", "facts.json", "--json", *DAY)
    assert json.loads(ran.out)["outcome"] == {"crowded": False, "limit": "1200.50", "outcome": "approve"}
    assert ran.out.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (
            ["decide", "small-offer", "bad.json"],
            exits.BAD_FACTS,
            "amount: `amount` is the number -1, outside its range [fact-out-of-range]",
        ),
        (["decide", "small-offer", "bad.json", "--json"], exits.BAD_FACTS, "help: did you mean `verified`?"),
        (["decide", "small-ofer", "facts.json"], exits.NOT_FOUND, "there is no policy `small-ofer`; did you mean `small-offer`?"),
        (["decide", "small-offer", "gone.json"], exits.NOT_FOUND, "gone.json: No such file or directory"),
        (["decide", "small-offer", "facts.json", "--as-of", "2025-01-01"], exits.NOT_FOUND, "comes into force on 2026-01-01"),
        (["decide", "small-offer", "facts.json", "--version", "9"], exits.NOT_FOUND, "has no version 9; it has 1"),
        (["decide", "small-offer", "facts.json", "--as-of", "soon"], exits.USAGE, "`soon` is not a calendar date"),
        (["decide", "small-offer"], exits.USAGE, "either a file of facts or --rows"),
        (["decide", "small-offer", "facts.json", "--policies", "nowhere"], exits.PROBLEMS, "`nowhere` is not a folder"),
        (["decide", "law", "facts.json"], exits.NOT_FOUND, "there is no policy `law`"),
        (["why-not", "small-offer", "facts.json", "--want", "aprove"], exits.USAGE, "did you mean `approve`?"),
        (["schema", "facts"], exits.USAGE, "say of which policy"),
        (["frobnicate"], exits.USAGE, "No such command"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_the_user_can_mend_is_told_without_a_stack(run: Run, arguments: list[str], code: int, told: str) -> None:
    ran = run(*arguments)
    assert ran.code == code
    assert told in " ".join(ran.err.replace("│", " ").split())
    assert "Traceback" not in ran.err


def test_a_fault_of_ours_is_told_with_its_stack(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("lawbook.library.opening.inspect_library", broken)
    ran = run("check")
    assert ran.code == exits.FAULT
    assert "RuntimeError: out of order" in ran.err
    assert "this is a fault of lawbook" in ran.err


ROWS = "id,Amount,ok,Region\n1,100,yes,north\n2,60000,yes,south\n3,100,no,south\n4,x,yes,south\n"
COLUMNS = "columns: small-offer\nfacts:\n  amount: Amount\n  verified: {column: ok, values: {'yes': true, 'no': false}}\n  grade: {constant: A}\ncompare: Region\n"


def test_rows_are_decided_counted_and_compared(run: Run, tmp_path: Path) -> None:
    write_file(tmp_path, "book.csv", ROWS)
    write_file(tmp_path, "book.columns.yaml", COLUMNS)
    ran = run("decide", "small-offer", "--rows", "book.csv", "--out", "out.ndjson", "--lang", "en", *DAY)
    assert ran.code == exits.BAD_FACTS
    assert "3 of 4 rows decided\n" in ran.out
    assert (
        "outcome by Region\n  outcome  north       south\n  approve  1 (100.0%)  0 (0.0%)\n  decline  0 (0.0%)    2 (100.0%)\n" in ran.out
    )
    assert "  TOO_MUCH      1  33.3%  The amount is above what is lent\n" in ran.out
    assert ran.err.startswith("not read: id\nrow 4: amount: `amount` is the text `x` [wrong-fact-type]\n")
    assert len((tmp_path / "out.ndjson").read_text().splitlines()) == 4


def test_rows_kept_with_the_policy_are_found_by_name(run: Run, tmp_path: Path) -> None:
    write_file(tmp_path, "policies/small-offer/data/book.csv", ROWS.replace("4,x,yes,south\n", ""))
    write_file(tmp_path, "policies/small-offer/data/book.columns.yaml", COLUMNS)
    ran = run("decide", "small-offer", "--rows", "book.csv", "--json", *DAY)
    assert ran.code == exits.OK
    assert json.loads(ran.out)["outcomes"]["outcome"] == {"approve": 1, "decline": 2}


def test_only_the_first_of_many_bad_rows_are_told(run: Run, tmp_path: Path) -> None:
    write_file(tmp_path, "book.ndjson", '{"amount": 1}\n' * 25)
    ran = run("decide", "small-offer", "--rows", "book.ndjson", *DAY)
    assert ran.err.endswith("and 5 more rows that could not be decided\n")


def test_a_bad_mapping_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    write_file(tmp_path, "book.csv", ROWS)
    write_file(tmp_path, "my.yaml", "columns: small-offer\nfacts: {amont: Amount}\n")
    ran = run("decide", "small-offer", "--rows", "book.csv", "--columns", "my.yaml", *DAY)
    assert ran.code == exits.PROBLEMS
    assert ran.err.startswith("my.yaml:2:9: the policy `small-offer` has no fact `amont` [unknown-fact]\n  help: did you mean `amount`?")


def test_an_explanation_tells_rule_by_rule(run: Run) -> None:
    ran = run("explain", "small-offer", "-", "--all", *DAY, standing_in=json.dumps({**FACTS, "amount": 60_000}))
    assert ran.code == exits.OK
    assert "  SO-2 applied: decline [internal]\n" in ran.out
    assert "  SO-1 did not apply: decline [internal]\n" in ran.out
    assert json.loads(run("explain", "small-offer", "facts.json", "--json", *DAY).out)["policy"] == "small-offer"


def test_an_explanation_tells_what_is_missing(run: Run) -> None:
    ran = run("explain", "small-offer", "-", "--lang", "zh", *DAY, standing_in='{"amount": 1, "verified": true}')
    assert "  SO-3 无法判断：转人工 [internal]\n" in ran.out
    assert "    缺少：缺少等级\n" in ran.out
    assert "  对外给出：转人工\n" in ran.out


def test_why_not_tells_what_stands_in_the_way(run: Run) -> None:
    ran = run("why-not", "small-offer", "-", "--want", "approve", *DAY, standing_in=json.dumps({**FACTS, "grade": "C"}))
    assert ran.out.startswith("outcome: refer to a person. Wanted: approve\n\nWhat decided otherwise\n  SO-3 applied: refer to a person")
    assert run("why-not", "small-offer", "facts.json", "--want", "approve", *DAY).out == "outcome: approve. That is what was wanted.\n"
    assert json.loads(run("why-not", "small-offer", "facts.json", "--want", "refer", "--json", *DAY).out)["lacking"][0]["id"] == "SO-3"
    assert "  = open debts is more than 5\n" in run("why-not", "small-offer", "facts.json", "--want", "crowded=true", *DAY).out


def test_a_policy_can_be_begun_and_continued(run: Run, tmp_path: Path) -> None:
    assert run("new", "loan-offer", "--effective", "2027-01-01", "--owner", "credit").out == "policies/loan-offer/v1.yaml\n"
    assert run("new", "small-offer", "--effective", "2027-01-01").out == "policies/small-offer/v2.yaml\n"
    assert run("check").out == "2 policies in 3 versions: no problems\n"
    assert (tmp_path / "policies" / "loan-offer" / "v1.yaml").read_text().splitlines()[6] == "effective: 2027-01-01"


def test_files_are_laid_out_and_stay_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "policies" / "small-offer" / "v1.yaml"
    assert run("fmt", "--check") == Ran(exits.OK, "", "")
    file.write_text(file.read_text() + "\n\n\n")
    assert run("fmt", "--check") == Ran(exits.PROBLEMS, "policies/small-offer/v1.yaml would be laid out otherwise\n", "")
    assert run("fmt", str(file)).out == f"{file} laid out anew\n"
    assert run("fmt") == Ran(exits.OK, "", "")


def test_a_file_that_cannot_be_laid_out_is_told(run: Run, tmp_path: Path) -> None:
    write_file(tmp_path, "policies/a/v1.yaml", "policy: [")
    ran = run("fmt")
    assert (ran.code, ran.err.split(": ")[0]) == (exits.PROBLEMS, "policies/a/v1.yaml:2:1")


def test_facts_are_asked_for_one_by_one(run: Run, tmp_path: Path) -> None:
    ran = run("try", "small-offer", "--save", "said.json", *DAY, standing_in="x\n12.50\n\nyes\n1\n\n")
    assert ran.code == exits.OK
    assert "amount asked for (CNY) · amount · needed\n  money in CNY between 0.00 and 100000.00, at most 2 decimals\n> " in ran.out
    assert "`amount` is the text `x`. please try again\n" in ran.out
    assert "  1 A\n  2 B\n  3 C\n> " in ran.out
    assert ran.out.endswith("rules that applied\n  ST-1\n  outcome:otherwise\n")
    assert json.loads((tmp_path / "said.json").read_text()) == {"amount": "12.50", "verified": True, "grade": "A"}


def test_asking_ends_when_nobody_answers(run: Run) -> None:
    assert run("try", "small-offer", *DAY, standing_in="").code != exits.OK


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["schema"], "Lawbook policy file, language 1"),
        (["schema", "register"], "Lawbook register file, language 1"),
        (["schema", "facts", "small-offer"], "Small offer"),
        (["schema", "decision", "small-offer"], "Small offer"),
    ],
)
def test_schemas_can_be_had(run: Run, arguments: list[str], title: str) -> None:
    assert json.loads(run(*arguments).out)["title"] == title


def test_schemas_of_files_are_written_into_the_folder(run: Run, tmp_path: Path) -> None:
    assert run("schema", "--write").out.splitlines()[0] == "policies/schema/policy.schema.json"
    assert (tmp_path / "policies" / "schema" / "register.schema.json").exists()


def test_versions_are_listed(run: Run) -> None:
    assert run("list", *DAY, "--lang", "en").out == (
        "policies on 2026-11-21\n"
        "  policy       version  state     from        until  title        owner   review by\n"
        "  small-offer  1        in force  2026-01-01         Small offer  credit  2030-01-01\n"
    )
    assert json.loads(run("list", *DAY, "--json").out)["versions"][0]["state"] == "in force"
    assert "2030-01-01 (due)" in run("list", "--as-of", "2031-01-01").out


def test_the_version_of_the_program_is_told(run: Run) -> None:
    assert run("--version") == Ran(exits.OK, f"lawbook {__version__}\n", "")


def test_policies_are_found_through_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAWBOOK_POLICIES", str(tmp_path / "policies"))
    monkeypatch.chdir("/")
    assert run("decide", "small-offer", str(tmp_path / "facts.json"), *DAY).code == exits.OK
    assert run("check").code == exits.OK


def test_a_time_zone_that_is_none_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAWBOOK_TIME_ZONE", "Asia/Shanghay")
    ran = run("list")
    assert ran.code == exits.USAGE
    assert "Invalid value for LAWBOOK_TIME_ZONE: `Asia/Shanghay` is no time zone; write one such as Asia/Shanghai" in ran.err


def test_a_service_without_its_extra_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lawbook_api.serving", None)
    ran = run("serve")
    assert (ran.code, "pip install 'lawbook[api]'" in ran.err) == (exits.USAGE, True)


def test_nothing_is_said_when_nobody_reads_on(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", "from lawbook.cli.main import run; run()", "schema"]
    with subprocess.Popen(arguments, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_tables_and_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Terminal())
    say("hello", colour="red")
    show(Table("outcome", (("结论", "通过"),), ("name", "value")), Table("empty", ()))
    assert isinstance(sys.stdout, _Terminal)
    told = sys.stdout.getvalue()
    assert told.startswith("\x1b[31mhello\x1b[0m\n")
    assert "结论" in told
    assert "empty" not in told


def test_a_terminal_gets_a_bar_that_grows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stderr", _Terminal())
    with progress(write_file(tmp_path, "a.csv", "x\n" * 300)) as advance:
        for number in range(1, 301):
            advance(number)
    assert isinstance(sys.stderr, _Terminal)
    assert "a.csv" in sys.stderr.getvalue()


def test_names_of_policies_are_completed() -> None:
    assert policy_names(SimpleNamespace(params={}), "sma") == ["small-offer"]  # type: ignore[arg-type]
    assert policy_names(SimpleNamespace(params={"policies": "policies"}), "x") == []  # type: ignore[arg-type]
