"""From the text of a YAML file to nodes that know their places, holding the limits of the language on the way."""

import re
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml

from lawbook.model.limits import DOCUMENT_NODES, NESTING, PROBLEMS
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node, Scalar, Sequence, Style
from lawbook.read.scalar_places import places_of
from lawbook.read.structure_slips import mended_entry, mended_list, note_wide_keys
from lawbook.read.text import decoded
from lawbook.read.yaml_trouble import explain

Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where it is installed, else the reader in Python, ten times slower."""

_STYLES: dict[str | None, Style] = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_NEAR = 200


def read_document(text: str | bytes, file: str, problems: Problems) -> Node | None:
    """Read one YAML document; None, after noting why, when there is no document to go on with."""
    plain = decoded(text, file, problems)
    if plain is None:
        return None
    reading = _Reading(plain, file, problems)
    noted, most = problems.found, len(problems) + PROBLEMS
    try:
        for event in yaml.parse(plain, Loader=Loader):
            if not reading.take(event) or len(noted) > most:
                return None
    except yaml.YAMLError as error:
        explain(error, plain, file, problems)
        return None
    if reading.root is None:
        problems.add(
            "wrong-shape", "the file is empty", Where(file, 1, 1), "begin with `policy:`, `vocabulary:`, `register:` or `calendar:`"
        )
    return None if reading.broken else reading.root


class _Mark(Protocol):
    """A place as PyYAML gives it, counted from 0."""

    line: int
    column: int
    index: int


@dataclass(slots=True)
class _List:
    """A sequence that is not finished."""

    where: Where
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Keyed:
    """A mapping that is not finished; *key* waits for its value, which is dropped when *dropping*."""

    where: Where
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    seen: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    dropping: bool = False


_Open: TypeAlias = _List | _Keyed


class _Reading:
    """The nodes that are open while the events of one file go by."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self.text = text
        self.file = file
        self.problems = problems
        self.root: Node | None = None
        self.broken = False
        self._open: list[_Open] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> bool:
        """Take in one event; False when it makes no sense to go on."""
        match event:
            case yaml.ScalarEvent():
                self._place(self._scalar(event))
                self._nodes += 1
                return (self._nodes <= DOCUMENT_NODES and event.anchor is None and event.tag is None) or self._noted(event)
            case yaml.CollectionStartEvent():
                self._nodes += 1
                return self._begin(event) and self._noted(event)
            case yaml.CollectionEndEvent():
                self._end()
            case yaml.AliasEvent():
                self.problems.add("yaml-alias", f"the alias `*{event.anchor}` stands here", self._at(event), "write the value itself")
                self.broken = True
                self._place(Scalar("", "plain", self._at(event)))
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self.problems.add(
                        "several-documents", "a second YAML document begins here", self._at(event), "put it in a file of its own"
                    )
                    return False
            case _:
                pass
        return True

    def _at(self, event: yaml.Event) -> Where:
        mark: _Mark = event.start_mark  # type: ignore[assignment]  # every event of a parser has its marks
        return Where(self.file, mark.line + 1, mark.column + 1)

    def _noted(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> bool:
        """Refuse one node too many, and what decorates a node."""
        if self._nodes > DOCUMENT_NODES:
            self.problems.add("too-many", f"the file has more than {DOCUMENT_NODES:,} keys and values", self._at(event))
            return False
        if event.anchor is not None:
            told = f"the anchor `&{event.anchor}` stands here"
            self.problems.add("yaml-alias", told, self._at(event), "leave it out, and write each value where it is needed")
        if event.tag is not None:
            self._refuse_tag(event)
        return True

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        mark: _Mark = event.start_mark  # type: ignore[assignment]
        begin = mark.index
        line = self.text[begin : begin + _NEAR].splitlines()[0]
        written = line.split(maxsplit=1)[0]
        if written.startswith("!="):
            whole = re.split(r"[,\]}#]", line)[0].strip()
            self.problems.add("yaml-alias", f"YAML reads `{written}` as a tag", self._at(event), f'write `"{whole}"`, in quotes')
        else:
            rule = "leave it out: a value is typed by the declaration of its place"
            self.problems.add("yaml-alias", f"the tag `{written}` stands here", self._at(event), rule)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        style, text = _STYLES[event.style], event.value
        start: _Mark = event.start_mark  # type: ignore[assignment]
        end: _Mark = event.end_mark  # type: ignore[assignment]
        where = Where(self.file, start.line + 1, start.column + 1)
        simple = start.line == end.line and end.index - start.index == len(text) + (0 if style == "plain" else 2)
        if simple or event.tag is not None or event.anchor is not None:
            return Scalar(text, style, where)
        return Scalar(text, style, where, places_of(self.text[start.index : end.index], text, style, where.line, where.column))

    def _begin(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self._open) >= NESTING:
            self.problems.add("nesting-too-deep", f"the document nests deeper than {NESTING}", self._at(event))
            return False
        where = self._at(event)
        self._open.append(_List(where, bool(event.flow_style)) if isinstance(event, yaml.SequenceStartEvent) else _Keyed(where))
        return True

    def _end(self) -> None:
        match self._open.pop():
            case _List(where=where, flow=flow, items=items):
                node = Sequence(tuple(items), where)
                self._place(mended_list(node, self.problems) if flow else node)
            case _Keyed(where=where, entries=entries):
                self._place(Mapping(tuple(entries), where))

    def _place(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self._open:
            self.root = node
            self.broken |= isinstance(node, Scalar) and note_wide_keys(node, self.problems)
            return
        inside = self._open[-1]
        if isinstance(inside, _List):
            inside.items.append(node)
        elif inside.key is None:
            self._place_key(inside, node)
        else:
            self._place_value(inside, inside.key, node)

    def _place_key(self, inside: _Keyed, key: Node) -> None:
        if not isinstance(key, Scalar):
            told = "a key must be one word, and a list or mapping stands here"
            self.problems.add("wrong-shape", told, key.where, "put it in quotes if it is the text of a cell")
            inside.key, inside.dropping = Scalar("", "plain", key.where), True
            return
        first = inside.seen.setdefault(key.text, key)
        inside.key, inside.dropping = key, first is not key
        if first is not key:
            told = f"the key `{key.text}` stands twice: first at line {first.where.line}, column {first.where.column}"
            self.problems.add("duplicate-key", told, key.where, "keep one of the two")
        elif key.text == "<<" and key.style == "plain":
            self.problems.add("yaml-alias", "the merge key `<<` stands here", key.where, "write the entries out")
            inside.dropping = True

    def _place_value(self, inside: _Keyed, key: Scalar, value: Node) -> None:
        inside.key = None
        if inside.dropping:
            return
        if isinstance(value, Scalar) and value.where.line != key.where.line and note_wide_keys(value, self.problems):
            self.broken = True
        if ":" in key.text or "：" in key.text:
            key, value = mended_entry(key, value, self.problems)
        inside.entries.append((key, value))
