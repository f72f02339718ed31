"""M4A and other MP4 files with sound alone: the prompt's packets join the track's table.

Their data go behind everything else in the file, the movie box is written anew where it stands,
and no packet of the sound is touched. AAC LC is joined as in ADTS; ALAC stays lossless. Source:
ISO/IEC 14496-12 8.2 to 8.7; ISO/IEC 14496-14 5.6 (esds); Apple Lossless Format (magic cookie).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from hegui.errors import NoRoom, Unsupported
from hegui.explicit.sound import mp4_anew, mp4_table
from hegui.explicit.sound.decoding import Decoded
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.mp4_track import Track, holds, movie, movie_scale, sound_track
from hegui.explicit.sound.options import Position
from hegui.explicit.sound.splicing import Done, write
from hegui.files.edits import Edit, ordered
from hegui.messages import Notice
from hegui.structures.bmff import (
    Box,
    SizeForm,
    children,
    make,
    make_header,
)

if TYPE_CHECKING:
    from hegui.explicit.sound.mp4_table import Table
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

_CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta", b"meta", b"ilst")
_GAPLESS = re.compile(rb"( [0-9A-F]{8} [0-9A-F]{8} [0-9A-F]{8} )([0-9A-F]{16})( )")


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    moov, last = movie(source)
    track, others = sound_track(source, moov)
    coding, table = track.coding, track.table
    if coding.is_he_aac(source):
        return mp4_anew.label(source, sink, options, speech, moov, track)
    if track.scale != coding.rate:
        raise Unsupported(
            "the track counts {scale} a second, and its sound {rate}",
            path=source.name,
            place=track.box.place,
            scale=track.scale,
            rate=coding.rate,
        )
    total = sum(table.durations)
    listening = Decoded(source, "mov", total, coding.rate, coding.channels)
    join = joined(listening, options, speech)
    if isinstance(join, Heard):
        return join
    starts = [0, *accumulate(table.durations)]
    number = min(range(len(starts)), key=lambda each: abs(starts[each] - join.at))
    if options.position is Position.END:
        number = len(table.sizes)
    mean = sum(table.sizes) * 8 * track.scale / max(1, total)
    packets = coding.prompt(source, join.sound, mean)
    edits = _rewritten(source, moov, last, track, number, packets)
    write(source, ordered(edits), sink)
    notices = join.notices
    if others or holds(source, moov, b"chpl"):
        notices = (*notices, Notice("the chapters are still at the times before the label"))
    method = "spliced" if coding.lossless else "joined"
    return Done(join, starts[number] / track.scale, method, notices)


def _rewritten(
    source: Source, moov: Box, last: Box, track: Track, number: int, packets: tuple[bytes, ...]
) -> list[Edit]:
    """The edits: the movie box anew, the last box closed, the prompt's data behind all."""
    data = b"".join(packets)
    head = make_header(b"mdat", len(data))
    sizes = tuple(map(len, packets))
    growth = 0
    for _ in range(2):  # the box's length does not depend on the offsets in it

        def moved(offset: int, growth: int = growth) -> int:
            return offset + growth if offset >= moov.end else offset

        table = track.table.with_samples(
            number, sizes, track.coding.moments, source.size + growth + len(head)
        )
        inserted = source.size + growth + len(head)
        table = replace(
            table,
            chunks=tuple(
                one if one.offset == inserted else replace(one, offset=moved(one.offset))
                for one in table.chunks
            ),
        )
        body = _Writer(source, track, table, number, len(packets), moved).movie(moov)
        growth = len(body) - moov.size
    edits = [Edit(moov.start, moov.size, body), Edit(source.size, 0, head + data)]
    if last.form is SizeForm.OPEN and last != moov:
        if last.size > mp4_table.MOST_OFFSET:
            raise NoRoom("the file's last box cannot say its length", path=source.name)
        edits.append(Edit(last.start, 4, last.size.to_bytes(4)))
    return edits


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the movie box anew: the track's tables and all durations, offsets, nothing else."""

    source: Source
    track: Track
    table: Table
    at: int
    count: int
    moved: Callable[[int], int]

    def movie(self, moov: Box) -> bytes:
        """The new movie box."""
        scale = movie_scale(self.source, moov)
        longer = -(-self.count * self.track.coding.moments * scale // self.track.scale)
        return self._box(moov, 1, longer, ours=False)

    def _box(self, box: Box, depth: int, longer: int, *, ours: bool) -> bytes:
        source = self.source
        ours = ours or box == self.track.box
        if box.type in _CONTAINERS:
            skip = 4 if box.type == b"meta" and source.peek(box.body + 4, 4) != b"hdlr" else 0
            parts = [source.read(box.body, skip)]
            end = box.body + skip
            for child in children(source, box, depth, skip=skip):
                parts.append(self._box(child, depth + 1, longer, ours=ours))
                end = child.end
            parts.append(source.read(end, box.end - end))
            return make(box.type, b"".join(parts))
        body = source.read(box.body, box.end - box.body, "the box")
        if box.uuid:
            return source.read(box.start, box.size, "the box")
        return make(box.type, self._body(box, body, longer, ours=ours))

    def _body(self, box: Box, body: bytes, longer: int, *, ours: bool) -> bytes:
        kind = box.type
        if kind == b"mvhd":
            return _longer(body, 24 if body[0] else 16, longer)
        if kind == b"iloc":
            raise Unsupported(
                "the movie box has items, which hegui does not move",
                path=self.source.name,
                place=box.place,
            )
        if not ours:
            if kind in (b"stco", b"co64"):
                return mp4_table.moved_offsets(self.source, box, body, self.moved)
            if kind == b"----" and b"iTunSMPB" in body:
                return _GAPLESS.sub(self._gapless, body, count=1)
            return body
        if kind == b"tkhd":
            return _longer(body, 28 if body[0] else 20, longer)
        if kind == b"mdhd":
            return _longer(body, 24 if body[0] else 16, self.count * self.track.coding.moments)
        if kind == b"elst":
            return _edited(body, longer)
        if kind == b"stts":
            return self.table.stts()
        if kind == b"stsz":
            return self.table.stsz()
        if kind == b"stsc":
            return self.table.stsc()
        if kind in (b"stco", b"co64"):
            mp4_table.check_offsets(self.source, box, [one.offset for one in self.table.chunks])
            return self.table.offsets(wide=kind == b"co64")
        if kind == b"sbgp":
            return mp4_table.grouped(self.source, box, self.at, self.count)
        return body

    def _gapless(self, found: re.Match[bytes]) -> bytes:
        total = int(found[2], 16) + self.count * self.track.coding.moments
        return found[1] + f"{total:016X}".encode() + found[3]


def _longer(body: bytes, at: int, by: int) -> bytes:
    """A header with its duration grown; all ones mean that it is not known."""
    width = 8 if body[0] else 4
    said = int.from_bytes(body[at : at + width])
    if said == (1 << 8 * width) - 1:
        return body
    return body[:at] + min(said + by, (1 << 8 * width) - 1).to_bytes(width) + body[at + width :]


def _edited(body: bytes, by: int) -> bytes:
    """An edit list whose last edit that shows media is longer."""
    width = 8 if body[0] else 4
    each = 2 * width + 4
    count = min(int.from_bytes(body[4:8]), (len(body) - 8) // each)
    for number in reversed(range(count)):
        at = 8 + number * each
        if body[at + width : at + 2 * width] != b"\xff" * width:
            said = int.from_bytes(body[at : at + width])
            grown = min(said + by, (1 << 8 * width) - 1) if said else 0
            return body[:at] + grown.to_bytes(width) + body[at + width :]
    return body
