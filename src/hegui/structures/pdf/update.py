"""An incremental update (7.5.6): new objects and a section that names them, behind the old file.

Nothing before it changes, so what was signed stays as it was signed. The section is of the kind
that the file's newest one has: a table, or a cross-reference stream.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from hegui.errors import NoSlot
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.sections import MOST_OBJECTS, Free, Trailer
from hegui.structures.pdf.strings import content, hexadecimal
from hegui.structures.pdf.values import Array, Reference, Text

_LARGEST_IN_TABLE = 10**10 - 1
_LINE_ENDS = (b"\n", b"\r")
# What a new trailer says itself; the rest is an index stream's own affair (table 17).
_ANEW = frozenset((b"Size", b"Prev", b"Info", b"ID", b"XRefStm"))
_OF_STREAM = frozenset(b"Type W Index Filter DecodeParms Length DL F FFilter FDecodeParms".split())


@dataclass(frozen=True, slots=True)
class NewObject:
    """An object of the update: a new one, or the new form of an old one."""

    reference: Reference
    body: bytes


def update(
    document: Document, objects: tuple[NewObject, ...], info: Reference | None = None
) -> bytes:
    """What has to be appended so that ``objects`` are in force; ``info`` is a new Info entry.

    Raises NoSlot where the file is too large for a table's offsets of ten digits (7.5.4).
    """
    source = document.source
    start = source.size - document.base
    lead = b"" if source.read(source.size - 1, 1) in _LINE_ENDS else b"\n"
    parts = [lead]
    offsets: dict[Reference, int] = {}
    at = start + len(lead)
    for new in objects:
        number, generation = new.reference.number, new.reference.generation
        offsets[new.reference] = at
        part = b"%d %d obj\n%b\nendobj\n" % (number, generation, new.body)
        parts.append(part)
        at += len(part)
    digest = hashlib.md5(b"".join(parts[1:]), usedforsecurity=False)
    left_out = _ANEW | _OF_STREAM if info else (_ANEW | _OF_STREAM) - {b"Info"}
    kept = _kept(document.trailer, left_out) + _file_id(document.trailer, digest.digest())
    kept += b" /Prev %d" % document.sections[0].offset
    if info:
        kept += b" /Info %d %d R" % (info.number, info.generation)
    size = max(document.size, *(one.number + 1 for one in offsets))
    if size >= MOST_OBJECTS:
        raise source.broken("the trailer says an impossible Size", "trailer")
    if document.sections[0].is_stream:
        parts.append(_stream(offsets, size, kept, at))
    elif at <= _LARGEST_IN_TABLE:
        parts.append(_table(offsets, size, kept, document.first_free()))
    else:
        raise NoSlot(
            "the PDF has more than 10 GB and a cross-reference table, which cannot say where an "
            "object behind that is",
            path=source.name,
        )
    parts.append(b"startxref\n%d\n%%%%EOF\n" % at)
    return b"".join(parts)


def _table(offsets: dict[Reference, int], size: int, kept: bytes, head: Free) -> bytes:
    # The head of the free list is repeated, as all writers do; some readers look for it.
    lines = [b"xref", b"0 1\n%010d %05d f " % (head.next, head.generation)]
    for one, offset in sorted(offsets.items(), key=lambda item: item[0].number):
        lines.append(b"%d 1\n%010d %05d n " % (one.number, offset, one.generation))
    return b"%b\ntrailer\n<<%b /Size %d >>\n" % (b"\n".join(lines), kept, size)


def _stream(offsets: dict[Reference, int], size: int, kept: bytes, at: int) -> bytes:
    """A cross-reference stream, which is an object itself and lists itself (7.5.8)."""
    own = Reference(size, 0)
    every = sorted([*offsets.items(), (own, at)], key=lambda item: item[0].number)
    width = max(4, (at.bit_length() + 7) // 8)
    rows = b"".join(
        b"\1" + offset.to_bytes(width) + one.generation.to_bytes(2) for one, offset in every
    )
    index = b" ".join(b"%d 1" % one.number for one, _ in every)
    dictionary = b"<< /Type /XRef /W [1 %d 2] /Index [%b]%b /Size %d /Length %d >>" % (
        width,
        index,
        kept,
        size + 1,
        len(rows),
    )
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (size, dictionary, rows)


def _kept(trailer: Trailer, left_out: frozenset[bytes]) -> bytes:
    """The old trailer's entries as they are written there."""
    return b"".join(
        b" " + trailer.data[entry.start : entry.end]
        for entry in trailer.dictionary.entries
        if entry.key not in left_out
    )


def _file_id(trailer: Trailer, digest: bytes) -> bytes:
    """The file's identifier: its first part says which file it is, its second which version."""
    value = trailer.dictionary.get(b"ID")
    if value is None:
        return b""
    if isinstance(value, Array) and len(value.items) == 2:
        first, second = value.items
        if isinstance(first, Text) and isinstance(second, Text):
            changed = hashlib.md5(content(second.raw) + digest, usedforsecurity=False).digest()
            return b" /ID [%b %b]" % (first.raw, hexadecimal(changed))
    written = next(entry for entry in trailer.dictionary.entries if entry.value is value)
    return b" " + trailer.data[written.start : written.end]
