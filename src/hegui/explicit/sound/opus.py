"""Opus in Ogg: the prompt's packets on pages of their own between two pages of the sound.

Positions and numbers of all pages behind the join are told anew; their data are not read. Opus
predicts from what it has decoded, so that the first moments behind a join differ from before and
come nearer within some tens of milliseconds (RFC 7845 4.6 calls 80 ms enough). Source: RFC 3533
6; RFC 7845 4 (granule positions, pre-skip), 5.1 (OpusHead); RFC 6716 3.1 (TOC).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hegui.errors import Unsupported
from hegui.explicit.sound import ogg_links
from hegui.explicit.sound.decoding import Decoded
from hegui.explicit.sound.encoding import coded
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.options import Position
from hegui.explicit.sound.splicing import Done, write
from hegui.files.edits import Edit, ordered
from hegui.structures.ogg_pages import (
    CONTINUED,
    LAST,
    MOST_SEGMENTS,
    NO_GRANULE,
    Page,
    lacing_of,
    packed,
    retold,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.pcm import Sound
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

RATE = 48000
FRAME = 960
_PACKETS = 20
"""Packets of the prompt on a page: any bit rate fits."""
_EDGE = 0.1
"""Seconds of silence around the coded prompt: more than decoders skip at a stream's beginning."""
_LEAST_BIT_RATE = 24_000
_HEAD = 19
_LONGEST_HEAD = 64
_LAYOUTS = {
    1: "mono",
    2: "stereo",
    3: "3.0",
    4: "quad",
    5: "5.0",
    6: "5.1",
    7: "6.1",
    8: "7.1",
}
"""What the channels of mapping families 0 and 1 are (RFC 7845 5.1.1), as FFmpeg calls it."""


@dataclass(frozen=True, slots=True)
class Head:
    """OpusHead: channels, the gain in 256ths of a decibel that every decoder applies, and how
    channels are mapped to streams (``table``: both counts, then one byte a channel)."""

    channels: int
    gain: int
    family: int
    table: bytes


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    found = ogg_links.link(source, options)
    sound = found[ogg_links.first_sound(source, found, headers=2) :]
    data = source.read(found[0].body, min(found[0].length, _LONGEST_HEAD), "the page")
    head = head_of(source, data, found[0].place)
    base = _base(source, sound)
    total = max(1, sound[-1].granule - base)
    span = found[0].offset, found[-1].end
    listening = Decoded(source, "ogg", total, RATE, head.channels, span)
    join = joined(listening, options, speech)
    if isinstance(join, Heard):
        return join
    places = [0, *(number for number in range(1, len(sound)) if _apart(sound, number)), len(sound)]
    if options.position is not Position.MIDDLE:
        number = 0 if options.position is Position.START else len(sound)
    else:
        number = min(places, key=lambda each: abs(_begin(sound, each, base) - base - join.at))
    last = sound[-1]
    edits: list[Edit] = []
    begin = _begin(sound, number, base)
    if number == len(sound):
        begin = _begin(sound, number - 1, base) + _moments(source, last)
        edits.append(retold(last, begin, last.number, last.flags & ~LAST))
    mean = (span[1] - span[0]) * 8 * RATE / total
    packets = prompt(source, join.sound, mean, head)
    ending = number == len(sound)
    new = list(
        _pages(packets, last.serial, sound[min(number, len(sound) - 1)], begin, ending=ending)
    )
    at = sound[number].offset if not ending else last.end
    edits.append(Edit(at, 0, b"".join(new)))
    for page in sound[number:]:
        granule = page.granule
        if granule != NO_GRANULE:
            granule += len(packets) * FRAME
        edits.append(retold(page, granule, page.number + len(new), page.flags))
    write(source, ordered(edits), sink)
    return Done(join, (begin - base) / RATE, "joined", join.notices)


