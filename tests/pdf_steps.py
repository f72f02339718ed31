"""What the tests of PDF share: opening, reading, labelling."""

from __future__ import annotations

from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Reading, Site
from hegui.implicit.formats.pdf import Pdf
from hegui.implicit.table import open_container
from tests.builders.labels import BARE

NEW = BARE.replace("4f7c1f9e-a01", "9(b)\\\\2")


def opened(data: bytes) -> Pdf:
    container = open_container(Source.of_bytes(data, "x.pdf"))
    assert isinstance(container, Pdf)
    return container


def read(data: bytes) -> Reading:
    return opened(data).read()


def only(data: bytes) -> Site:
    (site,) = read(data).sites
    return site


def labelled(data: bytes, text: str = BARE) -> bytes:
    return apply_edits(data, opened(data).plan(text))
