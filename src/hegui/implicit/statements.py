"""Everything a file's metadata says besides labels, whatever its format.

XMP packets and EXIF blocks come from the reading that looked for labels in them; the texts that
a family of formats keeps in its own way, from the family's reader in ``foreign``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.implicit.container import Blind, Block, Reading
from hegui.implicit.foreign.statement import MOST, Statement

# By the container's id: the reader's module below ``hegui.implicit.foreign``, and its function.
_READERS: dict[str, tuple[str, str]] = {
    "jpeg": ("jpeg_comments", "statements"),
    "png": ("png_texts", "statements"),
    "gif": ("gif_comments", "statements"),
    "tiff": ("exif_values", "statements"),
    "mp4": ("quicktime_values", "statements"),
    "mov": ("quicktime_values", "statements"),
    "m4a": ("quicktime_values", "statements"),
    "3gp": ("quicktime_values", "statements"),
    "mkv": ("matroska_values", "statements"),
    "webm": ("matroska_values", "statements"),
    "flv": ("flv_values", "statements"),
    "wav": ("riff_values", "of_riff"),
    "avi": ("riff_values", "of_riff"),
    "aiff": ("riff_values", "of_aiff"),
    "mp3": ("id3_texts", "statements"),
    "aac": ("id3_texts", "statements"),
    "flac": ("vorbis_fields", "of_flac"),
    "ogg": ("vorbis_fields", "of_ogg"),
    "opus": ("vorbis_fields", "of_ogg"),
    "speex": ("vorbis_fields", "of_ogg"),
    "pdf": ("pdf_values", "statements"),
    "webp": ("riff_values", "of_riff"),
    "heif": ("quicktime_values", "manifests"),
    "avif": ("quicktime_values", "manifests"),
    "jxl": ("quicktime_values", "manifests"),
    "svg": ("stores", "by_element"),
    "docx": ("stores", "by_member"),
    "xlsx": ("stores", "by_member"),
    "pptx": ("stores", "by_member"),
    "odf": ("stores", "by_member"),
    "epub": ("stores", "by_member"),
}

_LABEL = "http://www.tc260.org.cn/ns/AIGC/1.0/"


def statements(
    source: Source, reading: Reading, wanted: Callable[[bytes], bool] | None = None
) -> tuple[tuple[Statement, ...], tuple[Blind, ...]]:
    """The statements of a file in its order by place, and what could not be looked at.

    ``reading`` is what the file's container read from ``source``. ``wanted`` tells which XMP
    packets and EXIF blocks are worth parsing, from their bytes: whoever looks for a few words
    need not take every camera's metadata apart.
    """
    found: list[Statement] = []
    blind: list[Blind] = []
    for block in reading.blocks:
        if wanted is not None and not wanted(block.data):
            continue
        _collect(_of_block(block, source.name), found, blind, block.place, block.offset)
    if reading.kind.id in _READERS:
        _collect(_reader(reading.kind.id)(source), found, blind, "", 0)
    known = {(one.template, one.place) for one in reading.blind}
    return tuple(found), tuple(one for one in blind if (one.template, one.place) not in known)


@cache
def _reader(kind: str) -> Callable[[Source], Iterator[Statement]]:
    """A family's reader, imported when the first file of it comes."""
    module, name = _READERS[kind]
    found: Callable[[Source], Iterator[Statement]] = getattr(
        importlib.import_module(f"hegui.implicit.foreign.{module}"), name
    )
    return found


def _of_block(block: Block, name: str) -> Iterator[Statement]:
    if block.form == "exif":
        from hegui.implicit.foreign import exif_values

        yield from exif_values.of_block(block, name)
        return
    from hegui.implicit import xmp_properties  # most packets hold nothing that is wanted

    for value in xmp_properties.properties(block.data, name=name, place=block.place):
        if value.namespace != _LABEL:
            yield Statement(value.namespace, value.name, value.text, block.place, block.offset)


def _collect(
    statements: Iterator[Statement],
    found: list[Statement],
    blind: list[Blind],
    place: str,
    offset: int,
) -> None:
    try:
        for statement in statements:
            if len(found) >= MOST:
                blind.append(
                    Blind(
                        statement.place,
                        statement.offset,
                        "more than {ceiling} texts of metadata; the others were not looked at",
                        {"ceiling": MOST},
                    )
                )
                return
            found.append(statement)
    except FileError as error:
        blind.append(Blind(error.place or place, offset, error.template, error.facts))
