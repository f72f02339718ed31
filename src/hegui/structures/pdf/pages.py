"""The pages of a PDF in their order, each with what it inherits (7.7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.structures.pdf.document import Document
from hegui.structures.pdf.reader import Parsed
from hegui.structures.pdf.values import Array, Dictionary, Name, Reference, Value

_INHERITED = (b"Resources", b"MediaBox", b"CropBox", b"Rotate")
_LETTER = (0.0, 0.0, 612.0, 792.0)
_DEEPEST = 64
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Page:
    """A page object, and for each inheritable key its value and the object that it stands in."""

    document: Document
    parsed: Parsed
    dictionary: Dictionary
    inherited: dict[bytes, tuple[Value, Parsed]]

    @property
    def box(self) -> Box:
        """What is shown of the page: left, bottom, right, top, in user space (14.11.2)."""
        media = self._box(b"MediaBox") or _LETTER
        crop = self._box(b"CropBox") or media
        shown = (
            max(media[0], crop[0]),
            max(media[1], crop[1]),
            min(media[2], crop[2]),
            min(media[3], crop[3]),
        )
        return shown if shown[0] < shown[2] and shown[1] < shown[3] else media

    @property
    def rotation(self) -> int:
        """By how much it is turned clockwise when shown: 0, 90, 180 or 270."""
        said = self._value(b"Rotate")
        return said // 90 * 90 % 360 if isinstance(said, int) else 0

    @property
    def unit(self) -> float:
        """The size of a unit of user space, in points (UserUnit)."""
        said = self.document.resolve(self.dictionary.get(b"UserUnit"))
        return float(said) if isinstance(said, int | float) and 0 < said < 75_000 else 1.0

    def _value(self, key: bytes) -> Value:
        return self.document.resolve(self.inherited[key][0]) if key in self.inherited else None

    def _box(self, key: bytes) -> Box | None:
        value = self._value(key)
        if not isinstance(value, Array) or len(value.items) != 4:
            return None
        numbers = [self.document.resolve(item) for item in value.items]
        if not all(isinstance(one, int | float) and abs(one) < 1e7 for one in numbers):
            return None
        x1, y1, x2, y2 = (float(one) for one in numbers if isinstance(one, int | float))
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def pages(document: Document) -> Iterator[Page]:
    """The pages in order. Raises BrokenFile where the tree is none, CeilingExceeded."""
    catalog = document.catalog().value
    assert isinstance(catalog, Dictionary)
    seen: set[int] = set()
    pending: list[tuple[Value, dict[bytes, tuple[Value, Parsed]], int]] = [
        (catalog.get(b"Pages"), {}, 0)
    ]
    while pending:
        reference, above, depth = pending.pop()
        document.source.count("PDF pages")
        document.source.descend(min(depth, _DEEPEST + 1), "PDF pages")
        parsed = document.fetch(reference)
        if parsed is None or not isinstance(parsed.value, Dictionary):
            continue  # a reference to nothing is a null, and no page (7.3.10)
        assert isinstance(reference, Reference)
        if reference.number in seen:
            raise document.source.broken("the tree of pages leads in a circle", parsed.place)
        seen.add(reference.number)
        node = parsed.value
        own = {key: (value, parsed) for key in _INHERITED if (value := node.get(key)) is not None}
        inherited = above | own
        kids = document.resolve(node.get(b"Kids"))
        if isinstance(kids, Array) and node.get(b"Type") != Name(b"Page"):
            pending += [(kid, inherited, depth + 1) for kid in reversed(kids.items)]
        else:
            yield Page(document, parsed, node, inherited)
