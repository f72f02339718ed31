"""MP4 and QuickTime: every dialect read where it stands, the label spliced in, hostile files."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.aigc import transcribe
from hegui.errors import BrokenFile, FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Ceilings, Source, open_source
from hegui.implicit.container import Container
from hegui.implicit.formats.mp4 import M4a, Mov, Mp4, ThreeGp
from hegui.implicit.table import open_container
from tests.builders import mp4 as build
from tests.builders.heif import XMP_UUID, box, full
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.limits import within

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
Movie = build.Movie


def opened(data: bytes) -> Mp4:
    return Mp4(Source.of_bytes(data, "a.mp4"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def slots(data: bytes) -> list[tuple[str, bool]]:
    return [(site.slot, site.prescribed) for site in opened(data).read().sites]


def types(data: bytes) -> list[bytes]:
    """The types of a file's top boxes."""
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        found.append(data[at + 4 : at + 8])
        at += size if size > 1 else len(data)
    return found


@pytest.mark.parametrize(
    ("name", "found", "carrier"),
    [
        ("plain", [], b""),
        ("ffmpeg", [("mp4.keys", True)], b"\0\0\0\2"),
        ("newlines", [("mp4.keys", True)], b"\0\0\0\2"),
        ("quicktime-meta", [("mp4.keys", False)], b"\0\0\0\1"),
        ("doubao-ios", [("mp4.keys", False)], b"\0\0\0\2"),
        ("keyless", [("mp4.ilst", False)], b"AIGC"),
        ("itunes", [], b""),
        ("itunes-freeform", [("mp4.ilst", False)], b"----"),
        ("itunes-comment", [("mp4.ilst", False)], b"\xa9cmt"),
        ("uuid-xmp", [("mp4.uuid-xmp", False)], b"uuid"),
        ("uuid-xmp-inside", [], b""),
        ("adobe-xmp", [("mp4.udta-xmp", False)], b"XMP_"),
        ("aigc-box", [("mp4.aigc", False)], b"aigc"),
        ("aigc-box-inside", [("mp4.aigc", False)], b"aigc"),
        ("string", [("mp4.udta-text", False)], b"\xa9cmt"),
        ("string-among-words", [("mp4.udta-text", False)], b"\xa9inf"),
        ("track-tags", [("mp4.keys", False)], b"\0\0\0\1"),
    ],
)
def test_dialects_are_read_where_they_stand(
    name: str, found: list[tuple[str, bool]], carrier: bytes
) -> None:
    data = build.SAMPLES[name]()
    reading = opened(data).read()
    assert [(site.slot, site.prescribed) for site in reading.sites] == found
    assert not reading.blind
    for site in reading.sites:
        assert data[site.offset + 4 : site.offset + 8] == carrier
        assert int.from_bytes(data[site.offset : site.offset + 4]) == site.length
        assert site.parsed is not None
        assert transcribe(site.parsed) == BARE


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (box(b"AIGC", build.data(BARE.encode("utf-16-be"), 2)), BARE),
        (box(b"aigc", BARE.encode()), BARE),  # no data box within
        (build.freeform(b"note", WRAPPED), BARE),
        (build.freeform(b"note", BARE), BARE),
        (build.freeform(b"note", "about AIGC"), None),
        (box(b"covr", build.data(WRAPPED.encode(), 13)), None),  # a picture is no text
        (box(b"AIGC", build.data(b" ")), None),
        (box(b"AIGC", build.data(b'{"Label":')), "unreadable"),
    ],
)
def test_items_of_other_shapes(tag: bytes, expected: str | None) -> None:
    sites = opened(Movie(udta=build.itunes(tag)).build()).read().sites
    said = [transcribe(site.parsed) if site.parsed else "unreadable" for site in sites]
    assert said == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (Movie(b"isom").build(), Mp4),
        (Movie(b"M4V ").build(), Mp4),
        (Movie(b"XAVC").build(), Mp4),
        (Movie(b"M4A ").build(), M4a),
        (Movie(b"M4B ").build(), M4a),
        (Movie(b"3gp6").build(), ThreeGp),
        (Movie(b"3g2a").build(), ThreeGp),
        (Movie(b"qt  ").build(), Mov),
        (Movie(b"").build(), Mov),
        (Movie(b"", front=True).build(), Mov),
        (Movie(b"", before=box(b"wide", b"")).build(), Mov),
        (Movie(b"", before=box(b"skip", bytes(99))).build(), Mov),
    ],
)
def test_the_brand_decides_the_kind(data: bytes, kind: type[Container]) -> None:
    assert type(open_container(Source.of_bytes(data, "a"))) is kind


