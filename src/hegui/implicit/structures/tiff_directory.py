"""TIFF directories: the lists of tagged values that TIFF, DNG and EXIF are made of.

Both byte orders, 32-bit (classic) and 64-bit (BigTIFF). Every offset and count is untrusted:
a directory is visited once, however many pointers lead to it, so cycles end.

Source: TIFF 6.0 section 2, TIFF Supplement 1 (SubIFDs), the BigTIFF layout of libtiff,
Exif 2.32 section 4.6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import Literal

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.source import Source

SUB_IFDS = 0x014A
EXIF_IFD = 0x8769

# TIFF 6.0 section 2, Exif 3.0 (129, UTF-8) and BigTIFF (16, 17, 18): bytes of one value.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES |= {16: 8, 17: 8, 18: 8, 129: 1}

# So many broken pointers are named; a hostile file could hold a hundred thousand.
_FAULTS = 32

# What one walk may spend on directories, and on values: so often one allocation, in bytes.
# Each has a fixed price as well, since a hostile file points at the same bytes again and again.
_ALLOCATIONS = 3
_PRICE = 256
_PRICE_OF_PARSING = 4096
_WIDEST_CHARACTER = 4

Order = Literal["little", "big"]


@dataclass(frozen=True, slots=True)
class Shape:
    """How numbers are laid out: ``order`` "little" or "big", ``wide`` for BigTIFF's 64 bits.

    ``many`` is the number of entries, ``entry`` one entry (tag, type, count, value field),
    ``pointer`` a file offset.
    """

    order: Order
    wide: bool
    many: Struct
    entry: Struct
    pointer: Struct

    @property
    def first_at(self) -> int:
        """Where the header keeps the offset of the first directory."""
        return 8 if self.wide else 4

    @property
    def field(self) -> int:
        """Bytes of the value field of an entry: longer values stand elsewhere."""
        return self.pointer.size


def _shape(order: Order, wide: bool) -> Shape:
    sign = "<" if order == "little" else ">"
    many, entry, pointer = ("Q", "HHQ8s", "Q") if wide else ("H", "HHI4s", "I")
    return Shape(order, wide, Struct(sign + many), Struct(sign + entry), Struct(sign + pointer))


LITTLE, BIG = _shape("little", False), _shape("big", False)
LITTLE_64, BIG_64 = _shape("little", True), _shape("big", True)

# "RO", "RS" (Olympus) and "U" (Panasonic) stand where TIFF has 42; the rest is TIFF.
SHAPES = {
    b"II*\0": LITTLE,
    b"MM\0*": BIG,
    b"II+\0": LITTLE_64,
    b"MM\0+": BIG_64,
    b"IIRO": LITTLE,
    b"IIRS": LITTLE,
    b"MMOR": BIG,
    b"IIU\0": LITTLE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One tagged value: ``at`` is its entry, ``value_at`` and ``size`` its bytes, as claimed.

    A value that fits the entry's own field stands there.
    """

    tag: int
    type: int
    count: int
    at: int
    value_at: int
    size: int


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory: its ``entries`` of the wanted tags, in file order.

    ``end`` is where its entries end and the offset of the next directory stands;
    ``following`` is that offset, 0 for the last.
    """

    place: str
    offset: int
    end: int
    following: int
    entries: tuple[Entry, ...]

    def first(self, tag: int) -> Entry | None:
        """The first entry of a tag, which is the one readers take."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


@dataclass(frozen=True, slots=True)
class Fault:
    """A part that could not be looked at, and why."""

    place: str
    offset: int
    error: FileError


