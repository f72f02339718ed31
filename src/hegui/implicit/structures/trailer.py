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
from hegui.implicit import xmp
from hegui.implicit.look import Look
from hegui.implicit.structures import stray

_WINDOW = 64 * 1024
_MOST = 16
_PACKET = re.compile(rb"<\?xpacket\s+begin|<x:xmpmeta|<rdf:RDF")


class Trailer:
    """The bytes from ``offset`` to the file's end; a negative offset means there are none."""

    __slots__ = ("_packet", "_packet_at", "_source", "_strays")

    def __init__(self, source: Source, offset: int) -> None:
        self._source = source
        self._strays: tuple[stray.Stray, ...] = ()
        self._packet = b""
        self._packet_at = -1
        if 0 <= offset < source.size:
            start = max(offset, source.size - _WINDOW)
            self._find(source.peek(start, _WINDOW), start)

    def look(self, look: Look, slot: str) -> None:
        """Adds what was found to a look."""
        for found in self._strays:
            look.text(
                found.text,
                slot=slot,
                place=f"byte {found.start}, behind the end",
                offset=found.start,
                length=found.end - found.start,
            )
        if self._packet:
            look.xmp(
                self._packet,
                slot=f"{slot}-xmp",
                place=f"byte {self._packet_at}, behind the end",
                offset=self._packet_at,
                length=len(self._packet),
                prescribed=False,
            )

    def without_labels(self) -> Iterator[Edit]:
        """The edits that take the labels out. Raises BrokenFile for an XMP packet cut short."""
        if self._packet:
            at, packet = self._packet_at, self._packet
            cleaned = xmp.without_label(packet, name=self._source.name, place=f"byte {at}")
            if cleaned != packet:
                yield Edit(at, len(packet), cleaned)
        for found in self._strays:
            yield Edit(found.start, found.end - found.start, b"")

    def _find(self, window: bytes, start: int) -> None:
        if not stray.mentions(window):
            return
        found = _at_the_end(window)
        self._strays = tuple(
            stray.Stray(start + each.start, start + each.end, each.text) for each in found
        )
        before = window[: found[0].start] if found else window
        begin = _PACKET.search(before)
        if begin and before.rstrip(b"\0\t\n\r ").endswith(b">"):
            self._packet, self._packet_at = before[begin.start() :], start + begin.start()


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
