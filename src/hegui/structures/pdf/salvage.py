"""A damaged PDF: the objects and trailers that a scan finds, for reading only.

Readers repair such files each in its own way, so hegui does not write on them; but a label that
is there is found and reported. The scan is bounded: of a very large file, its last part.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from hegui.errors import CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.structures.pdf.reader import Reader
from hegui.structures.pdf.sections import At, Place, Trailer
from hegui.structures.pdf.values import Dictionary, Entry, Reference

_REACH = 64 * 1024**2
_BLOCK = 1024 * 1024
_MOST = 250_000
_MOST_TRAILERS = 64
_HEAD_REACH = 24
_HEAD = re.compile(rb"(\d{1,10})[\0\t\n\f\r ]{1,6}(\d{1,5})[\0\t\n\f\r ]{1,6}\Z")
_LABEL_KEY = b"/AIGC"


class Salvaged:
    """Objects by number, the last of each; ``trailer`` is the last one that can be used."""

    def __init__(self, objects: dict[int, int], trailer: Trailer) -> None:
        self._objects = objects
        self.trailer = trailer

    def find(self, number: int) -> Place | None:
        """Where an object is, if it was found."""
        offset = self._objects.get(number)
        return None if offset is None else At(offset, 0)


def salvage(reader: Reader, fault: FileError) -> Salvaged:
    """What a scan of the file finds. Raises ``fault`` where that is nothing to go by."""
    scan = _Scan(reader.source)
    trailer = _trailer(reader, scan.trailers) or _around_label(reader, scan.objects)
    if trailer is None:
        raise fault
    return Salvaged(scan.objects, trailer)


class _Scan:
    """One pass over the file for ``N G obj``, ``trailer`` and cross-reference streams."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.objects: dict[int, int] = {}
        self.found = 0
        self.trailers: deque[int] = deque(maxlen=_MOST_TRAILERS)
        at = max(0, source.size - _REACH)
        while at < source.size:
            data = source.peek(at, _BLOCK)
            self.block(data, at)
            at += len(data) if at + len(data) >= source.size else len(data) - _HEAD_REACH

    def block(self, data: bytes, at: int) -> None:
        found: list[int] = [at + end for end in self.each(data, b"trailer")]
        for end in self.each(data, b"obj"):
            if head := _head(data, end - 3):
                self.objects[int(head[1])] = at + head.start()
        for end in self.each(data, b"/XRef"):
            head = _head(data, data.rfind(b"obj", 0, end))
            found += [at + head.start()] if head else []
        self.trailers.extend(sorted(found))

    def each(self, data: bytes, word: bytes) -> Iterator[int]:
        """The offset behind each occurrence of a word."""
        at = data.find(word)
        while at >= 0:
            self.found += 1
            if self.found > _MOST:
                raise CeilingExceeded(
                    "more than {ceiling} structures ({what})",
                    path=self.source.name,
                    ceiling=_MOST,
                    what="PDF objects",
                )
            yield at + len(word)
            at = data.find(word, at + len(word))


def _head(data: bytes, at: int) -> re.Match[bytes] | None:
    """The object and generation number before the keyword obj at ``at``."""
    return _HEAD.search(data, max(0, at - _HEAD_REACH), at) if at > 0 else None


def _trailer(reader: Reader, offsets: deque[int]) -> Trailer | None:
    """The last trailer that names a catalog."""
    for offset in reversed(offsets):
        stream = reader.source.peek(offset, 1).isdigit()
        try:
            parsed = reader.object_at(offset) if stream else reader.value_at(offset)
        except FileError:
            continue
        if isinstance(parsed.value, Dictionary) and parsed.value.get(b"Root") is not None:
            return Trailer(parsed.value, parsed.data, parsed.start)
    return None


def _around_label(reader: Reader, objects: dict[int, int]) -> Trailer | None:
    """A trailer made up for the object in which a label's key stands, where no trailer is left."""
    source = reader.source
    at = source.find(_LABEL_KEY, max(0, source.size - _REACH))
    before = [(offset, number) for number, offset in objects.items() if offset < at]
    if not before:
        return None
    info = Reference(max(before)[1], 0)
    return Trailer(Dictionary((Entry(b"Info", info, 0, 0, 0),), 0, 0), b"", 0)
