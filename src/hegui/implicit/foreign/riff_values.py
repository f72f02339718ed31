"""The texts of RIFF and IFF files: LIST INFO, ID3 chunks, AIFF's own text chunks.

Source: RIFF, Microsoft and IBM 1991, 2-14 (INFO); AIFF 1.3, Text Chunks.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.source import Source
from hegui.implicit.foreign import id3_texts
from hegui.implicit.foreign.statement import LONGEST, Statement, store, text_of
from hegui.structures import id3_header, riff
from hegui.structures.riff import Chunk

_TAGS = (b"ID3 ", b"id3 ")
_AIFF_TEXTS = (b"NAME", b"AUTH", b"(c) ", b"ANNO")
_FORM_HEAD = 12
_MOST_CHUNKS = 4096


def of_riff(source: Source) -> Iterator[Statement]:
    """The entries of every LIST INFO, and ID3 chunks. Raises BrokenFile, CeilingExceeded."""
    end = riff.form(source).end
    for number, chunk in enumerate(riff.chunks(source, _FORM_HEAD, end)):
        if number >= _MOST_CHUNKS:
            return
        if chunk.name == b"C2PA":
            yield store(chunk.place, chunk.offset)
        elif chunk.name in _TAGS:
            yield from _tag(source, chunk)
        elif chunk.name == b"LIST" and source.peek(chunk.data_at, 4) == b"INFO":
            for entry in riff.chunks(source, chunk.data_at + 4, chunk.data_end):
                if entry.name.upper() != b"AIGC":
                    yield from _entry(source, entry, "riff.info")


def of_aiff(source: Source) -> Iterator[Statement]:
    """The text chunks and ID3 chunks of AIFF. Raises BrokenFile, CeilingExceeded."""
    end = min(8 + int.from_bytes(source.read(4, 4)), source.size)
    for number, chunk in enumerate(riff.chunks(source, _FORM_HEAD, end, riff.BIG_HEAD)):
        if number >= _MOST_CHUNKS:
            return
        if chunk.name in _TAGS:
            yield from _tag(source, chunk)
        elif chunk.name in _AIFF_TEXTS:
            yield from _entry(source, chunk, "aiff.text")


def _entry(source: Source, chunk: Chunk, space: str) -> Iterator[Statement]:
    text = text_of(source.read(chunk.data_at, min(chunk.length, LONGEST), chunk.place))
    if text:
        name = chunk.name.decode("latin-1").strip()
        yield Statement(space, name, text, chunk.place, chunk.offset)


def _tag(source: Source, chunk: Chunk) -> Iterator[Statement]:
    tag = Source.of_bytes(chunk.data(source), source.name)
    head = id3_header.parse_head(tag.peek(0, id3_header.HEAD), 0)
    if head is not None:
        yield from id3_texts.of_tag(tag, head, chunk.data_at)
