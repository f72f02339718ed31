"""FLV: the label is the property AIGC of the script tag onMetaData.

Slot: TC260-PG-20257A clause 6. Read as well: the property in another case, in objects within,
in later script tags, texts of other names, XMP in onXMPData.
onMetaData may hold offsets into the file (keyframes.filepositions, lastkeyframelocation) and
its size: they are brought up to date, or a player would seek to the wrong places. Up to 100,000
tags are passed; script tags behind them are not looked at, and the reading says so.
Source: Adobe Flash Video File Format Specification 10.1, E.2 to E.5; XMP part 3, 2.2.4 (FLV).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hegui.aigc import looks_like_label
from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import amf, stray, xmp
from hegui.implicit.amf import Property, Script
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.moves import Moves
from hegui.rules import slot_of

_SIGNATURE: Final = b"FLV\x01"
_HEAD: Final = 11
_AUDIO, _VIDEO, _SCRIPT, _SCRIPT_AMF3 = 8, 9, 18, 15
_TYPES: Final = frozenset((_AUDIO, _VIDEO, _SCRIPT, _SCRIPT_AMF3))
_FILTERED: Final = 0x20
_MOST_TAGS: Final = 100_000
_LARGEST: Final = 0xFFFFFF
_METADATA, _XMP, _PACKET, _KEY = b"onMetaData", b"onXMPData", b"liveXML", b"AIGC"
# FFmpeg gives up on the rest of onMetaData at a longer string: such a label goes to its end.
_FFMPEG_READS: Final = 1023
_OFFSETS: Final = (b"keyframes", b"filepositions")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its type, the offset of its head, the length of its data in bytes."""

    type: int
    offset: int
    size: int

    @property
    def data_at(self) -> int:
        """The offset of its data."""
        return self.offset + _HEAD

    @property
    def end(self) -> int:
        """The offset behind its data, where its whole size is repeated in four bytes."""
        return self.offset + _HEAD + self.size

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"script tag at byte {self.offset}"


@dataclass(frozen=True, slots=True)
class _Found:
    """One label in a script tag: a property, or loose text in data that are no AMF0."""

    start: int
    end: int
    text: str
    name: str
    named: bool
    property: Property | None


class _ScriptTag:
    """A script tag that was read: its data, and what stands in them.

    ``script`` is None for data that are no AMF0; then ``fault`` says why.
    """

    def __init__(self, source: Source, tag: Tag, budget: Budget) -> None:
        self.tag = tag
        self.script: Script | None = None
        self.fault: BrokenFile | None = None
        # RTMP's AMF3 messages hold AMF0 behind one byte 0.
        skipped = int(tag.type == _SCRIPT_AMF3 and source.peek(tag.data_at, 1) == b"\0")
        self.base = tag.data_at + skipped
        self.data = source.read(self.base, tag.size - skipped, "the script tag's data")
        try:
            self.script = amf.parse(source, self.data, self.base)
        except BrokenFile as fault:
            self.fault = fault
        self.found = tuple(self._labels(budget))
        script = self.script
        plain = tag.type == _SCRIPT and script is not None and script.main >= 0
        self.is_metadata = plain and script is not None and script.names == (_METADATA,)

    def packets(self) -> Iterator[tuple[Property, bytes]]:
        """The XMP packets in it (XMP part 3, 2.2.4: onXMPData, liveXML)."""
        script = self.script
        if script is None or script.names != (_XMP,):
            return
        for found in script.properties:
            packet = amf.text_at(self.data, found)
            if packet is not None and found.path == (_PACKET,):
                yield found, packet

    @property
    def notes_offsets(self) -> bool:
        """Whether it says where in the file something stands."""
        script = self.script
        return script is not None and any(found.path == _OFFSETS for found in script.properties)

    @property
    def kept(self) -> _Found | None:
        """The label that would be in the prescribed place, were this the first onMetaData."""
        return next((found for found in self.found if _in_slot(found)), None)

    def _labels(self, budget: Budget) -> Iterator[_Found]:
        """The labels, XMP apart."""
        data, script, place = self.data, self.script, self.tag.place
        if b"aigc" not in data.lower() and not stray.mentions(data):
            return
        budget.spend(len(data), place)
        if script is None:
            for loose in stray.find(data):
                yield _Found(loose.start, loose.end, loose.text, "", named=False, property=None)
            return
        for found in script.properties:
            value = amf.text_at(data, found)
            if value is None or (script.names == (_XMP,) and found.path == (_PACKET,)):
                continue
            name = stray.decoded(found.path[-1])
            exact = name.casefold() == "aigc"
            if not exact and not stray.mentions(value):
                continue
            budget.spend(len(value), place)
            text = stray.decoded(value)
            if exact or looks_like_label(text):
                named = "aigc" in name.casefold()
                yield _Found(found.start, found.end, text, name, named, found)


