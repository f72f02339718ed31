"""How much metadata one file may have: many packets at once are bounded, as one is.

``Source`` bounds one read and the number of structures. Here the sum of what is parsed in earnest
(XMP, EXIF, label texts) is bounded, and of what is searched for such, so that a file of nothing
but XMP packets costs no more than a file with one large packet.
"""

from __future__ import annotations

from hegui.errors import CeilingExceeded
from hegui.files.source import Source

_PLACES = 256
_BYTES = 8 * 1024**2
_SEARCHES = 50_000
_SEARCHED = 64 * 1024**2


class Budget:
    """Counts the metadata of one file, up to ``ceiling`` bytes in up to 256 places."""

    __slots__ = ("_ceiling", "_places", "_searched", "_searches", "_source", "_spent")

    def __init__(self, source: Source, ceiling: int = _BYTES) -> None:
        self._source = source
        self._ceiling = ceiling
        self._spent = 0
        self._places = 0
        self._searched = 0
        self._searches = 0

    def spend(self, length: int, place: str) -> None:
        """Counts one place of ``length`` bytes. Raises CeilingExceeded."""
        self._spent += length
        self._places += 1
        if self._spent > self._ceiling or self._places > _PLACES:
            raise CeilingExceeded(
                "the file has metadata in more than {places} places or {ceiling} bytes",
                path=self._source.name,
                place=place,
                places=_PLACES,
                ceiling=self._ceiling,
            )

    def search(self, length: int, place: str) -> None:
        """Counts one structure of unknown content that is searched. Raises CeilingExceeded."""
        self._searched += length
        self._searches += 1
        if self._searched > _SEARCHED or self._searches > _SEARCHES:
            raise CeilingExceeded(
                "the file has more than {places} structures or {ceiling} bytes of unknown content",
                path=self._source.name,
                place=place,
                places=_SEARCHES,
                ceiling=_SEARCHED,
            )
