"""Small JPEG files, segment by segment; each says what is odd about it."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable

from tests.builders import exif
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"


def segment(marker: int, payload: bytes) -> bytes:
    """One marker segment."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
_DQT = segment(0xDB, b"\0" + b"\1" * 64)
# One code each: a difference of 0, and the end of the block; both are the bit 0.
_DC_TABLE = segment(0xC4, b"\x00\1" + bytes(15) + b"\0")
_AC_TABLE = segment(0xC4, b"\x10\1" + bytes(15) + b"\0")
_FRAME = b"\x08\0\x08\0\x08\1\1\x11\0"


def header(*segments: bytes) -> bytes:
    """Everything of an 8×8 grey picture before its scan: SOI, the segments given, tables."""
    return SOI + b"".join(segments) + _DQT + segment(0xC0, _FRAME) + _DC_TABLE + _AC_TABLE


def jpeg(*segments: bytes, trailer: bytes = b"", restart: bool = False) -> bytes:
    """An 8×8 grey picture of one scan; ``segments`` stand behind SOI, ``trailer`` behind EOI."""
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x3f"
    interval = segment(0xDD, b"\0\1") if restart else b""
    return header(*segments, interval) + scan + EOI + trailer


def progressive(*between: bytes) -> bytes:
    """An 8×8 grey picture of two scans, with segments between them."""
    first = segment(0xDA, b"\1\1\0\0\0\0") + b"\x7f"
    second = segment(0xDA, b"\1\1\0\1\x3f\0") + b"\x7f"
    tables = _DQT + segment(0xC2, _FRAME) + _DC_TABLE
    return SOI + JFIF + tables + first + b"".join(between) + _AC_TABLE + second + EOI


def arithmetic() -> bytes:
    """Arithmetic coding (SOF9): decoded by few, labelled like any other."""
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\x34\x56\x78"
    return SOI + JFIF + _DQT + segment(0xC9, _FRAME) + segment(0xCC, b"\0\1") + scan + EOI


def app1_xmp(packet: bytes) -> bytes:
    """The APP1 segment of an XMP packet."""
    return segment(0xE1, XMP + packet)


def app1_exif(block: bytes) -> bytes:
    """The APP1 segment of an EXIF block."""
    return segment(0xE1, b"Exif\0\0" + block)


def comment(text: bytes) -> bytes:
    """A COM segment."""
    return segment(0xFE, text)


def icc() -> bytes:
    """An ICC profile in two APP2 segments; the bytes are no profile, and nobody asks here."""
    return b"".join(segment(0xE2, b"ICC_PROFILE\0" + bytes((n, 2)) + b"profile") for n in (1, 2))


def iptc() -> bytes:
    """Photoshop's APP13 with IPTC: the city Xi'an, with Photoshop's own padding."""
    record = b"\x1c\x02\x5a" + struct.pack(">H", 4) + b"Xian"
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0"
    return segment(0xED, b"Photoshop 3.0\0" + resource)


def named_extension(extended: bytes) -> bytes:
    """FOREIGN_XMP that names ``extended`` as its extension."""
    guid = hashlib.md5(extended).hexdigest().upper().encode()
    note = b" xmlns:xmpNote='http://ns.adobe.com/xmp/note/' xmpNote:HasExtendedXMP='%b'>" % guid
    return FOREIGN_XMP.replace(b'xmp:CreatorTool="a brush &amp; paint">', note.strip(), 1)


def extension(extended: bytes, *, part: int = 300, reverse: bool = False) -> bytes:
    """The APP1 segments of extended XMP, ``part`` bytes each, in either order."""
    guid = hashlib.md5(extended).hexdigest().upper().encode()
    parts = [
        segment(
            0xE1,
            EXTENSION + guid + struct.pack(">II", len(extended), at) + extended[at : at + part],
        )
        for at in range(0, len(extended), part)
    ]
    return b"".join(reversed(parts) if reverse else parts)


def bare_packet(packet: bytes) -> bytes:
    """A packet without its wrapper, as extensions have it."""
    return packet[packet.index(b"<x:xmpmeta") : packet.index(b"</x:xmpmeta>") + 12]


def extended(packet: bytes, *, reverse: bool = False) -> bytes:
    """A picture whose XMP goes on in an extension."""
    inner = bare_packet(packet)
    return jpeg(JFIF, app1_xmp(named_extension(inner)), extension(inner, reverse=reverse))


