"""ID3v2 frames: the list of them, walked by their sizes alone, and the body of one.

Met in real files: frames of version 2.4 whose sizes are plain numbers instead of synchsafe ones
(iTunes), padding that holds what an older tag left there, an extended header that is announced
and missing.
Source: ID3v2.2.0, 3.2; ID3v2.3.0, 3.2 and 3.3; ID3v2.4.0-structure, 3.2 and 4.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source
from hegui.structures.id3_header import (
    EXTENDED,
    UNSYNCHRONISED,
    TagHead,
    synchronised,
    unsafe,
)

_IDENTIFIER = {2: re.compile(rb"[A-Z][A-Z0-9]{2}"), 3: re.compile(rb"[A-Z][A-Z0-9]{3}")}
_IDENTIFIER[4] = _IDENTIFIER[3]
_SEARCHED = 64 * 1024
_MOST_FRAMES = 20_000
MOST_TEXT = 2 * 1024 * 1024
"""How long a frame that holds text may be; a label itself may have one mebibyte."""


class Frame(NamedTuple):
    """One frame: its name, the offset of its head, of its body, of its end, its flags.

    ``plain_size`` is true where its size is not synchsafe though its version asks for that.
    """

    name: str
    offset: int
    body: int
    end: int
    flags: int = 0
    plain_size: bool = False

    @property
    def size(self) -> int:
        """Head and body together, in bytes."""
        return self.end - self.offset

    @property
    def place(self) -> str:
        """What errors and findings call it."""
        return f"frame {self.name} at byte {self.offset}"


@dataclass(frozen=True, slots=True)
class ExtendedHead:
    """The extended header: its version's padding field and checksum, by offset, -1 without."""

    padding_at: int = -1
    checksum_at: int = -1


@dataclass(frozen=True, slots=True)
class Frames:
    """What is in a tag: frames from ``start`` to ``end``, and behind them padding.

    ``fault`` says why the list ended before the padding, if it did.
    """

    start: int
    end: int
    limit: int
    all: tuple[Frame, ...]
    extended: ExtendedHead | None
    fault: BrokenFile | None


def walk(source: Source, head: TagHead, limit: int) -> Frames:
    """The frames of a tag whose body lies at ``head.body`` and ends at ``limit``."""
    at, extended = head.body, None
    if head.major > 2 and head.flags & EXTENDED:
        at, extended = _extended_head(source, head, limit)
    found: list[Frame] = []
    start, fault = at, None
    for step in _steps(source, head.major, at, limit):
        if isinstance(step, BrokenFile):
            fault = step
        else:
            found.append(step)
            at = step.end
        if len(found) > _MOST_FRAMES:
            raise CeilingExceeded(
                "the ID3v2 tag has more than {ceiling} frames",
                path=source.name,
                place=head.place,
                ceiling=_MOST_FRAMES,
            )
    return Frames(start, at, limit, tuple(found), extended, fault)


def content(source: Source, head: TagHead, frame: Frame) -> bytes | None:
    """A frame's body with its transformations taken off; None where it is encrypted.

    Raises BrokenFile, CeilingExceeded.
    """
    if frame.end - frame.body > MOST_TEXT:
        raise _too_long(source, frame)
    data = source.read(frame.body, frame.end - frame.body, "the frame")
    if head.major == 4:
        return _content_4(source, head, frame, data)
    if not frame.flags & 0xFF:
        return data
    return _content_3(source, frame, data)


def _steps(source: Source, major: int, at: int, limit: int) -> Iterator[Frame | BrokenFile]:
    """Frame after frame; an error, where the rest can be neither frames nor padding."""
    length = 6 if major == 2 else 10
    pattern = _IDENTIFIER[major]
    while at + length < limit:
        head = source.read(at, length, "the frame's head")
        if not head[0]:
            if source.peek(at, min(limit - at, _SEARCHED)).strip(b"\0"):
                yield source.broken("the padding of the ID3v2 tag is not all zeros", at)
            return
        name = head[: 3 if major == 2 else 4]
        if not pattern.fullmatch(name):
            yield source.broken("{name} is no name of a frame", at, name=ascii(name)[1:])
            return
        source.count("ID3v2 frames")
        size, plain = _frame_size(source, major, head, at, limit)
        flags = 0 if major == 2 else head[8] << 8 | head[9]
        end = at + length + size
        frame = Frame(name.decode(), at, at + length, end, flags, plain)
        if end > limit:
            yield source.broken(
                "the frame says {length} bytes, and {left} are left",
                frame.place,
                length=size,
                left=limit - at - length,
            )
            return
        yield frame
        at = end


