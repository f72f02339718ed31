"""AAC: what its configuration says, the prompt coded like it, and ADTS, joined frame by frame.

Every frame of AAC LC is decoded from its own data; neighbours overlap by half. So at a join the
last half frame before it fades out and the first behind it fades in, over 1024 moments, and all
others are decoded as before. The prompt is coded without noise substitution, so that the
decoder's random numbers go on as they would. Source: ISO/IEC 14496-3 1.6.2.1
(AudioSpecificConfig), 1.A.2 (ADTS).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from hegui.errors import Unsupported
from hegui.explicit.sound import he_aac
from hegui.explicit.sound.decoding import Decoded, decoded_form
from hegui.explicit.sound.encoding import coded
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.options import Position
from hegui.explicit.sound.splicing import Done, write, write_parts
from hegui.files.edits import Edit
from hegui.files.source import open_source
from hegui.structures import id3_header, mpeg_audio

if TYPE_CHECKING:
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.pcm import Sound
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

MOMENTS = 1024
RATES = (
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
)  # fmt: skip
CHANNELS = (0, 1, 2, 3, 4, 5, 6, 8)
LOW_COMPLEXITY = 2
_EDGE = 0.05
"""Seconds of silence around the coded prompt, for the overlap and the coder's delay."""
_LEAST_BIT_RATE = 48_000
_HEAD, _CHECK = 7, 2


class Frame(NamedTuple):
    """Where an ADTS frame lies."""

    offset: int
    length: int


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled ADTS file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    found = _frames(source, id3_header.behind(source))
    head = source.read(found[0].offset, _HEAD, "the frame")
    kind = (head[2] >> 6) + 1
    config = (head[2] & 1) << 2 | head[3] >> 6
    rate, channels = RATES[head[2] >> 2 & 15], CHANNELS[config]
    check(source, kind, channels)
    mean = sum(one.length for one in found) * 8 * rate / (len(found) * MOMENTS)
    if decoded_form(source, "aac") != (rate, channels):
        return _anew(source, sink, options, speech, found, head, mean)
    listening = Decoded(source, "aac", len(found) * MOMENTS, rate, channels)
    join = joined(listening, options, speech)
    if isinstance(join, Heard):
        return join
    number = min(len(found), round(join.at / MOMENTS))
    if options.position is Position.END:
        number = len(found)
    packets = prompt(source, join.sound, rate, mean)
    at = found[number].offset if number < len(found) else found[-1].offset + found[-1].length
    data = b"".join(_adts(head, len(packet)) + packet for packet in packets)
    write(source, (Edit(at, 0, data),), sink)
    return Done(join, number * MOMENTS / rate, "joined", join.notices)


def check(source: Source, kind: int, channels: int) -> None:
    """Raises Unsupported for AAC of other kinds than LC and what is built upon it (HE-AAC)."""
    if kind != LOW_COMPLEXITY or not channels:
        raise Unsupported(
            "the sound is AAC of object type {kind}, and only LC and HE-AAC are labelled",
            path=source.name,
            kind=kind,
        )


def _anew(
    source: Source,
    sink: str,
    options: AudioOptions,
    speech: Speech | None,
    found: list[Frame],
    head: bytes,
    mean: float,
) -> Done | Heard:
    """The file with all its sound encoded anew; what stands before and behind it stays."""
    core, config = head[2] >> 2 & 15, (head[2] & 1) << 2 | head[3] >> 6
    packets = [
        (one.offset + (_HEAD if source.read(one.offset + 1, 1)[0] & 1 else _HEAD + _CHECK),
         one.offset + one.length)
        for one in found
    ]  # fmt: skip
    asc = he_aac.config_of(LOW_COMPLEXITY, core, config)
    rate, channels = he_aac.form_of(source, asc, packets, RATES[core], CHANNELS[config])
    each = MOMENTS * rate // RATES[core]
    sound = he_aac.HeSound(source, asc, packets, rate, channels, each, 0, each * len(found))
    join = joined(sound, options, speech)
    if isinstance(join, Heard):
        return join
    like = bytearray(head)
    like[2] = like[2] & 0xC2 | RATES.index(rate) << 2
    like[3] = like[3] & 0x3F | channels << 6
    start, end = found[0].offset, found[-1].offset + found[-1].length
    with he_aac.spool_beside(sink) as spool:
        anew = he_aac.encoded_anew(sound, join, mean, spool, lambda size: _adts(bytes(like), size))
        with open_source(spool.name, called=source.name) as new:
            before, behind = Edit(0, end, b""), Edit(start, source.size - start, b"")
            write_parts(((source, (behind,)), (new, ()), (source, (before,))), sink)
    return Done(join, join.at / rate, "re-encoded", (*join.notices, anew.notice))


def prompt(source: Source, sound: Sound, rate: int, mean: float) -> tuple[bytes, ...]:
    """The prompt's packets, at about ``mean`` bits a second."""
    silence = np.zeros((round(_EDGE * rate), sound.shape[1]))
    whole = np.concatenate((silence, sound, silence))
    bits = max(round(mean), _LEAST_BIT_RATE)
    options = {"aac_pns": "0", "aac_is": "0"}
    return coded(whole, rate, "aac", name=source.name, bit_rate=bits, **options).packets


def _frames(source: Source, start: int) -> list[Frame]:
    """All frames of the stream. Raises BrokenFile, Unsupported."""
    at = mpeg_audio.first_frame(source, start, source.size, adts=True)
    if at < 0:
        raise source.broken("no ADTS frame begins here", start)
    found = []
    like = source.read(at, _HEAD)
    while True:
        source.count("ADTS frames")
        head = source.peek(at, _HEAD)
        length = mpeg_audio.adts_length(head)
        if not length or at + length > source.size:
            break
        if (head[2] & 0xFD, head[3] & 0xC0) != (like[2] & 0xFD, like[3] & 0xC0) or head[6] & 3:
            raise Unsupported(
                "the stream changes its form, or has several blocks in a frame",
                path=source.name,
                place=f"byte {at}",
            )
        found.append(Frame(at, length))
        at += length
    if not found:
        raise source.broken("no ADTS frame begins here", at)
    return found


def _adts(like: bytes, size: int) -> bytes:
    """The header of the stream before a packet of ``size`` bytes, without checksum, of variable
    rate."""
    length = _HEAD + size
    head = bytearray(like)
    head[1] |= 1
    head[3] = like[3] & 0xFC | length >> 11
    head[4] = length >> 3 & 0xFF
    head[5] = (length & 7) << 5 | 0x1F
    head[6] = 0xFC
    return bytes(head)
