"""What the tests of TIFF share: reading, planning, labelling."""

from __future__ import annotations

import struct

from hegui.files.edits import Edits, apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Reading
from hegui.implicit.formats.tiff import Tiff

NEW = (
    '{"Label":"1","ContentProducer":"001191350100M000100Y4300000","ProduceID":"new-1",'
    '"ReservedCode1":"","ContentPropagator":"001191350100M000100Y4300000",'
    '"PropagateID":"new-1","ReservedCode2":""}'
)


def read(data: bytes) -> Reading:
    return Tiff(Source.of_bytes(data)).read()


def plan(data: bytes, label: str = NEW) -> Edits:
    return Tiff(Source.of_bytes(data)).plan(label)


def labelled(data: bytes, label: str = NEW) -> bytes:
    return apply_edits(data, plan(data, label))


def one_label(data: bytes, label: str = NEW) -> None:
    """Exactly one label is in the file, and it is in the prescribed slot."""
    reading = read(data)
    assert [(site.slot, site.prescribed, site.text) for site in reading.sites] == [
        ("tiff.xmp", True, label)
    ]
    assert reading.blind == ()


def entry_of_tag_700(data: bytes) -> tuple[int, int, int]:
    """Type, count and offset of IFD0's tag 700 in a little-endian classic file."""
    (at,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, at)
    entries = (struct.unpack_from("<HHII", data, at + 2 + 12 * n) for n in range(count))
    return next((kind, count, offset) for tag, kind, count, offset in entries if tag == 700)
