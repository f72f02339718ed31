"""Which format a file is of, by its first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hegui.structures import id3_header, mpeg_audio

if TYPE_CHECKING:
    from hegui.files.source import Source

_FRAMES = 10
# QuickTime's own files need no "ftyp".
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
Format = Literal["wav", "aiff", "flac", "mp3", "adts", "mp4", "ogg", "matroska"]


def format_of(source: Source) -> Format | None:
    """The format of a sound; None for anything else."""
    head = source.peek(0, 16)
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[:4] == b"OggS":
        return "ogg"
    if head[4:8] in _BOXES:
        return "mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    behind = id3_header.behind(source)
    if source.peek(behind, 4) == b"fLaC":
        return "flac"
    for adts in (True, False):
        at = mpeg_audio.first_frame(source, behind, source.size, adts=adts)
        if at >= 0 and (at == behind or _goes_on(source, at, adts=adts)):
            return "adts" if adts else "mp3"
    return None


def _goes_on(source: Source, at: int, *, adts: bool) -> bool:
    """Whether a stream found behind other bytes is one: chance makes two frames, and not ten."""
    for _ in range(_FRAMES):
        head = source.peek(at, mpeg_audio.ADTS_HEAD)
        length = mpeg_audio.adts_length(head) if adts else mpeg_audio.frame_length(head)
        if length <= 0:
            return False
        at += length
    return True
