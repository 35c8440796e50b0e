from datetime import date
from pathlib import Path

import pytest

from lawbook import FactsRejected, PolicyVersion, open_library
from lawbook.model.types import BooleanType, ListType, NumberType, OneOfType, RecordType, SetType, TextType
from lawbook.operations.columns import ColumnMapping, Constant, FromColumn, facts_of, find_columns, posted, read_columns, same_names
from lawbook.operations.deciding import decide_rows, empty_tally, written_row
from lawbook.operations.rows import RawRow, read_rows
from lawbook.problems import Problems
from support.offers import write_file, write_offer

MAPPING = """\
columns: small-offer
language: 1
facts:
  amount: Amount
  verified: {column: Checked, values: {"yes": true, "no": false}}
  grade: {column: Class, values: {one: A, two: B, three: C, none: ""}}
  open_debts: {constant: 2}
compare: [Region]
"""


@pytest.fixture
def version(tmp_path: Path) -> PolicyVersion:
    write_offer(tmp_path)
    return open_library(tmp_path, today=date(2026, 11, 21)).policy("small-offer")


def mapped(text: str, version: PolicyVersion) -> tuple[ColumnMapping | None, list[str]]:
    problems = Problems()
    mapping = read_columns(text.encode(), "m.yaml", version.policy, problems)
    return mapping, [f"{problem.where} {problem.code}" for problem in problems]


def test_a_mapping_says_where_each_fact_comes_from(version: PolicyVersion) -> None:
    mapping, problems = mapped(MAPPING, version)
    assert problems == []
    assert mapping == ColumnMapping(
        "small-offer",
        {
            "amount": FromColumn("Amount", None),
            "verified": FromColumn("Checked", {"yes": "true", "no": "false"}),
            "grade": FromColumn("Class", {"one": "A", "two": "B", "three": "C", "none": ""}),
            "open_debts": Constant("2"),
        },
        ("Region",),
    )
    assert mapping.columns() == {"Amount", "Checked", "Class", "Region"}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("columns: other\nfacts: {}\n", ["m.yaml:1:10 bad-value"]),
        ("facts: {}\n", ["m.yaml:1:1 missing-key"]),
        ("columns: small-offer\n", ["m.yaml:1:1 missing-key"]),
        ("columns: small-offer\nfacts: {amont: a}\n", ["m.yaml:2:9 unknown-fact"]),
        ("columns: small-offer\nfacts: {amount: {colum: a}}\n", ["m.yaml:2:18 unknown-key"]),
        ("columns: small-offer\nfacts: {amount: [a]}\n", ["m.yaml:2:17 wrong-shape"]),
        ("columns: small-offer\nfacts: {amount: {column: a, values: [b]}}\n", ["m.yaml:2:37 wrong-shape"]),
        ("columns: small-offer\nfacts: {}\ncompare: a\nwhat: x\n", ["m.yaml:4:1 unknown-key"]),
        ("[a]\n", ["m.yaml:1:1 wrong-shape"]),
        ("a: [\n", ["m.yaml:2:1 yaml-syntax"]),
    ],
)
def test_everything_wrong_with_a_mapping_is_told_with_its_place(version: PolicyVersion, text: str, problems: list[str]) -> None:
    assert mapped(text, version)[1] == problems


def test_facts_are_translated_and_empty_cells_are_absent(version: PolicyVersion) -> None:
    mapping, _ = mapped(MAPPING, version)
    assert mapping is not None
    types = {fact.name: fact.type for fact in version.policy.facts}
    row = {"Amount": "12.50", "Checked": "yes", "Class": "none", "Region": "north"}
    assert facts_of(row, mapping, types) == {"amount": "12.50", "verified": True, "open_debts": 2}


def test_a_value_without_translation_is_a_bad_fact(version: PolicyVersion) -> None:
    mapping, _ = mapped(MAPPING, version)
    assert mapping is not None
    with pytest.raises(FactsRejected) as rejection:
        facts_of({"Amount": "1", "Checked": "yess", "Class": "four"}, mapping, {fact.name: fact.type for fact in version.policy.facts})
    assert [str(problem) for problem in rejection.value.problems] == [
        "verified: the column `Checked` has `yess`, which `values` does not translate [bad-value]\n  help: did you mean `yes`?",
        "grade: the column `Class` has `four`, which `values` does not translate [bad-value]",
    ]


RECORDS = ListType(RecordType(("a",), (BooleanType(),), (False,)), 3)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (BooleanType(), "true", True),
        (BooleanType(), "false", False),
        (BooleanType(), "yes", "yes"),
        (NumberType("integer", 0, 0, 9), "7", 7),
        (NumberType("days", 0, 0, 9), "-7", -7),
        (NumberType("integer", 0, 0, 9), "7.0", "7.0"),
        (NumberType("money", 2, 0, 9, "CNY"), "0.10", "0.10"),
        (OneOfType(("A",)), "A", "A"),
        (TextType(9), "12", "12"),
        (SetType(OneOfType(("A", "B"))), "A  B", ["A", "B"]),
        (RECORDS, '[{"a": true}]', [{"a": True}]),
        (RECORDS, "[", "["),
    ],
)
def test_text_is_read_as_its_fact_needs_it(kind: object, text: str, value: object) -> None:
    assert posted(kind, text) == value  # type: ignore[arg-type]


