"""WAV, RF64 and BW64: the prompt is put between the samples, everything else stays as it lies.

Positions in the sound that other chunks hold (cue points, loops, peaks, the time code of
Broadcast Wave) are moved with it. Source: Multimedia Programming Interface and Data
Specifications 1.0 (1991), "WAVE"; WAVEFORMATEXTENSIBLE (Microsoft, 2001); EBU Tech 3285
(bext, levl), 3306 (RF64); ITU-R BS.2088.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from hegui.errors import Unsupported
from hegui.explicit.sound.ahead import Ahead
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import Join, joined
from hegui.explicit.sound.options import Position
from hegui.explicit.sound.pcm import Encoding
from hegui.explicit.sound.splicing import Done, Pcm
from hegui.explicit.sound.wav_positions import moved
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.messages import Notice
from hegui.structures import riff
from hegui.structures.riff import LARGEST, Chunk
from hegui.structures.wav_layout import WIDE, Layout, can_become_ds64, ds64

if TYPE_CHECKING:
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech

_FORMAT = struct.Struct("<HHIIHH")
_PCM, _FLOAT, _ALAW, _MULAW, _EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
_SUBFORMAT: Final = bytes.fromhex("000000001000800000aa00389b71")
_DS64_SIZE = 36
_MOST_FORM = LARGEST


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    layout, chunks, sound, pcm = _parsed(source)
    with Ahead(source, sink) as ahead:

        def begun(at: int, length: int) -> None:
            here = sound.data_at + at * pcm.step
            if options.position is Position.START:
                ahead.begin(here, source.size, length * pcm.step)
            else:
                ahead.begin(0, here, 0)

        join = joined(pcm, options, speech, begun=begun)
        if isinstance(join, Heard):
            return join
        edits, notices = _edits(layout, chunks, sound, pcm, join)
        ahead.finish(edits)
    return Done(join, join.at / pcm.rate, "spliced", (*join.notices, *notices))


def _edits(
    layout: Layout, chunks: list[Chunk], sound: Chunk, pcm: Pcm, join: Join
) -> tuple[Edits, list[Notice]]:
    data = pcm.encoding.encode(join.sound)
    length = sound.length + len(data)
    edits = [
        Edit(sound.data_at + join.at * pcm.step, 0, data),
        Edit(sound.data_end, sound.end - sound.data_end, b"\0" * (length & 1)),
    ]
    others, notices = moved(layout.source, chunks, join, pcm)
    edits += others
    end = layout.end + sum(edit.growth for edit in edits)
    first = next((one for one in chunks if one.offset == 12), None)
    edits += _lengths(layout, sound, end, length, pcm.moments + len(join.sound), first)
    return ordered(edits), notices


def listening(source: Source) -> Pcm:
    """The sound of a file. Raises BrokenFile, CeilingExceeded, Unsupported."""
    return _parsed(source)[-1]


def _parsed(source: Source) -> tuple[Layout, list[Chunk], Chunk, Pcm]:
    layout = Layout(source)
    chunks = list(layout.chunks())
    sound = layout.sound
    format_ = next((one for one in chunks if one.name == b"fmt "), None)
    if format_ is None or sound is None:
        missing = "fmt" if format_ is None else "data"
        raise source.broken("the file has no chunk {name}", 12, name=missing)
    return layout, chunks, sound, _pcm(source, format_, sound)


def _pcm(source: Source, chunk: Chunk, sound: Chunk) -> Pcm:
    """What the chunk "fmt " says. Raises BrokenFile, Unsupported."""
    data = source.read(chunk.data_at, min(chunk.length, 40), "the chunk fmt")
    if len(data) < _FORMAT.size:
        raise source.broken("the chunk fmt ends within its fields", chunk.place)
    tag, channels, rate, _, step, bits = _FORMAT.unpack_from(data)
    meant = bits
    if tag == _EXTENSIBLE and len(data) >= 40:
        if data[26:40] != _SUBFORMAT:
            tag = 0
        else:
            tag = int.from_bytes(data[24:26], "little")
            meant = int.from_bytes(data[18:20], "little") or bits
    width = step // channels if channels else 0
    if not channels or not rate or step != width * channels:
        raise source.broken(
            "the chunk fmt says {channels} channels, {rate} Hz and {step} bytes a moment",
            chunk.place,
            channels=channels,
            rate=rate,
            step=step,
        )
    encoding = _encoding(tag, width, bits, min(meant, bits))
    if encoding is None:
        raise Unsupported(
            "the sound is coded in a form (WAV tag {tag}, {bits} bits) that hegui does not "
            "label; convert it to PCM",
            path=source.name,
            place=chunk.place,
            tag=tag,
            bits=bits,
        )
    return Pcm(source, sound.data_at, encoding, rate, channels, sound.length // step)


def _encoding(tag: int, width: int, bits: int, meant: int) -> Encoding | None:
    if tag == _PCM and 1 <= width <= 4 and 8 * (width - 1) < bits <= 8 * width:
        return Encoding("integer", width, max(meant, 1), offset=width == 1)
    if tag == _FLOAT and width in (4, 8) and bits == 8 * width:
        return Encoding("float", width, bits)
    if tag in (_ALAW, _MULAW) and width == 1:
        return Encoding("A-law" if tag == _ALAW else "mu-law", 1, 8)
    return None


def _lengths(
    layout: Layout, sound: Chunk, end: int, length: int, moments: int, first: Chunk | None
) -> list[Edit]:
    """The edits that say that the form ends at byte ``end`` and its sound is ``length`` long."""
    sizes = layout.sizes
    if layout.wide and sizes is None:
        raise layout.source.broken("the chunk ds64 is missing", 12)
    if sizes:
        edits = [
            Edit(4, 4, LARGEST.to_bytes(4, "little")),
            Edit(sizes.form_at, 8, (end - 8).to_bytes(8, "little")),
            Edit(sizes.data_at, 8, length.to_bytes(8, "little")),
            Edit(sound.offset + 4, 4, LARGEST.to_bytes(4, "little")),
        ]
        if any(layout.source.read(sizes.data_at + 8, 8)):
            edits.append(Edit(sizes.data_at + 8, 8, moments.to_bytes(8, "little")))
        return edits
    if end - 8 > _MOST_FORM:
        kept = first.size if first and can_become_ds64(layout.source, first) else 0
        size = kept or _DS64_SIZE
        return [
            Edit(0, 8, riff.HEAD.pack(WIDE[0], LARGEST)),
            Edit(12, kept, ds64(end - 8 + size - kept, length, size)),
            Edit(sound.offset + 4, 4, LARGEST.to_bytes(4, "little")),
        ]
    return [
        Edit(4, 4, (end - 8).to_bytes(4, "little")),
        Edit(sound.offset + 4, 4, length.to_bytes(4, "little")),
    ]
