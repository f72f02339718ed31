"""Ogg: the label is the field AIGC of the comment header: Vorbis, FLAC, Theora; Opus; Speex.

Slot: TC260-PG-202510A clause 6 (Vorbis, Opus). The comment packet is laid out on as many pages as
before, which nearly always have room, so that no other page changes; else the pages that follow
in the same stream get new numbers, and their checksums follow from that alone.
A file has one label: in a multiplexed file in the first stream that has comments, in a chained
one in the first link, as that is what players show for the file. Labels in other streams and
links go. A seek index (Skeleton 4) holds the file's length and is void by its own rule once that
differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import CeilingExceeded, FileError, NoSlot
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import ogg_essence
from hegui.implicit.formats.ogg_layout import relaid
from hegui.implicit.formats.ogg_streams import FLAC, Link, Stream, codec_of, links
from hegui.implicit.look import Look
from hegui.implicit.structures import vorbis_comment
from hegui.implicit.structures.vorbis_comment import Comments
from hegui.rules import slot_of
from hegui.structures.ogg_pages import FIRST, MAGIC, pages, renumbered

_FLAC_HEAD = 4
_FLAC_COMMENT = 4
_FLAC_LARGEST = (1 << 24) - 1
_MOST_RENUMBERED = 250_000


@dataclass(frozen=True, slots=True)
class _Commented:
    link: Link
    stream: Stream
    comments: Comments | FileError


class Ogg(Container):
    """An Ogg file of whatever streams, other than Opus or Speex alone."""

    kind = Kind(
        "ogg",
        "Ogg",
        (".ogg", ".oga", ".ogv", ".ogx"),
        ("audio/ogg", "video/ogg", "application/ogg"),
        slot_of("ogg"),
    )

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._links, self._fault = links(source)
        budget = Budget(source)
        self._all = [
            _Commented(link, stream, self._comments(stream, budget))
            for link in self._links
            for stream in link.streams
            if stream.codec.commented
        ]

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return head.startswith(MAGIC)

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        for index, each in enumerate(self._all):
            if isinstance(each.comments, FileError):
                place = each.comments.place or each.stream.place
                look.could_not(each.comments, place=place, offset=each.stream.first.offset)
            else:
                self._look_at(look, each.stream, each.comments, prescribed=index == 0)
        if not self._all:
            look.could_not(self._no_slot(), place="byte 0", offset=0)
        if self._fault:
            look.could_not(self._fault, place=self._fault.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if not self._all:
            raise self._no_slot()
        if self._fault:
            raise self._fault
        edits: list[Edit] = []
        for index, each in enumerate(self._all):
            if isinstance(each.comments, FileError):
                raise each.comments
            if index == 0:
                edits += self._changed(each, each.comments.with_label(text))
            elif each.comments.labels:
                edits += self._changed(each, each.comments.without_labels())
        return ordered(edits)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Every packet but the comments, in file order (``ogg_essence`` says more)."""
        return ogg_essence.essence(self.source)

    def _comments(self, stream: Stream, budget: Budget) -> Comments | FileError:
        try:
            if stream.fault:
                return stream.fault
            packet, before = stream.packet(self.source), stream.codec.before
            if stream.codec is FLAC:
                if len(packet) < _FLAC_HEAD or packet[0] & 0x7F != _FLAC_COMMENT:
                    raise self.source.broken(
                        "the second packet of the FLAC stream is no comment block", stream.place
                    )
                before = packet[:_FLAC_HEAD]
            if not packet.startswith(before):
                raise self.source.broken(
                    "the comment header of the {codec} stream does not begin as one",
                    stream.place,
                    codec=stream.codec.name,
                )
            return vorbis_comment.parse(
                packet, len(before), budget, name=self.source.name, place=stream.place
            )
        except FileError as error:
            return error

    def _look_at(self, look: Look, stream: Stream, comments: Comments, *, prescribed: bool) -> None:
        first, last = stream.pages[0], stream.pages[-1]
        single = first is last
        comments.look(
            look,
            slot=f"{self.kind.id}.comment",
            place=stream.place,
            offset=first.body if single else first.offset,
            length=last.end - first.offset,
            exact=single,
            prescribed=prescribed,
        )

    def _changed(self, each: _Commented, packet: bytes) -> Iterator[Edit]:
        """The edits that give a stream another comment packet."""
        stream, comments = each.stream, each.comments
        assert isinstance(comments, Comments)
        # What stands behind the comments, a framing byte apart, may be padding.
        behind = len(comments.data) - comments.end - (1 if stream.codec.framed else 0)
        packet = vorbis_comment.refitted(packet, stream.length, len(packet) - max(behind, 0))
        if stream.codec is FLAC:
            length = len(packet) - _FLAC_HEAD
            if length > _FLAC_LARGEST:
                raise self.source.broken(
                    "the metadata block would be longer than the {limit} bytes it may have",
                    stream.place,
                    limit=_FLAC_LARGEST,
                )
            packet = packet[:1] + length.to_bytes(3, "big") + packet[_FLAC_HEAD:]
        layout = relaid(self.source, stream, packet)
        yield from layout.edits
        if layout.more:
            yield from self._renumbered(each.link, stream, layout.more)

    def _renumbered(self, link: Link, stream: Stream, more: int) -> Iterator[Edit]:
        """New numbers for all later pages of a stream."""
        count = 0
        for page in pages(self.source, stream.pages[-1].end, link.end, counted=False):
            if page.flags & FIRST:
                break
            if page.serial != stream.serial:
                continue
            count += 1
            if count > _MOST_RENUMBERED:
                raise CeilingExceeded(
                    "the label needs one more page, and more than {ceiling} pages new numbers",
                    path=self.source.name,
                    place=stream.place,
                    ceiling=_MOST_RENUMBERED,
                )
            yield renumbered(page, page.number + more & 0xFFFFFFFF)

    def _no_slot(self) -> NoSlot:
        return NoSlot(
            "the Ogg file has no stream whose comments hegui knows", path=self.source.name
        )


class Opus(Ogg):
    """Opus in Ogg."""

    kind = Kind("opus", "Opus", (".opus",), ("audio/ogg; codecs=opus",), slot_of("opus"))

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return _codecs(head) == {"Opus"}


class Speex(Ogg):
    """Speex in Ogg."""

    kind = Kind("speex", "Speex", (".spx",), ("audio/ogg; codecs=speex",), slot_of("speex"))

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return _codecs(head) == {"Speex"}


def _codecs(head: bytes) -> set[str]:
    """The codecs of the streams that a file's first bytes begin, Skeleton apart."""
    source = Source.of_bytes(head)
    found = set()
    for page in pages(source, 0, len(head)):
        if not page.flags & FIRST:
            break
        found.add(codec_of(source, page).name)
    return found - {"Skeleton"}
