"""How the samples of a PNG are seen: as greys and opacity, whatever the colour type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hegui.errors import Unsupported
from hegui.explicit.pictures.legibility import Reals, Samples, grey_of
from hegui.explicit.pictures.png_chunks import Chunk, Header

GREY, RGB, INDEXED, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
"""Colour types."""


@dataclass(frozen=True, slots=True)
class Look:
    """How samples are seen: the header, and what PLTE and tRNS add to it.

    ``colours`` (256, 3) and ``opacity`` (256,) of a palette; ``key`` the samples that tRNS makes
    transparent in grey and RGB.
    """

    header: Header
    colours: Samples
    opacity: Samples
    key: tuple[int, ...] | None

    @property
    def most(self) -> int:
        """The largest sample."""
        return int(2**self.header.depth - 1)

    def grey(self, samples: Samples) -> Reals:
        """Grey values 0 to 255."""
        if self.header.kind == INDEXED:
            return grey_of(self.colours[samples[..., 0]], colours=3, most=255)
        count = 3 if self.header.kind in (RGB, RGBA) else 1
        return grey_of(samples, colours=count, most=self.most)

    def alpha(self, samples: Samples) -> Reals | None:
        """Opacity 0 to 1, None where the picture has none."""
        if self.header.kind == INDEXED:
            if self.opacity.min() == 255:
                return None
            return self.opacity[samples[..., 0]].astype(np.float32) / 255
        if self.header.kind in (GREY_ALPHA, RGBA):
            return samples[..., -1].astype(np.float32) / self.most
        if self.key is not None:
            seen: Reals = np.any(samples != np.array(self.key), axis=-1).astype(np.float32)
            return seen
        return None

    def transparent(self, name: str) -> tuple[int, ...]:
        """Samples of a transparent pixel. Raises Unsupported where there is none."""
        if self.header.kind == GREY_ALPHA:
            return (0, 0)
        if self.header.kind == RGBA:
            return (0, 0, 0, 0)
        if self.key is not None:
            return self.key
        if self.header.kind == INDEXED and self.opacity.min() == 0:
            return (int(self.opacity.argmin()),)
        raise Unsupported(
            "the label would need a larger frame, and the animation has no transparency to fill "
            "it with",
            path=name,
        )


def look_of(found: Sequence[Chunk], head: Header) -> Look:
    """What the header, PLTE and tRNS say."""
    colours = np.zeros((256, 3), np.uint8)
    opacity = np.full(256, 255, np.uint8)
    key = None
    for one in found:
        if one.type == b"PLTE":
            table = np.frombuffer(one.data, np.uint8)[: 768 if len(one.data) % 3 == 0 else 0]
            colours[: len(table) // 3] = table.reshape(-1, 3)
        elif one.type == b"tRNS" and head.kind == INDEXED:
            values = np.frombuffer(one.data, np.uint8)[:256]
            opacity[: len(values)] = values
        elif one.type == b"tRNS" and len(one.data) == (2 if head.kind == GREY else 6):
            key = tuple(np.frombuffer(one.data, ">u2").tolist())
    return Look(head, colours, opacity, key)
