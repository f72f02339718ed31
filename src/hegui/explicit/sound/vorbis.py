"""Vorbis in Ogg: decoded, joined with the prompt, and encoded anew by libvorbis.

A packet of Vorbis is decoded by the codebooks of its stream's own setup header, which no encoder
takes from outside: new packets cannot stand among old ones. So the whole is encoded anew, one
step of quality above what the original had, and that is said; of chained streams, each of which
has a setup header of its own, only the first or the last. FFmpeg's own encoder is not good
enough; libvorbis comes with the program ``ffmpeg`` where it is installed. The comments stay byte
for byte. Source: Vorbis I 4.2 (headers), A.2 (in Ogg); RFC 3533 6.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from tempfile import NamedTemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

import numpy as np

from hegui.errors import ReadBackFailed, Unsupported
from hegui.explicit.sound import ogg_links
from hegui.explicit.sound.decoding import Decoded
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import Join, joined
from hegui.explicit.sound.splicing import Done, write_parts
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source, open_source
from hegui.files.target import TEMPORARY_SUFFIX
from hegui.messages import Notice
from hegui.structures.ogg_pages import (
    CONTINUED,
    MOST_SEGMENTS,
    NO_GRANULE,
    Page,
    lacing_of,
    packed,
    pages,
    renumbered,
)

if TYPE_CHECKING:
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.pcm import Sound
    from hegui.explicit.sound.speech import Speech

_HEADERS = 3
_HEAD = struct.Struct("<7sIBIiiiB")  # 4.2.2, without the framing flag
_LAYOUTS = ("mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1")
# libvorbis' nominal kbit/s of stereo at 44.1 kHz, from quality 0 to 10.
_RATES = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 500)
_MORE = 1.0
"""How much better than the original the new sound is encoded, so that little is lost twice."""
_SLACK = 4096
"""Moments by which two encoders' ends may differ: two of their longest blocks, halved."""

_ANEW = (
    "the whole sound was encoded anew, at quality {quality:.1f} of Vorbis ({was:.1f} before): "
    "new packets of Vorbis cannot stand among old ones"
)
_ONE_ANEW = (
    "of the streams one behind the other, the one with the label was encoded anew, at quality "
    "{quality:.1f} of Vorbis ({was:.1f} before): new packets of Vorbis cannot stand among old "
    "ones; the others are as they were"
)


class _Head(NamedTuple):
    """``nominal`` are the bits a second that the encoder was told, 0 where it does not say."""

    rate: int
    channels: int
    nominal: int


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported (the program is missing), NoRoom, CannotWrite,
    ReadBackFailed.
    """
    found = ogg_links.link(source, options)
    span = found[0].offset, found[-1].end
    head = _head(source, found[0])
    sound = found[ogg_links.first_sound(source, found, _HEADERS) :]
    total = max(1, sound[-1].granule)
    listening = Decoded(source, "ogg", total, head.rate, head.channels, span)
    join = joined(listening, options, speech)
    if isinstance(join, Heard):
        return join
    mean = (sound[-1].end - sound[0].offset) * 8 * head.rate / total
    was = _quality(head.nominal or mean, head)
    quality = min(was + _MORE, 10.0)
    comments = ogg_links.packets(source, found, 2)[1]
    folder = os.path.dirname(os.path.abspath(sink))
    with NamedTemporaryFile(dir=folder, suffix=TEMPORARY_SUFFIX) as spool:
        _encode(listening, join, quality, spool)
        with open_source(spool.name, called=source.name) as new:
            edits = _edits(new, comments, total + len(join.sound))
            before, behind = Edit(0, span[1], b""), Edit(span[0], source.size - span[0], b"")
            write_parts(((source, (behind,)), (new, edits), (source, (before,))), sink)
    chained = span[0] or next(pages(source, span[1], source.size), None)
    told = Notice(_ONE_ANEW if chained else _ANEW, {"quality": quality, "was": was})
    return Done(join, join.at / head.rate, "re-encoded", (*join.notices, told))


def _head(source: Source, page: Page) -> _Head:
    """What the identification header says. Raises BrokenFile, Unsupported."""
    data = source.read(page.body, min(page.length, _HEAD.size), "the page")
    if len(data) < _HEAD.size:
        raise source.broken("the Vorbis header is cut short", page.place)
    _, version, channels, rate, _, nominal, *_ = _HEAD.unpack(data)
    if version or not rate:
        raise source.broken("the Vorbis header is of no known version", page.place)
    if not 1 <= channels <= len(_LAYOUTS):
        raise Unsupported(
            "the Vorbis stream has {channels} channels, and hegui labels one to eight",
            path=source.name,
            channels=channels,
        )
    return _Head(rate, channels, max(nominal, 0))


def _quality(mean: float, head: _Head) -> float:
    """libvorbis' quality at which a stereo sound of 44.1 kHz has as many bits a sample."""
    alike = mean / 1000 * (2 * 44100) / (head.rate * head.channels)
    return float(np.interp(alike, _RATES, range(len(_RATES))))


