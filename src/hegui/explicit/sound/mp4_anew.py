"""MP4 whose sound is encoded anew (HE-AAC): the track's samples and what tells of them.

The old samples go out of the file and the new ones stand behind all else; the description, the
tables and the edit list are those of AAC LC, all else stays. Source: ISO/IEC 14496-12 8.2 to 8.7;
ISO/IEC 14496-14 5.6 (esds); ISO/IEC 14496-1 7.2.6 (descriptors).
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from hegui.errors import NoRoom, Unsupported
from hegui.explicit.sound import aac, he_aac
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.mp4_table import MOST_OFFSET, Chunk, Table, moved_offsets
from hegui.explicit.sound.mp4_track import holds, movie_scale
from hegui.explicit.sound.splicing import Done, write_parts
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import open_source
from hegui.messages import Notice
from hegui.structures.bmff import (
    Box,
    SizeForm,
    children,
    descendants,
    make,
    make_full,
    make_header,
    top_level,
)

if TYPE_CHECKING:
    from hegui.explicit.sound.mp4_track import Track
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech
    from hegui.files.edits import Span
    from hegui.files.source import Source

_CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"udta", b"meta", b"ilst")
_GAPLESS = re.compile(rb" [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{16} ")
_CHUNK = 32
"""Packets that lie together (ours): less than a second."""
_ENTRY = struct.Struct(">6xH8xHHxxxxI")  # 12.2.3: reference, channels, bits, rate


def label(
    source: Source,
    sink: str,
    options: AudioOptions,
    speech: Speech | None,
    moov: Box,
    track: Track,
) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    packets = _packets(track.table)
    sound = _sound(source, moov, track, packets)
    join = joined(sound, options, speech)
    if isinstance(join, Heard):
        return join
    mean = sum(track.table.sizes) * 8 * sound.rate / (len(packets) * sound.each)
    with he_aac.spool_beside(sink) as spool:
        anew = he_aac.encoded_anew(sound, join, mean, spool)
        with open_source(spool.name, called=source.name) as new:
            edits = _rewritten(source, moov, track, packets, sound, anew)
            write_parts(((source, edits), (new, ())), sink)
    notices = (*join.notices, anew.notice)
    if holds(source, moov, b"chpl") or len(list(descendants(source, moov, b"trak"))) > 1:
        notices = (*notices, Notice("the chapters are still at the times before the label"))
    return Done(join, join.at / sound.rate, "re-encoded", notices)


def _packets(table: Table) -> list[Span]:
    """Where every sample lies."""
    found = []
    number = 0
    for chunk in table.chunks:
        at = chunk.offset
        for size in table.sizes[number : number + chunk.count]:
            found.append((at, at + size))
            at += size
        number += chunk.count
    return found


def _sound(source: Source, moov: Box, track: Track, packets: list[Span]) -> he_aac.HeSound:
    """The sound as its edit list shows it. Raises BrokenFile, Unsupported."""
    coding, scale = track.coding, track.scale
    if not packets:
        raise source.broken("there is no sound in it that can be decoded")
    rate, channels = he_aac.form_of(source, coding.config, packets, coding.rate, coding.channels)
    each = he_aac.MOMENTS * rate // coding.rate
    apart = each * scale // rate
    even = set(track.table.durations[:-1]) <= {apart} and track.table.durations[-1] <= apart
    if not coding.plain:
        raise Unsupported(
            "the sound is HE-AAC as QuickTime describes it, which hegui does not label",
            path=source.name,
            place=track.boxes[b"stsd"].place,
        )
    if he_aac.MOMENTS * scale % rate or not even:
        raise Unsupported(
            "the track counts {scale} a second, and its sound {rate}",
            path=source.name,
            place=track.box.place,
            scale=scale,
            rate=rate,
        )
    skipped, moments = 0, sum(track.table.durations) * rate // scale
    edits = _edit_list(source, track)
    if edits:
        ((length, start, speed),) = edits if len(edits) == 1 else ((0, -1, 0),)
        if start < 0 or speed != 1 << 16:
            raise Unsupported(
                "the track shows its sound in {count} pieces, or not at its own speed",
                path=source.name,
                place=track.box.place,
                count=len(edits),
            )
        skipped = start * rate // scale
        moments = max(0, moments - skipped)
        if length:
            moments = min(moments, length * rate // max(1, movie_scale(source, moov)))
    return he_aac.HeSound(source, coding.config, packets, rate, channels, each, skipped, moments)


def _edit_list(source: Source, track: Track) -> list[tuple[int, int, int]]:
    """The track's edits: how long in the movie's units, from where in its own, how fast."""
    box = next(descendants(source, track.box, b"edts", b"elst", depth=2), None)
    if box is None:
        return []
    body = source.read(box.body, box.end - box.body, "the box")
    form = struct.Struct(">Qqi" if body[:1] == b"\1" else ">Iii")
    count = min(int.from_bytes(body[4:8]), (len(body) - 8) // form.size)
    return [form.unpack_from(body, 8 + each * form.size) for each in range(count)]


def _rewritten(
    source: Source,
    moov: Box,
    track: Track,
    packets: list[Span],
    sound: he_aac.HeSound,
    anew: he_aac.Anew,
) -> Edits:
    """The edits: old samples out, their boxes shorter, the movie box anew, and what stands before
    the new samples, at the file's end."""
    removed = _merged(packets)
    # Bytes that are gone before each of these, and in all.
    gone = [0, *accumulate(end - start for start, end in removed)]
    edits = [Edit(start, end - start, b"") for start, end in removed]
    covered = 0
    for box in top_level(source):
        if box.type == b"mdat":
            inside = sum(
                end - start for start, end in removed if box.body <= start < end <= box.end
            )
            covered += inside
            edits += _shorter(source, box, inside)
    if covered != gone[-1]:
        raise source.broken("samples lie outside the boxes of data (mdat)", track.box.place)
    head = make_header(b"mdat", sum(anew.sizes))
    body, growth = b"", 0
    # The box's length does not depend on the offsets in it, but on how wide they are.
    for _ in range(3):
        first = source.size - gone[-1] + growth + len(head)

        def moved(offset: int, growth: int = growth) -> int:
            number = bisect_right(removed, (offset, source.size))
            if number and offset < removed[number - 1][1]:
                raise source.broken("tracks share their samples", f"byte {offset}")
            return offset - gone[number] + (growth if offset >= moov.end else 0)

        wide = first + sum(anew.sizes) > MOST_OFFSET
        body = _Writer(source, moov, track, sound, anew, first, wide, moved).movie()
        growth = len(body) - moov.size
    edits += [Edit(moov.start, moov.size, body), Edit(source.size, 0, head)]
    return ordered(edits)


