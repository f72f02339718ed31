"""Encoding a picture anew at the quality it has, where nothing less will do (HEIC, AVIF).

What quality a file was encoded with stands nowhere in it. Its size does: the quality taken is
the lowest found whose result has at least as many bytes, so that no detail is given away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hegui.messages import Notice

_FIRST, _LEAST, _MOST = 70, 20, 98
_TRIES = 5
_MARGIN = 1.1  # the label's own sharp edges cost bytes that the picture must not lack
_ENOUGH = 1.3  # times the original's bytes: near enough to stop


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoded file and the quality it was encoded with."""

    data: bytes
    quality: int


def at_matching_quality(encode: Callable[[int], bytes], size: int) -> Encoded:
    """The result of ``encode`` at about the quality that ``size`` bytes were encoded with.

    At most five qualities are tried; the highest stands where all give less.
    """
    low, high, quality = _LEAST, _MOST, _FIRST
    best: Encoded | None = None
    for _ in range(_TRIES):
        data = encode(quality)
        if len(data) >= size * _MARGIN:
            if best is None or quality < best.quality:
                best = Encoded(data, quality)
            if len(data) <= size * _ENOUGH:
                break
            high = quality - 1
        else:
            low = quality + 1
        if low > high:
            break
        quality = (low + high) // 2
    return best or Encoded(encode(_MOST), _MOST)


def notice(form: str, quality: int) -> Notice:
    """What is said of a picture that was encoded anew."""
    return Notice(
        "the whole picture was encoded anew as {form} at quality {quality}, with at least the "
        "bytes of the original",
        {"form": form, "quality": quality},
    )