def test_other_formats_made_of_boxes_and_prose_are_none() -> None:
    kinds = (Mp4, Mov, M4a, ThreeGp)
    for head in (
        b"The moov box comes first in a file that is to be played while it loads.",
        build.file_type(b"crx "),
        build.file_type(b"jp2 "),
        build.file_type(b"heic"),
        build.file_type(b"avif"),
    ):
        assert not any(kind.sniff(head) for kind in kinds)


def test_the_new_list_is_what_ffmpeg_writes() -> None:
    data = Movie().build()
    result = labelled(data)
    udta = box(b"udta", build.keyed(("AIGC", OTHER)))
    assert result.endswith(udta)
    assert (
        result[: len(data)].replace(
            (len(result) - data.index(b"moov") + 4).to_bytes(4) + b"moov",
            (len(data) - data.index(b"moov") + 4).to_bytes(4) + b"moov",
        )
        == data
    )


def test_key_and_item_join_a_list_that_is_there() -> None:
    tags = (("title", "春"), ("comment", "x"))
    data = Movie(udta=build.keyed(*tags)).build()
    assert labelled(data) == Movie(udta=build.keyed(*tags, ("AIGC", OTHER))).build()


def test_a_list_without_keys_or_items_gets_them() -> None:
    wanted = Movie(udta=build.keyed(("AIGC", OTHER))).build()
    handler = build.handler(b"mdta")
    none = full(b"keys", 0, 0, bytes(4))
    for inside in (handler, handler + none, handler + none + box(b"ilst", b"")):
        assert labelled(Movie(udta=full(b"meta", 0, 0, inside)).build()) == wanted
    # A key without an item is used, not doubled.
    key = full(b"keys", 0, 0, (1).to_bytes(4) + box(b"mdta", b"AIGC"))
    assert labelled(Movie(udta=full(b"meta", 0, 0, handler + key)).build()) == wanted


def test_an_item_for_a_key_that_is_not_there_is_no_label() -> None:
    meta = full(
        b"meta",
        0,
        0,
        build.handler(b"mdta") + box(b"ilst", box((1).to_bytes(4), build.data(b"stray"))),
    )
    with pytest.raises(BrokenFile, match="an item refers to key 1, and there are 0"):
        labelled(Movie(udta=meta).build())


def test_the_label_comes_behind_itunes_tags() -> None:
    data = Movie(b"M4A ", udta=build.itunes()).build()
    result = labelled(data)
    assert result.index(b"mdir") < result.index(b"\0mdta\0")
    assert result.count(build.itunes()) == 1


def test_user_data_that_ends_with_a_zero_keeps_its_end() -> None:
    title = build.string(b"\xa9nam", "spring")
    data = Movie(b"qt  ", udta=title + bytes(4)).build()
    wanted = Movie(b"qt  ", udta=title + build.keyed(("AIGC", OTHER)) + bytes(4)).build()
    assert labelled(data) == wanted


