"""A Matroska file's tags, and the programs that wrote it (RFC 9559 5.1.2, 5.1.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hegui.files.source import Source
from hegui.implicit.foreign.statement import LONGEST, Statement, text_of
from hegui.structures import ebml
from hegui.structures.ebml import Element
from hegui.structures.matroska_layout import INFO, TAGS, place_of, read_whole, segments

_PROGRAMS: Final = {0x4D80: "MuxingApp", 0x5741: "WritingApp"}
_TAG: Final = 0x7373
_SIMPLE: Final = 0x67C8
_NAME: Final = 0x45A3
_STRING: Final = 0x4487
_MOST: Final = 4 * 1024**2


def statements(source: Source) -> Iterator[Statement]:
    """Programs and SimpleTags that are text. Raises BrokenFile, CeilingExceeded."""
    for segment in segments(source):
        for element in (*segment.all_of(INFO), *segment.all_of(TAGS)):
            raw = read_whole(source, element, _MOST)
            whole = ebml.decode(raw, 0)
            assert whole is not None
            if element.id == INFO:
                for part in ebml.children(source, raw, whole, element.offset):
                    if part.id in _PROGRAMS:
                        text = text_of(ebml.string(raw[part.data_at : part.end]))
                        place = place_of(element)
                        yield Statement("mkv.info", _PROGRAMS[part.id], text, place, element.offset)
            else:
                yield from _simples(source, raw, whole, element, 0)


def _simples(
    source: Source, raw: bytes, parent: Element, tags: Element, depth: int
) -> Iterator[Statement]:
    source.descend(depth, "SimpleTag", place_of(tags))
    name = value = b""
    for part in ebml.children(source, raw, parent, tags.offset):
        if part.id in (_TAG, _SIMPLE):
            yield from _simples(source, raw, part, tags, depth + 1)
        elif part.id == _NAME:
            name = ebml.string(raw[part.data_at : part.end])
        elif part.id == _STRING:
            value = ebml.string(raw[part.data_at : min(part.end, part.data_at + LONGEST)])
    if name and value and name.upper() != b"AIGC":
        shown = text_of(name)
        at = tags.offset + parent.offset
        yield Statement("mkv.tag", shown, text_of(value), f'SimpleTag "{shown}" at byte {at}', at)
