"""A manifest that only a label broke is told from one that anything else broke, in real files."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

import hegui
from hegui.evidence.contract import Evidence, Kind
from hegui.evidence.gathering import Look, gather, gather_source
from hegui.files.source import Source
from hegui.implicit.table import open_container
from hegui.marks.c2pa_signing import Credential, sign_bytes
from tests.builders import heif, mp4, png, webp
from tests.builders.labels import FOREIGN_XMP, PRODUCER
from tests.credentials import signer

MADE = signer("hegui test")
CREDENTIAL = Credential.load(str(MADE.chain), str(MADE.key))


def image(form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture = Image.linear_gradient("L").resize((320, 240)).convert("RGB")
    if form == "HEIF":
        pillow_heif.from_pillow(picture).save(stream)
    else:
        picture.save(stream, form, **options)
    return stream.getvalue()


def film(path: Path, *options: str) -> bytes:
    source = ("-f", "lavfi", "-i", "testsrc=s=160x120:d=2:r=10", "-f", "lavfi", "-i", "sine=d=2")
    codecs = ("-c:v", "libx264", "-c:a", "aac")
    words = ("ffmpeg", "-v", "error", "-y", *source, *codecs, *options, str(path))
    subprocess.run(words, check=True)
    return path.read_bytes()


def labelled_after(data: bytes) -> tuple[bytes, bytes]:
    """A file as it was signed, and with a label written behind the manifest's back."""
    media_type = open_container(Source.of_bytes(data)).kind.media_types[0]
    signed = sign_bytes(data, media_type, CREDENTIAL)
    result = hegui.label(signed, producer=PRODUCER, implicit_only=True, allow_break_c2pa=True)
    assert result.data is not None
    return signed, result.data


def manifest(data: bytes, trust: str = MADE.root) -> Evidence:
    (found,) = gather_source(Source.of_bytes(data), Look(trust=trust)).of(Kind.C2PA)
    return found


def recognised(data: bytes) -> None:
    signed, labelled = labelled_after(data)
    assert labelled != signed
    assert manifest(signed).sign == "c2pa.trusted"
    for trust, sign in ((MADE.root, "c2pa.trusted"), ("", "c2pa.unknown")):
        found = manifest(labelled, trust)
        assert found.sign == sign
        assert "without the label it holds" in found.template
    # Anything else that was changed as well is no such thing.
    at = changeable(labelled)
    changed = labelled[:at] + bytes((labelled[at] ^ 1,)) + labelled[at + 1 :]
    assert manifest(changed).sign == "c2pa.broken"


def changeable(data: bytes) -> int:
    """Where a byte of the content itself stands."""
    content = next(iter(open_container(Source.of_bytes(data)).essence()))
    for piece in open_container(Source.of_bytes(data)).essence():
        if isinstance(piece, tuple) and piece[1] > piece[0]:
            content = piece
    assert isinstance(content, tuple)
    return content[1] - 1


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"}),
        ("AVIF", {}),
        ("HEIF", {}),
        ("PNG", {}),
        ("JPEG", {}),
        ("GIF", {}),
    ],
)
def test_pictures(form: str, options: dict[str, object]) -> None:
    recognised(image(form, **options))


def test_animations() -> None:
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "green", "blue")]
    for form in ("WEBP", "AVIF"):
        stream = io.BytesIO()
        frames[0].save(stream, form, save_all=True, append_images=frames[1:], duration=100)
        recognised(stream.getvalue())


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.mp4", ()),
        ("a.mp4", ("-movflags", "+faststart")),
        ("a.mp4", ("-movflags", "+use_metadata_tags", "-metadata", "author=somebody")),
        ("a.mp4", ("-metadata", "title=A title")),
        ("a.mp4", ("-movflags", "+frag_keyframe+empty_moov")),
        ("a.mov", ()),
        ("a.m4a", ("-vn", "-metadata", "title=A title")),
    ],
)
def test_films_and_sound(name: str, options: tuple[str, ...], tmp_path: Path) -> None:
    recognised(film(tmp_path / name, *options))


@pytest.mark.parametrize(
    "padding", [b"", b" " * 2000, (b" " * 99 + b"\n") * 20, b" " * 1999 + b"\n"]
)
def test_a_packet_that_was_there(padding: bytes) -> None:
    packet = FOREIGN_XMP
    head, _, end = packet.partition(b"<?xpacket end")
    packet = head + padding + b"<?xpacket end" + end
    recognised(png.png(png.itxt(b"XML:com.adobe.xmp", packet)))


def test_free_space_that_the_label_took() -> None:
    for name in ("faststart-free", "faststart-free-inside", "co64", "located"):
        recognised(mp4.SAMPLES[name]())
    for name in ("grid", "wide-ids", "base-only"):
        recognised(heif.SAMPLES[name]())
    recognised(webp.SAMPLES["animated"]())


def test_a_film_that_was_labelled_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    data = film(path, "-vf", "scale=640:480,noise=alls=60:allf=t", "-qp", "18")
    assert len(data) > 1024**2
    path.write_bytes(sign_bytes(data, "video/mp4", CREDENTIAL))
    inode = path.stat().st_ino
    hegui.label(path, producer=PRODUCER, implicit_only=True, in_place=True, allow_break_c2pa=True)
    assert path.stat().st_ino == inode
    (found,) = gather(str(path), Look(trust=MADE.root)).of(Kind.C2PA)
    assert (found.sign, "without the label" in found.template) == ("c2pa.trusted", True)