@pytest.mark.parametrize("quicktime", [True, False])
@pytest.mark.parametrize("place", ["no user data", "before", "behind"])
def test_a_second_keyed_list_does_not_mislead_ffmpeg(quicktime: bool, place: str) -> None:
    """FFmpeg looks every item up in the first keys that it meets (5.1, and as of 2026)."""
    meta = build.keyed(("make", "x"), ("model", "y"), quicktime=quicktime)
    udta = box(b"udta", build.itunes())
    inside = {"no user data": meta, "before": udta + meta, "behind": meta + udta}[place]
    result = labelled(Movie(b"qt  ", front=True, in_moov=inside).build())
    first = result.index(b"keys")
    count = int.from_bytes(result[first + 8 : first + 12])
    names, at = [], first + 12
    for _ in range(count):
        size = int.from_bytes(result[at : at + 4])
        names.append(result[at + 8 : at + size])
        at += size
    assert names == [b"make", b"model", b"AIGC"]
    assert result.count((3).to_bytes(4) + (16 + len(OTHER)).to_bytes(4) + b"data") == 1
    assert (meta in result) == (place != "behind")


def test_labels_elsewhere_go_and_everything_else_stays() -> None:
    movie = Movie(
        b"qt  ",
        front=True,
        udta=build.itunes(build.freeform(b"AIGC", BARE))
        + box(b"XMP_", xmp_with(BARE))
        + build.string(b"\xa9cmt", WRAPPED)
        + build.string(b"\xa9inf", "a note " + WRAPPED)
        + box(b"blob", b"\1\2\3" * 40),
        in_moov=build.keyed(("make", "x"), ("AIGC", BARE)) + build.uuid_xmp(FOREIGN_XMP),
        in_trak=build.keyed(("AIGC", BARE), ("aigc", BARE)),
        before=box(b"aigc", BARE.encode()) + build.uuid_xmp(xmp_with(BARE)),
    )
    data = movie.build()
    assert len(slots(data)) == 9
    result = labelled(data)
    assert slots(result) == [("mp4.keys", True)]
    assert b"4f7c1f9e" not in result
    assert build.uuid_xmp(FOREIGN_XMP) in result
    assert result.count(b"a brush &amp; paint") == 3
    assert box(b"blob", b"\1\2\3" * 40) in result
    assert b"a note " in result
    assert "春".encode() in result


def test_what_stands_before_the_media_elsewhere_does_not_change_its_length() -> None:
    data = Movie(before=box(b"aigc", BARE.encode()) + build.uuid_xmp(xmp_with(BARE))).build()
    result = labelled(data)
    assert result.index(build.TONE) == data.index(build.TONE)
    assert types(result) == [b"ftyp", b"free", b"uuid", b"mdat", b"moov"]


def test_an_own_label_of_the_same_length_changes_nothing_but_itself() -> None:
    data = Movie(front=True, udta=build.LABELLED).build()
    (edit,) = opened(data).plan(OTHER)
    assert (edit.offset, edit.length) == (data.index(BARE.encode()) - 16, len(BARE) + 16)
    assert opened(data).plan(BARE) == ()


def test_the_second_movie_is_not_the_movie() -> None:
    data = build.two_movies()
    assert slots(data) == [("mp4.keys", True), ("mp4.keys", False)]
    assert slots(labelled(data)) == [("mp4.keys", True)]


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (build.file_type(b"isom") + box(b"mdat", b"x"), BrokenFile, "no movie box"),
        (Movie().build()[:-1], BrokenFile, "more than the file has left"),
        (box(b"styp", b"msdh\0\0\0\0") + box(b"moof", b""), NoSlot, "is a segment of a stream"),
        (
            build.file_type(b"qt  ") + box(b"moov", box(b"cmov", b"x" * 20)),
            NoSlot,
            "compressed",
        ),
        (
            Movie(udta=box(b"uuid", XMP_UUID + b"<x:xmp" + xmp_with(BARE))).build(),
            BrokenFile,
            "XMP",
        ),
    ],
)
def test_what_cannot_be_written_is_refused(
    data: bytes, error: type[FileError], reason: str
) -> None:
    container = opened(data)
    assert not container.read().sites
    with pytest.raises(error, match=reason):
        container.plan(OTHER)


