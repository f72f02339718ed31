"""MP3: the prompt joined in frame by frame; the frames of the sound stay as they are.

The data of a frame may begin in the frames before it (the bit reservoir). The prompt's own
frames do not, and before the first frame behind the join stands a silent one that holds exactly
the bytes it reaches back for, so that it is decoded from the same data as before. At the join
itself the decoder's overlap of neighbouring frames fades over two of them. Source: ISO/IEC
11172-3 2.4.2.7.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from hegui.errors import Unsupported
from hegui.explicit.sound import mp3_index
from hegui.explicit.sound.decoding import Decoded
from hegui.explicit.sound.encoding import coded
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.mp3_frames import Head, Span, filler, own_data, reach, silenced, spans
from hegui.explicit.sound.options import Position
from hegui.explicit.sound.splicing import Done, write
from hegui.files.edits import Edit, ordered
from hegui.messages import Notice
from hegui.structures import id3_header

if TYPE_CHECKING:
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.pcm import Sound
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

_DECODER_DELAY = 529
_EDGE = 0.05
"""Seconds of silence around the coded prompt, of which players may cut off the codec's delay."""
_RATES = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_LEAST_RATE = {3: 64, 2: 32}
"""kbit/s that speech is coded with at least where the stream's rate varies (ours)."""
_TIMED = (b"CHAP", b"CTOC", b"SYLT", b"ETCO", b"TLEN")


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    tags = id3_header.behind(source)
    found = spans(source, tags)
    if not found:
        raise source.broken("no frame of MPEG audio begins here", tags)
    first = source.read(found[0].offset, found[0].length, "the frame")
    head = Head(first[:4])
    if head.layer != 3:
        raise Unsupported(
            "the sound is MPEG audio layer {layer}, which hegui does not label",
            path=source.name,
            layer=head.layer,
        )
    index = found.pop(0) if mp3_index.is_index(first) else None
    if not found:
        raise source.broken("no frame of MPEG audio begins here", tags)
    listening = Decoded(source, "mp3", len(found) * head.moments, head.rate, head.channels)
    join = joined(listening, options, speech)
    if isinstance(join, Heard):
        return join
    number = _number(options, join.at, head, len(found), indexed=index is not None)
    like = source.read(found[max(number - 1, 0)].offset, 4)
    prompt = _prompt(source, join.sound, like, found)
    kept = _reached(source, found, number)
    if kept:
        prompt = (*prompt, filler(like, kept))
    at = found[number].offset if number < len(found) else found[-1].offset + found[-1].length
    data = b"".join(prompt)
    edits = [Edit(at, 0, data)]
    if number == 0:
        edits += _without_beginning(source, found)
    if index is not None:
        edits.append(
            Edit(index.offset, index.length, _index(source, index, first, found, number, prompt))
        )
    write(source, ordered(edits), sink)
    notices = (*join.notices, *_times(source, tags))
    return Done(join, number * head.moments / head.rate, "joined", notices)


def _number(options: AudioOptions, at: int, head: Head, count: int, *, indexed: bool) -> int:
    """Before which frame the prompt is joined in."""
    if options.position is Position.START:
        return 0
    if options.position is Position.END:
        return count
    delay = _DECODER_DELAY + 576 if indexed else 0
    return min(count, round((at + delay) / head.moments))


def _prompt(source: Source, sound: Sound, like: bytes, found: list[Span]) -> tuple[bytes, ...]:
    """The prompt's frames: of the stream's bit rate, none reaching into another."""
    head = Head(like)
    silence = np.zeros((round(_EDGE * head.rate), head.channels))
    whole = np.concatenate((silence, sound, silence))
    rate = _bit_rate(source, head, found)
    result = coded(
        whole, head.rate, "libmp3lame", name=source.name, bit_rate=rate * 1000, reservoir="0"
    )
    # Copyright and original are said of the sound by every frame.
    said = like[3] & 0x0C
    frames = tuple(one[:3] + bytes((one[3] & 0xF3 | said,)) + one[4:] for one in result.packets)
    if any(map(reach, frames)):
        raise AssertionError("a frame of the prompt reaches into another")
    return frames


def _bit_rate(source: Source, head: Head, found: list[Span]) -> int:
    """kbit/s of the prompt: the stream's own, or at least its mean where it varies."""
    step = max(1, len(found) // 64)
    seen = {source.read(one.offset, 4)[2] >> 4 for one in found[::step]}
    rates = _RATES[3 if head.version == 3 else 2]
    if len(seen) == 1:
        return rates[seen.pop() - 1]
    total = sum(one.length for one in found)
    mean = total * 8 * head.rate / (len(found) * head.moments) / 1000
    least = max(mean, _LEAST_RATE[3 if head.version == 3 else 2])
    return rates[min(bisect_left(rates, least), len(rates) - 1)]


def _reached(source: Source, found: list[Span], number: int) -> bytes:
    """The bytes before its own that the frame behind the join is decoded from."""
    if number >= len(found):
        return b""
    needed = reach(source.read(found[number].offset, found[number].length, "the frame"))
    kept = b""
    for span in reversed(found[max(0, number - 64) : number]):
        if len(kept) >= needed:
            break
        kept = own_data(source.read(span.offset, span.length, "the frame")) + kept
    return kept[len(kept) - needed :] if needed else b""


def _without_beginning(source: Source, found: list[Span]) -> list[Edit]:
    """Frames at the front of a file that was cut out of another: what they reach back for is not
    there, players skip them, and they must not take the prompt's data for it."""
    edits = []
    have = 0
    for span in found:
        frame = source.read(span.offset, span.length, "the frame")
        if reach(frame) > have:
            edits.append(Edit(span.offset, span.length, silenced(frame)))
        elif have:
            break
        have += len(own_data(frame))
        if have >= 512:
            break
    return edits


def _index(
    source: Source,
    index: Span,
    first: bytes,
    found: list[Span],
    number: int,
    prompt: tuple[bytes, ...],
) -> bytes:
    at = found[number].offset if number < len(found) else found[-1].offset + found[-1].length
    data = b"".join(prompt)
    end = found[-1].offset + found[-1].length
    starts = [one.offset - index.offset for one in found[:number]]
    here = at - index.offset
    for frame in prompt:
        starts.append(here)
        here += len(frame)
    starts += [one.offset - index.offset + len(data) for one in found[number:]]
    total = end - index.offset + len(data)
    change = mp3_index.Change(data, at, len(prompt), starts, total)
    return mp3_index.told_anew(source, index, first, end, change)


def _times(source: Source, tags: int) -> tuple[Notice, ...]:
    """What in the tags tells of times, which stay as they were."""
    said = sorted(name.decode() for name in _TIMED if source.find(name, 0, tags) >= 0)
    if not said:
        return ()
    return (
        Notice(
            "the times in the tag ({names}) are still those before the label",
            {"names": ", ".join(said)},
        ),
    )
