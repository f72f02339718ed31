"""Small Matroska and WebM files, built element by element.

The sound is raw (A_PCM/INT/LIT, 8 kHz, mono, 16 bit) in four blocks, so that any player decodes it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.builders.labels import BARE, WRAPPED

EBML, SEGMENT, VOID, CRC = 0x1A45DFA3, 0x18538067, 0xEC, 0xBF
SEEK_HEAD, SEEK, SEEK_ID, SEEK_POSITION = 0x114D9B74, 0x4DBB, 0x53AB, 0x53AC
INFO, TRACKS, CUES, TAGS, CLUSTER = 0x1549A966, 0x1654AE6B, 0x1C53BB6B, 0x1254C367, 0x1F43B675
CHAPTERS, ATTACHMENTS = 0x1043A770, 0x1941A469
TAG, TARGETS, SIMPLE, NAME, STRING, BINARY = 0x7373, 0x63C0, 0x67C8, 0x45A3, 0x4487, 0x4485
TRACK_UID = 0xC0FFEE


def element(id_: int, *parts: bytes, width: int = 0, unknown: bool = False) -> bytes:
    """An element; its size in ``width`` bytes, or unknown."""
    data = b"".join(parts)
    name = id_.to_bytes((id_.bit_length() + 7) // 8)
    if unknown:
        return name + b"\x01" + b"\xff" * 7 + data
    while len(data) >= (1 << 7 * width) - 1:
        width += 1
    return name + (len(data) | 1 << 7 * width).to_bytes(width) + data


def number(id_: int, value: int, width: int = 1) -> bytes:
    """An element that holds an unsigned number."""
    return element(id_, value.to_bytes(max(width, (value.bit_length() + 7) // 8)))


def checked(id_: int, *parts: bytes) -> bytes:
    """An element whose first child is the CRC-32 of the rest."""
    data = b"".join(parts)
    return element(id_, element(CRC, zlib.crc32(data).to_bytes(4, "little")), data)


def void(length: int) -> bytes:
    """A Void of ``length`` bytes in all (at least 9)."""
    return element(VOID, bytes(length - 9), width=8)


def header(doc_type: str = "matroska") -> bytes:
    """The EBML header."""
    return element(
        EBML,
        number(0x4286, 1),
        number(0x42F7, 1),
        number(0x42F2, 4),
        number(0x42F3, 8),
        element(0x4282, doc_type.encode()),
        number(0x4287, 4),
        number(0x4285, 2),
    )


def simple(name: str, text: str, *more: bytes) -> bytes:
    """A SimpleTag."""
    return element(SIMPLE, element(NAME, name.encode()), element(STRING, text.encode()), *more)


def binary(name: str, data: bytes) -> bytes:
    """A SimpleTag whose value is binary."""
    return element(SIMPLE, element(NAME, name.encode()), element(BINARY, data))


def tag(*simples: bytes, targets: bytes = b"") -> bytes:
    """A Tag; empty ``targets`` mean the whole file."""
    return element(TAG, element(TARGETS, targets), *simples)


def tags(*each: bytes) -> bytes:
    """A Tags element."""
    return element(TAGS, *each)


TITLE_TAGS = tags(tag(simple("TITLE", "山水"), simple("ARTIST", "somebody")))
LABELLED_TAGS = tags(tag(simple("TITLE", "山水"), simple("AIGC", BARE)))

_PCM = b"".join(
    (3000 if at // 20 % 2 else -3000).to_bytes(2, "little", signed=True) for at in range(80)
)


def block(time: int) -> bytes:
    """A SimpleBlock of 10 ms."""
    return element(0xA3, b"\x81", time.to_bytes(2), b"\x80", _PCM)


def grouped(time: int) -> bytes:
    """The same sound as a BlockGroup with a duration."""
    return element(0xA0, element(0xA1, b"\x81", time.to_bytes(2), b"\0", _PCM), number(0x9B, 10))


INFO_PART = element(INFO, number(0x2AD7B1, 1_000_000), element(0x4D80, b"x"), element(0x5741, b"x"))
TRACKS_PART = element(
    TRACKS,
    element(
        0xAE,
        number(0xD7, 1),
        number(0x73C5, TRACK_UID),
        number(0x83, 2),
        element(0x536E, b"a name"),
        element(0x86, b"A_PCM/INT/LIT"),
        element(0xE1, element(0xB5, b"\x45\xfa\0\0"), number(0x9F, 1), number(0x6264, 16)),
    ),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file is to be made of; every position is worked out."""

    doc_type: str = "matroska"
    front: tuple[bytes, ...] = ()
    back: tuple[bytes, ...] = ()
    seek_head: bool = True
    room: int = 0
    cues: str = "back"
    unknown: bool = False
    crc: bool = False
    positions: int = 0  # how many bytes each cluster's own position has
    clusters: int = 2
    segment_width: int = 8
    listed: tuple[int, ...] = (INFO, TRACKS, CUES, TAGS)

    def segment(self) -> bytes:
        """The Segment: laid out again and again until no position changes."""
        where: dict[int, int] = {}
        clusters = [0] * self.clusters
        for _ in range(10):
            at = 0
            parts = self._parts(where, clusters)
            places, found = dict(where), []
            for part in parts:
                id_ = int.from_bytes(part[:4])
                found += [at] if id_ == CLUSTER else []
                places[id_] = at
                at += len(part)
            if (places, found) == (where, clusters):
                break
            where, clusters = places, found
        return element(SEGMENT, *parts, width=self.segment_width, unknown=self.unknown)

    def build(self) -> bytes:
        """The whole file."""
        return header(self.doc_type) + self.segment()

    def _parts(self, where: dict[int, int], clusters: list[int]) -> list[bytes]:
        master = checked if self.crc else element
        entries = [
            element(SEEK, element(SEEK_ID, id_.to_bytes(4)), number(SEEK_POSITION, where[id_]))
            for id_ in self.listed
            if id_ in where
        ]
        cues = master(
            CUES,
            *(
                element(0xBB, number(0xB3, 20 * at), element(0xB7, number(0xF7, 1), cue))
                for at, cue in enumerate(number(0xF1, place) for place in clusters)
            ),
        )
        return [
            *([master(SEEK_HEAD, *entries)] if self.seek_head else []),
            *([void(self.room)] if self.room else []),
            INFO_PART,
            TRACKS_PART,
            *self.front,
            *([cues] if self.cues == "front" else []),
            *(self._cluster(at, place) for at, place in enumerate(clusters)),
            *([cues] if self.cues == "back" else []),
            *self.back,
        ]

    def _cluster(self, at: int, place: int) -> bytes:
        width = self.positions
        position = [number(0xA7, place, width), number(0xAB, 100)] if width else []
        parts = [number(0xE7, 20 * at), *position, block(0), grouped(10)]
        if self.crc:
            return checked(CLUSTER, *parts)
        return element(CLUSTER, *parts, unknown=self.unknown)


