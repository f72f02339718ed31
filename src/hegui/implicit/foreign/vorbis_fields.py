"""The fields of Vorbis comments, in FLAC and in Ogg of every codec.

Source: Vorbis I specification, 5; RFC 9639 8.2 and 8.6 (FLAC's metadata blocks).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.foreign import id3_texts
from hegui.implicit.foreign.statement import LONGEST, Statement, text_of
from hegui.implicit.formats.ogg_streams import FLAC, links
from hegui.structures import id3_header

_LENGTH = struct.Struct("<I")
_COMMENT = 4
_LAST = 0x80
_FLAC_HEAD = 4


def of_flac(source: Source) -> Iterator[Statement]:
    """What ID3v2 tags before a FLAC file say (there C2PA keeps its store), and the fields of its
    comment blocks. Raises BrokenFile, CeilingExceeded."""
    yield from id3_texts.statements(source)
    at = id3_header.behind(source) + 4
    last = False
    while not last and at + _FLAC_HEAD <= source.size:
        source.count("metadata blocks")
        head = source.read(at, _FLAC_HEAD)
        last, length = bool(head[0] & _LAST), int.from_bytes(head[1:])
        if head[0] & ~_LAST == _COMMENT:
            place = f"metadata block of type {_COMMENT} at byte {at}"
            yield from _fields(source.read(at + _FLAC_HEAD, length, place), 0, place, at)
        at += _FLAC_HEAD + length


def of_ogg(source: Source) -> Iterator[Statement]:
    """The fields of every commented stream of an Ogg file. Raises BrokenFile, CeilingExceeded."""
    found, _ = links(source)
    for link in found:
        for stream in link.streams:
            if not stream.codec.commented or stream.fault:
                continue
            before = _FLAC_HEAD if stream.codec is FLAC else len(stream.codec.before)
            packet = stream.packet(source)
            yield from _fields(packet, before, stream.place, stream.first.offset)


def _fields(data: bytes, at: int, place: str, offset: int) -> Iterator[Statement]:
    """The vendor and the fields, as far as their lengths lead; what is broken ends them."""
    vendor, at = _taken(data, at)
    if vendor:
        yield Statement("vorbis", "vendor", text_of(vendor), place, offset)
    if not 0 <= at <= len(data) - _LENGTH.size:
        return
    count = min(_LENGTH.unpack_from(data, at)[0], len(data) // _LENGTH.size)
    at += _LENGTH.size
    for _ in range(count):
        field, at = _taken(data, at)
        if at < 0:
            return
        name, sign, value = field.partition(b"=")
        if sign and value and name.upper() != b"AIGC":
            shown = text_of(name)
            yield Statement("vorbis", shown, text_of(value), f"{place}, field {shown}", offset)


def _taken(data: bytes, at: int) -> tuple[bytes, int]:
    """A string with its length before it, cut where it is too long, and the offset behind it."""
    if not 0 <= at <= len(data) - _LENGTH.size:
        return b"", -1
    start = at + _LENGTH.size
    end: int = start + _LENGTH.unpack_from(data, at)[0]
    if end > len(data):
        return b"", -1
    return data[start : min(end, start + LONGEST + 64)], end
