"""What follows the end of a picture, sound or film: bytes that decoders skip and people append.

A label's JSON, or an XMP packet that holds one, at the very end of the file is found and can be
taken out. Whatever else stands there is a file of its own (a second picture, a motion photo's
film) or another program's: it is not searched. That of a file of its own is told, unless the
picture announces it, since a label may stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.look import Look
from hegui.implicit.structures import stray

_WINDOW = 64 * 1024
_MOST = 16
_PACKET = rb"<\?xpacket\s+begin|<x:xmpmeta|<rdf:RDF"
_HEAD = 512
_SHORTEST = 64  # no file of a known kind with a label in it is shorter
# What files of their own begin with, behind padding; the groups are what they are called.
_FILES = (
    rb"[\0\t\n\r ]*?(?:"
    rb"(?P<JPEG>\xff\xd8\xff)|(?P<PNG>\x89PNG\r\n\x1a\n)|(?P<GIF>GIF8[79]a)|(?P<PSD>8BPS\0)"
    rb"|(?P<WebP>RIFF.{4}WEBP)|(?P<WAV>RIFF.{4}WAVE)|(?P<AVI>RIFF.{4}AVI )"
    rb"|(?P<AIFF>FORM.{4}AIF[FC])|(?P<TIFF>II\*\0|MM\0\*)|(?P<JPEG_XL>\0\0\0\x0cJXL )"
    rb"|(?P<MP4>\0.{3}ftyp)|(?P<Matroska>\x1aE\xdf\xa3)|(?P<FLV>FLV\x01)|(?P<FLAC>fLaC)"
    rb"|(?P<Ogg>OggS\0)|(?P<PDF>%PDF-)|(?P<ZIP>PK\x03\x04))"
)
Announced = Callable[[str], bool]
"""Whether a picture says itself that a file of this kind follows it."""


class Trailer:
    """The bytes from ``offset`` to the file's end; a negative offset means there are none."""

    __slots__ = ("_offset", "_packet", "_packet_at", "_source", "_strays")

    def __init__(self, source: Source, offset: int) -> None:
        self._source = source
        self._offset = offset
        self._strays: tuple[stray.Stray, ...] = ()
        self._packet = b""
        self._packet_at = -1
        if 0 <= offset < source.size:
            start = max(offset, source.size - _WINDOW)
            self._find(source.peek(start, _WINDOW), start)

    def look(self, look: Look, slot: str, announced: Announced = lambda kind: False) -> None:
        """Adds what was found to a look, and a file that nobody announces as not looked at."""
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
        if 0 <= self._offset <= self._source.size - _SHORTEST:
            self._tell_file(look, announced)

    def without_labels(self) -> Iterator[Edit]:
        """The edits that take the labels out. Raises BrokenFile for an XMP packet cut short."""
        if self._packet:
            at, packet = self._packet_at, self._packet
            cleaned = xmp.without_label(packet, name=self._source.name, place=f"byte {at}")
            if cleaned != packet:
                yield Edit(at, len(packet), cleaned)
        for found in self._strays:
            yield Edit(found.start, found.end - found.start, b"")

    def _tell_file(self, look: Look, announced: Announced) -> None:
        found = re.match(_FILES, self._source.peek(self._offset, _HEAD), re.DOTALL)
        if found is None or found.lastgroup is None:
            return
        kind, at = found.lastgroup.replace("_", " "), self._offset + found.start(found.lastgroup)
        if not announced(kind):
            error = self._source.broken(
                "{size} bytes that begin like a file of its own ({kind}) were not searched",
                size=self._source.size - at,
                kind=kind,
            )
            look.could_not(error, place=f"byte {at}, behind the end", offset=at)

    def _find(self, window: bytes, start: int) -> None:
        if not stray.mentions(window):
            return
        found = _at_the_end(window)
        self._strays = tuple(
            stray.Stray(start + each.start, start + each.end, each.text) for each in found
        )
        before = window[: found[0].start] if found else window
        begin = re.search(_PACKET, before)
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
