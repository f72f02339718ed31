"""PNG, JPEG and GIF: pieces one after the other, so that without a piece the rest is as it was."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from hegui.files.edits import Edit, Edits, ordered
from hegui.implicit.container import Container, Reading, Site
from hegui.implicit.earlier import packet

_JPEG_HEAD = b"\xff\xe1"
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_PNG_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"


def candidates(container: Container, reading: Reading) -> Iterator[Edits]:
    """The file without the pieces that hold labels, then with the packet as it was before."""
    cuts = dict.fromkeys((site.offset, site.length) for site in reading.sites if site.length)
    yield ordered(Edit(offset, length, b"") for offset, length in cuts)
    if len(reading.sites) == 1 and reading.kind.id != "gif":
        site = reading.sites[0]
        piece = container.source.read(site.offset, site.length, site.place)
        rebuilt = _segments(piece) if reading.kind.id == "jpeg" else _chunks(piece)
        yield from ((_over(site, new),) for new in rebuilt)


def _segments(piece: bytes) -> Iterator[bytes]:
    start = 4 + len(_JPEG_XMP)
    if piece.startswith(_JPEG_HEAD) and piece[4:start] == _JPEG_XMP:
        for body in packet.candidates(piece[start:]):
            data = _JPEG_XMP + body
            yield _JPEG_HEAD + (len(data) + 2).to_bytes(2) + data


def _chunks(piece: bytes) -> Iterator[bytes]:
    start = 8 + len(_PNG_XMP)
    if piece[4:start] == b"iTXt" + _PNG_XMP:
        for body in packet.candidates(piece[start:-4]):
            data = b"iTXt" + _PNG_XMP + body
            yield (len(data) - 4).to_bytes(4) + data + zlib.crc32(data).to_bytes(4)


def _over(site: Site, new: bytes) -> Edit:
    return Edit(site.offset, site.length, new)
