"""FLAC: the label is the field AIGC of the VORBIS_COMMENT metadata block.

Slot: TC260-PG-202510A clause 6. A block that grows takes from a PADDING block what it needs, and
gives back what it no longer does, so that the file keeps its length where it can. Seek points
count from the first frame and need no change.
Read as well: ID3v2 before "fLaC", ID3v1 and APEv2 behind the frames, a second comment block, and
the chunk AIGC of a WAV file that the encoder kept as foreign metadata.
Source: RFC 9639, 8 (metadata blocks) and 8.4 (application); flac's foreign metadata ("riff").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures import stray, vorbis_comment
from hegui.implicit.structures.id3_around import Around
from hegui.implicit.structures.vorbis_comment import Comments
from hegui.rules import slot_of

MAGIC = b"fLaC"
STREAMINFO, PADDING, APPLICATION, _, COMMENT = range(5)
_FORBIDDEN = 127
_STREAMINFO_LENGTH = 34
_HEAD = 4
_LAST = 0x80
LARGEST = (1 << 24) - 1
_MOST_BLOCKS = 4096
_RIFF_LABEL = b"riffAIGC"


class Block(NamedTuple):
    """One metadata block: its type, the offset of its head, its length without that."""

    type: int
    offset: int
    length: int
    last: bool

    @property
    def body(self) -> int:
        """The offset of its body."""
        return self.offset + _HEAD

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.offset + _HEAD + self.length

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"metadata block of type {self.type} at byte {self.offset}"


@dataclass(frozen=True, slots=True)
class _Commented:
    block: Block
    comments: Comments | FileError


class Flac(Container):
    """A FLAC file."""

    kind = Kind("flac", "FLAC", (".flac",), ("audio/flac",), slot_of("flac"))

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._around = Around(source)
        self._blocks: list[Block] = []
        self._fault: FileError | None = None
        try:
            self._walk()
        except FileError as fault:
            if not self._blocks:
                raise
            self._fault = fault
        budget = Budget(source)
        self._commented = [
            _Commented(block, self._comments(block, budget))
            for block in self._blocks
            if block.type == COMMENT
        ]
        self._kept_chunks = [block for block in self._blocks if self._is_riff_label(block)]

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(MAGIC)

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for index, commented in enumerate(self._commented):
            block, comments = commented.block, commented.comments
            if isinstance(comments, FileError):
                look.could_not(comments, place=block.place, offset=block.offset)
                continue
            comments.look(
                look,
                slot="flac.comment",
                place=block.place,
                offset=block.body,
                length=block.length,
                exact=True,
                prescribed=index == 0,
            )
        for block in self._kept_chunks:
            data = self.source.read(block.body, block.length)
            look.label(
                stray.decoded(data[len(_RIFF_LABEL) + 4 :]),
                slot="flac.riff-chunk",
                place=f"{block.place}, chunk AIGC",
                offset=block.offset,
                length=_HEAD + block.length,
            )
        self._around.look(look, "flac", prescribed=False)
        if self._fault:
            look.could_not(self._fault, place=self._fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._fault:
            raise self._fault
        edits = [self._comments_written(text)]
        edits += self._others_cleaned()
        edits += [edit for block in self._kept_chunks for edit in self._chunk_blanked(block)]
        edits += self._padding(sum(edit.growth for edit in edits))
        return ordered([*edits, *self._around.cleaned()])

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """STREAMINFO's body, then the frames up to the first tag behind them.

        Out: every other metadata block (comments, padding, pictures, seek table, cue sheet,
        applications), ID3v2 before "fLaC", ID3v1 and APEv2 behind the frames.
        """
        first, last = self._blocks[0], self._blocks[-1]
        yield first.body, first.end
        if not self._fault and last.end < self._around.end:
            yield last.end, self._around.end

    def _walk(self) -> None:
        source, at = self.source, self._around.start
        if source.read(at, len(MAGIC), "the FLAC marker") != MAGIC:
            raise source.broken("the file does not begin as FLAC does", at)
        at += len(MAGIC)
        last = False
        while not last:
            source.count("metadata blocks")
            head = source.read(at, _HEAD, "the metadata block's head")
            last = head[0] >= _LAST
            block = Block(head[0] & 0x7F, at, int.from_bytes(head[1:], "big"), last)
            if block.type == _FORBIDDEN:
                raise source.broken("no metadata block says that it is the last", at)
            if block.end > source.size:
                raise source.broken(
                    "the metadata block says {length} bytes, and {left} are left",
                    block.place,
                    length=block.length,
                    left=source.size - block.body,
                )
            if not self._blocks and (block.type, block.length) != (0, _STREAMINFO_LENGTH):
                raise source.broken("the first metadata block is no STREAMINFO", block.place)
            self._blocks.append(block)
            at = block.end
            if len(self._blocks) > _MOST_BLOCKS:
                raise CeilingExceeded(
                    "more than {ceiling} metadata blocks",
                    path=source.name,
                    place=block.place,
                    ceiling=_MOST_BLOCKS,
                )

    def _comments(self, block: Block, budget: Budget) -> Comments | FileError:
        try:
            data = self.source.read(block.body, block.length, "the comments")
            return vorbis_comment.parse(data, 0, budget, name=self.source.name, place=block.place)
        except BrokenFile as error:
            return error

    def _is_riff_label(self, block: Block) -> bool:
        if block.type != APPLICATION or block.length < len(_RIFF_LABEL) + 4:
            return False
        if block.length > self.source.ceilings.allocation:
            return False
        return self.source.read(block.body, len(_RIFF_LABEL)) == _RIFF_LABEL

    def _comments_written(self, text: str) -> Edit:
        """The first comment block with the label; a new one behind STREAMINFO where none is."""
        if self._commented:
            block, comments = self._commented[0].block, self._commented[0].comments
            if isinstance(comments, FileError):
                raise comments
            return self._packed(block, comments.with_label(text))
        first = self._blocks[0]
        data = vorbis_comment.new_comments(text)
        info = self.source.read(first.body, first.length)
        streaminfo = bytes((STREAMINFO,)) + first.length.to_bytes(3, "big") + info
        new = bytes((COMMENT | (_LAST if first.last else 0),)) + len(data).to_bytes(3, "big")
        return Edit(first.offset, _HEAD + first.length, streaminfo + new + data)

    def _others_cleaned(self) -> Iterator[Edit]:
        """Further comment blocks, which FLAC forbids, without labels."""
        for commented in self._commented[1:]:
            comments = commented.comments
            if isinstance(comments, FileError):
                raise comments
            if comments.labels:
                yield self._packed(commented.block, comments.without_labels())

    def _chunk_blanked(self, block: Block) -> Iterator[Edit]:
        """A kept chunk AIGC becomes JUNK of the same length, as its WAV's size counts it."""
        blank = bytes(block.length - len(_RIFF_LABEL) - 4)
        yield Edit(block.body + 4, 4, b"JUNK")
        yield Edit(block.body + len(_RIFF_LABEL) + 4, len(blank), blank)

    def _padding(self, growth: int) -> Iterator[Edit]:
        """The edit of a PADDING block that makes up for what the comments grew or shrank."""
        for block in self._blocks:
            if block.type != PADDING or not growth or not 0 <= block.length - growth <= LARGEST:
                continue
            length = block.length - growth
            yield Edit(block.offset + 1, 3, length.to_bytes(3, "big"))
            if growth > 0:
                yield Edit(block.body, growth, b"")
            else:
                yield Edit(block.end, 0, bytes(-growth))
            return

    def _packed(self, block: Block, data: bytes) -> Edit:
        """A block with another body. Raises BrokenFile past 16 MiB."""
        if len(data) > LARGEST:
            raise self.source.broken(
                "the metadata block would be longer than the {limit} bytes it may have",
                block.place,
                limit=LARGEST,
            )
        head = bytes((block.type | (_LAST if block.last else 0),))
        packed = head + len(data).to_bytes(3, "big") + data
        return Edit(block.offset, _HEAD + block.length, packed)
