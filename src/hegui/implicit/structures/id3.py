"""ID3v2 tags: labels found in one, set, and taken out, everything else as it was.

A tag is changed in its own version: the frame gives or takes, padding first, so that the tag's
size stays where it can. Version 2.2, which has no TXXX, becomes 2.3. Checksums of an extended
header are computed anew. A tag that is unsynchronised as a whole is rebuilt as a whole.

A tag may stand at the start of a file, at its end, or in a chunk of AIFF or WAV: :class:`Tag`
gives edits of the file that it stands in; :func:`with_label` and :func:`without_labels` change
a block of bytes that is a tag.
Source: ID3v2.2.0, ID3v2.3.0, ID3v2.4.0-structure (www.id3.org).
"""

from __future__ import annotations

import zlib

from hegui.errors import CeilingExceeded, FileError
from hegui.files.edits import Edit, apply_edits, ordered, pieces
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.look import Look
from hegui.implicit.structures import stray
from hegui.implicit.structures.id3_frames import Frame, fits, walk
from hegui.implicit.structures.id3_labels import NAME, Holding, find, without_label
from hegui.implicit.structures.id3_text import labelling
from hegui.implicit.structures.id3_upgrade import upgraded
from hegui.structures.id3_header import (
    COMPRESSED,
    EXTENDED,
    HEAD,
    LARGEST,
    UNSYNCHRONISED,
    TagHead,
    parse_head,
    safe,
    synchronised,
    unsynchronised,
)

_LARGEST_REBUILT = 8 * 1024 * 1024
_MOST_REST = 1024 * 1024
_BLOCK = 1024 * 1024
# A frame's head of zeros behind the last frame of 2.4: ExifTool looks for one to tell which kind
# of size the frame has, and calls it invalid where the tag ends.
_LEAST_PADDING = 10


