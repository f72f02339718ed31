"""Random samples of a stream whose length nobody knows, in one pass and in flat memory."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Reservoir(Generic[_Item]):
    """A simple random sample, in the order of the stream, and how many there were in all."""

    items: tuple[_Item, ...]
    population: int


def reservoir(stream: Iterable[_Item], size: int, seed: int) -> Reservoir[_Item]:
    """``size`` items, each subset of that size as likely as any other; all where there are fewer.

    Algorithm L (Li 1994): after the first ``size`` items it computes how many to pass over, so
    that hardly any work is done an item.
    """
    chance = random.Random(seed)
    kept: list[tuple[int, _Item]] = []
    weight, wanted, seen = 1.0, 0, 0
    for seen, item in enumerate(stream, start=1):
        if seen <= size:
            kept.append((seen, item))
            if seen == size:
                weight, wanted = _skip(chance, weight, size, seen)
        elif seen == wanted:
            kept[chance.randrange(size)] = (seen, item)
            weight, wanted = _skip(chance, weight, size, seen)
    kept.sort(key=lambda pair: pair[0])
    return Reservoir(tuple(item for _, item in kept), seen)


def _skip(chance: random.Random, weight: float, size: int, seen: int) -> tuple[float, int]:
    """The new weight, and the number of the next item to keep."""
    weight *= math.exp(math.log(1 - chance.random()) / size)
    if weight >= 1.0:  # a draw of exactly zero
        return weight, seen + 1
    passed = math.log(1 - chance.random()) / math.log1p(-weight)
    return weight, seen + int(passed) + 1


def one_of_each(stream: Iterable[_Item], block: int, seed: int) -> Iterator[_Item]:
    """One item, at random, of every ``block`` that follow one another; of the rest one as well.

    So at least one in ``block`` is drawn, exactly, without knowing how many there are: a random
    sample that is spread over the whole corpus.
    """
    chance = random.Random(seed)
    wanted, at = chance.randrange(block), 0
    passed: list[_Item] = []
    for item in stream:
        if at == wanted:
            yield item
        elif at < wanted:
            passed.append(item)
        at += 1
        if at == block:
            wanted, at = chance.randrange(block), 0
            passed.clear()
    if 0 < at <= wanted:
        yield chance.choice(passed)