@dataclass(slots=True)
class Walk:
    """One walk over all directories of a source, in reading order; ``faults`` fill on the way.

    ``wanted`` are the tags whose entries are kept, ``prefix`` stands before every place.
    """

    source: Source
    shape: Shape
    wanted: Collection[int]
    prefix: str = ""
    faults: list[Fault] = field(default_factory=list)
    _visited: set[int] = field(default_factory=set)
    _taken: set[tuple[int, int]] = field(default_factory=set)
    _values: int = 0
    _directories: int = 0

    def directories(self, first: int) -> Iterator[Directory]:
        """IFD0 at ``first``, the directories chained to it, and those below them.

        A directory that cannot be read is a fault, and the walk goes on with the others.
        Raises CeilingExceeded.
        """
        if not first:
            place = f"{self.prefix}IFD0"
            self.fault(place, 0, self.source.broken("there is no directory", place))
        return self._chain(first, f"{self.prefix}IFD", 0)

    def value(self, entry: Entry, place: str) -> bytes:
        """The bytes of an entry's value. Raises BrokenFile, CeilingExceeded."""
        header = self.shape.first_at + self.shape.field
        if entry.value_at < header or entry.value_at + entry.size > self.source.size:
            raise outside(self.source, entry, place)
        self.spend(entry, place)
        return self.source.read(entry.value_at, entry.size, f"tag {entry.tag}")

    def spend(self, entry: Entry, place: str) -> None:
        """Counts the bytes of a value that is looked through. Raises CeilingExceeded."""
        self._values += entry.size + _PRICE
        self._within(self._values, place)

    def take(self, entry: Entry, place: str) -> bool:
        """Whether these bytes are to be parsed: once, however many entries share them.

        Raises CeilingExceeded.
        """
        span = entry.value_at, entry.size
        if span in self._taken:
            return False
        self._taken.add(span)
        self._values += entry.size * _WIDEST_CHARACTER + _PRICE_OF_PARSING
        self._within(self._values, place)
        return True

    def fault(self, place: str, offset: int, error: FileError) -> None:
        """Keeps a reason why a part could not be looked at. After many of them the walk ends."""
        if not self._lost:
            self.faults.append(Fault(place, offset, error.with_traceback(None)))

    @property
    def _lost(self) -> bool:
        return len(self.faults) >= _FAULTS

    def _within(self, spent: int, place: str) -> None:
        ceiling = _ALLOCATIONS * self.source.ceilings.allocation
        if spent > ceiling:
            raise CeilingExceeded(
                "more than {ceiling} bytes of directories and texts",
                path=self.source.name,
                place=place,
                ceiling=ceiling,
            )

    def _chain(self, offset: int, stem: str, depth: int) -> Iterator[Directory]:
        number = 0
        while offset and offset not in self._visited and not self._lost:
            self._visited.add(offset)
            directory = self._try(offset, f"{stem}{number}")
            if directory is None:
                return
            yield directory
            yield from self._below(directory, depth + 1)
            offset = directory.following
            number += 1

    def _below(self, parent: Directory, depth: int) -> Iterator[Directory]:
        for entry in parent.entries:
            if entry.tag == EXIF_IFD:
                self.source.descend(depth, "directories", parent.place)
                for offset in self._pointers(parent, entry):
                    yield from self._single(offset, f"{parent.place}/ExifIFD")
            elif entry.tag == SUB_IFDS:
                self.source.descend(depth, "directories", parent.place)
                for number, offset in enumerate(self._pointers(parent, entry)):
                    # Supplement 1 lets SubIFDs form a chain as well.
                    yield from self._chain(offset, f"{parent.place}/SubIFD{number}.", depth)

    def _single(self, offset: int, place: str) -> Iterator[Directory]:
        # The Exif directory has no successor: what stands there is often not even zero.
        if offset and offset not in self._visited and not self._lost:
            self._visited.add(offset)
            directory = self._try(offset, place)
            if directory is not None:
                yield directory

    def _pointers(self, parent: Directory, entry: Entry) -> Iterator[int]:
        pointer = _POINTERS[self.shape.order].get(entry.type)
        if pointer is None:
            error = self.source.broken(
                "tag {tag} points at directories, but its field type is {type}",
                f"{parent.place}, byte {entry.at}",
                tag=entry.tag,
                type=entry.type,
            )
            self.fault(parent.place, entry.at, error)
            return
        if entry.value_at + entry.size > self.source.size:
            self.fault(parent.place, entry.at, outside(self.source, entry, parent.place))
            return
        raw = self.source.read(entry.value_at, entry.size, "list of directories")
        for (offset,) in pointer.iter_unpack(raw):
            if self._lost:
                return
            self.source.count("directories", parent.place)
            yield offset

    def _try(self, offset: int, place: str) -> Directory | None:
        try:
            directory = read_directory(self.source, self.shape, offset, place, self.wanted)
        except BrokenFile as error:
            self.fault(place, offset, error)
            return None
        self._directories += directory.end - offset + _PRICE
        self._within(self._directories, place)
        return directory


