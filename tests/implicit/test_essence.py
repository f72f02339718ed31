"""The content alone: the same whatever is said about it, another one when a pixel changes."""

from __future__ import annotations

import hashlib
import io
import random
import re
import shutil
import struct
import subprocess
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from hegui.errors import BrokenFile, CeilingExceeded, FileError, MissingExtra, UsageError
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.container import Container
from hegui.implicit.essence import blocks, digest
from hegui.implicit.formats.psd import Psd
from hegui.implicit.formats.xmp_file import XmpFile
from hegui.implicit.table import containers, open_container
from tests.builders import gif as gif_builder
from tests.builders import psd as psd_builder
from tests.builders import xmp_file
from tests.builders.labels import BARE
from tests.builders.samples import Sample, samples
from tests.limits import within
from tests.oracles import needs_exiftool, pixels

NEW = BARE.replace("4f7c1f9e-a01", "a-second-number/7&8<9")
SECONDS = 2.0
# One plain sample each of what Pillow decodes: every byte of it is changed once.
DECODED = ("png", "jpeg", "webp", "gif", "tiff", "heif", "psd")


def opened(data: bytes, suffix: str) -> Container:
    return open_container(Source.of_bytes(data, "sample" + suffix))


def digest_of(data: bytes, suffix: str) -> str:
    return digest(opened(data, suffix))


def digest_at(path: Path) -> str:
    with open_source(str(path)) as source:
        return digest(open_container(source))


def labelled(data: bytes, suffix: str, text: str = BARE) -> bytes:
    return apply_edits(data, opened(data, suffix).plan(text))


@pytest.fixture(params=samples(), ids=str)
def sample(request: pytest.FixtureRequest) -> Sample:
    chosen: Sample = request.param
    return chosen


def test_every_container_has_it() -> None:
    assert not [each for each in containers() if each.__abstractmethods__]


def test_a_label_changes_no_content(sample: Sample) -> None:
    data = sample.build()
    before = digest_of(data, sample.suffix)
    once = labelled(data, sample.suffix)
    assert digest_of(once, sample.suffix) == before
    assert digest_of(labelled(once, sample.suffix, NEW), sample.suffix) == before


def test_there_is_content(sample: Sample) -> None:
    length = sum(map(len, blocks(opened(sample.build(), sample.suffix))))
    nothing_but_metadata = sample.format == "xmp_file" or "no-final-newline" in sample.name
    assert (length == 0) == nothing_but_metadata


def hostile(data: bytes, seed: str) -> Iterator[bytes]:
    """Forty truncations, and forty copies with one byte changed."""
    chance = random.Random(seed)
    yield from (data[: chance.randrange(len(data))] for _ in range(40))
    for _ in range(40):
        copy = bytearray(data)
        copy[chance.randrange(len(copy))] = chance.randrange(256)
        yield bytes(copy)


def test_hostile_files_give_a_digest_or_an_error_of_ours(sample: Sample) -> None:
    for data in hostile(sample.build(), str(sample)):
        with within(SECONDS):
            try:
                assert re.fullmatch("[0-9a-f]{64}", digest_of(data, sample.suffix))
            except FileError as error:
                assert error.path == "sample" + sample.suffix  # noqa: PT017 - either is right


@pytest.mark.parametrize("format_id", DECODED)
@pytest.mark.filterwarnings("ignore")
def test_whatever_changes_a_pixel_changes_the_digest(format_id: str) -> None:
    plain = next(each for each in samples() if each.format == format_id)
    data = plain.build()
    before, seen = digest_of(data, plain.suffix), pixels(data)
    changed = 0
    for at in range(len(data)):
        copy = bytes((*data[:at], data[at] ^ 0x11, *data[at + 1 :]))
        try:
            differs = pixels(copy) != seen
        except Exception:  # noqa: BLE001 - whatever Pillow says of a broken file
            continue
        if differs:
            changed += 1
            try:
                assert digest_of(copy, plain.suffix) != before, at
            except FileError:
                continue
    assert changed