def live() -> bytes:
    """As a browser's MediaRecorder writes: nothing has a size, and there is no index."""
    return Plan("webm", seek_head=False, cues="", unknown=True).build()


def chained() -> bytes:
    """Two Segments, the second one's Tags with a label."""
    return Plan().build() + Plan(back=(LABELLED_TAGS,)).build()


def _tagged(*each: bytes) -> Plan:
    return Plan(room=120, front=(tags(*each),))


SAMPLES: dict[str, Callable[[], bytes]] = {
    # SeekHead is full and nothing is free: everything has to move, Cues and positions too.
    "tight": Plan().build,
    "tight-cues-first": Plan(cues="front", front=(TITLE_TAGS,), clusters=3).build,
    "tight-positions-crc": Plan(positions=4, crc=True).build,
    # A position that needs more bytes than it has gives way to Void.
    "tight-positions-narrow": Plan(positions=1).build,
    "narrow-segment-size": Plan(segment_width=2).build,
    # As FFmpeg writes: Void behind SeekHead, Tags before the clusters.
    "roomy": Plan(room=120, front=(TITLE_TAGS,)).build,
    "roomy-crc": replace(Plan(room=120, front=(TITLE_TAGS,)), crc=True).build,
    "void-for-tags": Plan(front=(void(900),)).build,
    # As mkvmerge writes: Tags last.
    "tags-last": Plan(room=120, back=(TITLE_TAGS,)).build,
    "tags-last-unlisted": Plan(seek_head=False, cues="", back=(LABELLED_TAGS,)).build,
    "labelled": Plan(room=120, front=(LABELLED_TAGS,)).build,
    "labelled-webm": Plan("webm", back=(LABELLED_TAGS,)).build,
    "no-cluster": Plan(clusters=0, cues="").build,
    "live": live,
    "live-known-clusters": replace(Plan(seek_head=False, cues=""), unknown=True, crc=True).build,
    "chained": chained,
    # Labels where they do not belong.
    "nested": _tagged(tag(simple("TITLE", "x", simple("AIGC", BARE)))).build,
    "of-a-track": _tagged(tag(simple("AIGC", BARE), targets=number(0x63C5, TRACK_UID))).build,
    "of-a-level": _tagged(tag(simple("AIGC", BARE), targets=element(0x63CA, b"MOVIE"))).build,
    "binary": _tagged(tag(binary("AIGC", BARE.encode()))).build,
    "other-case": _tagged(tag(simple("aigc", WRAPPED))).build,
    "other-name": _tagged(tag(simple("COMMENT", WRAPPED))).build,
    "language": _tagged(tag(simple("AIGC", BARE, element(0x447A, b"chi")))).build,
    "two-labels": Plan(room=120, front=(LABELLED_TAGS,), back=(LABELLED_TAGS,)).build,
}