def head_of(source: Source, data: bytes, place: str) -> Head:
    """What the stream's head says. Raises BrokenFile, Unsupported."""
    if len(data) < _HEAD or not data.startswith(b"OpusHead") or data[8] & 0xF0:
        raise source.broken("the Opus header is cut short, or of no known version", place)
    channels, family = data[9], data[18]
    table = data[_HEAD : _HEAD + 2 + channels] if family else b""
    if family > 1 or channels not in _LAYOUTS or (family == 0 and channels > 2):
        raise Unsupported(
            "the Opus stream has {channels} channels in mapping family {family}, and hegui "
            "labels one to eight in family 0 or 1",
            path=source.name,
            channels=channels,
            family=family,
        )
    return Head(channels, int.from_bytes(data[16:18], "little", signed=True), family, table)


def _base(source: Source, sound: list[Page]) -> int:
    """The granule position that the first page of sound begins at; 0 but in cut-out streams."""
    page = sound[0]
    if page.granule == NO_GRANULE:
        return 0
    # A stream of one page may end before its packets do.
    return 0 if page.flags & LAST else max(0, page.granule - _moments(source, page))


def _apart(sound: list[Page], number: int) -> bool:
    """Whether no packet goes over from the page before, whose end is known."""
    before, page = sound[number - 1], sound[number]
    return not page.flags & CONTINUED and before.granule != NO_GRANULE


def _begin(sound: list[Page], number: int, base: int) -> int:
    """The granule position before page ``number``."""
    for page in reversed(sound[:number]):
        if page.granule != NO_GRANULE:
            return page.granule
    return base


def _moments(source: Source, page: Page) -> int:
    """Moments in the packets that begin on a page (RFC 6716 3.1)."""
    total, at, whole = 0, page.body, not page.flags & CONTINUED
    for length in page.lacing:
        if whole and length:
            total += packet_moments(source.peek(at, min(2, length)))
        whole = length < 255
        at += length
    return total


def packet_moments(data: bytes) -> int:
    """Moments at 48 kHz of a packet that begins so."""
    if not data:
        return 0
    config = data[0] >> 3
    if config < 12:
        frame = (480, 960, 1920, 2880)[config & 3]
    elif config < 16:
        frame = (480, 960)[config & 1]
    else:
        frame = (120, 240, 480, 960)[config & 3]
    code = data[0] & 3
    count = 1 if code == 0 else 2 if code < 3 else data[1] & 63 if len(data) > 1 else 0
    return frame * count


def prompt(source: Source, sound: Sound, mean: float, head: Head) -> tuple[bytes, ...]:
    """The prompt's packets, as loud as it is behind the gain that the head tells.

    Raises Unsupported where the encoder would arrange channels in another way than the stream.
    """
    silence = np.zeros((round(_EDGE * RATE), sound.shape[1]))
    whole = np.concatenate((silence, sound / 10 ** (head.gain / 20 / 256), silence))
    bits = min(max(round(mean), _LEAST_BIT_RATE), 256_000 * sound.shape[1])
    family = {"mapping_family": "1"} if head.family else {}
    layout = _LAYOUTS[head.channels]
    made = coded(whole, RATE, "libopus", name=source.name, bit_rate=bits, layout=layout, **family)
    if head.family and made.header[_HEAD : _HEAD + 2 + head.channels] != head.table:
        raise Unsupported(
            "the Opus stream arranges its {channels} channels in another way than libopus does",
            path=source.name,
            channels=head.channels,
        )
    return made.packets


def _pages(
    packets: tuple[bytes, ...], serial: int, like: Page, begin: int, *, ending: bool
) -> Iterator[bytes]:
    """The prompt's pages; the last ends the stream where it is joined in behind everything."""
    number = like.number + ending
    granule = begin
    groups = [packets[at : at + _PACKETS] for at in range(0, len(packets), _PACKETS)]
    for index, group in enumerate(groups):
        lacing = b"".join(lacing_of(len(one)) for one in group)
        if len(lacing) > MOST_SEGMENTS:
            raise AssertionError("twenty packets of Opus do not fit a page")
        granule += len(group) * FRAME
        flags = LAST if ending and index == len(groups) - 1 else 0
        page = Page(0, flags, granule, serial, number + index, 0, lacing)
        yield packed(page, b"".join(group))
