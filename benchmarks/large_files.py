"""The large files that the benchmarks label: real ones from FFmpeg where it makes the format.

Every function makes one file at ``path`` of about ``size`` bytes, which is real bytes, unless its
docstring says that they are holes.
"""

from __future__ import annotations

import os
import random
import struct
import subprocess
import zipfile
from pathlib import Path

_BLOCK = 256 * 1024
_PCM = 44_100 * 2 * 2  # bytes a second: 16 bits, two channels
_PICTURE = ("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25")
_RAW = 1280 * 720 * 2 * 25  # bytes a second of that picture, uncompressed


def sparse_mp4(path: Path, size: int) -> None:
    """An MP4 of one second of sound whose mdat is followed by a hole of ``size``; moov is last."""
    small = path.with_suffix(".small.mp4")
    _ffmpeg("-f", "lavfi", "-i", "sine=duration=1", "-c:a", "aac", small)
    data = small.read_bytes()
    small.unlink()
    mdat = data.index(b"mdat") - 4
    end = mdat + struct.unpack_from(">I", data, mdat)[0]
    if data[mdat - 8 : mdat] != b"\0\0\0\x08free":
        raise AssertionError("FFmpeg leaves no room for a long size before mdat")
    with path.open("wb") as file:
        # The free box before it gives way to the long size, so that no offset changes.
        file.write(data[: mdat - 8])
        file.write(struct.pack(">I4sQ", 1, b"mdat", end - mdat + 8 + size) + data[mdat + 8 : end])
        file.seek(size, os.SEEK_CUR)
        file.write(data[end:])


def movie(path: Path, size: int) -> None:
    """MOV, MKV or AVI, as the suffix says, with frames that are not compressed."""
    seconds = str(size / _RAW)
    _ffmpeg(*_PICTURE, "-t", seconds, "-pix_fmt", "uyvy422", "-c:v", "rawvideo", path)


def compressed_movie(path: Path, size: int) -> None:
    """An MP4 of MPEG-4 video and AAC: ten seconds at a high bitrate, put end to end."""
    ten = path.with_suffix(".ten.mp4")
    noise = ("-f", "lavfi", "-i", "anoisesrc=r=48000:a=0.2")
    picture = ("-vf", "noise=alls=40:allf=t", "-c:v", "mpeg4", "-q:v", "1")
    _ffmpeg(*_PICTURE, *noise, "-t", "10", *picture, "-c:a", "aac", ten)
    times = max(1, round(size / ten.stat().st_size))
    _ffmpeg("-stream_loop", str(times - 1), "-i", ten, "-map", "0", "-c", "copy", path)
    ten.unlink()


def sound(path: Path, size: int) -> None:
    """WAV (RF64 where that is needed), FLAC, FLAC in Ogg, or FLV of noise, as the suffix says."""
    noise = f"anoisesrc=r=44100:a=0.5:d={size / _PCM}"
    codec = {".wav": "pcm_s16le", ".flac": "flac", ".ogg": "flac", ".flv": "pcm_s16le"}
    coding = ["-ac", "2", "-sample_fmt", "s16", "-c:a", codec[path.suffix]]
    if path.suffix == ".wav":
        coding += ["-rf64", "auto"]
    _ffmpeg("-f", "lavfi", "-i", noise, *coding, "-compression_level", "0", path)


