"""The content of a GIF file: its screen, its pictures, and how they follow one another.

In, as they stand and in file order: the logical screen with its colour table, Graphic Control
Extensions, pictures with their descriptors and colour tables, Plain Text Extensions (which are
drawn), the loop count of an animation, the ICC profile. Out: the version (a label makes 87a 89a),
comments, all other application extensions (XMP too), the trailer and what follows it, and stray
terminators between blocks.
Source: GIF89a specification, chapters 15 to 27; ICC.1 B.5 (profile in GIF).
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.formats.gif_blocks import (
    APPLICATION,
    DESCRIPTOR,
    EXTENSION,
    HEADER,
    IMAGE,
    LOOP_COUNTS,
    SubBlocks,
    table_length,
)

_SCREEN_AT = 6
_PLAIN_TEXT, _GRAPHIC_CONTROL = 0x01, 0xF9
_SEEN = (*LOOP_COUNTS, b"ICCRGBG1012")


def essence(source: Source) -> Iterator[tuple[int, int]]:
    """The ranges of a file whose blocks can be followed. Raises BrokenFile, CeilingExceeded."""
    sub_blocks = SubBlocks(source)
    at = HEADER + table_length(source.read(0, HEADER, "the logical screen")[10])
    yield _SCREEN_AT, min(at, source.size)
    while True:
        source.count("blocks")
        head = source.peek(at, DESCRIPTOR)
        if head[:1] == b"\0":
            at += 1
        elif head[:1] == bytes((EXTENSION,)):
            end = sub_blocks.end_of(at + 2)
            if end < 0:
                raise source.broken("the extension has no end", at)
            if _is_seen(source, at, end):
                yield at, end
            at = end
        elif head[:1] == bytes((IMAGE,)):
            end = -1
            if len(head) == DESCRIPTOR:
                # local colour table, then the smallest code size, then sub-blocks
                end = sub_blocks.end_of(at + DESCRIPTOR + table_length(head[9]) + 1)
            yield at, end if end >= 0 else source.size
            if end < 0:
                return  # cut within its last picture
            at = end
        else:
            return  # the trailer, the end of the file, or what is no block


def _is_seen(source: Source, at: int, end: int) -> bool:
    head = source.read(at, min(14, end - at), "the extension")
    if head[1] == APPLICATION:
        return head[3:] in _SEEN and head[2] == len(_SEEN[0])
    return head[1] in (_PLAIN_TEXT, _GRAPHIC_CONTROL)
