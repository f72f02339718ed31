"""JPEG: every dialect read where it stands, the label spliced in, extended XMP, hostile files."""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.formats.jpeg import Jpeg
from tests.builders import exif
from tests.builders import jpeg as build
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.limits import within
from tests.oracles import confirm_picture, exiftool_label, needs_exiftool

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
JFIF_END = 20
NAMED = b"AIGC" + BARE.encode()


def opened(data: bytes) -> Jpeg:
    return Jpeg(Source.of_bytes(data, "a.jpg"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (build.jpeg(build.JFIF), []),
        (
            build.jpeg(build.JFIF, build.app1_xmp(xmp_with(BARE))),
            [("jpeg.app1-xmp", True, JFIF_END, "xmp-element", [])],
        ),
        (
            build.jpeg(build.app1_xmp(FOREIGN_XMP), build.app1_xmp(xmp_with(BARE))),
            [("jpeg.app1-xmp", False, 2 + 33 + len(FOREIGN_XMP), "xmp-element", [])],
        ),
        (
            build.jpeg(build.app1_exif(exif.comment())),
            [("jpeg.exif-UserComment", False, 2, "json", ["form.bare", "key.missing"])],
        ),
        (
            build.jpeg(build.JFIF, build.comment(WRAPPED.encode())),
            [("jpeg.com", False, JFIF_END, "json", [])],
        ),
        (
            build.jpeg(build.JFIF, build.comment(b"\xb4\xba \x00" + WRAPPED.encode() + b" ok")),
            [("jpeg.com", False, JFIF_END, "json", [])],
        ),
        (
            build.jpeg(build.JFIF, build.segment(0xE0, b"JFXX\0" + NAMED)),
            [("jpeg.app", False, JFIF_END, "json", ["form.prefix", "form.bare"])],
        ),
        (
            build.jpeg(build.segment(0xEB, BARE.encode())),
            [("jpeg.app", False, 2, "json", ["form.bare"])],
        ),
        (
            build.progressive(build.comment(WRAPPED.encode())),
            [("jpeg.com", False, 135, "json", [])],
        ),
        (
            build.jpeg(build.JFIF, trailer=b"\0" + WRAPPED.encode() + b"\r\n"),
            [("jpeg.trailer", False, len(build.jpeg(build.JFIF)) + 1, "json", [])],
        ),
        (
            build.jpeg(build.JFIF, trailer=b"\n" + xmp_with(BARE)),
            [("jpeg.trailer-xmp", False, len(build.jpeg(build.JFIF)) + 1, "xmp-element", [])],
        ),
        (build.mpo(), []),
        (build.jpeg(build.segment(0xEB, b"JP\0\1\0\0\0\1" + NAMED)), []),
        (build.jpeg(build.JFIF, trailer=b"\0\0\1\0moov" + WRAPPED.encode() + bytes(4) + b"x"), []),
    ],
)
def test_every_dialect_is_read_where_it_stands(
    data: bytes, sites: list[tuple[str, bool, int, str, list[str]]]
) -> None:
    reading = opened(data).read()
    found = [
        (
            site.slot,
            site.prescribed,
            site.offset,
            site.dialect,
            [note.id for note in site.parsed.tolerances][: len(expected[4])] if site.parsed else [],
        )
        for site, expected in zip(reading.sites, sites, strict=True)
    ]
    assert [entry[:4] for entry in found] == [entry[:4] for entry in sites]
    assert not reading.blind
    for (*_, notes), (*_, expected_notes) in zip(found, sites, strict=True):
        assert notes == expected_notes or set(expected_notes) >= set(notes)


def test_a_new_label_stands_behind_jfif_and_exif_and_before_all_else() -> None:
    head = build.JFIF + build.app1_exif(exif.plain())
    data = build.jpeg(head, build.icc(), build.comment(b"c"))
    (edit,) = opened(data).plan(OTHER)
    assert (edit.offset, edit.length) == (2 + len(head), 0)
    assert edit.data.startswith(b"\xff\xe1")


