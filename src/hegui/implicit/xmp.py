"""The label property TC260:AIGC in an XMP packet: found, set, taken out by splicing.

A packet is never re-serialised: the property's own bytes change, and the padding before the
packet's end gives or takes the difference, so that often not even the length changes.

Source: XMP specification part 1 (ISO 16684-1) 7.3 (packet wrapper, padding); the property's
name and namespace are the common fallback of the TC260 guides of 2025-08.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html import escape

from hegui.errors import BrokenFile
from hegui.implicit.xmp_outline import NAMESPACE, Found, Outline, outline

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LETTERS = (b"aigc", b"contentproducer", b"serviceprovider")
_AROUND = b" \t\r\n\0"

_NEW_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    ' <rdf:RDF xmlns:rdf="' + _RDF + '">\n'
    '  <rdf:Description rdf:about="" xmlns:TC260="' + NAMESPACE + '">\n'
    "   <TC260:AIGC>{}</TC260:AIGC>\n"
    "  </rdf:Description>\n"
    " </rdf:RDF>\n"
    "</x:xmpmeta>\n"
    '<?xpacket end="w"?>'
)


@dataclass(frozen=True, slots=True)
class Property:
    """One label property: dialect "xmp-element" or "xmp-attribute", name as spelt, its text.

    ``prescribed`` is true for TC260:AIGC in the namespace of the guides, whatever its prefix.
    """

    qname: str
    dialect: str
    text: str
    prescribed: bool


def find(packet: bytes, *, name: str, place: str) -> tuple[Property, ...]:
    """Every label property of a packet. Raises BrokenFile (malformed, DTD), CeilingExceeded.

    ``name`` and ``place`` name the file and the carrying structure in errors.
    """
    body = _Body.of(packet, name, place)
    if not _may_hold_label(body.data):
        return ()
    return tuple(
        Property(
            found.qname,
            "xmp-attribute" if found.attribute else "xmp-element",
            found.text,
            found.prescribed,
        )
        for found in outline(body.data, name=name, place=place).found
    )


def with_label(packet: bytes, text: str, *, name: str, place: str) -> bytes:
    """The packet with exactly one label property, TC260:AIGC, whose value is ``text``.

    An existing TC260:AIGC, element or attribute, takes the value; other label properties go.
    Every other byte stays, except padding. Raises BrokenFile, CeilingExceeded.
    """
    body = _Body.of(packet, name, place)
    if not body.data:  # nothing but padding
        return new_packet(text)
    seen = outline(body.data, name=name, place=place)
    target = next((found for found in seen.found if found.prescribed), None)
    changes = [_removal(found) for found in seen.found if found is not target]
    value = body.value(text)
    changes.append(_setting(target, value) if target else _insertion(seen, value, name, place))
    return body.changed(changes)


def without_label(packet: bytes, *, name: str, place: str) -> bytes:
    """The packet with no label property; same length where it has padding to give back."""
    body = _Body.of(packet, name, place)
    if not _may_hold_label(body.data):
        return packet
    seen = outline(body.data, name=name, place=place)
    return body.changed([_removal(found) for found in seen.found]) if seen.found else packet


def new_packet(text: str) -> bytes:
    """A fresh packet that holds only the label, in UTF-8, without padding."""
    return _NEW_PACKET.format(escape(text)).encode()


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _Body:
    """A packet's XML as ASCII-compatible bytes, and what stands around it."""

    before: bytes
    data: bytes
    after: bytes
    codec: str

    @classmethod
    def of(cls, packet: bytes, name: str, place: str) -> _Body:
        """Takes whitespace, NULs and a byte order mark off, and UTF-16 or UTF-32 to UTF-8."""
        codec = _wide_codec(packet)
        if codec:
            try:
                packet = packet.decode(codec).encode()
            except UnicodeError as error:
                raise BrokenFile(
                    "the XMP packet is not valid {codec}", path=name, place=place, codec=codec
                ) from error
        data = packet.lstrip(_AROUND)
        data = data.removeprefix(codecs.BOM_UTF8).lstrip(_AROUND)
        before = packet[: len(packet) - len(data)]
        stripped = data.rstrip(_AROUND)
        return cls(before, stripped, data[len(stripped) :], codec)

    def value(self, text: str) -> bytes:
        """A value as XML text; beyond ASCII as references where the encoding may not be UTF-8."""
        escaped = escape(text)
        declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", self.data)
        if declared and declared.group(1).lower() not in (b"utf-8", b"utf8"):
            return escaped.encode("ascii", "xmlcharrefreplace")
        return escaped.encode()

    def changed(self, changes: list[_Change]) -> bytes:
        """The packet with the changes made and the padding adjusted."""
        data = self.data
        for change in sorted(changes, key=lambda one: one.start, reverse=True):
            data = data[: change.start] + change.data + data[change.end :]
        data = _repadded(data, len(self.data))
        packet = self.before + data + self.after
        return packet.decode().encode(self.codec) if self.codec else packet


