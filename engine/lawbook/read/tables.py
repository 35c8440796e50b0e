"""The tables of the parser: made from the grammar once and shipped beside it, since making them takes longer than reading most policies.

`python -m lawbook.read.tables` makes them anew, after a change of the grammar. Tables of another grammar, or of another version of
lark, are passed over.
"""

import hashlib
import pickle
from importlib.resources import files
from pathlib import Path
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

GRAMMAR = "feel.lark"
TABLES = "feel.tables"
OPTIONS: dict[str, Any] = {"parser": "lalr", "lexer": "contextual", "start": ["expression", "cell"], "maybe_placeholders": False}


def parser(transformer: object) -> Lark:
    """Give the parser of the grammar, whose trees go through *transformer*."""
    kept = _shipped()
    if kept is not None and (kept["grammar"], kept["lark"]) == (grammar_hash(), lark.__version__):
        loaded: Lark = Lark._load_from_dict(  # type: ignore[no-untyped-call]  # noqa: SLF001 - as the standalone parsers of lark do
            kept["data"], kept["memo"], transformer=transformer
        )
        return loaded
    return made(transformer)


def made(transformer: object = None) -> Lark:
    """Make the parser from the grammar itself."""
    return Lark(_text(), transformer=transformer, **OPTIONS)


def grammar_hash() -> str:
    """Name the grammar by its text."""
    return hashlib.sha256(_text().encode()).hexdigest()


def _text() -> str:
    return files("lawbook.read").joinpath(GRAMMAR).read_text(encoding="utf-8")


def _shipped() -> dict[str, Any] | None:
    tables = files("lawbook.read").joinpath(TABLES)
    # The tables are part of the engine, as trusted as its code.
    return pickle.loads(tables.read_bytes()) if tables.is_file() else None  # noqa: S301


def write() -> Path:
    """Write the tables of the grammar beside it."""
    data, memo = made().memo_serialize([TerminalDef, Rule])
    file = Path(__file__).with_name(TABLES)
    file.write_bytes(pickle.dumps({"grammar": grammar_hash(), "lark": lark.__version__, "data": data, "memo": memo}, protocol=5))
    return file


if __name__ == "__main__":
    print(write())  # noqa: T201 - run by hand
