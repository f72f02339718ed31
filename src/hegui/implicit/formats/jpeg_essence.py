"""The content of a JPEG file: what a decoder turns into the picture.

In: the ICC profile, Adobe's APP14 (how colours are coded), and then, in file order, every other
segment that is not APPn or COM (frames, tables, restart interval, JPEG-LS's presets) with its
marker and length, and the entropy-coded data of every scan, up to the first EOI. That there is a
JFIF marker is in where it decides on the colours: three components that Adobe's segment or their
names call RGB are YCbCr with one (JFIF 1.02; so libjpeg decodes them).
Out: all other APPn and COM wherever they stand, so what JFIF says (density), EXIF (orientation and
preview too), XMP, IPTC, C2PA, MPF; fill bytes between segments; everything behind EOI: the
pictures that MPF names (previews, gain maps, a stereo partner), films, appended bytes.
Source: ITU-T T.81 Annex B; ICC.1 B.4 (profile in APP2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from hegui.files.source import Source

_ICC, _ICC_HEAD = b"ICC_PROFILE\0", 14  # behind the name: number of this part, number of parts
_MOST_PARTS = 255
_ADOBE, _ADOBE_LENGTH = b"Adobe", 12  # its last byte is the transform: 0 is none
_JFIF = b"JFIF\0"
_RGB = b"RGB"
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APP0, _APP2, _APP14, _APP15 = 0xE0, 0xE2, 0xEE, 0xEF
_STANDALONE = frozenset((0x01, *range(0xD0, 0xD9)))
# In image data 0xFF is followed by 0, by a restart marker (D0 to D7), or by what ends the data.
_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]")
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment of the header; ``start`` is its marker, ``body`` is behind its length."""

    marker: int
    start: int
    end: int

    @property
    def body(self) -> int:
        return self.start + 4


def essence(source: Source) -> Iterator[tuple[int, int] | bytes]:
    """The pieces of a file whose header can be followed."""
    # What may stand anywhere before the frame comes first: writers differ in where they put it.
    header = tuple(_header(source))
    parts = tuple(_profile(source, header))
    yield b"ICC" + sum(end - start for start, end in parts).to_bytes(8)
    yield from parts
    if _jfif_decides(source, header):
        yield _JFIF
    for segment in header:
        if segment.marker == _APP14 and _begins(source, segment, _ADOBE):
            yield segment.start, segment.end
    end = 2
    for segment in header:
        end = segment.end
        if segment.marker < _APP0 or _APP15 < segment.marker < _COM:
            yield segment.start, end
    yield from _scans(source, end)


def _profile(source: Source, header: tuple[_Segment, ...]) -> Iterator[tuple[int, int]]:
    """The ICC profile's parts in file order, without their heads."""
    for segment in islice(_profile_segments(source, header), _MOST_PARTS):
        yield segment.start + 4 + _ICC_HEAD, segment.end


def _profile_segments(source: Source, header: tuple[_Segment, ...]) -> Iterator[_Segment]:
    for segment in header:
        long_enough = segment.end - segment.body >= _ICC_HEAD
        if segment.marker == _APP2 and long_enough and _begins(source, segment, _ICC):
            yield segment


def _jfif_decides(source: Source, header: tuple[_Segment, ...]) -> bool:
    """Whether a JFIF marker turns into YCbCr what is RGB without it."""
    has_jfif, transform, names = False, None, b""
    for segment in header:
        length = segment.end - segment.body
        if segment.marker == _APP0:
            has_jfif = has_jfif or _begins(source, segment, _JFIF)
        elif segment.marker == _APP14 and length >= _ADOBE_LENGTH:
            if _begins(source, segment, _ADOBE):
                transform = source.read(segment.body + _ADOBE_LENGTH - 1, 1)[0]
        elif segment.marker in _FRAMES and length == 15:  # three components, three bytes each
            names = source.read(segment.body + 6, 9)[::3]
    if not has_jfif or len(names) != 3:
        return False
    return names == _RGB if transform is None else transform == 0


def _begins(source: Source, segment: _Segment, start: bytes) -> bool:
    length = min(len(start), segment.end - segment.body)
    return source.read(segment.body, length) == start


def _header(source: Source) -> Iterator[_Segment]:
    """The segments up to the first SOS, that included, or to EOI."""
    at, marker = 2, 0
    while marker != _SOS:
        source.count("segments")
        head = source.read(at, 2, "a marker")
        marker = head[1]
        if head[0] != 0xFF:
            raise source.broken("no marker stands where one must", at)
        if marker == _EOI:
            return
        if marker == 0xFF:  # T.81 B.1.1.2: any number of fill bytes
            block = source.peek(at, _BLOCK)
            at += max(1, len(block) - len(block.lstrip(b"\xff")) - 1)
        elif marker in _STANDALONE:
            at += 2
        else:
            end = at + 2 + int.from_bytes(source.read(at + 2, 2, "a segment's length"))
            yield _Segment(marker, at, end)
            at = end


def _scans(source: Source, at: int) -> Iterator[tuple[int, int]]:
    """Image data, and tables between scans, from ``at`` to EOI: all but APPn and COM."""
    start = at
    markers = _Markers(source)
    while (found := markers.next(at)) >= 0:
        source.count("markers")
        marker, length = markers.at(found)
        if marker in (_EOI, _SOI):  # SOI: a picture without EOI, and another behind it
            yield start, found
            return
        if length < 4 or found + length > source.size:
            at = found + 2  # damaged image data, not a segment
            continue
        at = found + length
        if _APP0 <= marker <= _APP15 or marker == _COM:
            yield start, found
            start = at
    yield start, source.size


class _Markers:
    """The search for markers in image data; a large file is held block by block."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._block = source.whole or b""
        self._start = 0

    def next(self, at: int) -> int:
        """The offset of the next marker that is neither a restart nor reserved, or -1."""
        size = self._source.size
        while at + 1 < size:
            if not self._start <= at < self._start + len(self._block) - 1:
                self._block = self._source.read(at, min(_BLOCK, size - at), "image data")
                self._start = at
            match = _MARKER.search(self._block, at - self._start)
            if match:
                return self._start + match.start()
            at = self._start + len(self._block) - 1
        return -1

    def at(self, offset: int) -> tuple[int, int]:
        """The marker that ``next`` found, and its segment's length with the marker itself."""
        here = offset - self._start
        head = self._block[here : here + 4]
        if len(head) < 4:
            head = self._source.peek(offset, 4)
        return head[1], 2 + int.from_bytes(head[2:])
