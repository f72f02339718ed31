"""Small MP3 files, tag by tag; each says what is odd about it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

# MPEG-1 layer III, 32 kbit/s, 44.1 kHz, mono: 104 bytes; no side information is silence.
FRAME = b"\xff\xfb\x10\xc0" + bytes(100)
SOUND = FRAME * 4
ID3V1 = b"TAG" + b"A title".ljust(30, b"\0") + bytes(94) + b"\xff"
PICTURE = b"\xff\xd8\xff\xe0 \xff\0 no picture \xff\xff\xf0 at all \xff\xd9"


def safe(value: int, length: int = 4) -> bytes:
    """A number in bytes of seven bits."""
    return bytes(value >> 7 * (length - 1 - index) & 0x7F for index in range(length))


def frame(name: str, body: bytes, *, major: int = 4, flags: int = 0, plain: bool = False) -> bytes:
    """One frame; ``plain``: a size that is not synchsafe though 2.4 asks for that."""
    if major == 2:
        return name.encode() + len(body).to_bytes(3, "big") + body
    size = safe(len(body)) if major == 4 and not plain else len(body).to_bytes(4, "big")
    return name.encode() + size + struct.pack(">H", flags) + body


def text(name: str, value: str, *, major: int = 4, encoding: int | None = None) -> bytes:
    """A text frame; in UTF-8 for 2.4, Latin-1 before."""
    encoding = (3 if major == 4 else 0) if encoding is None else encoding
    return frame(name, bytes((encoding,)) + encoded(value, encoding), major=major)


def encoded(value: str, encoding: int) -> bytes:
    """A string in one of the four encodings."""
    return value.encode(("latin-1", "utf-16", "utf-16-be", "utf-8")[encoding])


def user_text(
    value: str, *, major: int = 4, name: str = "AIGC", encoding: int | None = None, flags: int = 0
) -> bytes:
    """A TXXX frame, TXX in version 2.2."""
    encoding = (3 if major == 4 else 0) if encoding is None else encoding
    end = b"\0\0" if encoding in (1, 2) else b"\0"
    body = bytes((encoding,)) + encoded(name, encoding) + end + encoded(value, encoding)
    return frame("TXX" if major == 2 else "TXXX", body, major=major, flags=flags)


def comment(value: str, *, major: int = 4) -> bytes:
    """A comment in English without description."""
    name = "COM" if major == 2 else "COMM"
    return frame(name, b"\0eng\0" + value.encode("latin-1"), major=major)


def tag(
    *frames: bytes, major: int = 4, flags: int = 0, padding: int = 0, extended: bytes = b""
) -> bytes:
    """A tag; unsynchronised as a whole (2.2, 2.3) or with a footer (2.4) as its flags say."""
    body = extended + b"".join(frames) + bytes(padding)
    if flags & 0x80 and major < 4:
        body = unsynchronised(body)
    numbers = bytes((major, 0, flags)) + safe(len(body))
    footer = b"3DI" + numbers if flags & 0x10 else b""
    return b"ID3" + numbers + body + footer


def unsynchronised(data: bytes) -> bytes:
    """A zero behind every FF that another byte of ones, or zero, follows."""
    result = bytearray()
    for index, byte in enumerate(data):
        result.append(byte)
        following = data[index + 1] if index + 1 < len(data) else 0xFF
        if byte == 0xFF and (following >= 0xE0 or following == 0):
            result.append(0)
    return bytes(result)


def extended_3(frames: bytes, padding: int, *, checksum: bool) -> bytes:
    """The extended header of version 2.3."""
    crc = struct.pack(">I", zlib.crc32(frames)) if checksum else b""
    flags = 0x8000 if checksum else 0
    return struct.pack(">IHI", 6 + len(crc), flags, padding) + crc


def extended_4(covered: bytes, *, update: bool = False) -> bytes:
    """The extended header of version 2.4 with a checksum, which covers padding too."""
    crc = zlib.crc32(covered)
    data = (b"\0" if update else b"") + b"\5" + safe(crc, 5)
    return safe(6 + len(data)) + b"\1" + bytes((0x60 if update else 0x20,)) + data


def ape(*items: tuple[str, str], header: bool = True) -> bytes:
    """An APEv2 tag."""
    body = b"".join(
        struct.pack("<II", len(value.encode()), 0) + key.encode() + b"\0" + value.encode()
        for key, value in items
    )
    size, flags = len(body) + 32, 1 << 31 if header else 0

    def numbers(flag: int) -> bytes:
        return b"APETAGEX" + struct.pack("<IIII", 2000, size, len(items), flag) + bytes(8)

    return (numbers(flags | 1 << 29) if header else b"") + body + numbers(flags)


def picture(major: int = 4) -> bytes:
    """A picture frame, whose data hold what looks like the start of a frame of sound."""
    if major == 2:
        return frame("PIC", b"\0JPG\3cover\0" + PICTURE, major=2)
    return frame("APIC", b"\0image/jpeg\0\3cover\0" + PICTURE, major=major)


def private_xmp(packet: bytes, major: int = 4) -> bytes:
    """An XMP packet in a PRIV frame."""
    return frame("PRIV", b"XMP\0" + packet, major=major)


TITLE = text("TIT2", "春天")
FOREIGN = text("TIT2", "A title", major=3) + text("TPE1", "Who", major=3)
BEFORE_24 = text("TT2", "A title", major=2) + text("TYE", "2025", major=2)


def with_checksum_3() -> bytes:
    """Version 2.3 with an extended header: padding and checksum stated there."""
    frames = FOREIGN + user_text(BARE, major=3)
    return tag(
        frames, bytes(40), major=3, flags=0x40, extended=extended_3(frames, 40, checksum=True)
    )


def with_checksum_4() -> bytes:
    """Version 2.4 with a checksum behind the flag that says the tag is an update."""
    return tag(TITLE, padding=30, flags=0x40, extended=extended_4(TITLE + bytes(30), update=True))


def deflated(value: str) -> bytes:
    """A label in a compressed frame with a group, of version 2.4."""
    body = b"\3AIGC\0" + value.encode()
    return frame("TXXX", b"\7" + safe(len(body)) + zlib.compress(body), flags=0x0049)


def iTunes_sizes() -> bytes:  # noqa: N802 - the program's own name
    """Version 2.4 with sizes that are plain numbers, as iTunes wrote them."""
    big = frame("TIT2", b"\3" + b"a" * 200, plain=True)
    label = frame("TXXX", b"\3AIGC\0" + BARE.encode(), plain=True)
    return tag(big, label, text("TPE1", "Who"), padding=20)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "untagged": lambda: SOUND,
    "labelled": lambda: tag(user_text(BARE), text("TSSE", "Lavf60.16.100")) + SOUND,
    "2.3": lambda: tag(FOREIGN, picture(3), major=3, padding=1000) + SOUND + ID3V1,
    "2.3-utf-16": lambda: tag(user_text(BARE, major=3, encoding=1), FOREIGN, major=3) + SOUND,
    "2.3-unsynchronised": lambda: tag(FOREIGN, picture(3), major=3, flags=0x80, padding=9) + SOUND,
    "2.3-checksum": lambda: with_checksum_3() + SOUND,
    "2.2": lambda: tag(BEFORE_24, picture(2), major=2, padding=64) + SOUND,
    "2.2-labelled": lambda: tag(BEFORE_24, user_text(BARE, major=2), major=2, flags=0x80) + SOUND,
    "2.4-foreign": lambda: tag(TITLE, picture(), private_xmp(FOREIGN_XMP), padding=900) + SOUND,
    "2.4-footer": lambda: tag(TITLE, user_text(BARE), flags=0x10) + SOUND,
    "2.4-checksum": lambda: with_checksum_4() + SOUND,
    "2.4-unsynchronised": lambda: (
        tag(
            frame("TXXX", b"\3AIGC\0" + BARE.encode(), flags=2),
            frame("APIC", unsynchronised(b"\0image/jpeg\0\3\0" + PICTURE), flags=2),
            flags=0x80,
        )
        + SOUND
    ),
    "2.4-compressed": lambda: tag(deflated(BARE), TITLE) + SOUND,
    "plain-sizes": lambda: iTunes_sizes() + SOUND,
    "xmp": lambda: tag(TITLE, private_xmp(xmp_with(BARE))) + SOUND,
    "comment": lambda: tag(comment(WRAPPED, major=3), FOREIGN, major=3) + SOUND,
    "two-labels": lambda: (
        tag(user_text(BARE, name="aigc"), TITLE, user_text(WRAPPED + "\0"), user_text(BARE)) + SOUND
    ),
    "two-tags": lambda: tag(TITLE, padding=8) + tag(user_text(BARE), padding=8) + SOUND,
    "appended": lambda: SOUND + tag(TITLE, user_text(BARE), flags=0x10) + ID3V1,
    "ape": lambda: SOUND + ape(("Title", "A title"), ("AIGC", BARE)) + ID3V1,
    "ape-alone": lambda: tag(TITLE) + SOUND + ape(("aigc", WRAPPED), header=False),
    "lyrics": lambda: SOUND + b"LYRICSBEGININD0000200LYR00005hello000034LYRICS200" + ID3V1,
    "garbage-behind-tag": lambda: tag(TITLE) + bytes(60) + b"\xff\xfejunk" + SOUND,
    "strings": lambda: tag(frame("TPE1", b"\3Who\0" + WRAPPED.encode() + b"\0Else")) + SOUND,
    "junk-in-padding": lambda: tag(TITLE, b"\x93an old tag's rest", padding=20) + SOUND,
}
