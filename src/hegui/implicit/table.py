"""The one explicit list of containers, and the choice among them by content.

A file's suffix never decides against its content. Only for text, where content alone cannot
tell Markdown from any other, the name is asked as well.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hegui.errors import BrokenFile, NoSlot, PlainText, UnknownFormat
from hegui.files.source import Source
from hegui.implicit.container import Container
from hegui.structures.text_bytes import is_text

_HEAD = 4096
_LONGEST_TEXT = 16 * 1024**2
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")


class Signature(NamedTuple):
    """Bytes that a file of one family must have: every (offset, bytes) pair."""

    parts: tuple[tuple[int, bytes], ...]

    def fits(self, head: bytes) -> bool:
        """Whether ``head`` has them."""
        for offset, magic in self.parts:  # noqa: SIM110 - a generator costs more than it asks
            if not head.startswith(magic, offset):
                return False
        return True


class Row(NamedTuple):
    """One container: its module below ``hegui.implicit.formats``, its class, its signatures.

    The module is imported only when a signature fits; no signatures means text, which only
    the class itself can tell. ``behind_id3``: an ID3v2 tag may stand before the signature.
    """

    module: str
    name: str
    signatures: tuple[Signature, ...] = ()
    behind_id3: bool = False

    def load(self) -> type[Container]:
        """The class, imported now."""
        return _loaded(self.module, self.name)


class Family(NamedTuple):
    """Containers that begin alike, and are told apart by more than their beginning.

    ``module``, below ``hegui.implicit.formats``, has a function ``recognise(source)``, which
    gives the container, or None where it is none of ``rows``.
    """

    module: str
    signature: Signature
    rows: tuple[Row, ...]

    def recognise(self, source: Source) -> Container | None:
        """The container of a source that has the signature."""
        module = importlib.import_module(f"hegui.implicit.formats.{self.module}")
        container: Container | None = module.recognise(source)
        return container


class Stranger(NamedTuple):
    """A format that is recognised so that it can be refused with the right reason.

    ``slotless``: no place for an implicit label exists in it. Otherwise one does, and hegui
    does not handle it yet.
    """

    title: str
    slotless: bool
    signatures: tuple[Signature, ...]


def _at(*parts: tuple[int, bytes]) -> Signature:
    return Signature(parts)


# The first box: a brand, or in older QuickTime files whatever comes first; styp begins a segment.
_MOVIES = tuple(_at((4, box)) for box in b"ftyp styp moov mdat wide free skip pnot".split())

# The second byte of a frame of ADTS: its layer is 0. Of MPEG audio: neither layer 0 nor
# version 1, which do not exist. What each begins with beyond that, the class itself tells.
_ADTS = (0xF0, 0xF1, 0xF8, 0xF9)
_MPEG = tuple(byte for byte in range(0xE0, 0x100) if byte & 0x06 and byte & 0x18 != 0x08)

# TIFF and BigTIFF in both byte orders; Olympus's and Panasonic's raw files are TIFF as well.
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MAKERS_RAW = (b"IIRO", b"IIRS", b"MMOR", b"IIU\0")

ROWS: tuple[Row, ...] = (
    Row("jpeg", "Jpeg", (_at((0, b"\xff\xd8\xff")),)),
    Row("png", "Png", (_at((0, b"\x89PNG\r\n\x1a\n")),)),
    Row("webp", "WebP", (_at((0, b"RIFF"), (8, b"WEBP")),)),
    Row(
        "wav",
        "Wav",
        tuple(_at((0, magic), (8, b"WAVE")) for magic in (b"RIFF", b"RF64", b"BW64")),
    ),
    Row("avi", "Avi", (_at((0, b"RIFF"), (8, b"AVI ")),)),
    Row("aiff", "Aiff", tuple(_at((0, b"FORM"), (8, type_)) for type_ in (b"AIFF", b"AIFC"))),
    Row("gif", "Gif", (_at((0, b"GIF8")),)),
    Row(
        "tiff",
        "Tiff",
        tuple(_at((0, magic)) for magic in (*_TIFF, *_MAKERS_RAW)),
    ),
    Row("mp4", "Mp4", _MOVIES),
    Row("mp4", "Mov", _MOVIES),
    Row("mp4", "M4a", _MOVIES),
    Row("mp4", "ThreeGp", _MOVIES),
    Row("matroska", "Matroska", (_at((0, b"\x1aE\xdf\xa3")),)),
    Row("matroska", "WebM", (_at((0, b"\x1aE\xdf\xa3")),)),
    Row("flv", "Flv", (_at((0, b"FLV\1")),)),
    Row("jxl", "JpegXl", (_at((0, b"\xff\x0a")), _at((0, b"\0\0\0\x0cJXL \r\n\x87\n")))),
    Row("psd", "Psd", (_at((0, b"8BPS")),)),
    Row("flac", "Flac", (_at((0, b"fLaC")),), behind_id3=True),
    *(Row("ogg", name, (_at((0, b"OggS")),)) for name in ("Opus", "Speex", "Ogg")),
    Row("aac", "Aac", tuple(_at((0, bytes((0xFF, byte)))) for byte in _ADTS), behind_id3=True),
    Row("mp3", "Mp3", tuple(_at((0, bytes((0xFF, byte)))) for byte in _MPEG), behind_id3=True),
    Row("pdf", "Pdf", (_at((0, b"%PDF-")),)),
    Row("pdf", "Pdf"),  # foreign bytes before its header are common, and any may stand there
    Row("svg", "Svg"),
    Row("xmp_file", "XmpFile"),
    Row("html", "Html"),
    Row("markdown", "Markdown"),
)

FAMILIES: tuple[Family, ...] = (
    Family("heif_family", _at((4, b"ftyp")), (Row("heif", "Heif"), Row("heif", "Avif"))),
    Family(
        "zip_family",
        _at((0, b"PK\3\4")),
        (
            Row("ooxml", "Docx"),
            Row("ooxml", "Xlsx"),
            Row("ooxml", "Pptx"),
            Row("odf", "Odf"),
            Row("epub", "Epub"),
            Row("ofd", "Ofd"),
            Row("xmind", "Xmind"),
        ),
    ),
)

STRANGERS: tuple[Stranger, ...] = (
    Stranger("BMP", True, (_at((0, b"BM")),)),
    Stranger("ICO", True, (_at((0, b"\0\0\1\0")), _at((0, b"\0\0\2\0")))),
    Stranger("MPEG-TS", True, (_at((0, b"G"), (188, b"G"), (376, b"G")),)),
    Stranger("MPEG-PS", True, (_at((0, b"\0\0\1\xba")),)),
    Stranger("JPEG 2000", False, (_at((0, b"\0\0\0\x0cjP  ")), _at((0, b"\xffO\xffQ")))),
    Stranger("Wave64", True, (_at((0, b"riff\x2e\x91\xcf\x11")),)),
    Stranger("WMV or ASF", False, (_at((0, b"0&\xb2u\x8ef\xcf\x11")),)),
    Stranger("ZIP archive", True, (_at((0, b"PK\3\4")), _at((0, b"PK\5\6")))),
    Stranger(
        "Office 97-2003, or an encrypted Office document",
        False,
        (_at((0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),),
    ),
)


def open_container(source: Source) -> Container:
    """The container of a source, chosen by content.

    Raises UnknownFormat, NoSlot (a format without a place for the label, or one that hegui
    does not handle), BrokenFile (empty), and what the container itself raises.
    """
    head = source.peek(0, _HEAD)
    if not head:
        raise BrokenFile("the file is empty", path=source.name)
    if head.startswith(b"ID3") and (tagged := _behind_id3(source)):
        return tagged
    for family in FAMILIES:
        if family.signature.fits(head) and (found := family.recognise(source)):
            return found
    for row in ROWS:
        if row.signatures and any(signature.fits(head) for signature in row.signatures):
            container = row.load()
            if container.sniff(head):
                return container(source)
    for stranger in STRANGERS:
        if any(signature.fits(head) for signature in stranger.signatures):
            raise _refusal(stranger, source.name)
    return _text_container(source, head)


def has_no_place(source: Source) -> bool:
    """Whether no label can be in a source that no container takes, whatever reads it.

    Plain text, BMP and the like; not a format that has a place and is not handled here.
    """
    head = source.peek(0, _HEAD)
    fitting = [one for one in STRANGERS if any(part.fits(head) for part in one.signatures)]
    return all(one.slotless for one in fitting[:1])


@cache
def _loaded(module: str, name: str) -> type[Container]:
    container: type[Container] = getattr(
        importlib.import_module(f"hegui.implicit.formats.{module}"), name
    )
    return container


def _behind_id3(source: Source) -> Container | None:
    """FLAC, AAC and MP3 may all begin with an ID3v2 tag: what follows it tells which it is."""
    from hegui.structures.id3_header import behind

    offset = behind(source)
    if not offset:
        return None
    head = source.peek(offset, _HEAD)
    for row in ROWS:
        if row.behind_id3 and any(signature.fits(head) for signature in row.signatures):
            container = row.load()
            if container.sniff(head):
                return container(source)
    # Most likely MP3 with something between tag and sound; the class says if it is not.
    return next(row for row in ROWS if row.name == "Mp3").load()(source)


def containers() -> Iterator[type[Container]]:
    """Every container once, in the order of the table."""
    rows = ROWS + tuple(row for family in FAMILIES for row in family.rows)
    return iter(dict.fromkeys(row.load() for row in rows))


def _text_container(source: Source, head: bytes) -> Container:
    suffix = os.path.splitext(source.name)[1].lower()
    for row in ROWS:
        if row.signatures:
            continue
        container = row.load()
        if row.name == "Markdown" and not _may_be_markdown(source, suffix, head):
            continue
        if container.sniff(head):
            return container(source)
    if not is_text(head):
        raise UnknownFormat(
            "is no format that hegui knows: it begins with {head}",
            path=source.name,
            head=head[:12].hex(" "),
        )
    if is_markdown_name(source.name):
        raise PlainText(
            "is Markdown in another encoding than UTF-8, in which it has no place for an implicit "
            "label; convert it to UTF-8 for one",
            path=source.name,
        )
    raise PlainText(
        "is plain text by its content, and text other than Markdown has no place for an "
        "implicit label; it needs an explicit one (GB 45438-2025, 5.1)",
        path=source.name,
    )


def is_markdown_name(name: str) -> bool:
    """Whether a file is Markdown by its name, if it is text at all."""
    return os.path.splitext(name)[1].lower() in _MARKDOWN_SUFFIXES


def _may_be_markdown(source: Source, suffix: str, head: bytes) -> bool:
    """Markdown has no signature: its suffix, front matter with a label, or no name speaks for it.

    Makefile, LICENSE and scripts have no suffix either: only bytes and pipes, which have no
    name at all, are taken for Markdown, and not even these where programs read what they hold.
    """
    if suffix in _MARKDOWN_SUFFIXES:
        return True
    text = head.removeprefix(b"\xef\xbb\xbf")
    if source.name == "-" or source.name.startswith("<"):
        from hegui.structures.program_text import by_content  # few texts have no name

        whole = source.peek(0, _LONGEST_TEXT).decode("utf-8", "replace")
        return by_content(whole) is None
    return text.startswith(b"---") and b"AIGC" in text


def _refusal(stranger: Stranger, name: str) -> NoSlot:
    if stranger.slotless:
        return NoSlot(
            "{title} has no place for an implicit label",
            path=name,
            title=stranger.title,
        )
    return NoSlot(
        "hegui does not handle {title} in this version",
        path=name,
        title=stranger.title,
    )