# Real files, made here, and edited by a program that knows nothing of hegui.

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(**options: object) -> Callable[[Path], None]:
    """What Pillow writes, as the suffix says."""

    def make(path: Path) -> None:
        shades = Image.linear_gradient("L").resize((48, 32))
        image = Image.merge("RGB", (shades, shades.rotate(180), shades.rotate(90)))
        if path.suffix == ".gif":
            image = image.convert("P")
        image.save(path, **options)  # type: ignore[arg-type]

    return make


def moving(path: Path) -> None:
    frames = [Image.new("RGB", (16, 16), (shade, 60, 20)) for shade in (0, 100, 200)]
    frames[0].save(path, save_all=True, append_images=frames[1:])


def jxl(*options: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        picture()(path.with_suffix(".png"))
        run("cjxl", *options, path.with_suffix(".png"), path)

    return make


def ffmpeg(*options: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        sound = ("-f", "lavfi", "-i", "sine=duration=0.3")
        film = ("-f", "lavfi", "-i", "testsrc2=size=64x48:duration=0.3")
        inputs = sound if path.suffix == ".m4a" else (*film, *sound)
        run("ffmpeg", "-v", "error", *inputs, *options, path)

    return make


def written(build: Callable[[], bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(build())

    return make


def run(*command: str | Path) -> None:
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"{command[0]} is not installed")
    subprocess.run(command, check=True, capture_output=True, timeout=60)


REAL: dict[str, Callable[[Path], None]] = {
    "a.png": picture(),
    "profile.png": picture(icc_profile=PROFILE, dpi=(300, 300)),
    "moving.png": moving,
    "a.jpg": picture(dpi=(72, 72)),
    "progressive.jpg": picture(progressive=True, icc_profile=PROFILE),
    "a.gif": picture(),
    "moving.gif": moving,
    "a.tif": picture(compression="tiff_lzw", icc_profile=PROFILE),
    "pages.tif": moving,
    "a.avif": picture(),
    "moving.avif": moving,
    "a.heic": picture(),
    "naked.jxl": jxl(),
    "boxes.jxl": jxl("--container=1"),
    "a.psd": written(psd_builder.foreign),
    "a.mp4": ffmpeg(),
    "faststart.mov": ffmpeg("-movflags", "faststart"),
    "a.m4a": ffmpeg(),
}
WORDS = ("-XMP-dc:Title=A title", "-IPTC:Keywords=a word", "-Comment=Hello")
EDITS = (*WORDS, "-EXIF:Artist=Somebody", "-EXIF:Orientation#=6", "-EXIF:GPSLatitude=12")


def edited(path: Path, name: str, *options: str) -> Path:
    """What ExifTool makes of a file; its own complaint, where it cannot."""
    result = path.with_name(name + path.suffix)
    command = ["exiftool", "-q", "-m", *options, "-o", str(result), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if not result.exists():
        pytest.fail(f"ExifTool does not write {path.name}: {done.stderr}")
    return result


@needs_exiftool
@pytest.mark.parametrize("name", REAL)
def test_foreign_edits_change_no_content(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    try:
        REAL[name](path)
    except (KeyError, OSError) as error:
        pytest.skip(f"Pillow does not write {name} here: {error}")
    before = digest_at(path)
    data = path.read_bytes()
    with_label = path.with_name("labelled" + path.suffix)
    with_label.write_bytes(labelled(data, path.suffix))
    for base in (path, with_label):
        full = edited(base, f"{base.stem}-full", *EDITS)
        assert digest_at(full) == before
        # A colour profile is content: it changes what is seen.
        bare = edited(full, f"{base.stem}-bare", "-all=", "--icc_profile:all")
        assert digest_at(bare) == before
        assert digest_of(labelled(bare.read_bytes(), path.suffix), path.suffix) == before


@pytest.mark.parametrize("suffix", [".webp", ".png", ".jpg"])
def test_a_profile_is_content(suffix: str) -> None:
    with_profile, without = io.BytesIO(), io.BytesIO()
    format_ = {".webp": "WEBP", ".png": "PNG", ".jpg": "JPEG"}[suffix]
    image = Image.new("RGB", (8, 8), (20, 100, 200))
    image.save(with_profile, format_, icc_profile=PROFILE)
    image.save(without, format_)
    assert digest_of(with_profile.getvalue(), suffix) != digest_of(without.getvalue(), suffix)


# The digest itself.


def test_the_digest_is_that_of_the_pieces_one_after_another() -> None:
    data = psd_builder.foreign()
    container = opened(data, ".psd")
    stream = b"".join(
        piece if isinstance(piece, bytes) else data[slice(*piece)] for piece in container.essence()
    )
    assert digest(container) == hashlib.sha256(stream).hexdigest()
    assert digest(container, "sha3_512") == hashlib.sha3_512(stream).hexdigest()


def test_sm3(tmp_path: Path) -> None:
    if "sm3" not in hashlib.algorithms_available:
        pytest.skip("this Python's OpenSSL has no SM3")
    # The digest of nothing (GB/T 32905): a packet of metadata has no content.
    nothing = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"
    packet = next(iter(xmp_file.SAMPLES.values()))()
    assert digest(XmpFile(Source.of_bytes(packet)), "sm3") == nothing


def test_digests_that_there_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    container = opened(gif_builder.gif(gif_builder.PICTURE), ".gif")
    with pytest.raises(UsageError, match="no digest is called sha257"):
        digest(container, "sha257")
    with pytest.raises(UsageError, match="no fixed length"):
        digest(container, "shake_128")

    def without(name: str) -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", without)
    with pytest.raises(MissingExtra, match="OpenSSL has no sm3"):
        digest(container, "sm3")


def large_png(path: Path, length: int) -> None:
    """A PNG whose pixel data is a hole of so many bytes."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 13, b"IHDR") + head)
        file.write(zlib.crc32(b"IHDR" + head).to_bytes(4) + struct.pack(">I4s", length, b"IDAT"))
        file.seek(length, 1)
        file.write(bytes(4) + struct.pack(">I4s", 0, b"IEND") + b"\xaeB`\x82")


def test_a_large_file_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    large_png(path, 300 * 1024**2)
    tracemalloc.start()
    try:
        found = digest_at(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * 1024**2
    with path.open("rb") as file:
        file.seek(8)  # every chunk of it is content, the signature is not
        assert found == hashlib.file_digest(file, "sha256").hexdigest()


class Claims(Psd):
    """A container that says whatever a test wants of its content."""

    def __init__(self, source: Source, pieces: list[tuple[int, int] | bytes]) -> None:
        super().__init__(source)
        self.pieces = pieces

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        return iter(self.pieces)


def test_content_outside_the_file() -> None:
    source = Source.of_bytes(b"twelve bytes")
    with pytest.raises(BrokenFile, match="reaches to byte 13, but the file ends at byte 12"):
        digest(Claims(source, [(0, 4), (4, 13)]))


def test_a_file_that_becomes_shorter(tmp_path: Path) -> None:
    path = tmp_path / "shrinking.png"
    large_png(path, 1024**2)
    with open_source(str(path)) as source:
        pieces = blocks(open_container(source))
        next(pieces)
        with path.open("r+b") as file:
            file.truncate(300_000)
        with pytest.raises(BrokenFile, match="became shorter"):
            list(pieces)


def test_the_same_bytes_again_and_again() -> None:
    source = Source.of_bytes(bytes(1024**2))
    assert digest(Claims(source, [(0, 1024**2), b"between"] * 20))
    with pytest.raises(CeilingExceeded, match="again and again"):
        digest(Claims(source, [(0, 1024**2), b"between"] * 21))


def test_ranges_that_meet_are_read_as_one() -> None:
    source = Source.of_bytes(bytes(range(100)))
    pieces: list[tuple[int, int] | bytes] = [(0, 10), (10, 10), (10, 20), b"x", (20, 30), (40, 50)]
    found = [bytes(block) for block in blocks(Claims(source, pieces))]
    data = bytes(range(100))
    assert found == [data[:20], b"x", data[20:30], data[40:50]]