def _merged(packets: list[Span]) -> list[Span]:
    result: list[Span] = []
    for start, end in sorted(one for one in packets if one[0] < one[1]):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result


def _shorter(source: Source, box: Box, by: int) -> list[Edit]:
    """The edit of a box's size; one that ran to the file's end is closed."""
    size = box.size - by
    if box.form is SizeForm.LARGE:
        return [Edit(box.start + 8, 8, size.to_bytes(8))]
    if size > MOST_OFFSET:
        raise NoRoom("the file's last box cannot say its length", path=source.name)
    return [Edit(box.start, 4, size.to_bytes(4))]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the movie box anew, for samples that begin at byte ``first``."""

    source: Source
    moov: Box
    track: Track
    sound: he_aac.HeSound
    anew: he_aac.Anew
    first: int
    wide: bool
    moved: Callable[[int], int]

    def movie(self) -> bytes:
        """The new movie box."""
        return self._box(self.moov, 1, ours=False)

    @property
    def _apart(self) -> int:
        """A packet in the track's units."""
        return he_aac.MOMENTS * self.track.scale // self.sound.rate

    @property
    def _seen(self) -> int:
        """What is heard in the movie's units."""
        return round(self.anew.moments * movie_scale(self.source, self.moov) / self.sound.rate)

    def _box(self, box: Box, depth: int, *, ours: bool) -> bytes:
        source = self.source
        ours = ours or box == self.track.box
        if ours and box.type == b"stbl":
            return make(b"stbl", self._table(box))
        if box.type in _CONTAINERS or (not ours and box.type == b"stbl"):
            skip = 4 if box.type == b"meta" and source.peek(box.body + 4, 4) != b"hdlr" else 0
            parts = [source.read(box.body, skip)]
            end = box.body + skip
            for child in children(source, box, depth, skip=skip):
                if not (ours and child.type == b"edts"):
                    parts.append(self._box(child, depth + 1, ours=ours))
                if ours and child.type == b"tkhd":
                    parts.append(make(b"edts", self._edit_list()))
                end = child.end
            parts.append(source.read(end, box.end - end))
            return make(box.type, b"".join(parts))
        if box.uuid:
            return source.read(box.start, box.size, "the box")
        body = source.read(box.body, box.end - box.body, "the box")
        return make(box.type, self._body(box, body, ours=ours))

    def _body(self, box: Box, body: bytes, *, ours: bool) -> bytes:
        kind = box.type
        if kind == b"iloc":
            raise Unsupported(
                "the movie box has items, which hegui does not move",
                path=self.source.name,
                place=box.place,
            )
        if kind == b"mvhd":
            return _lasting(body, 24 if body[0] else 16, self._seen, grown=True)
        if ours and kind == b"tkhd":
            return _lasting(body, 28 if body[0] else 20, self._seen)
        if ours and kind == b"mdhd":
            return _lasting(body, 24 if body[0] else 16, len(self.anew.sizes) * self._apart)
        if not ours and kind in (b"stco", b"co64"):
            return moved_offsets(self.source, box, body, self.moved)
        if kind == b"----" and b"iTunSMPB" in body:
            moments, heard = len(self.anew.sizes) * he_aac.MOMENTS, self.anew.moments
            rest = max(0, moments - he_aac.MOMENTS - heard)
            told = f" 00000000 {he_aac.MOMENTS:08X} {rest:08X} {heard:016X} "
            return _GAPLESS.sub(told.encode(), body, count=1)
        return body

    def _edit_list(self) -> bytes:
        """What is heard begins behind the silence that the encoder begins with."""
        entry = struct.pack(">QqI", self._seen, self._apart, 1 << 16)
        return make_full(b"elst", 1, 0, (1).to_bytes(4) + entry)

    def _table(self, box: Box) -> bytes:
        sizes = self.anew.sizes
        chunks, at = [], self.first
        for start in range(0, len(sizes), _CHUNK):
            part = sizes[start : start + _CHUNK]
            chunks.append(Chunk(at, len(part), 1))
            at += sum(part)
        table = Table((self._apart,) * len(sizes), sizes, tuple(chunks))
        stsd = self.track.boxes[b"stsd"]
        entry = make(b"mp4a", self._entry(stsd))
        return b"".join(
            (
                make_full(b"stsd", 0, 0, (1).to_bytes(4) + entry),
                make(b"stts", table.stts()),
                make(b"stsc", table.stsc()),
                make(b"stsz", table.stsz()),
                make(b"co64" if self.wide else b"stco", table.offsets(wide=self.wide)),
            )
        )

    def _entry(self, stsd: Box) -> bytes:
        """The description of AAC LC, with the data reference that the old one has."""
        rate, channels = self.sound.rate, self.sound.channels
        old = next(iter(children(self.source, stsd, 7, skip=8)))
        reference = int.from_bytes(self.source.read(old.body + 6, 2))
        fixed = _ENTRY.pack(reference, channels, 16, (rate if rate < 1 << 16 else 0) << 16)
        config = he_aac.config_of(aac.LOW_COMPLEXITY, aac.RATES.index(rate), channels)
        mean = sum(self.anew.sizes) * 8 * rate // (len(self.anew.sizes) * he_aac.MOMENTS)
        most = max(self.anew.sizes) * 8 * rate // he_aac.MOMENTS
        told = b"\x40\x15" + bytes(3) + struct.pack(">II", most, mean)
        decoder = _descriptor(4, told + _descriptor(5, config + _NO_EXTENSION))
        stream = _descriptor(3, bytes(3) + decoder + _descriptor(6, b"\2"))
        return fixed + make_full(b"esds", 0, 0, stream)


_NO_EXTENSION = bytes.fromhex("56e500")
"""Says that there is no SBR, which a decoder would look for otherwise (1.6.2.1, 1.6.6)."""


def _descriptor(tag: int, data: bytes) -> bytes:
    return bytes((tag, len(data))) + data


def _lasting(body: bytes, at: int, duration: int, *, grown: bool = False) -> bytes:
    """A header of this duration, but not a shorter one where ``grown``; all ones mean that it is
    not known."""
    width = 8 if body[0] else 4
    said = int.from_bytes(body[at : at + width])
    most = (1 << 8 * width) - 1
    if said == most:
        return body
    duration = min(max(said, duration) if grown else duration, most)
    return body[:at] + duration.to_bytes(width) + body[at + width :]
