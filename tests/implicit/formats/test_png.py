"""PNG: every dialect read where it stands, the label spliced in, hostile chunks refused."""

from __future__ import annotations

import gc
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.png import Png
from tests.builders import png as build
from tests.builders.exif import exif_ifd, structure, user_comment
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.limits import within
from tests.oracles import exiftool_label, needs_exiftool, pixels

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
XMP = b"XML:com.adobe.xmp"
EXIF = structure([[exif_ifd(user_comment(WRAPPED.encode()))]])


def opened(data: bytes) -> Png:
    return Png(Source.of_bytes(data, "a.png"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (build.plain(), []),
        (build.doubao(), [("png.itxt-xmp", True, 33, "xmp-element", [])]),
        (
            build.png(build.text(b"AIGC", WRAPPED.encode())),
            [("png.text-aigc", False, 33, "json", [])],
        ),
        (
            build.png(build.text(b"AIGC", BARE.encode())),
            [("png.text-aigc", False, 33, "json", ["form.bare"])],
        ),
        (
            build.png(build.ztxt(b"my aigc note", WRAPPED.encode())),
            [("png.ztxt-aigc", False, 33, "json", [])],
        ),
        (
            build.png(build.itxt(b"Comment", WRAPPED.encode())),
            [("png.itxt", False, 33, "json", [])],
        ),
        (
            build.png(build.itxt(XMP, xmp_with(BARE), compressed=True)),
            [("png.itxt-xmp", False, 33, "xmp-element", [])],
        ),
        (
            build.png(build.chunk(b"tEXt", b"AIGC\0" + WRAPPED.encode(), crc=1)),
            [("png.text-aigc", False, 33, "json", ["container.checksum"])],
        ),
        (build.png(build.text(b"parameters", b"AIGC style, steps: 20")), []),
    ],
)
def test_dialects_are_read_where_they_stand(
    data: bytes, sites: list[tuple[str, bool, int, str, list[str]]]
) -> None:
    found = opened(data).read()
    assert [
        (
            site.slot,
            site.prescribed,
            site.offset,
            site.dialect,
            [one.id for one in site.parsed.tolerances] if site.parsed else None,
        )
        for site in found.sites
    ] == sites
    assert not found.blind


def test_several_labels_are_all_read_in_file_order() -> None:
    numbers = [
        site.parsed.label.produce_id
        for site in opened(build.minimax_three()).read().sites
        if site.parsed
    ]
    assert numbers == ["00000000-a01", "00000000-a02", "4f7c1f9e-a01"]


def test_aigc_info_of_bytedance_is_not_the_label() -> None:
    slots = [site.slot for site in opened(build.jimeng()).read().sites]
    assert slots == ["png.text-aigc"]


def test_everything_but_the_label_chunk_stays() -> None:
    data = build.png(
        build.chunk(b"vpAg", b"\0" * 9), after=build.text(b"Title", b"spring"), trailer=b"x"
    )
    result = labelled(data)
    size = len(result) - len(data)
    assert result[:33] + result[33 + size :] == data
    assert result[37:41] == b"iTXt"


def test_an_existing_packet_is_spliced_where_it_stands() -> None:
    data = build.png(build.text(b"a", b"b"), after=build.itxt(XMP, FOREIGN_XMP))
    edits = opened(data).plan(OTHER)
    assert [edit.offset for edit in edits] == [data.index(XMP) - 8]
    assert b"a brush &amp; paint" in apply_edits(data, edits)


def test_other_labels_go_and_other_texts_stay() -> None:
    data = build.png(
        build.text(b"AIGC", BARE.encode()),
        build.text(b"Comment", b"about AIGC"),
        build.ztxt(b"Description", WRAPPED.encode()),
        build.itxt(XMP, FOREIGN_XMP),
        build.itxt(XMP, xmp_with(BARE)),
    )
    result = labelled(data)
    assert [site.prescribed for site in opened(result).read().sites] == [True]
    assert b"about AIGC" in result
    assert result.count(b"a brush &amp; paint") == 2
    assert b"4f7c1f9e" not in result


def test_a_label_in_a_raw_profile_goes_and_the_profile_stays() -> None:
    data = build.SAMPLES["raw-profile"]()
    assert [site.slot for site in opened(data).read().sites] == ["png.raw-profile-xmp"]
    with Image.open(io.BytesIO(labelled(data))) as picture:
        assert isinstance(picture, PngImagePlugin.PngImageFile)
        digits = str(picture.text["Raw profile type xmp"]).split(None, 2)[2]
    profile = bytes.fromhex(digits)
    assert b"a brush &amp; paint" in profile
    assert b"ContentProducer" not in profile


