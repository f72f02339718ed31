"""FLAC: the prompt in frames of its own between the others, none of which is coded anew.

Frames carry numbers, so that every one behind the join gets another, and with it new checksums:
these follow from the old ones, since both are linear. Frames of a stream with one block length
may not be shorter than it, but for the last; so the block that the join lies in is coded anew
together with the prompt, sample by sample the same. The digest of all samples has to be computed
from them, which is why PyAV decodes the file once.
Source: RFC 9639 sections 8.2 (STREAMINFO), 9.1 (frame header).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from hegui.explicit.sound import flac_blocks
from hegui.explicit.sound.decoding import Decoded, frames, integers_of, opened
from hegui.explicit.sound.flac_bits import coded_number, frame
from hegui.explicit.sound.flac_frames import frames as found_frames
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.joining import joined
from hegui.explicit.sound.pcm import integers
from hegui.explicit.sound.splicing import Done, write
from hegui.files.edits import Edit, ordered

if TYPE_CHECKING:
    from hegui.explicit.sound.decoding import Samples
    from hegui.explicit.sound.flac_bits import Integers
    from hegui.explicit.sound.flac_blocks import Info
    from hegui.explicit.sound.flac_frames import Frame
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

_FORMAT = "flac"
_SIXTEEN_BITS = 7
"""The code of a block length that stands in the header in sixteen bits."""


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    blocks = flac_blocks.read(source)
    info = blocks.info
    old = found_frames(source, blocks.frames)
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
    join = joined(
        Decoded(source, _FORMAT, total, info.rate, info.channels), options, speech, whole=whole
    )
    if isinstance(join, Heard):
        return join
    # The block that the join lies in; none where it lies between two that are complete.
    index = bisect_right(starts, join.at) - 1
    inside = starts[index] < join.at
    if inside and join.at == total and (old[0].varying or old[-1].moments == old[0].moments):
        index, inside = len(old), False
    first = starts[index] if index < len(old) else total
    behind = index + inside
    prompt = integers(join.sound, info.bits)
    kept, digest = _decoded(source, info, join.at, prompt, first, old[index] if inside else None)
    cut = join.at - first
    samples = np.concatenate((kept[:cut], prompt, kept[cut:]))
    new = list(_coded(samples, old, info, first, index))
    coded = [one for one, _ in new]
    edits = [Edit(_offset(old, index), _offset(old, behind) - _offset(old, index), b"".join(coded))]
    shift = len(prompt) if old[0].varying else len(new) - inside
    for one in old[behind:]:
        edits += one.renumbered(source, one.number + shift)
    told = _told(info, new, total + len(prompt), digest)
    edits.append(Edit(info.offset, len(told), told))
    places = [(a, one.offset - old[0].offset) for a, one in zip(starts, old, strict=True)]
    moved = _moved(old, starts, edits, index, behind, len(prompt), new[0][1])
    edits += flac_blocks.seek_points(source, blocks, places, moved)
    edits += flac_blocks.cue_sheet(source, blocks, join.at, len(prompt))
    write(source, ordered(edits), sink)
    return Done(join, join.at / info.rate, "spliced", join.notices)


def _starts(old: list[Frame]) -> list[int]:
    """The first moment of every frame."""
    starts, at = [], 0
    for one in old:
        starts.append(at)
        at += one.moments
    return starts


def _offset(old: list[Frame], index: int) -> int:
    return old[index].offset if index < len(old) else old[-1].end


def _decoded(
    source: Source,
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
    for samples in _all(source, info):
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
        raise source.broken("the samples are not those that STREAMINFO has the MD5 of", info.offset)
    return block, after.digest() if known else info.digest


def _all(source: Source, info: Info) -> Iterator[Samples]:
    with opened(source, _FORMAT) as (container, stream):
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


def _told(info: Info, new: list[tuple[bytes, int]], total: int, digest: bytes) -> bytes:
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


def _moved(
    old: list[Frame],
    starts: list[int],
    edits: list[Edit],
    index: int,
    behind: int,
    count: int,
    first: int,
) -> list[tuple[int, int, int]]:
    """For every old frame, the first moment, offset and moments of the one that stands for it."""
    grown: dict[int, int] = {}
    for edit in edits:
        grown[edit.offset] = grown.get(edit.offset, 0) + edit.growth
    result = []
    inserted = edits[0].growth
    growth = 0
    base = old[0].offset
    for number, (start, one) in enumerate(zip(starts, old, strict=True)):
        if number < index:
            result.append((start, one.offset - base, one.moments))
        elif number < behind:
            result.append((start, one.offset - base, first))
        else:
            result.append((start + count, one.offset - base + inserted + growth, one.moments))
            growth += grown[one.offset] - (inserted if one.offset == edits[0].offset else 0)
    return result
