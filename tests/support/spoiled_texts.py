"""Policies with slips of the pen: edits of the text and of the tree of a policy that its author could make, and some that nobody would."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import TypeAlias

from lawbook.check.typing import functions
from lawbook.check.words.naming import RESERVED
from support.surface_writing import Entries, Tree

_Edit: TypeAlias = Callable[[str, Random], str]
MARKS = "，。：；（）【】“”‘’《》？！、＝＜＞－＋×÷≤≥≠…　"
PIECES = (
    "", " ", "-", "?", "..", "[", "]", "(", ")", "{", "}", ":", ",", "#", "&a", "*a", "!x", "|", ">", "'", '"', "\\", "\t", "@", "%", "`", "~", "null",
    "no", "1e3", "0x1F", "1_000", "true", "unknown", "none", "if", "then", "not(", "and", "item", "**", "/", " = ", "é", "Ａ", "\u00a0", "\u200b", "\ufeff",
    "\x00", "\x07", "\ud83d", "😀", "99999999999999999999999999999999999999999", "0.0000000000000000000000001", "-1", "2026-13-45", "24:00", "P1D",
)  # fmt: skip
WORDS = (
    "", "x", "0", "-1", "1.5", "true", "unknown", "none", "as_of", "?", "-", "[1..2]", "not(1)", "1 / 0", "1 / 2", "round half up(1 / 0, 2)", "income", '"A"',
    "(" * 70 + "1" + ")" * 70, "9" * 60, "1 + " * 200 + "1", "2 ** 600", "10 ** -3", '@"2026-02-30"', '@"P1M"', "date", "[]", "[1, 2]", "some x in y satisfies true",
    "？", "＝１", 'contains(?, "A")', "if true then 1", "count([])", "sum([])", "min(1)", "2026-01-01", "22:00", "money CNY", "money XXX", "list of x", "set of x",
    "decimal", "A" * 65, "中" * 64, "a b", "rows.csv", "{x}", "1.", ".5", "--1", "1 - -1", "x at x", "item", "x.y", "x[true]", "as_of + days(10 ** 9)",
)  # fmt: skip


def spoiled_text(text: str, random: Random) -> str:
    """Edit a text in one to three places."""
    for _ in range(random.randint(1, 3)):
        text = random.choice(_EDITS)(text, random)
    return text


def _at(text: str, random: Random) -> int:
    return random.randrange(len(text) + 1)


def _insert(text: str, random: Random) -> str:
    at = _at(text, random)
    return text[:at] + random.choice(PIECES) + text[at:]


def _replace(text: str, random: Random) -> str:
    at = _at(text, random)
    return text[:at] + random.choice(PIECES) + text[at + random.randint(1, 6) :]


def _delete(text: str, random: Random) -> str:
    at = _at(text, random)
    return text[:at] + text[at + random.choice((1, 2, 5, 30)) :]


def _full_width(text: str, random: Random) -> str:
    half = [at for at, sign in enumerate(text) if sign in "(),:;[]\"'<>=?-+*/."]
    if not half:
        return text
    at = random.choice(half)
    return text[:at] + random.choice(MARKS) + text[at + 1 :]


def _change_number(text: str, random: Random) -> str:
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    if not digits:
        return text
    at = random.choice(digits)
    return text[:at] + random.choice(("0", "9", "99", "1.5", "-", "１", "9" * 40)) + text[at + 1 :]


def _swap_words(text: str, random: Random) -> str:
    words = sorted({word for word in text.replace(",", " ").replace(":", " ").split() if len(word) > 1})
    if len(words) < 2:
        return text
    one, other = random.sample(words, 2)
    other = random.choice(sorted(RESERVED)) if random.randrange(8) == 7 else other
    return text.replace(one, other, 1 if random.randrange(2) else -1)


def _move_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    line = lines.pop(random.randrange(len(lines)))
    if random.randrange(2):
        lines.insert(random.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def _repeat_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
    return "\n".join(lines)


def _indent(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    lines[at] = random.choice(("  ", "\t", " ")) + lines[at] if random.randrange(2) else lines[at].removeprefix("  ")
    return "\n".join(lines)


_EDITS: tuple[_Edit, ...] = (
    _insert, _replace, _delete, _full_width, _change_number, _swap_words, _move_line, _repeat_line, _indent, _swap_words, _change_number,
)  # fmt: skip


def _change_operator(text: str, random: Random) -> str:
    """Put another operator in the place of one, or of a name."""
    words = text.split(" ")
    odd = [at for at, word in enumerate(words) if word in OPERATORS]
    at = random.choice(odd) if odd else random.randrange(len(words))
    words[at] = random.choice(OPERATORS)
    return " ".join(words)


def _change_function(text: str, random: Random) -> str:
    for function in random.sample(FUNCTIONS, len(FUNCTIONS)):
        if f"{function}(" in text:
            return text.replace(f"{function}(", f"{random.choice(FUNCTIONS)}(", 1)
    return f"{random.choice(FUNCTIONS)}({text})"


OPERATORS = ("+", "-", "*", "/", "**", "=", "<", ">=", "!=", "<=", ">", "and", "or", "in", "between", "is known", "at")
FUNCTIONS = tuple(sorted(functions.FUNCTIONS))
_SLIPS: tuple[_Edit, ...] = (
    _change_operator,
    _change_function,
    _change_operator,
    _change_number,
    _swap_words,
    _full_width,
    _delete,
    _insert,
)


def spoiled_tree(tree: dict[str, Tree], random: Random) -> dict[str, Tree]:
    """Edit the tree of a document in a place or two: what is left is YAML, and now and then still a policy."""
    for _ in range(random.choice((1, 1, 2))):
        paths = [*_paths(tree, ())]
        decided = [path for path in paths if path[0] in {"decisions", "macros", "parameters"} and isinstance(_found(tree, path), str)]
        path = random.choice(decided if decided and random.randrange(3) else paths)
        others = [_found(tree, other) for other in random.sample(paths, min(3, len(paths)))]
        edited = _edited(tree, path, others, random)
        assert isinstance(edited, dict)
        tree = edited
    return tree


_Path: TypeAlias = tuple[str | int, ...]


def _paths(tree: Tree, path: _Path) -> Iterator[_Path]:
    if isinstance(tree, str):
        return
    inner = enumerate(tree) if isinstance(tree, list) else tree.items()
    for key, value in inner:
        yield (*path, key)
        yield from _paths(value, (*path, key))


def _found(tree: Tree, path: _Path) -> Tree:
    for key in path:
        match tree, key:
            case list(), int():
                tree = tree[key]
            case Mapping(), str():
                tree = tree[key]
            case _:
                raise AssertionError(path)
    return tree


def _edited(tree: Tree, path: _Path, others: list[Tree], random: Random) -> Tree:
    key, rest = path[0], path[1:]
    if isinstance(tree, list):
        assert isinstance(key, int)
        inner = [_edited(tree[key], rest, others, random)] if rest else _instead(tree[key], others, random)
        return [*tree[:key], *inner, *tree[key + 1 :]]
    assert not isinstance(tree, str)
    entries: dict[str, Tree] = {}
    for name, value in tree.items():
        if name != key:
            entries[name] = value
        elif rest:
            entries[name] = _edited(value, rest, others, random)
        else:
            instead = _instead(value, others, random)
            called = random.choice((*tree, *WORDS)) if random.randrange(4) == 3 else name
            if instead:
                entries[called] = instead[-1]
    return Entries(entries) if isinstance(tree, Entries) else entries


def _instead(value: Tree, others: list[Tree], random: Random) -> list[Tree]:
    """Give what stands there after the edit: nothing, another part of the document, a word, the same in a list."""
    if isinstance(value, str) and random.randrange(2):
        return [random.choice(_SLIPS)(value, random)]
    match random.randrange(6):
        case 0:
            return []
        case 1:
            return [random.choice(others)]
        case 2:
            return [[value, *others[:1]]]
        case 3:
            return [{"x": value}]
        case _:
            return [random.choice(WORDS)]