@needs_exiftool
def test_exiftool_and_pillow_read_what_is_written(tmp_path: Path) -> None:
    stream = io.BytesIO()
    frames = [Image.new("P", (20, 10), colour) for colour in (1, 2, 3)]
    frames[0].save(stream, "PNG", save_all=True, append_images=frames[1:])
    path = tmp_path / "a.png"
    path.write_bytes(labelled(stream.getvalue()))
    assert exiftool_label(path) == [OTHER]
    assert pixels(path.read_bytes()) == pixels(stream.getvalue())
    with Image.open(path) as picture:
        assert OTHER.encode() in picture.info["xmp"].replace(b"&quot;", b'"')


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        (build.SIGNATURE, "byte 8", "needs 8 bytes"),
        (build.SIGNATURE + build.chunk(b"IDAT", b""), "byte 8", "IHDR"),
        (build.plain()[:-4], "chunk IEND", "more than the file has left"),
        (build.plain()[:60], "chunk IDAT at byte 33", "more than the file has left"),
        (build.png(b"\0\0\0\0\0\0\0\0"), "byte 33", "no chunk begins here"),
        (build.png(b"\xff\xff\xff\xfftEXt"), "byte 33", "no chunk begins here"),
        (build.png(build.chunk(b"tEXt", b"no end")), "chunk tEXt at byte 33", "has no end"),
        (build.png(build.chunk(b"iTXt", b"a\0\0")), "chunk iTXt at byte 33", "incomplete"),
        (build.png(build.chunk(b"zTXt", b"a\0\0junk")), "chunk zTXt at byte 33", "unpacked"),
        (
            build.png(build.chunk(b"zTXt", b"a\0\0" + zlib.compress(b"b" * 99)[:-6])),
            "chunk zTXt",
            "cut short",
        ),
        (build.png(build.itxt(XMP, b"<AIGC")), "chunk iTXt at byte 33", "well-formed"),
        (
            build.png(build.ztxt(b"Raw profile type xmp", b"\nxmp\n 2\nzz")),
            "chunk zTXt",
            "hexadecimal",
        ),
    ],
)
def test_broken_files_are_refused_with_place_and_reason(
    data: bytes, place: str, reason: str
) -> None:
    with pytest.raises(BrokenFile, match=reason) as caught:
        labelled(data)
    assert caught.value.path == "a.png"
    assert place in str(caught.value.place)


def test_a_broken_chunk_hides_nothing_else() -> None:
    data = build.png(build.chunk(b"zTXt", b"a\0\0junk"), build.text(b"AIGC", WRAPPED.encode()))
    found = opened(data).read()
    assert [site.slot for site in found.sites] == ["png.text-aigc"]
    assert [blind.place for blind in found.blind] == ["chunk zTXt at byte 33"]


def test_a_truncated_file_is_read_as_far_as_it_goes() -> None:
    found = opened(build.doubao()[:-20]).read()
    assert [site.prescribed for site in found.sites] == [True]
    assert len(found.blind) == 1


def test_a_decompression_bomb_is_not_unpacked() -> None:
    bomb = zlib.compressobj()
    body = b"".join(bomb.compress(b"\0" * 1024**2) for _ in range(200)) + bomb.flush()
    with within(2):
        data = build.png(build.chunk(b"zTXt", b"AIGC\0\0" + body))
        assert "unpacks to more than" in opened(data).read().blind[0].reason
        with pytest.raises(CeilingExceeded):
            labelled(data)


def test_a_million_chunks_end_soon() -> None:
    data = build.png(build.chunk(b"tEXt", b"a\0") * 700_000)
    gc.collect()
    gc.freeze()  # what other tests have left in memory is not this one's to look through
    try:
        with within(2), pytest.raises(CeilingExceeded):
            labelled(data)
    finally:
        gc.unfreeze()


@given(
    st.lists(
        st.tuples(st.sampled_from([b"tEXt", b"zTXt", b"iTXt", b"eXIf"]), st.binary(max_size=60))
    )
)
def test_any_chunk_content_is_read_or_refused(chunks: list[tuple[bytes, bytes]]) -> None:
    data = build.png(*(build.chunk(*one) for one in chunks))
    opened(data).read()
    try:
        result = labelled(data)
    except FileError as error:
        assert error.path == "a.png"  # noqa: PT017 - the error's own content is tested
    else:
        assert [site.prescribed for site in opened(result).read().sites] == [True]


@pytest.mark.parametrize(
    ("keyword", "profile", "slot"),
    [
        (
            b"Raw profile type APP1",
            b"http://ns.adobe.com/xap/1.0/\0" + xmp_with(BARE),
            "png.raw-profile-xmp",
        ),
        (b"Raw profile type APP1", b"Exif\0\0" + EXIF, "png.raw-profile-exif-UserComment"),
        (b"Raw profile type exif", b"Exif\0\0" + EXIF, "png.raw-profile-exif-UserComment"),
    ],
)
def test_raw_profiles_are_read_and_cleaned(keyword: bytes, profile: bytes, slot: str) -> None:
    text = b"\ngeneric\n%8d\n%b\n" % (len(profile), profile.hex().encode())
    for form in (build.text, build.ztxt):
        data = build.png(form(keyword, text))
        assert [site.slot for site in opened(data).read().sites] == [slot]
        result = labelled(data)
        assert keyword in result
        assert [site.prescribed for site in opened(result).read().sites] == [True]


@pytest.mark.parametrize("form", [build.text, build.ztxt, build.itxt])
@pytest.mark.parametrize("words", [b"foo %b", b"%b caption matters", b"foo %b bar"])
def test_words_beside_a_label_stay(form: Callable[[bytes, bytes], bytes], words: bytes) -> None:
    data = build.png(form(b"Comment", words % WRAPPED.encode()))
    assert len(opened(data).read().sites) == 1
    result = labelled(data)
    assert form(b"Comment", words % b"") in result
    assert [site.prescribed for site in opened(result).read().sites] == [True]


def test_a_label_behind_the_end_is_read_and_taken_out() -> None:
    data = build.png(trailer=b"words " + WRAPPED.encode())
    assert [site.slot for site in opened(data).read().sites] == ["png.trailer"]
    result = labelled(data)
    assert result.endswith(b"words ")
    assert [site.prescribed for site in opened(result).read().sites] == [True]


def test_exif_that_cannot_be_followed_and_may_hold_a_label_is_not_written_over() -> None:
    data = build.png(build.chunk(b"eXIf", b"no TIFF header in these letters " + WRAPPED.encode()))
    assert [blind.place for blind in opened(data).read().blind] == ["chunk eXIf at byte 33"]
    with pytest.raises(BrokenFile, match="chunk eXIf at byte 33"):
        labelled(data)
