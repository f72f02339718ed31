"""What a Matroska file says of itself, kept when FFmpeg's muxer writes its clusters anew.

The muxer invents track and segment numbers, forgets languages in their IETF form, durations,
flags and editions of chapters, and adds descriptions of its own. So it is told to leave room in
front of the clusters, and there the original's elements are put back: Chapters, Tags and
Attachments byte for byte, Info and Tracks with no more of the muxer's than the frames' coding.
Source: RFC 9559 5.1 (elements), 5.1.4.1 (TrackEntry), 6.2 (SeekHead).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from hegui.errors import ReadBackFailed
from hegui.files.source import Source
from hegui.messages import Notice
from hegui.structures import ebml
from hegui.structures.ebml import Element
from hegui.structures.matroska_layout import (
    ATTACHMENTS,
    CHAPTERS,
    CUES,
    INFO,
    SEEK_HEAD,
    TAGS,
    TRACKS,
    Segment,
    read_whole,
    seek_entry,
    segments,
)

_WHOLE: Final = (CHAPTERS, TAGS, ATTACHMENTS)
_SLACK: Final = 1024  # the SeekHead, and size fields that grow
_MOST: Final = 256 * 1024**2
_BLOCK: Final = 1024**2
_NOTHING: Final = frozenset((ebml.VOID, ebml.CRC_32))

_TRACK_ENTRY, _TRACK_TYPE, _CODEC_ID, _VIDEO, _AUDIO = 0xAE, 0x83, 0x86, 0xE0, 0xE1
_CARRIED: Final = (1, 2, 0x11)  # video, sound, subtitles
# How blocks are written is the muxer's: TimestampScale, Duration, MuxingApp.
_INFO_ANEW: Final = frozenset((0x2AD7B1, 0x4489, 0x4D80))
# TrackNumber, CodecID, CodecPrivate, CodecDelay, SeekPreRoll, ContentEncodings (undone by the
# demuxer), MaxBlockAdditionID, FlagLacing, TrackTimestampScale (times are the muxer's).
_TRACK_ANEW: Final = frozenset(
    (0xD7, _CODEC_ID, 0x63A2, 0x56AA, 0x56BB, 0x6D80, 0x55EE, 0x9C, 0x23314F)
)
# Video, Audio, CodecName, BlockAdditionMapping: of frames that are no longer the original's.
_OF_CODING: Final = frozenset((_VIDEO, _AUDIO, 0x258688, 0x41E4))

_Piece = bytes | Element


@dataclass(frozen=True, slots=True)
class MatroskaKept:
    """The elements of ``source`` that are put back, and the ``room`` that they need."""

    source: Source
    segment: Segment
    room: int

    @classmethod
    def of(cls, source: Source) -> MatroskaKept:
        """Raises BrokenFile, CeilingExceeded where the file's own elements cannot be told."""
        segment = segments(source)[0]
        if segment.fault is not None:
            raise segment.fault
        kept = (INFO, TRACKS, *_WHOLE)
        room = sum(one.length for one in segment.elements if one.id in kept)
        return cls(source, segment, room + _SLACK)

    def put_back(self, new: Source, descriptor: int, *, encoded: int | None) -> tuple[Notice, ...]:
        """Writes the original's elements into ``new``, whose descriptor to write is given.

        ``encoded``: the number of the track, from 0, whose frames are all of a new coding.
        Raises ReadBackFailed where the muxer's tracks are not the original's, BrokenFile.
        """
        written = segments(new)[0]
        origin, end = written.origin, written.front_end
        kinds = [self._kinds(self.source, self.segment), self._kinds(new, written)]
        before = [kind for kind in kinds[0] if kind in _CARRIED]
        if before != kinds[1]:
            raise ReadBackFailed(
                "the new file's tracks are not those of the original", path=self.source.name
            )
        pieces: list[tuple[int, _Piece]] = [
            (INFO, self._info(new, written)),
            (TRACKS, self._tracks(new, written, encoded)),
        ]
        for id_ in _WHOLE:
            pieces += [(id_, one) for one in self.segment.all_of(id_)]
        front = self._front(pieces, [one.offset - origin for one in written.all_of(CUES)])
        left = end - origin - sum(_length(piece) for piece in front)
        if left < 0 or left == 1:
            raise ReadBackFailed("the new file has no room for the old tags", path=self.source.name)
        _write(self.source, descriptor, origin, (*front, ebml.void(left)))
        lost = len(kinds[0]) - len(before)
        if not lost:
            return ()
        return (
            Notice("{count} tracks that are no film, sound or text were lost", {"count": lost}),
        )

    @staticmethod
    def _front(pieces: list[tuple[int, _Piece]], cues: list[int]) -> list[_Piece]:
        """``pieces`` behind a SeekHead that lists them and ``cues``."""
        at = len(_seek_head([(id_, 0) for id_, _ in pieces] + [(CUES, 0) for _ in cues]))
        places = []
        for id_, piece in pieces:
            places.append((id_, at))
            at += _length(piece)
        return [_seek_head(places + [(CUES, one) for one in cues]), *(one for _, one in pieces)]

    def _info(self, new: Source, written: Segment) -> bytes:
        own = [one for id_, one in _children(self.source, self.segment, INFO) if _kept(id_)]
        anew = [one for id_, one in _children(new, written, INFO) if id_ in _INFO_ANEW]
        return ebml.make(INFO, b"".join((*anew, *own)))

    def _tracks(self, new: Source, written: Segment, encoded: int | None) -> bytes:
        old = [one for one in _entries(self.source, self.segment) if _kind(one) in _CARRIED]
        made = []
        for number, (own, anew) in enumerate(zip(old, _entries(new, written), strict=True)):
            codecs = [[raw for id_, raw in one if id_ == _CODEC_ID] for one in (own, anew)]
            theirs = _TRACK_ANEW
            if number == encoded or codecs[0] != codecs[1]:
                theirs = theirs | _OF_CODING
            parts = [raw for id_, raw in anew if id_ in theirs]
            parts += [raw for id_, raw in own if id_ not in theirs | _NOTHING]
            made.append(ebml.make(_TRACK_ENTRY, b"".join(parts)))
        return ebml.make(TRACKS, b"".join(made))

    @staticmethod
    def _kinds(source: Source, segment: Segment) -> list[int]:
        return [_kind(one) for one in _entries(source, segment)]


