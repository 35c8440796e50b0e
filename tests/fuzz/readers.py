"""Feeds the readers of expressions and of YAML with whatever a fuzzer thinks of: they must give a tree or problems, and nothing else.

    python tests/fuzz/readers.py expressions|yaml CORPUS [-max_total_time=600] [-runs=N]

Anything raised, and anything that takes longer than ten seconds, ends it with the input in a file `crash-…` or `timeout-…`.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lawbook.read"]):
    from lawbook.problems import Problems, Where
    from lawbook.read.document import Scalar
    from lawbook.read.feel import parse_cell, parse_expression
    from lawbook.read.yaml import read_document

SECONDS = 10
LONGEST = 4_096


def read_expression(data: bytes) -> None:
    """Read *data* as an expression, and as a cell of a table."""
    text = data.decode("utf-8", "replace")
    for read in (parse_expression, parse_cell):
        problems = Problems()
        if read(Scalar(text, "plain", Where("fuzz", 1, 1)), problems) is None and not len(problems):
            raise AssertionError("neither a tree nor a problem")


def read_yaml(data: bytes) -> None:
    """Read *data* as a document."""
    problems = Problems()
    if read_document(data, "fuzz", problems) is None and not len(problems):
        raise AssertionError("neither a document nor a problem")


READERS: dict[str, Callable[[bytes], None]] = {"expressions": read_expression, "yaml": read_yaml}


def write_seeds(name: str, corpus: Path) -> None:
    """Begin *corpus* with the documents of the shipped policies, or with their expressions line by line."""
    corpus.mkdir(parents=True, exist_ok=True)
    texts = [file.read_text(encoding="utf-8") for file in sorted(Path("policies").glob("*/v1.yaml"))]
    if name == "expressions":
        texts = [
            line.partition(":")[2].strip(" ,'\"") for text in texts for line in text.splitlines() if ("when:" in line or "formula:" in line)
        ]
    for number, text in enumerate(texts[:500]):
        (corpus / f"seed-{number}").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    program, name, corpus, *options = sys.argv
    write_seeds(name, Path(corpus))
    atheris.Setup([program, corpus, f"-timeout={SECONDS}", f"-max_len={LONGEST}", *options], READERS[name])
    atheris.Fuzz()