_POINTERS = {
    order: {4: narrow, 13: narrow, 16: wide, 18: wide}
    for order, narrow, wide in (
        ("little", Struct("<I"), Struct("<Q")),
        ("big", Struct(">I"), Struct(">Q")),
    )
}


def read_directory(
    source: Source, shape: Shape, offset: int, place: str, wanted: Collection[int]
) -> Directory:
    """The directory at ``offset``, its entries of the ``wanted`` tags.

    A missing offset of the next directory at the very end of the data reads as "the last":
    EXIF writers forget it. Raises BrokenFile, CeilingExceeded.
    """
    source.count("directories", place)
    start = offset + shape.many.size
    if offset < 0 or start > source.size:
        raise source.broken(
            "the directory lies beyond the end of the data", f"{place} at byte {offset}"
        )
    (count,) = shape.many.unpack(source.read(offset, shape.many.size, place))
    end = start + count * shape.entry.size
    if not count:
        raise source.broken("the directory is empty", f"{place} at byte {offset}")
    if end > source.size:
        raise source.broken(
            "the directory claims {count} entries, more than the data holds",
            f"{place} at byte {offset}",
            count=count,
        )
    raw = source.read(start, end - start, place)
    entries = []
    at = start
    for tag, kind, number, value in shape.entry.iter_unpack(raw):
        if tag in wanted:
            source.count("directory entries", place)
            entries.append(_entry(shape, tag, kind, number, value, at))
        at += shape.entry.size
    following = 0
    if end + shape.pointer.size <= source.size:
        (following,) = shape.pointer.unpack(source.read(end, shape.pointer.size, place))
    return Directory(place, offset, end, following, tuple(entries))


def _entry(shape: Shape, tag: int, kind: int, count: int, value: bytes, at: int) -> Entry:
    # An unknown type is taken as bytes: the value of a text under a lying type still reads.
    size = count * _SIZES.get(kind, 1)
    if size <= shape.field:
        return Entry(tag, kind, count, at, at + shape.entry.size - shape.field, size)
    return Entry(tag, kind, count, at, int.from_bytes(value, shape.order), size)


def outside(source: Source, entry: Entry, place: str) -> BrokenFile:
    """The error for a value that its entry places where there is no data."""
    return source.broken(
        "the value of tag {tag} ({size} bytes at byte {offset}) lies outside the data",
        place,
        tag=entry.tag,
        size=entry.size,
        offset=entry.value_at,
    )


def first_beyond(source: Source, shape: Shape, directory: Directory) -> Entry | None:
    """The first entry, of any tag, whose value does not end within the data."""
    at = directory.offset + shape.many.size
    raw = source.read(at, directory.end - at, directory.place)
    for tag, kind, count, value in shape.entry.iter_unpack(raw):
        # Most values stand in their entry; those are passed over without more ado.
        if count * _SIZES.get(kind, 1) > shape.field:
            entry = _entry(shape, tag, kind, count, value, at)
            if entry.value_at + entry.size > source.size:
                return entry
        at += shape.entry.size
    return None
