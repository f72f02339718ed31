"""The text frames of ID3v2 tags: before MP3, AAC and FLAC, and in chunks of WAV and AIFF.

Source: ID3v2.3.0, 4.2 (text frames), 4.11 (comments); ID3v2.4.0-frames, 4.2.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.implicit.foreign.statement import LONGEST, Statement, store, text_of
from hegui.implicit.structures import id3_frames, id3_text
from hegui.structures import id3_header
from hegui.structures.id3_header import COMPRESSED, UNSYNCHRONISED, TagHead

_COMMENTS = ("COM", "COMM", "ULT", "USLT")
_USER = ("TXX", "TXXX")
_GEOB = 64  # application/x-c2pa-manifest-store is the media type of the object
_LANGUAGE = 3
_LARGEST = 1024**2


def statements(source: Source) -> Iterator[Statement]:
    """The texts of the tags at a file's start. Raises BrokenFile, CeilingExceeded."""
    for head in id3_header.leading(source):
        yield from of_tag(source, head)


def of_tag(source: Source, head: TagHead, offset: int = 0) -> Iterator[Statement]:
    """The texts of one tag; ``offset`` is where in the file ``source`` begins.

    A frame that is encrypted, compressed or too long gives none.
    """
    if not head.known or (head.major == 2 and head.flags & COMPRESSED):
        return
    limit = min(head.body_end, source.size)
    if head.flags & UNSYNCHRONISED and head.major < 4:
        if limit - head.body > _LARGEST:
            return
        body = id3_header.synchronised(source.read(head.body, limit - head.body, "the ID3v2 tag"))
        source = Source.of_bytes(bytes(id3_header.HEAD) + body, source.name, source.ceilings)
        offset, head = offset + head.offset, TagHead(0, head.major, head.flags, len(body))
        limit = source.size
    for frame in id3_frames.walk(source, head, limit).all:
        if frame.name == "GEOB":
            start = source.peek(frame.body, min(_GEOB, frame.end - frame.body))
            if b"c2pa" in start:
                yield store(f"{head.place}, frame GEOB", offset + frame.offset)
        if not frame.name.startswith("T") and frame.name not in _COMMENTS:
            continue
        if frame.end - frame.body > _LARGEST:
            continue
        try:
            data = id3_frames.content(source, head, frame)
        except FileError:
            continue  # the walk for labels has said so
        if data:
            place = f"{head.place}, frame {frame.name}"
            for name, text in _texts(frame.name, data):
                if text and name.upper() != "AIGC":
                    yield Statement("id3", name, text, place, offset + frame.offset)


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    encoding, value = data[0], data[1:]
    if name in _COMMENTS:
        value = value[_LANGUAGE:]
    pieces = id3_text.pieces(encoding, value[: 2 * LONGEST], most=8)
    texts = [text_of(piece.text.encode("utf-8", "replace")) for piece in pieces]
    if name in _USER or name in _COMMENTS:
        # The description names what follows it; a comment's is empty most times.
        yield (texts[0] if name in _USER else name), " ".join(texts[1:]).strip()
    else:
        yield name, " ".join(text for text in texts if text)