def _kept(id_: int) -> bool:
    return id_ not in _INFO_ANEW | _NOTHING


def _kind(entry: list[tuple[int, bytes]]) -> int:
    for id_, raw in entry:
        if id_ == _TRACK_TYPE:
            whole = ebml.decode(raw, 0)
            return ebml.uint(raw[whole.data_at :]) if whole else 0
    return 0


def _children(source: Source, segment: Segment, id_: int) -> list[tuple[int, bytes]]:
    """The children of the first element of a kind, each with its head."""
    found = segment.all_of(id_)
    return _inner(source, read_whole(source, found[0], _MOST), found[0].offset) if found else []


def _inner(source: Source, raw: bytes, base: int) -> list[tuple[int, bytes]]:
    whole = ebml.decode(raw, 0)
    assert whole is not None
    inner = ebml.children(source, raw, whole, base)
    return [(child.id, raw[child.offset : child.end]) for child in inner]


def _entries(source: Source, segment: Segment) -> list[list[tuple[int, bytes]]]:
    """The children of every TrackEntry."""
    tracks = _children(source, segment, TRACKS)
    return [_inner(source, raw, 0) for id_, raw in tracks if id_ == _TRACK_ENTRY]


def _seek_head(places: list[tuple[int, int]]) -> bytes:
    # Positions in eight bytes each: the length is known before they are.
    return ebml.make(SEEK_HEAD, b"".join(seek_entry(id_, at, 8) for id_, at in places))


def _length(piece: _Piece) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.length


def _write(source: Source, descriptor: int, at: int, pieces: tuple[_Piece, ...]) -> None:
    for piece in pieces:
        start, length = (
            (0, len(piece)) if isinstance(piece, bytes) else (piece.offset, piece.length)
        )
        for done in range(0, length, _BLOCK):
            size = min(_BLOCK, length - done)
            if isinstance(piece, bytes):
                block = piece[done : done + size]
            else:
                block = source.read(start + done, size)
            while block:
                count = os.pwrite(descriptor, block, at)
                block, at = block[count:], at + count
