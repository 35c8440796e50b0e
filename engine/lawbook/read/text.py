"""From the bytes of a file to its text, or to the reason why it is none."""

import re

from lawbook.model.limits import FILE_BYTES
from lawbook.problems import Problems, Where

_UNWANTED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line, in every file."""


def decoded(text: str | bytes, file: str, problems: Problems) -> str | None:
    """Give the text of a file, without a byte order mark, or None after noting why it cannot be read."""
    encoded = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if len(encoded) > FILE_BYTES:
        problems.add("file-too-large", f"the file has {len(encoded):,} bytes; {FILE_BYTES:,} are allowed", Where(file, 1, 1))
        return None
    try:
        plain = encoded.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = encoded[: error.start].decode("utf-8")
        problems.add("unreadable-file", "the file is not UTF-8 text", _end_of(before, file), "save it as UTF-8")
        return None
    if found := _UNWANTED.search(plain):
        told = f"the invisible character U+{ord(found[0]):04X} cannot stand in a policy file"
        problems.add("unreadable-file", told, _end_of(plain[: found.start()], file), "delete it")
        return None
    return plain


def _end_of(before: str, file: str) -> Where:
    lines = BREAK.split(before.removeprefix("\ufeff"))
    return Where(file, len(lines), len(lines[-1]) + 1)
