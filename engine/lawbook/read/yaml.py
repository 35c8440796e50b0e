"""From the text of a YAML file to nodes that know their places, holding the limits of the language on the way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from lawbook.model.limits import DOCUMENT_NODES, FILE_BYTES, NESTING
from lawbook.problems import Problems, Where
from lawbook.read.document import Mapping, Node, Scalar, Sequence, Style
from lawbook.read.scalar_places import places_of
from lawbook.read.structure_slips import mended
from lawbook.read.yaml_trouble import explain

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STYLES: dict[str | None, Style] = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_UNWANTED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def read_document(text: str | bytes, file: str, problems: Problems) -> Node | None:
    """Read one YAML document; None, after noting why, when there is no document to go on with."""
    decoded = _decoded(text, file, problems)
    if decoded is None:
        return None
    reading = _Reading(decoded, file, problems)
    try:
        for event in _events(decoded):
            if not reading.take(event):
                return None
    except yaml.YAMLError as error:
        explain(error, decoded, file, problems)
        return None
    if reading.root is None:
        problems.add("wrong-shape", "the file is empty", Where(file, 1, 1), "begin with `policy:`, `vocabulary:` or `register:`")
    return None if reading.broken else reading.root


def _decoded(text: str | bytes, file: str, problems: Problems) -> str | None:
    start = Where(file, 1, 1)
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > FILE_BYTES:
        problems.add("file-too-large", f"the file has {size:,} bytes; {FILE_BYTES:,} are allowed", start)
        return None
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            before = text[: error.start].decode("utf-8")
            problems.add("unreadable-file", "the file is not UTF-8 text", _where(before, len(before), file), "save it as UTF-8")
            return None
    text = text.removeprefix("\ufeff")
    if found := _UNWANTED.search(text):
        told = f"the invisible character U+{ord(found[0]):04X} cannot stand in a policy file"
        problems.add("yaml-syntax", told, _where(text, found.start(), file), "delete it")
        return None
    return text


def _where(text: str, index: int, file: str) -> Where:
    lines = re.split(r"\r\n|\r|\n", text[:index])
    return Where(file, len(lines), len(lines[-1]) + 1)


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)  # type: ignore[no-any-return, unused-ignore]


@dataclass(slots=True)
class _List:
    """A sequence that is not finished."""

    where: Where
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Keyed:
    """A mapping that is not finished; *key* waits for its value, unless *skipped*."""

    where: Where
    flow: bool
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    seen: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    skipped: bool = False


_Open: TypeAlias = _List | _Keyed


class _Reading:
    """The nodes that are open while the events of one file go by."""

    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self.text = text
        self.file = file
        self.problems = problems
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.broken = False
        self._documents = 0
        self._nodes = 0

    def take(self, event: yaml.Event) -> bool:
        """Take in one event; False when it makes no sense to go on."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._counted(event) and self._place(self._scalar(event), event)
        if kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
            return self._counted(event) and self._begin(event)
        if kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
            return self._end(event)
        if kind is yaml.AliasEvent:
            self._refuse("yaml-alias", f"the alias `*{event.anchor}` stands here", event, "write the value itself")
            self.broken = True
            return self._place(Scalar("", "plain", self._at(event)), event)
        if kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._refuse("several-documents", "a second YAML document begins here", event, "put it in a file of its own")
                return False
        return True

    def _at(self, event: yaml.Event) -> Where:
        mark = event.start_mark
        return Where(self.file, mark.line + 1, mark.column + 1)

    def _refuse(self, code: str, message: str, event: yaml.Event, rule: str | None = None) -> None:
        self.problems.add(code, message, self._at(event), rule)

    def _counted(self, event: yaml.NodeEvent) -> bool:
        self._nodes += 1
        if self._nodes > DOCUMENT_NODES:
            self._refuse("too-many", f"the file has more than {DOCUMENT_NODES:,} keys and values", event)
            return False
        if event.anchor is not None:
            self._refuse("yaml-alias", f"the anchor `&{event.anchor}` stands here", event, "write the value out where it is needed")
        tag = event.tag
        if tag is not None:
            self._tagged(event, tag)
        return True

    def _tagged(self, event: yaml.NodeEvent, tag: str) -> None:
        written = self.text[event.start_mark.index :].split(maxsplit=1)[0]
        if written.startswith("!="):
            line = self.text[event.start_mark.index :].partition("\n")[0]
            whole = re.split(r"[,\]}]", line)[0].strip()
            self._refuse("yaml-alias", f"YAML reads `{written}` as a tag", event, f'write `"{whole}"`, in quotes')
        else:
            self._refuse("yaml-alias", f"the tag `{written}` stands here", event, "leave it out: values are typed by their declaration")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        style = _STYLES[event.style]
        start = event.start_mark
        where = Where(self.file, start.line + 1, start.column + 1)
        value = event.value
        length = event.end_mark.index - start.index
        if length == len(value) + (0 if style == "plain" else 2) and start.line == event.end_mark.line:
            return Scalar(value, style, where)
        if event.tag is not None or event.anchor is not None:
            return Scalar(value, style, where)
        return Scalar(
            value, style, where, places_of(self.text[start.index : event.end_mark.index], value, style, start.line + 1, start.column + 1)
        )

    def _begin(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self.open) >= NESTING:
            self._refuse("nesting-too-deep", f"the document nests deeper than {NESTING}", event)
            return False
        self.open.append((_List if type(event) is yaml.SequenceStartEvent else _Keyed)(self._at(event), bool(event.flow_style)))
        return True

    def _end(self, event: yaml.Event) -> bool:
        match self.open.pop():
            case _List() as finished:
                node: Node = Sequence(tuple(finished.items), finished.where)
                if finished.flow:
                    node = mended(node, self.text, event.end_mark.index, self.problems)
            case _Keyed() as finished:
                node = Mapping(tuple(finished.entries), finished.where)
        return self._place(node, event)

    def _place(self, node: Node, event: yaml.Event) -> bool:
        """Put a finished node where it belongs."""
        if not self.open:
            self.root = node
            return True
        inside = self.open[-1]
        if type(inside) is _List:
            inside.items.append(node)
        elif type(inside) is _Keyed:
            if inside.key is not None:
                if not inside.skipped:
                    inside.entries.append((inside.key, node))
                inside.key = None
            else:
                self._begin_entry(inside, node)
        return True

    def _begin_entry(self, inside: _Keyed, key: Node) -> None:
        if not isinstance(key, Scalar):
            self.problems.add(
                "wrong-shape",
                "a key must be a plain word, and a list or mapping stands here",
                key.where,
                "if it is a cell, put it in quotes",
            )
            inside.key, inside.skipped = Scalar("", "plain", key.where), True
            return
        first = inside.seen.setdefault(key.text, key)
        inside.key, inside.skipped = key, first is not key
        if first is not key:
            told = f"the key `{key.text}` stands twice: first at line {first.where.line}, column {first.where.column}"
            self.problems.add("duplicate-key", told, key.where, "keep one of the two")
        elif key.style == "plain" and key.text == "<<":
            self.problems.add("yaml-alias", "the merge key `<<` stands here", key.where, "write the entries out")
            inside.skipped = True
