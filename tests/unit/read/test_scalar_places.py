import re
from typing import get_args

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from lawbook.problems import Problems
from lawbook.read.document import Mapping, Scalar
from lawbook.read.yaml import read_document
from support.reading import FILE
from support.scalar_writing import WRITTEN, Quoting, lines_of


def _read(text: str) -> Scalar | None:
    """Read the value of the key `k` at the root; None when this is not YAML, or something else than a scalar."""
    match read_document(text, FILE, Problems()):
        case Mapping(entries=(_, (_, Scalar() as value))):
            return value
        case _:
            return None


def _stands_there(character: str, line: str, column: int, style: str) -> bool:
    """Tell whether *character* is written in *line* at *column*, as itself, as an escape, or folded out of the end of the line."""
    rest = line[column - 1 :]
    if style == "double" and rest.startswith("\\") and rest.strip() != "\\":
        escape = re.match(r"\\(x..|u....|U........|.)", rest)
        return escape is not None and yaml.safe_load(f'"{escape[0]}"') == character
    return rest.startswith(character) or (character in " \n" and rest.strip() in {"", "\\"})


@pytest.mark.parametrize("style", get_args(Quoting))
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["lines end in LF", "lines end in CRLF"])
@given(data=st.data())
def test_every_character_of_a_scalar_is_found_where_it_was_written(style: Quoting, ending: str, data: st.DataObject) -> None:
    written = data.draw(WRITTEN[style])
    text = f"first: 高😀\nk:  {written}\n".replace("\n", ending)
    value = _read(text)
    assume(value is not None and value.style == style)
    assert value is not None
    lines = lines_of(text)
    places = [value.place(offset) for offset in range(len(value.text) + 1)]
    assert places == sorted(places)
    for character, place in zip(value.text, places, strict=False):
        assert _stands_there(character, lines[place.line - 1], place.column, style), (character, place)
