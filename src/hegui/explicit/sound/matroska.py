"""Sound alone in Matroska and WebM: the prompt's packets in clusters of their own.

Opus and AAC LC are joined as in Ogg and in MP4, before a block of the sound; no block is touched,
and those behind the join are shown later by as much as the prompt lasts. Source: RFC 9559 5.1.3
(clusters, blocks), 10.2 (relative times), 12 (Opus: CodecDelay, SeekPreRoll and DiscardPadding);
Matroska codec mappings (A_OPUS, A_AAC).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from hegui.errors import Unsupported
from hegui.explicit.sound import aac, matroska_layout, opus
from hegui.explicit.sound.decoding import Decoded, decoded_form, packet_lengths
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.matroska_rewriting import Put, rewritten
from hegui.explicit.sound.options import Position
from hegui.explicit.sound.splicing import Done, write
from hegui.files.edits import ordered
from hegui.messages import Notice
from hegui.structures import ebml
from hegui.structures.matroska_layout import CHAPTERS, CLUSTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from hegui.explicit.sound.matroska_layout import Block, Layout
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.pcm import Sound
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

_SECOND = 1_000_000_000
_FURTHEST = 30_000
"""How far a block's time may be from its cluster's: a signed number of 16 bits says it."""
_BLOCK_DURATION = 0x9B
_KEY, _PLAIN = b"\x80", b"\0"


@dataclass(frozen=True, slots=True)
class _Coding:
    """How a track is coded: what its packets last (given their first bytes and their size), the
    prompt's packets given the sound's mean bits a second, and how long each of those is."""

    rate: int
    channels: int
    lasting: Callable[[bytes], int]
    prompt: Callable[[Sound, float], tuple[bytes, ...]]
    moments: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Before a block, or behind the last: in which cluster, at which byte, at what time."""

    cluster: int
    at: int
    time: int


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    layout = matroska_layout.read(source)
    coding = _coding(source, layout)
    lengths, size = packet_lengths(source, "matroska", coding.lasting)
    skipped = round(Fraction(layout.track.delay * coding.rate, _SECOND))
    total = max(1, sum(lengths) - skipped)
    listening = Decoded(source, "matroska", total, coding.rate, coding.channels)
    join = joined(listening, options, speech)
    if isinstance(join, Heard):
        return join
    seconds = Fraction(join.at + skipped, coding.rate)
    place = _place(source, layout, options, seconds, lengths, coding)
    packets = coding.prompt(join.sound, size * 8 * coding.rate / total)
    step = Fraction(coding.moments * _SECOND, coding.rate * layout.scale)
    put = Put(
        place.cluster,
        place.at,
        place.time,
        _clusters(layout, packets, place.time, step),
        round(len(packets) * step),
        len(packets),
        sum(map(len, packets)),
    )
    write(source, ordered(rewritten(source, layout, put)), sink)
    notices = join.notices
    if any(one.id == CHAPTERS for one in layout.elements):
        notices = (*notices, Notice("the chapters are still at the times before the label"))
    at = max(0.0, place.time * layout.scale / _SECOND)
    return Done(join, at, "joined", notices)


def _coding(source: Source, layout: Layout) -> _Coding:
    """Raises BrokenFile; Unsupported for sound that cannot be joined."""
    track = layout.track
    if track.encoded:
        raise Unsupported("the sound is packed or encrypted once more", path=source.name)
    if track.codec == "A_OPUS":
        head = opus.head_of(source, track.private, "CodecPrivate")
        return _Coding(
            opus.RATE,
            head.channels,
            opus.packet_moments,
            lambda sound, mean: opus.prompt(source, sound, mean, head),
            opus.FRAME,
        )
    if track.codec == "A_AAC" and len(track.private) > 1:
        bits = int.from_bytes(track.private[:2])
        kind, index, channels = bits >> 11, bits >> 7 & 15, bits >> 3 & 15
        if kind == aac.LOW_COMPLEXITY and index < len(aac.RATES) and not bits & 4:
            form = aac.RATES[index], aac.CHANNELS[channels] if channels < 8 else 0
            if decoded_form(source, "matroska") == form:
                return _Coding(
                    *form,
                    lambda _: aac.MOMENTS,
                    lambda sound, mean: aac.prompt(source, sound, form[0], mean),
                    aac.MOMENTS,
                )
    raise Unsupported(
        "the sound is coded as {codec}; in Matroska and WebM hegui labels Opus and AAC LC",
        path=source.name,
        codec=track.codec,
    )


