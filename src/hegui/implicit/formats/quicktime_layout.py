"""What an MP4 or QuickTime file is made of, as far as a label is concerned.

Source: ISO/IEC 14496-12 (box structure, 8.8 fragments, 8.10 user data, 8.11 metadata), QuickTime
File Format (atoms, user data); XMP specification part 3, 1.2.7 (uuid box) and 2.2 (XMP_).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from enum import Enum
from typing import NamedTuple, TypedDict

from hegui.errors import CeilingExceeded, FileError, NoSlot
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.formats.quicktime_tags import (
    KEYED,
    Tag,
    TagList,
    item_of_label,
    read_list,
    tags,
)
from hegui.implicit.structures import stray
from hegui.structures.bmff import XMP_UUID, Box, children, top_level

FREE = frozenset((b"free", b"skip"))
MEDIA = frozenset((b"mdat", b"imda"))

_LABEL_TYPES = frozenset((b"aigc", b"AIGC"))
_PLACES = frozenset((b"udta", b"meta", b"uuid", b"XMP_")) | _LABEL_TYPES
# Boxes that no offset leads to, beside those in which labels are looked for.
_INERT = frozenset(b"ftyp styp pdin wide prft emsg ssix mfra".split()) | FREE | _PLACES
_IN_MOVIE = _PLACES | FREE | {b"trak", b"cmov"}

_LONGEST_TEXT = 256 * 1024
_MOST_FAULTS = 64
_MOST_SPARE = 64


class Form(Enum):
    """What a carrier's bytes are."""

    TAG = "tag"
    XMP = "xmp"
    LABEL = "aigc"
    TEXT = "text"


class Where(TypedDict):
    """A carrier as a finding names it (see ``Look``)."""

    slot: str
    place: str
    offset: int
    length: int


class Carrier(NamedTuple):
    """One structure that holds a label, or an XMP packet that may.

    Its text is at ``start:end``; ``box`` is what goes if the label goes, ``within`` the boxes
    around that, outermost first.
    """

    form: Form
    slot: str
    place: str
    box: Box
    start: int
    end: int
    within: tuple[Box, ...]
    tag: Tag | None = None
    prescribed: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def where(self) -> Where:
        return {
            "slot": self.slot,
            "place": self.place,
            "offset": self.box.start,
            "length": self.box.size,
        }


class Spare(NamedTuple):
    """A free box and the boxes around it."""

    box: Box
    within: tuple[Box, ...]


class Ranges:
    """Ranges of a file in its order; in arrays, since a recording can have 100,000 of them."""

    __slots__ = ("ends", "starts")

    def __init__(self) -> None:
        self.starts: array[int] = array("Q")
        self.ends: array[int] = array("Q")

    def add(self, start: int, end: int) -> None:
        """One more range, behind all others."""
        self.starts.append(start)
        self.ends.append(end)

    def after(self, offset: int) -> int | None:
        """Where the first range at or after ``offset`` begins."""
        at = bisect_left(self.starts, offset)
        return self.starts[at] if at < len(self.starts) else None

    def before(self, offset: int) -> int:
        """Where the last range that ends at or before ``offset`` ends; 0 without one."""
        at = bisect_right(self.ends, offset)
        return self.ends[at - 1] if at else 0

    def touch(self, start: int, end: int | None) -> bool:
        """Whether any byte of ``start:end`` is in a range; ``end`` None is the file's end."""
        at = bisect_right(self.ends, start)
        return at < len(self.starts) and (end is None or self.starts[at] < end)


class Layout:
    """A file's boxes of interest, found in one walk.

    ``movie`` is the first moov box, which readers go by, ``spare_movie`` whether there is
    another (see ``Mp4.plan_in_place``); ``user_data`` is its first udta, ``target`` the keyed
    list in it, where the label belongs; ``keyed`` the first such list in another place of the
    movie. ``media`` are the bodies of media data boxes, ``solid`` all boxes that offsets can
    lead into, ``fragments`` and ``indexes`` the starts of moof boxes and of sidx and mfra.
    ``located`` are meta boxes with items at offsets. ``faults`` are places that could not be
    followed; ``ending`` is why the walk did not reach the file's end in good order.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.budget = Budget(source)
        self.movie: Box | None = None
        self.spare_movie = False
        self.user_data: Box | None = None
        self.target: TagList | None = None
        self.keyed: TagList | None = None
        self.last: Box | None = None
        self.media = Ranges()
        self.solid = Ranges()
        self.fragments: array[int] = array("Q")
        self.indexes: array[int] = array("Q")
        self.spare: list[Spare] = []
        self.located: list[TagList] = []
        self.carriers: list[Carrier] = []
        self.faults: list[FileError] = []
        self.ending: FileError | None = None

    def is_in_movie(self, within: tuple[Box, ...]) -> bool:
        """Whether ``within`` begins with the movie."""
        return bool(within) and within[0] == self.movie

    def is_own(self, within: tuple[Box, ...]) -> bool:
        """Whether ``within`` is the movie's own user data."""
        return self.user_data is not None and within == (self.movie, self.user_data)

    def fault(self, error: FileError) -> None:
        """Notes a place that could not be followed. Raises it where there are too many."""
        if len(self.faults) >= _MOST_FAULTS:
            raise error
        self.faults.append(error)


def lay_out(source: Source) -> Layout:
    """Walks a file. Raises BrokenFile where not even its first box can be read."""
    layout = Layout(source)
    try:
        for box in top_level(source):
            if box.end > source.size:
                error = source.broken(
                    "the box says {size} bytes, more than the file has left",
                    box.place,
                    size=box.size,
                )
                layout.ending = error
                if box.type == b"moov" or box.type in _PLACES:
                    layout.faults.append(error)
                _sort_out(layout, box._replace(end=source.size))
            else:
                _sort_out(layout, box)
            layout.last = box
    except CeilingExceeded as error:
        layout.faults.append(error)
    except FileError as error:
        if layout.last is None:
            raise
        layout.ending = error
    layout.carriers.sort(key=lambda carrier: carrier.start)
    return layout


