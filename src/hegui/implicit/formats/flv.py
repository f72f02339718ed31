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
from typing import Final

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats.flv_tags import (
    AUDIO,
    FILTERED,
    HEAD,
    KEY,
    METADATA,
    OFFSETS,
    SCRIPT,
    TYPE_BITS,
    VIDEO,
    ScriptTag,
    Tag,
    tags,
)
from hegui.implicit.look import Look
from hegui.implicit.structures import amf
from hegui.implicit.structures.amf import Script
from hegui.implicit.structures.moves import Moves
from hegui.rules import slot_of

_SIGNATURE: Final = b"FLV\x01"
_LARGEST: Final = 0xFFFFFF  # a tag's size has 24 bits
# FFmpeg gives up on the rest of onMetaData at a longer string: such a label goes to its end.
_FFMPEG_READS: Final = 1023


class Flv(Container):
    """An FLV file."""

    kind = Kind("flv", "FLV", (".flv",), ("video/x-flv",), slot_of("flv"))

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._budget = Budget(source)
        self._scripts: list[ScriptTag] = []
        self._faults: list[tuple[FileError, str, int]] = []
        self._main: ScriptTag | None = None
        self._media = False
        head = source.read(0, 9, "the FLV header")
        self._first = max(int.from_bytes(head[5:9]), 9) + 4
        if self._first > source.size:
            raise source.broken("the file ends within the FLV header", 5)
        try:
            for tag in tags(source, self._first):
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
        for tag in tags(self.source, self._first, most=None):
            if tag.type & TYPE_BITS in (AUDIO, VIDEO):
                yield tag.offset, min(tag.end, self.source.size)

    def _meet(self, tag: Tag) -> None:
        """Reads a tag that may hold a label, and keeps it if it does or if it notes offsets."""
        source = self.source
        kind = tag.type & TYPE_BITS
        if kind in (AUDIO, VIDEO):
            self._media = True
            return
        self._budget.search(tag.size, tag.place)
        try:
            if tag.end > source.size:
                raise source.broken("the file ends within the script tag", tag.place)
            if tag.type & FILTERED:
                raise source.broken("the script tag is encrypted", tag.place)
            each = ScriptTag(source, Tag(kind, tag.offset, tag.size), self._budget)
        except BrokenFile as fault:
            self._faults.append((fault, tag.place, tag.offset))
            return
        if each.fault and (kind == SCRIPT or each.found):
            self._faults.append((each.fault, tag.place, tag.offset))
        main = each.is_metadata and self._main is None
        if main:
            self._main = each
        if main or each.found or each.notes_offsets or any(each.packets()):
            self._budget.spend(len(each.data), tag.place)
            self._scripts.append(each)

    def _look_at(self, look: Look, each: ScriptTag) -> None:
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

    def _changes(self, each: ScriptTag, text: str) -> list[Edit]:
        """The edits of one script tag's properties, their counts included."""
        script = each.script
        kept = each.kept if each is self._main else None
        value = text.encode()
        new = amf.pair(KEY, amf.string(value))
        if kept and kept.text != text and len(value) > _FFMPEG_READS:
            kept = None
        edits: list[Edit] = []
        fewer: dict[int, int] = {}
        for found in each.found:
            start, length = each.base + found.start, found.end - found.start
            if found is kept:
                if found.text != text:
                    edits.append(Edit(start, length, new))
            elif found.property is not None:
                holder = found.property.holder
                fewer[holder] = fewer.get(holder, 0) + 1
                edits.append(Edit(start, length, b""))
        if script is None:
            blanked = each.blanked()
            return [Edit(each.base, len(blanked), blanked)] if blanked != each.data else []
        if each is self._main and kept is None:
            fewer[script.main] = fewer.get(script.main, 0) - 1
            edits.append(Edit(each.base + script.holders[script.main].pairs_end, 0, new))
        for number, count in fewer.items():
            holder_ = script.holders[number]
            if holder_.truthful and count:  # a count that was wrong before stays what it was
                at = each.base + holder_.count_at
                edits.append(Edit(at, 4, (holder_.count - count).to_bytes(4)))
        return edits + list(self._clean_packets(each))

    def _clean_packets(self, each: ScriptTag) -> Iterator[Edit]:
        for found, packet in each.packets():
            cleaned = xmp.without_label(packet, name=self.source.name, place=each.tag.place)
            if cleaned != packet:
                value = amf.string(cleaned, long=found.kind != amf.STRING)
                at = found.value_at - 1
                yield Edit(each.base + at, found.end - at, value)

    def _resized(self, each: ScriptTag, edits: list[Edit]) -> list[Edit]:
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
        behind = (size + HEAD).to_bytes(4)[: len(whole)]
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

    def _offsets(self, each: ScriptTag, script: Script, moves: Moves) -> Iterator[Edit]:
        data, size = each.data, self.source.size
        for found in script.properties:
            at = each.base + found.value_at
            if found.path == OFFSETS and found.kind == amf.STRICT_ARRAY:
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


def _new_tag(text: str) -> bytes:
    array = amf.ecma_array(amf.pair(KEY, amf.string(text.encode())))
    data = amf.string(METADATA) + array
    head = bytes((SCRIPT,)) + len(data).to_bytes(3) + bytes(7)
    return head + data + (HEAD + len(data)).to_bytes(4)


def _moved(array: bytes, moves: Moves) -> bytes:
    """A strict array of offsets, each brought up to date; anything else in it stays."""
    if any(array[4::9]) or (len(array) - 4) % 9:
        return array
    parts = [array[:4]]
    for at in range(4, len(array), 9):
        old = amf.number(array, at + 1)
        parts.append(array[at : at + 9] if old is None else b"\0" + amf.pack_number(moves.new(old)))
    return b"".join(parts)
