"""The textual chunks of PNG: taken apart, and put together again.

Source: PNG specification (third edition) 11.3.3 (tEXt, zTXt, iTXt); "Raw profile type" is
ImageMagick's way of keeping XMP in hexadecimal.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import NoReturn

from hegui.errors import BrokenFile, CeilingExceeded

XMP_KEYWORD = b"XML:com.adobe.xmp"
# exiv2 keeps both XMP and EXIF as APP1; each with the letters that begin it in JPEG.
_RAW_KEYWORDS = (b"Raw profile type xmp", b"Raw profile type exif", b"Raw profile type APP1")
_APP1_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_APP1_EXIF = b"Exif\0\0"
_RAW_PROFILE = re.compile(rb"\s*(\S{1,32})\s+(\d{1,10})\s+([0-9a-fA-F\s]*)")


@dataclass(frozen=True, slots=True)
class Text:
    """A textual chunk taken apart: its keyword, the bytes of its text, whether compressed.

    ``head`` is what stands before the text: keyword, method, language.
    """

    keyword: bytes
    data: bytes
    compressed: bool
    head: bytes

    def decoded(self) -> str:
        """The text as characters; tEXt and zTXt are Latin-1 by the letter, UTF-8 in practice."""
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError:
            return self.data.decode("latin-1")

    def joined(self, data: bytes) -> bytes:
        """The chunk's data with another text, compressed where this one is."""
        return self.head + (zlib.compress(data) if self.compressed else data)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a raw profile holds: an EXIF block, or an XMP packet behind the letters ``head``.

    ``kind`` is the name that the text itself gives it.
    """

    kind: bytes
    head: bytes
    data: bytes
    is_exif: bool

    def text(self, data: bytes) -> bytes:
        """The profile's text with other bytes: kind, length, hexadecimal in lines of 72."""
        data = self.head + data
        digits = data.hex().encode()
        lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
        return b"\n%b\n%8d\n%b\n" % (self.kind, len(data), lines)


def split(type_: bytes, data: bytes, *, ceiling: int, name: str, place: str) -> Text:
    """Takes a tEXt, zTXt or iTXt chunk's data apart.

    ``ceiling`` bounds the text in bytes. Raises BrokenFile, CeilingExceeded.
    """
    keyword, separator, rest = data.partition(b"\0")
    if not separator:
        raise BrokenFile("the keyword of the text has no end", path=name, place=place)
    if type_ == b"tEXt":
        return Text(keyword, rest, False, keyword + b"\0")
    if type_ == b"zTXt":
        text = _inflate(rest[1:], ceiling, name, place)
        return Text(keyword, text, True, keyword + b"\0\0")
    # iTXt: compression flag, method, language NUL, translated keyword NUL, text
    parts = rest[2:].split(b"\0", 2)
    if len(rest) < 2 or len(parts) < 3:
        raise BrokenFile("the fields of the iTXt chunk are incomplete", path=name, place=place)
    head = data[: len(data) - len(parts[2])]
    if rest[0]:
        return Text(keyword, _inflate(parts[2], ceiling, name, place), True, head)
    return Text(keyword, parts[2], False, head)


def join_itxt(keyword: bytes, data: bytes) -> bytes:
    """The data of an uncompressed iTXt chunk with no language (XMP part 3, 1.1.5)."""
    return keyword + b"\0\0\0\0\0" + data


def raw_profile(value: Text, *, name: str, place: str) -> Profile | None:
    """The XMP or EXIF in a raw profile; None for any other text. Raises BrokenFile."""
    if value.keyword not in _RAW_KEYWORDS:
        return None
    match = _RAW_PROFILE.fullmatch(value.data)
    try:
        data = bytes.fromhex(match.group(3).decode()) if match else _no_profile(name, place)
    except ValueError:
        _no_profile(name, place)
    kind = match.group(1) if match else b""
    if data.startswith(_APP1_XMP):
        return Profile(kind, _APP1_XMP, data[len(_APP1_XMP) :], False)
    is_exif = data.startswith(_APP1_EXIF) or value.keyword.endswith(b"exif")
    return Profile(kind, b"", data, is_exif)


def _no_profile(name: str, place: str) -> NoReturn:
    raise BrokenFile("the raw profile is not hexadecimal", path=name, place=place)


def _inflate(data: bytes, ceiling: int, name: str, place: str) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(data, ceiling)
    except zlib.error as error:
        raise BrokenFile(
            "the compressed text cannot be unpacked: {cause}",
            path=name,
            place=place,
            cause=str(error),
        ) from None
    if inflater.unconsumed_tail:
        raise CeilingExceeded(
            "the compressed text unpacks to more than {ceiling} bytes",
            path=name,
            place=place,
            ceiling=ceiling,
        )
    if not inflater.eof:
        raise BrokenFile("the compressed text is cut short", path=name, place=place)
    return text
