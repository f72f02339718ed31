"""Small FLV files, built tag by tag. The sound is raw (linear PCM, 11 kHz, mono, 16 bit)."""

from __future__ import annotations

import struct
from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

SCRIPT, AUDIO, AMF3 = 18, 8, 15
END = b"\0\0\x09"


def text(value: bytes) -> bytes:
    """An AMF0 string, long where it must be."""
    if len(value) > 0xFFFF:
        return b"\x0c" + len(value).to_bytes(4) + value
    return b"\x02" + len(value).to_bytes(2) + value


def number(value: float) -> bytes:
    """An AMF0 number."""
    return b"\0" + struct.pack(">d", value)


def pair(name: bytes, value: bytes) -> bytes:
    """A property."""
    return len(name).to_bytes(2) + name + value


def array(*pairs: bytes, count: int | None = None, end: bytes = END) -> bytes:
    """An ECMA array; ``count`` and ``end`` may lie."""
    said = len(pairs) if count is None else count
    return b"\x08" + said.to_bytes(4) + b"".join(pairs) + end


def object_(*pairs: bytes) -> bytes:
    """An object."""
    return b"\x03" + b"".join(pairs) + END


def strict(*values: bytes) -> bytes:
    """A strict array."""
    return b"\x0a" + len(values).to_bytes(4) + b"".join(values)


def tag(type_: int, data: bytes, time: int = 0) -> bytes:
    """A tag and its size behind it."""
    head = bytes((type_,)) + len(data).to_bytes(3) + time.to_bytes(3) + bytes(4)
    return head + data + (11 + len(data)).to_bytes(4)


def script(name: bytes, value: bytes) -> bytes:
    """A script tag."""
    return tag(SCRIPT, text(name) + value)


def metadata(*pairs: bytes, count: int | None = None, end: bytes = END) -> bytes:
    """A script tag onMetaData."""
    return script(b"onMetaData", array(*pairs, count=count, end=end))


def sound(count: int = 3) -> bytes:
    """Audio tags of 10 ms."""
    pcm = b"".join((2000 if at // 8 % 2 else -2000).to_bytes(2, "little", signed=True)
                   for at in range(110))  # fmt: skip
    return b"".join(tag(AUDIO, b"\x36" + pcm, 10 * at) for at in range(count))


def flv(*tags: bytes) -> bytes:
    """A file of tags."""
    return b"FLV\x01\x04\0\0\0\x09" + bytes(4) + b"".join(tags)


DURATION = pair(b"duration", number(0.03))
FOREIGN = pair(b"title", text("山水".encode()))
LABEL = pair(b"AIGC", text(BARE.encode()))


def indexed(*more: bytes) -> bytes:
    """onMetaData that notes where every sound tag stands, and how long the file is."""
    result, places, size = b"", [0, 0, 0], 0
    for _ in range(3):
        head = metadata(
            DURATION,
            *more,
            pair(b"filesize", number(size)),
            pair(b"lastkeyframelocation", number(places[-1])),
            pair(
                b"keyframes",
                object_(
                    pair(b"filepositions", strict(*map(number, places))),
                    pair(b"times", strict(*(number(at / 100) for at in range(3)))),
                ),
            ),
            FOREIGN,
        )
        result = flv(head, sound())
        first, step = 13 + len(head), len(sound(1))
        places, size = [first, first + step, first + 2 * step], len(result)
    return result


def with_xmp(packet: bytes) -> bytes:
    """XMP in onXMPData beside onMetaData (XMP part 3, 2.2.4)."""
    live = script(b"onXMPData", array(pair(b"liveXML", text(packet))))
    return flv(metadata(DURATION), live, sound())


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: flv(metadata(DURATION, FOREIGN), sound()),
    "labelled": lambda: flv(metadata(DURATION, LABEL, FOREIGN), sound()),
    "no-script": lambda: flv(sound()),
    "indexed": indexed,
    "indexed-labelled": lambda: indexed(LABEL),
    "object": lambda: flv(script(b"onMetaData", object_(DURATION, FOREIGN)), sound()),
    "count-lies": lambda: flv(metadata(DURATION, FOREIGN, count=0), sound()),
    "no-end-mark": lambda: flv(metadata(DURATION, FOREIGN, end=b""), sound()),
    "long-string": lambda: flv(
        metadata(DURATION, pair(b"AIGC", b"\x0c" + len(BARE).to_bytes(4) + BARE.encode())), sound()
    ),
    "foreign-xmp": lambda: with_xmp(FOREIGN_XMP),
    "xmp-label": lambda: with_xmp(xmp_with(BARE)),
    "other-case": lambda: flv(metadata(DURATION, pair(b"aigc", text(WRAPPED.encode()))), sound()),
    "other-name": lambda: flv(metadata(pair(b"comment", text(WRAPPED.encode()))), sound()),
    "within-an-object": lambda: flv(metadata(DURATION, pair(b"info", object_(LABEL))), sound()),
    "later-script": lambda: flv(metadata(DURATION), sound(1), metadata(LABEL), sound(1)),
    "set-data-frame": lambda: flv(
        tag(SCRIPT, text(b"@setDataFrame") + text(b"onMetaData") + array(LABEL)), sound()
    ),
    "amf3": lambda: flv(tag(AMF3, b"\0" + text(b"onMetaData") + array(LABEL)), sound()),
    "not-amf": lambda: flv(tag(SCRIPT, b"\xee" + WRAPPED.encode()), sound()),
}
