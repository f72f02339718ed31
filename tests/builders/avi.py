"""Small AVI files, list by list; each says what is odd about it."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.builders.wav import info
from tests.builders.webp import chunk

# Four by two pixels of 24 bits, uncompressed, ten frames a second.
WIDTH, HEIGHT = 4, 2
FRAME = WIDTH * HEIGHT * 3
FRAMES = (bytes(range(FRAME)), bytes(range(100, 100 + FRAME)))
_INDX_ENTRIES = 4


def riff_list(type_: bytes, *chunks: bytes) -> bytes:
    """A LIST of chunks."""
    return chunk(b"LIST", type_ + b"".join(chunks))


def riff(type_: bytes, *chunks: bytes, length: int = -1) -> bytes:
    """A form; ``length`` says another length than it has."""
    body = type_ + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) if length < 0 else length) + body


def header(count: int = 2, *more: bytes) -> bytes:
    """The list hdrl of ``count`` frames; ``more`` chunks stand in the stream's list."""
    avih = struct.pack("<14I", 100_000, 0, 0, 0x10, count, 0, 1, FRAME, WIDTH, HEIGHT, *(0,) * 4)
    strh = struct.pack(
        "<4s4sIHHIIIIIIIIHHHH",
        *(b"vids", b"\0\0\0\0", 0, 0, 0, 0, 1, 10, 0, count, FRAME, 0, FRAME),
        *(0, 0, WIDTH, HEIGHT),
    )
    strf = struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT, 1, 24, 0, FRAME, 0, 0, 0, 0)
    stream = riff_list(b"strl", chunk(b"strh", strh), chunk(b"strf", strf), *more)
    return riff_list(b"hdrl", chunk(b"avih", avih), stream)


def movie(frames: tuple[bytes, ...] = FRAMES, *more: bytes) -> bytes:
    """The list movi."""
    return riff_list(b"movi", *(chunk(b"00db", frame) for frame in frames), *more)


def index(count: int = 2, origin: int = 4) -> bytes:
    """The chunk idx1, whose offsets count from the four letters movi where ``origin`` is 4."""
    entries = (
        struct.pack("<4sIII", b"00db", 0x10, origin + number * (8 + FRAME), FRAME)
        for number in range(count)
    )
    return chunk(b"idx1", b"".join(entries))


def film(*after: bytes, before: tuple[bytes, ...] = (), stream: tuple[bytes, ...] = ()) -> bytes:
    """A file of one form, with chunks before movi and behind idx1."""
    return riff(b"AVI ", header(2, *stream), *before, movie(), index(), *after)


def absolute() -> bytes:
    """Offsets in idx1 that count from the start of the file."""
    head = header()
    return riff(b"AVI ", head, movie(), index(origin=12 + len(head) + 12))


def streamed(*before: bytes) -> bytes:
    """What FFmpeg leaves that cannot go back to write lengths."""
    film = b"LIST\xff\xff\xff\xff" + movie()[8:]
    return riff(b"AVI ", header(), *before, film, length=0xFFFFFFFF)


def opendml(*before: bytes, after: bytes = b"", behind: bytes = b"", split: int = 1) -> bytes:
    """Two forms, each with its own movi and index; ``behind`` stands behind the first idx1.

    ``split`` is how many frames the first form has.
    """
    indx_length = 24 + 16 * _INDX_ENTRIES
    head_length = len(header(2, chunk(b"indx", bytes(indx_length))))
    parts = (FRAMES[:split], FRAMES[split:])
    at = 12 + head_length + sum(map(len, before))
    films, entries = [], []
    for number, frames in enumerate(parts):
        if number:
            at += len(index(split)) + len(behind) + 12
        first = at + 12
        ix_at = first + sum(8 + len(frame) for frame in frames)
        ix = _chunk_index(len(frames), first)
        entries.append(struct.pack("<QII", ix_at, len(ix), len(frames)))
        films.append(movie(frames, ix))
        at += len(films[-1])
    table = b"".join(entries).ljust(16 * _INDX_ENTRIES, b"\0")
    indx = struct.pack("<HBBI4s12x", 4, 0, 0, len(entries), b"00db") + table
    head = header(2, chunk(b"indx", indx))
    first_form = riff(b"AVI ", head, *before, films[0], index(split), behind)
    return first_form + riff(b"AVIX", films[1]) + after


def _chunk_index(count: int, first: int) -> bytes:
    entries = (struct.pack("<II", number * (8 + FRAME) + 8, FRAME) for number in range(count))
    head = struct.pack("<HBBI4sQI", 2, 0, 1, count, b"00db", first, 0)
    return chunk(b"ix00", head + b"".join(entries))


def junk(length: int) -> bytes:
    """Unused room."""
    return chunk(b"JUNK", bytes(length))


LABEL = (b"AIGC", BARE.encode())
SOFTWARE = (b"ISFT", b"Lavf")

SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": film,
    "absolute-index": absolute,
    "info-and-room": lambda: film(before=(info(SOFTWARE), junk(600))),
    "info-without-room": lambda: film(before=(info(SOFTWARE), junk(40))),
    "info-at-end": lambda: film(info(SOFTWARE)),
    "room": lambda: film(before=(junk(600),)),
    "foreign-junk": lambda: film(before=(chunk(b"JUNK", b"a camera's own".ljust(600)),)),
    "labelled": lambda: film(before=(info(SOFTWARE, LABEL), junk(100))),
    "labelled-at-end": lambda: film(info(LABEL)),
    "labelled-tight": lambda: film(before=(info(LABEL, SOFTWARE),)),
    "labelled-without-nul": lambda: film(riff_list(b"INFO", chunk(b"AIGC", BARE.encode()))),
    "two-labels": lambda: film(
        info(LABEL), before=(info(SOFTWARE, (b"AIGC", WRAPPED.encode()), LABEL),)
    ),
    "comment": lambda: film(before=(info((b"ICMT", WRAPPED.encode()), SOFTWARE),)),
    "lower-case": lambda: film(before=(info((b"aigc", BARE.encode())),)),
    "top-level-chunk": lambda: film(chunk(b"AIGC", BARE.encode())),
    "xmp": lambda: film(chunk(b"_PMX", FOREIGN_XMP)),
    "xmp-label": lambda: film(before=(chunk(b"_PMX", xmp_with(BARE)),)),
    "stream-name": lambda: film(
        chunk(b"IDIT", b"2026-01-01\n\0"), stream=(chunk(b"strn", b"a name\0"),)
    ),
    "info-unpadded": lambda: film(chunk(b"LIST", b"INFOISFT\x05\0\0\0Lavf\0ICMT\x06\0\0\0title\0")),
    "trailer": lambda: film() + b"behind",
    "trailer-json": lambda: film() + WRAPPED.encode(),
    "zeros-behind": lambda: film(bytes(6)),
    "streamed": lambda: streamed(info(SOFTWARE), junk(600)),
    "opendml": opendml,
    "opendml-room": lambda: opendml(info(SOFTWARE), junk(600)),
    "opendml-labelled-tight": lambda: opendml(behind=info(LABEL)),
    "opendml-info-in-second": lambda: opendml(after=riff(b"AVIX", info(SOFTWARE, LABEL))),
}
