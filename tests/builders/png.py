"""Small PNG files, chunk by chunk; each says what is odd about it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.builders.exif import exif_ifd, structure, user_comment
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(type_: bytes, data: bytes, *, crc: int | None = None) -> bytes:
    """One chunk; ``crc`` replaces the right checksum by a wrong one."""
    right = zlib.crc32(type_ + data)
    return struct.pack(">I", len(data)) + type_ + data + struct.pack(">I", crc or right)


def png(*before: bytes, after: bytes = b"", trailer: bytes = b"") -> bytes:
    """A 3×2 RGB picture with chunks before and after its pixel data, and bytes after IEND."""
    header = struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + bytes(range(at, at + 9)) for at in (0, 9))
    return (
        SIGNATURE
        + chunk(b"IHDR", header)
        + b"".join(before)
        + chunk(b"IDAT", zlib.compress(rows))
        + after
        + chunk(b"IEND", b"")
        + trailer
    )


def itxt(keyword: bytes, text: bytes, *, compressed: bool = False) -> bytes:
    """An iTXt chunk without language."""
    body = zlib.compress(text) if compressed else text
    return chunk(b"iTXt", keyword + bytes((0, compressed, 0, 0, 0)) + body)


def text(keyword: bytes, value: bytes) -> bytes:
    """A tEXt chunk."""
    return chunk(b"tEXt", keyword + b"\0" + value)


def ztxt(keyword: bytes, value: bytes) -> bytes:
    """A zTXt chunk."""
    return chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(value))


def plain() -> bytes:
    """Nothing but pixels."""
    return png()


def xmp(packet: bytes) -> bytes:
    """A picture with one XMP packet."""
    return png(itxt(b"XML:com.adobe.xmp", packet))


def doubao() -> bytes:
    """Doubao: XML declaration, empty ``begin``, packet end ``??>``-like header, &quot; escapes."""
    return xmp(
        b'<?xml version="1.0" encoding="UTF-8"?><?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"??>'
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
        b'syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0'
        b'/"><TC260:AIGC>'
        + BARE.replace('"', "&quot;").encode()
        + b'</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def hunyuan() -> bytes:
    """Tencent Hunyuan before the standard: attribute dc:aigc, Label true, ReserveCode."""
    value = (
        '{"Label":true,"ContentProducer":"TencentHunYuan","ProduceID":"29dcf75e",'
        '"Propagator":"TencentHunYuan","PropagateID":"YUE6726","ReserveCode":"10324"}'
    ).replace('"', "&quot;")
    return xmp(
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
        b'syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        b'dc:aigc="' + value.encode() + b'"/></rdf:RDF></x:xmpmeta>'
    )


def jimeng() -> bytes:
    """Jimeng: bare JSON in tEXt, and the same eXIf with aigc_info before and after the pixels."""
    comment = b'{"aigc_info":{"aigc_label_type":0,"source_info":"dreamina"}}'
    exif = chunk(b"eXIf", structure([[exif_ifd(user_comment(comment))]]))
    return png(text(b"AIGC", BARE.encode()), exif, after=exif)


def minimax_three() -> bytes:
    """MiniMax Agent: three tEXt labels, the newest first, only the last with a real number."""
    other = BARE.replace("4f7c1f9e", "00000000")
    values = (other, other.replace("a01", "a02"), BARE)
    return png(*(text(b"AIGC", value.encode()) for value in values))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "foreign-xmp": lambda: xmp(FOREIGN_XMP),
    "labelled": lambda: xmp(xmp_with(BARE)),
    "doubao": doubao,
    "hunyuan": hunyuan,
    "jimeng": jimeng,
    "minimax-three": minimax_three,
    "annex-b": lambda: png(text(b"AIGC", WRAPPED.encode())),
    "ztxt": lambda: png(ztxt(b"AIGC", BARE.encode())),
    "compressed-xmp": lambda: png(itxt(b"XML:com.adobe.xmp", xmp_with(BARE), compressed=True)),
    "two-packets": lambda: png(
        itxt(b"XML:com.adobe.xmp", FOREIGN_XMP), after=itxt(b"XML:com.adobe.xmp", xmp_with(BARE))
    ),
    "after-pixels": lambda: png(after=itxt(b"XML:com.adobe.xmp", xmp_with(BARE))),
    "raw-profile": lambda: png(
        ztxt(
            b"Raw profile type xmp",
            b"\nxmp\n%8d\n%b\n" % (len(xmp_with(BARE)), xmp_with(BARE).hex().encode()),
        )
    ),
    "unknown-chunks": lambda: png(chunk(b"vpAg", b"\0" * 9), trailer=b"after the end"),
}
