"""Read the macros that a policy or vocabulary declares."""

from lawbook.check.words.naming import read_name
from lawbook.check.words.scope import Macro
from lawbook.check.words.shapes import as_mapping, as_scalar, check_keys, read_scalars, read_words, take, take_needed
from lawbook.problems import Problems
from lawbook.read.document import Mapping, Node, Scalar
from lawbook.read.feel import parse_expression

MACRO_KEYS = ("given", "formula", "title", "description")


def read_macros(section: Mapping, problems: Problems) -> dict[str, Macro | None]:
    """Take the macros of a section; None stands for one that is declared but cannot be used."""
    return {key.text: _read_macro(key, node, problems) for key, node in section.entries}


def _read_macro(key: Scalar, node: Node, problems: Problems) -> Macro | None:
    what = f"the macro `{key.text}`"
    name = read_name(key, "a macro", problems)
    mapping = as_mapping(node, what, problems)
    if mapping is None:
        return None
    check_keys(mapping, MACRO_KEYS, what, problems)
    for words in ("title", "description"):
        take(mapping, words, read_words, what, problems)
    given = take_needed(mapping, "given", read_scalars, what, problems)
    places = None if given is None else [read_name(scalar, "what a macro is given", problems) for scalar in given]
    formula = take_needed(mapping, "formula", as_scalar, what, problems)
    body = None if formula is None else parse_expression(formula, problems)
    if name is None or places is None or formula is None or body is None:
        return None
    known = tuple(place for place in places if place is not None)
    return Macro(name, known, body, formula) if len(known) == len(places) else None
