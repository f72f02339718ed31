"""AAC in ADTS: the label is a TXXX frame AIGC in an ID3v2 tag, as in MP3.

No guide names this format; players take an ID3v2 tag before ADTS, which HTTP Live Streaming even
asks for (RFC 8216, 3.4). AAC in ADIF or LATM has no such place.
"""

from __future__ import annotations

from hegui.implicit.container import Kind
from hegui.implicit.structures.id3_stream import TaggedStream
from hegui.rules import slot_of
from hegui.structures.mpeg_audio import begins_adts


class Aac(TaggedStream):
    """A stream of ADTS frames, with an ID3v2 tag before it or without."""

    kind = Kind("aac", "AAC (ADTS)", (".aac", ".adts"), ("audio/aac",), slot_of("aac"))
    adts = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return begins_adts(head)
