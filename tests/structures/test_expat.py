"""What was parsed is free at once: nothing waits for the garbage collector."""

from __future__ import annotations

import gc

import pytest

from hegui.errors import BrokenFile
from hegui.files.source import Source
from hegui.implicit.essence import digest
from hegui.implicit.table import open_container
from hegui.structures.zip import markup
from tests.builders import ooxml, svg

DOCUMENTS = {
    ".docx": ooxml.SAMPLES["labelled"](),
    ".svg": next(iter(svg.SAMPLES.values()))(),
}


def circles(data: bytes, suffix: str) -> int:
    """How many objects only the garbage collector frees once a file has been read."""
    for _ in range(2):  # the first time loads modules and fills caches
        gc.collect()
        gc.disable()
        try:
            container = open_container(Source.of_bytes(data, "a" + suffix))
            container.read()
            digest(container)
            del container
            found = gc.collect()
        finally:
            gc.enable()
    return found


@pytest.mark.parametrize("suffix", DOCUMENTS)
def test_reading_a_document_leaves_no_circles(suffix: str) -> None:
    assert circles(DOCUMENTS[suffix], suffix) == 0


def test_a_part_that_is_not_well_formed_leaves_no_circles() -> None:
    source = Source.of_bytes(b"")
    gc.collect()
    gc.disable()
    try:
        with pytest.raises(BrokenFile):
            markup.parse(source, b"<a><b></a>", "a.xml")
        # What pytest keeps of the error aside, no parser is left.
        assert not [each for each in gc.get_objects() if type(each).__name__ == "xmlparser"]
    finally:
        gc.enable()
