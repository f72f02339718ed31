"""Labels found in sound: the rhythm of clause 5.3, and the spoken prompts that hegui ships.

What is found is evidence with a strength. What is not found may be there all the same: a prompt
in another voice or another wording is not known here, nor is a label that other sound lies over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from hegui.errors import UnknownFormat
from hegui.extras import needed
from hegui.files.source import open_source

if TYPE_CHECKING:
    from hegui.explicit.contract import Progress
    from hegui.explicit.sound.hearing import Heard
    from hegui.explicit.sound.pcm import Sound
    from hegui.files.source import Source

_WINDOW = 60.0
"""Seconds that are listened to at once."""
# As FFmpeg calls the formats; naming one keeps it from taking a file for a list of others.
_DEMUXERS = {"flac": "flac", "mp3": "mp3", "adts": "aac", "mp4": "mov", "ogg": "ogg"}
_FILMS = (
    (0, b"\x1a\x45\xdf\xa3", "matroska"),
    (0, b"FLV\x01", "flv"),
    (8, b"AVI ", "avi"),
    (4, b"moov", "mov"),
    (4, b"wide", "mov"),
)


def find_sound(path: str, *, progress: Progress | None = None) -> tuple[Heard, ...]:
    """The labels heard in a file of sound, or in the first sound of a film, by their time.

    Raises UnknownFormat, Unsupported, BrokenFile, CeilingExceeded, CannotRead, MissingExtra.
    """
    with open_source(path) as source, needed("video"):
        return found_in(source, progress=progress)


def found_in(source: Source, *, progress: Progress | None = None) -> tuple[Heard, ...]:
    """The same for an open file."""
    import numpy as np

    from hegui.explicit.sound.hearing import labels_in, longest, mono

    rate, total, blocks = _sound(source)
    overlap = round((longest() + 1.0) * rate)
    window = max(round(_WINDOW * rate), 2 * overlap)
    found: list[Heard] = []
    parts: list[Sound] = []
    have = start = 0
    for block in blocks:
        parts.append(mono(block))
        have += len(block)
        if have < window:
            continue
        whole = np.concatenate(parts)
        found += _later(labels_in(whole, rate), start / rate)
        # A label that the window's end cuts is whole in the next.
        parts = [whole[-overlap:]]
        start += len(whole) - overlap
        have = overlap
        if progress and total:
            progress(min(1.0, start / total))
    if parts:
        found += _later(labels_in(np.concatenate(parts), rate), start / rate)
    if progress:
        progress(1.0)
    return _once(found)


def _sound(source: Source) -> tuple[int, int, Iterator[Sound]]:
    """The rate, the number of moments (0 where unknown), and the sound block by block."""
    from hegui.explicit.sound.formats import format_of

    demuxer = next(
        (name for at, magic, name in _FILMS if source.peek(at, len(magic)) == magic), None
    )
    kind = None if demuxer else format_of(source)
    if kind in ("wav", "aiff"):
        from hegui.explicit.sound import aiff, wav

        pcm = wav.listening(source) if kind == "wav" else aiff.listening(source)
        return pcm.rate, pcm.moments, pcm.blocks(0, pcm.moments)
    demuxer = demuxer or _DEMUXERS.get(kind or "")
    if demuxer is None:
        raise UnknownFormat("is no sound or film that hegui can listen to", path=source.name)
    from hegui.explicit.sound.decoding import all_sound, described

    rate, moments = described(source, demuxer)
    return rate, moments, all_sound(source, demuxer, rate)


def _later(found: tuple[Heard, ...], seconds: float) -> Iterator[Heard]:
    for one in found:
        yield replace(one, start=one.start + seconds, end=one.end + seconds)


def _once(found: list[Heard]) -> tuple[Heard, ...]:
    """Each label once: what two windows have in common is heard twice."""
    kept: list[Heard] = []
    for one in sorted(found, key=lambda each: -each.strength):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda each: each.start))
