from hypothesis import given
from hypothesis import strategies as st

from lawbook.operations.merging import Clash, merged

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n"]), max_size=8).map(tuple)


def joined(came: tuple[str, ...], here: tuple[str, ...], upstream: tuple[str, ...]) -> tuple[str, ...]:
    pieces = tuple(merged(came, here, upstream))
    assert not any(isinstance(piece, Clash) for piece in pieces)
    return tuple(line for piece in pieces if not isinstance(piece, Clash) for line in piece)


@given(came=LINES, changed=LINES)
def test_what_one_side_changed_is_taken(came: tuple[str, ...], changed: tuple[str, ...]) -> None:
    assert joined(came, changed, came) == joined(came, came, changed) == joined(came, changed, changed) == changed


@given(came=LINES, here=LINES, upstream=LINES)
def test_every_line_of_here_is_kept_taken_back_upstream_or_shown(
    came: tuple[str, ...], here: tuple[str, ...], upstream: tuple[str, ...]
) -> None:
    for piece in merged(came, here, upstream):
        if isinstance(piece, Clash):
            assert here[piece.line - 1 : piece.line - 1 + len(piece.here)] == piece.here
            assert piece.here != piece.upstream


def test_changes_of_different_lines_stand_together() -> None:
    assert joined(("1\n", "2\n", "3\n"), ("one\n", "2\n", "3\n"), ("1\n", "2\n", "three\n")) == ("one\n", "2\n", "three\n")


def test_the_same_line_changed_differently_is_a_clash_at_its_line() -> None:
    assert tuple(merged(("1\n", "2\n", "3\n"), ("1\n", "two\n", "3\n"), ("1\n", "zwei\n", "3\n"))) == (
        (),
        ("1\n",),
        Clash(2, ("two\n",), ("zwei\n",)),
        ("3\n",),
        (),
    )
