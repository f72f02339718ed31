"""Frames of MPEG audio and of AAC in ADTS: their heads, and the first of a stream.

Twelve bits of ones are met anywhere; two frames that follow each other are not.
Source: ISO/IEC 11172-3 2.4.1.3 and 2.4.2.3 (MPEG-1), ISO/IEC 13818-3 2.4 (MPEG-2), MPEG-2.5 as
decoders know it; ISO/IEC 14496-3 1.A.2 and 13818-7 6.2 (ADTS).
"""

from __future__ import annotations

from hegui.files.source import Source

HEAD = 4
ADTS_HEAD = 7
_SEARCHED = 64 * 1024
_MOST_TRIES = 512
_FREE_FORMAT_REACH = 2048

# kbit/s: MPEG-1 layers I, II, III; MPEG-2 and 2.5 layer I, layers II and III. Index 0 is free
# format, 15 is forbidden.
_RATES = {
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES[2, 3] = _RATES[2, 2]
_SAMPLINGS = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def frame_length(head: bytes) -> int:
    """The length of the frame of MPEG audio that ``head`` begins; 0 for none, -1 free format."""
    if len(head) < HEAD or head[0] != 0xFF or head[1] < 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    rate_index, sampling_index = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 4 or rate_index == 15 or sampling_index == 3:
        return 0
    family = 1 if version == 3 else 2
    rate = _RATES[family, layer][rate_index] * 1000
    if not rate:
        return -1
    sampling, padding = _SAMPLINGS[version][sampling_index], head[2] >> 1 & 1
    if layer == 1:
        return (12 * rate // sampling + padding) * 4
    return (72 if family == 2 and layer == 3 else 144) * rate // sampling + padding


def adts_length(head: bytes) -> int:
    """The length of the ADTS frame that ``head`` (seven bytes) begins; 0 for none."""
    if len(head) < ADTS_HEAD or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    if head[2] >> 2 & 15 > 12:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length >= ADTS_HEAD else 0


def begins_mpeg(data: bytes, at: int = 0) -> bool:
    """Whether two frames of the same kind of MPEG audio follow each other at ``at``.

    A single frame counts where ``data`` ends with it.
    """
    head = data[at : at + HEAD]
    length = frame_length(head)
    if length < 0:
        return _begins_free_format(data, at)
    if length == 0 or at + length > len(data):
        return False
    following = data[at + length : at + length + HEAD]
    return not following or (_alike(head, following) and frame_length(following) != 0)


def begins_adts(data: bytes, at: int = 0) -> bool:
    """Whether two frames of ADTS follow each other at ``at``; what lies beyond is believed."""
    head = data[at : at + ADTS_HEAD]
    length = adts_length(head)
    if length == 0:
        return False
    following = data[at + length : at + length + ADTS_HEAD]
    if not following:
        return True
    return following[:2] == head[:2] and adts_length(following.ljust(ADTS_HEAD, b"\xff")) > 0


def first_frame(source: Source, start: int, end: int, *, adts: bool = False) -> int:
    """The offset of the first frame within 64 KiB from ``start``, or -1.

    Zeros and other bytes before it are common where a tag was cut or padded badly.
    """
    begins = begins_adts if adts else begins_mpeg
    data = source.peek(start, min(_SEARCHED, end - start)) if end > start else b""
    at = data.find(b"\xff")
    for _ in range(_MOST_TRIES):
        if at < 0:
            return -1
        if begins(data, at):
            return start + at
        at = data.find(b"\xff", at + 1)
    return -1


def _alike(one: bytes, other: bytes) -> bool:
    """Whether two heads agree in what cannot change within a stream."""
    return (
        len(other) >= 3
        and one[0] == other[0]
        and one[1] & 0xFE == other[1] & 0xFE
        and one[2] & 0x0C == other[2] & 0x0C
    )


def _begins_free_format(data: bytes, at: int) -> bool:
    """Free format: the length is that from one head to the next like it; three are asked for."""
    head = data[at : at + 3]
    second = data.find(head[:2], at + HEAD, at + HEAD + _FREE_FORMAT_REACH)
    if second < 0 or data[second + 2] & 0xFC != head[2] & 0xFC if second + 2 < len(data) else True:
        return False
    third = 2 * second - at
    return any(_alike(head, data[each : each + 3]) for each in (third - 1, third, third + 1))
