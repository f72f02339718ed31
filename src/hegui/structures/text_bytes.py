"""Whether bytes are text: what tells UTF-16 and UTF-32 from bytes that are no text at all."""

from __future__ import annotations

import codecs

WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as UTF-16's does, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The byte order marks of encodings in which NUL bytes are ordinary, and those encodings."""


def is_text(head: bytes) -> bool:
    """Whether the beginning of a file may be text: without NUL, or UTF-16 or UTF-32 by its mark."""
    if b"\0" not in head:
        return True
    for mark, codec in WIDE_MARKS:
        if head.startswith(mark):
            try:
                text = codecs.getincrementaldecoder(codec)().decode(head[len(mark) :])
            except UnicodeDecodeError:
                return False
            return "\0" not in text
    return False
