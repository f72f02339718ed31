"""XMP files: a packet alone; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with


def bare(packet: bytes) -> bytes:
    """A packet without wrapper, as many programs write their sidecars."""
    return packet[packet.index(b"<x:xmpmeta") : packet.index(b"</x:xmpmeta>") + 12]


def rdf_only() -> bytes:
    """rdf:RDF without x:xmpmeta around it."""
    packet = FOREIGN_XMP
    return packet[packet.index(b"<rdf:RDF") : packet.index(b"</rdf:RDF>") + 10]


SAMPLES: dict[str, Callable[[], bytes]] = {
    "foreign": lambda: FOREIGN_XMP,
    "labelled": lambda: xmp_with(BARE),
    "bare": lambda: bare(FOREIGN_XMP) + b"\n",
    "declared": lambda: b"<?xml version='1.0' encoding='UTF-8'?>\n" + bare(xmp_with(BARE)),
    "rdf-only": rdf_only,
    "utf-16": lambda: xmp_with(BARE).decode().encode("utf-16-le"),
    "utf-16-be": lambda: FOREIGN_XMP.decode().encode("utf-16-be"),
}
