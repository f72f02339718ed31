"""What a prompt makes of the frames of a FLAC stream, in whatever container they lie.

Frames of a stream with one block length may not be shorter than it, but for the last; so the
block that the join lies in is coded anew together with the prompt, sample by sample the same. The
digest of all samples has to be computed from them, which is why PyAV decodes the stream once.
Source: RFC 9639 sections 8.2 (STREAMINFO), 9.1 (frame header).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from hegui.explicit.sound.decoding import Decoded, frames, integers_of, opened
from hegui.explicit.sound.flac_bits import coded_number, frame
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.pcm import integers

if TYPE_CHECKING:
    from hegui.explicit.sound.decoding import Samples, Span
    from hegui.explicit.sound.flac_bits import Integers
    from hegui.explicit.sound.flac_blocks import Info
    from hegui.explicit.sound.flac_frames import Frame
    from hegui.explicit.sound.joining import Join
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

_SIXTEEN_BITS = 7
"""The code of a block length that stands in the header in sixteen bits."""


@dataclass(frozen=True, slots=True)
class Spliced:
    """Old frames ``index`` to before ``behind`` give way to ``new`` ones (each its bytes and how
    many moments it holds); the numbers of those behind grow by ``shift``.

    ``starts`` are the old frames' first moments, ``total`` how many moments they hold, ``count``
    those of the prompt. ``told`` is the new STREAMINFO.
    """

    join: Join
    index: int
    behind: int
    shift: int
    new: tuple[tuple[bytes, int], ...]
    starts: tuple[int, ...]
    total: int
    count: int
    told: bytes


def spliced(
    source: Source,
    info: Info,
    old: list[Frame],
    options: AudioOptions,
    speech: Speech | None,
    *,
    format_: str = "flac",
    span: Span | None = None,
) -> Spliced | Heard:
    """The splice of a prompt into the frames ``old``, or the label that is heard already.

    FFmpeg reads the stream in ``span`` of the file (None: all) as ``format_``. Raises BrokenFile,
    Unsupported, NoRoom.
    """
    starts = _starts(old)
    total = starts[-1] + old[-1].moments
    if info.total not in (0, total):
        raise source.broken(
            "STREAMINFO says {told} samples of a channel, and the frames hold {total}",
            info.offset,
            told=info.total,
            total=total,
        )
    whole = 1 if old[0].varying else old[0].moments
    listening = Decoded(source, format_, total, info.rate, info.channels, span)
    join = joined(listening, options, speech, whole=whole)
    if isinstance(join, Heard):
        return join
    # The block that the join lies in; none where it lies between two that are complete.
    index = bisect_right(starts, join.at) - 1
    inside = starts[index] < join.at
    if inside and join.at == total and (old[0].varying or old[-1].moments == old[0].moments):
        index, inside = len(old), False
    first = starts[index] if index < len(old) else total
    prompt = integers(join.sound, info.bits)
    split = old[index] if inside else None
    kept, digest = _decoded(listening, info, join.at, prompt, first, split)
    cut = join.at - first
    samples = np.concatenate((kept[:cut], prompt, kept[cut:]))
    new = tuple(_coded(samples, old, info, first, index))
    shift = len(prompt) if old[0].varying else len(new) - inside
    told = _told(info, new, total + len(prompt), digest)
    return Spliced(join, index, index + inside, shift, new, tuple(starts), total, len(prompt), told)


def _starts(old: list[Frame]) -> list[int]:
    """The first moment of every frame."""
    starts, at = [], 0
    for one in old:
        starts.append(at)
        at += one.moments
    return starts


def _decoded(
    listening: Decoded,
    info: Info,
    at: int,
    prompt: Integers,
    first: int,
    split: Frame | None,
) -> tuple[Integers, bytes]:
    """The samples of the block from ``first`` on that is ``split``, and the digest of the new
    sound: all zeros where the old one was. Raises BrokenFile where the old one is wrong."""
    none = np.zeros((0, info.channels), np.int64)
    known = any(info.digest)
    if not known and split is None:
        return none, info.digest
    before, after = (hashlib.md5(usedforsecurity=False) for _ in range(2))
    kept: list[Integers] = []
    have, put_in = 0, False
    last = first + (split.moments if split else 0)
    for samples in _all(listening, info):
        end = have + len(samples)
        if first < end and have < last:  # even an empty view would keep all that it is of
            kept.append(samples[max(0, first - have) : last - have].astype(np.int64))
        if known:
            before.update(_packed(samples, info.bits))
            if at <= end and not put_in:
                put_in = True
                after.update(_packed(samples[: at - have], info.bits))
                after.update(_packed(prompt, info.bits))
                after.update(_packed(samples[at - have :], info.bits))
            else:
                after.update(_packed(samples, info.bits))
        elif end >= last:
            break
        have = end
    block = np.concatenate((none, *kept))
    if len(block) != last - first or (known and before.digest() != info.digest):
        raise listening.source.broken(
            "the samples are not those that STREAMINFO has the MD5 of", info.offset
        )
    return block, after.digest() if known else info.digest


def _all(listening: Decoded, info: Info) -> Iterator[Samples]:
    with opened(listening.source, listening.format, listening.span) as (container, stream):
        for one in frames(container, stream):
            yield integers_of(one, info.bits)


def _packed(samples: Samples, bits: int) -> bytes:
    """As the digest takes them: little-endian, in whole bytes (section 8.2)."""
    width = (bits + 7) // 8
    if width == 3:
        four = np.ascontiguousarray(samples.astype("<i4", copy=False)).reshape(-1, 1).view(np.uint8)
        return np.ascontiguousarray(four[:, :3]).tobytes()
    return samples.astype(f"<i{width}", copy=False).tobytes()


def _coded(
    samples: Integers, old: list[Frame], info: Info, first: int, index: int
) -> Iterator[tuple[bytes, int]]:
    """The new frames, each with how many moments it holds.

    ``first`` is the first moment, ``index`` the number of frames before them.
    """
    model = old[0]
    most = model.moments if not model.varying else max(info.most_block, 16)
    count = -(-len(samples) // most)
    # Blocks that vary are of nearly one length: none may be shorter than 16 but the last.
    bounds = [
        round(len(samples) * each / count) if model.varying else min(each * most, len(samples))
        for each in range(count + 1)
    ]
    for number, (start, end) in enumerate(pairwise(bounds)):
        block = samples[start:end]
        coded = coded_number(first + start if model.varying else index + number)
        head = _head(model, info, len(block), coded)
        yield frame(block, info.bits, head), len(block)


def _head(model: Frame, info: Info, moments: int, number: bytes) -> bytes:
    """A frame's header without its checksum: rate and bits as the stream's first frame has them."""
    rate = model.head[2] & 15
    extra = {12: 1, 13: 2, 14: 2}.get(rate, 0)
    third = (info.channels - 1) << 4 | model.head[3] & 0x0E
    head = model.head[:2] + bytes((_SIXTEEN_BITS << 4 | rate, third)) + number
    return head + (moments - 1).to_bytes(2) + model.head[len(model.head) - 1 - extra : -1]


def _told(info: Info, new: tuple[tuple[bytes, int], ...], total: int, digest: bytes) -> bytes:
    """STREAMINFO of the new file."""
    sizes = [len(data) for data, _ in new]
    lengths = [count for _, count in new]
    least, most = info.sizes
    return replace(
        info,
        # The last block of a stream does not count (section 8.2), and every new one may be it.
        least_block=min([info.least_block, *(one for one in lengths if one >= 16)])
        if info.least_block != info.most_block
        else info.least_block,
        most_block=max(info.most_block, *lengths)
        if info.least_block != info.most_block
        else info.most_block,
        sizes=(min(least, *sizes) if least else 0, max(most, *sizes) if most else 0),
        total=total,
        digest=digest,
    ).packed()
