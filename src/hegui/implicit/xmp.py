"""The label property TC260:AIGC in an XMP packet: found, set, taken out by splicing.

A packet is never re-serialised: the property's own bytes change, and the padding before the
packet's end gives or takes the difference, so that often not even the length changes. Only a
packet in UTF-16 or UTF-32 becomes UTF-8 when a label is written.

Source: XMP specification part 1 (ISO 16684-1) 7.3 (packet wrapper, padding), part 3, 1.1 (UTF-8
in files); the property's prefix, name and namespace are the common fallback of the TC260 guides
of 2025-08.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from hegui.errors import BrokenFile
from hegui.implicit.structures import stray
from hegui.implicit.xmp_names import NAMESPACE, RDF

if TYPE_CHECKING:
    from hegui.implicit.xmp_outline import Found, Outline

_PREFIX = "TC260:"
_LETTERS = (b"aigc", b"contentproducer", b"serviceprovider")
_AROUND = b" \t\r\n\0"
_DECLARED = rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"']*)"

# As html.escape writes them, whose module loads two thousand names of characters; the ampersand
# last, for it begins all others.
_REFERENCES = (('"', "&quot;"), ("'", "&#x27;"), ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"))

_NEW_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    ' <rdf:RDF xmlns:rdf="' + RDF + '">\n'
    '  <rdf:Description rdf:about="" xmlns:TC260="' + NAMESPACE + '">\n'
    "   <TC260:AIGC>{}</TC260:AIGC>\n"
    "  </rdf:Description>\n"
    " </rdf:RDF>\n"
    "</x:xmpmeta>\n"
    '<?xpacket end="w"?>'
)
_OWN_HEAD, _OWN_TAIL = (part.encode() for part in _NEW_PACKET.split("{}"))


class Property(NamedTuple):
    """One label property: dialect "xmp-element" or "xmp-attribute", name as spelt, its text.

    ``prescribed`` is true for TC260:AIGC in the namespace of the guides, whatever its prefix. A
    property that holds several texts appears once for each, and none of them is prescribed.
    """

    qname: str
    dialect: str
    text: str
    prescribed: bool


class Setting(NamedTuple):
    """A property of another regime that is written into the packet with the label.

    Its value must need no escaping beyond XML's own; ``prefix`` is the usual one of its namespace.
    """

    namespace: str
    prefix: str
    name: str
    value: str

    def description(self, rdf: str, about: str) -> str:
        """An rdf:Description that holds it; ``rdf`` is RDF's prefix with its colon."""
        qname = f"{self.prefix}:{self.name}"
        return (
            f'<{rdf}Description {_about(rdf)}="{_escape(about)}" '
            f'xmlns:{self.prefix}="{self.namespace}">'
            f"<{qname}>{_escape(self.value)}</{qname}></{rdf}Description>"
        )


def find(packet: bytes, *, name: str, place: str) -> tuple[Property, ...]:
    """Every label property of a packet. Raises BrokenFile (malformed, DTD), CeilingExceeded.

    An empty property is nobody's label, and not among them.
    ``name`` and ``place`` name the file and the carrying structure in errors.
    """
    if (own := _own_text(packet)) is not None:
        return (Property("TC260:AIGC", "xmp-element", own, True),)
    body = _Body.of(packet, name, place)
    if not _may_hold_label(body.data):
        return ()
    return tuple(
        Property(
            found.qname,
            "xmp-attribute" if found.attribute else "xmp-element",
            text,
            found.prescribed and len(found.texts) == 1,
        )
        for found in body.outline(name, place).found
        for text in found.texts
    )


def xml_of(packet: bytes, *, name: str, place: str) -> tuple[bytes, str | None]:
    """A packet's XML without what stands around it, and its encoding where that is not declared.

    UTF-16 and UTF-32 become UTF-8. Raises BrokenFile.
    """
    body = _Body.of(packet, name, place)
    return body.data, "utf-8" if body.codec else None


