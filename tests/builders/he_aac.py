"""HE-AAC: what spectral band replication and parametric stereo add to frames of AAC LC.

No encoder of HE-AAC is free to be used here, so the bits are written one by one: the data by which
a decoder makes the upper half of the band, and two channels of one, go into a fill element behind
the sound of each frame. Source: ISO/IEC 14496-3 4.4.2.8 (SBR), 4.6.18.3 (its bands), 8.4.2 (PS).
"""

from __future__ import annotations

import math

from tests.builders.aac import HEAD

_FILL, _SBR_DATA, _END = "110", "1101", "111"
_BANDS, _NOISE_BANDS = 14, 3
"""Bands from the sixteenth of 64 to the 48th (``_HEADER``), at a rate of 44.1 or 48 kHz."""
# Fine steps of level; from index 7, to three times that; no band left out; all else by default.
_HEADER = "0" + "0111" + "1111" + "000" + "00" + "0" + "0"
_STEPLESS = "00"
"""The code of a level that is that of the band, or of the frame, before."""
_SAME_NOISE = "0"


def he_aac(core: bytes, *, stereo: bool = False, every: int = 8) -> bytes:
    """A stream of AAC LC in ADTS (22.05 or 24 kHz, one or two channels) made HE-AAC.

    ``stereo``: one channel becomes two by parametric stereo. Every so many frames have a header
    and levels of their own; others tell levels by those of the frame before.
    """
    result, at, number = b"", 0, 0
    while at < len(core):
        head = core[at : at + HEAD]
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        channels = (head[2] & 1) << 2 | head[3] >> 6
        data = _with(core[at + HEAD : at + length], _sbr(number, channels, every, stereo=stereo))
        result += _head(head, HEAD + len(data)) + data
        at, number = at + length, number + 1
    return result


def _with(block: bytes, extension: str) -> bytes:
    """A raw data block with an extension in a fill element, before what ends it."""
    bits = "".join(f"{byte:08b}" for byte in block).rstrip("0")
    assert bits.endswith(_END)
    extension = _SBR_DATA + extension
    extension += "0" * (-len(extension) % 8)
    count = len(extension) // 8
    told = f"{count:04b}" if count < 15 else f"1111{count - 14:08b}"
    bits = bits[: -len(_END)] + _FILL + told + extension + _END
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)


def _sbr(number: int, channels: int, every: int, *, stereo: bool) -> str:
    fresh = number % every == 0
    level = 34 + round(6 * math.sin(number / every))
    both = range(channels)
    bits = "1" + _HEADER if fresh else "0"
    bits += "0" + "0" * (channels - 1)  # nothing reserved, no coupling
    bits += ("00" + "00" + "1") * channels  # one envelope a frame, in all bands
    bits += ("00" if fresh else "11") * channels  # told from band to band, or from frame to frame
    bits += "00" * _NOISE_BANDS * channels
    first, noise = f"{level:07b}" if fresh else _STEPLESS, "01010" if fresh else _SAME_NOISE
    bits += "".join(first + _STEPLESS * (_BANDS - 1) for _ in both)
    bits += "".join(noise + _SAME_NOISE * (_NOISE_BANDS - 1) for _ in both)
    bits += "0" * channels  # no tones added
    if not stereo:
        return bits + "0"
    return bits + "1" + _parametric(fresh=fresh)


def _parametric(*, fresh: bool) -> str:
    """Ten bands of differences in level and of likeness, the latter all the same."""
    bits = "10"
    bits += "1" + "1000" + "1000" + "0" if fresh else "0"
    bits += "0" + "01"  # one envelope
    levels = "0" + "100" + "0" * 9 if fresh else "1" + "0" * 10
    bits += levels + ("0" if fresh else "1") + "0" * 10
    bits += "0" * (-len(bits) % 8)
    return f"{len(bits) // 8:04b}" + bits


def _head(like: bytes, length: int) -> bytes:
    head = bytearray(like)
    head[3] = like[3] & 0xFC | length >> 11
    head[4] = length >> 3 & 0xFF
    head[5] = (length & 7) << 5 | like[5] & 0x1F
    return bytes(head)
