"""What a PDF shows, in an order that only depends on itself.

From the catalog every object is visited once, in the order in which references lead to it, keys
sorted; references become numbers in that order. So neither object numbers, object streams, the
kind of cross-references nor updates matter, but any change to a page, a font or a form does.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator

from hegui.errors import CeilingExceeded
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.strings import content
from hegui.structures.pdf.values import (
    Array,
    Dictionary,
    Name,
    Reference,
    Text,
    Value,
    Word,
)

_LARGEST_NUMBER = 8_388_607  # C.2: what readers have to support
# Metadata of the file and of its parts, an editor's private data, and what a version adds.
_LEFT_OUT = frozenset((b"Metadata", b"PieceInfo", b"LastModified"))
_LEFT_OUT_OF_CATALOG = _LEFT_OUT | {b"Version", b"Extensions"}
_LEFT_OUT_OF_STREAM = _LEFT_OUT | {b"Length", b"DL"}
_PIECE = 64 * 1024


def content_of(document: Document) -> Iterator[tuple[int, int] | bytes]:
    """The content as literal bytes, and ranges of the file for stream data as it is stored."""
    document.reader.patient = True
    walk = _Walk(document)
    root = document.trailer.dictionary.get(b"Root")
    document.catalog()
    walk.visit(root)
    written = bytearray()
    while walk.pending:
        reference = walk.pending.popleft()
        parsed = document.fetch(reference)
        extent = document.extent(parsed) if parsed else None
        left_out = _LEFT_OUT
        if extent:
            left_out = _LEFT_OUT_OF_STREAM
        elif reference == root:
            left_out = _LEFT_OUT_OF_CATALOG
        walk.write(written, parsed.value if parsed else None, left_out)
        if extent:
            written += b"stream %d " % (extent[1] - extent[0])
            yield bytes(written)
            yield extent
            written.clear()
        elif len(written) > _PIECE:
            yield bytes(written)
            written.clear()
    if written:
        yield bytes(written)


class _Walk:
    """Numbers objects in the order in which they are first met."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.pending: deque[Reference] = deque()
        self._order = array("L", bytes(array("L").itemsize * 1024))
        self._met = 0

    def visit(self, value: Value) -> int:
        """The number of the object that a reference names, from 1."""
        assert isinstance(value, Reference)
        number = value.number
        if number > _LARGEST_NUMBER:
            raise CeilingExceeded(
                "object number {number} is over the ceiling of {ceiling}",
                path=self.source.name,
                number=number,
                ceiling=_LARGEST_NUMBER,
            )
        if number >= len(self._order):
            missing = max(number + 1, 2 * len(self._order)) - len(self._order)
            self._order.frombytes(bytes(self._order.itemsize * missing))
        if not self._order[number]:
            self.source.count("PDF objects")
            self._met += 1
            self._order[number] = self._met
            self.pending.append(value)
        return self._order[number]

    def write(self, out: bytearray, value: Value, left_out: frozenset[bytes]) -> None:
        """One value, unambiguously: lengths before bytes."""
        if isinstance(value, Reference):
            out += b"R%d " % self.visit(value)
        elif isinstance(value, Dictionary):
            # Of a repeated key the last counts; a null is as good as no entry (7.3.7).
            entries = {entry.key: entry.value for entry in value.entries}
            kept = sorted(
                key for key, one in entries.items() if key not in left_out and one is not None
            )
            out += b"D%d " % len(kept)
            for key in kept:
                out += b"%d:%b" % (len(key), key)
                self.write(out, entries[key], _LEFT_OUT)
        elif isinstance(value, Array):
            out += b"A%d " % len(value.items)
            for item in value.items:
                self.write(out, item, _LEFT_OUT)
        elif isinstance(value, Text):
            data = content(value.raw)
            out += b"T%d:%b" % (len(data), data)
        elif isinstance(value, Name | Word):
            kind = b"N" if isinstance(value, Name) else b"W"
            out += b"%b%d:%b" % (kind, len(value.value), value.value)
        else:
            out += b"V%b " % repr(value).encode("ascii")