def _frame_size(source: Source, major: int, head: bytes, at: int, limit: int) -> tuple[int, bool]:
    """A frame's size, and whether it is a plain number where a synchsafe one should be."""
    if major == 2:
        return int.from_bytes(head[3:6], "big"), False
    plain = int.from_bytes(head[4:8], "big")
    if major == 3 or plain < 0x80:
        return plain, False
    if max(head[4:8]) > 0x7F:
        return plain, True
    size = unsafe(head[4:8])
    if not fits(source, at + 10 + size, limit) and fits(source, at + 10 + plain, limit):
        return plain, True
    return size, False


def fits(source: Source, at: int, limit: int) -> bool:
    """Whether a frame, padding or the tag's end can be at ``at``."""
    if at >= limit:
        return at == limit
    name = source.peek(at, 4)
    return not name.strip(b"\0") or _IDENTIFIER[4].fullmatch(name) is not None


def _extended_head(source: Source, head: TagHead, limit: int) -> tuple[int, ExtendedHead | None]:
    """The offset behind the extended header, and what it holds; None where it is missing."""
    at = head.body
    data = source.peek(at, min(22, limit - at))
    # Some programs set the flag and write no extended header: a frame's name follows at once.
    if len(data) < 6 or _IDENTIFIER[4].fullmatch(data[:4]):
        return at, None
    length = unsafe(data[:4]) if head.major == 4 else 4 + int.from_bytes(data[:4], "big")
    lengths = range(6, 1 << 28) if head.major == 4 else (10, 14)
    if length not in lengths or at + length > limit:
        raise source.broken(
            "the extended header of the ID3v2 tag says {length} bytes", at, length=length
        )
    if head.major == 3:
        has_checksum = data[4] & 0x80 and length == 14
        return at + length, ExtendedHead(at + 6, at + 10 if has_checksum else -1)
    return at + length, ExtendedHead(checksum_at=_checksum_4(data, at, length))


def _checksum_4(data: bytes, at: int, length: int) -> int:
    """Where version 2.4 keeps the checksum: behind the flag "update", which has no data."""
    if data[4] != 1 or not data[5] & 0x20:
        return -1
    behind = 7 if data[5] & 0x40 else 6
    if data[behind : behind + 1] != b"\5" or behind + 6 > length:
        return -1
    return at + behind + 1


def _content_3(source: Source, frame: Frame, data: bytes) -> bytes | None:
    """Version 2.3: flags say compressed, encrypted, grouped; their data come in that order."""
    if frame.flags & 0x40:
        return None
    skipped = (4 if frame.flags & 0x80 else 0) + (1 if frame.flags & 0x20 else 0)
    data = data[skipped:]
    return _inflated(source, frame, data) if frame.flags & 0x80 else data


def _content_4(source: Source, head: TagHead, frame: Frame, data: bytes) -> bytes | None:
    """Version 2.4: grouping byte, encryption byte, length before all that; then the data."""
    if frame.flags & 0x04:
        return None
    skipped = (1 if frame.flags & 0x40 else 0) + (4 if frame.flags & 0x01 else 0)
    data = data[skipped:]
    if frame.flags & 0x02 or head.flags & UNSYNCHRONISED:
        data = synchronised(data)
    return _inflated(source, frame, data) if frame.flags & 0x08 else data


def _inflated(source: Source, frame: Frame, data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(data, MOST_TEXT)
    except zlib.error as error:
        raise source.broken("the frame's compressed data are damaged", frame.place) from error
    if inflater.unconsumed_tail:
        raise _too_long(source, frame)
    if not inflater.eof:
        raise source.broken("the frame's compressed data are cut short", frame.place)
    return inflated


def _too_long(source: Source, frame: Frame) -> CeilingExceeded:
    return CeilingExceeded(
        "the frame's text is over the ceiling of {ceiling} bytes",
        path=source.name,
        place=frame.place,
        ceiling=MOST_TEXT,
    )
