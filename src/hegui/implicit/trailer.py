"""What follows the end of a picture, sound or film: bytes that decoders skip and people append.

A label's JSON, or an XMP packet that holds one, at the very end of the file is found and can be
taken out. Whatever else stands there is a file of its own (a second picture, a motion photo's
film) or another program's: it is not searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit import stray, xmp
from hegui.implicit.look import Look

_WINDOW = 64 * 1024
_MOST = 16
_PACKET = re.compile(rb"<\?xpacket\s+begin|<x:xmpmeta|<rdf:RDF")


class Trailer:
    """The bytes from ``offset`` to the file's end; a negative offset means there are none."""

    __slots__ = ("_packet", "_source", "_start", "_strays", "_window")

    def __init__(self, source: Source, offset: int) -> None:
        self._source = source
        self._strays: tuple[stray.Stray, ...] = ()
        self._packet = -1
        self._window = b""
        if 0 <= offset < source.size:
            self._start = max(offset, source.size - _WINDOW)
            self._find(source.peek(self._start, _WINDOW))

    def look(self, look: Look, slot: str) -> None:
        """Adds what was found to a look."""
        for found in self._strays:
            offset = self._start + found.start
            look.text(
                found.text,
                slot=slot,
                place=f"byte {offset}, behind the end",
                offset=offset,
                length=found.end - found.start,
            )
        if self._packet >= 0:
            offset = self._start + self._packet
            look.xmp(
                self._window[self._packet :],
                slot=f"{slot}-xmp",
                place=f"byte {offset}, behind the end",
                offset=offset,
                length=self._source.size - offset,
                prescribed=False,
            )

    def without_labels(self) -> Iterator[Edit]:
        """The edits that take the labels out. Raises BrokenFile for an XMP packet cut short."""
        for found in self._strays:
            yield Edit(self._start + found.start, found.end - found.start, b"")
        if self._packet >= 0:
            packet, offset = self._window[self._packet :], self._start + self._packet
            cleaned = xmp.without_label(packet, name=self._source.name, place=f"byte {offset}")
            if cleaned != packet:
                yield Edit(offset, len(packet), cleaned)

    def _find(self, window: bytes) -> None:
        if not stray.mentions(window):
            return
        self._window = window
        self._strays = _at_the_end(window)
        begin = _PACKET.search(window)
        if not self._strays and begin and window.rstrip(b"\0\t\n\r ").endswith(b">"):
            self._packet = begin.start()


def _at_the_end(window: bytes) -> tuple[stray.Stray, ...]:
    """The labels with which a window ends, one behind the other and blanks between them."""
    found: list[stray.Stray] = []
    end = len(window)
    for _ in range(_MOST):
        last = next(iter(reversed(stray.find(window[:end]))), None)
        if last is None or not stray.blank(window[last.end : end]):
            break
        found.append(last)
        end = last.start
    return tuple(reversed(found))
