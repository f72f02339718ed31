"""How much metadata one file may have: many packets at once are bounded, as one is.

``Source`` bounds one read and the number of structures; here the sum of what is parsed in
earnest (XMP, EXIF, label texts) is bounded, so that a file of nothing but XMP packets costs no
more than a file with one large packet.
"""

from __future__ import annotations

from hegui.errors import CeilingExceeded
from hegui.files.source import Source

_PLACES = 256
_BYTES = 4 * 1024**2


class Budget:
    """Counts the metadata of one file, up to ``ceiling`` bytes in up to 256 places."""

    __slots__ = ("_ceiling", "_places", "_source", "_spent")

    def __init__(self, source: Source, ceiling: int = _BYTES) -> None:
        self._source = source
        self._ceiling = ceiling
        self._spent = 0
        self._places = 0

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
