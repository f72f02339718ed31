"""The segments of a JPEG file that matter to its coefficients, checked one by one.

What is handed to the decoder is put together from what was checked here, and from nothing else:
metadata, and structures that the decoder would stumble over, never reach it.
Source: ITU-T T.81 Annex B (B.1.1 markers, B.2.2 frame, B.2.3 scan, B.2.4 tables); Adobe
Technical Note 5116 (the APP14 segment's transform).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from hegui.errors import BrokenFile, CeilingExceeded, Unsupported
from hegui.explicit.pictures.jpeg_tables import STANDARD

_SOI, _EOI, _SOS, _DQT, _DHT, _DRI, _DNL = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xDC
_APP0, _APP1, _APP14 = 0xE0, 0xE1, 0xEE
_BASELINE, _EXTENDED, _PROGRESSIVE = 0xC0, 0xC1, 0xC2
_SEQUENTIAL = (_BASELINE, _EXTENDED)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ARITHMETIC = frozenset((0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF, 0xCC))
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_MOST_SEGMENTS = 20_000
_MOST_SCANS = 256
_MOST_WORK = 2**32  # pixels times scans
_DCT = 8


class Colours(StrEnum):
    """What the components are."""

    GREY = "grey"
    YCC = "YCbCr"
    RGB = "RGB"
    CMYK = "CMYK"
    YCCK = "YCCK"


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its identifier, sampling factors, quantisation table, and the rows and
    columns of its 8×8 blocks. ``step_x`` and ``step_y`` are the picture's pixels to one of its
    own."""

    identifier: int
    h: int
    v: int
    table: int
    rows: int
    columns: int
    step_x: int
    step_y: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One marker segment: where its 0xFF stands, and where what follows it."""

    marker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A JPEG file: ``head`` the segments before the first scan, ``scans`` where the first one
    begins, ``late`` metadata segments between scans, ``end`` the offset behind EOI.
    ``interval`` is the restart interval of all scans in coding units, 0 where there is none or
    where it changes."""

    width: int
    height: int
    components: tuple[Component, ...]
    colours: Colours
    progressive: bool
    restarts: bool
    interval: int
    head: tuple[Segment, ...]
    late: tuple[Segment, ...]
    scans: int
    end: int
    tables: dict[int, tuple[int, ...]]
    optimised: bool
    stream: bytes

    @property
    def frame(self) -> int:
        """The marker of its frame header."""
        return next(one.marker for one in self.head if one.marker in _FRAMES)

    @property
    def sequential(self) -> int:
        """The marker of a sequential frame: baseline where all tables have 8 bits (B.2.4.1)."""
        eight = all(value < 256 for table in self.tables.values() for value in table)
        return _BASELINE if eight else _EXTENDED

    @property
    def interleaved(self) -> bool:
        """Whether all components may be in one scan (B.2.3: at most 10 blocks in a unit)."""
        return len(self.components) < 4 and sum(one.h * one.v for one in self.components) <= 10


def layout(data: bytes, name: str) -> Layout:
    """Reads the segments of a JPEG file.

    ``stream`` is the same picture without metadata, for the decoder. Raises BrokenFile,
    CeilingExceeded, and Unsupported for codings that are not worked on.
    """
    return _Reader(data, name).run()


