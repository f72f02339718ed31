"""The one form of a WAV or AIFF file: its chunks, and where its sound ends.

A recording that was streamed, or ended by a crash, says no length, or one that is known to mean
none: its sound ends with the file.
Source: Multimedia Programming Interface and Data Specifications 1.0 (1991), chapters 2 and 3;
Audio Interchange File Format 1.3 (1989).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from hegui.files.source import Source
from hegui.structures import riff
from hegui.structures.riff import LARGEST, Chunk

# What says "no length known": nothing, all ones (FFmpeg), what SoX and others write into a pipe,
# each also less the head before the sound.
_UNKNOWN = frozenset((0, LARGEST, LARGEST - 36, 0x7FFFFFFF, 0x7FFFF000, 0x7FFFFFFF - 36))
_ALL_ONES = (1 << 64) - 1


class SoundForm:
    """A file's form: its first chunk lies at byte 12, ``end`` is where the form ends.

    ``length`` is what the form says of itself, ``sound_name`` what the chunk of its sound is
    called. ``last`` is where the last chunk ends: up to seven zeros may follow it. ``sound`` is
    the first such chunk, once :meth:`chunks` has passed it; ``streamed`` whether its length, or
    that of the form, was not known when it was written.
    """

    def __init__(
        self, source: Source, length: int, sound_name: bytes, head: struct.Struct = riff.HEAD
    ) -> None:
        self.source = source
        self.last = 12
        self.sound: Chunk | None = None
        self._sound_name = sound_name
        self._head = head
        self._told = riff.HEAD.size + length
        self.streamed = length < 4 or length in (LARGEST, _ALL_ONES)
        self.end = source.size if self.streamed else min(self._told, source.size)
        if self.end & 1 and source.peek(self.end, 1) == b"\0":
            self.end += 1  # its writer did not count the last chunk's pad byte

    def chunks(self) -> Iterator[Chunk]:
        """Every chunk, with its true length. Raises BrokenFile at one that leaves the file."""
        return riff.few(self.source, self._all())

    def length_of(self, chunk: Chunk) -> int:
        """The length that the form says a chunk has."""
        return chunk.length

    def _all(self) -> Iterator[Chunk]:
        while self.last < self.end:
            chunk = riff.chunk_at(self.source, self.last, self.end, self._head)
            if chunk is None:
                return
            chunk = self._long(chunk, self.length_of(chunk))
            if chunk.name == self._sound_name and self.sound is None:
                chunk = self.sound = self._true_sound(chunk)
            if chunk.data_end > self.end:
                raise riff.too_long(self.source, chunk, self.end)
            self.last = chunk.end
            yield chunk

    def _true_sound(self, chunk: Chunk) -> Chunk:
        size = self.source.size
        beyond = chunk.data_end > size
        untold = not chunk.data_at < self._told <= size
        empty = chunk.length == 0 and untold and chunk.data_at < size
        if (chunk.length in _UNKNOWN or chunk.length == _ALL_ONES) and (beyond or empty):
            self.streamed, self.end = True, size
            return self._long(chunk, size - chunk.data_at)
        if chunk.data_end > self.end and not beyond:
            # The form's own length was never set right; the sound's was.
            self.end = min(chunk.data_end + (chunk.length & 1), size)
            return self._long(chunk, chunk.length)
        return chunk

    def _long(self, chunk: Chunk, length: int) -> Chunk:
        data_end = chunk.data_at + length
        end = min(data_end + (length & 1), max(data_end, self.end))
        return Chunk(chunk.name, chunk.offset, length, end)
