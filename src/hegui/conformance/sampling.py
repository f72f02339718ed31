"""Samples of many files: the same ones for the same seed, whoever draws them."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import TypeVar

_Item = TypeVar("_Item")


def sample(items: Iterable[_Item], count: int, seed: int) -> list[_Item]:
    """``count`` of ``items``, each as likely as any other, in their order; all where there are
    no more. Holds no more than that in memory (Vitter's algorithm R)."""
    draw = Random(seed)  # no secret hangs on it
    kept: list[tuple[int, _Item]] = []
    for at, item in enumerate(items):
        if at < count:
            kept.append((at, item))
        else:
            place = draw.randrange(at + 1)
            if place < count:
                kept[place] = (at, item)
    return [item for _, item in sorted(kept, key=lambda one: one[0])]
