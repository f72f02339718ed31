"""A .xmp file: one XMP packet, alone or as the sidecar of a file that has no place for it.

Source: XMP specification part 1 (ISO 16684-1) 7; part 3, 1.2 (sidecar files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hegui.files.edits import Edit, Edits
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.look import Look
from hegui.rules import slot_of

_PLACE = "the XMP packet"
# Perhaps an XML declaration, then the packet's wrapper, x:xmpmeta or rdf:RDF.
_START = re.compile(
    r"\ufeff?\s*(?:<\?xml\s[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\?xpacket\s|x:x[am]pmeta[\s>]|rdf:RDF[\s>])",
    re.DOTALL,
)


class XmpFile(Container):
    """A file that is one XMP packet, in any encoding of Unicode."""

    kind = Kind("xmp", "XMP", (".xmp",), ("application/rdf+xml",), slot_of("xmp"))
    in_xmp = True

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return _START.match(_as_text(head)) is not None

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        look.xmp(
            self._packet(),
            slot="xmp.property",
            place=_PLACE,
            offset=0,
            length=self.source.size,
            prescribed=True,
        )
        return look.reading()

    def plan(self, text: str) -> Edits:
        packet = xmp.with_label(
            self._packet(), text, name=self.source.name, place=_PLACE, beside=self.beside
        )
        return (Edit(0, self.source.size, packet),)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Nothing: a packet is metadata from its first byte to its last."""
        return iter(())

    def _packet(self) -> bytes:
        return self.source.read(0, self.source.size, _PLACE)


def _as_text(head: bytes) -> str:
    """The beginning of a file as text: UTF-16 and UTF-32 by their NULs, UTF-8 otherwise."""
    start = head[:4]
    if start in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") or start.count(0) == 3:
        width = 32
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in start:
        width = 16
    else:
        return head.decode("utf-8", "replace")
    order = "le" if head[0] in (0xFF, ord("<")) else "be"
    return head.decode(f"utf-{width}-{order}", "replace")
