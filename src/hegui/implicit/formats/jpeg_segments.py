"""The marker segments of a JPEG file that can carry metadata, found without decoding anything.

The header's segments are followed one by one up to the first scan. Behind it lie entropy-coded
bytes, in which only a marker can follow 0xFF other than by 0x00 or a restart; they are searched
only where metadata could be: in files of several scans and where something follows the end of
the image. A file of one scan that ends in EOI has no place for any, unless text stands right
before the EOI.

Source: ITU-T T.81 Annex B (B.1.1.2 fill bytes, B.1.1.3 markers, B.1.1.4 segments); JFIF 1.02;
Exif 3.0 4.5 (APP1, APP2); XMP specification part 3, 1.1.3; CIPA DC-007 (MPF).
"""

from __future__ import annotations

import re
import struct
from enum import Enum, auto
from typing import NamedTuple

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.structures import stray

XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
EXIF = b"Exif\0"
EXIF_HEAD = 6  # "Exif", NUL, and a byte that is NUL by the letter
MPF = b"MPF\0"
# Segments of known content that is not text: their bytes are never searched for labels.
_OPAQUE = (
    b"ICC_PROFILE\0",
    b"Photoshop 3.0\0",
    b"Adobe\0",
    b"Ducky\0",
    b"JP",  # JUMBF (ISO/IEC 19566-5), in which C2PA manifests are kept
    b"FPXR\0",
)
_JFIF_LENGTH = 18
_SHORTEST = 16  # an Exif segment of nothing

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP11, _APP15 = 0xE0, 0xE1, 0xE2, 0xEB, 0xEF
_NOT_FRAMES = (0xC4, 0xC8, 0xCC)  # DHT, JPG, DAC among SOF0..SOF15
_TABLES = frozenset((0xC4, 0xCC, 0xDB, 0xDD))  # DHT, DAC, DQT, DRI: nothing but the picture's
_ONE_SCAN_FRAMES = (0xC0, 0xC1, 0xC9)  # sequential, with Huffman or arithmetic coding
# No marker at all, TEM, RSTn and SOI, EOI, a fill byte.
_WITHOUT_LENGTH = frozenset((0x00, 0x01, *range(0xD0, 0xD9), _EOI, 0xFF))
_HEAD = struct.Struct(">BBH")  # of a segment: its marker's two bytes, its length field
_FILL = 1024 * 1024
_WINDOW = 4096
_LOOK = 10  # as far behind its marker as a frame says how many components it has

_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]")
_SCAN = 64 * 1024**2
_BLOCK = 1024 * 1024
_TEXT_END = 8


class Role(Enum):
    """What a segment is to the label."""

    XMP = auto()
    EXTENSION = auto()
    EXIF = auto()
    MPF = auto()
    TEXT = auto()


class Segment(NamedTuple):
    """One marker segment: the offset of its marker, its length with marker and length field.

    ``late`` says that it stands behind the first scan, where readers seldom look.
    """

    marker: int
    offset: int
    length: int
    role: Role
    late: bool

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return place_of(self.marker, self.offset)

    def payload(self, source: Source) -> bytes:
        """Its bytes behind marker and length field."""
        return source.read(self.offset + 4, self.length - 4, "the segment")


def place_of(marker: int, offset: int) -> str:
    """A segment as errors and findings call it."""
    if marker == _COM:
        return f"segment COM at byte {offset}"
    if _APP0 <= marker <= _APP15:
        return f"segment APP{marker - _APP0} at byte {offset}"
    return f"segment FF{marker:02X} at byte {offset}"


class Layout(NamedTuple):
    """What one walk found.

    ``xmp_at`` is where a new XMP segment belongs: behind JFIF and Exif, which must come first,
    before everything else. ``trailer`` is the offset behind EOI (-1: no EOI was looked for, and
    none is needed). ``fault`` is why the header could not be followed to its end, ``unseen``
    why the scans could not. ``boxes`` says that there are APP11 segments, in which JUMBF boxes
    such as C2PA's are kept.
    """

    segments: tuple[Segment, ...]
    xmp_at: int
    trailer: int
    fault: FileError | None
    unseen: FileError | None
    boxes: bool


def walk(source: Source) -> Layout:
    """Finds the segments. Raises BrokenFile where not even the first can be followed."""
    return _Walk(source).run()


def _role(marker: int, start: bytes) -> Role | None:
    if marker == _APP1:
        if start.startswith(XMP):
            return Role.XMP
        if start.startswith(EXTENSION):
            return Role.EXTENSION
        if start.startswith(EXIF) and len(start) > EXIF_HEAD:
            return Role.EXIF
    elif marker == _APP2 and start.startswith(MPF):
        return Role.MPF
    return None