def with_label(
    packet: bytes, text: str, *, name: str, place: str, beside: tuple[Setting, ...] = ()
) -> bytes:
    """The packet with exactly one label property, TC260:AIGC, whose value is ``text``.

    An existing TC260:AIGC, element or attribute, takes the value; under another prefix, by which
    readers such as ExifTool would name it, it is written anew. Other label properties go, and of
    a property of another name the label alone. Every other byte stays, except padding; UTF-16
    and UTF-32 become UTF-8. ``beside`` are properties that the packet must not hold yet, which
    are added. Raises BrokenFile, CeilingExceeded.
    """
    body = _Body.of(packet, name, place)
    if not body.data:  # nothing but padding
        return new_packet(text, beside)
    seen = body.outline(name, place)
    target = _target(seen.found)
    changes = [_removal(found, body) for found in _labels(seen) if found is not target]
    value = body.value(text)
    changes.append(_setting(target, value) if target else _insertion(seen, value, name, place))
    if beside:
        changes[-1:] = _with_beside(changes[-1], seen, beside, name, place)
    if seen.declare_at >= 0:
        declaration = f' xmlns:TC260="{NAMESPACE}"'.encode()
        changes.append(_Change(seen.declare_at, seen.declare_at, declaration))
    return body.changed([*changes, *body.declaring_utf8()])


def without_label(packet: bytes, *, name: str, place: str) -> bytes:
    """The packet with no label property; same length where it has padding to give back."""
    body = _Body.of(packet, name, place)
    if not _may_hold_label(body.data):
        return packet
    changes = [_removal(found, body) for found in _labels(body.outline(name, place))]
    if not changes:
        return packet
    cleaned = body.changed(changes)
    return cleaned.decode().encode(body.codec) if body.codec else cleaned


def _escape(text: str) -> str:
    for character, reference in reversed(_REFERENCES):
        text = text.replace(character, reference)
    return text


def new_packet(text: str, beside: tuple[Setting, ...] = ()) -> bytes:
    """A fresh packet that holds only the label, in UTF-8, without padding, and what is beside."""
    tail = _OWN_TAIL
    for one in beside:
        description = one.description("rdf:", "").encode()
        tail = tail.replace(b" </rdf:RDF>", b"  " + description + b"\n </rdf:RDF>")
    return _OWN_HEAD + _escape(text).encode() + tail


# Text that needs no XML parser: Annex E j)'s characters and blanks, and no markup.
_PLAIN = bytes(range(0x20, 0x7F)).replace(b"<", b"")


def _own_text(packet: bytes) -> str | None:
    """The label of a packet that is exactly what ``new_packet`` makes, without parsing it.

    Every label that hegui has just written is read back, and most packets that hold nothing else
    are of this form; None for all others.
    """
    if not (packet.startswith(_OWN_HEAD) and packet.endswith(_OWN_TAIL)):
        return None
    value = packet[len(_OWN_HEAD) : -len(_OWN_TAIL)]
    if value.translate(None, _PLAIN) or not value.strip():
        return None
    text = value.decode()
    for character, reference in _REFERENCES[:-1]:
        text = text.replace(reference, character)
    ampersand, reference = _REFERENCES[-1]
    if text.count(ampersand) != text.count(reference):  # another reference than ours
        return None
    return text.replace(reference, ampersand)


class _Change(NamedTuple):
    start: int
    end: int
    data: bytes


