"""The layout of a WAV file: where its chunks lie, in files of more than 4 GiB as well.

RF64 and BW64 keep lengths over 32 bits in a chunk "ds64", which comes first.
Source: Multimedia Programming Interface and Data Specifications 1.0 (1991), chapter 3, "WAVE";
EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.structures import riff
from hegui.structures.riff import LARGEST, Chunk
from hegui.structures.sound_form import SoundForm

DATA: Final = b"data"
DS64: Final = b"ds64"
WIDE: Final = (b"RF64", b"BW64")
_FIXED = struct.Struct("<QQQI")
_ENTRY = struct.Struct("<4sQ")
_MOST_ENTRIES = 4096
_NEW_DS64 = riff.HEAD.size + _FIXED.size


@dataclass(frozen=True, slots=True)
class Sizes:
    """The chunk ds64: the length of the form, of the sound, and of other long chunks by name."""

    chunk: Chunk
    form: int
    data: int
    others: dict[bytes, int]

    @property
    def form_at(self) -> int:
        """Where the length of the form stands, eight bytes."""
        return self.chunk.data_at

    @property
    def data_at(self) -> int:
        """Where the length of the sound stands, eight bytes."""
        return self.chunk.data_at + 8


class Layout(SoundForm):
    """The form of a WAV file. ``wide``: it is of the 64-bit form; ``sizes`` is its chunk ds64."""

    def __init__(self, source: Source) -> None:
        head = source.read(0, 12, "the RIFF header")
        self.wide = head[:4] in WIDE
        self.sizes = _ds64(source) if self.wide else None
        length: int = riff.HEAD.unpack_from(head)[1]
        if self.sizes and length == LARGEST:
            length = self.sizes.form
        super().__init__(source, length, DATA)

    def length_of(self, chunk: Chunk) -> int:
        if self.sizes is None or chunk.length != LARGEST:
            return chunk.length
        if chunk.name == DATA and self.sound is None:
            return self.sizes.data
        return self.sizes.others.get(chunk.name, LARGEST)


def _ds64(source: Source) -> Sizes | None:
    chunk = riff.chunk_at(source, 12, source.size)
    if chunk is None or chunk.name != DS64 or chunk.length < _FIXED.size:
        return None
    form, data, _, entries = _FIXED.unpack(
        source.read(chunk.data_at, _FIXED.size, "the chunk ds64")
    )
    entries = min(entries, (chunk.length - _FIXED.size) // _ENTRY.size, _MOST_ENTRIES)
    table = source.peek(chunk.data_at + _FIXED.size, entries * _ENTRY.size)
    table = table[: len(table) // _ENTRY.size * _ENTRY.size]
    return Sizes(chunk, form, data, dict(_ENTRY.iter_unpack(table)))


def resized(layout: Layout, end: int, room: Chunk | None) -> list[Edit]:
    """The edits that say that the form ends at byte ``end``, and how long its sound is.

    A form that grows beyond 4 GiB becomes RF64: its chunk ds64 stands where ``room``, an unused
    chunk at byte 12, was kept for it (EBU Tech 3306, 3.5), or before all others.
    """
    sound, sizes = layout.sound, layout.sizes
    if sizes is None and layout.wide:
        raise layout.source.broken("the chunk ds64 is missing", 12)
    if sizes:
        edits = [Edit(sizes.form_at, 8, (end - 8).to_bytes(8, "little"))]
        edits.append(Edit(4, 4, LARGEST.to_bytes(4, "little")))
        if sound and layout.streamed:
            edits.append(_long_sound(sound))
            edits.append(Edit(sizes.data_at, 8, sound.length.to_bytes(8, "little")))
        return edits
    if end - 8 > LARGEST:
        return _widened(layout, end, room)
    edits = [Edit(4, 4, (end - 8).to_bytes(4, "little"))]
    if sound and layout.streamed:
        edits.append(Edit(sound.offset + 4, 4, sound.length.to_bytes(4, "little")))
    return edits


def ds64(form: int, data: int, size: int) -> bytes:
    """A chunk ds64 of ``size`` bytes in all, without a table of other chunks.

    The number of samples stays open: a sound that is coded says it in its chunk "fact".
    """
    body = _FIXED.pack(form, data, 0, 0)
    return riff.HEAD.pack(DS64, size - 8) + body + bytes(size - 8 - len(body))


def can_become_ds64(source: Source, chunk: Chunk) -> bool:
    """Whether a chunk is unused, large enough and where ds64 must stand."""
    return (
        chunk.offset == 12
        and chunk.length >= _FIXED.size
        and not chunk.length & 1
        and riff.is_free(source, chunk)
    )


def _widened(layout: Layout, end: int, room: Chunk | None) -> list[Edit]:
    sound = layout.sound
    if sound is None:
        raise layout.source.broken("a RIFF file cannot grow beyond 4 GiB", 4)
    kept = room.size if room and can_become_ds64(layout.source, room) else 0
    size = kept or _NEW_DS64
    form = end - 8 + size - kept
    return [
        Edit(0, 8, riff.HEAD.pack(WIDE[0], LARGEST)),
        Edit(12, kept, ds64(form, sound.length, size)),
        _long_sound(sound),
    ]


def _long_sound(sound: Chunk) -> Edit:
    """The sound's own length field, which then says: see ds64."""
    return Edit(sound.offset + 4, 4, LARGEST.to_bytes(4, "little"))
