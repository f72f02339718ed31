"""The texts of an FLV file's first script tag (Adobe FLV specification 10.1, E.5: onMetaData)."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import BrokenFile
from hegui.files.source import Source
from hegui.implicit.foreign.statement import LONGEST, Statement, text_of
from hegui.implicit.formats.flv_tags import SCRIPT, TYPE_BITS, tags
from hegui.implicit.structures import amf

_FIRST = 16  # script tags stand before the media


def statements(source: Source) -> Iterator[Statement]:
    """Every property that is a string. Raises BrokenFile, CeilingExceeded."""
    start = max(int.from_bytes(source.read(5, 4)), 9) + 4
    for number, tag in enumerate(tags(source, start)):
        if number >= _FIRST:
            return
        if tag.type & TYPE_BITS != SCRIPT or tag.end > source.size:
            continue
        data = source.read(tag.data_at, tag.size, "the script tag's data")
        try:
            script = amf.parse(source, data, tag.data_at)
        except BrokenFile:
            continue  # the walk for labels has said so
        for found in script.properties:
            value = amf.text_at(data, found)
            name = b".".join(found.path).decode("utf-8", "replace")
            if value and name.upper() != "AIGC" and b"<rdf:RDF" not in value:
                text = text_of(value[:LONGEST])
                place = f'{tag.place}, property "{name}"'
                yield Statement("flv.metadata", name, text, place, tag.offset)
