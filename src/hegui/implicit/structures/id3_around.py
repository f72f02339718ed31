"""The tags around a stream of sound: ID3v2 before it; ID3v1, Lyrics3, APEv2, ID3v2 behind it.

MP3 and ADTS know no container, and FLAC readers step over the same tags, so that what is sound
is found by taking off what is not.
Source: ID3v2.4.0-structure, 5 (tag location); ID3v1.1 (128 bytes TAG), its extension (227 bytes
TAG+); Lyrics3 v2.00 (LYRICS200 with a size of six digits before it).
"""

from __future__ import annotations

from hegui.errors import FileError
from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.look import Look
from hegui.implicit.structures import ape
from hegui.implicit.structures.id3 import Tag
from hegui.structures import id3_header
from hegui.structures.id3_header import TagHead

_ID3V1 = 128
_ID3V1_EXTENSION = 227
_LYRICS = b"LYRICS200"
_LYRICS_SIZE = 6
_MOST_BEHIND = 8
_TAIL = 512


class Around:
    """The tags of one file; the stream itself lies at ``start:end``.

    A tag that cannot be followed is kept as the error it gave.
    """

    __slots__ = (
        "_ape",
        "_behind",
        "_budget",
        "_heads",
        "_leading",
        "_source",
        "_trailing",
        "end",
        "start",
    )

    def __init__(self, source: Source) -> None:
        self._source = source
        self._budget = Budget(source)
        self._heads = id3_header.leading(source)
        self.start = min(self._heads[-1].end, source.size) if self._heads else 0
        self._behind: list[TagHead] = []
        self._ape: list[ape.ApeTag] = []
        self.end = self._content_end(source.size)
        self._leading = [self._tag(head) for head in self._heads]
        self._trailing = [self._tag(head) for head in self._behind]

    @property
    def tagged(self) -> bool:
        """Whether an ID3v2 tag stands at the file's start."""
        return bool(self._heads)

    def look(self, look: Look, family: str, *, prescribed: bool) -> None:
        """Adds what the tags say to a look; the slot, if any, is in the file's first tag."""
        for index, tag in enumerate(self._leading):
            if isinstance(tag, Tag):
                tag.look(look, family, prescribed=prescribed and index == 0)
            else:
                look.could_not(tag, place=tag.place or "", offset=self._heads[index].offset)
        for head, tag in zip(self._behind, self._trailing, strict=True):
            if isinstance(tag, Tag):
                tag.look(look, family, prescribed=False)
            else:
                look.could_not(tag, place=tag.place or "", offset=head.offset)
        for each in reversed(self._ape):
            each.look(look, family)

    def labelled(self, text: str) -> list[Edit]:
        """The edits that put a label into the first ID3v2 tag. Raises BrokenFile without one."""
        (first, *_) = self._leading
        if not isinstance(first, Tag):
            raise first
        return first.labelled(text)

    def cleaned(self, *, but_first: bool = False) -> list[Edit]:
        """The edits that take labels out of the tags; those of the first ID3v2 tag may stay."""
        edits: list[Edit] = []
        for tag in (*self._leading[1 if but_first else 0 :], *self._trailing):
            edits += _cleaned(tag)
        for each in self._ape:
            edits += each.cleaned()
        return edits

    def _tag(self, head: TagHead) -> Tag | FileError:
        try:
            return Tag(self._source, head, self._budget)
        except FileError as error:
            return error

    def _content_end(self, end: int) -> int:
        """Takes tags off the file's end, one by one, in whatever order they stand."""
        for _ in range(_MOST_BEHIND):
            before = self._before_tag(end)
            if before == end or before < self.start:
                break
            end = before
        return end

    def _before_tag(self, end: int) -> int:
        source = self._source
        tail = source.peek(max(end - _TAIL, self.start), min(_TAIL, end - self.start))
        if tail[-_ID3V1:].startswith(b"TAG") and len(tail) >= _ID3V1:
            extended = len(tail) >= _ID3V1 + _ID3V1_EXTENSION
            if extended and tail[-_ID3V1 - _ID3V1_EXTENSION :].startswith(b"TAG+"):
                return end - _ID3V1 - _ID3V1_EXTENSION
            return end - _ID3V1
        if tail.endswith(_LYRICS):
            digits = tail[-len(_LYRICS) - _LYRICS_SIZE : -len(_LYRICS)]
            length = int(digits) if digits.isdigit() else 0
            return end - length - _LYRICS_SIZE - len(_LYRICS)
        if tail[-ape.HEAD :].startswith(ape.MAGIC) and ape.ends_at(source, end):
            tag = ape.ApeTag(source, self.start, end, self._budget)
            self._ape.append(tag)
            return tag.offset
        if tail[-id3_header.HEAD :].startswith(b"3DI"):
            head = id3_header.appended(source, end)
            if head and head.offset >= self.start:
                self._behind.append(head)
                return head.offset
        return end


def _cleaned(tag: Tag | FileError) -> list[Edit]:
    """A tag that cannot be followed cannot be cleaned either, and no reader reads it."""
    return tag.cleaned() if isinstance(tag, Tag) else []
