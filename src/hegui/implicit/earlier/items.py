"""HEIF and AVIF: without the XMP item that a label was added as, and with offsets moved back.

Source: ISO/IEC 14496-12 8.11.3, 8.11.6, 8.11.12.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit, Edits
from hegui.files.source import Source
from hegui.implicit.container import Container, Reading
from hegui.implicit.earlier import packet
from hegui.implicit.formats.heif_layout import Carrier, Layout, box_around, content, lay_out
from hegui.implicit.formats.heif_moves import ItemChange, settled
from hegui.implicit.structures.item_locations import Growth
from hegui.structures.bmff import Box, Splice, children


def candidates(container: Container, reading: Reading) -> Iterator[Edits]:
    """The file without the label's item, its reference and the media data box that holds it."""
    source = container.source
    layout = lay_out(source)
    carrier = next((one for one in layout.carriers if layout.prescribed(one)), None)
    if len(reading.sites) != 1 or carrier is None or layout.faults or len(carrier.spans) != 1:
        return
    if carrier.box is not None:
        yield settled(layout, [_gone(carrier.box)], ItemChange())
        return
    yield from _earlier_packets(source, layout, carrier)
    splices = _without_item(source, layout, carrier)
    if splices is None:
        return
    for references in _without_reference(carrier):
        yield settled(layout, [*splices, references], _taken(carrier))


def _earlier_packets(source: Source, layout: Layout, carrier: Carrier) -> Iterator[Edits]:
    """The item with the packet that the label was spliced into."""
    span = carrier.spans[0]
    around = box_around(layout, span)
    for old in packet.candidates(content(source, carrier)):
        growth = len(old) - span.length
        splice = Splice(Edit(span.start, span.length, old), around if growth else ())
        change = ItemChange(Growth(carrier.spans, len(old)) if growth else None)
        yield settled(layout, [splice], change)


def _taken(carrier: Carrier) -> ItemChange:
    assert carrier.item is not None
    return ItemChange(removed=carrier.item.id)


def _without_item(source: Source, layout: Layout, carrier: Carrier) -> list[Splice] | None:
    """The item's entry and its bytes gone, which fill a media data box; None where they do not."""
    meta, item, span = carrier.meta, carrier.item, carrier.spans[0]
    assert meta is not None
    assert item is not None
    infos = meta.infos
    extent = span.start, span.end
    holds = next((one for one in layout.data if (one.body, one.end) == extent), None)
    if infos is None or holds is None:
        return None
    entries = list(children(source, infos.box, 2, skip=8 if infos.version else 6))
    entry = next((one for one in entries if _id(source, one) == item.id), None)
    if entry is None:
        return None
    width = 4 if infos.version else 2
    count = Edit(infos.box.body + 4, width, (infos.count - 1).to_bytes(width))
    return [Splice(count), _gone(entry, (meta.box, infos.box)), _gone(holds)]


def _without_reference(carrier: Carrier) -> Iterator[Splice]:
    """The item's reference gone, and the box around it where nothing else is in it."""
    meta, item = carrier.meta, carrier.item
    assert meta is not None
    assert item is not None
    if meta.references is None:
        return
    mine = [one for one in meta.references.all if one.source == item.id]
    if len(mine) != 1:
        return
    if len(meta.references.all) == 1:
        yield _gone(meta.references.box, (meta.box,))
    yield _gone(mine[0].box, (meta.box, meta.references.box))


def _id(source: Source, entry: Box) -> int:
    version = source.read(entry.body, 1)[0]
    return int.from_bytes(source.read(entry.body + 4, 4 if version > 2 else 2))


def _gone(box: Box, within: tuple[Box, ...] = ()) -> Splice:
    return Splice(Edit(box.start, box.size, b""), within)
