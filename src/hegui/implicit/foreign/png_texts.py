"""The text chunks of PNG, XMP and raw profiles apart (PNG specification, third edition, 11.3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.implicit.foreign.statement import LONGEST, Statement, store, text_of
from hegui.implicit.formats import png_text

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_MAX_TEXT = 8 * 1024**2


def statements(source: Source) -> Iterator[Statement]:
    """Keyword and text of every text chunk. Raises BrokenFile, CeilingExceeded."""
    at = 8
    while at + 12 <= source.size:
        source.count("chunks")
        head = source.read(at, 8)
        length, kind = int.from_bytes(head[:4]), head[4:]
        if kind == b"IEND" or at + 12 + length > source.size:
            return
        if kind == b"caBX":
            yield store(f"chunk caBX at byte {at}", at)
        if kind in _TEXTS:
            place = f"chunk {kind.decode()} at byte {at}"
            try:
                data = source.read(at + 8, length, place)
                text = png_text.split(kind, data, ceiling=_MAX_TEXT, name=source.name, place=place)
            except FileError:
                pass  # the walk for labels has said so
            else:
                keyword = text.keyword.decode("latin-1")
                known = text.keyword == png_text.XMP_KEYWORD or "AIGC" in keyword.upper()
                if not known and not keyword.startswith("Raw profile"):
                    yield Statement("png.text", keyword, _latin(text.data), place, at)
        at += 12 + length


def _latin(data: bytes) -> str:
    """tEXt is Latin-1 by the letter and UTF-8 in practice; no Chinese encoding is guessed."""
    try:
        return data[:LONGEST].decode("utf-8").strip("\0 \t\r\n")
    except UnicodeDecodeError:
        return text_of(data) if len(data) > LONGEST else data.decode("latin-1").strip()