def mp3(path: Path, size: int) -> None:
    """A minute of MP3 frames at a constant bitrate, put end to end behind one ID3 tag."""
    minute = path.with_suffix(".minute.mp3")
    noise = "anoisesrc=r=44100:a=0.5:d=60"
    coding = ("-c:a", "libmp3lame", "-b:a", "320k", "-write_xing", "0", "-reservoir", "0")
    _ffmpeg("-f", "lavfi", "-i", noise, *coding, "-id3v2_version", "0", minute)
    frames = minute.read_bytes()
    minute.unlink()
    with path.open("wb") as file:
        file.write(b"ID3\3\0\0\0\0\0\0")
        for _ in range(size // len(frames)):
            file.write(frames)


def pdf(path: Path, size: int) -> None:
    """A page whose content is short, and an embedded file of random bytes."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length 0>>stream\n\nendstream",
        b"<</Type/Filespec/F(a)/EF<</F 6 0 R>>>>",
    )
    offsets = []
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n%\xe4\xbd\xa0\xe5\xa5\xbd\n")
        for number, content in enumerate(objects, 1):
            offsets.append(file.tell())
            file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        offsets.append(file.tell())
        blocks = size // _BLOCK
        file.write(b"6 0 obj\n<</Type/EmbeddedFile/Length %d>>stream\n" % (blocks * _BLOCK))
        for _ in range(blocks):
            file.write(os.urandom(_BLOCK))
        file.write(b"\nendstream\nendobj\n")
        table = file.tell()
        file.write(b"xref\n0 7\n0000000000 65535 f \n")
        file.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
        file.write(b"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table)


def webp(path: Path, size: int) -> None:
    """A lossless picture of one colour, and a chunk of no known name that is a hole."""
    small = path.with_suffix(".small.webp")
    _ffmpeg("-f", "lavfi", "-i", "color=size=16x16", "-frames:v", "1", "-lossless", "1", small)
    data = small.read_bytes()
    small.unlink()
    hole = size // 2 * 2
    with path.open("wb") as file:
        file.write(b"RIFF" + struct.pack("<I", len(data) + hole) + data[8:])
        file.write(b"hole" + struct.pack("<I", hole))
        file.truncate(len(data) + 8 + hole)


def docx(path: Path, size: int, seed: int = 0) -> None:
    """A Word document with the parts that Word writes, and a picture of random bytes."""
    source = random.Random(seed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _WORD.items():
            archive.writestr(name, text)
        picture = zipfile.ZipInfo("word/media/image1.jpeg", (2026, 1, 1, 0, 0, 0))
        with archive.open(picture, "w", force_zip64=size >= 1 << 31) as file:
            left = size
            while left:
                block = source.randbytes(min(left, _BLOCK))
                file.write(block)
                left -= len(block)


def _ffmpeg(*words: str | Path) -> None:
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, words)]
    subprocess.run(command, check=True)


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument."
_OVERRIDES = (
    ("word/document.xml", _TYPE + "wordprocessingml.document.main+xml"),
    ("word/styles.xml", _TYPE + "wordprocessingml.styles+xml"),
    ("word/settings.xml", _TYPE + "wordprocessingml.settings+xml"),
    ("word/webSettings.xml", _TYPE + "wordprocessingml.webSettings+xml"),
    ("word/fontTable.xml", _TYPE + "wordprocessingml.fontTable+xml"),
    ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ("docProps/app.xml", _TYPE + "extended-properties+xml"),
)


def _related(*targets: tuple[str, str]) -> str:
    each = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{"".join(each)}</Relationships>'


_WORD = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}content-types"><Default Extension="jpeg" '
        'ContentType="image/jpeg"/><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        '"application/xml"/>'
        + "".join(f'<Override PartName="/{p}" ContentType="{t}"/>' for p, t in _OVERRIDES)
        + "</Types>"
    ),
    "_rels/.rels": _related(
        (_OFFICE + "relationships/officeDocument", "word/document.xml"),
        (_PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
        (_OFFICE + "relationships/extended-properties", "docProps/app.xml"),
    ),
    "word/document.xml": (
        f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>'
        + "<w:p><w:r><w:t>春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。</w:t></w:r></w:p>" * 200
        + "</w:body></w:document>"
    ),
    "word/_rels/document.xml.rels": _related(
        (_OFFICE + "relationships/styles", "styles.xml"),
        (_OFFICE + "relationships/settings", "settings.xml"),
        (_OFFICE + "relationships/webSettings", "webSettings.xml"),
        (_OFFICE + "relationships/fontTable", "fontTable.xml"),
        (_OFFICE + "relationships/image", "media/image1.jpeg"),
    ),
    "word/styles.xml": (
        f'{_HEAD}<w:styles xmlns:w="{_MAIN}">'
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="Style {n}"/></w:style>'
            for n in range(150)
        )
        + "</w:styles>"
    ),
    "word/settings.xml": (
        f'{_HEAD}<w:settings xmlns:w="{_MAIN}"><w:zoom w:percent="100"/></w:settings>'
    ),
    "word/webSettings.xml": f'{_HEAD}<w:webSettings xmlns:w="{_MAIN}"/>',
    "word/fontTable.xml": f'{_HEAD}<w:fonts xmlns:w="{_MAIN}"/>',
    "docProps/core.xml": (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>春晓</dc:title>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
        "</cp:coreProperties>"
    ),
    "docProps/app.xml": (
        f'{_HEAD}<Properties xmlns="{_OFFICE}extended-properties"><Application>Microsoft Office '
        "Word</Application><Pages>1</Pages><AppVersion>16.0000</AppVersion></Properties>"
    ),
}