class Flv(Container):
    """An FLV file."""

    kind = Kind("flv", "FLV", (".flv",), ("video/x-flv",), slot_of("flv"))

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._budget = Budget(source)
        self._scripts: list[_ScriptTag] = []
        self._faults: list[tuple[FileError, str, int]] = []
        self._main: _ScriptTag | None = None
        self._media = False
        head = source.read(0, 9, "the FLV header")
        self._first = max(int.from_bytes(head[5:9]), 9) + 4
        if self._first > source.size:
            raise source.broken("the file ends within the FLV header", 5)
        try:
            for tag in _tags(source, self._first):
                self._meet(tag)
        except FileError as error:
            self._faults.append((error, error.place or "", source.size))

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(_SIGNATURE)

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for each in self._scripts:
            self._look_at(look, each)
        for fault, place, offset in self._faults:
            look.could_not(fault, place=place, offset=offset)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._faults and not self._media:
            raise self._faults[0][0]  # what is broken stands where the label would go
        edits: list[Edit] = []
        for each in self._scripts:
            edits += self._resized(each, self._changes(each, text))
        if self._main is None:
            edits.append(Edit(self._first, 0, _new_tag(text)))
        if any(edit.growth for edit in edits):
            edits = self._with_offsets(edits)
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The sound and video tags: head with timestamp, and data, in file order.

        Script tags, the header's flags and the sizes between the tags are left out. Raises
        BrokenFile where the file breaks off between two tags.
        """
        for tag in _tags(self.source, self._first, most=None):
            if tag.type & 0x1F in (_AUDIO, _VIDEO):
                yield tag.offset, min(tag.end, self.source.size)

    def _meet(self, tag: Tag) -> None:
        """Reads a tag that may hold a label, and keeps it if it does or if it notes offsets."""
        source = self.source
        kind = tag.type & 0x1F
        if kind in (_AUDIO, _VIDEO):
            self._media = True
            return
        self._budget.search(tag.size, tag.place)
        try:
            if tag.end > source.size:
                raise source.broken("the file ends within the script tag", tag.place)
            if tag.type & _FILTERED:
                raise source.broken("the script tag is encrypted", tag.place)
            each = _ScriptTag(source, Tag(kind, tag.offset, tag.size), self._budget)
        except BrokenFile as fault:
            self._faults.append((fault, tag.place, tag.offset))
            return
        if each.fault and (kind == _SCRIPT or each.found):
            self._faults.append((each.fault, tag.place, tag.offset))
        main = each.is_metadata and self._main is None
        if main:
            self._main = each
        if main or each.found or each.notes_offsets or any(each.packets()):
            self._budget.spend(len(each.data), tag.place)
            self._scripts.append(each)

    def _look_at(self, look: Look, each: _ScriptTag) -> None:
        place = each.tag.place
        for found, packet in each.packets():
            look.xmp(
                packet,
                slot="flv.xmp",
                place=f"{place}, onXMPData",
                offset=each.base + found.start,
                length=found.end - found.start,
                prescribed=False,
            )
        kept = each.kept if each is self._main else None
        for label in each.found:
            look.label(
                label.text,
                slot="flv.metadata" if label is kept else "flv.script",
                place=f'{place}, property "{label.name}"' if label.property else place,
                offset=each.base + label.start,
                length=label.end - label.start,
                named=label.named,
                prescribed=label is kept,
            )

    def _changes(self, each: _ScriptTag, text: str) -> list[Edit]:
        """The edits of one script tag's properties, their counts included."""
        script = each.script
        kept = each.kept if each is self._main else None
        value = text.encode()
        new = amf.pair(_KEY, amf.string(value))
        if kept and kept.text != text and len(value) > _FFMPEG_READS:
            kept = None
        edits: list[Edit] = []
        fewer: dict[int, int] = {}
        for found in each.found:
            start, length = each.base + found.start, found.end - found.start
            if found.property is None:
                edits.append(Edit(start, length, b" " * length))
            elif found is kept:
                if found.text != text:
                    edits.append(Edit(start, length, new))
            else:
                holder = found.property.holder
                fewer[holder] = fewer.get(holder, 0) + 1
                edits.append(Edit(start, length, b""))
        if script is None:
            return edits
        if each is self._main and kept is None:
            fewer[script.main] = fewer.get(script.main, 0) - 1
            edits.append(Edit(each.base + script.holders[script.main].pairs_end, 0, new))
        for number, count in fewer.items():
            holder_ = script.holders[number]
            if holder_.truthful and count:  # a count that was wrong before stays what it was
                at = each.base + holder_.count_at
                edits.append(Edit(at, 4, (holder_.count - count).to_bytes(4)))
        return edits + list(self._clean_packets(each))

    def _clean_packets(self, each: _ScriptTag) -> Iterator[Edit]:
        for found, packet in each.packets():
            cleaned = xmp.without_label(packet, name=self.source.name, place=each.tag.place)
            if cleaned != packet:
                value = amf.string(cleaned, long=found.kind != amf.STRING)
                at = found.value_at - 1
                yield Edit(each.base + at, found.end - at, value)

    def _resized(self, each: _ScriptTag, edits: list[Edit]) -> list[Edit]:
        """The edits with those of the tag's size, at its head and behind its data."""
        tag = each.tag
        growth = sum(edit.growth for edit in edits)
        if not growth:
            return edits
        size = tag.size + growth
        if size > _LARGEST:
            raise CeilingExceeded(
                "the script tag cannot hold more than {ceiling} bytes",
                path=self.source.name,
                place=tag.place,
                ceiling=_LARGEST,
            )
        whole = self.source.peek(tag.end, 4)
        behind = (size + _HEAD).to_bytes(4)[: len(whole)]
        return [
            Edit(tag.offset + 1, 3, size.to_bytes(3)),
            *edits,
            *([Edit(tag.end, len(whole), behind)] if whole else []),
        ]

    def _with_offsets(self, edits: list[Edit]) -> list[Edit]:
        """The edits with those of every offset that onMetaData notes, and of the file's size."""
        moves = Moves(edits)
        noted = [
            edit
            for each in self._scripts
            if each.script is not None
            for edit in self._offsets(each, each.script, moves)
        ]
        return edits + noted

    def _offsets(self, each: _ScriptTag, script: Script, moves: Moves) -> Iterator[Edit]:
        data, size = each.data, self.source.size
        for found in script.properties:
            at = each.base + found.value_at
            if found.path == _OFFSETS and found.kind == amf.STRICT_ARRAY:
                old = data[found.value_at : found.end]
                new = _moved(old, moves)
                if new != old:
                    yield Edit(at, len(old), new)
            elif found.kind == amf.NUMBER and found.path in (
                (b"filesize",),
                (b"lastkeyframelocation",),
            ):
                value = amf.number(data, found.value_at)
                noted = value is not None and (value == size or found.path != (b"filesize",))
                if value is not None and noted and (now := moves.new(value)) != value:
                    yield Edit(at, 8, amf.pack_number(now))


