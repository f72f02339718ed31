"""Small WAV files, chunk by chunk; each says what is odd about it."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.builders.mp3 import comment, tag, text, user_text
from tests.builders.webp import chunk

# 8-bit sound of one channel at 8 kHz: a period is 16 samples.
FMT = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
SOUND = bytes((128, 176, 218, 245, 255, 245, 218, 176, 128, 80, 38, 11, 1, 11, 38, 80)) * 4
BEXT = (
    b"a description".ljust(256, b"\0")
    + b"somebody".ljust(32, b"\0")
    + b"USABC1234567".ljust(32, b"\0")
    + b"2026-01-0112:00:00"
    + bytes(264)
    + b"A=PCM,F=8000,W=8,M=mono,T=none\r\n"
)
IXML = b'<?xml version="1.0"?><BWFXML><SCENE>1</SCENE><TAKE>2</TAKE></BWFXML>'
CUE = struct.pack("<IIII4sIII", 1, 1, 8, 8, b"data", 0, 0, 8)
SMPL = struct.pack("<9I", 0, 0, 125000, 60, 0, 0, 0, 0, 0)


def info(*entries: tuple[bytes, bytes]) -> bytes:
    """LIST INFO; each text ends in NUL."""
    return chunk(b"LIST", b"INFO" + b"".join(chunk(name, data + b"\0") for name, data in entries))


def wave(*chunks: bytes, trailer: bytes = b"", grow: int = 0, length: int = -1) -> bytes:
    """A WAV file; ``grow`` is by how much its RIFF length lies, ``length`` says another."""
    body = b"WAVE" + b"".join(chunks)
    told = len(body) + grow if length < 0 else length
    return b"RIFF" + struct.pack("<I", told) + body + trailer


def sound(*after: bytes, before: tuple[bytes, ...] = (), data: bytes = SOUND) -> bytes:
    """A WAV file with chunks before and after its sound."""
    return wave(chunk(b"fmt ", FMT), *before, chunk(b"data", data), *after)


def wide(
    *after: bytes, magic: bytes = b"RF64", data: bytes = SOUND, table: bytes = b"", told: int = -1
) -> bytes:
    """A file of the 64-bit form: all lengths in ds64, ``told`` that of the sound."""
    head = chunk(b"fmt ", FMT)
    body = head + b"data\xff\xff\xff\xff" + data + b"\0" * (len(data) & 1) + b"".join(after)
    entries = len(table) // 12
    length = 4 + 8 + 28 + len(table) + len(body)
    told = len(data) if told < 0 else told
    sizes = struct.pack("<QQQI", length, told, 0, entries) + table
    return magic + b"\xff\xff\xff\xffWAVE" + chunk(b"ds64", sizes) + body


def streamed(length: int = 0xFFFFFFFF, data: int = 0xFFFFFFFF, sound: bytes = SOUND) -> bytes:
    """What FFmpeg leaves that cannot go back to write lengths."""
    head = chunk(b"fmt ", FMT) + info((b"ISFT", b"Lavf"))
    return wave(head, b"data" + struct.pack("<I", data), sound, length=length)


def aigc(text: str = BARE) -> bytes:
    """The label's chunk."""
    return chunk(b"AIGC", text.encode())


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": sound,
    "odd": lambda: sound(data=SOUND[:-1]),
    "odd-without-padding": lambda: sound(data=SOUND[:-1])[:-1],
    "labelled": lambda: sound(aigc()),
    "label-before-sound": lambda: sound(before=(aigc(),)),
    "label-with-room": lambda: sound(before=(aigc(), chunk(b"JUNK", bytes(64)))),
    "label-before-foreign-junk": lambda: sound(aigc(), chunk(b"JUNK", b"a camera's own".ljust(64))),
    "wrapped": lambda: sound(aigc(WRAPPED)),
    "two-labels": lambda: sound(aigc(), before=(aigc(WRAPPED),)),
    "lower-case": lambda: sound(chunk(b"aigc", BARE.encode())),
    "info": lambda: sound(info((b"ISFT", b"Lavf"), (b"INAM", "春".encode()))),
    "info-label": lambda: sound(before=(info((b"ISFT", b"Lavf"), (b"AIGC", BARE.encode())),)),
    "info-comment": lambda: sound(info((b"ICMT", WRAPPED.encode()), (b"ISFT", b"Lavf"))),
    "info-only-label": lambda: sound(before=(info((b"ICMT", WRAPPED.encode())),)),
    "info-among-others": lambda: sound(info((b"ICMT", b"kept: " + WRAPPED.encode() + b" kept"))),
    "info-unpadded": lambda: sound(
        chunk(b"LIST", b"INFOISFT\x05\0\0\0Lavf\0INAM\x06\0\0\0title\0"),
    ),
    "broadcast": lambda: sound(
        chunk(b"cue ", CUE),
        chunk(b"smpl", SMPL),
        chunk(b"LIST", b"adtl" + chunk(b"labl", b"\1\0\0\0a mark\0")),
        before=(chunk(b"bext", BEXT), chunk(b"iXML", IXML), chunk(b"FLLR", bytes(40))),
    ),
    "bext-label": lambda: sound(
        before=(chunk(b"bext", BARE.encode().ljust(256, b"\0") + BEXT[256:]),)
    ),
    "id3": lambda: sound(chunk(b"id3 ", tag(text("TIT2", "A title")))),
    "id3-label": lambda: sound(chunk(b"id3 ", tag(text("TIT2", "A title"), user_text(BARE)))),
    "id3-only-label": lambda: sound(before=(chunk(b"ID3 ", tag(user_text(BARE))),)),
    "id3-comment": lambda: sound(
        chunk(b"id3 ", tag(text("TIT2", "A", major=3), comment(WRAPPED, major=3), major=3))
    ),
    "xmp": lambda: sound(chunk(b"_PMX", FOREIGN_XMP)),
    "xmp-label": lambda: sound(before=(chunk(b"_PMX", xmp_with(BARE)),)),
    "unknown-chunk": lambda: sound(chunk(b"note", b"kept: " + WRAPPED.encode() + b" kept")),
    "trailer": lambda: sound() + b"behind",
    "trailer-json": lambda: sound() + WRAPPED.encode(),
    "size-too-large": lambda: wave(chunk(b"fmt ", FMT), chunk(b"data", SOUND), grow=8),
    "size-too-small": lambda: wave(chunk(b"fmt ", FMT), chunk(b"data", SOUND), grow=-40),
    "zeros-behind": lambda: wave(chunk(b"fmt ", FMT), chunk(b"data", SOUND), bytes(6)),
    "streamed": streamed,
    "streamed-odd": lambda: streamed(sound=SOUND[:-1]),
    "crashed": lambda: streamed(length=0, data=0),
    "sox-pipe": lambda: streamed(length=0x7FFFF024, data=0x7FFFF000),
    "empty": lambda: sound(data=b""),
    "rf64": wide,
    "rf64-labelled": lambda: wide(aigc(), info((b"ISFT", b"Lavf"))),
    "rf64-crashed": lambda: wide(told=0xFFFFFFFFFFFFFFFF),
    "rf64-table": lambda: wide(
        b"note\xff\xff\xff\xff12345\0", table=b"note" + struct.pack("<Q", 5)
    ),
    "bw64": lambda: wide(chunk(b"chna", bytes(4)), chunk(b"axml", b"<x/>"), magic=b"BW64"),
    "room-for-ds64": lambda: wave(
        chunk(b"JUNK", bytes(28)), chunk(b"fmt ", FMT), chunk(b"data", SOUND)
    ),
}