def test_splicing_uses_the_padding_and_keeps_every_other_byte() -> None:
    packet = FOREIGN_XMP.replace(b" " * 64, b" " * 2048)
    data = build.jpeg(build.JFIF, build.app1_xmp(packet), build.icc())
    result = labelled(data)
    assert len(result) == len(data)
    start, end = JFIF_END, JFIF_END + 33 + len(packet)
    assert (result[:start], result[end:]) == (data[:start], data[end:])
    assert packet[: packet.index(b" </rdf:RDF>")] in result


def test_labels_everywhere_become_one() -> None:
    data = build.SAMPLES["everywhere"]()
    assert len(opened(data).read().sites) == 5
    result = labelled(data)
    assert [site.slot for site in opened(result).read().sites] == ["jpeg.app1-xmp"]
    assert b"4f7c1f9e" not in result
    assert b"exif-1" not in result
    assert build.app1_exif(exif.comment())[:24] in result


def test_only_the_label_leaves_a_comment_of_more() -> None:
    data = build.jpeg(build.comment(b"made by me, " + WRAPPED.encode() + b" ok"))
    assert build.comment(b"made by me,  ok") in labelled(data)


def test_an_identifier_alone_does_not_stay_behind() -> None:
    result = labelled(build.jpeg(build.JFIF, build.segment(0xE0, b"JFXX\0" + NAMED)))
    assert b"JFXX" not in result


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_index_of_further_pictures_follows_them(order: str) -> None:
    data = build.mpo(order)
    second = data[data.index(build.EOI) + 2 :]
    for edited in (labelled(data), labelled(labelled(data), BARE + " ")):
        index = edited.index(b"MPF\0") + 4
        (size,) = struct.unpack_from(order + "I", edited, index + 54)
        (offset,) = struct.unpack_from(order + "I", edited, index + 74)
        assert edited[index + offset :] == second
        assert edited[:size].endswith(build.EOI)
        assert size == index + offset
    with Image.open(io.BytesIO(labelled(data))) as picture:
        assert getattr(picture, "n_frames", 0) == 2
        picture.seek(1)
        picture.load()


@pytest.mark.parametrize(
    "changes",
    [
        {0: b"II+"},
        {4: b"\xff\xff\0\0"},
        {34: b"\3\xb0"},
        {8: b"\xff", 34: b"\3\xb0"},
        {42: b"\x33"},
    ],
    ids=[
        "byte order",
        "place of the fields",
        "no entries",
        "fields without end",
        "entries outside",
    ],
)
def test_an_index_that_cannot_be_followed_stays(changes: dict[int, bytes]) -> None:
    data = bytearray(build.mpo("<"))
    at = data.index(b"MPF\0") + 4
    for where, new in changes.items():
        assert data[at + where :][: len(new)] != new
        data[at + where : at + where + len(new)] = new
    index = bytes(data[at : data.index(build.EOI, at)])
    result = labelled(bytes(data))
    assert index in result
    assert [site.text for site in opened(result).read().sites if site.prescribed] == [OTHER]


def test_an_index_cut_short_stays() -> None:
    short = build.segment(0xE2, b"MPF\0II*\0\x08\0")
    result = labelled(build.jpeg(build.JFIF, short))
    assert short in result
    assert [site.text for site in opened(result).read().sites] == [OTHER]


def test_extended_xmp_is_put_together_in_any_order() -> None:
    for reverse in (False, True):
        (site,) = opened(build.extended(xmp_with(BARE), reverse=reverse)).read().sites
        assert (site.slot, site.prescribed) == ("jpeg.app1-xmp-extension", True)
        assert site.parsed is not None
        assert not site.parsed.tolerances


def test_a_label_moves_from_the_extension_to_the_main_packet() -> None:
    result = labelled(build.extended(xmp_with(BARE)))
    (site,) = opened(result).read().sites
    assert site.slot == "jpeg.app1-xmp"
    guid = result[result.index(b"HasExtendedXMP='") + 16 :][:32]
    start = result.index(build.EXTENSION)
    length = int.from_bytes(result[start + 67 : start + 71])
    assert result[start + 35 : start + 67] == guid
    assert (
        hashlib.md5(result[start + 75 : start + 75 + length]).hexdigest().upper() == guid.decode()
    )


