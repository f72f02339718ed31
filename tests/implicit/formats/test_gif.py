"""GIF: every dialect read where it stands, the label placed and spliced, hostile blocks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.formats.gif import Gif
from tests.builders import gif as build
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.limits import within
from tests.oracles import confirm_picture, needs_exiftool
from tests.plans import keeps_length

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
START = 13 + len(build.TABLE)
BEHIND = START + len(build.PICTURE)


def opened(data: bytes) -> Gif:
    return Gif(Source.of_bytes(data, "a.gif"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (build.gif(build.PICTURE), []),
        (
            build.gif(build.xmp(xmp_with(BARE)), build.PICTURE),
            [("gif.application-xmp", True, START, "xmp-element")],
        ),
        (
            build.gif(build.PICTURE, build.xmp(xmp_with(BARE))),
            [("gif.application-xmp", True, BEHIND, "xmp-element")],
        ),
        (
            build.gif(build.xmp(FOREIGN_XMP), build.PICTURE, build.xmp(xmp_with(BARE))),
            [
                (
                    "gif.application-xmp",
                    False,
                    BEHIND + len(build.xmp(FOREIGN_XMP)),
                    "xmp-element",
                )
            ],
        ),
        (
            build.gif(build.PICTURE, build.xmp_in_sub_blocks(xmp_with(BARE))),
            [("gif.application-xmp", False, BEHIND, "xmp-element")],
        ),
        (
            build.gif(build.comment(WRAPPED.encode(), size=9), build.PICTURE),
            [("gif.comment", False, START, "json")],
        ),
        (
            build.gif(build.application(b"AIGC_LABEL1", BARE.encode()), build.PICTURE),
            [("gif.application", False, START, "json")],
        ),
        (
            build.gif(build.PICTURE, trailer=b"\x3b" + WRAPPED.encode()),
            [("gif.trailer", False, BEHIND + 1, "json")],
        ),
    ],
)
def test_every_dialect_is_read_where_it_stands(
    data: bytes, sites: list[tuple[str, bool, int, str]]
) -> None:
    reading = opened(data).read()
    assert [(s.slot, s.prescribed, s.offset, s.dialect) for s in reading.sites] == sites
    assert not reading.blind


def test_a_packet_with_another_landing_zone_is_read() -> None:
    zone = b"\x01" + bytes(range(255, 0, -1)) + b"\0\0"
    data = build.gif(b"\x21\xff\x0bXMP DataXMP" + xmp_with(BARE) + zone, build.PICTURE)
    assert [site.prescribed for site in opened(data).read().sites] == [True]


def test_a_new_label_stands_behind_the_loop_count() -> None:
    data = build.gif(build.LOOP, build.CONTROL, build.PICTURE)
    (edit,) = opened(data).plan(OTHER)
    assert (edit.offset, edit.length) == (START + len(build.LOOP), 0)
    assert edit.data.endswith(build.MAGIC)


def test_a_new_label_never_parts_a_control_from_its_picture() -> None:
    data = build.gif(build.CONTROL, build.PICTURE)
    assert build.CONTROL + build.PICTURE in labelled(data)


def test_version_87a_becomes_89a() -> None:
    assert labelled(build.gif(build.PICTURE, version=b"87a")).startswith(b"GIF89a")


def test_splicing_keeps_every_other_byte() -> None:
    packet = FOREIGN_XMP.replace(b" " * 64, b" " * 2048)
    data = build.gif(build.LOOP, build.xmp(packet), build.comment(b"hi"), build.PICTURE)
    assert keeps_length(opened(data).plan(OTHER))
    result = labelled(data)
    at = data.index(b" </rdf:RDF>")
    assert result[:at] == data[:at]
    assert result[-290:] == data[-290:]


def test_a_packet_in_sub_blocks_is_written_raw() -> None:
    result = labelled(build.gif(build.PICTURE, build.xmp_in_sub_blocks(xmp_with(BARE))))
    assert xmp_with(OTHER) in result
    assert [site.prescribed for site in opened(result).read().sites] == [True]


def test_only_the_label_leaves_a_comment_of_more() -> None:
    result = labelled(build.SAMPLES["comment-in-pieces"]())
    assert build.comment(b"me: .") in result
    assert b"\x21\xfe" not in labelled(build.SAMPLES["comment"]())


def test_what_follows_junk_is_not_silence() -> None:
    data = build.gif(build.PICTURE, b"junk")
    reading = opened(data).read()
    assert [blind.reason for blind in reading.blind] == ["no block begins here"]
    assert labelled(data).endswith(b"junk\x3b")


def test_a_picture_cut_short_is_labelled() -> None:
    data = build.gif(build.PICTURE)[:-4]
    assert [site.prescribed for site in opened(labelled(data)).read().sites] == [True]


def test_an_extension_cut_short_is_not_silence() -> None:
    data = build.gif(build.comment(WRAPPED.encode()), build.PICTURE, build.xmp(xmp_with(BARE)))
    cut = data[:-300]
    reading = opened(cut).read()
    assert [site.slot for site in reading.sites] == ["gif.comment"]
    assert [blind.reason for blind in reading.blind] == ["the extension has no end"]
    with pytest.raises(BrokenFile, match="the extension has no end"):
        opened(cut).plan(OTHER)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"GIF89a\1\0", "logical screen"),
        (build.gif(trailer=b""), "before its first picture"),
        (build.gif(b"junk"), "no block begins here"),
        (build.gif(b"\x21\xff\x0bXMP DataXMP", trailer=b""), "has no end"),
        (build.gif(build.PICTURE[:-1] + b"\x21\xfe\5ab", trailer=b""), "before its first|has no"),
    ],
)
def test_broken_structures_are_refused(data: bytes, sentence: str) -> None:
    if b"\x2c" in data:
        assert len(opened(labelled(data)).read().sites) == 1  # cut within its picture only
        return
    with pytest.raises(BrokenFile, match=sentence):
        opened(data).plan(OTHER)


def test_utf_16_becomes_utf8() -> None:
    packet = xmp_with(BARE).decode().encode("utf-16-le")
    data = build.gif(build.xmp_in_sub_blocks(packet), build.PICTURE)
    assert [site.prescribed for site in opened(data).read().sites] == [False]
    written = apply_edits(data, opened(data).plan(OTHER))
    assert [(site.text, site.prescribed) for site in opened(written).read().sites] == [
        (OTHER, True)
    ]


@pytest.mark.parametrize(
    "data",
    [
        build.gif(build.PICTURE[:11] + b"\1\1" * 9_000_000),
        build.gif(build.PICTURE, b"\x21\xfe\0" * 650_000),
        build.gif(build.PICTURE, build.comment(b"a" * 30) * 60_000),
        build.gif(build.PICTURE, build.xmp(FOREIGN_XMP) * 300),
    ],
    ids=["sub-blocks", "empty", "unknown", "packets"],
)
def test_floods_meet_a_ceiling(data: bytes) -> None:
    with within(2), pytest.raises(CeilingExceeded):
        opened(data).plan(OTHER)


@pytest.mark.parametrize("size", [255, 254, 1])
def test_a_label_behind_large_pictures_is_found(tmp_path: Path, size: int) -> None:
    picture = build.PICTURE[:11] + build.sub_blocks(bytes(3_000_000 if size > 1 else 30_000), size)
    data = build.gif(build.LOOP, picture, picture, build.xmp(xmp_with(BARE)))
    path = tmp_path / "large.gif"
    path.write_bytes(data)
    with open_source(str(path)) as source:
        (site,) = Gif(source).read().sites
    assert site.offset == data.index(b"\x21\xff\x0bXMP")
    assert [each.offset for each in opened(data).read().sites] == [site.offset]


@needs_exiftool
def test_an_animation_keeps_its_frames(tmp_path: Path) -> None:
    out = io.BytesIO()
    frames = [Image.effect_noise((40, 30), 50).convert("P") for _ in range(3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=80, loop=0)
    result = labelled(out.getvalue())
    confirm_picture(tmp_path / "a.gif", out.getvalue(), result, OTHER)
    with Image.open(io.BytesIO(result)) as picture:
        assert picture.info["loop"] == 0


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