def test_columns_without_a_mapping_are_facts_of_the_same_name(version: PolicyVersion) -> None:
    assert same_names(version.policy, frozenset({"amount", "other"})).facts == {"amount": FromColumn("amount", None)}


def test_a_mapping_is_found_beside_the_rows_or_with_the_policy(version: PolicyVersion, tmp_path: Path) -> None:
    rows = tmp_path / "book.csv"
    assert find_columns(version.policy, tmp_path, rows) is None
    kept = write_file(tmp_path, "small-offer/data/book.columns.yaml", "")
    assert find_columns(version.policy, tmp_path, rows) == kept
    beside = write_file(tmp_path, "book.columns.yaml", "")
    assert find_columns(version.policy, tmp_path, rows) == beside


def test_rows_are_read_from_csv_with_their_numbers(tmp_path: Path) -> None:
    file = write_file(tmp_path, "a.csv", '\ufeffx,y\n1,"a, b"\n2\n')
    first, second = read_rows(file)
    assert first == RawRow(1, {"x": "1", "y": "a, b"})
    assert [problem.code for problem in second.trouble] == ["row-width"]


@pytest.mark.parametrize(
    ("text", "code"),
    [(b"", "unreadable-file"), (b"x,x\n", "duplicate-name"), (b'x\n"a\n', "unreadable-file"), (b"x\n\xff\n", "unreadable-file")],
)
def test_a_csv_that_cannot_be_read_is_refused(tmp_path: Path, text: bytes, code: str) -> None:
    (tmp_path / "a.csv").write_bytes(text)
    with pytest.raises(FactsRejected) as rejection:
        list(read_rows(tmp_path / "a.csv"))
    assert [problem.code for problem in rejection.value.problems] == [code]


def test_rows_are_read_from_ndjson_and_a_bad_line_is_told(tmp_path: Path) -> None:
    first, second = read_rows(write_file(tmp_path, "a.ndjson", '{"x": 1}\nnope\n'))
    assert first == RawRow(1, {"x": 1})
    assert [problem.code for problem in second.trouble] == ["not-json"]


def test_outcomes_reasons_and_ranges_are_counted(version: PolicyVersion) -> None:
    mapping, _ = mapped(MAPPING, version)
    assert mapping is not None
    rows = [
        RawRow(1, {"Amount": "10", "Checked": "yes", "Class": "one", "Region": "north"}),
        RawRow(2, {"Amount": "60000", "Checked": "no", "Class": "one", "Region": "south"}),
        RawRow(3, {"Amount": "20", "Checked": "yes", "Class": "none", "Region": "south"}),
        RawRow(4, {"Amount": "x", "Checked": "yes", "Class": "one", "Region": "south"}),
    ]
    tally = empty_tally(version, mapping.compare)
    written = []
    for row in decide_rows(version, rows, mapping):
        tally.take(row)
        written.append(written_row(row))
    assert tally.to_dict() == {
        "rows": 4,
        "decided": 3,
        "rejected": 1,
        "outcomes": {"outcome": {"approve": 1, "refer": 1, "decline": 1}, "crowded": {"false": 3}},
        "ranges": {"limit": {"least": "10.00", "greatest": "50000.00"}},
        "unknown": {"outcome": 1},
        "reasons": {"NOT_VERIFIED": 1, "TOO_MUCH": 1},
        "compared": [
            {
                "decision": "outcome",
                "column": "Region",
                "counts": [
                    {"outcome": "approve", "value": "north", "rows": 1},
                    {"outcome": "decline", "value": "south", "rows": 1},
                    {"outcome": "refer", "value": "south", "rows": 1},
                ],
            },
            {
                "decision": "crowded",
                "column": "Region",
                "counts": [{"outcome": "false", "value": "north", "rows": 1}, {"outcome": "false", "value": "south", "rows": 2}],
            },
        ],
    }
    assert written[0].startswith(b'{"decision":{"as_of":"2026-11-21"')
    assert written[0].endswith(b',"row":1}\n')
    assert written[3].startswith(b'{"problems":[{"code":"wrong-fact-type","fact":"amount"')


def test_a_row_in_trouble_is_told_and_the_others_go_on(version: PolicyVersion, tmp_path: Path) -> None:
    file = write_file(tmp_path, "a.ndjson", 'nope\n{"amount": 1, "verified": true, "grade": "A"}\n')
    decided = list(decide_rows(version, read_rows(file), same_names(version.policy, frozenset({"amount", "verified", "grade"}))))
    assert [row.decision is None for row in decided] == [True, False]


def test_an_unknown_that_is_published_is_counted_last(version: PolicyVersion) -> None:
    rows = [RawRow(1, {"amount": "1", "verified": "true"}), RawRow(2, {"amount": "1", "verified": "true", "open_debts": "9"})]
    tally = empty_tally(version, ())
    for row in decide_rows(version, rows, same_names(version.policy, frozenset({"amount", "verified", "open_debts"}))):
        tally.take(row)
    assert tally.labels("crowded") == ["true", "unknown"]
