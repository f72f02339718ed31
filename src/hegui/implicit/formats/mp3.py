"""MP3, and its kin MP1 and MP2: the label is a TXXX frame AIGC in an ID3v2 tag.

Slot: TC260-PG-202510A clause 6.
"""

from __future__ import annotations

from hegui.implicit.container import Kind
from hegui.implicit.structures.id3_stream import TaggedStream
from hegui.rules import slot_of
from hegui.structures.mpeg_audio import begins_mpeg


class Mp3(TaggedStream):
    """A stream of MPEG audio, with an ID3v2 tag before it or without."""

    kind = Kind("mp3", "MP3", (".mp3", ".mp2", ".mp1", ".mpa"), ("audio/mpeg",), slot_of("mp3"))
    adts = False

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return begins_mpeg(head)