def crowded() -> bytes:
    """A main packet of 65,300 bytes without padding: no room for a label in its segment."""
    filler = b"<!--" + b"x" * (65300 - len(FOREIGN_XMP) + 65 - 7) + b"-->"
    packet = FOREIGN_XMP.replace(b" " * 64 + b"\n", b"").replace(
        b" </rdf:RDF>", filler + b" </rdf:RDF>"
    )
    return jpeg(JFIF, app1_xmp(packet))


def mpo(order: str = "<") -> bytes:
    """Two pictures (MPF): the second has a label of its own, which is its own."""
    second = jpeg(app1_xmp(xmp_with(BARE.replace("4f7c1f9e", "22222222"))))

    def index(first_size: int, offset: int) -> bytes:
        magic = b"II*\0" if order == "<" else b"MM\0*"
        entries = struct.pack(order + "IIIHH", 0x030000, first_size, 0, 0, 0)
        entries += struct.pack(order + "IIIHH", 0, len(second), offset, 0, 0)
        fields = struct.pack(order + "HHII", 0xB000, 7, 4, 0x30303130)
        fields += struct.pack(order + "HHII", 0xB001, 4, 1, 2)
        fields += struct.pack(order + "HHII", 0xB002, 7, 32, 50)
        head = magic + struct.pack(order + "IH", 8, 3)
        return segment(0xE2, b"MPF\0" + head + fields + bytes(4) + entries)

    draft = jpeg(JFIF, index(0, 0))
    header_at = len(SOI + JFIF) + 8
    return jpeg(JFIF, index(len(draft), len(draft) - header_at), trailer=second)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: jpeg(JFIF),
    "bare": jpeg,
    "labelled": lambda: jpeg(JFIF, app1_xmp(xmp_with(BARE))),
    "foreign": lambda: jpeg(
        JFIF, app1_exif(exif.plain()), app1_xmp(FOREIGN_XMP), icc(), iptc(), comment(b"by hand")
    ),
    "exif-first": lambda: jpeg(app1_exif(exif.plain()), icc()),
    "two-packets": lambda: jpeg(JFIF, app1_xmp(FOREIGN_XMP), app1_xmp(xmp_with(BARE))),
    "user-comment": lambda: jpeg(app1_exif(exif.comment())),
    "user-comment-big": lambda: jpeg(JFIF, app1_exif(exif.comment_big_endian())),
    "comment": lambda: jpeg(JFIF, comment(WRAPPED.encode())),
    "comment-among-words": lambda: jpeg(JFIF, comment(b"made by me, " + WRAPPED.encode() + b" ok")),
    "app-near-jfif": lambda: jpeg(JFIF, segment(0xE0, b"JFXX\0AIGC" + BARE.encode())),
    "in-jfif": lambda: jpeg(segment(0xE0, JFIF[4:] + b"AIGC" + BARE.encode())),
    "app11-json": lambda: jpeg(JFIF, segment(0xEB, BARE.encode())),
    "app11-jumbf": lambda: jpeg(JFIF, segment(0xEB, b"JP\0\1\0\0\0\1\0\0\0\x08free")),
    "everywhere": lambda: jpeg(
        JFIF,
        app1_exif(exif.comment()),
        app1_xmp(xmp_with(BARE)),
        comment(WRAPPED.encode()),
        segment(0xEF, b"AIGC" + BARE.encode()),
        trailer=WRAPPED.encode() + b"\n",
    ),
    "extended": lambda: extended(xmp_with(BARE)),
    "extended-reverse": lambda: extended(FOREIGN_XMP, reverse=True),
    "progressive": progressive,
    "between-scans": lambda: progressive(comment(WRAPPED.encode()), app1_xmp(xmp_with(BARE))),
    "restarts": lambda: jpeg(JFIF, restart=True),
    "arithmetic": arithmetic,
    "fill-bytes": lambda: jpeg(b"\xff\xff" + JFIF, b"\xff" + app1_xmp(FOREIGN_XMP)),
    "no-eoi": lambda: jpeg(JFIF)[:-2],
    "trailer-json": lambda: jpeg(JFIF, trailer=b"\0\0AIGC" + BARE.encode()),
    "trailer-xmp": lambda: jpeg(JFIF, trailer=xmp_with(BARE)),
    "trailer-other": lambda: jpeg(JFIF, trailer=b"\0\0\0\x18ftypmp42" + bytes(40)),
    "mpo": mpo,
    "mpo-big": lambda: mpo(">"),
}
