"""Pictures for explicit labels: every PNG kind from samples, and photographs of a sort."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.builders.png import SIGNATURE, chunk

Samples = NDArray[np.unsignedinteger[Any]]

_KINDS = {1: 0, 2: 4, 3: 2, 4: 6}  # channels → colour type


def photograph(width: int, height: int, *, seed: int = 1) -> Image.Image:
    """Smooth colours with a little noise."""
    chance = np.random.default_rng(seed)
    coarse = chance.integers(0, 256, (6, 8, 3), dtype=np.uint8)
    picture = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    noise = chance.integers(-4, 5, (height, width, 1))
    return Image.fromarray((np.asarray(picture) + noise).clip(0, 255).astype(np.uint8))


def png(
    samples: Samples, depth: int, *chunks: bytes, kind: int | None = None, filters: int = 0
) -> bytes:
    """A PNG of samples (height, width, channels); ``filters`` 0 for none, 2 for Up in each row."""
    height, width, channels = samples.shape
    kind = _KINDS[channels] if kind is None else kind
    if depth == 16:
        rows = samples.astype(">u2").view(np.uint8).reshape(height, -1)
    elif depth == 8:
        rows = samples.astype(np.uint8).reshape(height, -1)
    else:
        bits = np.unpackbits(samples.astype(np.uint8), axis=2)[..., -depth:]
        rows = np.packbits(bits.reshape(height, -1), axis=1)
    if filters == 2:
        rows = np.concatenate((rows[:1], rows[1:] - rows[:-1]))
    lines = np.concatenate((np.full((height, 1), filters, np.uint8), rows), axis=1)
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"".join(
        (
            SIGNATURE,
            chunk(b"IHDR", header),
            *chunks,
            chunk(b"IDAT", zlib.compress(lines.tobytes())),
            chunk(b"IEND", b""),
        )
    )
