"""The textual chunks of PNG: taken apart, and put together again.

Source: PNG specification (third edition) 11.3.3 (tEXt, zTXt, iTXt); "Raw profile type" is
ImageMagick's way of keeping XMP in hexadecimal.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from hegui.errors import BrokenFile, CeilingExceeded

XMP_KEYWORD = b"XML:com.adobe.xmp"
RAW_XMP_KEYWORD = b"Raw profile type xmp"
_RAW_PROFILE = re.compile(rb"\s*(\S{1,32})\s+(\d{1,10})\s+([0-9a-fA-F\s]*)")


@dataclass(frozen=True, slots=True)
class Text:
    """A textual chunk taken apart: its keyword, the bytes of its text, whether compressed."""

    keyword: bytes
    data: bytes
    compressed: bool

    def decoded(self) -> str:
        """The text as characters; tEXt and zTXt are Latin-1 by the letter, UTF-8 in practice."""
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError:
            return self.data.decode("latin-1")


def split(type_: bytes, data: bytes, *, ceiling: int, name: str, place: str) -> Text:
    """Takes a tEXt, zTXt or iTXt chunk's data apart.

    ``ceiling`` bounds the text in bytes. Raises BrokenFile, CeilingExceeded.
    """
    keyword, separator, rest = data.partition(b"\0")
    if not separator:
        raise BrokenFile("the keyword of the text has no end", path=name, place=place)
    if type_ == b"tEXt":
        return Text(keyword, rest, False)
    if type_ == b"zTXt":
        return Text(keyword, _inflate(rest[1:], ceiling, name, place), True)
    # iTXt: compression flag, method, language NUL, translated keyword NUL, text
    parts = rest[2:].split(b"\0", 2)
    if len(rest) < 2 or len(parts) < 3:
        raise BrokenFile("the fields of the iTXt chunk are incomplete", path=name, place=place)
    if rest[0]:
        return Text(keyword, _inflate(parts[2], ceiling, name, place), True)
    return Text(keyword, parts[2], False)


def join_itxt(keyword: bytes, data: bytes) -> bytes:
    """The data of an uncompressed iTXt chunk with no language (XMP part 3, 1.1.5)."""
    return keyword + b"\0\0\0\0\0" + data


def raw_profile(data: bytes, *, name: str, place: str) -> bytes:
    """The bytes of an ImageMagick raw profile. Raises BrokenFile."""
    match = _RAW_PROFILE.fullmatch(data)
    try:
        return bytes.fromhex(match.group(3).decode()) if match else _no_profile(name, place)
    except ValueError:
        return _no_profile(name, place)


def join_raw_profile(kind: bytes, data: bytes) -> bytes:
    """The text of an ImageMagick raw profile: kind, length, hexadecimal in lines of 72."""
    digits = data.hex().encode()
    lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return b"\n%b\n%8d\n%b\n" % (kind, len(data), lines)


def deflate_ztxt(keyword: bytes, data: bytes) -> bytes:
    """The data of a zTXt chunk."""
    return keyword + b"\0\0" + zlib.compress(data)


def _no_profile(name: str, place: str) -> bytes:
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
