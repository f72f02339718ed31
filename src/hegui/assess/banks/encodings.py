"""What encoding a bank's file is in: recognised, or refused with the place that speaks against it.

A byte order mark decides. Without one the text is UTF-8 if it is valid UTF-8; UTF-16 where zero
bytes stand in it and one order of bytes alone gives a text; GBK (as GB 18030, which contains it)
if it decodes and gives the characters that Chinese is written with. Anything else is refused: a
bank whose characters were guessed would match nothing, and nobody would see it.
"""

from __future__ import annotations

import codecs
import unicodedata

from hegui.errors import BrokenFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "", "UTF-32"),
    (codecs.BOM_UTF32_BE, "", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# What a text in GBK holds at most of characters that no Chinese text needs.
_STRANGE_SHARE = 0.02


def decoded(data: bytes, path: str) -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding. Raises BrokenFile."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            if not codec:
                raise BrokenFile("is in {encoding}; write it in UTF-8", path=path, encoding=name)
            return _strictly(data, codec, name, path), name
    if b"\0" in data:
        return _sixteen(data, path)
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _chinese(data, error.start, path), "GBK"


def _strictly(data: bytes, codec: str, name: str, path: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise BrokenFile(
            "is no valid {encoding}", path=path, place=f"byte {error.start}", encoding=name
        ) from error


def _sixteen(data: bytes, path: str) -> tuple[str, str]:
    """UTF-16 without a mark, where it can be read in one order of bytes alone."""
    read = [text for order in ("utf-16-le", "utf-16-be") if (text := _read_as(data, order))]
    if len(read) == 1:
        return read[0], "UTF-16"
    raise BrokenFile(
        "holds zero bytes; write UTF-16 with a byte order mark, or write it in UTF-8",
        path=path,
        place=f"byte {data.index(0)}",
    )


def _read_as(data: bytes, order: str) -> str:
    """The text in this order of bytes; "" where it is none."""
    try:
        text = data.decode(order)
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text or _strange(text) else text


def _chinese(data: bytes, first: int, path: str) -> str:
    place = f"byte {first}"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise BrokenFile(
            "is neither UTF-8 nor GBK; write it in UTF-8", path=path, place=place
        ) from error
    if _strange(text):
        raise BrokenFile("is neither UTF-8 nor GBK; write it in UTF-8", path=path, place=place)
    return text


def _strange(text: str) -> bool:
    """Whether the text has characters that hardly any text in Chinese and English has.

    Bytes of another encoding read as GBK give private and rare characters; and where an ASCII
    letter follows a letter with an accent, ideographs that GB 2312 does not have.
    """
    beyond = [one for one in text if ord(one) > 127]
    unusual = sum(not _usual(one) for one in beyond)
    if unusual > max(1, _STRANGE_SHARE * len(beyond)):
        return True
    return sum(not _common(one) for one in beyond) > len(beyond) / 2


def _usual(one: str) -> bool:
    code = ord(one)
    if 0x4E00 <= code <= 0x9FFF or 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFFEF:
        return True
    return code < 0x3000 and unicodedata.category(one)[0] in "PS"


def _common(one: str) -> bool:
    try:
        one.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
