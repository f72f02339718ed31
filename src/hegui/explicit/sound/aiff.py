"""AIFF and AIFF-C without compression: the prompt is put between the samples.

Markers behind it move with the sound; loops name markers and need no change. Source: Audio
Interchange File Format 1.3 (1989): COMM, SSND, MARK; AIFF-C draft (1991) and Apple's "sowt",
"fl32", "in24" and their like.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hegui.errors import NoRoom, Unsupported
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import Join, joined
from hegui.explicit.sound.pcm import Encoding
from hegui.explicit.sound.splicing import Done, Pcm, write
from hegui.files.edits import Edit, ordered
from hegui.files.source import Source
from hegui.structures.riff import BIG_HEAD, LARGEST, Chunk
from hegui.structures.sound_form import SoundForm

if TYPE_CHECKING:
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech

_COMMON = struct.Struct(">hIh10s")
_MOST_FORM = LARGEST


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    form, chunks, common, sound, pcm = _parsed(source)
    join = joined(pcm, options, speech)
    if isinstance(join, Heard):
        return join
    data = pcm.encoding.encode(join.sound)
    length = sound.length + len(data)
    edits = [
        Edit(pcm.offset + join.at * pcm.step, 0, data),
        Edit(sound.data_end, sound.end - sound.data_end, b"\0" * (length & 1)),
        Edit(common.data_at + 2, 4, (pcm.moments + len(join.sound)).to_bytes(4)),
    ]
    for chunk in chunks:
        if chunk.name == b"MARK":
            edits += _markers(source, chunk, join)
    end = form.end + sum(edit.growth for edit in edits)
    if end - 8 > _MOST_FORM:
        raise NoRoom("an AIFF file cannot grow beyond 4 GiB", path=source.name)
    edits += (Edit(4, 4, (end - 8).to_bytes(4)), Edit(sound.offset + 4, 4, length.to_bytes(4)))
    write(source, ordered(edits), sink)
    return Done(join, join.at / pcm.rate, "spliced", join.notices)


def listening(source: Source) -> Pcm:
    """The sound of a file. Raises BrokenFile, CeilingExceeded, Unsupported."""
    return _parsed(source)[-1]


def _parsed(source: Source) -> tuple[SoundForm, list[Chunk], Chunk, Chunk, Pcm]:
    head = source.read(0, 12, "the FORM header")
    form = SoundForm(source, BIG_HEAD.unpack_from(head)[1], b"SSND", BIG_HEAD)
    chunks = list(form.chunks())
    sound = form.sound
    common = next((one for one in chunks if one.name == b"COMM"), None)
    if common is None or sound is None:
        missing = "COMM" if common is None else "SSND"
        raise source.broken("the file has no chunk {name}", 12, name=missing)
    pcm = _pcm(form, common, sound, compressed=head[8:12] == b"AIFC")
    return form, chunks, common, sound, pcm


def _pcm(form: SoundForm, common: Chunk, sound: Chunk, *, compressed: bool) -> Pcm:
    """What the chunks COMM and SSND say. Raises BrokenFile, Unsupported."""
    source = form.source
    data = source.read(common.data_at, min(common.length, 22), "the chunk COMM")
    if len(data) < (22 if compressed else 18):
        raise source.broken("the chunk COMM ends within its fields", common.place)
    channels, moments, bits, extended = _COMMON.unpack_from(data)
    kind = data[18:22] if compressed else b"NONE"
    encoding = _encoding(kind.lower(), bits)
    rate = _rate(extended)
    if encoding is None:
        raise Unsupported(
            "the sound is coded in a form (AIFF type {kind}, {bits} bits) that hegui does not "
            "label; convert it to PCM",
            path=source.name,
            place=common.place,
            kind=kind.decode("latin-1"),
            bits=bits,
        )
    if sound.length < 8:
        raise source.broken("the chunk SSND ends within its fields", sound.place)
    start = 8 + int.from_bytes(source.read(sound.data_at, 4, "the chunk SSND"))
    step = encoding.width * max(channels, 1)
    most = max(0, sound.length - start) // step
    # A recorder that was stopped has not told how much there is.
    moments = most if form.streamed else min(moments, most)
    return Pcm(source, sound.data_at + start, encoding, rate, channels, moments)


def _encoding(kind: bytes, bits: int) -> Encoding | None:
    width = (bits + 7) // 8
    if kind in (b"none", b"twos", b"sowt") and 1 <= bits <= 32:
        return Encoding("integer", width, bits, big=kind != b"sowt")
    fixed = {
        b"in24": Encoding("integer", 3, 24, big=True),
        b"in32": Encoding("integer", 4, 32, big=True),
        b"fl32": Encoding("float", 4, 32, big=True),
        b"fl64": Encoding("float", 8, 64, big=True),
        b"raw ": Encoding("integer", 1, 8, offset=True),
        b"alaw": Encoding("A-law", 1, 8),
        b"ulaw": Encoding("mu-law", 1, 8),
    }
    return fixed.get(kind)


def _rate(extended: bytes) -> int:
    """An 80-bit floating-point number of IEEE 754, to the nearest whole one."""
    exponent, mantissa = struct.unpack(">HQ", extended)
    shift = 16383 + 63 - exponent
    if not 0 <= shift <= 63:
        return 0
    rounding: int = mantissa >> (shift - 1) & 1 if shift else 0
    whole: int = mantissa >> shift
    return whole + rounding


def _markers(source: Source, chunk: Chunk, join: Join) -> Iterator[Edit]:
    data = bytearray(chunk.data(source))
    at = 2
    for _ in range(int.from_bytes(data[:2])):
        if at + 7 > len(data):
            break
        position = int.from_bytes(data[at + 2 : at + 6])
        if position >= join.at:
            data[at + 2 : at + 6] = min(position + len(join.sound), LARGEST).to_bytes(4)
        at += 6 + (data[at + 6] | 1) + 1
    yield Edit(chunk.data_at, len(data), bytes(data))
