"""String objects as bytes, and text strings as text, in both directions (7.3.4, 7.9.2)."""

from __future__ import annotations

import codecs
import re

# PDFDocEncoding where it differs from ISO 8859-1 (Annex D.3): 0x18 to 0x1F and 0x80 to 0xA0.
_PDF_DOC = dict(enumerate("˘ˇˆ˙˝˛˚˜", 0x18)) | dict(
    enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€", 0x80)
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]++")
_SPECIAL = re.compile(rb"[()\\]")
_PLAIN = re.compile(r"[ -~]*")


def content(raw: bytes) -> bytes:
    """The bytes of a string object as written: ``(…)`` or ``<…>``."""
    if raw.startswith(b"("):
        inner = raw[1:-1]
        return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner or b"\r" in inner else inner
    digits = _NOT_HEX.sub(b"", raw)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    escaped = match[1]
    if escaped is None:  # a line end in a literal string is one line feed
        return b"\n"
    if escaped[:1] in b"01234567":
        return bytes((int(escaped, 8) & 0xFF,))
    return _ESCAPED.get(escaped, escaped)


def text_of(data: bytes) -> tuple[str, str]:
    """A text string's text, and how it is encoded: "", or a form that PDF does not provide for.

    UTF-16BE and UTF-8 announce themselves by a byte order mark, all else is PDFDocEncoding
    (7.9.2.2). Met as well: UTF-16LE with its mark, and UTF-8 without one, which is taken for
    such where all of it is valid.
    """
    if data.startswith(codecs.BOM_UTF16_BE):
        return data[2:].decode("utf-16-be", "replace"), ""
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace"), ""
    if data.startswith(codecs.BOM_UTF16_LE):
        return data[2:].decode("utf-16-le", "replace"), "utf-16-le"
    if not data.isascii():
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1").translate(_PDF_DOC), ""


def encoded(text: str) -> bytes:
    """A text string's bytes: PDFDocEncoding where its ASCII part suffices, else UTF-16BE."""
    if _PLAIN.fullmatch(text):
        return text.encode("ascii")
    return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "replace")


def literal(data: bytes) -> bytes:
    """Printable bytes as a literal string, all others in hexadecimal."""
    if data.isascii() and data.decode("ascii").isprintable():
        return b"(" + _SPECIAL.sub(rb"\\\g<0>", data) + b")"
    return hexadecimal(data)


def hexadecimal(data: bytes) -> bytes:
    """Any bytes as a hexadecimal string."""
    return b"<" + data.hex().upper().encode("ascii") + b">"
