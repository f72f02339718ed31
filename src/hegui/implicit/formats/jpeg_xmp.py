"""Extended XMP: the part of a JPEG's XMP that does not fit into one APP1 segment.

The main packet names its extension by a GUID, which is the extension's MD5 in hexadecimal; the
extension is cut over any number of segments, each with GUID, full length and its own offset.
Source: XMP specification part 3 (2020), 1.1.3.1.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from typing import NamedTuple

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source
from hegui.implicit.formats.jpeg_segments import EXTENSION, XMP, Role, Segment

# A segment's length field counts itself; the specification gives this figure.
MAIN_CEILING = 65502
_PART = 65400
_PART_HEAD = struct.Struct(f">{len(EXTENSION)}s32sII")
_NOTE = b"http://ns.adobe.com/xmp/note/"
_GUID = rb"HasExtendedXMP\s*(?:=\s*[\"']|(?:\s[^>]*)?>\s*)([0-9A-Fa-f]{32})(?=[\"'\s<])"
_RDF_CLOSE = rb"</(?:([A-Za-z_][\w.-]*):)?RDF\s*>"


class Extension(NamedTuple):
    """One extension: its GUID as the segments spell it, its segments, its bytes put together.

    ``packet`` is None where parts are missing, contradict or repeat each other.
    """

    guid: bytes
    segments: tuple[Segment, ...]
    packet: bytes | None

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"{self.segments[0].place} (extended XMP)"

    @property
    def sound(self) -> bool:
        """Whether the GUID is the digest of the bytes."""
        return self.packet is not None and self.guid.upper() == _digest(self.packet)

    def mentions_label(self, source: Source) -> bool:
        """Whether any of its segments holds a word that every label property holds."""
        return any(b"aigc" in each.payload(source).lower() for each in self.segments)


def extensions(source: Source, segments: Iterable[Segment]) -> tuple[Extension, ...]:
    """Every extension of a file, put together; the walk has bounded their length in all."""
    groups: dict[bytes, list[Segment]] = {}
    for segment in segments:
        if segment.role is Role.EXTENSION:
            guid = source.peek(segment.offset + 4 + len(EXTENSION), 32)
            groups.setdefault(guid, []).append(segment)
    if not groups:
        return ()
    return tuple(
        Extension(guid, tuple(members), _joined(source, members))
        for guid, members in groups.items()
    )


def guid_of(main: bytes) -> bytes:
    """The GUID of the extension that a main packet names; empty where it names none."""
    match = re.search(_GUID, main)
    return match.group(1) if match else b""


def with_guid(main: bytes, packet: bytes, *, name: str, place: str) -> bytes:
    """The main packet, naming ``packet`` as its extension: same length where it named one."""
    guid = _digest(packet)
    match = re.search(_GUID, main)
    if match:
        return main[: match.start(1)] + guid + main[match.end(1) :]
    close = _last(_RDF_CLOSE, main)
    if close is None:
        raise BrokenFile("the XMP packet holds no rdf:RDF element", path=name, place=place)
    prefix = close.group(1) + b":" if close.group(1) else b""
    note = (b"<%bDescription %babout='' xmlns:xmpNote='%b' xmpNote:HasExtendedXMP='%b'/>") % (
        prefix,
        prefix,
        _NOTE,
        guid,
    )
    return main[: close.start()] + note + main[close.start() :]


def main_segment(packet: bytes, *, name: str, place: str) -> bytes:
    """The APP1 segment of a main packet. Raises CeilingExceeded past ``MAIN_CEILING`` bytes."""
    if len(packet) > MAIN_CEILING:
        raise CeilingExceeded(
            "the XMP packet would need {length} bytes, and a JPEG segment holds {ceiling}",
            path=name,
            place=place,
            length=len(packet),
            ceiling=MAIN_CEILING,
        )
    return _segment(XMP + packet)


def extension_segments(packet: bytes) -> bytes:
    """The APP1 segments of an extension, in order."""
    guid = _digest(packet)
    return b"".join(
        _segment(_PART_HEAD.pack(EXTENSION, guid, len(packet), at) + packet[at : at + _PART])
        for at in range(0, len(packet), _PART)
    )


def _segment(payload: bytes) -> bytes:
    return b"\xff\xe1" + (len(payload) + 2).to_bytes(2) + payload


def _digest(packet: bytes) -> bytes:
    import hashlib  # it loads OpenSSL, and few files have an extension

    return hashlib.md5(packet, usedforsecurity=False).hexdigest().upper().encode()


def _last(pattern: bytes, data: bytes) -> re.Match[bytes] | None:
    last = None
    for match in re.finditer(pattern, data):
        last = match
    return last


def _joined(source: Source, segments: list[Segment]) -> bytes | None:
    parts: dict[int, bytes] = {}
    lengths = set()
    for segment in segments:
        payload = segment.payload(source)
        if len(payload) < _PART_HEAD.size:
            return None
        _, _, length, offset = _PART_HEAD.unpack_from(payload)
        lengths.add(length)
        part = payload[_PART_HEAD.size :]
        if parts.setdefault(offset, part) != part:
            return None
    packet = bytearray()
    for offset in sorted(parts):
        if offset != len(packet):
            return None
        packet += parts[offset]
    return bytes(packet) if lengths == {len(packet)} else None