class _Walk:
    __slots__ = (
        "boxes",
        "budget",
        "components",
        "extended",
        "one_scan",
        "segments",
        "source",
        "unseen",
        "xmp_at",
    )

    def __init__(self, source: Source) -> None:
        self.source = source
        self.budget = Budget(source)
        self.extended = Budget(source, source.ceilings.allocation)
        self.segments: list[Segment] = []
        self.xmp_at = 2
        self.components = 0
        self.one_scan = False
        self.boxes = False
        self.unseen: FileError | None = None

    def run(self) -> Layout:
        try:
            scan = self.header()
        except FileError as fault:
            if not self.segments:
                raise
            return self.layout(-1, fault)
        trailer = -1
        try:
            trailer = self.behind(scan)
        except FileError as error:
            self.unseen = error
        return self.layout(trailer, None)

    def layout(self, trailer: int, fault: FileError | None) -> Layout:
        segments = tuple(self.segments)
        return Layout(segments, self.xmp_at, trailer, fault, self.unseen, self.boxes)

    def header(self) -> int:
        """Follows the segments up to the first scan's data, or to EOI; the offset behind."""
        source, at, size = self.source, 2, self.source.size
        start, window, passed = 0, source.peek(0, _WINDOW), 0  # where nearly all headers end
        last = len(window) - _LOOK
        while True:
            if at > last:
                source.count("segments", times=passed)
                start, window, passed = at, self.window(at), 0
                last = at + len(window) - _LOOK
            first, marker, length = _HEAD.unpack_from(window, at - start)
            if first != 0xFF or marker in _WITHOUT_LENGTH:
                if first == 0xFF and marker == _EOI:
                    break
                at = self.past_marker(first, marker, at)
                continue
            end = at + 2 + length
            if length < 2 or end > size:
                raise source.broken(
                    "the segment says {length} bytes, and the file has {left} left",
                    place_of(marker, at),
                    length=length,
                    left=size - at - 2,
                )
            passed += 1
            if marker in _TABLES:
                pass
            elif marker >= _APP0:
                self.metadata(marker, at, 2 + length, late=False)
            elif marker == _SOS:
                self.one_scan = self.one_scan and window[at - start + 4] == self.components
                at = end
                break
            elif 0xC0 <= marker <= 0xCF and marker not in _NOT_FRAMES and length > 7:
                self.one_scan = marker in _ONE_SCAN_FRAMES
                self.components = window[at - start + 9]
            at = end
        source.count("segments", times=passed)
        return at

    def window(self, at: int) -> bytes:
        """What stands at a marker, with zeros behind the file's end; a length field cut in two
        counts as 0."""
        left = self.source.size - at
        if left < 2:
            raise self.source.broken("the file ends before its picture begins", at)
        window = self.source.peek(at, _WINDOW if left >= _HEAD.size else 2)
        return window.ljust(_LOOK, b"\0")

    def past_marker(self, first: int, marker: int, at: int) -> int:
        """The offset behind a marker that stands alone, or of the one behind fill bytes."""
        if first != 0xFF or not marker:
            raise self.source.broken("no marker stands where one must", at)
        if marker == 0xFF:
            return self.past_fill(at)
        self.source.count("markers")
        return at + 2

    def past_fill(self, at: int) -> int:
        """T.81 B.1.1.2: any number of 0xFF may precede a marker; the offset of the last one."""
        block = self.source.peek(at, _FILL)
        fill = len(block) - len(block.lstrip(b"\xff"))
        if fill == len(block):
            raise self.source.broken("nothing but fill bytes follows", at)
        return at + fill - 1

    def metadata(self, marker: int, at: int, length: int, *, late: bool) -> None:
        """Takes note of an APPn or COM segment that can matter."""
        source = self.source
        self.boxes = self.boxes or marker == _APP11
        if length < _SHORTEST or not (marker <= _APP15 or marker == _COM):
            return  # JPGn, or too short for anything
        start = source.read(at + 4, min(36, length - 4))
        role = _role(marker, start)
        if role is None and not start.startswith(_OPAQUE):
            plain = length == _JFIF_LENGTH and start.startswith(b"JFIF\0")
            if not plain:
                self.budget.search(length, "the segments")
                if stray.mentions(source.read(at + 4, length - 4)):
                    role = Role.TEXT
        if role is not None:
            budget = self.extended if role is Role.EXTENSION else self.budget
            budget.spend(length, place_of(marker, at))
            self.segments.append(Segment(marker, at, length, role, late))
        if not late and (role is Role.EXIF or (marker == _APP0 and at == self.xmp_at)):
            self.xmp_at = at + length

    def behind(self, at: int) -> int:
        """Looks behind the header where metadata can be; the offset behind EOI, or -1."""
        source = self.source
        tail = source.peek(max(at, source.size - 2 - _TEXT_END), 2 + _TEXT_END)
        if self.one_scan and tail.endswith(b"\xff\xd9") and not tail[:-2].isascii():
            return -1
        end = min(source.size, at + _SCAN)
        while True:
            at = self.next_marker(at, end)
            if at < 0:
                break
            source.count("markers")
            marker = source.read(at + 1, 1)[0]
            if marker == _EOI:
                return at + 2
            if marker == _SOI:
                return at  # a picture that has no EOI, and another behind it
            length = 2 + int.from_bytes(source.peek(at + 2, 2))
            if length < 4 or at + length > source.size:
                at += 2  # damaged image data, not a segment
                continue
            if marker >= _APP0:
                self.metadata(marker, at, length, late=True)
            at += length
        if end < source.size:
            self.unseen = source.broken(
                "no end of the picture within {ceiling} bytes; what follows was not looked at",
                end,
                ceiling=_SCAN,
            )
        return -1

    def next_marker(self, at: int, end: int) -> int:
        """The offset of the next marker that is neither a restart nor reserved, or -1."""
        whole = self.source.whole
        if whole is not None:
            match = _MARKER.search(whole, at, end)
            return match.start() if match else -1
        while at + 1 < end:
            block = self.source.read(at, min(_BLOCK, end - at), "image data")
            match = _MARKER.search(block)
            if match:
                return at + match.start()
            at += len(block) - 1
        return -1
