"""Small EPUB publications; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.builders.labels import BARE, WRAPPED
from tests.builders.zip_archive import Item, archive, plain

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
CHAPTER = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>春</title></head>'
    "<body><p>春眠不觉晓。</p></body></html>"
)


def rootfile(name: str) -> str:
    """One package document named by the container."""
    return f'<rootfile full-path="{name}" media-type="application/oebps-package+xml"/>'


def container(rootfiles: str) -> str:
    """META-INF/container.xml."""
    return (
        DECLARATION + '<container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        f"<rootfiles>{rootfiles}</rootfiles></container>"
    )


def opf(more: str = "", *, version: str = "3.0", before: str = "") -> str:
    """A package document."""
    return (
        DECLARATION + before + f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="id">urn:uuid:1f</dc:identifier><dc:title>春</dc:title>'
        '<dc:language>zh</dc:language><meta property="dcterms:modified">2025-09-01T00:00:00Z</meta>'
        f'{more}</metadata><manifest><item id="c" href="c.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine>'
        "</package>"
    )


def meta(value: str, name: str = "AIGC") -> str:
    """The label as hegui writes it."""
    return f'<meta name="{name}" content="{escape(value)}"/>'


def book(*packages: str, mimetype: bool = True) -> bytes:
    """A publication with one or several package documents."""
    names = ["OEBPS/content.opf", "OEBPS/second.opf"][: len(packages)]
    members: dict[str, bytes | str] = {
        "META-INF/container.xml": container("".join(map(rootfile, names)))
    }
    members |= dict(zip(names, packages, strict=True))
    members["OEBPS/c.xhtml"] = CHAPTER
    first = [Item("mimetype", b"application/epub+zip", stored=True)] if mimetype else []
    return archive([*first, *plain(members)])


DOCTYPE = (
    '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" '
    '"http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd">\n'
)

SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: book(opf()),
    "labelled": lambda: book(opf(meta(BARE))),
    "calibre": lambda: book(opf(meta("Origin", "calibre:series"), version="2.0")),
    "property": lambda: book(
        opf(f'<meta property="TC260:AIGC">{escape(BARE, quote=False)}</meta>')
    ),
    "description": lambda: book(opf(f"<dc:description>{escape(WRAPPED)}</dc:description>")),
    "two": lambda: book(opf(meta(BARE) + meta(WRAPPED, "aigc"))),
    "prefixed": lambda: book(
        opf()
        .replace("<metadata ", '<o:metadata xmlns:o="http://www.idpf.org/2007/opf" ')
        .replace("</metadata>", "</o:metadata>")
    ),
    "x-metadata": lambda: book(
        opf("<x-metadata><meta name='x' content='y'/></x-metadata>", version="2.0", before=DOCTYPE)
    ),
    "renditions": lambda: book(opf(), opf(meta(BARE))),
    "no-mimetype": lambda: book(opf(meta(BARE)), mimetype=False),
}
