"""The colours of a label in a palette: free places take them, else the nearest ones serve."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hegui.errors import Unsupported
from hegui.explicit.pictures.legibility import LEAST_CONTRAST, luminance

Colours = NDArray[np.uint8]
_LEVELS = (8, 4, 2)  # greys from black to white, as many as there is room for


@dataclass(frozen=True, slots=True)
class Fitted:
    """``colours`` (count, 3) with the label's greys among them; ``index`` has for each grey
    0 to 255 its place."""

    colours: Colours
    index: Colours


def fitted(
    colours: Colours, opaque: Collection[int], free: Collection[int], most: int, name: str
) -> Fitted:
    """The palette with the label's greys.

    ``opaque`` are the places that are not transparent, ``free`` those that no pixel uses and
    that may be overwritten, ``most`` how many places there can be. Raises Unsupported where
    neither room nor colours of enough contrast are there.
    """
    grey_at = {
        int(colours[at, 0]): at
        for at in sorted(opaque, reverse=True)
        if at < len(colours) and colours[at, 0] == colours[at, 1] == colours[at, 2]
    }
    for count in _LEVELS:
        levels = [round(255 * number / (count - 1)) for number in range(count)]
        new = [level for level in levels if level not in grey_at]
        places = [*range(len(colours), most), *sorted(free)][: len(new)]
        if len(places) == len(new):
            grown = np.zeros((max([len(colours), *(at + 1 for at in places)]), 3), np.uint8)
            grown[: len(colours)] = colours
            for level, at in zip(new, places, strict=True):
                grown[at] = level
                grey_at[level] = at
            return Fitted(grown, _nearest_levels(levels, grey_at))
    return _nearest(colours, sorted(at for at in opaque if at < len(colours)), name)


def _nearest_levels(levels: list[int], place: dict[int, int]) -> Colours:
    steps = np.array(levels)
    nearest = np.abs(np.arange(256)[:, None] - steps).argmin(axis=1)
    places = np.array([place[level] for level in levels], np.uint8)
    result: Colours = places[nearest]
    return result


def _nearest(colours: Colours, opaque: list[int], name: str) -> Fitted:
    """No room at all: of the colours there are, the nearest to each grey."""
    if opaque:
        own = colours[opaque].astype(np.int64)
        distance = ((own[None] - np.arange(256)[:, None, None]) ** 2).sum(axis=2)
        index = np.array(opaque, np.uint8)[distance.argmin(axis=1)]
        weights = np.array((0.299, 0.587, 0.114), np.float32)
        seen = luminance(colours[index[[0, 255]]].astype(np.float32) @ weights)
        if (seen[1] + 0.05) / (seen[0] + 0.05) >= LEAST_CONTRAST:
            return Fitted(colours, index)
    raise Unsupported(
        "the palette has no room for the label's colours, and none of its own that stand out "
        "from one another",
        path=name,
    )
