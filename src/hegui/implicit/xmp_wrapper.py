"""A packet without its wrapper, for places that want the XML alone.

Source: XMP specification part 1 (ISO 16684-1) 7.3.2 (the wrapper's two processing instructions).
"""

from __future__ import annotations


def element_of(packet: bytes, qname: bytes) -> bytes:
    """The element ``qname`` of a packet that ``xmp.new_packet`` made."""
    end = b"</" + qname + b">"
    return packet[packet.index(b"<" + qname) : packet.index(end) + len(end)]
