import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbook.model.limits import NESTING, PROBLEMS
from lawbook.problems import Problem, Problems
from lawbook.read.document import Mapping, Scalar, Sequence
from lawbook.read.yaml import read_document
from support.reading import FILE, at, document, told_of_document


def plain(text: str) -> Scalar:
    return Scalar(text, "plain", at(1, 1))


def test_a_document_is_mappings_lists_and_scalars_that_are_all_text() -> None:
    read = document("policy: dunning\nrows:\n  R1: [\"[1..30]\", A, 22:00]\n  R2: [no, 1_0, 'x']\nempty:\n")
    assert read == Mapping(
        (
            (plain("policy"), plain("dunning")),
            (
                plain("rows"),
                Mapping(
                    (
                        (plain("R1"), Sequence((Scalar("[1..30]", "double", at(3, 8)), plain("A"), plain("22:00")), at(3, 7))),
                        (plain("R2"), Sequence((plain("no"), plain("1_0"), Scalar("x", "single", at(4, 17))), at(4, 7))),
                    ),
                    at(3, 3),
                ),
            ),
            (plain("empty"), plain("")),
        ),
        at(1, 1),
    )


def test_every_node_knows_its_place_in_characters() -> None:
    match document("逾期😀: {zh: 高, en: [x, y]}\n"):
        case Mapping(where=whole, entries=((Scalar() as key, Mapping(where=inner, entries=((_, zh), (en, listed)))),)):
            assert (whole, key.where, inner) == (at(1, 1), at(1, 1), at(1, 6))
            assert (zh.where, en.where, listed.where) == (at(1, 11), at(1, 14), at(1, 18))
        case other:
            raise AssertionError(other)


def test_a_mapping_gives_a_value_or_its_key_by_name() -> None:
    match document("a: 1\nb: 2\n"):
        case Mapping() as read:
            assert (read.get("b"), read.get("c")) == (plain("2"), None)
            assert (read.key("b"), read.key("c")) == (plain("b"), None)
        case other:
            raise AssertionError(other)


def test_a_key_may_hold_a_colon_when_it_has_a_value() -> None:
    assert document("22:00: x\n：y: z\n") == Mapping(((plain("22:00"), plain("x")), (plain("：y"), plain("z"))), at(1, 1))


def test_a_byte_order_mark_is_passed_over() -> None:
    match document(b"\xef\xbb\xbfa: 1\n"):
        case Mapping(entries=((Scalar(text=key, where=where), _),)):
            assert (key, where) == ("a", at(1, 1))
        case other:
            raise AssertionError(other)


def test_a_key_that_stands_twice_is_told_with_both_places_and_the_rest_is_read() -> None:
    problems = Problems()
    read = read_document("a: 1\nb: 2\na: 3\n", FILE, problems)
    assert list(problems) == [
        Problem("duplicate-key", "the key `a` stands twice: first at line 1, column 1", at(3, 1), "keep one of the two")
    ]
    assert read == Mapping(((plain("a"), plain("1")), (plain("b"), plain("2"))), at(1, 1))


def test_every_anchor_alias_tag_and_merge_key_is_refused_where_it_stands() -> None:
    told = told_of_document("a: &x 1\nb: *x\n<<: {c: 1}\nd: !!int 3\ne: [!= 5]\n")
    assert [(problem.code, problem.message, problem.where, problem.help) for problem in told] == [
        ("yaml-alias", "the anchor `&x` stands here", at(1, 4), "leave it out, and write each value where it is needed"),
        ("yaml-alias", "the alias `*x` stands here", at(2, 4), "write the value itself"),
        ("yaml-alias", "the merge key `<<` stands here", at(3, 1), "write the entries out"),
        ("yaml-alias", "the tag `!!int` stands here", at(4, 4), "leave it out: a value is typed by the declaration of its place"),
        ("yaml-alias", "YAML reads `!=` as a tag", at(5, 5), 'write `"!= 5"`, in quotes'),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\n---\nb: 2\n", Problem("several-documents", "a second YAML document begins here", at(2, 1), "put it in a file of its own")),
        ("", Problem("wrong-shape", "the file is empty", at(1, 1), "begin with `policy:`, `vocabulary:`, `register:` or `calendar:`")),
        (
            "# only a comment\n",
            Problem("wrong-shape", "the file is empty", at(1, 1), "begin with `policy:`, `vocabulary:`, `register:` or `calendar:`"),
        ),
        (b"a: 1\nb: \xff\n", Problem("unreadable-file", "the file is not UTF-8 text", at(2, 4), "save it as UTF-8")),
        ("a: \x07", Problem("unreadable-file", "the invisible character U+0007 cannot stand in a policy file", at(1, 4), "delete it")),
        ("高: x\u2028y", Problem("unreadable-file", "the invisible character U+2028 cannot stand in a policy file", at(1, 5), "delete it")),
        ("a: \ud800", Problem("unreadable-file", "the file is not UTF-8 text", at(1, 4), "save it as UTF-8")),
        (
            "? [a, b]\n: c\n",
            Problem(
                "wrong-shape",
                "a key must be one word, and a list or mapping stands here",
                at(1, 3),
                "put it in quotes if it is the text of a cell",
            ),
        ),
    ],
)
def test_what_is_not_one_readable_document_is_refused(text: str | bytes, problem: Problem) -> None:
    assert told_of_document(text) == [problem]


