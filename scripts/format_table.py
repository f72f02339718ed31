"""Writes docs/formats.md: what hegui does with each format, from the code itself.

.venv/bin/python scripts/format_table.py
"""

from __future__ import annotations

from pathlib import Path

from hegui.implicit.container import Container
from hegui.implicit.table import STRANGERS, containers
from hegui.messages import say

PAGE = Path(__file__).parents[1] / "docs" / "formats.md"

# Which outside program or library reads our label back in the tests.
CONFIRMED_BY = {
    "png": "ExifTool, Pillow",
    "jpeg": "ExifTool, Pillow, exiv2",
    "webp": "ExifTool, Pillow, exiv2, webpmux",
    "gif": "ExifTool",
    "tiff": "ExifTool, Pillow, tifffile, exiv2",
    "heif": "ExifTool, pillow-heif, libheif",
    "avif": "ExifTool, Pillow, FFmpeg",
    "svg": "ExifTool",
    "jxl": "ExifTool",
    "psd": "ExifTool, psd-tools",
    "mp4": "FFmpeg, ExifTool",
    "mov": "FFmpeg, ExifTool",
    "m4a": "FFmpeg, ExifTool, mutagen",
    "3gp": "FFmpeg, ExifTool",
    "mkv": "FFmpeg, mkvinfo, ExifTool",
    "webm": "FFmpeg, mkvinfo, ExifTool",
    "flv": "FFmpeg, ExifTool",
    "avi": "ExifTool",
    "wav": "ExifTool",
    "aiff": "ExifTool, mutagen",
    "mp3": "FFmpeg, ExifTool, mutagen",
    "aac": "FFmpeg, ExifTool, mutagen",
    "flac": "FFmpeg, ExifTool, metaflac, mutagen",
    "ogg": "FFmpeg, ExifTool, ogginfo, mutagen",
    "opus": "FFmpeg, ExifTool, opusinfo, mutagen",
    "speex": "FFmpeg, mutagen",
    "markdown": "PyYAML",
    "docx": "python-docx, LibreOffice, ExifTool",
    "xlsx": "openpyxl, ExifTool",
    "pptx": "python-pptx, ExifTool",
    "pdf": "qpdf, pikepdf, pyHanko, ExifTool",
    "html": "ExifTool",
    "epub": "ExifTool",
    "odf": "LibreOffice, ExifTool",
    "xmp": "ExifTool",
}

HEAD = """\
# Formats · 格式

Made from the code by `scripts/format_table.py`; a test keeps it true. The confidence of a slot is
that of its source: `text2`, a source that read the guide; `impl`, seen in practice; `known`, what
the format itself offers where no guide names one.
本页由 `scripts/format_table.py` 从代码生成，并有测试保证其准确。位置的可信度即其出处的可信度：
`text2` 为读过指南者的转述；`impl` 见于实际文件；`known` 为指南未规定时格式自身提供的位置。

In place: a huge file can be labelled without a copy. 原位：很大的文件可不经复制而加标识。

| Format 格式 | Files 文件 | Slot 位置 | Guide 指南 | Confidence 可信度 | Read 读 | Write 写 | In place 原位 | Confirmed by 外部验证 |
|---|---|---|---|---|---|---|---|---|
"""

NOTES = """
**Behind the end.** A label's text or XMP at the very end of a picture, WAV, AIFF or AVI is read. A
file of its own that follows the end (a JPEG behind a PNG, an archive) is not searched; it is told
among what could not be looked at, and *undetermined* follows where nothing else decides. What a
JPEG announces itself is left alone: pictures by MPF, a motion photo's film by XMP. One case is not
noticed: a JPEG behind a JPEG whose picture is a single scan, since the first one's end could be
found only by reading every byte of every such file.
文件末尾之后另有其他文件的，不予查找，但会列为“无法查看”；JPEG 自身声明的附图和动态照片视频除外。

**A second `meta` in MP4.** A film that FFmpeg made keeps its title in `udta/meta` (handler `mdir`);
the guide's slot is one of handler `mdta`. hegui puts it beside the other instead of replacing it,
as players and mutagen would lose the title otherwise; ExifTool's `-validate` then warns of
duplicate tags (`meta`, `hdlr`, `ilst`).
"""

TAIL = """
Recognised and refused with the reason 可识别，但会说明理由并拒绝：

| Format 格式 | Why 理由 |
|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = "".join(row(container) for container in containers())
    refused = "".join(
        f"| {both(stranger.title)} | {reason(stranger.slotless)} |\n" for stranger in STRANGERS
    )
    return HEAD + rows + NOTES + TAIL + refused


def row(container: type[Container]) -> str:
    """One format's row."""
    kind, slot = container.kind, container.kind.slot
    cells = (
        both(kind.title),
        " ".join(f"`{suffix}`" for suffix in kind.suffixes),
        slot.place if slot else "",
        f"{slot.guide} {slot.clause}".strip() if slot else "",
        slot.confidence.value if slot else "",
        "✓",
        "✓" if kind.writes else "",
        "✓" if kind.in_place else "",
        CONFIRMED_BY.get(kind.id, ""),
    )
    return f"| {' | '.join(cells)} |\n"


def reason(slotless: bool) -> str:
    """Why a recognised format is not handled."""
    if slotless:
        return "no place for an implicit label; XMP sidecar 没有隐式标识的位置，可写 XMP 附属文件"
    return "not handled in this version; XMP sidecar 本版本不支持，可写 XMP 附属文件"


def both(words: str) -> str:
    """English, and Chinese where it differs."""
    chinese = say(words, "zh")
    return words if chinese == words else f"{words} {chinese}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