def _may_hold_label(data: bytes) -> bool:
    lowered = data.lower()
    return any(letters in lowered for letters in _LETTERS)


def _wide_codec(packet: bytes) -> str:
    head = packet[:4]
    if head == b"\xff\xfe\0\0" or head == b"<\0\0\0":
        return "utf-32-le"
    if head == b"\0\0\xfe\xff" or head == b"\0\0\0<":
        return "utf-32-be"
    if head[:2] == b"\xff\xfe" or head[:2] == b"<\0":
        return "utf-16-le"
    if head[:2] == b"\xfe\xff" or head[:2] == b"\0<":
        return "utf-16-be"
    return ""


def _setting(found: Found, value: bytes) -> _Change:
    if found.attribute or found.plain:
        return _Change(found.inner_start, found.inner_end, value)
    # An empty element, or one with RDF attributes (parseType, resource) that a plain value
    # contradicts: it is written anew, with its prefix declared on itself.
    prefix = found.qname.rpartition(":")[0]
    declaration = f'xmlns:{prefix}="{NAMESPACE}"' if prefix else f'xmlns="{NAMESPACE}"'
    tag = f"<{found.qname} {declaration}>".encode()
    return _Change(found.start, found.end, tag + value + f"</{found.qname}>".encode())


def _removal(found: Found) -> _Change:
    if found.whole:
        return _Change(found.start, found.end, b"")
    return _Change(found.inner_start, found.inner_end, b"")


def _insertion(seen: Outline, value: bytes, name: str, place: str) -> _Change:
    if seen.rdf_start < 0:
        raise BrokenFile("the XMP packet holds no rdf:RDF element", path=name, place=place)
    rdf = seen.rdf_prefix
    element = (
        f'<{rdf}Description {_about(rdf)}="{escape(seen.about)}" xmlns:TC260="{NAMESPACE}">'
        "<TC260:AIGC>"
    ).encode("ascii", "xmlcharrefreplace")
    element += value + f"</TC260:AIGC></{rdf}Description>".encode()
    if seen.rdf_close >= 0:
        return _Change(seen.rdf_close, seen.rdf_close, element)
    # <rdf:RDF …/> becomes <rdf:RDF …>…</rdf:RDF>
    return _Change(seen.rdf_tag_end - 2, seen.rdf_tag_end, b">" + element + f"</{rdf}RDF>".encode())


def _about(prefix: str) -> str:
    # With RDF as default namespace the attribute needs a prefix of its own, which attributes
    # do not inherit; the unprefixed form is what such packets use.
    return f"{prefix}about" if prefix else "about"


def _repadded(data: bytes, length: int) -> bytes:
    growth = len(data) - length
    if growth == 0:
        return data
    at = data.rfind(b"<?xpacket")
    if at < 0 or not re.match(rb"<\?xpacket\s+end\s*=", data[at : at + 64]):
        return data
    if growth < 0:
        return data[:at] + b" " * -growth + data[at:]
    padding = data[max(0, at - growth) : at]
    if len(padding) == growth and not padding.strip(b" \t\r\n"):
        return data[: at - growth] + data[at:]
    return data