@pytest.mark.parametrize(
    ("text", "told", "read"),
    [
        ("l: [[1..30], A]", [("yaml-syntax", at(1, 5), 'write `"[1..30]"`, in quotes')], 'l: ["[1..30]", A]'),
        ("l: [A，B， C]", [("full-width", at(1, 6), "write `,` for `，`"), ("full-width", at(1, 8), "write `,` for `，`")], "l: [A, B, C]"),
        (
            "t: {en：x, zh： 高}",
            [("full-width", at(1, 7), "write `:` for `：`"), ("full-width", at(1, 13), "write `:` for `：`")],
            "t: {en: x, zh: 高}",
        ),
        ("t: {en:x, zh: 高}", [("yaml-syntax", at(1, 7), "write `en: x`")], "t: {en: x, zh: 高}"),
    ],
)
def test_a_slip_in_the_structure_is_told_and_read_as_it_was_meant(text: str, told: list[tuple[str, object, str]], read: str) -> None:
    problems = Problems()
    node = read_document(text, FILE, problems)
    assert [(problem.code, problem.where, problem.help) for problem in problems] == told
    assert repr_without_styles(node) == repr_without_styles(document(read))


def repr_without_styles(node: object) -> object:
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [repr_without_styles(item) for item in items]
        case Mapping(entries=entries):
            return [(key.text, repr_without_styles(value)) for key, value in entries]
        case _:
            raise AssertionError(node)


def test_full_width_commas_and_colons_inside_texts_are_left_alone() -> None:
    assert document('t: {zh: 高，低：x}\nl: ["a，b"]\nn:\n- 说明：x\n') is not None


@pytest.mark.parametrize("cell", ["(1..2)", "not((5..12))", "abs(?) in (1..4)"])
def test_a_list_of_one_cell_with_a_range_is_no_range_without_quotes(cell: str) -> None:
    assert told_of_document(f"if: [{cell}]\n") == []
    assert repr_without_styles(document(f"if: [{cell}]\n")) == [("if", [cell])]


def test_keys_with_full_width_colons_on_lines_of_their_own_are_all_told() -> None:
    told = told_of_document("facts:\n  age:\n    type：boolean\n    title：x\n")
    assert [(problem.code, problem.where) for problem in told] == [("full-width", at(3, 9)), ("full-width", at(4, 10))]


def test_a_document_may_nest_as_deep_as_the_language_allows_and_no_deeper() -> None:
    assert document("[" * NESTING + "]" * NESTING) is not None
    deeper = NESTING + 1
    assert told_of_document("[" * deeper + "]" * deeper) == [
        Problem("nesting-too-deep", f"the document nests deeper than {NESTING}", at(1, deeper)),
    ]


def test_the_reader_stops_when_nearly_every_line_is_wrong() -> None:
    assert PROBLEMS < len(told_of_document("a: 1\n" * 5_000)) < PROBLEMS + 10


@given(st.one_of(st.text(st.sampled_from("ab: -[]{}\n\t\"'#&*!|>%@`?,，：高\\.1") | st.characters(), max_size=60), st.binary(max_size=60)))
def test_any_text_is_either_read_or_told_about(text: str | bytes) -> None:
    told_of_document(text)


_LINES = st.sampled_from(
    [
        "a: 1",
        "b:",
        "  c: [x, y]",
        "  - d",
        "e：f",
        "\tg: 1",
        "h: 'i",
        'j: "k',
        "l: > 90",
        "m: [1..3)",
        "n: {o: p",
        "q: r: s",
        "t:u",
        "v",
        "  |",
        " w: |",
        "   x",
    ]
)


@given(st.lists(_LINES, max_size=8).map("\n".join))
def test_any_lines_are_either_read_or_told_about(text: str) -> None:
    told_of_document(text)