@pytest.mark.parametrize("extended", [False, True])
def test_a_crowded_main_packet_sends_the_label_to_an_extension(
    tmp_path: Path, extended: bool
) -> None:
    data = build.crowded()
    if extended:
        inner = build.bare_packet(FOREIGN_XMP.replace(b"dc:title", b"dc:rights"))
        guid = hashlib.md5(inner).hexdigest().upper().encode()
        note = b"<rdf:Description xmlns:n='http://ns.adobe.com/xmp/note/' rdf:about='uuid:1f'>"
        note += b"<n:HasExtendedXMP>%b</n:HasExtendedXMP></rdf:Description>" % guid
        main = data[data.index(b"<?xpacket") : data.index(b"?>", data.index(b"xpacket end")) + 2]
        main = main.replace(b"<!--" + b"x" * len(note), note + b"<!--", 1)
        data = build.jpeg(build.JFIF, build.app1_xmp(main), build.extension(inner))
    once, twice = labelled(data), labelled(labelled(data), BARE)
    for result, text in ((once, OTHER), (twice, BARE)):
        (site,) = opened(result).read().sites
        assert (site.slot, site.prescribed, site.text) == ("jpeg.app1-xmp-extension", True, text)
        assert not opened(result).read().blind
        assert site.parsed is not None
        assert not site.parsed.tolerances
    path = tmp_path / "a.jpg"
    path.write_bytes(once)
    assert exiftool_label(path) == [OTHER]


def test_a_packet_that_no_segment_can_hold_is_refused() -> None:
    with pytest.raises(CeilingExceeded, match="a JPEG segment holds 65502"):
        opened(build.jpeg()).plan('{"Label":"' + "1" * 66000 + '"}')


@pytest.mark.parametrize("part", [0, 1])
def test_an_incomplete_extension_is_not_silence(part: int) -> None:
    whole = build.extended(xmp_with(BARE))
    inner = build.bare_packet(xmp_with(BARE))
    segments = build.extension(inner).split(b"\xff\xe1")[1:]
    data = whole.replace(b"\xff\xe1" + segments[part], b"")
    reading = opened(data).read()
    assert not reading.sites
    assert ["are missing" in blind.reason for blind in reading.blind] == [True]
    with pytest.raises(BrokenFile, match="extended XMP"):
        opened(data).plan(OTHER)


def test_an_extension_whose_digest_is_wrong_is_read_and_named() -> None:
    data = build.extended(xmp_with(BARE)).replace(b'xmptk="builder"', b'xmptk="boulder"')
    (site,) = opened(data).read().sites
    assert site.parsed is not None
    assert [note.id for note in site.parsed.tolerances] == ["container.checksum"]


def test_broken_xmp_is_blind_and_not_written_over() -> None:
    data = build.jpeg(build.app1_xmp(xmp_with(BARE).replace(b"</rdf:RDF>", b"</rdf:RDX>")))
    reading = opened(data).read()
    assert not reading.sites
    assert [blind.offset for blind in reading.blind] == [2]
    with pytest.raises(BrokenFile):
        opened(data).plan(OTHER)


def test_labels_before_a_truncation_are_reported() -> None:
    data = build.jpeg(build.app1_xmp(xmp_with(BARE)), build.icc())
    cut = data[: data.index(b"ICC_PROFILE") + 3]
    reading = opened(cut).read()
    assert [site.prescribed for site in reading.sites] == [True]
    assert len(reading.blind) == 1
    with pytest.raises(BrokenFile, match="the segment says"):
        opened(cut).plan(OTHER)


def test_a_picture_cut_within_its_scan_is_labelled() -> None:
    data = build.jpeg(build.JFIF)[:-3]
    assert [site.prescribed for site in opened(labelled(data)).read().sites] == [True]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xd8\xff", "the file ends before its picture begins|needs"),
        (b"\xff\xd8\xff" + b"\xff" * 99, "nothing but fill bytes"),
        (b"\xff\xd8\xff\xe0\0\1", "the segment says"),
        (b"\xff\xd8\xff\xe0\xff\xff", "the segment says 65535 bytes"),
        (b"\xff\xd8\xff\0\0\0", "no marker stands"),
        (build.SOI + build.JFIF + b"garbage", "no marker stands"),
    ],
)
def test_headers_that_cannot_be_followed(data: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFile, match=sentence):
        opened(data).plan(OTHER)