class Tag:
    """One tag of a file. Raises BrokenFile, CeilingExceeded where it cannot be followed.

    ``budget`` bounds what is read of several tags of one file together.
    """

    __slots__ = (
        "_cut",
        "_frames",
        "_head",
        "_holdings",
        "_inner",
        "_place",
        "_source",
        "_unseen",
        "head",
    )

    def __init__(self, source: Source, head: TagHead, budget: Budget | None = None) -> None:
        self.head = head
        self._source = source
        self._place = head.place
        self._cut: FileError | None = None
        if not head.known or (head.major == 2 and head.flags & COMPRESSED):
            raise source.broken(
                "hegui does not know ID3v2.{major} with the flags {flags}",
                self._place,
                major=head.major,
                flags=f"{head.flags:02x}",
            )
        if head.end > source.size:
            self._cut = source.broken(
                "the ID3v2 tag says {length} bytes, and {left} are left",
                self._place,
                length=head.size,
                left=source.size - head.body,
            )
        limit = min(head.body_end, source.size)
        self._inner, self._head = source, head
        if head.flags & UNSYNCHRONISED and head.major < 4:
            self._inner, self._head = self._as_it_was(limit)
            limit = self._inner.size
        self._frames = walk(self._inner, self._head, limit)
        self._holdings, self._unseen = find(
            self._inner, self._head, self._frames.all, budget or Budget(source)
        )

    @classmethod
    def at(cls, source: Source, offset: int) -> Tag | None:
        """The tag that begins at ``offset``, None where none does. Raises as the class does."""
        head = parse_head(source.peek(offset, HEAD), offset)
        return cls(source, head) if head else None

    def look(self, look: Look, family: str, *, prescribed: bool) -> None:
        """Adds the tag's labels to a look, in slots named after ``family`` ("mp3").

        ``prescribed``: this is the tag whose TXXX frame AIGC is the family's slot.
        """
        main = self._main() if prescribed else None
        for holding in self._holdings:
            self._look_at(look, holding, f"{family}.id3v2-{holding.kind}", holding is main)
        for unseen in self._unseen:
            place = f"{self._place}, {unseen.frame.place}"
            look.could_not(unseen.error, place=place, offset=self._span(unseen.frame)[0])
        for error in (self._frames.fault, self._cut):
            if error:
                look.could_not(error, place=error.place or self._place, offset=self.head.offset)

    def labelled(self, text: str) -> list[Edit]:
        """The edits after which ``text`` is this tag's one label, in its TXXX frame AIGC."""
        self._check_writable()
        if self.head.major == 2:
            return [self._upgraded(text)]
        main = self._main()
        edits = [] if main is None else [self._replacing(main.frame, self._new_frame(text))]
        edits += self._removals(main)
        return self._changed(edits, b"" if main else self._new_frame(text))

    def cleaned(self) -> list[Edit]:
        """The edits that take this tag's labels out; a tag of nothing else goes itself."""
        edits = self._removals(None)
        if not edits:
            return []
        self._check_writable()
        gone = {edit.offset for edit in edits if not edit.data}
        if not self._frames.fault and all(each.offset in gone for each in self._frames.all):
            return [Edit(self.head.offset, self.head.end - self.head.offset, b"")]
        return self._changed(edits, b"")

    def _as_it_was(self, limit: int) -> tuple[Source, TagHead]:
        """The tag before its unsynchronisation, as a source of its own."""
        length = limit - self.head.body
        if length > _LARGEST_REBUILT:
            raise CeilingExceeded(
                "the tag is unsynchronised, and over the ceiling of {ceiling} bytes for such",
                path=self._source.name,
                place=self._place,
                ceiling=_LARGEST_REBUILT,
            )
        body = synchronised(self._source.read(self.head.body, length, "the ID3v2 tag"))
        inner = Source.of_bytes(bytes(HEAD) + body, self._source.name, self._source.ceilings)
        return inner, TagHead(0, self.head.major, self.head.flags, len(body))

    @property
    def _rebuilt(self) -> bool:
        return self._inner is not self._source

    def _span(self, frame: Frame) -> tuple[int, int]:
        """Offset and length in the file of what carries a frame."""
        if self._rebuilt:
            return self.head.offset, min(self.head.end, self._source.size) - self.head.offset
        return frame.offset, frame.size

    def _main(self) -> Holding | None:
        """The frame that takes the label: the first that is the slot itself."""
        return next((each for each in self._holdings if each.exact), None)

    def _look_at(self, look: Look, holding: Holding, slot: str, prescribed: bool) -> None:
        offset, length = self._span(holding.frame)
        place = f"{self._place}, frame {holding.frame.name}"
        if holding.kind == "xmp":
            look.xmp(
                holding.packet,
                slot=slot,
                place=place,
                offset=offset,
                length=length,
                prescribed=False,
            )
        for text in holding.texts:
            look.label(
                text,
                slot=slot,
                place=f"{place} {NAME}" if holding.named else place,
                offset=offset,
                length=length,
                named=holding.named,
                prescribed=prescribed,
            )

    def _check_writable(self) -> None:
        """Raises where a change could hide a label or rests on what is missing."""
        if self._cut:
            raise self._cut
        frames = self._frames
        if not frames.fault:
            return
        left = frames.limit - frames.end
        rest = b"" if left > _MOST_REST else self._inner.read(frames.end, left)
        if self.head.major == 2 or not rest or stray.mentions(rest.replace(b"\0", b"")):
            raise frames.fault

    def _new_frame(self, text: str) -> bytes:
        return self._packed("TXXX", labelling(self.head.major, NAME, text))

    def _packed(self, name: str, body: bytes) -> bytes:
        if self.head.major == 2:
            return name.encode() + len(body).to_bytes(3, "big") + body
        if self.head.major == 3:
            return name.encode() + len(body).to_bytes(4, "big") + b"\0\0" + body
        flags = b"\0\0"
        if self.head.flags & UNSYNCHRONISED:  # then every frame must say so (structure, 3.1)
            flags, body = b"\0\2", unsynchronised(body)
        return name.encode() + safe(len(body)) + flags + body

    def _replacing(self, frame: Frame, data: bytes) -> Edit:
        return Edit(frame.offset, frame.size, data)

    def _removals(self, main: Holding | None) -> list[Edit]:
        """The frames that hold labels, other than ``main``, as they are without."""
        edits: list[Edit] = []
        for holding in self._holdings:
            if holding is main:
                continue
            rest = without_label(self._inner, holding)
            if rest is None:
                edits.append(self._replacing(holding.frame, b""))
            elif holding.kind != "xmp" or not rest.endswith(holding.packet):
                edits.append(self._replacing(holding.frame, self._packed(holding.frame.name, rest)))
        return edits

    def _upgraded(self, text: str) -> Edit:
        """A tag of version 2.2 as one of version 2.3."""
        body = labelling(3, NAME, text)
        frame = b"TXXX" + len(body).to_bytes(4, "big") + b"\0\0" + body
        main = next((each for each in self._holdings if each.kind == "txxx"), None)
        changed = {edit.offset: edit.data for edit in self._removals(main)}
        parts, length = [], 0
        for each in self._frames.all:
            length += each.size
            if length > _LARGEST_REBUILT:
                raise self._too_large()
            if main and each is main.frame:
                parts.append(frame)
                continue
            old = changed.get(each.offset)
            if old is None:
                old = self._inner.read(each.offset, each.size)
            parts.append(upgraded(self._inner, each, old))
        data = b"".join(parts if main else [*parts, frame])
        if self._rebuilt:
            data = unsynchronised(data)
        return self._whole(data, self.head.flags & UNSYNCHRONISED, 3)

    def _whole(self, data: bytes, flags: int, major: int) -> Edit:
        """The edit that replaces the whole tag, its size kept where padding can keep it."""
        data += bytes(max(self.head.size - len(data), 0))
        if len(data) > LARGEST:
            raise self._too_large()
        packed = self.head.packed(len(data), flags=flags, major=major)
        return Edit(self.head.offset, HEAD + self.head.size, packed + data)

    def _changed(self, edits: list[Edit], insertion: bytes) -> list[Edit]:
        """The edits with all that follows from them: padding, sizes, checksum."""
        frames = self._frames
        insertion += self._separation()
        edits = [*edits, *self._sizes_put_right({edit.offset for edit in edits})]
        growth = sum(edit.growth for edit in edits) + len(insertion)
        padding = self._padding()
        taken = padding if self._rebuilt else min(max(growth, 0), padding)
        added = 0 if self._rebuilt or self._keeps_no_padding() else max(-growth, 0)
        if self.head.major == 4 and not self._keeps_no_padding():
            added += max(_LEAST_PADDING - (padding - taken + added), 0)
        extended = frames.extended
        if extended and extended.padding_at >= 0:
            left = padding - taken + added
            edits.append(Edit(extended.padding_at, 4, left.to_bytes(4, "big")))
        if extended and extended.checksum_at >= 0:
            edits.append(self._checksum(edits, insertion, taken, added))
        if insertion or taken or added:
            edits.append(Edit(frames.end, taken, insertion + bytes(added)))
        if self._rebuilt:
            return [self._resynchronised(edits)]
        return edits + self._heads(self.head.size + growth - taken + added)

    def _resynchronised(self, edits: list[Edit]) -> Edit:
        assert self._inner.whole is not None
        data = unsynchronised(apply_edits(self._inner.whole, ordered(edits))[HEAD:])
        if self._frames.extended is None:
            return self._whole(data, self._flags(), self.head.major)
        if len(data) > LARGEST:
            raise self._too_large()
        packed = self.head.packed(len(data))
        return Edit(self.head.offset, HEAD + self.head.size, packed + data)

    def _heads(self, size: int) -> list[Edit]:
        """Head and footer with the tag's new size."""
        if size > LARGEST:
            raise self._too_large()
        if size == self.head.size and self._flags() == self.head.flags:
            return []
        packed = self.head.packed(size, flags=self._flags())
        edits = [Edit(self.head.offset + 5, 5, packed[5:])]
        if self.head.footer:
            edits.append(Edit(self.head.body_end + 5, 5, packed[5:]))
        return edits

    def _flags(self) -> int:
        """The flags, without that of an extended header which is not there."""
        return self.head.flags if self._frames.extended else self.head.flags & ~EXTENDED

    def _sizes_put_right(self, replaced: set[int]) -> list[Edit]:
        """Synchsafe sizes for the frames whose sizes are not: readers believe one kind a tag."""
        return [
            Edit(each.offset + 4, 4, safe(each.end - each.body))
            for each in self._frames.all
            if each.plain_size and each.offset not in replaced
        ]

    def _separation(self) -> bytes:
        """Zeros that keep the last frame from what stands behind it and is no frame.

        In 2.4 a size that leads to neither frame nor padding is taken for a plain one.
        """
        frames = self._frames
        if self.head.major < 4 or fits(self._inner, frames.end, frames.limit):
            return b""
        return bytes(4)

    def _keeps_no_padding(self) -> bool:
        """A tag with a footer must have none; behind what is no frame there can be none."""
        return bool(self.head.footer or self._frames.fault)

    def _padding(self) -> int:
        """How many bytes of padding there are; none where they are not all zero."""
        frames = self._frames
        left = frames.limit - frames.end
        if self._keeps_no_padding() or left > self._inner.ceilings.allocation:
            return 0
        return 0 if self._inner.read(frames.end, left).strip(b"\0") else left

    def _checksum(self, edits: list[Edit], insertion: bytes, taken: int, added: int) -> Edit:
        """The checksum: over the frames (2.3: 3.2), over padding as well (2.4: structure, 3.2)."""
        frames, crc = self._frames, 0
        assert frames.extended is not None
        old = self.head.major == 3
        end = frames.end + taken if old else frames.limit
        behind = Edit(frames.end, taken, insertion if old else insertion + bytes(added))
        inside = [edit for edit in edits if edit.offset >= frames.start]
        for piece in pieces(end, ordered([*inside, behind])):
            if isinstance(piece, bytes):
                crc = zlib.crc32(piece, crc)
                continue
            for at in range(max(piece[0], frames.start), piece[1], _BLOCK):
                crc = zlib.crc32(self._inner.read(at, min(_BLOCK, piece[1] - at)), crc)
        at = frames.extended.checksum_at
        if old:
            return Edit(at, 4, crc.to_bytes(4, "big"))
        return Edit(at, 5, bytes((crc >> 28,)) + safe(crc))

    def _too_large(self) -> CeilingExceeded:
        return CeilingExceeded(
            "the ID3v2 tag would be larger than it can be changed",
            path=self._source.name,
            place=self._place,
        )


