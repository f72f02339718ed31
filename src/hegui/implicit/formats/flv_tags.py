"""FLV's tags: the walk over them, and what a script tag says.

Source: Adobe Flash Video File Format Specification 10.1, E.4; XMP part 3, 2.2.4 (FLV).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hegui.aigc import looks_like_label
from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.structures import amf, stray
from hegui.implicit.structures.amf import Property, Script

HEAD: Final = 11
AUDIO: Final = 8
VIDEO: Final = 9
SCRIPT: Final = 18
SCRIPT_AMF3: Final = 15
TYPE_BITS: Final = 0x1F
FILTERED: Final = 0x20
METADATA: Final = b"onMetaData"
KEY: Final = b"AIGC"
OFFSETS: Final = (b"keyframes", b"filepositions")

_TYPES: Final = frozenset((AUDIO, VIDEO, SCRIPT, SCRIPT_AMF3))
_MOST_TAGS: Final = 100_000
_MOST_ROUNDS: Final = 64
_XMP, _PACKET = b"onXMPData", b"liveXML"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its type, the offset of its head, the length of its data in bytes."""

    type: int
    offset: int
    size: int

    @property
    def data_at(self) -> int:
        """The offset of its data."""
        return self.offset + HEAD

    @property
    def end(self) -> int:
        """The offset behind its data, where its whole size is repeated in four bytes."""
        return self.offset + HEAD + self.size

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"script tag at byte {self.offset}"


@dataclass(frozen=True, slots=True)
class Found:
    """One label in a script tag: a property, or loose text in data that are no AMF0."""

    start: int
    end: int
    text: str
    name: str
    named: bool
    property: Property | None


class ScriptTag:
    """A script tag that was read: its data, and what stands in them.

    ``script`` is None for data that are no AMF0; then ``fault`` says why.
    """

    def __init__(self, source: Source, tag: Tag, budget: Budget) -> None:
        self.tag = tag
        self._name = source.name
        self.script: Script | None = None
        self.fault: BrokenFile | None = None
        # RTMP's AMF3 messages hold AMF0 behind one byte 0.
        skipped = int(tag.type == SCRIPT_AMF3 and source.peek(tag.data_at, 1) == b"\0")
        self.base = tag.data_at + skipped
        self.data = source.read(self.base, tag.size - skipped, "the script tag's data")
        try:
            self.script = amf.parse(source, self.data, self.base)
        except BrokenFile as fault:
            self.fault = fault
        self.found = tuple(self._labels(budget))
        script = self.script
        plain = tag.type == SCRIPT and script is not None and script.main >= 0
        self.is_metadata = plain and script is not None and script.names == (METADATA,)

    def packets(self) -> Iterator[tuple[Property, bytes]]:
        """The XMP packets in it (XMP part 3, 2.2.4: onXMPData, liveXML)."""
        script = self.script
        if script is None or script.names != (_XMP,):
            return
        for found in script.properties:
            packet = amf.text_at(self.data, found)
            if packet is not None and found.path == (_PACKET,):
                yield found, packet

    def blanked(self) -> bytes:
        """Data of unknown structure, spaces in the place of every label, nothing moved.

        Raises CeilingExceeded where labels come up again and again.
        """
        data = self.data
        for _ in range(_MOST_ROUNDS):
            strays = stray.find(data)
            if not strays:
                return data
            for found in strays:
                data = data[: found.start] + b" " * (found.end - found.start) + data[found.end :]
        raise CeilingExceeded(
            "more than {ceiling} structures ({what})",
            path=self._name,
            place=self.tag.place,
            ceiling=_MOST_ROUNDS,
            what="labels",
        )

    @property
    def notes_offsets(self) -> bool:
        """Whether it says where in the file something stands."""
        script = self.script
        return script is not None and any(found.path == OFFSETS for found in script.properties)

    @property
    def kept(self) -> Found | None:
        """The label that would be in the prescribed place, were this the first onMetaData."""
        return next((found for found in self.found if _in_slot(found)), None)

    def _labels(self, budget: Budget) -> Iterator[Found]:
        """The labels, XMP apart."""
        data, script, place = self.data, self.script, self.tag.place
        if b"aigc" not in data.lower() and not stray.mentions(data):
            return
        budget.spend(len(data), place)
        if script is None:
            for loose in stray.find(data):
                yield Found(loose.start, loose.end, loose.text, "", named=False, property=None)
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
                yield Found(found.start, found.end, text, name, named, found)


def tags(source: Source, at: int, most: int | None = _MOST_TAGS) -> Iterator[Tag]:
    """The tags from ``at``; of the last one the file may lack the end.

    Raises BrokenFile where none begins, CeilingExceeded after ``most``.
    """
    number = 0
    while at < source.size:
        head = source.peek(at, HEAD)
        if not head.strip(b"\0"):
            return  # a recording that was broken off may end in zeros
        if head[0] & TYPE_BITS not in _TYPES or head[0] > FILTERED | TYPE_BITS:
            raise source.broken("no FLV tag begins here", at)
        if len(head) < HEAD:
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


def _in_slot(found: Found) -> bool:
    property_ = found.property
    return (
        property_ is not None
        and property_.path == (KEY,)
        and property_.kind in (amf.STRING, amf.LONG_STRING)
    )
