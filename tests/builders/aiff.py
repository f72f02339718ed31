"""Small AIFF and AIFF-C files, chunk by chunk; each says what is odd about it."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.builders.mp3 import PICTURE, comment, frame, tag, text, user_text

# 16-bit sound of one channel at 8 kHz, the rate as a number of 80 bits.
RATE = b"\x40\x0b\xfa" + bytes(7)
SOUND = struct.pack(">8h", 0, 9000, 16000, 9000, 0, -9000, -16000, -9000) * 4
MARK = struct.pack(">HHIB", 1, 1, 8, 1) + b"a"


def chunk(name: bytes, data: bytes) -> bytes:
    """One chunk with its padding."""
    return name + struct.pack(">I", len(data)) + data + b"\0" * (len(data) & 1)


def common(frames: int = len(SOUND) // 2) -> bytes:
    """COMM of an AIFF file."""
    return chunk(b"COMM", struct.pack(">HIH", 1, frames, 16) + RATE)


def ssnd(data: bytes = SOUND) -> bytes:
    """The sound, without offset."""
    return chunk(b"SSND", bytes(8) + data)


def form(
    *chunks: bytes, type_: bytes = b"AIFF", trailer: bytes = b"", grow: int = 0, length: int = -1
) -> bytes:
    """An AIFF file; ``grow`` is by how much its FORM length lies, ``length`` says another."""
    body = type_ + b"".join(chunks)
    told = len(body) + grow if length < 0 else length
    return b"FORM" + struct.pack(">I", told) + body + trailer


def sound(*after: bytes, before: tuple[bytes, ...] = ()) -> bytes:
    """An AIFF file with chunks before and after its sound."""
    return form(common(), *before, ssnd(), *after)


def compressed(*after: bytes) -> bytes:
    """An AIFF-C file whose samples are little-endian."""
    little = struct.pack(f"<{len(SOUND) // 2}h", *struct.unpack(f">{len(SOUND) // 2}h", SOUND))
    common_data = struct.pack(">HIH", 1, len(SOUND) // 2, 16) + RATE + b"sowt\0\0"
    return form(
        chunk(b"FVER", struct.pack(">I", 0xA2805140)),
        chunk(b"COMM", common_data),
        ssnd(little),
        *after,
        type_=b"AIFC",
    )


def remark(value: bytes) -> bytes:
    """COMT: one comment with its time and marker."""
    data = struct.pack(">HIHH", 1, 0xD0000000, 0, len(value)) + value
    return chunk(b"COMT", data + b"\0" * (len(value) & 1))


def tagged(*frames: bytes, major: int = 4, padding: int = 0) -> bytes:
    """The chunk of an ID3v2 tag."""
    return chunk(b"ID3 ", tag(*frames, major=major, padding=padding))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": sound,
    "compressed": compressed,
    "labelled": lambda: sound(tagged(user_text(BARE))),
    "labelled-before-sound": lambda: compressed(tagged(text("TIT2", "A"), user_text(BARE))),
    "tag": lambda: sound(
        tagged(text("TIT2", "A title", major=3), frame("APIC", PICTURE, major=3), major=3)
    ),
    "tag-with-padding": lambda: sound(before=(tagged(text("TIT2", "A title"), padding=400),)),
    "tag-2.2": lambda: sound(tagged(text("TT2", "A title", major=2), major=2)),
    "tag-comment": lambda: sound(tagged(text("TIT2", "A"), comment(WRAPPED))),
    "empty-tag-chunk": lambda: sound(chunk(b"ID3 ", b"")),
    "two-tags": lambda: sound(
        tagged(text("TIT2", "A title")),
        tagged(user_text(BARE)),
        before=(tagged(text("TALB", "B")),),
    ),
    "lower-case": lambda: sound(chunk(b"id3 ", tag(user_text(BARE)))),
    "texts": lambda: sound(
        chunk(b"NAME", b"a name"),
        chunk(b"AUTH", b"somebody"),
        chunk(b"ANNO", b"odd"),
        remark(b"a remark"),
        chunk(b"MARK", MARK),
    ),
    "annotation": lambda: sound(before=(chunk(b"ANNO", WRAPPED.encode()),)),
    "annotation-among-others": lambda: sound(
        chunk(b"ANNO", b"kept: " + WRAPPED.encode() + b" kept")
    ),
    "name": lambda: sound(before=(chunk(b"NAME", BARE.encode()),)),
    "comment": lambda: sound(remark(WRAPPED.encode())),
    "xmp": lambda: sound(chunk(b"APPL", b"XMP " + FOREIGN_XMP)),
    "xmp-label": lambda: sound(chunk(b"APPL", b"XMP " + xmp_with(BARE))),
    "aigc-chunk": lambda: sound(chunk(b"AIGC", BARE.encode())),
    "other-application": lambda: sound(chunk(b"APPL", b"stoc" + b"a program's own")),
    "trailer": lambda: sound() + b"behind",
    "trailer-json": lambda: sound() + WRAPPED.encode(),
    "size-too-large": lambda: form(common(), ssnd(), grow=8),
    "size-too-small": lambda: form(common(), ssnd(), grow=-20),
    "streamed": lambda: form(common(0), b"SSND\0\0\0\0" + bytes(8) + SOUND, length=0),
    "odd-without-padding": lambda: sound(chunk(b"ANNO", b"odd"))[:-1],
}
