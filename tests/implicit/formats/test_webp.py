"""WebP: every dialect read where it stands, the extended layout made, hostile chunks refused."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.webp import WebP
from tests.builders import exif
from tests.builders import webp as build
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.limits import within
from tests.oracles import confirm_picture, needs_exiftool, pixels
from tests.plans import keeps_length

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
PICTURE = build.chunk(b"VP8L", build.LOSSLESS)
BEHIND = 12 + 18 + len(PICTURE)


def opened(data: bytes) -> WebP:
    return WebP(Source.of_bytes(data, "a.webp"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (build.simple_lossy(), []),
        (build.SAMPLES["labelled"](), [("webp.xmp", True, BEHIND, "xmp-element")]),
        (build.SAMPLES["misspelt"](), [("webp.xmp", False, BEHIND, "xmp-element")]),
        (
            build.still(
                build.chunk(b"XMP ", FOREIGN_XMP), build.chunk(b"XMP ", xmp_with(BARE)), flags=4
            ),
            [("webp.xmp", False, BEHIND + len(build.chunk(b"XMP ", FOREIGN_XMP)), "xmp-element")],
        ),
        (build.SAMPLES["user-comment"](), [("webp.exif-UserComment", False, BEHIND, "json")]),
        (build.SAMPLES["exif-prefix"](), [("webp.exif-UserComment", False, BEHIND, "json")]),
        (
            build.still(build.chunk(b"AIGC", BARE.encode()), flags=0),
            [("webp.chunk", False, BEHIND, "json")],
        ),
        (
            build.riff(PICTURE, trailer=WRAPPED.encode()),
            [("webp.trailer", False, 12 + len(PICTURE), "json")],
        ),
    ],
)
def test_every_dialect_is_read_where_it_stands(
    data: bytes, sites: list[tuple[str, bool, int, str]]
) -> None:
    reading = opened(data).read()
    assert [(s.slot, s.prescribed, s.offset, s.dialect) for s in reading.sites] == sites
    assert not reading.blind


@pytest.mark.parametrize(
    ("picture", "flags"),
    [(build.chunk(b"VP8 ", build.LOSSY), 0x04), (PICTURE, 0x14)],
    ids=["lossy", "lossless"],
)
def test_the_simple_layout_becomes_the_extended_one(picture: bytes, flags: int) -> None:
    result = labelled(build.riff(picture))
    assert result[12:16] == b"VP8X"
    assert result[16:30] == bytes((10, 0, 0, 0, flags)) + bytes(9)
    assert result[30 : 30 + len(picture)] == picture
    assert result[30 + len(picture) :].startswith(b"XMP ")
    assert int.from_bytes(result[4:8], "little") == len(result) - 8


def test_the_canvas_is_the_pictures_size() -> None:
    for lossless in (False, True):
        out = io.BytesIO()
        Image.new("RGB", (300, 17), "red").save(out, "WEBP", lossless=lossless)
        result = labelled(out.getvalue())
        assert result[24:30] == (299).to_bytes(3, "little") + (16).to_bytes(3, "little")
        assert pixels(result) == pixels(out.getvalue())


def test_exif_that_stood_in_a_simple_layout_is_announced() -> None:
    assert labelled(build.SAMPLES["exif-without-vp8x"]())[20] == 0x0C


def test_other_flags_stay() -> None:
    data = build.animated()
    assert labelled(data)[20] == 0x16
    assert labelled(data)[21:BEHIND] == data[21:BEHIND]


def test_a_new_chunk_stands_behind_exif_and_before_unknown_chunks() -> None:
    chunks = (build.chunk(b"EXIF", exif.plain()), build.chunk(b"more", b"12345"))
    result = labelled(build.still(*chunks, flags=0x18))
    assert result.index(b"EXIF") < result.index(b"XMP ") < result.index(b"more")
    assert result.endswith(chunks[1])


def test_splicing_keeps_every_other_byte() -> None:
    packet = FOREIGN_XMP.replace(b" " * 64, b" " * 2048)
    data = build.still(build.chunk(b"EXIF", exif.plain()), build.chunk(b"XMP ", packet), flags=0x1C)
    assert keeps_length(opened(data).plan(OTHER))
    result = labelled(data)
    at = data.index(b"XMP ")
    assert (len(result), result[:at]) == (len(data), data[:at])
    assert packet[: packet.index(b" </rdf:RDF>")] in result


def test_a_forgotten_pad_byte_is_added() -> None:
    data = build.SAMPLES["no-padding"]()
    result = labelled(data)
    assert result[4:8] == (len(result) - 8).to_bytes(4, "little")
    assert result[len(data) : len(data) + 5] == b"\0XMP "


def test_what_follows_the_riff_form_stays_behind_it() -> None:
    result = labelled(build.SAMPLES["trailer"]())
    assert result.endswith(b"behind")
    assert int.from_bytes(result[4:8], "little") == len(result) - 8 - len(b"behind")


def test_only_the_label_leaves_a_chunk_of_more() -> None:
    result = labelled(build.SAMPLES["text-among-others"]())
    assert build.chunk(b"note", b"kept:  kept") in result
    assert b"AIGC" not in labelled(build.SAMPLES["aigc-chunk"]()).replace(
        b"TC260:AIGC", b""
    ).replace(b"/ns/AIGC/", b"")


def test_a_truncated_chunk_is_not_silence() -> None:
    data = build.SAMPLES["labelled"]()
    for cut in (data[:-5], data[:60]):
        reading = opened(cut).read()
        assert not reading.sites
        assert len(reading.blind) == 1
        with pytest.raises(BrokenFile, match="the chunk says"):
            opened(cut).plan(OTHER)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"RIFF\4\0\0\0WEBP", "holds no picture"),
        (b"RIFF\3\0\0\0WEBP", "the RIFF header says 3 bytes"),
        (b"RIFF\x08\0\0\0WEBPVP8L", "too few for a chunk"),
        (build.riff(build.chunk(b"VP8L", b"\x2e1234")), "does not begin as VP8"),
        (build.riff(build.chunk(b"VP8 ", build.LOSSY[:9])), "does not begin as VP8"),
        (build.riff(build.chunk(b"ALPH", build.ALPHA)), "holds no picture"),
        (build.riff(PICTURE, build.extended(0)), "VP8X is not the first"),
        (build.riff(build.chunk(b"VP8X", b"\0\0\0\0")), "VP8X is not the first or too short"),
    ],
)
def test_broken_structures_are_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFile, match=sentence):
        opened(data).plan(OTHER)


@pytest.mark.parametrize(
    "chunk",
    [build.chunk(b"junk", b""), build.chunk(b"junk", b"a" * 30), build.chunk(b"XMP ", FOREIGN_XMP)],
    ids=["empty", "unknown", "packets"],
)
def test_floods_meet_a_ceiling(chunk: bytes) -> None:
    data = build.riff(PICTURE, chunk * (650_000 if len(chunk) == 8 else 60_000))
    with within(2), pytest.raises(CeilingExceeded):
        opened(data).plan(OTHER)


# What webpmux refuses as it stands: bytes behind the form, and two packets.
@pytest.mark.parametrize("name", sorted({*build.SAMPLES} - {"trailer", "two-packets"}))
def test_libwebp_accepts_the_result(name: str, tmp_path: Path) -> None:
    if shutil.which("webpmux") is None:
        pytest.skip("webpmux is not installed")
    path = tmp_path / "a.webp"
    path.write_bytes(labelled(build.SAMPLES[name]()))
    information = subprocess.run(
        ["webpmux", "-info", path], capture_output=True, text=True, check=True
    ).stdout
    assert "XMP metadata" in information
    taken = tmp_path / "packet"
    subprocess.run(["webpmux", "-get", "xmp", path, "-o", taken], capture_output=True, check=True)
    assert OTHER.replace('"', "&quot;") in taken.read_text()


@needs_exiftool
def test_an_animation_keeps_its_frames(tmp_path: Path) -> None:
    out = io.BytesIO()
    frames = [Image.effect_noise((40, 30), 50).convert("RGB") for _ in range(3)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=80)
    confirm_picture(tmp_path / "a.webp", out.getvalue(), labelled(out.getvalue()), OTHER)


@given(
    st.sampled_from(sorted(build.SAMPLES)),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=6),
)
def test_any_bytes_give_a_reading_or_our_error(name: str, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(build.SAMPLES[name]())
    for at, new in changes:
        data[at : at + len(new)] = new
    try:
        container = opened(bytes(data))
        container.read()
        result = apply_edits(bytes(data), container.plan(OTHER))
    except FileError:
        return
    assert [site.prescribed for site in opened(result).read().sites] == [True]
