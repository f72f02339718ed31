"""The pages of a TIFF or BigTIFF file: what their pixels are, and where each strip or tile lies.

Source: TIFF 6.0 sections 2 (structure), 8 (baseline tags), 14 (predictor), 15 (tiles), 16
(CMYK), 18 (alpha); BigTIFF design (version 43, 8-byte offsets).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import BrokenFile, CeilingExceeded, Unsupported
from hegui.explicit.pictures.placement import Box
from hegui.files.source import Source

_MOST_PAGES = 5_000
_MOST_ENTRIES = 4_096
_MOST_PIECES = 4_000_000
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4, 13: 4, 16: 8, 17: 8, 18: 8}
_FORMS = {1: "B", 3: "H", 4: "I", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}

SUBFILE, WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 254, 256, 257, 258, 259, 262
FILL_ORDER, STRIPS, ORIENTATION, SAMPLES, ROWS, STRIP_SIZES = 266, 273, 274, 277, 278, 279
PLANAR, OPTIONS, PREDICTOR, COLOURS = 284, 292, 317, 320
TILE_WIDTH, TILE_HEIGHT, TILES, TILE_SIZES = 322, 323, 324, 325
SUB_DIRECTORIES, INKS, EXTRA, FORMAT = 330, 332, 338, 339


@dataclass(frozen=True, slots=True)
class Field:
    """A tag's values: their type, how many, where they stand in the file."""

    kind: int
    count: int
    offset: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    ``piece`` is the width and height of its strips or tiles, ``offsets`` and ``sizes`` where each
    lies, ``order`` the byte order for struct. ``samples`` channels of ``bits`` bits, ``planar``
    each by itself.
    """

    fields: dict[int, Field]
    order: str
    width: int
    height: int
    bits: int
    samples: int
    compression: int
    photometric: int
    predictor: int
    planar: bool
    orientation: int
    extra: tuple[int, ...]
    reversed_bits: bool
    options: int
    piece: tuple[int, int]
    offsets: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def tiled(self) -> bool:
        """Tiles all have one size; the last strip may be lower."""
        return TILES in self.fields

    @property
    def tables(self) -> tuple[Field, Field]:
        """Where offsets and sizes of the pieces are written."""
        if self.tiled:
            return self.fields[TILES], self.fields[TILE_SIZES]
        return self.fields[STRIPS], self.fields[STRIP_SIZES]

    def pieces(self, box: Box, plane: int = 0) -> Iterator[tuple[int, Box]]:
        """The pieces of a plane that meet ``box``: their number and their place, which for a
        tile at the edge reaches beyond the page."""
        wide, tall = self.piece
        across, down = -(-self.width // wide), -(-self.height // tall)
        for row in range(box.top // tall, min(-(-box.bottom // tall), down)):
            for column in range(box.left // wide, min(-(-box.right // wide), across)):
                bottom = (row + 1) * tall if self.tiled else min((row + 1) * tall, self.height)
                place = Box(column * wide, row * tall, (column + 1) * wide, bottom)
                yield plane * across * down + row * across + column, place


def pages(source: Source) -> tuple[Page, ...]:
    """The pages in full resolution, in their order.

    Raises BrokenFile, CeilingExceeded, and Unsupported where a page is a raw sensor's or its
    layout is unknown.
    """
    return tuple(_Reader(source).run())


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        head = source.read(0, 8, "the header")
        self._order = "<" if head[:2] == b"II" else ">"
        (version,) = struct.unpack_from(self._order + "H", head, 2)
        if head[:2] not in (b"II", b"MM") or version not in (42, 43):
            raise source.broken("the header is damaged", 0)
        self._big = version == 43
        self._word = "Q" if self._big else "I"
        self._first = 8 if self._big else 4

    def run(self) -> Iterator[Page]:
        source, seen = self._source, set[int]()
        (at,) = self._unpack(self._word, self._first, "the header")
        found = 0
        while at:
            if at in seen or len(seen) >= _MOST_PAGES:
                raise source.broken("the directories run in a circle", at)
            seen.add(at)
            fields, following = self._directory(at)
            kind = self._one(fields, SUBFILE, 0)
            if not kind & 0b101:  # neither a reduced copy nor a mask
                found += 1
                yield self._page(fields)
            elif SUB_DIRECTORIES in fields and not found:
                raise Unsupported(
                    "the pictures are in sub-directories, as in raw files", path=source.name
                )
            (at,) = self._unpack(self._word, following, "an image directory")
        if not found:
            raise BrokenFile("the file has no picture", path=source.name)

    def _directory(self, at: int) -> tuple[dict[int, Field], int]:
        count_form, entry = ("Q", 20) if self._big else ("H", 12)
        (count,) = self._unpack(count_form, at, "an image directory")
        if count > _MOST_ENTRIES:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=self._source.name,
                ceiling=_MOST_ENTRIES,
                what="directory entries",
            )
        start = at + struct.calcsize(self._order + count_form)
        raw = self._source.read(start, count * entry, "an image directory")
        fields: dict[int, Field] = {}
        inline = struct.calcsize(self._order + self._word)
        for number in range(count):
            tag, kind, many = struct.unpack_from(
                self._order + "HH" + self._word, raw, number * entry
            )
            place = start + number * entry + 4 + inline
            if _SIZES.get(kind, 0) * many > inline:
                (place,) = struct.unpack_from(
                    self._order + self._word, raw, number * entry + 4 + inline
                )
            fields.setdefault(tag, Field(kind, many, place))
        return fields, start + count * entry

    def _page(self, fields: dict[int, Field]) -> Page:
        width, height = self._one(fields, WIDTH, 0), self._one(fields, HEIGHT, 0)
        samples = self._one(fields, SAMPLES, 1)
        if width < 1 or height < 1 or not 1 <= samples <= 16:
            raise self._source.broken("a page has no size")
        bits = self._all(fields, BITS) or (1,)
        if len(set(bits)) != 1 or bits[0] not in (1, 8, 16) or (bits[0] == 1 and samples > 1):
            raise self._unsupported("samples of {value} bits are not worked on", bits)
        formats = self._all(fields, FORMAT) or (1,)
        if set(formats) - {1, 4}:
            raise self._unsupported("samples of format {value} are not worked on", formats)
        tiled = TILES in fields
        if tiled:
            piece = (self._one(fields, TILE_WIDTH, 0), self._one(fields, TILE_HEIGHT, 0))
            offsets, sizes = self._all(fields, TILES), self._all(fields, TILE_SIZES)
        else:
            piece = (width, min(self._one(fields, ROWS, height), height))
            offsets, sizes = self._all(fields, STRIPS), self._all(fields, STRIP_SIZES)
        planar = self._one(fields, PLANAR, 1) == 2 and samples > 1
        if min(piece) < 1 or max(piece) > 2**20:
            raise self._source.broken("a page has strips or tiles without a size")
        count = -(-width // piece[0]) * -(-height // piece[1]) * (samples if planar else 1)
        if len(offsets) < count or len(sizes) < count:
            raise self._source.broken("a page has fewer strips or tiles than it needs")
        orientation = self._one(fields, ORIENTATION, 1)
        return Page(
            fields,
            self._order,
            width,
            height,
            bits[0],
            samples,
            self._one(fields, COMPRESSION, 1),
            self._one(fields, PHOTOMETRIC, 1),
            self._one(fields, PREDICTOR, 1),
            planar,
            orientation if 1 <= orientation <= 8 else 1,
            self._all(fields, EXTRA),
            self._one(fields, FILL_ORDER, 1) == 2,
            self._one(fields, OPTIONS, 0),
            piece,
            offsets,
            sizes,
        )

    def _one(self, fields: dict[int, Field], tag: int, default: int) -> int:
        values = self._all(fields, tag)
        return values[0] if values else default

    def _all(self, fields: dict[int, Field], tag: int) -> tuple[int, ...]:
        field = fields.get(tag)
        if field is None or field.kind not in _FORMS:
            return ()
        if field.count > _MOST_PIECES:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=self._source.name,
                ceiling=_MOST_PIECES,
                what="strips or tiles",
            )
        form = f"{field.count}{_FORMS[field.kind]}"
        return self._unpack(form, field.offset, "a tag's values")

    def _unpack(self, form: str, at: int, what: str) -> tuple[int, ...]:
        form = self._order + form
        return struct.unpack(form, self._source.read(at, struct.calcsize(form), what))

    def _unsupported(self, template: str, values: tuple[int, ...]) -> Unsupported:
        return Unsupported(
            template, path=self._source.name, value=", ".join(map(str, sorted(set(values))))
        )