def test_a_recording_cut_within_its_media_is_labelled() -> None:
    whole = Movie(front=True, udta=build.LABELLED).build()
    reading = opened(whole[:-40]).read()
    assert [site.prescribed for site in reading.sites] == [True]
    assert [blind.place for blind in reading.blind] == [f"box mdat at byte {len(whole) - 136}"]
    longer = OTHER.replace('"ReservedCode1":""', '"ReservedCode1":"abc"')
    assert labelled(whole[:-40], longer) == labelled(whole, longer)[:-40]
    cut = build.fragmented(base=True)[:-150]
    assert slots(labelled(cut)) == [("mp4.keys", True)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(box(b"free", b"") * 250_000, id="boxes"),
        pytest.param(Movie(udta=box(b"XMP_", xmp_with(BARE)) * 5000).build(), id="packets"),
        pytest.param(
            Movie(udta=build.itunes(box(b"\xa9cmt", build.data(WRAPPED.encode())) * 9000)).build(),
            id="labels",
        ),
        pytest.param(
            Movie(udta=full(b"meta", 0, 0, full(b"keys", 0, 0, b"\0\1\0\0" + bytes(8)))).build(),
            id="keys",
        ),
        pytest.param(
            Movie(in_moov=box(b"trak", box(b"udta", box(b"meta", b"")) * 9999)).build(), id="metas"
        ),
        pytest.param(Movie(udta=box(b"blob", b"AIGC" * 60_000) * 300).build(), id="words"),
    ],
)
def test_bombs_cost_little(data: bytes) -> None:
    with within(2):
        container = opened(data)
        container.read()
        with suppress(FileError):
            container.plan(OTHER)


def test_a_file_of_ten_gigabytes_costs_its_headers(tmp_path: Path) -> None:
    path = tmp_path / "large.mp4"
    size = 10 * 1024**3
    head = build.file_type(b"isom") + b"\0\0\0\1mdat" + size.to_bytes(8)
    with path.open("wb") as file:
        file.write(head + build.TONE)
        file.seek(len(head) - 16 + size)
        file.write(Movie(udta=build.LABELLED).movie(len(head)))
    open_container(Source.of_bytes(head))  # the import is not what is measured
    with within(0.02), open_source(str(path), ceilings=Ceilings(total=1024**2)) as source:
        reading = open_container(source).read()
    os.truncate(path, 0)
    assert [site.prescribed for site in reading.sites] == [True]


def test_one_place_that_cannot_be_read_does_not_hide_the_others() -> None:
    broken = box(b"trak", box(b"udta", struct.pack(">I4s", 4000, b"meta")))
    data = Movie(udta=build.LABELLED, in_moov=broken).build()
    reading = opened(data).read()
    assert [site.prescribed for site in reading.sites] == [True]
    assert [blind.template for blind in reading.blind] == [
        "the box reaches out of the box around it"
    ]
    with pytest.raises(BrokenFile, match="reaches out"):
        opened(data).plan(OTHER)


def test_the_ceiling_on_one_structure_holds() -> None:
    data = Movie(udta=build.keyed(("AIGC", "x" * 40_000))).build()
    source = Source.of_bytes(data, "a", ceilings=Ceilings(allocation=20_000))
    reading = Mp4(source).read()
    assert not reading.sites
    assert [blind.template.split()[-3:] for blind in reading.blind] == [["for", "one", "structure"]]


BUILDERS = sorted(build.SAMPLES.values(), key=lambda builder: len(builder()))


@given(st.sampled_from(BUILDERS), st.data())
def test_any_bytes_are_read_or_refused(builder: Callable[[], bytes], draw: st.DataObject) -> None:
    data = bytearray(builder())
    for _ in range(draw.draw(st.integers(0, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 4))] = draw.draw(st.binary(max_size=6))
        if not data:
            return
    try:
        container = opened(bytes(data))
        container.read()
        result = apply_edits(bytes(data), container.plan(OTHER))
    except FileError:
        return
    assert [prescribed for _, prescribed in slots(result)] == [True]
