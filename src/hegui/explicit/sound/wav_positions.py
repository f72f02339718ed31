"""Positions in the sound that chunks of a WAV file hold, moved by what is put before them.

Source: Multimedia Programming Interface and Data Specifications 1.0 (1991), "Cue-Points Chunk",
"Sampler Chunk", "FACT Chunk"; EBU Tech 3285 2.3 (TimeReference); the chunk PEAK of
libsndfile and Cubase.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from hegui.files.edits import Edit
from hegui.messages import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hegui.explicit.sound.joining import Join
    from hegui.explicit.sound.splicing import Pcm
    from hegui.files.source import Source
    from hegui.structures.riff import Chunk

_CUE, _LOOP = 24, 24
_LOOPS_AT = 36
_TIME_REFERENCE = 338
_PEAK_AT = 8
_MOST = 0xFFFFFFFF
# What describes the sound in ways that hegui does not follow.
_STALE = (b"levl", b"r64m", b"axml", b"dbmd", b"plst")


def moved(
    source: Source, chunks: Iterable[Chunk], join: Join, pcm: Pcm
) -> tuple[list[Edit], list[Notice]]:
    """The edits of all such chunks, and what they could not follow."""
    edits: list[Edit] = []
    notices: list[Notice] = []
    for chunk in chunks:
        if chunk.name == b"cue ":
            edits += _cues(source, chunk, join)
        elif chunk.name == b"smpl":
            edits += _loops(source, chunk, join)
        elif chunk.name == b"fact" and chunk.length >= 4:
            count = min(pcm.moments + len(join.sound), _MOST)
            edits.append(Edit(chunk.data_at, 4, count.to_bytes(4, "little")))
        elif chunk.name == b"bext" and join.at == 0 and chunk.length >= _TIME_REFERENCE + 8:
            edits += _time_reference(source, chunk, join, notices)
        elif chunk.name == b"PEAK":
            edits += _peaks(source, chunk, join, pcm)
        elif chunk.name in _STALE:
            notices.append(
                Notice(
                    "the chunk {name} still tells of the sound as it was before the label",
                    {"name": chunk.name.decode("latin-1")},
                )
            )
    return edits, notices


def _cues(source: Source, chunk: Chunk, join: Join) -> Iterator[Edit]:
    data = bytearray(chunk.data(source))
    count = min(int.from_bytes(data[:4], "little"), (len(data) - 4) // _CUE)
    for at in range(4, 4 + count * _CUE, _CUE):
        for field in (at + 4, at + 20):
            _shift(data, field, join)
    yield Edit(chunk.data_at, len(data), bytes(data))


def _loops(source: Source, chunk: Chunk, join: Join) -> Iterator[Edit]:
    data = bytearray(chunk.data(source))
    count = int.from_bytes(data[28:32], "little") if len(data) >= _LOOPS_AT else 0
    count = min(count, (len(data) - _LOOPS_AT) // _LOOP)
    for at in range(_LOOPS_AT, _LOOPS_AT + count * _LOOP, _LOOP):
        for field in (at + 8, at + 12):
            _shift(data, field, join)
    yield Edit(chunk.data_at, len(data), bytes(data))


def _time_reference(
    source: Source, chunk: Chunk, join: Join, notices: list[Notice]
) -> Iterator[Edit]:
    """The moment since midnight of the file's first sample: earlier by the prompt's length."""
    at = chunk.data_at + _TIME_REFERENCE
    said = int.from_bytes(source.read(at, 8, "the chunk bext"), "little")
    earlier = said - len(join.sound)
    if earlier >= 0:
        yield Edit(at, 8, earlier.to_bytes(8, "little"))
    elif said:
        notices.append(
            Notice("the time code (bext) stays as it was, as the label would begin before midnight")
        )


def _peaks(source: Source, chunk: Chunk, join: Join, pcm: Pcm) -> Iterator[Edit]:
    """Each channel's highest value and where it is."""
    count = min(pcm.channels, (chunk.length - _PEAK_AT) // 8)
    if count < 1:
        return
    data = bytearray(source.read(chunk.data_at, _PEAK_AT + 8 * count, "the chunk PEAK"))
    heights = np.abs(join.sound).max(axis=0)
    for channel in range(count):
        at = _PEAK_AT + 8 * channel
        (value,) = struct.unpack_from("<f", data, at)
        if heights[channel] > value:
            where = join.at + int(np.abs(join.sound[:, channel]).argmax())
            struct.pack_into("<fI", data, at, heights[channel], min(where, _MOST))
        else:
            _shift(data, at + 4, join)
    yield Edit(chunk.data_at, len(data), bytes(data))


def _shift(data: bytearray, at: int, join: Join) -> None:
    (position,) = struct.unpack_from("<I", data, at)
    if position >= join.at:
        struct.pack_into("<I", data, at, min(position + len(join.sound), _MOST))
