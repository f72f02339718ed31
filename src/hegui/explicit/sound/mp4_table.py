"""The sample table of an MP4 track: read whole, samples inserted, written anew.

Source: ISO/IEC 14496-12 8.6.1.2 (stts), 8.7.3 (stsz), 8.7.4 (stsc), 8.7.5 (stco, co64), 8.9.2
(sbgp).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from hegui.errors import NoRoom
from hegui.structures.bmff import Fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from hegui.files.source import Source
    from hegui.structures.bmff import Box

MOST_OFFSET = 0xFFFFFFFF
"""The largest that stco, and the size of a box in four bytes, can say."""
_MOST_SAMPLES = 20_000_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Samples that lie one behind the other: where, how many, and by which description."""

    offset: int
    count: int
    description: int


@dataclass(frozen=True, slots=True)
class Table:
    """A track's samples: the duration and the size of each, and its chunks."""

    durations: tuple[int, ...]
    sizes: tuple[int, ...]
    chunks: tuple[Chunk, ...]

    def with_samples(self, at: int, sizes: tuple[int, ...], duration: int, offset: int) -> Table:
        """The table with samples of ``sizes`` before sample ``at``, all in one chunk at byte
        ``offset``."""
        chunks: list[Chunk] = []
        first = 0
        put_in = False
        for one in self.chunks:
            cut = at - first
            if not put_in and cut <= one.count:
                size = sum(self.sizes[first : first + cut])
                if cut:
                    chunks.append(replace(one, count=cut))
                chunks.append(Chunk(offset, len(sizes), one.description))
                if cut < one.count:
                    rest = Chunk(one.offset + size, one.count - cut, one.description)
                    chunks.append(rest)
                put_in = True
            else:
                chunks.append(one)
            first += one.count
        return Table(
            self.durations[:at] + (duration,) * len(sizes) + self.durations[at:],
            self.sizes[:at] + sizes + self.sizes[at:],
            tuple(chunks),
        )

    def stts(self) -> bytes:
        """The body of the box of durations."""
        runs = [(len(list(group)), value) for value, group in groupby(self.durations)]
        return _listed(b"".join(struct.pack(">II", *run) for run in runs), len(runs))

    def stsz(self) -> bytes:
        """The body of the box of sizes."""
        data = struct.pack(f">{len(self.sizes)}I", *self.sizes)
        return bytes(8) + len(self.sizes).to_bytes(4) + data

    def stsc(self) -> bytes:
        """The body of the box that says how many samples the chunks have."""
        runs, number = [], 1
        for key, group in groupby(self.chunks, lambda one: (one.count, one.description)):
            runs.append(struct.pack(">III", number, *key))
            number += len(list(group))
        return _listed(b"".join(runs), len(runs))

    def offsets(self, *, wide: bool) -> bytes:
        """The body of the box of the chunks' offsets, each in 64 bits where ``wide``."""
        data = [one.offset for one in self.chunks]
        return _listed(struct.pack(f">{len(data)}{'Q' if wide else 'I'}", *data), len(data))


def read(source: Source, boxes: dict[bytes, Box]) -> Table:
    """The table of an "stbl" whose boxes are ``boxes``. Raises BrokenFile, CeilingExceeded."""
    sizes = _sizes(source, boxes)
    durations: list[int] = []
    for count, duration in _entries(source, boxes[b"stts"], 2):
        durations += [duration] * min(count, len(sizes) - len(durations))
    wide = b"co64" in boxes
    offsets = [
        one[0] for one in _entries(source, boxes[b"co64" if wide else b"stco"], 1, 8 if wide else 4)
    ]
    runs = _entries(source, boxes[b"stsc"], 3)
    chunks = []
    for (first, count, description), (behind, *_) in zip(
        runs, [*runs[1:], (len(offsets) + 1, 0, 0)], strict=True
    ):
        if not 1 <= first <= behind <= len(offsets) + 1 or not count:
            raise source.broken("the table of samples contradicts itself", boxes[b"stsc"].place)
        chunks += [Chunk(offset, count, description) for offset in offsets[first - 1 : behind - 1]]
    total = sum(one.count for one in chunks)
    if not len(sizes) == len(durations) == total:
        raise source.broken("the table of samples contradicts itself", boxes[b"stsz"].place)
    return Table(tuple(durations), tuple(sizes), tuple(chunks))


def grouped(source: Source, box: Box, at: int, count: int) -> bytes:
    """The body of a box "sbgp" with ``count`` samples more before sample ``at``: they belong to
    the group that the sample before them, or the first, belongs to."""
    data = source.read(box.body, box.end - box.body, "the box")
    start = 12 if data[:1] == b"\1" else 8
    entries = [list(one) for one in struct.iter_unpack(">II", data[start + 4 :])]
    ends = list(accumulate(one[0] for one in entries))
    for entry, end in zip(entries, ends, strict=True):
        if end >= at:
            entry[0] += count
            break
    return data[: start + 4] + b"".join(struct.pack(">II", *one) for one in entries)


def _sizes(source: Source, boxes: dict[bytes, Box]) -> list[int]:
    fields = Fields.of(source, boxes[b"stsz"])
    fields.take(4)
    same, count = fields.number(4), fields.number(4)
    if same:
        if count > _MOST_SAMPLES:
            raise source.broken("the table of samples contradicts itself", boxes[b"stsz"].place)
        return [same] * count
    return list(struct.unpack(f">{count}I", fields.take(4 * count)))


def _entries(source: Source, box: Box, width: int, each: int = 4) -> list[tuple[int, ...]]:
    fields = Fields.of(source, box)
    fields.take(4)
    count = fields.number(4)
    form = ">" + ("Q" if each == 8 else "I") * width
    return list(struct.iter_unpack(form, fields.take(count * width * each)))


def _listed(data: bytes, count: int) -> bytes:
    return bytes(4) + count.to_bytes(4) + data


def moved_offsets(source: Source, box: Box, body: bytes, moved: Callable[[int], int]) -> bytes:
    """The body of a stco or co64 box whose chunks lie where ``moved`` says. Raises NoRoom."""
    width = 8 if box.type == b"co64" else 4
    found = [
        moved(int.from_bytes(body[at : at + width]))
        for at in range(8, len(body) - width + 1, width)
    ]
    check_offsets(source, box, found)
    return body[:8] + b"".join(one.to_bytes(width) for one in found)


def check_offsets(source: Source, box: Box, offsets: list[int]) -> None:
    """Raises NoRoom where the box cannot say them."""
    if box.type == b"stco" and any(one > MOST_OFFSET for one in offsets):
        raise NoRoom(
            "an offset would grow beyond what its field can say",
            path=source.name,
            place=box.place,
        )
