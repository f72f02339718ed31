"""The comments of a GIF (GIF89a specification, 24)."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.foreign.statement import LONGEST, Statement, store, text_of

_HEADER = 13
_EXTENSION, _IMAGE, _COMMENT = 0x21, 0x2C, 0xFE
_FURTHEST = 1024 * 1024


def statements(source: Source) -> Iterator[Statement]:
    """The comments in the file's first mebibyte: programs write them before their pictures."""
    data = source.peek(0, min(source.size, _FURTHEST))
    at = _HEADER + _colours(data[10]) if len(data) >= _HEADER else len(data)
    while at + 2 < len(data):
        source.count("blocks")
        start = at
        if data[at] == _EXTENSION:
            label, at = data[at + 1], at + 2
            if data.startswith(b"\x0bC2PA_GIF", at):
                yield store(f"extension C2PA_GIF at byte {start}", start)
            content, at = _blocks(data, at, kept=label == _COMMENT)
            if label == _COMMENT and content:
                place = f"comment at byte {start}"
                yield Statement("gif.comment", "Comment", text_of(content), place, start)
        elif data[at] == _IMAGE and at + 10 < len(data):
            at += 10 + _colours(data[at + 9]) + 1
            _, at = _blocks(data, at, kept=False)
        else:
            return


def _colours(packed: int) -> int:
    """The bytes of a colour table."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _blocks(data: bytes, at: int, *, kept: bool) -> tuple[bytes, int]:
    """The content of a chain of sub-blocks, up to LONGEST bytes, and the offset behind it."""
    content = bytearray()
    while at < len(data) and data[at]:
        if kept and len(content) < LONGEST:
            content += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return bytes(content), at + 1