@pytest.mark.parametrize(
    "data",
    [
        build.SOI + build.comment(b"") * 650_000,
        build.SOI + build.comment(b"a" * 30) * 300_000 + build.jpeg()[2:],
        build.jpeg(*[build.comment(WRAPPED.encode())] * 3000),
        build.jpeg(*[build.app1_xmp(xmp_with(BARE))] * 300),
    ],
    ids=["segments", "unknown", "labels", "packets"],
)
def test_floods_meet_a_ceiling(data: bytes) -> None:
    with within(2), pytest.raises(CeilingExceeded):
        opened(data).plan(OTHER)


def test_a_scan_without_end_is_searched_to_a_bound(tmp_path: Path) -> None:
    picture = build.progressive()
    at = picture.index(b"\xff\xda") + 11
    path = tmp_path / "long.jpg"
    with path.open("wb") as file:
        file.write(picture[:at])
        file.seek(at + 70 * 1024**2)
        file.write(build.comment(WRAPPED.encode()) + build.EOI)
    with open_source(str(path)) as source:
        reading = Jpeg(source).read()
    assert not reading.sites
    assert ["was not looked at" in blind.reason for blind in reading.blind] == [True]


def test_a_scan_header_at_the_very_end_says_nothing() -> None:
    frame = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    assert not opened(b"\xff\xd8" + frame + b"\xff\xda\x00\x02").read().sites


@pytest.mark.parametrize("boxes", [False, True])
def test_a_manifest_may_stand_in_app11_alone(boxes: bool) -> None:
    segment = b"\xff\xeb\x00\x04JP" if boxes else b"\xff\xfe\x00\x04JP"
    assert opened(b"\xff\xd8" + segment + b"\xff\xd9").may_hold_manifest() is boxes


def test_segments_between_scans_of_a_large_file_are_found(tmp_path: Path) -> None:
    picture = build.progressive(build.comment(WRAPPED.encode()))
    at = picture.index(b"\xff\xda") + 10
    path = tmp_path / "large.jpg"
    path.write_bytes(picture[:at] + b"\x12" * (3 * 1024**2 - 160) + picture[at:])
    with open_source(str(path)) as source:
        assert [site.slot for site in Jpeg(source).read().sites] == ["jpeg.com"]


def test_one_scan_is_not_searched() -> None:
    # The bytes of a marker cannot occur in sound image data; where they do, nobody looks.
    data = build.jpeg(build.JFIF)
    hidden = data[:-2] + build.comment(WRAPPED.encode()) + b"\x92" * 20 + build.EOI
    assert not opened(hidden).read().sites
    assert opened(data[:-2] + build.comment(WRAPPED.encode()) + build.EOI).read().sites


@needs_exiftool
def test_a_real_picture_keeps_its_pixels_and_metadata(tmp_path: Path) -> None:
    for progressive in (False, True):
        out = io.BytesIO()
        picture = Image.effect_noise((200, 160), 60).convert("RGB")
        picture.save(out, "JPEG", progressive=progressive, icc_profile=b"p" * 70000, comment=b"hi")
        path = tmp_path / "a.jpg"
        confirm_picture(path, out.getvalue(), labelled(out.getvalue()), OTHER)
        with Image.open(path) as reopened:
            assert reopened.info["icc_profile"] == b"p" * 70000
            assert b"TC260:AIGC" in reopened.info["xmp"]


@given(
    st.sampled_from(sorted(build.SAMPLES)),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=4)), max_size=6),
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


@given(st.binary(max_size=400))
def test_arbitrary_segments_give_a_reading_or_our_error(noise: bytes) -> None:
    try:
        opened(b"\xff\xd8\xff" + noise).read()
    except FileError as error:
        assert error.path == "a.jpg"  # noqa: PT017 - the error's content is what is tested