def _encode(listening: Decoded, join: Join, quality: float, spool: IO[bytes]) -> None:
    """The sound with the prompt in it, encoded into ``spool``. Raises Unsupported."""
    program = shutil.which("ffmpeg")
    if program is None:
        raise _missing(listening.name)
    form = ("-f", "f32le", "-ar", str(listening.rate), "-ac", str(listening.channels))
    layout = ("-channel_layout", _LAYOUTS[listening.channels - 1])
    into = ("-c:a", "libvorbis", "-q:a", f"{quality:.2f}", "-f", "ogg", "pipe:1")
    words = (program, "-nostdin", "-v", "error", *form, *layout, "-i", "pipe:0", *into)
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=spool, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    try:
        for block in _sound(listening, join):
            process.stdin.write(np.ascontiguousarray(block, np.float32).tobytes())
        process.stdin.close()
        if process.wait():
            raise _missing(listening.name)
    except BrokenPipeError:
        raise _missing(listening.name) from None
    finally:
        process.kill()
        process.wait()
        with suppress(BrokenPipeError):
            process.stdin.close()


def _missing(name: str) -> Unsupported:
    return Unsupported(
        "Vorbis is encoded anew by the program ffmpeg with libvorbis, which is not installed here "
        "or failed",
        path=name,
    )


def _sound(listening: Decoded, join: Join) -> Iterator[Sound]:
    yield from listening.blocks(0, join.at)
    yield join.sound
    yield from listening.blocks(join.at, listening.moments)


def _edits(new: Source, comments: bytes, moments: int) -> Edits:
    """What gives the new stream the original's comments, and numbers its pages on.

    Raises ReadBackFailed where it is not as long as it has to be.
    """
    found = list(pages(new, 0, new.size))
    first = ogg_links.first_sound(new, found, _HEADERS)
    if abs(found[-1].granule - moments) > _SLACK:
        raise ReadBackFailed(
            "the new sound is {have} moments long and not {want}",
            path=new.name,
            have=found[-1].granule,
            want=moments,
        )
    setup = ogg_links.packets(new, found, _HEADERS)[2]
    headers = list(_header_pages((comments, setup), found[0]))
    by = len(headers) + 1 - first
    start, end = found[0].end, found[first].offset
    edits = [Edit(start, end - start, b"".join(headers))]
    if by:
        edits += [renumbered(page, page.number + by) for page in found[first:]]
    return ordered(edits)


def _header_pages(headers: tuple[bytes, ...], like: Page) -> Iterator[bytes]:
    """Pages that hold these packets and nothing else."""
    data = b"".join(headers)
    lacing = b"".join(lacing_of(len(one)) for one in headers)
    number, at, flags = like.number, 0, 0
    for start in range(0, len(lacing), MOST_SEGMENTS):
        part = lacing[start : start + MOST_SEGMENTS]
        number += 1
        ends = any(length < MOST_SEGMENTS for length in part)
        granule = 0 if ends else NO_GRANULE
        length = sum(part)
        page = Page(0, flags, granule, like.serial, number, 0, part)
        yield packed(page, data[at : at + length])
        at += length
        flags = CONTINUED if part[-1] == MOST_SEGMENTS else 0
