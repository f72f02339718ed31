"""Small PDF files of one page; each says what is odd about it."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

Objects = dict[int, bytes]

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
DRAWING = b"0.8 0.1 0.1 rg 2 2 6 6 re f"
TITLE = rb"(spring \(a test\) \344)"
FILE_ID = "00112233445566778899aabbccddeeff"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(data), data)


def literal(text: str) -> bytes:
    """A text string in ASCII as it stands in a file."""
    return b"(" + text.encode("ascii").replace(b"\\", b"\\\\") + b")"


def page(info: bytes | None = None, metadata: bytes | None = None, **more: bytes) -> Objects:
    """Catalog, page tree, page and content; object 5 the information, 6 the metadata."""
    catalog = b"".join(b" /%b %b" % (key.encode(), value) for key, value in more.items())
    catalog += b" /Metadata 6 0 R" if metadata is not None else b""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R%b >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] /Contents 4 0 R >>",
        4: stream(DRAWING),
    }
    if info is not None:
        objects[5] = info
    if metadata is not None:
        objects[6] = stream(metadata, b"/Type /Metadata /Subtype /XML")
    return objects


def information(*entries: bytes) -> bytes:
    """An information dictionary of somebody else, with more entries before its end."""
    return b"<< /Title %b %% a comment\n  /Producer <FEFF6625>\n%b >>" % (
        TITLE,
        b"\n".join(entries),
    )


def bodies(objects: Objects, at: int) -> tuple[bytes, dict[int, int]]:
    """The objects written one after the other from offset ``at``, and where each begins."""
    out = b""
    offsets = {}
    for number, body in objects.items():
        offsets[number] = at + len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    return out, offsets


def table(offsets: dict[int, int], free: tuple[int, ...] = (0,), end: bytes = b" \n") -> bytes:
    """A cross-reference table, a subsection for each run of numbers."""
    lines = {number: b"%010d 00000 n" % offset for number, offset in offsets.items()}
    lines |= dict.fromkeys(free, b"0000000000 65535 f")
    out = b"xref\n"
    for number in sorted(lines):
        if number - 1 not in lines:
            count = next(n for n in range(len(lines) + 1) if number + n not in lines)
            out += b"%d %d\n" % (number, count)
        out += lines[number] + end
    return out


def trailer(objects: Objects, more: bytes = b"") -> bytes:
    """A trailer dictionary for objects numbered as ``page`` has them."""
    info = b" /Info 5 0 R" if 5 in objects else b""
    size = max(objects) + 1
    return b"<< /Size %d /Root 1 0 R%b /ID [<%b> <%b>]%b >>" % (
        size,
        info,
        FILE_ID.encode(),
        FILE_ID.encode(),
        more,
    )


def ending(offset: int) -> bytes:
    """The last lines."""
    return b"startxref\n%d\n%%%%EOF\n" % offset


def classic(
    objects: Objects, *, lead: bytes = b"", more: bytes = b"", header: bytes = HEADER
) -> bytes:
    """A file with a cross-reference table; ``lead`` stands before the header, uncounted."""
    body, offsets = bodies(objects, len(header))
    at = len(header) + len(body)
    tail = table(offsets) + b"trailer\n" + trailer(objects, more) + b"\n"
    return lead + header + body + tail + ending(at)


def updated(before: bytes, objects: Objects, more: bytes) -> bytes:
    """One more incremental update; ``more`` are its trailer's entries except Prev."""
    previous = int(before.rpartition(b"startxref")[2].split()[0])
    body, offsets = bodies(objects, len(before))
    at = len(before) + len(body)
    tail = b"trailer\n<< /Prev %d %b >>\n" % (previous, more)
    return before + body + table(offsets, ()) + tail + ending(at)


def up_predicted(rows: list[bytes]) -> bytes:
    """PNG's filter Up over rows, as nearly all cross-reference streams have it."""
    above = bytes(len(rows[0]))
    out = b""
    for row in rows:
        out += b"\2" + bytes((one - two) & 0xFF for one, two in zip(row, above, strict=True))
        above = row
    return out


def index_stream(
    rows: dict[int, tuple[int, int, int]], entries: bytes, *, predicted: bool
) -> bytes:
    """A cross-reference stream's body for numbers without a gap from the first."""
    first = min(rows)
    packed = [
        bytes((kind,)) + second.to_bytes(3) + third.to_bytes(2)
        for kind, second, third in (rows[number] for number in sorted(rows))
    ]
    shape = b"/Type /XRef /W [1 3 2] /Index [%d %d] %b" % (first, len(rows), entries)
    if predicted:
        shape += b" /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 6 >>"
        return stream(zlib.compress(up_predicted(packed)), shape)
    return stream(b"".join(packed), shape)


def object_stream(objects: Objects) -> bytes:
    """An object stream's body."""
    index, data = b"", b""
    for number, body in objects.items():
        index += b"%d %d " % (number, len(data))
        data += body + b"\n"
    entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(index))
    return stream(zlib.compress(index + data), entries)


