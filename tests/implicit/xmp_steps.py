"""What the tests of XMP share: packets, and labels put into them."""

from __future__ import annotations

from hegui.implicit import xmp
from tests.builders.labels import BARE

NS = "http://www.tc260.org.cn/ns/AIGC/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")


def find(packet: bytes) -> tuple[xmp.Property, ...]:
    return xmp.find(packet, name="f", place="p")


def with_label(packet: bytes, text: str = OTHER) -> bytes:
    return xmp.with_label(packet, text, name="f", place="p")


def without_label(packet: bytes) -> bytes:
    return xmp.without_label(packet, name="f", place="p")


def packet(body: str, *, root: str = "", trailer: str = "") -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"{root}>{body}'
        f"</rdf:RDF></x:xmpmeta>{trailer}"
    ).encode()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


ELEMENT = packet(
    f'<rdf:Description rdf:about="" xmlns:T="{NS}"><T:AIGC>{escaped(BARE)}</T:AIGC>'
    "</rdf:Description>"
)

SINGLE_QUOTED = packet(f"<rdf:Description rdf:about='' xmlns:T='{NS}' T:AIGC = '{BARE}' />")
