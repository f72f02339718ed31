"""Small OpenDocument files; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.builders.labels import BARE, WRAPPED
from tests.builders.zip_archive import Item, archive, plain

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = "application/vnd.oasis.opendocument.text"
CONTENT = (
    DECLARATION + f'<office:document-content xmlns:office="{SPACE}office:1.0" '
    f'xmlns:text="{SPACE}text:1.0"><office:body><office:text><text:p>春</text:p></office:text>'
    "</office:body></office:document-content>"
)
ENCRYPTION = '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="x"/>'


def field(value: str, name: str = "AIGC", kind: str = ' meta:value-type="string"') -> str:
    """A user-defined field."""
    text = escape(value, quote=False)
    return f'<meta:user-defined meta:name="{name}"{kind}>{text}</meta:user-defined>'


def meta(fields: str, *, title: str = "春") -> str:
    """meta.xml as LibreOffice has it."""
    return (
        DECLARATION + f'<office:document-meta xmlns:office="{SPACE}office:1.0" '
        f'xmlns:meta="{SPACE}meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'office:version="1.3"><office:meta><dc:title>{escape(title, quote=False)}</dc:title>'
        f"<meta:generator>builder</meta:generator>{fields}</office:meta></office:document-meta>"
    )


def manifest(entries: str = "", mimetype: str = TEXT) -> str:
    """META-INF/manifest.xml."""
    return (
        DECLARATION + f'<manifest:manifest xmlns:manifest="{SPACE}manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mimetype}"/>{entries}</manifest:manifest>'
    )


def entry(name: str, inner: str = "") -> str:
    """A line of the manifest."""
    return (
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml">'
        f"{inner}</manifest:file-entry>"
    )


def package(
    metadata: str | None,
    *,
    mimetype: str = TEXT,
    entries: str | None = None,
    described: bool = False,
) -> bytes:
    """A package: mimetype first and stored."""
    members: dict[str, bytes | str] = {"content.xml": CONTENT}
    if metadata is not None:
        members["meta.xml"] = metadata
    listed = entry("content.xml") + (entry("meta.xml") if metadata is not None else "")
    members["META-INF/manifest.xml"] = manifest(listed if entries is None else entries, mimetype)
    first = Item("mimetype", mimetype.encode(), stored=True)
    return archive([first, *plain(members, described=described)])


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: package(meta("")),
    "labelled": lambda: package(meta(field(BARE))),
    "foreign": lambda: package(meta(field("春", "Note") + field("true", "Done", ""))),
    "two": lambda: package(meta(field(BARE) + field(BARE, kind=""))),
    "no-type": lambda: package(meta(field(BARE, kind=""))),
    "letters": lambda: package(meta(field(WRAPPED, "Aigc"))),
    "title": lambda: package(meta("", title=WRAPPED)),
    "sheet": lambda: package(meta(""), mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "streamed": lambda: package(meta(field("x", "Note")), described=True),
    "no-meta": lambda: package(None),
    "empty-field": lambda: package(
        meta('<meta:user-defined meta:name="AIGC" meta:value-type="string"/>')
    ),
    "empty-meta": lambda: package(
        DECLARATION + f'<o:document-meta xmlns:o="{SPACE}office:1.0" o:version="1.2"/>'
    ),
}
