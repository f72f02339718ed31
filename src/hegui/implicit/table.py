"""The one explicit list of containers, and the choice among them by content.

A file's suffix never decides against its content. Only for text, where content alone cannot
tell Markdown from any other, the suffix is asked as well.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import BrokenFile, NoSlot, UnknownFormat
from hegui.files.source import Source
from hegui.implicit.container import Container

_HEAD = 4096
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")


@dataclass(frozen=True, slots=True)
class Signature:
    """Bytes that a file of one family must have: every (offset, bytes) pair."""

    parts: tuple[tuple[int, bytes], ...]

    def fits(self, head: bytes) -> bool:
        """Whether ``head`` has them."""
        return all(head.startswith(magic, offset) for offset, magic in self.parts)


@dataclass(frozen=True, slots=True)
class Row:
    """One container: its module below ``hegui.implicit.formats``, its class, its signatures.

    The module is imported only when a signature fits; no signatures means text, which only
    the class itself can tell.
    """

    module: str
    name: str
    signatures: tuple[Signature, ...] = ()

    def load(self) -> type[Container]:
        """The class, imported now."""
        module = importlib.import_module(f"hegui.implicit.formats.{self.module}")
        container: type[Container] = getattr(module, self.name)
        return container


@dataclass(frozen=True, slots=True)
class Stranger:
    """A format that is recognised so that it can be refused with the right reason.

    ``slotless``: no place for an implicit label exists in it. Otherwise one does, and hegui
    does not handle it yet.
    """

    title: str
    slotless: bool
    signatures: tuple[Signature, ...]


def _at(*parts: tuple[int, bytes]) -> Signature:
    return Signature(parts)


ROWS: tuple[Row, ...] = (
    Row("jpeg", "Jpeg", (_at((0, b"\xff\xd8\xff")),)),
    Row("png", "Png", (_at((0, b"\x89PNG\r\n\x1a\n")),)),
    Row("webp", "WebP", (_at((0, b"RIFF"), (8, b"WEBP")),)),
    Row("gif", "Gif", (_at((0, b"GIF8")),)),
    Row(
        "tiff",
        "Tiff",
        # TIFF and BigTIFF in both byte orders, then Olympus's and Panasonic's raw files.
        tuple(
            _at((0, magic))
            for magic in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
            + (b"IIRO", b"IIRS", b"MMOR", b"IIU\0")
        ),
    ),
    Row("heif", "Heif", (_at((4, b"ftyp")),)),
    Row("heif", "Avif", (_at((4, b"ftyp")),)),
    Row("jxl", "JpegXl", (_at((0, b"\xff\x0a")), _at((0, b"\0\0\0\x0cJXL \r\n\x87\n")))),
    Row("psd", "Psd", (_at((0, b"8BPS")),)),
    Row("svg", "Svg"),
    Row("xmp_file", "XmpFile"),
    Row("markdown", "Markdown"),
)

STRANGERS: tuple[Stranger, ...] = (
    Stranger("BMP", True, (_at((0, b"BM")),)),
    Stranger("ICO", True, (_at((0, b"\0\0\1\0")), _at((0, b"\0\0\2\0")))),
    Stranger("MPEG-TS", True, (_at((0, b"G"), (188, b"G"), (376, b"G")),)),
    Stranger("MPEG-PS", True, (_at((0, b"\0\0\1\xba")),)),
    Stranger("JPEG 2000", False, (_at((0, b"\0\0\0\x0cjP  ")), _at((0, b"\xffO\xffQ")))),
    Stranger("MP4 or QuickTime", False, (_at((4, b"ftyp")), _at((4, b"moov")), _at((4, b"mdat")))),
    Stranger("Matroska or WebM", False, (_at((0, b"\x1aE\xdf\xa3")),)),
    Stranger("AVI", False, (_at((0, b"RIFF"), (8, b"AVI ")),)),
    Stranger("WAV", False, (_at((0, b"RIFF"), (8, b"WAVE")), _at((0, b"RF64")))),
    Stranger("FLV", False, (_at((0, b"FLV\1")),)),
    Stranger("MP3 or AAC", False, (_at((0, b"ID3")), _at((0, b"\xff\xfb")), _at((0, b"\xff\xf1")))),
    Stranger("FLAC", False, (_at((0, b"fLaC")),)),
    Stranger("Ogg", False, (_at((0, b"OggS")),)),
    Stranger("AIFF", False, (_at((0, b"FORM"), (8, b"AIF")),)),
    Stranger("WMV or ASF", False, (_at((0, b"0&\xb2u\x8ef\xcf\x11")),)),
    Stranger("PDF", False, (_at((0, b"%PDF-")),)),
    Stranger("ZIP or Office", False, (_at((0, b"PK\3\4")),)),
)


def open_container(source: Source) -> Container:
    """The container of a source, chosen by content.

    Raises UnknownFormat, NoSlot (a format without a place for the label, or one that hegui
    does not handle), BrokenFile (empty), and what the container itself raises.
    """
    head = source.peek(0, _HEAD)
    if not head:
        raise BrokenFile("the file is empty", path=source.name)
    for row in ROWS:
        if row.signatures and any(signature.fits(head) for signature in row.signatures):
            container = row.load()
            if container.sniff(head):
                return container(source)
    for stranger in STRANGERS:
        if any(signature.fits(head) for signature in stranger.signatures):
            raise _refusal(stranger, source.name)
    return _text_container(source, head)


def containers() -> Iterator[type[Container]]:
    """Every container, in the order of the table."""
    return (row.load() for row in ROWS)


def _text_container(source: Source, head: bytes) -> Container:
    suffix = os.path.splitext(source.name)[1].lower()
    for row in ROWS:
        if row.signatures:
            continue
        container = row.load()
        if row.name == "Markdown" and not _may_be_markdown(suffix, head):
            continue
        if container.sniff(head):
            return container(source)
    if b"\0" in head:
        raise UnknownFormat(
            "is no format that hegui knows: it begins with {head}",
            path=source.name,
            head=head[:12].hex(" "),
        )
    raise NoSlot(
        "is plain text by its content, and text other than Markdown has no place for an "
        "implicit label; it needs an explicit one (GB 45438-2025, 5.1)",
        path=source.name,
    )


def _may_be_markdown(suffix: str, head: bytes) -> bool:
    """Markdown has no signature: its suffix, no suffix at all, or front matter speaks for it."""
    if suffix in _MARKDOWN_SUFFIXES or not suffix:
        return True
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"---") and b"AIGC" in head


def _refusal(stranger: Stranger, name: str) -> NoSlot:
    if stranger.slotless:
        return NoSlot(
            "{title} has no place for an implicit label; --sidecar writes an XMP file beside it "
            "(the file itself stays unlabelled)",
            path=name,
            title=stranger.title,
        )
    return NoSlot(
        "hegui does not handle {title} in this version; --sidecar writes an XMP file beside it "
        "(the file itself stays unlabelled)",
        path=name,
        title=stranger.title,
    )