def compact(objects: Objects, *, predicted: bool = True, more: bytes = b"") -> bytes:
    """Object streams and a cross-reference stream (PDF 1.5): only streams stand alone."""
    alone = {number: body for number, body in objects.items() if b"stream" in body}
    packed = {number: body for number, body in objects.items() if number not in alone}
    holder = max(objects) + 1
    alone[holder] = object_stream(packed)
    body, offsets = bodies(alone, len(HEADER))
    at = len(HEADER) + len(body)
    rows = dict.fromkeys(range(holder + 2), (0, 0, 65535))
    rows |= {number: (1, offset, 0) for number, offset in offsets.items()}
    rows |= {number: (2, holder, index) for index, number in enumerate(packed)}
    rows[holder + 1] = (1, at, 0)
    info = b"/Info 5 0 R" if 5 in objects else b""
    entries = b"/Size %d /Root 1 0 R %b %b" % (holder + 2, info, more)
    own = index_stream(rows, entries, predicted=predicted)
    return HEADER + body + b"%d 0 obj\n%b\nendobj\n" % (holder + 1, own) + ending(at)


def hybrid(objects: Objects) -> bytes:
    """A table for older readers, and beside it a stream for what they must not see (7.5.8.4).

    The information dictionary is in an object stream: free in the table, found by /XRefStm.
    """
    visible = {number: body for number, body in objects.items() if number != 5}
    visible[8] = object_stream({5: objects[5]})
    body, offsets = bodies(visible, len(HEADER))
    beside = len(HEADER) + len(body)
    own = index_stream({5: (2, 8, 0)}, b"/Size 9", predicted=False)
    body += b"9 0 obj\n%b\nendobj\n" % own
    at = len(HEADER) + len(body)
    missing = tuple(number for number in (0, 5, 6, 7) if number not in offsets)
    tail = table(offsets, missing) + b"trailer\n"
    tail += trailer({**objects, 8: b""}, b" /XRefStm %d" % beside) + b"\n"
    return HEADER + body + tail + ending(at)


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4, straight from its description."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted(title: bytes = b"spring", metadata: bytes | None = None) -> bytes:
    """RC4 with 40 bits and the empty user password (7.6.4.3, algorithms 2 and 4)."""
    owner = bytes(range(32))
    permissions = -44
    seed = PADDING + owner + permissions.to_bytes(4, "little", signed=True) + bytes.fromhex(FILE_ID)
    key = hashlib.md5(seed).digest()[:5]

    def own(number: int, data: bytes) -> bytes:
        return rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)

    objects = page()
    objects[4] = stream(own(4, DRAWING))
    objects[5] = b"<< /Title <%b> >>" % own(5, title).hex().encode()
    if metadata is not None:
        objects[1] = objects[1].replace(b" >>", b" /Metadata 6 0 R >>")
        objects[6] = stream(own(6, metadata), b"/Type /Metadata /Subtype /XML")
    encryption = b"<< /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P %d >>" % (
        owner.hex().encode(),
        rc4(key, PADDING).hex().encode(),
        permissions,
    )
    return classic(objects, more=b" /Encrypt " + encryption)


def aigc(value: bytes) -> bytes:
    """The entry of the prescribed slot."""
    return b"/AIGC " + value


LABEL = aigc(literal(BARE))

SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: classic(page()),
    "information": lambda: classic(page(information())),
    "labelled": lambda: classic(page(information(LABEL))),
    "utf-16": lambda: classic(
        page(information(aigc(b"<%b>" % ("\ufeff" + BARE).encode("utf-16-be").hex().encode())))
    ),
    "other-key": lambda: classic(page(information(b"/aigc " + literal(BARE)))),
    "keywords": lambda: classic(page(information(LABEL, b"/Keywords " + literal(WRAPPED)))),
    "indirect": lambda: classic({**page(information(aigc(b"7 0 R"))), 7: literal(BARE)}),
    "xmp": lambda: classic(page(information(), FOREIGN_XMP)),
    "xmp-label": lambda: classic(page(information(), xmp_with(BARE))),
    "compact": lambda: compact(page(information(LABEL))),
    "compact-plain": lambda: compact(page(), predicted=False),
    "compact-xmp": lambda: compact(page(information(), xmp_with(BARE))),
    "hybrid": lambda: hybrid(page(information())),
    "encrypted": encrypted,
    "encrypted-xmp": lambda: encrypted(metadata=xmp_with(BARE)),
    "junk-before": lambda: classic(page(information()), lead=b"\r\n \n"),
    "junk-behind": lambda: classic(page(information())) + b"\0" * 40,
    "no-line-end": lambda: classic(page())[:-1],
    "updates": lambda: updated(
        updated(classic(page(information(LABEL))), {5: information()}, b"/Size 6 /Root 1 0 R"),
        {5: information(LABEL)},
        b"/Size 6 /Root 1 0 R /Info 5 0 R",
    ),
}
