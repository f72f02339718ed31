"""The frames of a FLAC stream: found one after the other, and numbered anew.

A frame does not say how long it is: the next one begins where a header stands that follows on
its number, with the checksum of a header. Source: RFC 9639 section 9.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.explicit.sound.crc import FLAC_FRAME, FLAC_HEAD
from hegui.explicit.sound.flac_bits import coded_number
from hegui.files.edits import Edit

if TYPE_CHECKING:
    from hegui.files.source import Source

_FIRST_LOOK, _LAST_LOOK = 16 * 1024, 4 * 1024 * 1024
LONGEST_HEAD = 16
_NUMBER_AT = 4
FOOTER = 2
_APE_FOOTER = 32
_ID3V1 = 128
_MOST_TAGS = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: where it lies, and its header, checksum included.

    ``number`` is that of the frame, of its first sample where ``varying``. ``moments`` is how
    many it holds of each channel. ``width`` is how many bytes its coded number has.
    """

    offset: int
    end: int
    head: bytes
    number: int
    width: int
    moments: int

    @property
    def varying(self) -> bool:
        """Whether the stream's blocks vary in length."""
        return bool(self.head[1] & 1)

    def renumbered(self, source: Source, number: int) -> Iterator[Edit]:
        """The edits that give it another number; what lies between them is not read."""
        head, change = self.retold(number, self.end - self.offset)
        yield Edit(self.offset, len(self.head), head)
        old = int.from_bytes(source.read(self.end - FOOTER, FOOTER, "the frame"))
        yield Edit(self.end - FOOTER, FOOTER, (old ^ change).to_bytes(FOOTER))

    def retold(self, number: int, length: int) -> tuple[bytes, int]:
        """The header with another number, and the bits of the checksum at the frame's end that
        this changes: both checksums are linear. ``length`` is that of the frame in bytes."""
        head = self.head[:_NUMBER_AT] + coded_number(number)
        head += self.head[_NUMBER_AT + self.width : -1]
        head += bytes((FLAC_HEAD(head),))
        behind = length - FOOTER - len(self.head)
        return head, FLAC_FRAME.shifted(FLAC_FRAME(head) ^ FLAC_FRAME(self.head), behind)


def parse(data: bytes, at: int) -> Frame | None:
    """The frame whose header stands at ``at`` of ``data``; its offset and end are 0 still."""
    if len(data) - at < 6 or data[at] != 0xFF or data[at + 1] & 0xFE != 0xF8 or data[at + 3] & 1:
        return None
    size, rate = data[at + 2] >> 4, data[at + 2] & 15
    if size == 0 or rate == 15:
        return None
    here = at + _NUMBER_AT
    number, width = _number(data, here)
    if not width:
        return None
    here += width
    if size in (6, 7):
        moments = int.from_bytes(data[here : here + size - 5]) + 1
        here += size - 5
    else:
        moments = 192 if size == 1 else 576 << size - 2 if size < 6 else 256 << size - 8
    here += {12: 1, 13: 2, 14: 2}.get(rate, 0)
    if here >= len(data) or FLAC_HEAD(data[at:here]) != data[here]:
        return None
    return Frame(0, 0, data[at : here + 1], number, width, moments)


def frames(source: Source, start: int) -> list[Frame]:
    """All frames from ``start`` on. Raises BrokenFile, CeilingExceeded."""
    found = list(_walk(source, start))
    if not found:
        raise source.broken("no FLAC frame begins here", start)
    last = found[-1]
    end = _last_end(source, last)
    found[-1] = Frame(last.offset, end, last.head, last.number, last.width, last.moments)
    return found


def _walk(source: Source, start: int) -> Iterator[Frame]:
    """Each frame once the next is found; the last with its end 0."""
    here = parse(source.peek(start, LONGEST_HEAD), 0)
    offset = start
    while here is not None:
        source.count("FLAC frames")
        following = _following(source, offset, here)
        end = following[0] if following else 0
        yield Frame(offset, end, here.head, here.number, here.width, here.moments)
        if following is None:
            return
        offset, here = following


def _following(source: Source, offset: int, here: Frame) -> tuple[int, Frame] | None:
    """The header that follows on that of a frame at ``offset``, and where it stands."""
    sync = here.head[:2]
    number = here.number + (here.moments if here.varying else 1)
    at, step = offset + len(here.head), _FIRST_LOOK
    while at < source.size:
        # The last bytes of a look may be half a header, and are looked at again.
        data = source.peek(at, step)
        found = data.find(sync)
        while found >= 0:
            next_ = parse(data[found : found + LONGEST_HEAD], 0)
            if next_ and next_.number == number and next_.head[1] == here.head[1]:
                return at + found, next_
            found = data.find(sync, found + 1)
        if at + len(data) >= source.size:
            return None
        at += len(data) - LONGEST_HEAD
        step = min(2 * step, _LAST_LOOK)
    return None


def _last_end(source: Source, last: Frame) -> int:
    """Where the last frame ends: at the file's end, or before the tags that some put there.

    The checksum over a whole frame, its own checksum included, is 0.
    """
    end = source.size
    for _ in range(_MOST_TAGS):
        data = source.read(last.offset, end - last.offset, "the frame")
        if FLAC_FRAME(data) == 0:
            return end
        if data[-_ID3V1:].startswith(b"TAG"):
            end -= _ID3V1
        elif data[-_APE_FOOTER:].startswith(b"APETAGEX"):
            size = int.from_bytes(data[-20:-16], "little")
            headed = data[-12:-8][3] >> 7
            end -= size + _APE_FOOTER * headed
        else:
            break
        if end <= last.offset:
            break
    raise source.broken("the last FLAC frame is damaged or cut short", last.offset)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number coded as UTF-8 codes characters, and its width in bytes; 0 where it is none."""
    first = data[at]
    if first < 0x80:
        return first, 1
    width = 8 - (first ^ 0xFF).bit_length()
    if not 2 <= width <= 7 or at + width > len(data):
        return 0, 0
    number = first & (0x7F >> width)
    for byte in data[at + 1 : at + width]:
        if byte & 0xC0 != 0x80:
            return 0, 0
        number = number << 6 | byte & 0x3F
    return number, width
