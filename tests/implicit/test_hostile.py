"""Hostile input: every truncation and thousands of mutations of every sample of every format.

Each gives a correct result or one of hegui's own errors, soon and in little memory; a planned
label reads back.
"""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterator

import pytest

from tests.attempts import attempt
from tests.builders.samples import FORMATS, Sample, samples
from tests.limits import within

SECONDS = 2.0
MEMORY = 60 * 1024**2  # of hegui's own, on top of the interpreter's 20 MB
MUTATIONS = 2000


def timed(data: bytes, suffix: str) -> None:
    """One attempt, within the time that any input may cost."""
    with within(SECONDS):
        attempt(data, suffix)


def truncated(data: bytes) -> Iterator[bytes]:
    yield from (data[:end] for end in range(len(data)))


def mutated(data: bytes, count: int, seed: str) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(count):
        copy = bytearray(data)
        copy[chance.randrange(len(copy))] = chance.randrange(256)
        yield bytes(copy)


@pytest.mark.parametrize("sample", samples(), ids=str)
def test_every_truncation(sample: Sample) -> None:
    data = sample.build()
    for hostile in truncated(data):
        timed(hostile, sample.suffix)


@pytest.mark.parametrize("format_id", [name for name, _ in FORMATS])
def test_mutations(format_id: str) -> None:
    own = [sample for sample in samples() if sample.format == format_id]
    tracemalloc.start()
    try:
        for sample in own:
            data = sample.build()
            for hostile in mutated(data, MUTATIONS // len(own) + 1, str(sample)):
                timed(hostile, sample.suffix)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
