"""Hostile input: every truncation and thousands of mutations of every sample of every format.

Each gives a correct result or one of hegui's own errors, soon and in little memory; a planned
label reads back.
"""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from hegui.errors import FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.table import open_container
from tests.builders.labels import BARE
from tests.builders.samples import FORMATS, Sample, samples

SECONDS = 2.0
MEMORY = 60 * 1024**2  # of hegui's own, on top of the interpreter's 20 MB
MUTATIONS = 2000


def attempt(data: bytes, suffix: str) -> None:
    """Reads and labels one hostile file; anything but success or a FileError fails the test."""
    begun = time.perf_counter()
    name = "hostile" + suffix
    try:
        container = open_container(Source.of_bytes(data, name))
        container.read()
        edits = container.plan(BARE)
    except FileError as error:
        assert error.path == name  # noqa: PT017 - the error's own content is what is tested
        assert str(error)
    else:
        result = apply_edits(data, edits)
        sites = type(container)(Source.of_bytes(result, name)).read().sites
        assert [site.prescribed for site in sites] == [True]
    assert time.perf_counter() - begun < SECONDS


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
        attempt(hostile, sample.suffix)


@pytest.mark.parametrize("format_id", [name for name, _ in FORMATS])
def test_mutations(format_id: str) -> None:
    own = [sample for sample in samples() if sample.format == format_id]
    tracemalloc.start()
    try:
        for sample in own:
            data = sample.build()
            for hostile in mutated(data, MUTATIONS // len(own) + 1, str(sample)):
                attempt(hostile, sample.suffix)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