class _Reader:
    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._tables: dict[int, tuple[int, ...]] = {}
        self._huffman: dict[int, bytes] = {}
        self._frame: Segment | None = None
        self._components: tuple[Component, ...] = ()
        self._size = (0, 0)
        self._jfif = False
        self._adobe: int | None = None
        self._restarts = False
        self._interval = 0

    def run(self) -> Layout:
        head: list[Segment] = []
        at = 2
        while True:
            segment = self._segment(at)
            at = segment.end
            if segment.marker == _SOS:
                break
            if segment.marker == _EOI:
                self._broken(segment.start, "the picture ends before its first scan")
            if len(head) >= _MOST_SEGMENTS:
                self._too_many(_MOST_SEGMENTS)
            head.append(segment)
            self._take(segment)
        if self._frame is None:
            self._broken(segment.start, "a scan comes before the frame header")
        self._check_scan(segment)
        colours = self._colours()
        optimised = not all(value in STANDARD for value in self._huffman.values())
        parts = [b"\xff\xd8", *(self._bytes(one) for one in head if _for_decoder(one))]
        late, end = self._follow(segment, parts)
        return Layout(
            *self._size,
            self._components,
            colours,
            self._frame.marker == _PROGRESSIVE,
            self._restarts,
            self._interval,
            tuple(head),
            late,
            segment.start,
            end,
            self._tables,
            optimised,
            b"".join(parts),
        )

    def _follow(self, first: Segment, parts: list[bytes]) -> tuple[tuple[Segment, ...], int]:
        """Metadata between the scans, and the offset behind EOI; fills ``parts``."""
        late: list[Segment] = []
        scans, segment = 0, first
        assert self._frame is not None
        while True:
            if segment.marker == _EOI:
                parts.append(b"\xff\xd9")
                self._check_length(segment.end - first.start)
                return tuple(late), segment.end
            if segment.marker == _SOS:
                scans += 1
                if scans > _MOST_SCANS or scans * self._size[0] * self._size[1] > _MOST_WORK:
                    self._too_many(scans)
                found = _MARKER.search(self._data, segment.end)
                if not found:
                    self._broken(len(self._data), "the picture has no end: EOI is missing")
                parts.append(self._data[segment.start : found.start()])
                segment = self._segment(found.start())
                continue
            if segment.marker == _DQT or segment.marker in _FRAMES:
                raise Unsupported(
                    "tables or frames between the scans are not worked on",
                    path=self._name,
                    place=f"byte {segment.start}",
                )
            self._take(segment)
            if segment.marker == _DRI:
                self._interval = 0
            if _for_decoder(segment):
                parts.append(self._bytes(segment))
            else:
                late.append(segment)
                if len(late) > _MOST_SEGMENTS:
                    self._too_many(_MOST_SEGMENTS)
            segment = self._segment(segment.end)

    def _segment(self, at: int) -> Segment:
        data = self._data
        start = at
        if data[at : at + 1] != b"\xff":
            self._broken(at, "a marker is missing")
        while data[at : at + 1] == b"\xff":  # fill bytes (B.1.1.2)
            at += 1
        if at >= len(data):
            self._broken(start, "the picture has no end: EOI is missing")
        marker = data[at]
        if marker in (_SOI, 0x00) or marker in _ALONE:
            self._broken(start, "a marker is out of place")
        if marker == _EOI:
            return Segment(marker, at - 1, at + 1)
        length = int.from_bytes(data[at + 1 : at + 3], "big")
        if length < 2 or at + 1 + length > len(data):
            self._broken(start, "a segment reaches beyond the end of the file")
        return Segment(marker, at - 1, at + 1 + length)

    def _take(self, segment: Segment) -> None:
        marker, body = segment.marker, self._data[segment.start + 4 : segment.end]
        if marker == _DQT:
            self._quantisation(segment, body)
        elif marker == _DHT:
            self._codes(segment, body)
        elif marker == _DRI:
            if len(body) != 2:
                self._broken(segment.start, "the restart interval has a wrong length")
            self._restarts = self._restarts or body != b"\0\0"
            self._interval = int.from_bytes(body, "big")
        elif marker in _FRAMES:
            self._take_frame(segment, body)
        elif marker in _ARITHMETIC:
            self._arithmetic(segment)
        elif marker == _DNL:
            raise Unsupported(
                "a height given behind the first scan is not worked on", path=self._name
            )
        elif marker == _APP0 and body.startswith(b"JFIF\0"):
            self._jfif = True
        elif marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
            self._adobe = body[11]

    def _quantisation(self, segment: Segment, body: bytes) -> None:
        at = 0
        while at < len(body):
            precision, slot = body[at] >> 4, body[at] & 15
            size = 64 * (1 + precision)
            if precision > 1 or slot > 3 or at + 1 + size > len(body):
                self._broken(segment.start, "a quantisation table is damaged")
            form = ">64H" if precision else "64B"
            values = struct.unpack(form, body[at + 1 : at + 1 + size])
            if not all(values):
                self._broken(segment.start, "a quantisation table is damaged")
            self._tables[slot] = values
            at += 1 + size

    def _codes(self, segment: Segment, body: bytes) -> None:
        at = 0
        while at < len(body):
            kind, slot = body[at] >> 4, body[at] & 15
            bits = body[at + 1 : at + 17]
            count = sum(bits)
            whole = len(bits) == 16 and count <= 256 and at + 17 + count <= len(body)
            # Kraft: no more codes of a length than the tree has room for.
            room = sum(number << (16 - length) for length, number in enumerate(bits, 1))
            if kind > 1 or slot > 3 or not whole or room > 1 << 16:
                self._broken(segment.start, "a Huffman table is damaged")
            self._huffman[body[at]] = body[at + 1 : at + 17 + count]
            at += 17 + count

    def _take_frame(self, segment: Segment, body: bytes) -> None:
        if segment.marker in _ARITHMETIC:
            self._arithmetic(segment)
        if segment.marker not in (*_SEQUENTIAL, _PROGRESSIVE):
            raise Unsupported("lossless and hierarchical JPEG are not worked on", path=self._name)
        if self._frame is not None:
            self._broken(segment.start, "there is a second frame header")
        if len(body) < 6 or len(body) != 6 + 3 * body[5]:
            self._broken(segment.start, "the frame header has a wrong length")
        precision, height, width, count = struct.unpack_from(">BHHB", body)
        if precision != 8:
            raise Unsupported(
                "JPEG of {bits} bits a sample is not worked on", path=self._name, bits=precision
            )
        if not height:
            raise Unsupported(
                "a height given behind the first scan is not worked on", path=self._name
            )
        if not width or count not in (1, 3, 4):
            self._broken(segment.start, "the frame header makes no picture")
        self._size = (width, height)
        self._frame = segment
        self._components = self._read_components(segment, body)

    def _read_components(self, segment: Segment, body: bytes) -> tuple[Component, ...]:
        rows = [struct.unpack_from("BBB", body, at) for at in range(6, len(body), 3)]
        factors = [(row[1] >> 4, row[1] & 15) for row in rows]
        if any(not 1 <= factor <= 4 for pair in factors for factor in pair) or len(
            {row[0] for row in rows}
        ) != len(rows):
            self._broken(segment.start, "the frame header makes no picture")
        h_most, v_most = (max(pair[side] for pair in factors) for side in (0, 1))
        if any(h_most % h or v_most % v for h, v in factors):
            raise Unsupported("this subsampling is not worked on", path=self._name)
        width, height = self._size
        return tuple(
            Component(
                identifier,
                h,
                v,
                table,
                -(-height * v // (_DCT * v_most)),
                -(-width * h // (_DCT * h_most)),
                h_most // h,
                v_most // v,
            )
            for (identifier, _, table), (h, v) in zip(rows, factors, strict=True)
        )

    def _check_scan(self, segment: Segment) -> None:
        body = self._data[segment.start + 4 : segment.end]
        count = body[0] if body else 0
        known = [one.identifier for one in self._components]
        chosen = list(body[1 : 1 + 2 * count : 2])
        if len(body) != 4 + 2 * count or not 1 <= count <= 4 or len(set(chosen)) != count:
            self._broken(segment.start, "the scan header is damaged")
        if not set(chosen) <= set(known):
            self._broken(segment.start, "the scan header is damaged")
        if any(one.table not in self._tables for one in self._components):
            self._broken(segment.start, "a quantisation table is missing")

    def _check_length(self, have: int) -> None:
        # Even a block of nothing takes a bit: a tiny file cannot claim a huge picture.
        blocks = sum(one.rows * one.columns for one in self._components)
        if have < blocks // _DCT:
            self._broken(
                self._frame.start if self._frame else 0,
                "the scans are too short for the size that the frame header gives",
            )

    def _colours(self) -> Colours:
        count = len(self._components)
        identifiers = bytes(one.identifier for one in self._components)
        if count == 1:
            return Colours.GREY
        if count == 3:
            rgb = self._adobe == 0 if self._adobe is not None else identifiers == b"RGB"
            return Colours.RGB if rgb and not self._jfif else Colours.YCC
        if self._adobe is None:
            raise Unsupported(
                "CMYK without Adobe's segment does not say which way its values run",
                path=self._name,
            )
        return Colours.YCCK if self._adobe == 2 else Colours.CMYK

    def _bytes(self, segment: Segment) -> bytes:
        return self._data[segment.start : segment.end]

    def _arithmetic(self, segment: Segment) -> NoReturn:
        raise Unsupported(
            "arithmetic coding is not worked on",
            path=self._name,
            place=f"byte {segment.start}",
        )

    def _too_many(self, count: int) -> NoReturn:
        raise CeilingExceeded(
            "more than {ceiling} structures ({what})",
            path=self._name,
            ceiling=count,
            what="segments and scans",
        )

    def _broken(self, at: int, template: str) -> NoReturn:
        raise BrokenFile(template, path=self._name, place=f"byte {at}")


def _for_decoder(segment: Segment) -> bool:
    return segment.marker in (_DQT, _DHT, _DRI, _SOS) or segment.marker in _FRAMES