def with_label(block: bytes, text: str, *, name: str, place: str) -> bytes:
    """A block of bytes that is a tag, with ``text`` as its one label.

    ``name`` and ``place`` name the file and what carries the block in errors. A block that is
    no tag becomes one. Raises BrokenFile, CeilingExceeded.
    """
    source = Source.of_bytes(block, name)
    tag = _in_block(source, place)
    return apply_edits(block, ordered(tag.labelled(text))) if tag else new_tag(text)


def without_labels(block: bytes, *, name: str, place: str) -> bytes:
    """The tag without labels, of the same length where it can be; empty where nothing is left."""
    source = Source.of_bytes(block, name)
    tag = _in_block(source, place)
    return apply_edits(block, ordered(tag.cleaned())) if tag else block


def new_tag(text: str) -> bytes:
    """A tag that holds only the label, version 2.4 in UTF-8."""
    body = labelling(4, NAME, text)
    frame = b"TXXX" + safe(len(body)) + b"\0\0" + body
    return TagHead(0, 4, 0, 0).packed(len(frame) + _LEAST_PADDING) + frame + bytes(_LEAST_PADDING)


def _in_block(source: Source, place: str) -> Tag | None:
    try:
        return Tag.at(source, 0)
    except FileError as error:
        error.place = f"{place}, {error.place}"
        raise
