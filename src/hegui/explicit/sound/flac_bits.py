"""FLAC frames written, and those of our own recordings read: fixed predictors and Rice codes.

Every channel stands for itself, predicted by the best of the five fixed polynomials, its
residuals in partitions with a Rice parameter each; verbatim where that would be larger.
Source: RFC 9639 sections 9.1 (frame header), 9.2 (subframes), 9.2.5 (residual), 9.3 (footer).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hegui.explicit.sound.crc import FLAC_FRAME, FLAC_HEAD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Bits = NDArray[np.uint8]

_MOST_PARTITIONS = 6  # as a power of two
_MOST_RESIDUAL = 1 << 30
"""A residual must fit 32 bits (9.2.5.3); larger ones are never worth it."""
_FIXED = 8
_WORD = 40


def coded_number(number: int) -> bytes:
    """A frame or sample number of up to 36 bits, coded as UTF-8 codes characters (9.1.5)."""
    if number < 0x80:
        return bytes((number,))
    rest = []
    count = 1
    while number >= 1 << 6 * count + (6 - count):
        count += 1
    for _ in range(count):
        rest.append(0x80 | number & 0x3F)
        number >>= 6
    lead = (0xFF << 7 - count & 0xFF) | number
    return bytes((lead, *reversed(rest)))


def frame(block: Integers, bits: int, head: bytes) -> bytes:
    """One frame of ``block`` (moments, channels) of ``bits`` each.

    ``head`` is its header up to, but without, the checksum.
    """
    parts = [_subframe(block[:, channel], bits) for channel in range(block.shape[1])]
    whole = head + bytes((FLAC_HEAD(head),)) + np.packbits(np.concatenate(parts)).tobytes()
    return whole + FLAC_FRAME(whole).to_bytes(2, "big")


def _subframe(samples: Integers, bits: int) -> Bits:
    if (samples == samples[0]).all():
        return np.concatenate((_field(0, 8), _fields(samples[:1], bits)))
    verbatim = 8 + len(samples) * bits
    best = _best_order(samples)
    if best is not None:
        order, residual = best
        coded = _residual(residual, order)
        if 8 + order * bits + len(coded) < verbatim:
            kind = _field((_FIXED | order) << 1, 8)
            return np.concatenate((kind, _fields(samples[:order], bits), coded))
    return np.concatenate((_field(1 << 1, 8), _fields(samples, bits)))


def _best_order(samples: Integers) -> tuple[int, Integers] | None:
    """The fixed predictor whose residuals are smallest, and these."""
    best: tuple[int, Integers] | None = None
    least = -1
    residual = samples
    for order in range(min(5, len(samples))):
        if order:
            residual = np.diff(residual)
        size = int(np.abs(residual).sum())
        if int(np.abs(residual).max()) < _MOST_RESIDUAL and (least < 0 or size < least):
            best, least = (order, residual), size
    return best


def _residual(residual: Integers, order: int) -> Bits:
    """The coded residuals of a block, whose first ``order`` samples are not among them."""
    folded = np.where(residual < 0, -2 * residual - 1, 2 * residual)
    total = len(residual) + order
    power = 0
    while (
        power < _MOST_PARTITIONS and not total >> power & 1 and total >> power + 1 > max(order, 16)
    ):
        power += 1
    length = total >> power
    ends = [length * (number + 1) - order for number in range(1 << power)]
    starts = [0, *ends[:-1]]
    parameters = [_parameter(folded[a:b]) for a, b in zip(starts, ends, strict=True)]
    wide = max(parameters) > 14
    parts = [_field(1 if wide else 0, 2), _field(power, 4)]
    for start, end, parameter in zip(starts, ends, parameters, strict=True):
        parts += (_field(parameter, 5 if wide else 4), _rice(folded[start:end], parameter))
    return np.concatenate(parts)


def _parameter(folded: Integers) -> int:
    """The Rice parameter with the fewest bits, near that of the mean."""
    mean = int(folded.sum()) // len(folded)
    near = range(max(0, mean.bit_length() - 2), min(30, mean.bit_length() + 1) + 1)
    return min(near, key=lambda k: int((folded >> k).sum()) + len(folded) * (k + 1))


def _rice(folded: Integers, parameter: int) -> Bits:
    """Quotient in unary (zeros, then a one), remainder in ``parameter`` bits."""
    quotients = folded >> parameter
    lengths = quotients + 1 + parameter
    starts = np.cumsum(lengths) - lengths
    bits = np.zeros(int(lengths.sum()), np.uint8)
    stops = starts + quotients
    bits[stops] = 1
    for bit in range(parameter):
        bits[stops + 1 + bit] = folded >> (parameter - 1 - bit) & 1
    return bits


def _field(value: int, width: int) -> Bits:
    return np.array([value >> (width - 1 - bit) & 1 for bit in range(width)], np.uint8)


def _fields(values: Integers, width: int) -> Bits:
    shifts = np.arange(width - 1, -1, -1)
    return ((values[:, None] >> shifts) & 1).astype(np.uint8).reshape(-1)


def unpacked(data: bytes) -> tuple[Integers, int]:
    """The samples of a FLAC file of one channel that :func:`frame` made, and their rate.

    It reads what that function writes and no more: our own recordings.
    """
    at = 4
    while not data[at] & 0x80:
        at += 4 + int.from_bytes(data[at + 1 : at + 4], "big")
    at += 4 + int.from_bytes(data[at + 1 : at + 4], "big")
    info = int.from_bytes(data[18:26], "big")
    rate, bits, total = info >> 44, (info >> 36 & 31) + 1, info & (1 << 36) - 1
    data = data[at:]
    text = np.unpackbits(np.frombuffer(data, np.uint8)).tobytes()
    words = _words(data)
    blocks: list[Integers] = []
    here = have = 0
    while have < total:
        length, here = _skip_head(data, here)
        block, here = _read_subframe(words, text, here, length, bits)
        blocks.append(block)
        have += length
        here = (here + 7) // 8 * 8 + 16
    return np.concatenate(blocks), rate


def _skip_head(data: bytes, here: int) -> tuple[int, int]:
    at = here // 8 + 4
    number = data[at]
    while number & 0x80 and data[at + 1] & 0xC0 == 0x80:
        at += 1
    length = int.from_bytes(data[at + 1 : at + 3], "big") + 1  # always code 7: sixteen bits
    return length, (at + 4) * 8


def _read_subframe(
    words: Integers, text: bytes, here: int, length: int, bits: int
) -> tuple[Integers, int]:
    """The samples of the subframe at the bit ``here``, and where it ends.

    ``text`` has a byte a bit, ``words`` are as ``_words`` makes them.
    """
    kind = _number(text, here + 1, 6)
    here += 8
    count = {0: 1, 1: length}.get(kind, kind & 7)
    first = [_signed(text, here + bits * each, bits) for each in range(count)]
    here += bits * count
    if kind == 0:
        return np.full(length, first[0], np.int64), here
    if kind == 1:
        return np.array(first, np.int64), here
    wide, power = _number(text, here, 2), _number(text, here + 2, 4)
    here += 6
    sizes = [(length >> power) - (0 if part else count) for part in range(1 << power)]
    parameters, begins, ends = [], [], []
    find = text.index
    for size in sizes:
        parameter = _number(text, here, 4 + wide)
        here += 4 + wide
        parameters.append(parameter)
        begins.append(here)
        # One code after the other, and nothing else: here the time goes.
        for _ in range(size):
            here = find(1, here) + 1 + parameter
            ends.append(here)
    return _restored(first, _unfolded(words, sizes, parameters, begins, ends)), here


def _unfolded(
    words: Integers, sizes: list[int], parameters: list[int], begins: list[int], ends: list[int]
) -> Integers:
    """The residuals of partitions that begin at these bits, whose codes end at those."""
    behind = np.array(ends, np.int64)
    before = np.concatenate((behind[:1], behind[:-1]))
    before[np.cumsum([0, *sizes[:-1]])] = begins
    lengths = np.repeat(np.array(parameters, np.int64), sizes)
    at = behind - lengths
    remainders = words[at >> 3] >> (_WORD - (at & 7) - lengths) & (1 << lengths) - 1
    values = (at - 1 - before) << lengths | remainders
    residuals: Integers = values >> 1 ^ -(values & 1)
    return residuals


def _words(data: bytes) -> Integers:
    """The 40 bits from every byte on: a parameter has up to 30, and begins within a byte."""
    padded = np.frombuffer(data + bytes(_WORD // 8), np.uint8).astype(np.int64)
    words = np.zeros(len(data) + 1, np.int64)
    for each in range(_WORD // 8):
        words = words << 8 | padded[each : each + len(words)]
    return words


def _restored(first: list[int], residual: Integers) -> Integers:
    """The samples from their differences of the order of ``first``'s length, and these."""
    # The first of the differences of every lower order, highest last.
    leads = [int(np.diff(np.array(first, np.int64), order)[0]) for order in range(len(first))]
    values = residual
    for order in reversed(range(len(first))):
        lead = np.array([leads[order]], np.int64)
        values = np.concatenate((lead, lead + np.cumsum(values)))
    return values


def _number(text: bytes, at: int, width: int) -> int:
    value = 0
    for bit in text[at : at + width]:
        value = value << 1 | bit
    return value


def _signed(text: bytes, at: int, bits: int) -> int:
    value = _number(text, at, bits)
    return value - (1 << bits) if value >> (bits - 1) else value
