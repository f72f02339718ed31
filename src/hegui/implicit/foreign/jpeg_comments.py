"""The comments of a JPEG header (ITU-T T.81 B.2.4.5), and whether it holds C2PA (APP11)."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.foreign.statement import BOX, Statement, store, text_of

_COM, _SOS, _EOI, _APP11 = 0xFE, 0xDA, 0xD9, 0xEB
_JUMBF = 64  # as far as a store's own type is from its segment's beginning
_WINDOW = 4 * 1024  # what has been read of the file before


def statements(source: Source) -> Iterator[Statement]:
    """Every comment before the first scan; a header that cannot be followed ends there."""
    at, size = 2, source.size
    start, window = 0, source.peek(0, min(_WINDOW, size))
    while at + 4 <= size:
        if at + 4 > start + len(window):
            start, window = at, source.peek(at, min(_WINDOW, size - at))
        marker = window[at - start + 1]
        if window[at - start] != 0xFF or marker in (_SOS, _EOI):
            return
        if marker == 0xFF:
            at += 1
            source.count("fill bytes")
            continue
        if marker == 1 or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        length = window[at - start + 2] << 8 | window[at - start + 3]
        if length < 2 or at + 2 + length > size:
            return
        if marker == _APP11 and length > _JUMBF:
            if BOX in source.read(at + 4, _JUMBF, "the segment"):
                yield store(f"segment APP11 at byte {at}", at)
        elif marker == _COM:
            place = f"segment COM at byte {at}"
            yield Statement(
                "jpeg.com", "COM", text_of(source.read(at + 4, length - 2, place)), place, at
            )
        source.count("segments")
        at += 2 + length