def _tags(source: Source, at: int, most: int | None = _MOST_TAGS) -> Iterator[Tag]:
    """The tags from ``at``; of the last one the file may lack the end.

    Raises BrokenFile where none begins, CeilingExceeded after ``most``.
    """
    number = 0
    while at < source.size:
        head = source.peek(at, _HEAD)
        if not head.strip(b"\0"):
            return  # a recording that was broken off may end in zeros
        if head[0] & 0x1F not in _TYPES or head[0] > _FILTERED | 0x1F:
            raise source.broken("no FLV tag begins here", at)
        if len(head) < _HEAD:
            return
        if number == most:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=source.name,
                place=f"byte {at}",
                ceiling=most,
                what="tags",
            )
        yield (tag := Tag(head[0], at, int.from_bytes(head[1:4])))
        number += 1
        at = tag.end + 4


def _in_slot(found: _Found) -> bool:
    property_ = found.property
    return (
        property_ is not None
        and property_.path == (_KEY,)
        and property_.kind in (amf.STRING, amf.LONG_STRING)
    )


def _new_tag(text: str) -> bytes:
    array = amf.ecma_array(amf.pair(_KEY, amf.string(text.encode())))
    data = amf.string(_METADATA) + array
    head = bytes((_SCRIPT,)) + len(data).to_bytes(3) + bytes(7)
    return head + data + (_HEAD + len(data)).to_bytes(4)


def _moved(array: bytes, moves: Moves) -> bytes:
    """A strict array of offsets, each brought up to date; anything else in it stays."""
    if any(array[4::9]) or (len(array) - 4) % 9:
        return array
    parts = [array[:4]]
    for at in range(4, len(array), 9):
        old = amf.number(array, at + 1)
        parts.append(array[at : at + 9] if old is None else b"\0" + amf.pack_number(moves.new(old)))
    return b"".join(parts)
