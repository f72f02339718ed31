"""The encoding of a text file: found strictly, and kept.

A byte order mark tells UTF-8, UTF-16 or UTF-32. Without one, text that is valid UTF-8 is UTF-8;
text that is not may be GB 18030, and is taken for it only where its characters are those of
everyday Chinese (the two-byte codes of GB 2312), so that no Latin or Japanese text is written
into by mistake. Everything else has to be named.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from hegui.errors import BrokenFile, UsageError
from hegui.messages import Notice
from hegui.structures.text_bytes import WIDE_MARKS

_MARKS = ((codecs.BOM_UTF8, "utf-8"), *WIDE_MARKS)
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x81-\xfe][0-9][\x81-\xfe][0-9]")
_EVERYDAY = re.compile(rb"[\xa1-\xa9\xb0-\xf7][\xa1-\xfe]")
_LEAST_EVERYDAY = 0.9


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as decoded: ``start`` bytes of mark, then ``text`` in ``codec``, byte for byte.

    ``notices`` says where the encoding is a judgement and not a fact.
    """

    text: str
    codec: str
    start: int
    notices: tuple[Notice, ...] = ()

    def offset(self, position: int) -> int:
        """The byte offset of a character's position."""
        return self.start + len(self.text[:position].encode(self.codec, "surrogatepass"))

    def encode(self, text: str) -> bytes:
        """A label's text in this encoding. Raises UsageError where it cannot say it."""
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError as error:
            raise UsageError(
                "the encoding {codec} has no {character!r}; convert the text to UTF-8 first",
                codec=self.codec,
                character=error.object[error.start],
            ) from None


def decoded(data: bytes, name: str, encoding: str | None = None) -> Encoded:
    """The text of a file, in the ``encoding`` named or the one found.

    Raises BrokenFile where the bytes are no text in it, or in none that is certain; UsageError
    for an encoding that Python does not know or that cannot be spliced (one with a state).
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, len(mark), name)
    if encoding is not None:
        return _strictly(data, _known(encoding), 0, name)
    if b"\0" in data:
        raise BrokenFile("holds NUL bytes: no text, or UTF-16 without its mark", path=name)
    try:
        return Encoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError as error:
        fault = error
    pairs = _PAIR.findall(data)
    everyday = sum(1 for pair in pairs if _EVERYDAY.fullmatch(pair))
    if pairs and everyday >= _LEAST_EVERYDAY * len(pairs):
        found = _strictly(data, "gb18030", 0, name)
        guess = Notice("is no UTF-8; its bytes are those of Chinese text in GB 18030, and so kept")
        return Encoded(found.text, found.codec, 0, (guess,))
    raise BrokenFile(
        "is neither UTF-8 nor Chinese text in GB 18030 (byte {value}); name its encoding",
        path=name,
        place=f"byte {fault.start}",
        value=f"0x{data[fault.start]:02x}",
    )


def _strictly(data: bytes, codec: str, start: int, name: str) -> Encoded:
    try:
        text = data[start:].decode(codec)
    except UnicodeDecodeError as error:
        raise BrokenFile(
            "is not text in {codec}: {cause}",
            path=name,
            place=f"byte {start + error.start}",
            codec=codec,
            cause=error.reason,
        ) from None
    # GB 18030 and others have two spellings of some characters: then no position is certain.
    if text.encode(codec, "replace") != data[start:]:
        raise BrokenFile(
            "holds characters that {codec} spells in two ways, so nothing can be put between "
            "them safely; convert the text to UTF-8 first",
            path=name,
            codec=codec,
        )
    return Encoded(text, codec, start)


def _known(encoding: str) -> str:
    try:
        b"a".decode(encoding, "replace")
        codec = codecs.lookup(encoding).name
    except LookupError:
        raise UsageError("no encoding is called {name!r}", name=encoding) from None
    if codec in ("utf-16", "utf-32"):
        raise UsageError(
            "say the byte order: {name} begins with a mark that the file lacks", name=codec
        )
    return codec
