"""What the codes of a PDF's strings say: ToUnicode where a font has it, else a simple encoding.

Source: ISO 32000-2 9.6 (simple fonts), 9.7 (composite fonts), 9.10 (extraction), D (encodings).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hegui.errors import FileError
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.values import Array, Dictionary, Name, Value

_HEX = rb"<([0-9A-Fa-f\s]*)>"
_SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(_HEX + rb"\s*" + _HEX)
_LISTED = rb"\[((?:\s*" + _HEX + rb")*)\s*\]"
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|" + _LISTED + rb")")
_ONE = re.compile(_HEX)
_MOST_CODES = 70_000
# Glyph names that encodings spell out with; letters and digits are called what they are.
_GLYPHS = {"space": " ", "slash": "/", "hyphen": "-", "period": ".", "comma": ","}
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(slots=True)
class Codes:
    """How a font's codes become text; ``width`` is the bytes a code has."""

    width: int = 1
    text: dict[int, str] = field(default_factory=dict)
    latin: bool = True

    def read(self, data: bytes) -> str:
        """The text of a string; codes that say nothing are left out."""
        said = []
        for at in range(0, len(data), self.width):
            code = int.from_bytes(data[at : at + self.width])
            known = self.text.get(code)
            if known is None and self.latin:
                known = bytes((code & 255,)).decode("cp1252", "ignore")
            said.append(known or "")
        return "".join(said)


def codes_of(document: Document, font: Value) -> Codes:
    """The codes of a font dictionary."""
    dictionary = document.resolve(font)
    if not isinstance(dictionary, Dictionary):
        return Codes()
    composite = document.resolve(dictionary.get(b"Subtype")) == Name(b"Type0")
    codes = Codes(2, latin=False) if composite else Codes()
    mapped = document.fetch(dictionary.get(b"ToUnicode"))
    if mapped is not None:
        try:
            _take_map(codes, document.unpacked(mapped))
        except FileError:
            return codes  # as readers do: without the map
    elif not composite:
        _take_differences(codes, document, document.resolve(dictionary.get(b"Encoding")))
    return codes


def _take_map(codes: Codes, data: bytes) -> None:
    for section in _SECTION.finditer(data):
        kind, body = section[1], section[2]
        if kind == b"codespacerange":
            if found := _ONE.search(body):
                codes.width = max(1, min(4, len(_bytes(found[1]))))
        elif kind == b"bfchar":
            for code, text in _PAIR.findall(body):
                _set(codes, int.from_bytes(_bytes(code)), _utf16(text))
        else:
            for first, last, start, listed, _ in _RANGE.findall(body):
                _take_range(codes, first, last, start, listed)


def _take_range(codes: Codes, first: bytes, last: bytes, start: bytes, listed: bytes) -> None:
    low, high = int.from_bytes(_bytes(first)), int.from_bytes(_bytes(last))
    texts = [_utf16(one) for one in _ONE.findall(listed)] if listed else []
    begin = _utf16(start) if start else ""
    for code in range(low, min(high, low + 0xFFFF) + 1):
        if len(codes.text) >= _MOST_CODES:
            return
        if listed:
            text = texts[code - low] if code - low < len(texts) else ""
        else:
            text = begin[:-1] + chr(min(ord(begin[-1]) + code - low, 0x10FFFF)) if begin else ""
        _set(codes, code, text)


def _set(codes: Codes, code: int, text: str) -> None:
    if len(codes.text) < _MOST_CODES:
        codes.text[code] = text


def _take_differences(codes: Codes, document: Document, encoding: Value) -> None:
    listed = encoding.get(b"Differences") if isinstance(encoding, Dictionary) else None
    differences = document.resolve(listed)
    code = 0
    for item in differences.items if isinstance(differences, Array) else ():
        if isinstance(item, int):
            code = item
        elif isinstance(item, Name):
            _set(codes, code, _glyph(item.value.decode("latin-1")))
            code += 1


def _glyph(name: str) -> str:
    if len(name) == 1:
        return name
    if name in _DIGITS:
        return str(_DIGITS.index(name))
    if re.fullmatch(r"uni[0-9A-F]{4}", name):
        return chr(int(name[3:], 16))
    return _GLYPHS.get(name, "")


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def _utf16(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", "ignore")