def _sort_out(layout: Layout, box: Box) -> None:
    """One box of the top level."""
    if box.type == b"moov":
        layout.spare_movie = layout.movie is not None
        layout.movie = layout.movie or box
        _visit(layout, box, ())
    elif box.type in _PLACES:
        _visit(layout, box, ())
    elif box.type in FREE:
        _spare(layout, box, ())
    elif layout.ending is None and box.type == b"moof":
        layout.fragments.append(box.start)
    elif layout.ending is None and box.type in (b"sidx", b"mfra"):
        layout.indexes.append(box.start)
    if box.type in MEDIA:
        layout.media.add(box.body, box.end)
    if box.type not in _INERT and box.type != b"moov":
        layout.solid.add(box.start, box.end)


def _visit(layout: Layout, box: Box, within: tuple[Box, ...]) -> None:
    try:
        _look_into(layout, box, within)
    except FileError as error:
        if error.place is None:
            error.place = box.place
        layout.fault(error)


def _look_into(layout: Layout, box: Box, within: tuple[Box, ...]) -> None:
    source = layout.source
    if box.type == b"uuid" and box.uuid == XMP_UUID:
        _carrier(layout, Form.XMP, "mp4.uuid-xmp", box, within)
    elif box.type == b"XMP_":
        _carrier(layout, Form.XMP, "mp4.udta-xmp", box, within)
    elif box.type in _LABEL_TYPES:
        if not stray.blank(source.peek(box.body, min(box.end - box.body, _LONGEST_TEXT))):
            _carrier(layout, Form.LABEL, "mp4.aigc", box, within)
    elif box.type == b"cmov":
        raise NoSlot(
            "the movie box is compressed, which hegui does not read",
            path=source.name,
            place=box.place,
        )
    elif box.type == b"meta":
        _read_meta(layout, box, within)
    elif box.type in FREE:
        _spare(layout, box, within)
    elif box.type in (b"moov", b"trak", b"udta"):
        _read_children(layout, box, within)
    elif within and within[-1].type == b"udta":
        _read_text(layout, box, within)


def _read_children(layout: Layout, box: Box, within: tuple[Box, ...]) -> None:
    if box.type == b"udta" and layout.movie and within == (layout.movie,):
        layout.user_data = layout.user_data or box
    wanted = {b"moov": _IN_MOVIE, b"trak": _PLACES}.get(box.type)
    inner = (*within, box)
    for child in children(layout.source, box, len(inner)):
        if wanted is None or child.type in wanted:
            _visit(layout, child, inner)


def _spare(layout: Layout, box: Box, within: tuple[Box, ...]) -> None:
    in_reach = not within or (layout.is_in_movie(within) and within[-1].type in (b"moov", b"udta"))
    if in_reach and len(layout.spare) < _MOST_SPARE:
        layout.spare.append(Spare(box, within))


def _carrier(layout: Layout, form: Form, slot: str, box: Box, within: tuple[Box, ...]) -> None:
    layout.budget.spend(box.end - box.body, box.place)
    layout.carriers.append(Carrier(form, slot, box.place, box, box.body, box.end, within))


def _read_text(layout: Layout, box: Box, within: tuple[Box, ...]) -> None:
    """User data of any other type: strings in several forms, thumbnails, makers' own."""
    length = box.end - box.body
    if not stray.SHORTEST <= length <= _LONGEST_TEXT:
        return
    layout.budget.search(length, box.place)
    if stray.mentions(layout.source.read(box.body, length, "user data")):
        _carrier(layout, Form.TEXT, "mp4.udta-text", box, within)


def _read_meta(layout: Layout, box: Box, within: tuple[Box, ...]) -> None:
    source = layout.source
    listing = read_list(source, box, within)
    # In user data ExifTool reads the form with a version only; FFmpeg, which writes that, both.
    if listing.handler == KEYED and listing.full and layout.is_own(within):
        layout.target = layout.target or listing
    if listing.handler == KEYED and layout.is_in_movie(within) and listing is not layout.target:
        layout.keyed = layout.keyed or listing
    if listing.located:
        layout.located.append(listing)
    chosen = item_of_label(source, listing) if listing is layout.target else None
    for tag in tags(source, listing):
        if _speaks(layout, tag):
            layout.budget.spend(tag.end - tag.start, tag.item.place)
            slot = "mp4.keys" if tag.by_key else "mp4.ilst"
            assert listing.items is not None
            layout.carriers.append(
                Carrier(
                    Form.TAG,
                    slot,
                    f"tag {tag.name} in {box.place}",
                    tag.item,
                    tag.start,
                    tag.end,
                    (*listing.inside, listing.items),
                    tag,
                    prescribed=tag.item == chosen and tag.prescribed,
                )
            )


def _speaks(layout: Layout, tag: Tag) -> bool:
    """Whether a tag is called AIGC and says something, or mentions what a label says."""
    length = tag.end - tag.start
    if tag.named:
        return length > 0 and not stray.blank(
            layout.source.read(tag.start, min(length, _LONGEST_TEXT), "the tag")
        )
    if not tag.is_text or not stray.SHORTEST <= length <= _LONGEST_TEXT:
        return False
    layout.budget.search(length, tag.item.place)
    return stray.mentions(tag.text(layout.source).encode("utf-8", "replace"))
