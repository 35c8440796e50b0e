"""Making what is sealed smaller: what decisions of a policy say again and again stands once in the record, as *phrases*, and is pointed to.

Zstandard (RFC 8878), with the phrases as the content of its dictionary.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError, frame_content_size

LEVEL = 3
LARGEST = 1 << 30
"""Bytes that something condensed may come to, as many as a store takes; a small file could claim to be of any size."""
KEPT = 256


class NotCondensed(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """What does not come of these phrases, or of any."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words that come again and again, and the SHA-256 that names them."""

    text: bytes = field(repr=False, compare=False)
    hash: bytes


@lru_cache(KEPT)
def phrases_of(text: bytes) -> Phrases:
    """Name the phrases *text* by their hash."""
    return Phrases(text, sha256(text).digest())


def condense(texts: Sequence[bytes], phrases: Phrases) -> list[bytes]:
    """Make each of *texts* smaller by pointing to *phrases*; all in one go, since Python lets go of the interpreter for each time."""
    condensed = ZstdCompressor(level=LEVEL, dict_data=_to_condense(phrases)).multi_compress_to_buffer(list(texts))
    return [condensed[at].tobytes() for at in range(len(texts))]


def expand(condensed: bytes, phrases: Phrases) -> bytes:
    """Give the text that was condensed by *phrases*; raises NotCondensed."""
    try:
        if not 0 <= frame_content_size(condensed) <= LARGEST:
            raise NotCondensed(f"what was condensed does not say its size, or is of more than {LARGEST:,} bytes")
        return ZstdDecompressor(dict_data=_to_expand(phrases)).decompress(condensed)
    except ZstdError as error:
        raise NotCondensed(f"what was condensed cannot be expanded: {error}") from None


@lru_cache(KEPT)
def _to_condense(phrases: Phrases) -> ZstdCompressionDict:
    # One of its own: this changes it, and others may be using that for expanding.
    made = ZstdCompressionDict(phrases.text, dict_type=DICT_TYPE_RAWCONTENT)
    made.precompute_compress(level=LEVEL)
    return made


@lru_cache(KEPT)
def _to_expand(phrases: Phrases) -> ZstdCompressionDict:
    return ZstdCompressionDict(phrases.text, dict_type=DICT_TYPE_RAWCONTENT)