class _Body(NamedTuple):
    """A packet's XML as ASCII-compatible bytes, and what stands around it."""

    before: bytes
    data: bytes
    after: bytes
    codec: str
    """The encoding that the packet itself has where that is not ASCII-compatible, else ""."""

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

    def outline(self, name: str, place: str) -> Outline:
        """The outline of ``data``."""
        from hegui.implicit.xmp_outline import outline  # packets of our own need no parser

        encoding = "utf-8" if self.codec else None
        return outline(self.data, name=name, place=place, encoding=encoding)

    def value(self, text: str) -> bytes:
        """A value as XML text; beyond ASCII as references where the encoding may not be UTF-8."""
        # XML would normalise these where they stand bare (XML 1.0, 2.11 and 3.3.3).
        escaped = _escape(text).translate({9: "&#9;", 10: "&#10;", 13: "&#13;"})
        declared = None if self.codec else re.match(_DECLARED, self.data)
        if declared and declared.group(1).lower() not in (b"utf-8", b"utf8"):
            return escaped.encode("ascii", "xmlcharrefreplace")
        return escaped.encode()

    def changed(self, changes: list[_Change]) -> bytes:
        """The packet with the changes made and the padding adjusted."""
        data = self.data
        for change in sorted(changes, key=lambda one: one.start, reverse=True):
            data = data[: change.start] + change.data + data[change.end :]
        data = _repadded(data, len(self.data))
        return self.before + data + self.after

    def declaring_utf8(self) -> list[_Change]:
        """What UTF-16 or UTF-32 needs to stay in UTF-8: the XML declaration must say so."""
        declared = re.match(_DECLARED, self.data) if self.codec else None
        return [_Change(declared.start(1), declared.end(1), b"UTF-8")] if declared else []


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


def _target(found: tuple[Found, ...]) -> Found | None:
    """The property that takes the value: best one that has the guides' prefix already."""
    own = [one for one in found if one.prescribed]
    named = next((one for one in own if one.qname.startswith(_PREFIX)), None)
    # An attribute cannot become an element in its place.
    return named or next((one for one in own if not one.attribute), None)


def _labels(seen: Outline) -> list[Found]:
    """Every property that goes with the labels: those that hold one, and an empty TC260:AIGC."""
    return [found for found in seen.found if found.texts or found.prescribed]


def _setting(found: Found, value: bytes) -> _Change:
    if found.qname.startswith(_PREFIX) and (found.attribute or found.plain):
        return _Change(found.inner_start, found.inner_end, value)
    # An empty element, one with RDF attributes (parseType, resource) that a plain value
    # contradicts, or one of another prefix: it is written anew, with its prefix declared.
    tag = f'<{_PREFIX}AIGC xmlns:TC260="{NAMESPACE}">'.encode()
    return _Change(found.start, found.end, tag + value + f"</{_PREFIX}AIGC>".encode())


def _removal(found: Found, body: _Body) -> _Change:
    if found.whole:
        return _Change(found.start, found.end, b"")
    # A description that quotes a label keeps its words.
    text = found.texts[0].encode()
    strays = stray.find(text)
    rest = stray.cut(text, strays).decode("utf-8", "replace") if strays else ""
    return _Change(found.inner_start, found.inner_end, body.value(rest) if rest.strip() else b"")


def _insertion(seen: Outline, value: bytes, name: str, place: str) -> _Change:
    if seen.rdf_start < 0:
        raise BrokenFile("the XMP packet holds no rdf:RDF element", path=name, place=place)
    rdf = seen.rdf_prefix
    element = (
        f'<{rdf}Description {_about(rdf)}="{_escape(seen.about)}" xmlns:TC260="{NAMESPACE}">'
        "<TC260:AIGC>"
    ).encode("ascii", "xmlcharrefreplace")
    element += value + f"</TC260:AIGC></{rdf}Description>".encode()
    if seen.rdf_close >= 0:
        return _Change(seen.rdf_close, seen.rdf_close, element)
    # <rdf:RDF …/> becomes <rdf:RDF …>…</rdf:RDF>
    return _Change(seen.rdf_tag_end - 2, seen.rdf_tag_end, b">" + element + f"</{rdf}RDF>".encode())


def _with_beside(
    label: _Change, seen: Outline, beside: tuple[Setting, ...], name: str, place: str
) -> list[_Change]:
    """The label's own change, and the other properties behind everything in the RDF element."""
    more = "".join(one.description(seen.rdf_prefix, seen.about) for one in beside)
    data = more.encode("ascii", "xmlcharrefreplace")
    if seen.rdf_close >= 0:
        return [label, _Change(seen.rdf_close, seen.rdf_close, data)]
    close = f"</{seen.rdf_prefix}RDF>".encode()
    if not label.data.endswith(close):
        raise BrokenFile("the XMP packet holds no rdf:RDF element", path=name, place=place)
    return [_Change(label.start, label.end, label.data.removesuffix(close) + data + close)]


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
