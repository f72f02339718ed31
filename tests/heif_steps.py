"""What the tests of HEIF and AVIF share: reading, labelling, and what is checked each time."""

from __future__ import annotations

from collections.abc import Callable

from hegui.files.edits import Edits, apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Reading
from hegui.implicit.formats.heif_layout import lay_out
from hegui.implicit.table import open_container
from tests.builders import heif as build
from tests.builders.heif import (
    SAMPLES,
)
from tests.builders.labels import BARE

NEW = BARE.replace("4f7c1f9e-a01", "another-number")


LONGER = BARE.replace('"ReservedCode1":""', f'"ReservedCode1":"{"x" * 3000}"')


ALL: dict[str, Callable[[], bytes]] = {**SAMPLES, "idat": build.in_idat}


def read(data: bytes) -> Reading:
    return open_container(Source.of_bytes(data, "f")).read()


def plan(data: bytes, label: str = NEW) -> Edits:
    return open_container(Source.of_bytes(data, "f")).plan(label)


def labelled(data: bytes, label: str = NEW) -> bytes:
    return apply_edits(data, plan(data, label))


def one_label(data: bytes, label: str = NEW, slot: str = "heif.item-xmp") -> None:
    """Exactly one label is in the file, and it is in the prescribed slot."""
    reading = read(data)
    assert [(site.slot, site.prescribed, site.text) for site in reading.sites] == [
        (slot, True, label)
    ]
    assert reading.blind == ()


def items(data: bytes) -> dict[int, bytes]:
    """The bytes of every item of the file's own meta box, by item id."""
    layout = lay_out(Source.of_bytes(data))
    assert layout.meta
    locations = layout.meta.locations
    assert locations
    return {
        entry.item: b"".join(
            data[span.start : span.end] for span in locations.spans(layout.source, entry)
        )
        for entry in locations.entries
    }
