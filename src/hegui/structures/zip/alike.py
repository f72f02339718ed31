"""What documents have alike, unpacked, parsed and packed once for all of them.

A program writes the same content types and relationships into each of its documents, and who
labels one has often thousands; and a labelled document has most parts of the original. What
comes of bytes depends on the bytes alone: they are read from each file, and compared.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.structures.zip import markup
from hegui.structures.zip.markup import Part

_SMALL = 8 * 1024
_KEPT = 32  # with what they are parsed into a few hundred kilobytes, two megabytes at the worst


def inflated(packed: bytes, size: int) -> bytes | None:
    """A member's bytes, unpacked: ``size`` at most, or one more; None where they are no stream
    that ends with the last of ``packed``."""
    small = size <= _SMALL and len(packed) <= _SMALL
    return _inflated(packed, size) if small else _inflate(packed, size)


def parsed(source: Source, data: bytes, place: str) -> Part:
    """As ``markup.parse`` has it, for parts that many documents have; not to be changed.

    Raises BrokenFile, CeilingExceeded.
    """
    if len(data) <= _SMALL:
        try:
            return _parsed(data)
        except FileError:
            pass  # and is said below, of the file and part that it is in
    return markup.parse(source, data, place)


def deflated(data: bytes) -> bytes:
    """A member's bytes, deflated."""
    return _deflated(data) if len(data) <= _SMALL else _deflate(data)


def _inflate(packed: bytes, size: int) -> bytes | None:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # One byte more than it may have, so that too many are noticed.
        data = inflater.decompress(packed, size + 1)
    except zlib.error:
        return None
    return data if inflater.eof and not inflater.unused_data else None


@lru_cache(_KEPT)
def _parsed(data: bytes) -> Part:
    return markup.parse(Source.of_bytes(b""), data, "")


def _deflate(data: bytes) -> bytes:
    # A window no larger than the content: setting a large one up costs more than using it.
    window = min(max(len(data).bit_length(), 9), zlib.MAX_WBITS)
    deflater = zlib.compressobj(6, zlib.DEFLATED, -window, max(window - 7, 2))
    return deflater.compress(data) + deflater.flush()


_inflated = lru_cache(_KEPT)(_inflate)
_deflated = lru_cache(_KEPT)(_deflate)
