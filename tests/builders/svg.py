"""Small SVG documents; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.builders.xmp_file import rdf_only

XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
DOCTYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
)
DECLARATION = '<?xml version="1.0" encoding="{}"?>\n'
BODY = '<g id="春"><rect width="8" height="8"/></g>'
CREATIVE_COMMONS = (
    '<rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format></cc:Work></rdf:RDF>'
)
# Inkscape declares on the root what its RDF uses.
INKSCAPE_SPACES = (
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def svg(inner: str = BODY, *, before: str = "", attributes: str = "") -> str:
    """A document with something before its root, and something in it."""
    return f'{before}<svg {XMLNS}{attributes} viewBox="0 0 8 8">\n{inner}\n</svg>\n'


def metadata(packet: bytes) -> str:
    """A metadata element that holds a packet."""
    return f"<metadata>{packet.decode()}</metadata>"


def plain() -> bytes:
    """No metadata at all."""
    return svg().encode()


def inkscape(inner: str = CREATIVE_COMMONS) -> bytes:
    """RDF straight in metadata, its prefixes declared on the root."""
    before = DECLARATION.format("UTF-8") + "<!-- Created with Inkscape -->\n\n"
    text = svg(
        f"<title>spring</title><metadata id='m'>{inner}</metadata>{BODY}",
        before=before,
        attributes=INKSCAPE_SPACES,
    )
    return text.encode()


def illustrator() -> bytes:
    """Namespaces in entities of an internal subset, and metadata that is no XMP."""
    subset = (
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' "
        "'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [\n"
        '\t<!ENTITY ns_svg "http://www.w3.org/2000/svg">\n'
        '\t<!ENTITY ns_sfw "http://ns.adobe.com/SaveForWeb/1.0/">\n]>\n'
    )
    return (
        DECLARATION.format("utf-8")
        + subset
        + '<svg xmlns="&ns_svg;" viewBox="0 0 8 8"><metadata><sfw xmlns="&ns_sfw;"/></metadata>'
        + "<rect width='8' height='8'/></svg>"
    ).encode()


def prefixed() -> bytes:
    """The SVG namespace under a prefix, and an empty root."""
    return b'<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="8" height="8" />'


def labelled() -> bytes:
    """A label in x:xmpmeta, with the packet's wrapper."""
    return svg(metadata(xmp_with(BARE)) + BODY).encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "doctype": lambda: svg(before=DECLARATION.format("UTF-8") + DOCTYPE).encode(),
    "labelled": labelled,
    "foreign": lambda: svg(metadata(FOREIGN_XMP) + BODY).encode(),
    "title-first": lambda: svg("<title>t</title>\n<desc>d</desc>" + BODY).encode(),
    "inkscape": inkscape,
    "illustrator": illustrator,
    "prefixed": prefixed,
    "elsewhere": lambda: svg(f"<defs>{metadata(xmp_with(BARE))}</defs>{BODY}").encode(),
    "two-packets": lambda: svg(metadata(FOREIGN_XMP) + BODY + metadata(xmp_with(BARE))).encode(),
    "bom": lambda: b"\xef\xbb\xbf" + plain(),
    "no-namespace": lambda: b'<svg width="8" height="8"><rect/></svg>',
    "utf-16": lambda: svg(
        metadata(xmp_with(BARE)) + BODY, before=DECLARATION.format("UTF-16")
    ).encode("utf-16"),
    "gbk": lambda: svg(before=DECLARATION.format("GBK")).encode("gbk"),
    "latin-1": lambda: svg(
        "<desc>été</desc>" + metadata(rdf_only()).replace("春", "été"),
        before=DECLARATION.format("ISO-8859-1"),
    ).encode("latin-1"),
}