def _place(
    source: Source,
    layout: Layout,
    options: AudioOptions,
    seconds: Fraction,
    lengths: list[int],
    coding: _Coding,
) -> _Place:
    """Where the prompt goes. Raises BrokenFile, CeilingExceeded, Unsupported."""
    if options.position is Position.END:
        return _end(source, layout, lengths, coding)
    first = _first(source, layout)
    if options.position is Position.START:
        return first
    wanted = round(seconds * _SECOND / layout.scale) + first.time
    clusters = layout.clusters
    number = max((at for at, one in enumerate(clusters) if one.time <= wanted), default=0)
    found = [
        _Place(number, one.offset, one.time)
        for one in matroska_layout.blocks(source, layout, clusters[number])
    ]
    if found and found[0].at == clusters[number].first:
        found[0] = _Place(number, clusters[number].offset, found[0].time)
    if number + 1 < len(clusters):
        behind = next(matroska_layout.blocks(source, layout, clusters[number + 1]), None)
        if behind and behind.offset == clusters[number + 1].first:
            found.append(_Place(number + 1, clusters[number + 1].offset, behind.time))
    else:
        found.append(_end(source, layout, lengths, coding))
    return min(found, key=lambda one: abs(one.time - wanted))


def _first(source: Source, layout: Layout) -> _Place:
    for number, cluster in enumerate(layout.clusters):
        for one in matroska_layout.blocks(source, layout, cluster):
            return _Place(number, cluster.offset, one.time)
    raise source.broken("there is no sound in the file, or no time")


def _end(source: Source, layout: Layout, lengths: list[int], coding: _Coding) -> _Place:
    """Behind the last block; what of its sound is not heard takes no time."""
    last: Block | None = None
    for cluster in reversed(layout.clusters):
        for one in matroska_layout.blocks(source, layout, cluster):
            last = one
        if last:
            break
    if last is None:
        raise source.broken("there is no sound in the file, or no time")
    lasting = Fraction(sum(lengths[-last.packets :]) * _SECOND, coding.rate) - last.discarded
    time = last.time + max(0, round(lasting / layout.scale))
    return _Place(len(layout.clusters), layout.clusters[-1].end, time)


def _clusters(layout: Layout, packets: tuple[bytes, ...], begin: int, step: Fraction) -> bytes:
    """The prompt's clusters: its packets from the time ``begin`` on, every ``step``."""
    made: list[bytes] = []
    body: list[bytes] = []
    base = begin
    for number, packet in enumerate(packets):
        time = begin + round(number * step)
        if time - base > _FURTHEST:
            made.append(_cluster(base, body))
            body, base = [], time
        body.append(_block(layout, time - base, packet, step))
    made.append(_cluster(base, body))
    return b"".join(made)


def _cluster(time: int, blocks: list[bytes]) -> bytes:
    said = ebml.make_uint(matroska_layout.TIMESTAMP, max(0, time))
    return ebml.make(CLUSTER, said + b"".join(blocks), 4)


def _block(layout: Layout, time: int, packet: bytes, step: Fraction) -> bytes:
    track = ebml.size_field(layout.track.number) + time.to_bytes(2)
    usual = layout.track.default_duration
    if not usual or abs(usual - step * layout.scale) < _SECOND // 10_000:
        return ebml.make(matroska_layout.SIMPLE_BLOCK, track + _KEY + packet)
    lasting = ebml.make_uint(_BLOCK_DURATION, round(step))
    block = ebml.make(matroska_layout.BLOCK, track + _PLAIN + packet)
    return ebml.make(matroska_layout.BLOCK_GROUP, block + lasting)
