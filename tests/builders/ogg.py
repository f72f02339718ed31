"""Small Ogg files, page by page; each says what is odd about it.

Vorbis's and Theora's setup headers are not what a decoder needs: no builder can make those.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from itertools import zip_longest

from tests.builders import flac as flac_file
from tests.builders.flac import comments
from tests.builders.labels import BARE, WRAPPED

NONE = 0xFFFFFFFFFFFFFFFF
_TABLE = []
for _byte in range(256):
    _value = _byte << 24
    for _ in range(8):
        _value = (_value << 1) ^ (0x04C11DB7 if _value >> 31 else 0)
        _value &= 0xFFFFFFFF
    _TABLE.append(_value)


def checksum(data: bytes) -> int:
    """The checksum as RFC 3533 defines it, byte by byte."""
    crc = 0
    for byte in data:
        crc = (crc << 8 & 0xFFFFFFFF) ^ _TABLE[crc >> 24 ^ byte]
    return crc


def page(
    data: bytes, lacing: bytes, *, serial: int = 7, number: int, flags: int = 0, granule: int = 0
) -> bytes:
    """One page."""
    head = struct.pack("<4sBBQIIIB", b"OggS", 0, flags, granule, serial, number, 0, len(lacing))
    whole = head + lacing + data
    return whole[:22] + checksum(whole).to_bytes(4, "little") + whole[26:]


def lacing(length: int) -> bytes:
    """A packet's segments."""
    return b"\xff" * (length // 255) + bytes((length % 255,))


def paged(
    *packets: bytes, serial: int = 7, number: int, most: int = 255, granule: int = 0, flags: int = 0
) -> list[bytes]:
    """Packets on pages of at most ``most`` segments; ``flags`` are the last page's."""
    segments = b"".join(lacing(len(packet)) for packet in packets)
    data = b"".join(packets)
    result: list[bytes] = []
    at = start = 0
    while start < len(segments):
        part = segments[start : start + most]
        last = start + most >= len(segments)
        ended = any(length < 255 for length in part)
        own = 1 if start and segments[start - 1] == 255 else 0
        result.append(
            page(
                data[at : at + sum(part)],
                part,
                serial=serial,
                number=number + len(result),
                flags=own | (flags if last else 0),
                granule=granule if ended else NONE,
            )
        )
        at += sum(part)
        start += most
    return result


def stream(
    ident: bytes,
    *headers: bytes,
    serial: int = 7,
    most: int = 255,
    data: tuple[bytes, ...] = (b"some sound", b"more of it" * 40, b"the end"),
    granules: tuple[int, ...] = (960, 1920, 2500),
) -> list[bytes]:
    """A stream's pages: identification, headers together, each data packet on its own."""
    result = [page(ident, lacing(len(ident)), serial=serial, number=0, flags=2)]
    result += paged(*headers, serial=serial, number=1, most=most)
    for index, packet in enumerate(data):
        last = 4 if index == len(data) - 1 else 0
        number, granule = len(result), granules[index]
        result += paged(packet, serial=serial, number=number, granule=granule, flags=last)
    return result


VORBIS = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44100, 0, 64000, 0, 0xB8, 1)
SETUP = b"\x05vorbis" + bytes(range(256)) * 3
OPUS = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48000, 0, 0)
SPEEX = (
    b"Speex   "
    + b"1.2.0".ljust(20, b"\0")
    + struct.pack("<13i", 1, 80, 16000, 1, 4, 1, -1, 320, 0, 1, 0, 0, 0)
)
THEORA = b"\x80theora\3\2\1" + struct.pack(">HH", 1, 1) + bytes(28)
SKELETON = b"fishead\0" + struct.pack("<HH", 3, 0) + bytes(52)
SILENCE = b"\xf8\xff\xfe"


def vorbis(*fields: str, most: int = 255, serial: int = 7, padding: int = 0) -> list[bytes]:
    """A Vorbis stream; comments and setup share pages, as libogg lays them out."""
    packet = b"\x03vorbis" + comments(*fields, vendor="Xiph.Org") + b"\1" + bytes(padding)
    return stream(VORBIS, packet, SETUP, most=most, serial=serial)


def opus(*fields: str, behind: bytes = b"", serial: int = 7, most: int = 255) -> list[bytes]:
    """An Opus stream; ``behind`` is what follows its comments."""
    packet = b"OpusTags" + comments(*fields, vendor="libopus 1.4") + behind
    return stream(OPUS, packet, serial=serial, most=most, data=(SILENCE,) * 3)


def speex(*fields: str) -> list[bytes]:
    """A Speex stream, whose comment packet has no name of its own."""
    return stream(SPEEX, comments(*fields))


def in_ogg(*fields: str) -> list[bytes]:
    """A FLAC stream; a picture follows the comments as a packet of its own."""
    body, picture = comments(*fields), flac_file.picture()
    ident = b"\x7fFLAC\1\0" + struct.pack(">H", 2) + b"fLaC"
    ident += b"\0" + (34).to_bytes(3, "big") + flac_file.streaminfo()
    block = b"\x04" + len(body).to_bytes(3, "big") + body
    last = b"\x86" + len(picture).to_bytes(3, "big") + picture
    frames = tuple(map(flac_file.frame, range(3)))
    return stream(ident, block, last, data=frames, granules=(192, 384, 576))


def multiplexed(*fields: str) -> list[bytes]:
    """Skeleton, Theora and Vorbis, page by page in turn."""
    film = stream(
        THEORA,
        b"\x81theora" + comments("TITLE=film", vendor="Xiph"),
        b"\x82theora" + SETUP,
        serial=1,
    )
    sound = vorbis(*fields, serial=2)
    bones = [
        page(SKELETON, lacing(len(SKELETON)), serial=3, number=0, flags=2),
        page(b"", b"\0", serial=3, number=1, flags=4),
    ]
    result = [bones[0], film[0], sound[0], film[1], sound[1], bones[1]]
    for one, other in zip_longest(film[2:], sound[2:], fillvalue=b""):
        result += [one, other]
    return [each for each in result if each]


FULL = "X=" + "x" * (255 * 255 - 60)
"""A field that fills a page, so that the label needs another."""

SAMPLES: dict[str, Callable[[], bytes]] = {
    "vorbis": lambda: b"".join(vorbis("TITLE=春天")),
    "vorbis-labelled": lambda: b"".join(vorbis("A=a", f"AIGC={BARE}", "B=b")),
    "vorbis-small-pages": lambda: b"".join(vorbis("TITLE=a", f"aigc={WRAPPED}", most=2)),
    "vorbis-padded": lambda: b"".join(vorbis("TITLE=a", padding=700)),
    "opus": lambda: b"".join(opus("TITLE=a")),
    "opus-padded": lambda: b"".join(opus("TITLE=a", behind=bytes(512))),
    "opus-binary": lambda: b"".join(opus(f"AIGC={BARE}", behind=b"\1binary")),
    "speex": lambda: b"".join(speex(f"COMMENT={WRAPPED}", "TITLE=a")),
    "flac": lambda: b"".join(in_ogg("TITLE=a", f"AIGC={WRAPPED}")),
    "multiplexed": lambda: b"".join(multiplexed(f"AIGC={BARE}")),
    "chained": lambda: b"".join(vorbis("TITLE=1") + vorbis(f"AIGC={BARE}", serial=8)),
    "same-twice": lambda: b"".join(opus(f"AIGC={BARE}") * 2),
    "lost-bytes": lambda: b"".join((*opus("TITLE=a")[:2], b"junk", *opus("TITLE=a")[2:])),
}
